"""Dates that count from the date told before them: "the next day", "two years later", "in November of that year", "on 10 March" in a story of 2022.

Here: resolving against an earlier date of the text. Not here: dates that the calendar (`absolute_dates`) or the day of publication (`relative_dates`) gives.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from flows.extract.language.syntax import is_pluperfect
from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.calendars import Span, day_span, make_day, month_span, shift_months, week_span, year_span
from flows.extract.mentions.date_words import DAY, FULL_MONTH, NUMBER, count_number, day_number, group, month_number
from flows.extract.mentions.dates import find_dates
from flows.extract.mentions.tense import points_ahead
from flows.extract.mentions.types import DateMention

_REACH = 3  # sentences that a date holds on for "a week later"; "the same day" may stand farther from it
_RECENT_DAYS = 60  # a day or month without a year this close before publication is the news, whatever the story told before
_LONGEST_DAYS = 370
_NO_NOUN = (
    r"(?!\s+(?:the|a|an|its|his|her|their|that|this|it|he|she|they|of|when|[A-Z]))"  # "the day before the summit" counts from the summit
)
_TIME = r"(?:\s+(?:morning|afternoon|evening|night))?"

_SAME_DAY = re.compile(
    rf"\b(?:(?:on\s+)?(?:the\s+(?:very\s+)?same|that(?:\s+(?:very|same))?)\s+(?:day|evening|morning|afternoon|night){_TIME}"
    rf"|(?:earlier|later)\s+(?:in\s+|on\s+)?(?:the|that|the\s+same)\s+day"
    rf"|(?:(?:a\s+few|several|{NUMBER})\s+)?(?:hours|minutes)\s+(?:later|earlier|afterwards)"
    rf"|(?:an\s+hour|shortly|soon)\s+afterwards?{_NO_NOUN})\b",
    re.IGNORECASE,
)
_JUST_AFTER = re.compile(r"\b(?:shortly|minutes|hours|moments)\s+after\s+(?:the|its|his|her|their|that)\b", re.IGNORECASE)
_NEXT_DAY = re.compile(
    rf"\b(?:(?:on\s+)?the\s+(?:next|following)\s+(?:day|morning|evening|afternoon)|(?:a|one)\s+day\s+later|the\s+day\s+after{_NO_NOUN})\b",
    re.IGNORECASE,
)
_PREVIOUS_DAY = re.compile(
    rf"\b(?:(?:on\s+)?the\s+(?:previous|preceding)\s+(?:day|evening|night)|on\s+the\s+eve(?!\s+of)|(?:a|one)\s+day\s+earlier|the\s+day\s+before{_NO_NOUN}(?!\s+yesterday))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?P<count>an?|{NUMBER})\s+(?P<unit>days?|weeks?|months?|years?)\s+(?P<way>later|earlier|afterwards|beforehand|after{_NO_NOUN}|before{_NO_NOUN})\b",
    re.IGNORECASE,
)
_SAME_UNIT = re.compile(
    r"\b(?:(?:in|during)\s+)?(?:(?P<which>the\s+same|that(?:\s+same)?)\s+(?P<unit>week|month|year)|later\s+(?:in\s+)?that\s+(?P<later>month|year))\b(?!\s+(?:of|last))",
    re.IGNORECASE,
)
_NEXT_UNIT = re.compile(
    r"\b(?:(?:in|during)\s+)?the\s+(?P<which>following|next|previous|preceding)\s+(?P<unit>week|month|year)\b(?!\s+(?:to|ended|of))",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(
    rf"\b(?i:in|on|by|from)\s+(?:(?P<day>{DAY})\s+)?(?P<month>{FULL_MONTH})(?:\s+(?P<day2>{DAY}))?,?\s+(?:of\s+)?(?P<which>that(?:\s+same)?|the\s+same|the\s+following|the\s+next|the\s+previous)\s+year\b"
)
_MONTH_WORD = re.compile(rf"{FULL_MONTH}|\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|\b(?:spring|summer|autumn)\b")
_OWN_YEAR = re.compile(r"\d{4}|\b(?:last|next|this|year|past|coming|ago)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:from|than|against|with|to|versus|over)\s+(?:in\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date last told, the sentence it stands in, and whether its year is written."""

    date: DateMention
    sentence: int
    has_year: bool


