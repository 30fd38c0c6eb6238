"""Patterns of accounting periods: quarters, halves, first months of a year, years to a month, seasons.

Here: the stretches that figures are reported for. Not here: fiscal years (`fiscal_periods`), days, months and years (`absolute_dates`), "last week" (`relative_dates`).
"""

import re
from datetime import date

from flows.extract.mentions.absolute_dates import year_of
from flows.extract.mentions.calendars import (
    Span,
    half_span,
    make_day,
    month_span,
    months_span,
    quarter_span,
    season_span,
    shift_months,
    years_span,
)
from flows.extract.mentions.date_words import (
    DAY,
    MONTH,
    NUMBER,
    YEAR,
    DatePattern,
    Moment,
    compile_words,
    count_number,
    day_number,
    group,
    month_number,
)

_PERIOD_CUE = frozenset({"period"})
_DIGIT_CUE = frozenset({"digit"})
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4, "last": 4, "latter": 2}
_OF_YEAR = rf"(?:\s+(?:of|in)\s+(?:(?:the\s+)?(?:year\s+|calendar\s+)?(?P<year>{YEAR})|(?P<relative>this|last|next|the(?:\s+current|\s+same)?)\s+(?:calendar\s+)?year))"
_MONTHS_IN_YEAR = 12


def _closed_year(match: re.Match[str], moment: Moment, last_month: int) -> int | None:
    """Return the year of a period that ends in `last_month`: as stated, or else the latest one that had begun by publication."""
    if group(match, "year"):
        return int(group(match, "year"))
    if moment.published is None:
        return None
    published, relative = moment.published, group(match, "relative").lower()
    if relative in {"last", "next", "this"}:
        return published.year + {"last": -1, "this": 0, "next": 1}[relative]
    if moment.is_ahead(match):
        return published.year if last_month >= published.month else published.year + 1
    if relative:
        return published.year
    return published.year if month_span(published.year, last_month).last <= published else published.year - 1


def _read_quarter(match: re.Match[str], moment: Moment) -> Span | None:
    quarter = int(group(match, "number")) if group(match, "number") else _ORDINALS[group(match, "ordinal").lower()]
    year = _started_year(match, moment, 3 * quarter - 2)
    return quarter_span(year, quarter) if year else None


def _read_half(match: re.Match[str], moment: Moment) -> Span | None:
    half = int(group(match, "number")) if group(match, "number") else _ORDINALS[group(match, "ordinal").lower()]
    half = min(half, 2)
    year = _started_year(match, moment, 6 * half - 5)
    return half_span(year, half) if year else None


def _started_year(match: re.Match[str], moment: Moment, first_month: int) -> int | None:
    """Return the year of a period that starts in `first_month`: as stated, or else the latest one begun by publication."""
    stated = year_of(match, moment)
    if stated is not None or moment.published is None:
        return stated
    relative = group(match, "relative").lower()
    published = moment.published
    if relative:
        return published.year
    if moment.is_ahead(match):
        return published.year if first_month >= published.month else published.year + 1
    return published.year if first_month <= published.month else published.year - 1


