"""Sanctions: what whole little documents yield, parties that a sentence leaves out included."""

from datetime import date

import pytest

from flows.extract.document import DocumentText, extract_events, parse_documents
from flows.extract.events.sanction_measures import measures_in, programme_in
from flows.extract.language import load_model


def read_sanctions(text: str) -> set[tuple[str | None, str | None, str | None]]:
    """Return authority, target and action of every sanction that a document states."""
    (sentences,) = parse_documents([DocumentText("made-up", text, date(2024, 5, 6))], load_model())
    events = extract_events(sentences, date(2024, 5, 6))
    return {
        (event.best.fields["authority_code"], event.best.fields["target_code"], event.best.fields["action"])
        for event in events
        if event.best.kind == "sanctions"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The European Union imposed sanctions on Belarus.", {("EU", "BLR", "imposed")}, id="plain statement"),
        pytest.param(
            "The United States lifted its sanctions on Sudan in October.", {("USA", "SDN", "lifted")}, id="the possessor is the subject"
        ),
        pytest.param("Japan eased its sanctions on Myanmar.", {("JPN", "MMR", "eased")}, id="easing"),
        pytest.param("Britain threatened to impose sanctions on Georgia.", {("GBR", "GEO", "threatened")}, id="a threat is no act"),
        pytest.param(
            "Canada and Australia sanctioned Belarus.", {("CAN", "BLR", "imposed"), ("AUS", "BLR", "imposed")}, id="one event an authority"
        ),
        pytest.param(
            "The EU imposed sanctions on Belarus. The measures took effect in June. Minsk said it would evade the sanctions.",
            {("EU", "BLR", "imposed"), ("EU", "BLR", "evaded")},
            id="the authority stands in an earlier sentence",
        ),
        pytest.param("The bank fined two of its clerks.", set(), id="a firm's own rules"),
        pytest.param("The court sanctioned the lawyer for contempt.", set(), id="a court"),
        pytest.param("Talks about sanctions went on.", set(), id="neither authority nor target"),
    ],
)
def test_document_yields_sanctions(text: str, expected: set[tuple[str | None, str | None, str | None]]) -> None:
    """Authority, target and action are those that a reader finds, and nothing else is found."""
    assert read_sanctions(text) == expected


@pytest.mark.parametrize(
    ("text", "fixed", "expected"),
    [
        pytest.param("an asset freeze and a travel ban", None, ["asset_freeze", "travel_ban"], id="two measures, sorted"),
        pytest.param("sanctions", None, ["unspecified"], id="none named"),
        pytest.param("sanctions", ["tariff"], ["tariff"], id="the rule fixes one"),
        pytest.param("an arms embargo", None, ["arms_embargo"], id="embargo on arms"),
    ],
)
def test_measures(text: str, fixed: list[str] | None, expected: list[str]) -> None:
    """Measures are those that the text names."""
    assert measures_in(text, fixed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("designated under Executive Order 14024", "Executive Order 14024", id="executive order"),
        pytest.param("under the Global Magnitsky Act", "Global Magnitsky Act", id="act by name"),
        pytest.param("in breach of Resolution 2231", "Resolution 2231", id="resolution"),
        pytest.param("under a new law", None, id="no programme"),
    ],
)
def test_programme(text: str, expected: str | None) -> None:
    """The programme is given as written."""
    assert programme_in(text) == expected
