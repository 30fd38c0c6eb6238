"""Dates that count from a date told before them."""

from datetime import date

import pytest

from flows.extract.language import load_model
from flows.extract.mentions.calendars import Span, day_span, month_span, year_span
from flows.extract.mentions.dates import find_dates
from flows.extract.mentions.filing_day import infer_filing_day
from flows.extract.mentions.story_dates import Anchor, find_story_dates
from flows.extract.mentions.types import DateMention

PUBLISHED = date(2024, 3, 14)


def anchor_of(span: Span) -> Anchor:
    """Return an anchor with the span's date, its year written, in the sentence before."""
    return Anchor(DateMention(0, 0, span.first, span.last, span.precision, str(span.first.year)), 0, has_year=True)


DAY, MONTH, YEAR = anchor_of(day_span(date(2021, 5, 3))), anchor_of(month_span(2021, 5)), anchor_of(year_span(2021))


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        pytest.param("They met again the same day.", DAY, [("2021-05-03", "2021-05-03")], id="the same day"),
        pytest.param("A day earlier he was in Rome.", DAY, [("2021-05-02", "2021-05-02")], id="a day earlier"),
        pytest.param("Three days later they signed.", DAY, [("2021-05-06", "2021-05-06")], id="days later"),
        pytest.param("Two years later it ordered more.", YEAR, [("2023-01-01", "2023-12-31")], id="years later"),
        pytest.param("A month later it ordered more.", YEAR, [], id="a month from a whole year cannot be told"),
        pytest.param("The same month Norway joined in.", MONTH, [("2021-05-01", "2021-05-31")], id="the same month"),
        pytest.param("In June of the following year it ended.", DAY, [("2022-06-01", "2022-06-30")], id="a month of the following year"),
        pytest.param(
            "Contracts were signed in 2016 and renewed three years later.",
            DAY,
            [("2016-01-01", "2016-12-31"), ("2019-01-01", "2019-12-31")],
            id="from the date of the same sentence",
        ),
        pytest.param("On 7 August they met in Bern.", DAY, [("2021-08-07", "2021-08-07")], id="year of the story"),
        pytest.param("On 7 March they met in Bern.", DAY, [("2024-03-07", "2024-03-07")], id="a day just before publication is the news"),
        pytest.param("The day before the summit they quarrelled.", DAY, [], id="counted from an event, not from a date"),
        pytest.param("Sales rose from a year earlier.", YEAR, [], id="a comparison is no date"),
        pytest.param("They met the same day.", None, [], id="nothing told before"),
    ],
)
def test_dates_that_count_from_another(text: str, anchor: Anchor | None, expected: list[tuple[str, str]]) -> None:
    """Words such as "the next day" get the day they mean, and none where the date before is too coarse."""
    doc = load_model()(text)
    found = find_story_dates(doc, find_dates(doc, PUBLISHED), anchor, PUBLISHED)
    assert [(mention.first.isoformat(), mention.last.isoformat()) for mention in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "LIMA, May 6 (Wire) - Peru said on Tuesday. Talks began on May 2, 2014.", date(2014, 5, 6), id="year of the full date"
        ),
        pytest.param(
            "LIMA, January 5 (Wire) - Peru said on Monday. Talks began on December 30, 2014.", date(2015, 1, 5), id="over the new year"
        ),
        pytest.param("LIMA, May 6 (Wire) - Peru said on Friday. Talks began on May 2, 2014.", None, id="the weekday does not fit"),
        pytest.param("LIMA, May 6 (Wire) - Peru said on Tuesday.", None, id="no full date"),
        pytest.param("Peru said on May 6 that talks began on May 2, 2014.", None, id="no dateline"),
    ],
)
def test_filing_day(text: str, expected: date | None) -> None:
    """A dateline without a year is completed only where full dates and the weekday agree with it."""
    assert infer_filing_day(text) == expected
