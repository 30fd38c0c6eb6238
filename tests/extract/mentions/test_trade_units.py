"""Which amounts of goods a sentence holds, in which unit."""

import pytest
import spacy

from flows.extract.mentions.trade_units import find_trade_quantities

_ENGLISH = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12 mln tonnes of coal a year", [(12e6, 12e6, "tonnes")], id="yearly tonnes stay tonnes"),
        pytest.param("480,000 metric tons", [(480000, 480000, "tonnes")], id="metric tons"),
        pytest.param("2 MT of rice", [(2e6, 2e6, "tonnes")], id="MT after a small figure is million tonnes"),
        pytest.param("500,000 mt", [(500000, 500000, "tonnes")], id="mt is metric tonnes"),
        pytest.param("up to 15,000 tonnes", [(None, 15000, "tonnes")], id="open below"),
        pytest.param("1.5 mln bpd", [(1.5e6, 1.5e6, "barrels_per_day")], id="bpd"),
        pytest.param("500,000 barrels per day", [(500000, 500000, "barrels_per_day")], id="barrels per day"),
        pytest.param("5 million barrels of crude a day", [(5e6, 5e6, "barrels_per_day")], id="rate behind the good"),
        pytest.param("500,000 barrels a year", [(500000, 500000, "barrels_per_year")], id="barrels a year"),
        pytest.param("millions of barrels", [(1e6, 9999999, "barrels")], id="vague"),
        pytest.param("80 bcm", [(80e9, 80e9, "cubic_metres")], id="bcm in full"),
        pytest.param("155 billion cubic meters (bcm)", [(155e9, 155e9, "cubic_metres")], id="cubic meters"),
        pytest.param("40 to 45 bcm", [(40e9, 45e9, "cubic_metres")], id="range"),
        pytest.param("2 million TEUs and 5,000 cars", [(2e6, 2e6, "teu"), (5000, 5000, "cars")], id="containers and cars"),
        pytest.param("3,000 head of cattle", [(3000, 3000, "head")], id="head"),
        pytest.param("4 million 60-kg bags", [(4e6, 4e6, "bags")], id="the weight of a bag is no amount"),
        pytest.param("three cargo ships and 300 car parts", [], id="words that only look like units"),
        pytest.param("1.2 billion pairs of boots", [(1.2e9, 1.2e9, "pairs")], id="pairs"),
        pytest.param("20 GWh of electricity", [(20000, 20000, "megawatt_hours")], id="energy"),
        pytest.param(
            "5 mln tonnes, of which 3.3 mln under contract",
            [(5e6, 5e6, "tonnes"), (3.3e6, 3.3e6, "tonnes")],
            id="bare figure takes the unit before",
        ),
        pytest.param(
            "500,000 barrels a day and another 200,000 in May",
            [(500000, 500000, "barrels_per_day"), (200000, 200000, "barrels_per_day")],
            id="another",
        ),
        pytest.param("2 million tonnes in 2023 for $4bn", [(2e6, 2e6, "tonnes")], id="years and sums take no unit"),
        pytest.param("36 jets for $4bn", [], id="no amount of goods"),
    ],
)
def test_find_trade_quantities(text: str, expected: list[tuple[float | None, float | None, str]]) -> None:
    assert [(m.minimum, m.maximum, m.unit) for m in find_trade_quantities(_ENGLISH(text))] == expected
