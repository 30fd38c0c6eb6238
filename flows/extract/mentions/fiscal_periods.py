"""Patterns of fiscal years and of their halves and quarters, and of pairs of years such as "2017-18".

Here: years that start on another day than 1 January, by the country they are of. Not here: when each country's year starts (`lexicons/fiscal_years.csv`).
"""

import re
from datetime import date

from flows.extract.mentions.calendars import (
    FiscalYear,
    Span,
    fiscal_span,
    fiscal_start_year,
    fiscal_years,
    months_span,
    shift_months,
    years_span,
)
from flows.extract.mentions.date_words import MONTH, NUMBER, YEAR, DatePattern, Moment, compile_words, count_number, group, month_number

_PERIOD_CUE = frozenset({"period"})
_DIGIT_CUE = frozenset({"digit"})
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CENTURY = 100


def _fiscal_of(moment: Moment) -> FiscalYear | None:
    return fiscal_years().get(moment.reporter_code or "")


def _read_fiscal(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the fiscal year of the reporting country; None where the country, or its fiscal year, is unknown."""
    fiscal = _fiscal_of(moment)
    if fiscal is None:
        return None
    if group(match, "relative_fiscal"):
        if moment.published is None:
            return None
        offset = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(group(match, "relative_fiscal").lower(), 0)
        return fiscal_span(fiscal, fiscal_start_year(fiscal, moment.published) + offset)
    year = int(group(match, "fiscal_year"))
    if year < _CENTURY:
        year += 2000 if year < 70 else 1900
    if group(match, "fiscal_end"):
        return fiscal_span(fiscal, year)
    return fiscal_span(fiscal, year - 1 if fiscal.is_named_by_end and not fiscal.is_calendar_year else year)


def _read_fiscal_part(match: re.Match[str], moment: Moment) -> Span | None:
    """Return a half or quarter of a fiscal year: "the first half of fiscal 2024", "Q1 FY24"."""
    whole = _read_fiscal(match, moment)
    if whole is None:
        return None
    number = int(group(match, "number")) if group(match, "number") else _ORDINALS[group(match, "ordinal").lower()]
    is_half = (group(match, "unit") or group(match, "unit_letter")).lower().startswith("h")
    months = 6 if is_half else 3
    first = shift_months(whole.first, months * (number - 1))
    return Span(first, date.fromordinal(shift_months(first, months).toordinal() - 1), "range" if is_half else "quarter")


def read_year_pair(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "2017-18" or "1985/86" as the reporter's fiscal year where it is not the calendar's, else as both years."""
    first = int(group(match, "fiscal_year"))
    last = int(group(match, "fiscal_end"))
    if last < _CENTURY:
        last += first - first % _CENTURY
    if last <= first:
        return None
    fiscal = _fiscal_of(moment)
    if last == first + 1 and fiscal and not fiscal.is_calendar_year:
        return fiscal_span(fiscal, first)
    return years_span(first, last)


def _read_fiscal_months(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return "July-April of the 2022-23 fiscal year": the months from the first year into the second."""
    first, last = month_number(group(match, "month")), month_number(group(match, "last_month"))
    year = int(group(match, "fiscal_year"))
    return months_span(year, first, year if last >= first else year + 1, last)


def _read_solar_year(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return an Iranian year, which starts about 21 March of the year 621 years on."""
    return fiscal_span(fiscal_years()["IRN"], int(group(match, "solar_year")) + 621)


def _read_current_solar_year(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the Iranian year that publication lies in, or the one beside it that is meant; its first months where so many are named."""
    if moment.published is None:
        return None
    fiscal = fiscal_years()["IRN"]
    which = group(match, "which").lower()
    year = fiscal_start_year(fiscal, moment.published)
    if which in {"last", "previous", "past", "preceding"}:
        year -= 1
    months = count_number(group(match, "count")) if group(match, "count") else None
    if months and not which and shift_months(date(year, fiscal.start_month, fiscal.start_day), months) > moment.published:
        year -= 1
    whole = fiscal_span(fiscal, year)
    if not months:
        return whole
    return Span(whole.first, date.fromordinal(shift_months(whole.first, months).toordinal() - 1), "range")


_FISCAL_YEAR = (
    r"(?:(?:the\s+)?(?:(?:fiscal|financial)(?:[\s-]+year)?\s+|FY\s?['’]?)(?P<fiscal_year>(?:19|20)\d\d|\d\d)(?:\s?[/–—-]\s?(?P<fiscal_end>\d{4}|\d\d))?"
    r"|(?:the\s+)?(?P<relative_fiscal>last|this|next|current|previous|past|coming)\s+(?:fiscal|financial)(?:\s+year)?)"
)

FISCAL_PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:(?:the\s+)?(?P<ordinal>first|second|third|fourth)[\s-](?P<unit>half|quarter)|(?P<unit_letter>[QH])(?P<number>[1-4]))\s+(?:of\s+|in\s+)?{_FISCAL_YEAR}"
        ),
        _read_fiscal_part,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:the\s+)?(?:fiscal|financial|budget)(?:[\s-]+year)?\s+(?P<fiscal_year>{YEAR[:-7]})(?:\s?[/–—-]\s?(?P<fiscal_end>\d{{4}}|\d\d))?(?:[\s,]+(?:ended|ending|to)\s+(?:in\s+)?{MONTH})?"
        ),
        _read_fiscal,
    ),
    DatePattern(
        _DIGIT_CUE,
        compile_words(
            rf"(?:the\s+)?(?P<month>{MONTH})\s*(?:[-–—]|to)\s*(?P<last_month>{MONTH})\s+(?:period\s+)?(?:of|in)\s+(?:the\s+)?(?:fiscal\s+(?:year\s+)?|FY\s?)?(?P<fiscal_year>(?:19|20)\d\d)\s?[/–—-]\s?(?P<fiscal_end>\d\d(?:\d\d)?)(?:\s+(?:fiscal|financial)(?:\s+year)?)?"
        ),
        _read_fiscal_months,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(r"FY\s?['’]?(?P<fiscal_year>(?:19|20)\d\d|\d\d)(?:\s?[/–—-]\s?(?P<fiscal_end>\d{4}|\d\d))?"),
        _read_fiscal,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(r"(?:the\s+)?(?P<relative_fiscal>last|this|next|current|previous|past|coming)\s+(?:fiscal|financial)(?:\s+year)?"),
        _read_fiscal,
    ),
    DatePattern(
        _DIGIT_CUE,
        compile_words(
            rf"(?:the\s+)?(?:(?:fiscal|financial)\s+(?:year\s+)?)?(?P<fiscal_year>(?:19|20)\d\d)\s?[/–—-]\s?(?P<fiscal_end>\d\d)(?!\d|[-/]\d)(?:\s+(?:fiscal|financial)(?:\s+year)?)?(?:\s+(?:ended|ending)\s+(?:in\s+)?{MONTH})?"
        ),
        read_year_pair,
    ),
    DatePattern(
        _DIGIT_CUE,
        compile_words(
            r"(?:the\s+)?(?:Iranian|Persian|solar)\s+(?:calendar\s+|fiscal\s+|solar\s+)?year\s+(?:of\s+)?(?P<solar_year>1[34]\d\d)"
        ),
        _read_solar_year,
    ),
    DatePattern(
        _PERIOD_CUE,
        compile_words(
            rf"(?:(?:the\s+)?first\s+(?P<count>{NUMBER})\s+months?\s+(?:of|in)\s+)?(?:the\s+)?(?P<which>current|this|last|previous|past|preceding)?\s*(?:Iranian|Persian|solar)\s+(?:calendar\s+|fiscal\s+|solar\s+)?year(?!\s+(?:of\s+)?1[34]\d\d)"
        ),
        _read_current_solar_year,
    ),
)
