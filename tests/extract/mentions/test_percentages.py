"""Which percentages, fractions and worded multiples a sentence holds."""

import pytest
import spacy

from flows.extract.mentions.percentages import find_percentages

_ENGLISH = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Exports rose 20%.", [("20%", 20, "percent")], id="sign"),
        pytest.param(
            "up 4.5 percent, 4 per cent or 3 pct",
            [("4.5 percent", 4.5, "percent"), ("4 per cent", 4, "percent"), ("3 pct", 3, "percent")],
            id="words",
        ),
        pytest.param("up 15-20 percent", [("15-20 percent", 17.5, "percent")], id="midpoint of a range"),
        pytest.param("between 5% and 7%", [("between 5% and 7%", 6, "percent")], id="between"),
        pytest.param("from 15% to 20%", [("15%", 15, "percent"), ("20%", 20, "percent")], id="from-to is a change"),
        pytest.param("fell 13 pct to 7 billion", [("13 pct", 13, "percent")], id="the amount behind is not a limit"),
        pytest.param("more than 90% of trade", [("more than 90%", 90, "percent")], id="limit stays out of the value"),
        pytest.param("-5% on the year", [("-5%", -5, "percent")], id="written sign"),
        pytest.param("by 0.5 percentage points", [("0.5 percentage points", 0.5, "points")], id="points"),
        pytest.param("fell by a third", [("a third", 33.3333, "fraction")], id="a third"),
        pytest.param("two-thirds of imports", [("two-thirds", 66.6667, "fraction")], id="two thirds"),
        pytest.param("were a quarter higher", [("a quarter", 25, "fraction")], id="a quarter higher"),
        pytest.param("cut by more than half", [("half", 50, "fraction")], id="half"),
        pytest.param("a third round of talks, a third country", [], id="third in a row"),
        pytest.param("the first half of the year and the third quarter", [], id="parts of a year"),
        pytest.param("half a million tonnes, a quarter of a million", [], id="parts of a million"),
        pytest.param("Trade doubled.", [("doubled", 100, "multiple")], id="doubled"),
        pytest.param("Trade nearly tripled.", [("tripled", 200, "multiple")], id="tripled"),
        pytest.param("They want to double trade.", [("double", 100, "multiple")], id="infinitive"),
        pytest.param("Exports were halved.", [("halved", 50, "multiple")], id="halved"),
        pytest.param("a fivefold rise and 3-fold growth", [("fivefold", 400, "multiple"), ("3-fold", 200, "multiple")], id="fold"),
        pytest.param("three times as much as before", [("three times as much", 200, "multiple")], id="times"),
        pytest.param("a treaty on double taxation; they met three times in May", [], id="double and times of another sense"),
        pytest.param("300 tanks for $4bn", [], id="no percentage"),
    ],
)
def test_find_percentages(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(m.text, m.value, m.how) for m in find_percentages(_ENGLISH(text))] == expected
