"""Patterns of crop years: "the 2016/17 season", "the 1986/87 marketing year", by the good that the sentence names and the country it is of.

Here: years of harvests. Not here: when each good's year starts (`lexicons/crop_years.csv`), years of governments (`fiscal_periods`).
"""

import re
from datetime import date, timedelta
from functools import cache

from flows.extract.mentions.calendars import Span
from flows.extract.mentions.date_words import DatePattern, Moment, compile_words, group
from flows.extract.mentions.fiscal_periods import read_year_pair
from flows.seeds import read_table

_CENTURY = 100


@cache
def _starts() -> dict[tuple[str, str], int]:
    """Return the month in which the year of a good starts, by good and country; "" stands for all other countries."""
    return {(row["good"], row["country_code"]): int(row["start_month"]) for row in read_table("lexicons/crop_years.csv")}


@cache
def _goods() -> re.Pattern[str]:
    names = sorted({good for good, _ in _starts()}, key=len, reverse=True)
    return re.compile(rf"\b(?P<good>{'|'.join(names)})s?\b", re.IGNORECASE)


def _read_crop_year(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the twelve months of the season; the years themselves where the sentence names no good of the table."""
    first = int(group(match, "fiscal_year"))
    last = int(group(match, "fiscal_end"))
    if last < _CENTURY:
        last += first - first % _CENTURY
    near = sorted(_goods().finditer(match.string), key=lambda found: abs(found.start() - match.start()))
    month = next((_start_month(found["good"].lower(), moment.reporter_code) for found in near), None)
    if month is None or last != first + 1:
        return read_year_pair(match, moment)
    start = date(first, month, 1)
    return Span(start, start.replace(year=first + 1) - timedelta(days=1), "year")


def _start_month(good: str, country: str | None) -> int | None:
    return _starts().get((good, country or ""), _starts().get((good, "")))


def _read_relative_crop_year(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the season that publication lies in, or the one before or after it; None where the sentence names no good of the table."""
    if moment.published is None:
        return None
    near = sorted(_goods().finditer(match.string), key=lambda found: abs(found.start() - match.start()))
    month = next((_start_month(found["good"].lower(), moment.reporter_code) for found in near), None)
    if month is None:
        return None
    offset = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(group(match, "which").lower(), 0)
    year = moment.published.year - (moment.published.month < month) + offset
    start = date(year, month, 1)
    return Span(start, start.replace(year=year + 1) - timedelta(days=1), "year")


CROP_PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        frozenset({"digit"}),
        compile_words(
            r"(?:the\s+)?(?P<fiscal_year>(?:19|20)\d\d)\s?[/–—-]\s?(?P<fiscal_end>(?:19|20)?\d\d)(?:\s+\([^)]{3,30}\))?\s+(?:\w+\s+){0,2}?(?:season|crop|crop[\s-]year|marketing[\s-]year|campaign|harvest|year|MY\b)"
        ),
        _read_crop_year,
    ),
    DatePattern(
        frozenset({"relative"}),
        compile_words(r"(?:the\s+)?(?P<which>last|this|next|current|previous|past|coming)\s+(?:season|crop[\s-]year|marketing[\s-]year)"),
        _read_relative_crop_year,
    ),
)
