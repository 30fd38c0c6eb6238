"""Patterns of days, months, years and decades as the calendar names them, and of ranges of these.

Here: "7 December 2023", "June 13-14", "from May to July", "late 2022", "the 1990s". Not here: quarters, seasons and fiscal years (`periods`), "last week" (`relative_dates`).
"""

import re
from datetime import date

from flows.extract.mentions.calendars import Span, day_span, make_day, month_span, part_of, part_of_decade, year_span, years_span
from flows.extract.mentions.date_words import (
    DASH,
    DAY,
    FULL_MONTH,
    MONTH,
    PART,
    SHORT_MONTH,
    WEEKDAY_LEAD,
    YEAR,
    YEAR_OFFSETS,
    DatePattern,
    Moment,
    day_number,
    group,
    month_number,
    part_name,
)

_NEAR_DAYS, _FAR_DAYS = 60, 300
_RELATIVE_YEAR = r"(?:,?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year)?"
_RANGE = r"(?:\s*(?:-|–|—|−|to|through|until|till|and|&)\s*)"


def year_of(match: re.Match[str], moment: Moment, name: str = "year") -> int | None:
    """Return the year a match states, in figures or as last, this or next year; None where it states none or it cannot be told."""
    if group(match, name):
        return int(group(match, name))
    relative = group(match, "relative")
    if relative and moment.published:
        return moment.published.year + YEAR_OFFSETS[relative.lower().split()[-1]]
    return None


def nearest_day(month: int, day: int, match: re.Match[str], moment: Moment) -> date | None:
    """Return the day of a month without a year that the sentence means: the last one before publication, or the next one where it looks ahead.

    Where no verb tells, a day soon after publication is taken over one nearly a year before it. None where publication is unknown.
    """
    if moment.published is None:
        return None
    days = [found for year in (-1, 0, 1) if (found := make_day(moment.published.year + year, month, day))]
    past = max((found for found in days if found <= moment.published), default=None)
    ahead = min((found for found in days if found >= moment.published), default=None)
    looks_ahead = moment.is_ahead(match)
    if looks_ahead is None and past and ahead:
        looks_ahead = (ahead - moment.published).days <= _NEAR_DAYS and (moment.published - past).days >= _FAR_DAYS
    if (
        looks_ahead is False
        and past
        and ahead
        and (moment.published - past).days >= _FAR_DAYS
        and (ahead - moment.published).days <= _NEAR_DAYS
    ):
        looks_ahead = True  # "the order, signed on Monday, takes effect August 23"
    return ahead if looks_ahead else past


def nearest_month_year(month: int, match: re.Match[str], moment: Moment) -> int | None:
    """Return the year of a month without a year: the latest such month begun by publication, the next one where the sentence looks ahead."""
    if moment.published is None:
        return None
    year = moment.published.year if month <= moment.published.month else moment.published.year - 1
    if month != moment.published.month and moment.is_ahead(match):
        year += 1
    return year


def _read_day(match: re.Match[str], moment: Moment) -> Span | None:
    month, day, year = month_number(group(match, "month")), day_number(group(match, "day")), year_of(match, moment)
    found = (
        make_day(year, month, day) if year is not None else (None if group(match, "relative") else nearest_day(month, day, match, moment))
    )
    return day_span(found) if found else None


