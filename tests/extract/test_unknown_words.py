"""Currencies and units that no list knows are noticed; those that are known, and words that are neither, are not."""

import pytest

from flows.extract.unknown_words import find_unknown_words


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("The order is worth about 30 million krunks.", [("currency", "krunks")], id="a-currency-after-a-cue"),
        pytest.param("A contract valued at 2.5 billion Zed marks-new was signed.", [("currency", "Zed")], id="a-currency-of-several-words"),
        pytest.param("The order is worth 30 million dollars.", [], id="a-known-currency"),
        pytest.param("The order is worth 30 million Swiss francs.", [], id="a-known-currency-of-several-words"),
        pytest.param("The order is worth $30 million.", [], id="a-sign"),
        pytest.param("The order is worth 30 million over ten years.", [], id="no-currency-named"),
        pytest.param("Estonia exported 40,000 tods of wool.", [("unit", "tods")], id="a-unit-after-a-cue"),
        pytest.param("Estonia imported nearly 3 million firkins of butter.", [("unit", "firkins")], id="a-unit-with-a-scale"),
        pytest.param("Estonia exported 40,000 tonnes of steel.", [], id="a-known-unit"),
        pytest.param("Estonia exported 40,000 barrels of oil.", [], id="a-known-unit-in-the-plural"),
        pytest.param("Estonia bought 12 years of peace.", [], id="a-time-is-no-unit"),
        pytest.param("Estonia supplied 5 drones of its own make.", [], id="weapons-need-no-unit"),
        pytest.param("Twelve tods of wool were lost.", [], id="no-figure"),
        pytest.param("", [], id="nothing"),
        pytest.param(
            "It sold 5 tods of wool worth 2 million krunks.", [("unit", "tods"), ("currency", "krunks")], id="both-in-the-order-of-the-text"
        ),
    ],
)
def test_words_that_no_list_knows_are_found(sentence: str, found: list[tuple[str, str]]) -> None:
    words = find_unknown_words(sentence)
    assert [(word.kind, word.text) for word in words] == found
    assert all(sentence[word.start :].startswith(word.text) for word in words)
