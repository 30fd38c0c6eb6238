"""What figures of a sentence are read, and as what value."""

import pytest

from flows.extract.mentions.numbers import parse_number, scan_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("6,000 shells", [("6,000", 6000, 6000)], id="comma separates thousands"),
        pytest.param("1 500 crates", [("1 500", 1500, 1500)], id="space separates thousands"),
        pytest.param("1,00,000 bags", [("1,00,000", 100000, 100000)], id="Indian grouping"),
        pytest.param("3.5 billion", [("3.5 billion", 3.5e9, 3.5e9)], id="scale word"),
        pytest.param("3.5         million", [("3.5         million", 3.5e6, 3.5e6)], id="scale word after a wide gap"),
        pytest.param("3,5 billion", [("3,5 billion", 3.5e9, 3.5e9)], id="decimal comma before a scale word"),
        pytest.param("700 mln and 2bn", [("700 mln", 7e8, 7e8), ("2bn", 2e9, 2e9)], id="abbreviated scales"),
        pytest.param(
            "1-1/2 mln, two and a half million", [("1-1/2 mln", 1.5e6, 1.5e6), ("two and a half million", 2.5e6, 2.5e6)], id="halves"
        ),
        pytest.param("5,000 crore", [("5,000 crore", 5e10, 5e10)], id="crore"),
        pytest.param("3 lakh crore", [("3 lakh crore", 3e12, 3e12)], id="lakh crore is one scale"),
        pytest.param("twenty-three", [("twenty-three", 23, 23)], id="hyphenated words"),
        pytest.param("two hundred and fifty thousand", [("two hundred and fifty thousand", 250000, 250000)], id="words in a row"),
        pytest.param("half a million", [("half a million", 500000, 500000)], id="half a scale"),
        pytest.param("a hundred", [("a hundred", 100, 100)], id="article before a scale word"),
        pytest.param("two dozen, half a dozen", [("two dozen", 24, 24), ("half a dozen", 6, 6)], id="dozens counted"),
        pytest.param("dozens", [("dozens", 24, 99)], id="dozens uncounted"),
        pytest.param("hundreds", [("hundreds", 100, 999)], id="hundreds"),
        pytest.param("several hundred", [("several hundred", 200, 999)], id="several hundred"),
        pytest.param("tens of thousands", [("tens of thousands", 10000, 99999)], id="tens of thousands"),
        pytest.param("hundreds of thousands", [("hundreds of thousands", 100000, 999999)], id="hundreds of thousands"),
        pytest.param("two and three billion", [("two", 2, 2), ("three billion", 3e9, 3e9)], id="and joins no figures below a hundred"),
        pytest.param("F-16, T-72, Su-35S and S-400", [], id="names of weapons hold no figures"),
        pytest.param("the 5th and the 1980s at 10:30", [], id="ordinals, decades and times are none"),
        pytest.param("155mm", [], id="a calibre written in one word is none"),
        pytest.param("hundred", [], id="a bare scale word says no number"),
        pytest.param("no figure here", [], id="nothing to read"),
    ],
)
def test_scan_figures(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert [(text[f.start : f.end], f.low, f.high) for f in scan_figures(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [("about nine ships", (9, 9)), ("scores of ships", (40, 99)), ("ships", None)])
def test_parse_number(text: str, expected: tuple[float, float] | None) -> None:
    assert parse_number(text) == expected


def test_letters_before_digits_are_told() -> None:
    assert [figure.is_glued for figure in scan_figures("Rs500 and 500")] == [True, False]