def _read_iso(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    found = make_day(int(group(match, "year")), int(group(match, "month")), int(group(match, "day")))
    return day_span(found) if found else None


def _read_slashed(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return 25/12/2023; 07/12/2023 is None, as it may be 7 December or 12 July. Dots always write the day first."""
    first, second, year = int(group(match, "first")), int(group(match, "second")), int(group(match, "year"))
    if group(match, "separator") == "." or first > 12 or first == second:
        found = make_day(year, second, first)
    elif second > 12:
        found = make_day(year, first, second)
    else:
        found = None
    return day_span(found) if found else None


def _read_days(match: re.Match[str], moment: Moment) -> Span | None:
    """Return a run of days in one month or from one month to another."""
    first_month = month_number(group(match, "month1") or group(match, "month"))
    month = month_number(group(match, "month"))
    year = year_of(match, moment)
    last = (
        make_day(year, month, day_number(group(match, "day2")))
        if year
        else nearest_day(month, day_number(group(match, "day2")), match, moment)
    )
    if last is None:
        return None
    first_year = int(group(match, "year1")) if group(match, "year1") else last.year - (first_month > month)
    first = make_day(first_year, first_month, day_number(group(match, "day1")))
    return Span(first, last, "range") if first and first < last else None


def _read_months(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "January to November 2023", "October and November", "late March and early April"."""
    first_month, last_month = month_number(group(match, "month1")), month_number(group(match, "month2"))
    year = year_of(match, moment, "year2")
    if year is None:
        if group(match, "relative"):
            return None
        year = nearest_month_year(last_month, match, moment)
        if year is None or moment.published is None:
            return None
        if first_month == moment.published.month and moment.is_ahead(match) is not False:
            year = moment.published.year + (first_month > last_month)  # "late March and early April", read in March
    first_year = int(group(match, "year1")) if group(match, "year1") else year - (first_month > last_month)
    first, last = month_span(first_year, first_month), month_span(year, last_month)
    if group(match, "part1"):
        first = part_of(first, part_name(group(match, "part1")) or "early")
    if group(match, "part2"):
        last = part_of(last, part_name(group(match, "part2")) or "late")
    return Span(first.first, last.last, "range") if first.first < last.last else None


def _read_month(match: re.Match[str], moment: Moment) -> Span | None:
    month, year = month_number(group(match, "month")), year_of(match, moment)
    which = group(match, "which").lower()
    if year is None and group(match, "relative"):
        return None
    if year is None and which and moment.published:
        published = moment.published
        if which.startswith(("last", "past")):
            year = published.year if month < published.month else published.year - 1
        elif which.startswith(("next", "coming")):
            year = published.year if month > published.month else published.year + 1
        else:
            year = published.year
    if year is None:
        year = nearest_month_year(month, match, moment)
    if year is None:
        return None
    span = month_span(year, month)
    part = part_name(group(match, "part"))
    return part_of(span, part) if part else span


def _read_year(match: re.Match[str], moment: Moment) -> Span | None:
    span = year_span(int(group(match, "year")))
    part = part_name(group(match, "part"))
    if part:
        return part_of(span, part)
    if group(match, "later") and moment.published and moment.published.year == span.first.year:
        return (
            Span(moment.published, span.last, "range")
            if group(match, "later").lower() == "later"
            else Span(span.first, moment.published, "range")
        )
    return span


def _read_years(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    first, last = int(group(match, "year1")), int(group(match, "year2"))
    return years_span(first, last) if first < last else None


def _read_decade(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    return part_of_decade(int(group(match, "decade") or "19" + group(match, "short")), part_name(group(match, "part")))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£]){pattern}(?![\w])")


_YEAR_BEFORE = (
    r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Bb]y\s)|(?<=\b[Oo]f\s)|(?<=\b[Ff]rom\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Tt]ill\s)|(?<=\b[Tt]o\s)|(?<=\b[Dd]uring\s)|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s)"
    r"|(?<=\b[Ff]or\s)|(?<=\b[Tt]hrough\s)|(?<=\b[Tt]he\s)|(?<=\b[Ii]ts\s)|(?<=\b[Tt]heir\s)|(?<=\b[Hh]is\s)|(?<=['’]s\s)|(?<=s['’]\s)|(?<=\byear\s)|(?<=\b[Aa]nd\s)|(?<=\b[Oo]ver\s)|(?<=\b[Aa]\s)"
    r"|(?<=\bthan\s)|(?<=\bon\s)|(?<=\b[Aa]s\sof\s)|(?<=\b[Bb]eyond\s)|(?<=\bthroughout\s)|(?<=\bfull[- ]year\s)|(?<=\bsame\s)|(?<=\bfull\s)|(?<=\bagainst\s)|(?<=\bat\s)|(?<=\bcalendar\s)|(?<=\bpost-)|(?<=\bpre-)|(?<=\()|^)"
)
_NOT_A_YEAR = r"(?<![.,:/\w-])(?<!Resolution\s)(?<!Resolutions\s)(?<!Article\s)(?<!Agenda\s)(?<!Vision\s)(?<!Order\s)(?<!No\.\s)(?<!Section\s)(?<!Flight\s)(?<!about\s)(?<!some\s)"
_MONTH_CUE = frozenset({"month"})
_DIGIT_CUE = frozenset({"digit"})
_BARE_LEAD = r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Bb]y\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ff]rom\s)|(?<=\b[Oo]f\s)|(?<=\b[Dd]uring\s)|(?<=\b[Ff]or\s)|(?<=\b[Aa]fter\s)|(?<=\b[Bb]efore\s)|(?<=\b[Tt]hrough\s)|(?<=\b[Oo]ver\s)|(?<=\b[Tt]o\s)|(?<=\band\s)|(?<=\bending\s)|(?<=\bended\s)|(?<=\bsometime\sin\s))"
_OTHER_MONTH = FULL_MONTH.replace("March|", "").replace("May|", "")

