"""Which goods a sentence names."""

import pytest
import spacy

from flows.extract.mentions.commodities import find_commodities

_ENGLISH = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("exports of crude oil", [("crude oil", "oil")], id="longest phrase"),
        pytest.param("It ships liquefied natural gas.", [("liquefied natural gas", "gas")], id="three words"),
        pytest.param("refined petroleum products", [("refined petroleum products", "products")], id="plural"),
        pytest.param("frozen beef imports", [("frozen beef", "beef")], id="modifier"),
        pytest.param("high-tech goods", [("high-tech goods", "goods")], id="hyphenated modifier"),
        pytest.param("Russian oil", [("oil", "oil")], id="nationality stays outside"),
        pytest.param("wine, copper and barley", [("wine, copper and barley", "wine")], id="list is one mention with its first head"),
        pytest.param("trade in goods and services", [("goods and services", "services")], id="fixed pair"),
        pytest.param("oil from Iran and wheat from Russia", [("oil", "oil"), ("wheat", "wheat")], id="apart"),
        pytest.param("The security services met.", [], id="security services"),
        pytest.param("Police fired tear gas.", [], id="tear gas"),
        pytest.param("a gold medal on the Gold Coast", [], id="gold of another sense"),
        pytest.param("He talked to Indian Oil Corporation.", [], id="part of a name"),
        pytest.param("The parties met.", [], id="nothing"),
    ],
)
def test_find_commodities(text: str, expected: list[tuple[str, str]]) -> None:
    doc = _ENGLISH(text)
    assert [(m.text, doc[m.head].text) for m in find_commodities(doc)] == expected
