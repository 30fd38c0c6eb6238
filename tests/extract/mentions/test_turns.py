"""Who says "we" and "I": the state or person whose words the sentence quotes."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, add_mentions, parse_documents
from flows.extract.language import load_model


def first_person_of(text: str) -> list[str]:
    """Return the codes that the first "we" or "I" of a text stands for; empty where it stands for nobody known."""
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    add_mentions(sentences, date(2024, 5, 6))
    for sentence in sentences:
        for token in sentence.doc:
            if token.lower_ in {"we", "i"}:
                mention = sentence.actor_at(token.i)
                return [actor.code for actor in mention.actors] if mention is not None else []
    return []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param('"We have ordered six Turkish drones," Kenya\'s defence minister said.', ["KEN"], id="a minister without a name"),
        pytest.param('Ankara said: "We will deliver six drones to Kenya."', ["TUR"], id="a capital"),
        pytest.param('"We bought the drones from Turkey," the Kenyan army said.', ["KEN"], id="an army by its demonym"),
        pytest.param('"I will supply tanks to Ukraine," German Chancellor Olaf Scholz said.', ["DEU"], id="a person"),
        pytest.param('"We bought tanks," a trader said.', [], id="nobody known"),
        pytest.param("We bought tanks from Kenya.", [], id="no quotation"),
    ],
)
def test_first_person_is_whoever_is_quoted(text: str, codes: list[str]) -> None:
    """The first person stands for the source of the quotation, and for nobody outside one."""
    assert first_person_of(text) == codes
