"""Which sums of money a sentence holds, in full units and with which currency."""

from datetime import date

import pytest
import spacy

from flows.extract.mentions.money import find_money

_ENGLISH = spacy.blank("en")
_BN, _MN = 1e9, 1e6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It paid $4bn.", [("$4bn", 4 * _BN, "USD")], id="sign and attached scale"),
        pytest.param("It paid US$4 billion.", [("US$4 billion", 4 * _BN, "USD")], id="lettered sign"),
        pytest.param("It paid US $ 10 billion.", [("US $ 10 billion", 10 * _BN, "USD")], id="sign apart"),
        pytest.param("It paid 4 billion dollars.", [("4 billion dollars", 4 * _BN, "USD")], id="word"),
        pytest.param("It paid 700 mln dlrs.", [("700 mln dlrs", 700 * _MN, "USD")], id="wire abbreviations"),
        pytest.param("a 4-billion-dollar deal", [("4-billion-dollar", 4 * _BN, "USD")], id="hyphens"),
        pytest.param("a billion-dollar deal", [("a billion-dollar", 1 * _BN, "USD")], id="no figure but a scale"),
        pytest.param("worth Rs 5,000 crore", [("Rs 5,000 crore", 5e10, "INR")], id="crore of rupees"),
        pytest.param("worth 5,000 crore", [("5,000 crore", 5e10, "INR")], id="only rupees are counted in crores"),
        pytest.param("EUR 3.5bn or €2m", [("EUR 3.5bn", 3.5 * _BN, "EUR"), ("€2m", 2 * _MN, "EUR")], id="code and sign of the euro"),
        pytest.param("1.2 trillion rials", [("1.2 trillion rials", 1.2e12, "IRR")], id="rials"),
        pytest.param("5 million tomans", [("5 million tomans", 5e7, "IRR")], id="a toman is ten rials"),
        pytest.param(
            "3 billion yuan and 2 billion renminbi",
            [("3 billion yuan", 3e9, "CNY"), ("2 billion renminbi", 2e9, "CNY")],
            id="two names of one",
        ),
        pytest.param(
            "C$1bn, A$2bn, HK$3bn, S$4bn, NT$5bn",
            [("C$1bn", 1e9, "CAD"), ("A$2bn", 2e9, "AUD"), ("HK$3bn", 3e9, "HKD"), ("S$4bn", 4e9, "SGD"), ("NT$5bn", 5e9, "TWD")],
            id="other dollars",
        ),
        pytest.param("an R30 billion package", [("R30 billion", 30e9, "ZAR")], id="rand"),
        pytest.param("R77 missiles", [], id="R without a scale is a name"),
        pytest.param("1.5 billion stg", [("1.5 billion stg", 1.5e9, "GBP")], id="sterling on the wire"),
        pytest.param("500-pound bombs, 500 pounds of tea and 2 million pounds of shrimp", [], id="pounds of weight"),
        pytest.param("2 million pounds of aid", [("2 million pounds", 2e6, "GBP")], id="pounds of aid are money"),
        pytest.param("8 million Swiss francs", [("8 million Swiss francs", 8e6, "CHF")], id="adjective tells the franc"),
        pytest.param("2 billion Swedish crowns", [("2 billion Swedish crowns", 2e9, "SEK")], id="adjective tells the crown"),
        pytest.param("3 million dinars", [], id="whose dinars is not known"),
        pytest.param(
            "¥1.63 trillion ($17.4 billion USD)",
            [("¥1.63 trillion", 1.63e12, "JPY"), ("$17.4 billion USD", 17.4e9, "USD")],
            id="conversion in brackets",
        ),
        pytest.param("won 3 seats and marked 5 years", [], id="words that are also currencies"),
        pytest.param("20% of 300 tanks", [], id="no money"),
    ],
)
def test_find_money(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(m.text, m.amount, m.currency) for m in find_money(_ENGLISH(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("between $3 billion and $4 billion", (3.5e9, 3e9, 4e9), id="between signs"),
        pytest.param("$3-4bn", (3.5e9, 3e9, 4e9), id="sign before, scale behind"),
        pytest.param("£200m-£250m", (225e6, 200e6, 250e6), id="signs before both"),
        pytest.param("18-22 billion euros", (20e9, 18e9, 22e9), id="unit behind the range"),
        pytest.param("between two and three billion dlrs", (2.5e9, 2e9, 3e9), id="words"),
        pytest.param("more than $3 billion", (3e9, 3e9, None), id="open above"),
        pytest.param("up to $6 billion", (6e9, None, 6e9), id="open below"),
        pytest.param("about $3 billion", (3e9, 3e9, 3e9), id="about"),
        pytest.param("billions of dollars", (5499999999.5, 1e9, 9999999999.0), id="vague"),
    ],
)
def test_money_limits(text: str, expected: tuple[float, float | None, float | None]) -> None:
    (mention,) = find_money(_ENGLISH(text))
    assert (mention.amount, mention.minimum, mention.maximum) == (round(expected[0]), *expected[1:])
    assert mention.text == text


def test_change_is_two_sums() -> None:
    assert [m.amount for m in find_money(_ENGLISH("It fell from $10m in 2023 to $8m."))] == [10e6, 8e6]


def test_bare_millions_take_the_currency_named_before() -> None:
    text = "Sales were 1.5 billion stg last year while purchases totalled 436 mln."
    assert [(m.text, m.currency) for m in find_money(_ENGLISH(text))] == [("1.5 billion stg", "GBP"), ("436 mln", "GBP")]


def test_bare_dollars_are_those_named_before() -> None:
    text = "Trade fell to 7.4 billion H.K. dlrs from 8.5 billion dlrs."
    assert [m.currency for m in find_money(_ENGLISH(text))] == ["HKD", "HKD"]
    assert [m.currency for m in find_money(_ENGLISH("Trade was 8.5 billion dlrs."), dollar_code="HKD")] == ["HKD"]


@pytest.mark.parametrize(
    ("text", "published", "country", "currency"),
    [
        ("2 billion roubles", date(1987, 3, 1), None, "SUR"),
        ("2 billion roubles", date(2020, 3, 1), None, "RUB"),
        ("2 billion roubles", None, None, "RUB"),
        ("2 million francs", date(1987, 3, 1), None, "FRF"),
        ("2 million francs", date(2020, 3, 1), None, "CHF"),
        ("2 million francs", date(1987, 3, 1), "CHE", "CHF"),
        ("2 million marks", date(1987, 3, 1), None, "DEM"),
        ("2 million dinars", None, "KWT", "KWD"),
        ("2 million pesos", None, "MEX", "MXN"),
        ("2 million rupees", None, "PAK", "PKR"),
    ],
)
def test_time_and_country_tell_the_currency(text: str, published: date | None, country: str | None, currency: str) -> None:
    assert [m.currency for m in find_money(_ENGLISH(text), published, country)] == [currency]


def test_span_covers_the_tokens() -> None:
    doc = _ENGLISH("They signed a $4bn deal.")
    (mention,) = find_money(doc)
    assert doc[mention.start : mention.end].text == "$4bn"
