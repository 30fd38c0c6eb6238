"""The words that dates are written with, as pattern fragments, and the moment a sentence is read at.

Here: names of months and weekdays, words for parts of a period, and what a pattern's reader gets to resolve it. Not here: any pattern of a whole date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.calendars import Span
from flows.extract.mentions.numbers import parse_number
from flows.extract.mentions.tense import points_ahead

_MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LOWER_MONTHS = "|".join(name.lower() for name in _MONTH_NAMES if name not in {"March", "May"})  # "may" and "march" are verbs

FULL_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)}|{'|'.join(name.upper() for name in _MONTH_NAMES)}|{_LOWER_MONTHS})(?!\w)"
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:\.|(?!\w))"
MONTH = rf"(?:{FULL_MONTH}|{SHORT_MONTH})"
WEEKDAY = rf"(?:{'|'.join(_WEEKDAY_NAMES)}|{'|'.join(name.lower() for name in _WEEKDAY_NAMES)}|{'|'.join(name.upper() for name in _WEEKDAY_NAMES)})(?!\w)"
WEEKDAY_LEAD = rf"(?:(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?),?\s+(?:the\s+)?)?"
YEAR = r"(?:1[89]|20|21)\d\d(?![\d%])(?!,\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%])(?![.,]\d)"
DASH = r"\s*[-–—−]\s*"
NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|a\s+couple\s+of|a\s+dozen|several|a\s+few|few)"
)
PART = r"early(?:\s+in)?|mid|late(?:\s+in)?|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of|(?:the\s+)?(?:first|second|latter)\s+half\s+of"
YEAR_OFFSETS = {"last": -1, "past": -1, "this": 0, "next": 1, "the": 0, "current": 0, "coming": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date is resolved against: the day of publication (null where unknown) and whose fiscal year counts (ISO alpha-3)."""

    doc: Doc
    published: date | None
    reporter_code: str | None

    def is_ahead(self, match: re.Match[str]) -> bool | None:
        """Return whether the words around the match put it in the future; None where nothing tells."""
        return points_ahead(self.doc, *align_span(self.doc, match.start(), match.end()))


Reader = Callable[[re.Match[str], Moment], Span | None]


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A way of writing a date, with the function that resolves it; `cues` names the words without which it cannot match."""

    cues: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


def group(match: re.Match[str], name: str) -> str:
    """Return what a named group matched, or "" where it matched nothing or the pattern has no such group."""
    return match.groupdict().get(name) or ""


def month_number(word: str) -> int:
    """Return 1 to 12 for the name or abbreviation of a month."""
    return 1 + [name[:3].lower() for name in _MONTH_NAMES].index(word[:3].lower())


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for the name of a weekday."""
    return [name[:3].lower() for name in _WEEKDAY_NAMES].index(word[:3].lower())


def day_number(word: str) -> int:
    """Return the number of "7", "07" or "7th"."""
    return int(re.sub(r"\D", "", word))


def part_name(word: str | None) -> str | None:
    """Return early, mid, late, start, end, first half or second half for a word of `PART`, None for no word."""
    if not word:
        return None
    folded = word.lower()
    if "half" in folded:
        return "first half" if "first" in folded else "second half"
    for cue, name in (
        ("early", "early"),
        ("mid", "mid"),
        ("late", "late"),
        ("begin", "start"),
        ("start", "start"),
        ("end", "end"),
        ("close", "end"),
    ):
        if cue in folded:
            return name
    return None


def count_number(word: str) -> int | None:
    """Return the value of a word of `NUMBER`; None for "several" and "a few", which say no number."""
    folded = " ".join(word.lower().split())
    if folded in {"a", "an"}:
        return 1
    if folded in {"several", "a few", "few"}:
        return None
    number = parse_number(folded)
    return int(number[0]) if number else None


def compile_words(pattern: str) -> re.Pattern[str]:
    """Return a pattern for whole words in any case, which no currency sign or hyphen stands before."""
    return re.compile(rf"(?<![\w$€£-]){pattern}(?!\w)", re.IGNORECASE)


def gather_cues(text: str) -> set[str]:
    """Return which kinds of date words a sentence holds: month, weekday, digit, relative, period."""
    return {name for name, pattern in _CUES.items() if pattern.search(text)}


_CUES = {
    "month": re.compile(rf"\b{MONTH}"),
    "weekday": re.compile(rf"\b{WEEKDAY}"),
    "digit": re.compile(r"\d\d"),
    "relative": re.compile(
        r"\b(?:today|yesterday|tomorrow|tonight|last|past|this|next|coming|current|ago|earlier|later|within|years?|months?|weeks?|weekends?|decades?|days?|year-end|immediately|immediate)\b",
        re.IGNORECASE,
    ),
    "period": re.compile(
        r"\b(?:quarters?|half|fiscal|financial|months?|year|spring|summer|autumn|fall|winter|FY|[QH][1-4]|FY'?\d+|decade|period)\b",
        re.IGNORECASE,
    ),
}
