"""Patterns of dates that hang on the day of publication: "yesterday", "on Monday", "last month", "three years ago", "over the next decade".

Here: what needs the day of publication. Not here: dates that stand on their own (`absolute_dates`, `periods`). Without that day nothing here is resolved.
"""

import re
from datetime import date, timedelta

from flows.extract.mentions.calendars import (
    Span,
    day_span,
    month_span,
    part_of,
    quarter_span,
    shift_months,
    week_span,
    year_span,
    years_span,
)
from flows.extract.mentions.date_words import (
    NUMBER,
    PART,
    WEEKDAY,
    DatePattern,
    Moment,
    compile_words,
    count_number,
    group,
    part_name,
    weekday_number,
)

_RELATIVE_CUE = frozenset({"relative"})
_WEEKDAY_CUE = frozenset({"weekday"})
_DAYTIME = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|lunchtime|midday|noon))?"
_NIGHT = r"(?:night)"
_DAYS_IN_WEEK = 7
_BLURRED_AHEAD = {"day": 7, "week": 28, "month": 92}  # "in the coming days": the annotators take a week
_SUNDAY_PAPERS = r"(?!\s+(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|World|Independent|Star|Sun|Prayers|prayers))"
_NAMED_DAYS = (
    r"(?<!Black\s)(?<!Good\s)(?<!Super\s)(?<!Ash\s)(?<!Bloody\s)(?<!Sheffield\s)(?<!Mail\son\s)(?<!Palm\s)(?<!Easter\s)(?<!Cyber\s)"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£]){pattern}(?!\w)")


def _read_near_day(match: re.Match[str], moment: Moment) -> Span | None:
    """Return today, yesterday, tomorrow and the days beside them."""
    if moment.published is None:
        return None
    words = " ".join(match[0].lower().split())
    offset = 0
    if "before yesterday" in words:
        offset = -2
    elif "after tomorrow" in words:
        offset = 2
    elif "yesterday" in words or words.startswith("last night"):
        offset = -1
    elif "tomorrow" in words:
        offset = 1
    return day_span(moment.published + timedelta(days=offset))


def _weekday_date(name: str, which: str, match: re.Match[str], moment: Moment, published: date) -> date:
    """Return the weekday meant: the last one up to publication, the next one where the sentence looks ahead or says so."""
    back = (published.weekday() - weekday_number(name)) % _DAYS_IN_WEEK
    if which.startswith(("last", "past", "previous", "this past")):
        return published - timedelta(days=back or _DAYS_IN_WEEK)
    if which.startswith(("next", "coming", "this coming")):
        return published + timedelta(days=_DAYS_IN_WEEK - back)
    if which == "this" or (back and moment.is_ahead(match)):
        return published + timedelta(days=(_DAYS_IN_WEEK - back) % _DAYS_IN_WEEK)
    return published - timedelta(days=back)


def _read_weekday(match: re.Match[str], moment: Moment) -> Span | None:
    published = moment.published
    if published is None:
        return None
    which = " ".join(group(match, "which").lower().split())
    week = group(match, "week").lower()
    if week:
        monday = week_span(published).first + timedelta(days={"last": -7, "this": 0, "next": 7}[week])
        return day_span(monday + timedelta(days=weekday_number(group(match, "day"))))
    first = _weekday_date(group(match, "day"), which, match, moment, published)
    if not group(match, "day2"):
        return day_span(first)
    last = first + timedelta(days=(weekday_number(group(match, "day2")) - first.weekday()) % _DAYS_IN_WEEK)
    if last > published >= first and not moment.is_ahead(match):
        first, last = first - timedelta(days=_DAYS_IN_WEEK), last - timedelta(days=_DAYS_IN_WEEK)
    return Span(first, last, "range")


