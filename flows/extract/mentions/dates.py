"""Finds the dates and periods of a sentence and resolves them against the day of publication.

Here: running the patterns of `absolute_dates`, `fiscal_periods`, `crop_years`, `periods` and `relative_dates`, choosing among overlapping readings, and "since" and "until".
Never is the day of publication given for a date that cannot be resolved: such words yield no mention.
"""

import re
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from flows.extract.mentions.absolute_dates import ABSOLUTE_PATTERNS
from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.calendars import Span
from flows.extract.mentions.crop_years import CROP_PATTERNS
from flows.extract.mentions.date_words import Moment, gather_cues
from flows.extract.mentions.fiscal_periods import FISCAL_PATTERNS
from flows.extract.mentions.periods import PERIOD_PATTERNS
from flows.extract.mentions.relative_dates import RELATIVE_PATTERNS
from flows.extract.mentions.types import DateMention

_PATTERNS = (*ABSOLUTE_PATTERNS, *FISCAL_PATTERNS, *CROP_PATTERNS, *PERIOD_PATTERNS, *RELATIVE_PATTERNS)
_SINCE = re.compile(r"(?<!\w)(?:ever\s+)?since\s+(?:(?:about|around|at\s+least|as\s+early\s+as)\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:until|till|through|up\s+to)\s+(?:at\s+least\s+)?$", re.IGNORECASE)
_BY_END = re.compile(r"(?<!\w)by\s+$", re.IGNORECASE)
_WINDOW = 32


def find_dates(doc: Doc, published: date | None, reporter_code: str | None = None) -> list[DateMention]:
    """Return the dates and periods of one sentence in order, each with its first and last day and its precision.

    `published` resolves weekdays, days without a year and "last month"; where it is None such words yield no mention. A weekday, day or month without a
    year is the last one before publication, or the next where the verb looks ahead. `reporter_code` (ISO alpha-3) says whose fiscal year is meant; a
    fiscal year of an unknown country yields no mention. "Since 2014" runs to the day of publication, "until June" from it. Ambiguous figures such as
    07/12/2023 and words without limits ("in recent months") yield none.
    """
    text = doc.text
    cues = gather_cues(text)
    if not cues:
        return []
    moment = Moment(doc, published, reporter_code)
    matches = []
    for order, item in enumerate(_PATTERNS):
        if item.cues & cues:
            matches += [
                (match.end() - match.start(), -order, match, item.read)
                for match in item.pattern.finditer(text)
                if match.end() > match.start()
            ]
    taken: list[tuple[int, int]] = []
    mentions = []
    for _, _, match, read in sorted(matches, key=lambda entry: entry[:2], reverse=True):
        start, end = match.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        span = read(match, moment)
        taken.append((start, end))  # an unresolved reading still bars shorter ones: "fiscal 2023" is not 2023
        if span is None:
            continue
        start, span = _widen(text, start, span, published)
        first, last = align_span(doc, start, end)
        mentions.append(DateMention(first, last, span.first, span.last, span.precision, text[start:end]))
    return sorted(mentions, key=lambda mention: mention.start)


def _widen(text: str, start: int, span: Span, published: date | None) -> tuple[int, Span]:
    """Return start and span with "since", "until" and "by the end of" read in."""
    before = text[max(0, start - _WINDOW) : start]
    since = _SINCE.search(before)
    if since:
        start -= len(before) - since.start()
        return start, (replace(span, last=published, precision="range") if published and published > span.last else span)
    until = _UNTIL.search(before)
    if until and published and span.first > published:
        start -= len(before) - until.start()
        return start, Span(published, span.last, "range")
    if until and published and span.first <= published < span.last:
        return start - (len(before) - until.start()), Span(published, span.last, "range")
    return start, span
