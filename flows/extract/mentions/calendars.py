"""Calendar arithmetic: spans of months, quarters, seasons, weeks and fiscal years, and parts of them.

Here: dates in, dates out. Not here: how any of it is written in English.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from flows.seeds import read_table

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a period, both ends inclusive, with its precision: day, week, month, quarter, year or range."""

    first: date
    last: date
    precision: str


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A country's fiscal year: where it starts and whether it is named by the year it starts or ends in."""

    start_month: int
    start_day: int
    is_named_by_end: bool

    @property
    def is_calendar_year(self) -> bool:
        """Return whether the fiscal year is the calendar year."""
        return (self.start_month, self.start_day) == (1, 1)


def day_span(day: date) -> Span:
    """Return the span of one day."""
    return Span(day, day, "day")


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is no such day or the year is out of reach."""
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_span(year: int, month: int) -> Span:
    """Return the first to the last day of a month."""
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def months_span(first_year: int, first_month: int, last_year: int, last_month: int) -> Span:
    """Return the first day of one month to the last day of another."""
    return Span(date(first_year, first_month, 1), month_span(last_year, last_month).last, "range")


def quarter_span(year: int, quarter: int) -> Span:
    """Return a calendar quarter, numbered from 1."""
    return replace(months_span(year, 3 * quarter - 2, year, 3 * quarter), precision="quarter")


def half_span(year: int, half: int) -> Span:
    """Return a calendar half-year, numbered from 1."""
    return months_span(year, 6 * half - 5, year, 6 * half)


def year_span(year: int) -> Span:
    """Return a calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def years_span(first: int, last: int) -> Span:
    """Return the first day of one year to the last day of another."""
    return Span(date(first, 1, 1), date(last, 12, 31), "range" if first != last else "year")


def week_span(day: date) -> Span:
    """Return Monday to Sunday of the week that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), "week")


def season_span(year: int, season: str) -> Span:
    """Return the three months of a northern season; winter starts in December of `year`."""
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[season]
    if season == "winter":
        return months_span(year, 12, year + 1, 2)
    return months_span(year, start, year, start + 2)


def shift_months(day: date, months: int) -> date:
    """Return the day so many months later (earlier where negative), the last of the month where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_span(first: date, last: date, months: int) -> tuple[date, date]:
    """Return both ends so many months later (earlier where negative); the end of a month stays the end of one."""
    day = shift_months(last, months)
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return shift_months(first, months), day


def part_of(span: Span, part: str) -> Span:
    """Return the early, mid, late, start, end, first-half or second-half part of a month, a season or a year; other spans come back whole.

    Thirds of a month (1-10, 11-20, 21-end), January to March, May to August and November to December of a year, as the annotators of the gold corpus settled it.
    """
    first, last = span.first, span.last
    if span.precision == "month":
        days = {
            "early": (1, 10),
            "start": (1, 10),
            "mid": (11, 20),
            "late": (21, last.day),
            "end": (21, last.day),
            "first half": (1, 15),
            "second half": (16, last.day),
        }
        low, high = days[part]
        return Span(first.replace(day=low), first.replace(day=high), "range")
    if span.precision == "year":
        months = {
            "early": (1, 3),
            "start": (1, 1),
            "mid": (5, 8),
            "late": (11, 12),
            "end": (12, 12),
            "first half": (1, 6),
            "second half": (7, 12),
        }
        low, high = months[part]
        return months_span(first.year, low, first.year, high)
    return span


def part_of_decade(decade: int, part: str | None) -> Span:
    """Return a decade (1990) or its early, middle or late years."""
    low, high = {"early": (0, 3), "start": (0, 1), "mid": (4, 6), "late": (6, 9), "end": (8, 9)}.get(part or "", (0, 9))
    return replace(years_span(decade + low, decade + high), precision="range")


@cache
def fiscal_years() -> dict[str, FiscalYear]:
    """Return the fiscal year of every country in `lexicons/fiscal_years.csv`, by ISO alpha-3 code."""
    return {
        row["country_code"]: FiscalYear(int(row["start_month"]), int(row["start_day"]), row["named_by"] == "end")
        for row in read_table("lexicons/fiscal_years.csv")
    }


def fiscal_span(fiscal: FiscalYear, start_year: int) -> Span:
    """Return the fiscal year that starts in `start_year`."""
    first = date(start_year, fiscal.start_month, fiscal.start_day)
    return Span(first, first.replace(year=start_year + 1) - timedelta(days=1), "year")


def fiscal_start_year(fiscal: FiscalYear, day: date) -> int:
    """Return the year in which the fiscal year that holds the day started."""
    return day.year if (day.month, day.day) >= (fiscal.start_month, fiscal.start_day) else day.year - 1
