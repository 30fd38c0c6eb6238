"""From text to sentences: what is parsed, and what a dateline is not part of."""

import pytest

from flows.extract.document import DocumentText, parse_documents
from flows.extract.language import load_model


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(
            "WARSAW, March 4, 2024 - South Korea delivered tanks to Poland.", "South Korea delivered tanks to Poland.", id="day and year"
        ),
        pytest.param("TOKYO (Sample Wire) - Japan met Korea for talks.", "Japan met Korea for talks.", id="agency"),
        pytest.param("U.S. - China trade rose by 3 percent.", "U.S. - China trade rose by 3 percent.", id="a pair is no dateline"),
        pytest.param("Iran exported oil.", "Iran exported oil.", id="no dateline"),
    ],
)
def test_first_sentence_begins_behind_the_dateline(text: str, first: str) -> None:
    """The sentence leaves the dateline out, and its offsets still point at its own words."""
    (sentences,) = parse_documents([DocumentText("document", text, None)], load_model())
    assert sentences[0].text == first
    assert text[sentences[0].start : sentences[0].end] == first


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param("Good weather all week. A quiet day.", id="no trigger")])
def test_text_without_triggers_is_not_parsed(text: str) -> None:
    """Where no trigger word stands, nothing is parsed and nothing comes out."""
    assert list(parse_documents([DocumentText("document", text, None)], load_model())) == [[]]