def _read_leading_months(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "the first nine months of 2023" or "the last three months of the year"."""
    count = count_number(group(match, "count"))
    if not count or count > _MONTHS_IN_YEAR:
        return None
    if group(match, "which").lower() == "first":
        year = _closed_year(match, moment, count)
        return months_span(year, 1, year, count) if year else None
    year = _closed_year(match, moment, _MONTHS_IN_YEAR)
    return months_span(year, 13 - count, year, 12) if year else None


def _read_months_to(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "the 12 months to June", "the year ended March 1987", "the nine months ended December", "fiscal year ended Sept. 30, 2015"."""
    unit = group(match, "unit").lower()
    count = count_number(group(match, "count")) if group(match, "count") else 1
    if not count:
        return None
    months = (
        count
        * {"month": 1, "quarter": 3, "half": 6, "year": 12}[next(word for word in ("month", "quarter", "half", "year") if word in unit)]
    )
    month = month_number(group(match, "month"))
    year = int(group(match, "year")) if group(match, "year") else _closed_year(match, moment, month)
    if year is None:
        return None
    word = group(match, "day") or group(match, "day_before")
    day = make_day(year, month, day_number(word)) if word else month_span(year, month).last
    if day is None:
        return None
    if day == month_span(year, month).last:
        start = shift_months(date(year, month, 1), 1 - months)
    else:
        shifted = shift_months(day, -months)
        start = date.fromordinal(shifted.toordinal() + 1)
    return Span(start, day, "year" if months == _MONTHS_IN_YEAR else "range")


def _read_season(match: re.Match[str], moment: Moment) -> Span | None:
    season = group(match, "season").lower()
    published, which = moment.published, group(match, "which").lower()
    year = year_of(match, moment)
    if year is None and group(match, "relative"):
        return None
    if year is None:
        if published is None or not (group(match, "which") or group(match, "lead")):
            return None
        spans = [season_span(published.year + step, season) for step in (-2, -1, 0, 1)]
        if which.startswith(("next", "coming")):
            span = next(item for item in spans if item.first > published)
        elif which.startswith("last"):
            span = max((item for item in spans if item.last < published), key=lambda item: item.first)
        elif which.startswith("this"):
            span = min(
                spans,
                key=lambda item: (
                    0
                    if item.first <= published <= item.last
                    else abs((item.first - published).days) + (0 if item.first.year == published.year else 200)
                ),
            )
        elif moment.is_ahead(match):
            span = next(item for item in spans if item.last >= published)
        else:
            span = max((item for item in spans if item.first <= published), key=lambda item: item.first)
    else:
        span = season_span(year, season)
    return _season_part(span, group(match, "part").lower())


def _season_part(span: Span, part: str) -> Span:
    """Return the first, second or third month of a season for early, mid, late."""
    if not part:
        return span
    month = shift_months(span.first, {"early": 0, "mid": 1, "late": 2}[part])
    return month_span(month.year, month.month)


def _read_year_period(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return "a 25-year period from 2009"."""
    count = count_number(group(match, "count"))
    return years_span(int(group(match, "year")), int(group(match, "year")) + count - 1) if count and count > 1 else None


def _read_quarters_to(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return "the four quarters to the end of Q3 2023"."""
    count = count_number(group(match, "count"))
    last = quarter_span(int(group(match, "year")), int(group(match, "number")))
    return Span(shift_months(last.first, 3 * (1 - count)), last.last, "year" if count == 4 else "range") if count else None


def _read_quarter_to(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the three months that end in the one named: "the September quarter"."""
    month = month_number(group(match, "month"))
    year = int(group(match, "year")) if group(match, "year") else _closed_year(match, moment, month)
    if year is None:
        return None
    start = shift_months(date(year, month, 1), -2)
    return Span(start, month_span(year, month).last, "quarter")


def _read_week_to(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the seven days of "the week ended February 24"."""
    month = month_number(group(match, "month") or group(match, "month_first"))
    year = int(group(match, "year")) if group(match, "year") else _week_year(month, moment)
    day = make_day(year, month, day_number(group(match, "day") or group(match, "day_before"))) if year else None
    if day is None:
        return None
    return Span(date.fromordinal(day.toordinal() - 6), day, "week")


def _week_year(month: int, moment: Moment) -> int | None:
    """Return the latest year in which the month had begun by publication."""
    if moment.published is None:
        return None
    return moment.published.year if month <= moment.published.month else moment.published.year - 1


_QUARTER_ORDINAL = r"(?P<ordinal>first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_HALF_ORDINAL = r"(?P<ordinal>first|second|latter|last|1st|2nd)"


PERIOD_PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:the\s+)?(?P<count>{NUMBER})[\s-]+quarters\s+(?:to|ending|ended|up\s+to)\s+(?:the\s+end\s+of\s+|in\s+)?Q(?P<number>[1-4])\s+(?P<year>{YEAR})"
        ),
        _read_quarters_to,
    ),
    DatePattern(
        frozenset({"month"}),
        compile_words(
            rf"(?:the\s+)?(?P<month>(?:March|June|September|December|Mar|Jun|Sep|Dec))[\s-]+quarter(?:\s+(?:of\s+)?(?P<year>{YEAR}))?"
        ),
        _read_quarter_to,
    ),
    DatePattern(
        frozenset({"month"}),
        compile_words(
            rf"(?:the\s+)?week\s+(?:that\s+|which\s+)?(?:ended|ending|to|through|up\s+to)\s+(?:on\s+)?(?:the\s+)?(?:(?P<day_before>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})|(?P<month_first>{MONTH})\s+(?P<day>{DAY}))(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _read_week_to,
    ),
    DatePattern(_PERIOD_CUE, compile_words(rf"(?P<number>)?(?:the\s+)?{_QUARTER_ORDINAL}[\s-]quarter{_OF_YEAR}"), _read_quarter),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?P<number>)?(?:the\s+)?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter(?:\s+(?P<year>{YEAR}))?(?!\s+(?:of|in)\s+(?:the\s+|this\s+|last\s+)?(?:fiscal|financial))"
        ),
        _read_quarter,
    ),
    DatePattern(_PERIOD_CUE, compile_words(rf"Q(?P<number>[1-4])(?:\s*(?:of\s+|/)?\s*(?P<year>{YEAR}))?"), _read_quarter),
    DatePattern(_DIGIT_CUE, compile_words(rf"(?P<year>{YEAR})[\s-]*Q(?P<number>[1-4])"), _read_quarter),
    DatePattern(_PERIOD_CUE, compile_words(rf"(?P<number>)?(?:the\s+)?{_HALF_ORDINAL}[\s-]half{_OF_YEAR}"), _read_half),
    DatePattern(
        _PERIOD_CUE,
        compile_words(rf"(?P<number>)?(?:the\s+)(?P<ordinal>first|second)[\s-]half(?:\s+(?P<year>{YEAR}))?(?!\s+of)"),
        _read_half,
    ),
    DatePattern(_PERIOD_CUE, compile_words(rf"H(?P<number>[12])\s*(?:of\s+)?(?P<year>{YEAR})"), _read_half),
    DatePattern(
        _PERIOD_CUE,
        compile_words(rf"(?:the\s+)?(?P<which>first|last|final)[\s-]+(?P<count>{NUMBER})[\s-]+months?{_OF_YEAR}"),
        _read_leading_months,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(rf"(?:the\s+)?(?P<which>first)[\s-]+(?P<count>{NUMBER})[\s-]+months(?!\s+(?:of|in))"),
        _read_leading_months,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:the\s+)?(?P<count>{NUMBER})[\s-]+(?P<unit>months?|years?|quarters?)[\s-]+(?:period\s+)?(?:to|ended|ending|through|up\s+to|until)\s+(?:in\s+|on\s+|with\s+)?(?:the\s+end\s+of\s+|end-)?(?:(?P<day_before>{DAY})\s+)?(?P<month>{MONTH})(?:\s+(?P<day>{DAY}))?(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _read_months_to,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:the\s+)?(?:fiscal\s+|financial\s+|full\s+)?(?P<unit>year|quarter|half(?:-year)?)\s+(?:to|that\s+ended|which\s+ended|ended|ending|through)\s+(?:in\s+|on\s+)?(?:the\s+end\s+of\s+|end-)?(?:(?P<day_before>{DAY})\s+)?(?P<month>{MONTH})(?:\s+(?P<day>{DAY}))?(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _read_months_to,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:(?P<lead>in|by|since|during|until|from|over|of)\s+)?(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<season>spring|summer|autumn|winter)(?:\s+(?:of\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<relative>last|this|next)\s+year)"
        ),
        _read_season,
    ),
    DatePattern(
        _PERIOD_CUE, compile_words(rf"(?P<part>early\s|late\s)?(?:the\s+)?(?P<season>fall)\s+(?:of\s+)?(?P<year>{YEAR})"), _read_season
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            r"(?:(?P<part>early|mid|late)[\s-]+)?(?P<which>last|this(?:\s+(?:past|coming))?|next|the\s+coming|coming)\s+(?P<season>spring|summer|autumn|fall|winter)"
        ),
        _read_season,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            r"(?P<lead>in|by|since|during|until|over)\s+(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<season>spring|summer|autumn|winter)"
        ),
        _read_season,
    ),
    DatePattern(
        _DIGIT_CUE,
        compile_words(
            rf"(?P<count>{NUMBER})[\s-]+years?(?:[\s-]+period)?,?\s+(?:starting|beginning|from|commencing)\s+(?:in\s+|from\s+)*(?P<year>{YEAR})"
        ),
        _read_year_period,
    ),
)