ABSOLUTE_PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?P<month1>{MONTH})\s*(?P<day1>{DAY}),?(?:\s+(?P<year1>{YEAR}),?)?{_RANGE}(?P<month>{MONTH})\s*(?P<day2>{DAY})(?:,?\s+(?P<year>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_days,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?:the\s+)?(?P<day1>{DAY})\s+(?P<month1>{MONTH}),?(?:\s+(?P<year1>{YEAR}),?)?{_RANGE}(?P<day2>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_days,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?P<month>{MONTH})\s*(?P<day1>{DAY}){_RANGE}(?P<day2>{DAY})(?:,?\s+(?P<year>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_days,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?:the\s+)?(?P<day1>{DAY}){_RANGE}(?:the\s+)?(?P<day2>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_days,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"{WEEKDAY_LEAD}(?P<day>{DAY})(?:\s+of\s+|\s*-\s*|\s+)(?P<month>{MONTH})(?:,?(?:\s+|-)(?P<year>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_day,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(rf"{WEEKDAY_LEAD}(?P<month>{MONTH})\s*(?:the\s+)?(?P<day>{DAY})(?:\s*,?\s+(?P<year>{YEAR}))?{_RELATIVE_YEAR}"),
        _read_day,
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(
            r"(?<!/)(?P<year>(?:1[89]|20|21)\d\d)(?P<separator>[-/.])(?P<month>0[1-9]|1[0-2])(?P=separator)(?P<day>0[1-9]|[12]\d|3[01])(?!/)"
        ),
        _read_iso,
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(r"(?P<first>[0-3]?\d)(?P<separator>[/.])(?P<second>[0-3]?\d)(?P=separator)(?P<year>(?:19|20)\d\d)"),
        _read_slashed,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?:(?P<part1>(?i:{PART}))[\s-]+)?(?P<month1>{FULL_MONTH}|{SHORT_MONTH})(?:,?\s+(?P<year1>{YEAR}))?{_RANGE}(?:(?P<part2>(?i:{PART}))[\s-]+)?(?P<month2>{FULL_MONTH}|{SHORT_MONTH})(?:,?\s+(?P<year2>{YEAR}))?{_RELATIVE_YEAR}"
        ),
        _read_months,
    ),
    DatePattern(
        _MONTH_CUE, _compile(rf"(?:(?P<part>(?i:{PART}))[\s-]+)?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?|-)(?P<year>{YEAR})"), _read_month
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(rf"(?:(?P<part>(?i:{PART}))[\s-]+)?(?P<month>{FULL_MONTH}),?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year"),
        _read_month,
    ),
    DatePattern(
        _MONTH_CUE,
        _compile(
            rf"(?:(?P<part>(?i:{PART}))[\s-]+)?(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming|[Tt]his|[Pp]ast|[Cc]oming)\s+(?P<month>{FULL_MONTH}|{SHORT_MONTH})"
        ),
        _read_month,
    ),
    DatePattern(_MONTH_CUE, _compile(rf"(?P<part>(?i:{PART}))[\s-]+(?P<month>{FULL_MONTH}|{SHORT_MONTH})"), _read_month),
    DatePattern(_MONTH_CUE, _compile(rf"{_BARE_LEAD}(?P<month>{FULL_MONTH}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"), _read_month),
    DatePattern(_MONTH_CUE, _compile(rf"(?P<month>{_OTHER_MONTH})"), _read_month),
    DatePattern(
        _DIGIT_CUE,
        _compile(rf"(?:[Ff]rom\s+|[Bb]etween\s+)(?P<year1>{YEAR})(?:{DASH}|\s+(?:to|and|through|until)\s+)(?P<year2>{YEAR})"),
        _read_years,
    ),
    DatePattern(
        _DIGIT_CUE, _compile(rf"{_NOT_A_YEAR}(?P<year1>{YEAR})(?:\s*[-–—−/]\s*|\s+(?:to|through|and)\s+)(?P<year2>{YEAR})"), _read_years
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(r"(?:(?P<part>(?i:early|mid|late))(?:\s+to\s+late)?[\s-]+)?(?:(?P<decade>(?:1[89]|20)\d0)['’]?s|['’](?P<short>\d0)s)"),
        _read_decade,
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(
            rf"(?:(?P<part>(?i:{PART}))[\s-]+|(?P<later>[Ll]ater|[Ee]arlier)\s+in\s+)(?:the\s+year\s+)?(?P<year>{YEAR})(?!\s*[-–/]\s*\d)"
        ),
        _read_year,
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(
            rf"(?:{_YEAR_BEFORE}{_NOT_A_YEAR}(?P<year>(?:19|20)\d\d)(?!\d|%|,\d|\.\d|\s*[-–/]\s*\d)(?!\s+(?:percent|tonnes|tons|barrels|people|troops|soldiers|missiles|drones|tanks)\b))"
        ),
        _read_year,
    ),
    DatePattern(
        _DIGIT_CUE,
        _compile(rf"{_NOT_A_YEAR}(?P<year>(?:19|20)\d\d)(?=\s*(?:$|[.,;:)?!]\s|[.;:)]?$|['’]s\b|\s+and\s+(?:19|20)\d\d))"),
        _read_year,
    ),
)

__all__ = ["ABSOLUTE_PATTERNS", "nearest_day", "nearest_month_year", "year_of"]
