"""Which sentences are parsed for trade figures though no word for trade stands in them."""

import pytest

from flows.extract.events.trade_planning import goes_on_about_trade, plan_trade

_TRADE = frozenset({"trade_figures"})
_NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("texts", "planned"),
    [
        pytest.param(
            ["Ghana's exports rose 3 percent.", "Cocoa fetched $2 billion."], [True, True], id="a good after the report's opening"
        ),
        pytest.param(["Ghana's exports rose 3 percent.", "The minister was pleased."], [True, False], id="no figure"),
        pytest.param(["The minister met the press.", "Cocoa fetched $2 billion."], [False, False], id="no report"),
        pytest.param(
            [*["The minister met the press."] * 6, "Bilateral trade grew to $2 billion.", "Cocoa made up $1 billion of it."],
            [*[False] * 6, True, True],
            id="trade told far below the opening",
        ),
    ],
)
def test_sentences_of_a_trade_report_are_planned(texts: list[str], planned: list[bool]) -> None:
    """A sentence with a figure near one about trade is read for trade figures."""
    kinds = [_TRADE if "xports" in text or "trade" in text else _NONE for text in texts]
    assert [bool(found) for found in plan_trade(kinds, texts)] == planned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It came to just $30 million last year.", True, id="pronoun"),
        pytest.param("In 2011 the turnover stood at $1.4 billion.", True, id="time first"),
        pytest.param("It was signed in Lima.", False, id="no figure"),
        pytest.param("Ministers of both sides named 30 percent as a goal.", False, id="another subject"),
    ],
)
def test_sentence_goes_on_about_trade(text: str, expected: bool) -> None:
    """A pronoun or a word for the whole and a figure make a sentence go on about the one before."""
    assert goes_on_about_trade(text) is expected