def tell_anchor(doc: Doc, dates: Sequence[DateMention], sentence: int, before: Anchor | None) -> Anchor | None:
    """Return what later dates count from after a sentence: its last date that is no open stretch and no flashback, else what held before."""
    for found in reversed(dates):
        if before is not None and (_is_flashback(doc, found) or _is_compared(doc, found)):
            continue
        if (
            found.precision != "week"
            and (found.last - found.first).days <= _LONGEST_DAYS
            and not re.match(r"since|until", found.text, re.IGNORECASE)
        ):
            return Anchor(found, sentence, re.search(r"\d{4}", found.text) is not None or _inherits(found, before))
    return before


def _is_flashback(doc: Doc, found: DateMention) -> bool:
    """Return whether the verb over a date is in the past perfect: "had asked on Tuesday"."""
    verb = next((token for token in doc[found.start : found.end].root.ancestors if token.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and is_pluperfect(verb)


def _is_compared(doc: Doc, found: DateMention) -> bool:
    """Return whether a date only says with what something is compared: "than in 2003", "2003's record"."""
    behind = doc[found.end].lower_ if found.end < len(doc) else ""
    return behind in {"'s", "’s"} or _COMPARED.search(doc[: found.start].text_with_ws) is not None


def _inherits(found: DateMention, before: Anchor | None) -> bool:
    return before is not None and before.has_year and found.first.year == before.date.first.year


def find_story_dates(
    doc: Doc, dates: Sequence[DateMention], anchor: Anchor | None, published: date | None, distance: int = 0
) -> list[DateMention]:
    """Return the sentence's dates in order, with those that count from a date before them in the sentence or from `anchor`.

    A day or month without a year takes the year of the story before it, unless it lies in the weeks before publication. Words that say
    with what a figure is compared ("from a year earlier") and words that count from an event ("two days after the summit") yield nothing.
    `distance` says how many sentences back the anchor stands.
    """
    known = list(dates)
    far = anchor
    if distance > _REACH:
        anchor = None
    if anchor is not None and anchor.has_year:
        known = _take_year(doc, known, anchor.date, published, is_next=distance <= 1)
    text = doc.text
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if _COMPARED.search(text[: match.start()]):
                continue
            start, end = align_span(doc, match.start(), match.end())
            covered = [found for found in known if found.start < end and start < found.end]
            base = _base(known, start, far if pattern in _SAME else anchor)
            span = read(match, base) if base is not None else None
            if span is None or (covered and pattern is not _MONTH_OF_YEAR):
                continue
            known = [found for found in known if found not in covered]
            known.append(DateMention(start, end, span.first, span.last, span.precision, match.group()))
            known.sort(key=lambda found: found.start)
    return known


def _base(known: Sequence[DateMention], start: int, anchor: Anchor | None) -> DateMention | None:
    """Return the date that words at `start` count from: the last one before them in the sentence, else the anchor's."""
    before = [found for found in known if found.end <= start]
    return before[-1] if before else anchor.date if anchor is not None else None


def _take_year(doc: Doc, dates: list[DateMention], story: DateMention, published: date | None, *, is_next: bool) -> list[DateMention]:
    """Return the dates with days and months that state no year moved into the year of the story."""
    year = story.first.year
    if published is not None and year >= published.year:
        return dates
    if story.precision == "year" and published is not None:
        return dates
    told = {
        found.start: found
        for found in find_dates(doc, date(year, 12, 31))
        if _MONTH_WORD.search(found.text) and not _OWN_YEAR.search(found.text)
    }
    kept = []
    for found in dates:
        other = told.pop(found.start, None)
        is_month = is_next and found.precision != "day"
        is_news = not is_month and published is not None and 0 <= (published - found.first).days <= _RECENT_DAYS
        if (
            other is None
            or is_news
            or other.first.year != year
            or other.first.month < _first_month(story)
            or points_ahead(doc, found.start, found.end)
        ):
            kept.append(found)
        else:
            kept.append(other)
    if published is None:
        kept.extend(other for other in told.values() if not any(found.start < other.end and other.start < found.end for found in kept))
    return sorted(kept, key=lambda found: found.start)


def _first_month(story: DateMention) -> int:
    return 1 if story.precision == "year" else story.first.month


def _read_same_day(match: re.Match[str], base: DateMention) -> Span | None:  # noqa: ARG001
    return day_span(base.last) if base.precision == "day" else None


def _read_next_day(match: re.Match[str], base: DateMention) -> Span | None:  # noqa: ARG001
    return day_span(base.last + timedelta(days=1)) if base.precision == "day" else None


def _read_previous_day(match: re.Match[str], base: DateMention) -> Span | None:  # noqa: ARG001
    return day_span(base.first - timedelta(days=1)) if base.precision == "day" else None


def _read_counted(match: re.Match[str], base: DateMention) -> Span | None:
    """Return the day, week, month or year so long before or after; none where the base is coarser than the unit."""
    count = count_number(group(match, "count"))
    if count is None:
        return None
    unit = group(match, "unit").lower().rstrip("s")
    sign = 1 if group(match, "way").lower().startswith(("later", "after")) else -1
    if unit in {"day", "week"} and base.precision != "day":
        return None
    if unit == "day":
        return day_span(base.first + timedelta(days=sign * count))
    if unit == "week":
        return week_span(base.first + timedelta(days=7 * sign * count))
    if unit == "month":
        if base.precision not in {"day", "month"}:
            return None
        month = shift_months(base.first.replace(day=1), sign * count)
        return month_span(month.year, month.month)
    return year_span(base.first.year + sign * count)


def _read_same_unit(match: re.Match[str], base: DateMention) -> Span | None:
    unit = (group(match, "unit") or group(match, "later")).lower()
    if unit == "week":
        return week_span(base.first) if base.precision == "day" else None
    if unit == "month":
        return month_span(base.first.year, base.first.month) if base.precision in {"day", "month"} else None
    return year_span(base.first.year)


def _read_next_unit(match: re.Match[str], base: DateMention) -> Span | None:
    step = 1 if group(match, "which").lower() in {"following", "next"} else -1
    unit = group(match, "unit").lower()
    if unit == "year":
        return year_span(base.first.year + step)
    if base.precision not in {"day", "month"} or (unit == "week" and base.precision != "day"):
        return None
    if unit == "week":
        return week_span(base.first + timedelta(days=7 * step))
    month = shift_months(base.first.replace(day=1), step)
    return month_span(month.year, month.month)


def _read_month_of_year(match: re.Match[str], base: DateMention) -> Span | None:
    which = group(match, "which").lower()
    year = base.first.year + (1 if "following" in which or "next" in which else -1 if "previous" in which else 0)
    month = month_number(group(match, "month"))
    word = group(match, "day") or group(match, "day2")
    if not word:
        return month_span(year, month)
    found = make_day(year, month, day_number(word))
    return day_span(found) if found is not None else None


_READERS = (
    (_MONTH_OF_YEAR, _read_month_of_year),
    (_SAME_DAY, _read_same_day),
    (_JUST_AFTER, _read_same_day),
    (_NEXT_DAY, _read_next_day),
    (_PREVIOUS_DAY, _read_previous_day),
    (_COUNTED, _read_counted),
    (_SAME_UNIT, _read_same_unit),
    (_NEXT_UNIT, _read_next_unit),
)

_SAME = (_SAME_DAY, _JUST_AFTER)

__all__ = ["Anchor", "find_story_dates", "tell_anchor"]
