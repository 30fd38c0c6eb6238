"""Crop years, Iranian years, weeks and quarters to a day or month."""

from datetime import date

import pytest

from flows.extract.language import load_model
from flows.extract.mentions.dates import find_dates

PUBLISHED = date(2018, 5, 10)


@pytest.mark.parametrize(
    ("text", "reporter", "expected"),
    [
        pytest.param(
            "Cocoa exports fell in the 2016/17 season.", None, [(date(2016, 10, 1), date(2017, 9, 30))], id="a good's year anywhere"
        ),
        pytest.param("Corn sales of the 2016/17 marketing year.", "USA", [(date(2016, 9, 1), date(2017, 8, 31))], id="of one country"),
        pytest.param("Grain exports in the 2016/2017 MY.", "UKR", [(date(2016, 7, 1), date(2017, 6, 30))], id="abbreviated"),
        pytest.param("Wheat exports this season.", None, [(date(2017, 7, 1), date(2018, 6, 30))], id="the season of publication"),
        pytest.param("Zinc exports in the 2016/17 season.", None, [(date(2016, 1, 1), date(2017, 12, 31))], id="no crop"),
        pytest.param(
            "Exports in the first seven months of the Iranian year.", None, [(date(2017, 3, 21), date(2017, 10, 20))], id="Iranian months"
        ),
        pytest.param("Exports of the last Iranian year.", None, [(date(2017, 3, 21), date(2018, 3, 20))], id="Iranian year"),
        pytest.param(
            "Exports in the week ended February 24.", None, [(date(2018, 2, 18), date(2018, 2, 24))], id="the seven days to a day"
        ),
        pytest.param("Exports in the March quarter.", None, [(date(2018, 1, 1), date(2018, 3, 31))], id="the quarter to a month"),
        pytest.param(
            "Exports in the four quarters to the end of Q3 2017.", None, [(date(2016, 10, 1), date(2017, 9, 30))], id="quarters to one"
        ),
        pytest.param(
            "Exports in July-April of the 2016-17 fiscal year.", None, [(date(2016, 7, 1), date(2017, 4, 30))], id="months of a fiscal year"
        ),
    ],
)
def test_periods_of_trade_are_resolved(text: str, reporter: str | None, expected: list[tuple[date, date]]) -> None:
    """First and last day of each period, for the country whose year counts."""
    doc = next(load_model().pipe([text]))
    assert [(found.first, found.last) for found in find_dates(doc, PUBLISHED, reporter)] == expected