def _calendar_unit(unit: str, step: int, published: date) -> Span:
    """Return the calendar week, month, quarter, year or weekend so many units from that of publication."""
    if unit == "week":
        return week_span(published + timedelta(days=_DAYS_IN_WEEK * step))
    if unit == "weekend":
        week = week_span(published + timedelta(days=_DAYS_IN_WEEK * step))
        return Span(week.last - timedelta(days=1), week.last, "range")
    if unit == "month":
        month = shift_months(published.replace(day=1), step)
        return month_span(month.year, month.month)
    if unit == "quarter":
        month = shift_months(published.replace(day=1), 3 * step)
        return quarter_span(month.year, (month.month + 2) // 3)
    if unit == "decade":
        return years_span(published.year - published.year % 10 + 10 * step, published.year - published.year % 10 + 10 * step + 9)
    return year_span(published.year + step)


def _read_unit(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "last week", "early next year", "later this month", "since the start of the year"."""
    published = moment.published
    if published is None:
        return None
    unit, which = group(match, "unit").lower(), group(match, "which").lower().split()[-1]
    step = {"last": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "weekend" and which in {"last", "past"}:
        step = -1 if published.weekday() < 5 or which == "last" else 0
    span = _calendar_unit(unit, step, published)
    part = group(match, "part").lower()
    if not part:
        return span if which != "the" else None
    if part.startswith(("earlier", "so far")):
        return Span(span.first, min(published, span.last), "range") if span.first <= published else span
    if part.startswith("later") and which == "the" and not moment.is_ahead(match):
        return None  # "later in the month" of a story counts from the story's own time
    if part.startswith("later"):
        return Span(max(published, span.first), span.last, "range") if published <= span.last else span
    name = part_name(part) or "end"
    if re.search(r"\bby\s+$", match.string[: match.start()], re.IGNORECASE) and name == "end":
        return Span(max(published, span.first), span.last, "range") if published <= span.last else span
    return part_of(span, name)


def _read_weekend(match: re.Match[str], moment: Moment) -> Span | None:
    """Return Saturday and Sunday last before publication, or coming where the sentence looks ahead; on those days, these."""
    published = moment.published
    if published is None:
        return None
    return _near_weekend(published, is_ahead=bool(moment.is_ahead(match)))


def _near_weekend(published: date, *, is_ahead: bool) -> Span:
    is_running = published.weekday() >= _calendar_unit("weekend", 0, published).first.weekday()
    return _calendar_unit("weekend", 0 if is_running or is_ahead else -1, published)


def _read_rolling(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the stretch up to or from publication: "the past year", "the last three months", "the next decade", "within a year"."""
    published = moment.published
    if published is None:
        return None
    unit = group(match, "unit").lower().rstrip("s")
    count = count_number(group(match, "count")) if group(match, "count") else 1
    is_ahead = (group(match, "which") or "within").lower() in {"next", "coming", "within"}
    if count is None:
        return None
    if unit == "weekend":
        return _near_weekend(published, is_ahead=is_ahead)
    if unit == "decade":
        return (
            years_span(published.year, published.year + 10 * count)
            if is_ahead
            else Span(date(published.year - 10 * count, 1, 1), published, "range")
        )
    other = _shift(published, unit, count if is_ahead else -count)
    return Span(published, other, "range") if is_ahead else Span(other, published, "range")


def _read_blurred(match: re.Match[str], moment: Moment) -> Span | None:
    """Return "the coming days" as the week from publication on, weeks as four, months as three months."""
    if moment.published is None:
        return None
    return Span(moment.published, moment.published + timedelta(days=_BLURRED_AHEAD[group(match, "unit").lower().rstrip("s")]), "range")


def _read_ago(match: re.Match[str], moment: Moment) -> Span | None:
    """Return the day, week, month or year so long before publication, as exact as its unit."""
    published = moment.published
    count = count_number(group(match, "count"))
    if published is None or count is None:
        return None
    unit = group(match, "unit").lower().rstrip("s")
    if unit == "day":
        return day_span(published - timedelta(days=count))
    if unit == "decade":
        return year_span(published.year - 10 * count)
    if unit == "fortnight":
        return _calendar_unit("week", -2 * count, published)
    return _calendar_unit(unit, -count, published)


def _read_year_end(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return "by year-end" as the rest of the year of publication."""
    if moment.published is None:
        return None
    return Span(moment.published, date(moment.published.year, 12, 31), "range")


def _read_to_date(match: re.Match[str], moment: Moment) -> Span | None:  # noqa: ARG001
    """Return "so far this year" and "the year to date"."""
    if moment.published is None:
        return None
    return Span(date(moment.published.year, 1, 1), moment.published, "range")


def _shift(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(days=_DAYS_IN_WEEK * count + (1 if count < 0 else -1))
    return shift_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


_UNIT = r"(?P<unit>weekend|week|month|quarter|year)"
_COUNTED_UNIT = r"(?P<unit>days?|weeks?|months?|quarters?|years?|decades?)"

RELATIVE_PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        _RELATIVE_CUE,
        compile_words(
            r"(?:(?:in|over|during|within)\s+the\s+(?:coming|next(?:\s+few)?)|within(?:\s+a\s+few)?)\s+(?P<unit>days|weeks|months)"
        ),
        _read_blurred,
    ),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(
            r"(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|(?:(?:earlier|later|late|early)\s+)?(?:yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?|last\s+night|tonight|this\s+(?:morning|afternoon|evening)|effective\s+immediately|with\s+immediate\s+effect)"
        ),
        _read_near_day,
    ),
    DatePattern(
        _RELATIVE_CUE,
        re.compile(
            r"(?<!USA\s)(?<!Russia\s)(?<!India\s)(?<!Ukraine\s)(?<!Pakistan\s)(?<!in\s)(?<![\w-])(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s+)?(?:[Tt]oday|TODAY)(?!\w)(?!['’]s\s+(?:world|standards|age|generation|society))"
        ),
        _read_near_day,
    ),
    DatePattern(
        _WEEKDAY_CUE,
        _compile(
            rf"{_NAMED_DAYS}(?:(?P<which>(?i:last|next|this\s+past|this\s+coming|this|past|coming|previous))\s+|(?i:early|late|earlier(?:\s+on)?|later(?:\s+on)?)\s+)?(?P<day>{WEEKDAY})(?:\s*(?:-|–|to|and|through|until|or)\s*(?P<day2>{WEEKDAY}))?{_SUNDAY_PAPERS}{_DAYTIME}(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?"
        ),
        _read_weekday,
    ),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(
            rf"(?:(?P<part>{PART}|earlier(?:\s+on)?|later(?:\s+on)?|late|so\s+far)[\s-]+(?:in\s+)?)?(?<!the\s)(?P<which>last|this|next|the\s+current|current|coming)\s+{_UNIT}(?!-)"
        ),
        _read_unit,
    ),
    DatePattern(
        _RELATIVE_CUE, compile_words(r"(?:over|at|on|during|across)\s+the\s+weekend(?!\s+(?:of|before|after)\b)(?!-)"), _read_weekend
    ),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(
            rf"(?P<part>{PART}|earlier|later)[\s-]+(?:in\s+|on\s+in\s+)?(?P<which>the(?:\s+current)?|this|last|next)\s+{_UNIT}(?!-)"
        ),
        _read_unit,
    ),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(r"(?:the\s+|this\s+)(?P<which>last|past|next|coming)\s+(?P<unit>week|month|quarter|year|decade|weekend)(?!-)"),
        _read_rolling,
    ),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(rf"(?:the\s+|over\s+|in\s+|during\s+)(?P<which>last|past|next|coming)\s+(?P<count>{NUMBER})[\s-]+{_COUNTED_UNIT}"),
        _read_rolling,
    ),
    DatePattern(_RELATIVE_CUE, compile_words(rf"within\s+(?P<count>an?|{NUMBER})\s+{_COUNTED_UNIT}(?!\s+(?:of|after)\b)"), _read_rolling),
    DatePattern(
        _RELATIVE_CUE,
        compile_words(rf"(?P<count>an?|{NUMBER})\s+(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?|decades?)\s+ago"),
        _read_ago,
    ),
    DatePattern(_RELATIVE_CUE, compile_words(r"(?:by|before|until)\s+(?:the\s+)?year[\s-]end"), _read_year_end),
    DatePattern(_RELATIVE_CUE, compile_words(r"(?:the\s+)?year[\s-]to[\s-]date|so\s+far\s+in\s+the\s+year"), _read_to_date),
)
