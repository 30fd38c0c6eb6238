"""Which counts a sentence holds, with which limits."""

import pytest
import spacy

from flows.extract.mentions.quantities import find_quantities

_ENGLISH = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a deal for 36 fighter jets", [("36", 36, 36)], id="exact"),
        pytest.param("at least eight corvettes", [("at least eight", 8, None)], id="at least"),
        pytest.param("more than 500 of its drones", [("more than 500", 500, None)], id="more than"),
        pytest.param("300 or more drones", [("300 or more", 300, None)], id="or more"),
        pytest.param("up to 300 drones", [("up to 300", None, 300)], id="up to"),
        pytest.param("up to several hundred drones", [("up to several hundred", None, 999)], id="up to a vague figure"),
        pytest.param("fewer than 100 tanks", [("fewer than 100", None, 100)], id="fewer than"),
        pytest.param("about six missiles", [("about six", 6, 6)], id="about"),
        pytest.param("between six and eight frigates", [("between six and eight", 6, 8)], id="between"),
        pytest.param("20-30 tanks or 5 to 6 jets", [("20-30", 20, 30), ("5 to 6", 5, 6)], id="ranges"),
        pytest.param("raised from 36 to 50 jets", [("36", 36, 36), ("50", 50, 50)], id="from-to is a change"),
        pytest.param("dozens of tanks and hundreds more", [("dozens", 24, 99), ("hundreds", 100, 999)], id="vague"),
        pytest.param("two (2) radars and twelve (12) kits", [("two (2)", 2, 2), ("twelve (12)", 12, 12)], id="said twice"),
        pytest.param("an additional Patriot battery", [("an additional", 1, 1)], id="one more"),
        pytest.param("another 18 howitzers", [("another 18", 18, 18)], id="another before a figure"),
        pytest.param("a pair of frigates", [("a pair of", 2, 2)], id="pair"),
        pytest.param("It sold 2000 missiles in 2018.", [("2000", 2000, 2000)], id="a count that looks like a year"),
        pytest.param("In 2018 exports fell; the 2019 talks failed.", [], id="years"),
        pytest.param("on 7 December 2023 and June 13-14", [], id="days"),
        pytest.param("$4bn, 20% and 5 million euros", [], id="money and percentages"),
        pytest.param("Leopard 2 tanks, Type 056 corvettes, Block 52 jets, F-16s, Resolution 1929", [], id="parts of names"),
        pytest.param("a two-day visit, 20 days, 122 mm guns, a 16-year-old, 300 km", [], id="measures"),
        pytest.param("5,000 tonnes of shells", [], id="weight"),
        pytest.param("at 5 p.m. and 10:30", [], id="times of day"),
        pytest.param("one of the ships; no one", [], id="one that counts nothing"),
        pytest.param("one submarine", [("one", 1, 1)], id="one that counts"),
        pytest.param("a drone and several jets", [], id="articles and several"),
        pytest.param("they won 3-0 and lost 2-1", [], id="scores"),
        pytest.param("two-thirds of the fleet", [], id="fractions"),
        pytest.param("a 70-80% drop in two or three days", [], id="ranges of measures"),
        pytest.param("36 (thirty-six) launchers", [("36 (thirty-six)", 36, 36)], id="said again in words"),
        pytest.param("the older ones", [], id="ones"),
        pytest.param("no number at all", [], id="nothing"),
    ],
)
def test_find_quantities(text: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    assert [(m.text, m.minimum, m.maximum) for m in find_quantities(_ENGLISH(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("two batteries of S-300 missiles", [(2, "batteries")], id="batteries"),
        pytest.param("a squadron of MiG-29s", [(1, "squadron")], id="a squadron"),
        pytest.param("10,000 rounds of ammunition", [(10000, "rounds")], id="rounds"),
        pytest.param("36 jets", [(36, None)], id="bare count"),
    ],
)
def test_unit_of_a_count(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(m.minimum, m.unit) for m in find_quantities(_ENGLISH(text))] == expected
