"""Meetings told in other ways: one after the other, by rest of a sentence, by what the document said before, under other names."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.language import load_model

PUBLISHED = date(2023, 5, 10)


def read(text: str) -> list[tuple[list[str], str, str]]:
    """Return codes, mode and status of the meetings of a document, in text order."""
    (sentences,) = parse_documents([DocumentText("example", text, PUBLISHED, None)], load_model())
    events = [event.best for event in extract_events(sentences, PUBLISHED) if event.best.kind == "meetings"]
    return [(sorted({actor.code for actor in best.participants}), best.fields["mode"], best.fields["status"]) for best in events]


TOLD = [
    pytest.param(
        "Eritrea and Ethiopia exchanged fire. Maltese Foreign Minister Ian Borg phoned the two foreign ministers.",
        [(["ERI", "MLT"], "call", "held"), (["ETH", "MLT"], "call", "held")],
        id="the two named before are called one by one",
    ),
    pytest.param(
        "The Norwegian premier conferred separately with the Danish king and the Swedish foreign minister.",
        [(["DNK", "NOR"], "talks", "held"), (["NOR", "SWE"], "talks", "held")],
        id="separately makes two meetings",
    ),
    pytest.param(
        "The Norwegian premier held a separate trilateral session with the Danish king and the Swedish foreign minister.",
        [(["DNK", "NOR", "SWE"], "multilateral", "held")],
        id="a separate session of three is one",
    ),
    pytest.param(
        "The Chilean president spoke by phone with Canadian Foreign Minister Anita Anand and with Peruvian President Dina Boluarte.",
        [(["CAN", "CHL"], "call", "held"), (["CHL", "PER"], "call", "held")],
        id="with and with are two calls",
    ),
    pytest.param(
        "The Latvian foreign minister met several colleagues in the margins of the forum, including Kenya's Musalia Mudavadi and the Ghanaian president.",
        [(["KEN", "LVA"], "talks", "held"), (["GHA", "LVA"], "talks", "held")],
        id="some of several met at one occasion",
    ),
    pytest.param(
        "The Malian premier travelled to Moscow in June and to Ankara a month later.",
        [(["MLI", "RUS"], "visit", "held"), (["MLI", "TUR"], "visit", "held")],
        id="a second destination with a date of its own",
    ),
    pytest.param(
        "The Jordanian king met the Iraqi president in Baghdad, a day after conferring in Ankara with Turkish leaders.",
        [(["IRQ", "JOR"], "talks", "held"), (["JOR", "TUR"], "talks", "held")],
        id="a gerund shares the subject of the clause above",
    ),
    pytest.param(
        "The region changed when Isaias Afwerki of Eritrea and Abiy Ahmed of Ethiopia met in Asmara.",
        [(["ERI", "ETH"], "talks", "held")],
        id="those right before the verb are its subjects",
    ),
    pytest.param(
        "The Portuguese defence minister said during a visit to Angola last month that the port was safe.",
        [(["AGO", "PRT"], "visit", "held")],
        id="what stands before that belongs to the verb of saying",
    ),
    pytest.param(
        "The Philippine government and Communist rebels held talks in Oslo.",
        [(["PHL", "UNK"], "talks", "held")],
        id="a government and rebels are two sides",
    ),
    pytest.param(
        "Syria's government opened talks with opposition representatives in Geneva.",
        [(["SYR", "SYRIAN_OPPOSITION"], "talks", "held")],
        id="the opposition in a sentence about Syria",
    ),
    pytest.param("The Belgian premier met opposition leaders.", [], id="the opposition elsewhere is no other side"),
    pytest.param(
        "Ghana awaits the oil price. Ghana sells cocoa. Petroleum Minister Kofi Mensah flew to Oslo on Monday.",
        [(["GHA", "NOR"], "visit", "held")],
        id="a minister serves the state that the text is about",
    ),
    pytest.param(
        "Ghana sells cocoa. Ghana buys oil. The secretary general of the Organization of American States, Luis Mora, flew to Oslo.",
        [(["NOR", "UNK"], "visit", "held")],
        id="the head of a body serves no state",
    ),
    pytest.param(
        "The Kenyan president will visit Norway in July. The Ugandan president has postponed his trip.",
        [(["KEN", "NOR"], "visit", "planned"), (["NOR", "UGA"], "visit", "cancelled")],
        id="where to was told before",
    ),
    pytest.param(
        "OSLO, May 3 - The Latvian foreign minister met the Kenyan president.",
        [(["KEN", "LVA"], "talks", "held")],
        id="the place of a report takes no part",
    ),
    pytest.param("Montenegro may open accession talks with the European Union.", [], id="talks on joining a body that are not held"),
    pytest.param("Oman is in talks with Norway to buy four frigates.", [], id="talks to buy are bargaining"),
    pytest.param("The sources said talks with Jakarta on the missile were at an advanced stage.", [], id="talks at a stage are none"),
    pytest.param("Chile promotes a dialogue between Kenya and Ghana.", [], id="a dialogue that is fostered"),
    pytest.param("The premiers of Malta and Tunisia told their foreign ministers to act.", [], id="whom they tell are their own"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_meetings_are(text: str, expected: list[tuple[list[str], str, str]]) -> None:
    """Each way of telling a meeting yields exactly the meetings that it tells."""
    assert read(text) == expected


NAMES = [
    pytest.param(
        "Ukrainian President Volodymyr Zelenskyy met Venezuelan President Nicolas Maduro.",
        ["Nicolas Maduro", "Volodymyr Zelenskyy"],
        id="as the document writes them",
    ),
    pytest.param("The Turkish president met the Finnish president.", [], id="whom the document does not name has no name"),
    pytest.param(
        "French President Emmanuel Macron was in Oslo. Macron met the Norwegian premier.",
        ["Emmanuel Macron"],
        id="by the fullest name so far",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_persons_are_called(text: str, expected: list[str]) -> None:
    """Persons bear the fullest name of the document; those it only tells by their office bear none."""
    (sentences,) = parse_documents([DocumentText("example", text, PUBLISHED, None)], load_model())
    events = [event.best for event in extract_events(sentences, PUBLISHED) if event.best.kind == "meetings"]
    assert sorted({actor.person for best in events for actor in best.participants if actor.person}) == expected
