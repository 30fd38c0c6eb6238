"""The period that a trade figure covers and what a change is compared with.

Here: choosing among the dates of the sentence. Not here: finding dates (mentions/dates), periods of the figures before (trade_time).
"""

import re
from dataclasses import replace
from datetime import timedelta

from flows.extract.events.trade_readings import Number, is_base, text_after, text_before
from flows.extract.mentions.calendars import month_span, shift_span
from flows.extract.mentions.dates import find_dates
from flows.extract.mentions.types import DateMention
from flows.extract.sentences import Sentence

_PERIODS = frozenset({"week", "month", "quarter", "year", "range"})
_COMPARED = re.compile(
    r"(?:(?:\bfrom|\bthan|\bagainst|\bcompared\s+(?:with|to)|\bversus|\bvs\.?|\bover|\bon)(?:\s+(?:in|during|for))?\s+(?:the\s+|a\s+|all\s+of\s+|all\s+|those\s+of\s+|that\s+of\s+)*"
    r"|\b(?:same|corresponding|year-ago|year-earlier)\s+(?:period|month|quarter|time|months|weeks)?\s*(?:of\s+|in\s+|a\s+)?)$",
    re.IGNORECASE,
)
_BEHIND_BASE, _DECEMBER = 4, 12
EARLIER = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?(?:,\s*)?(?:recorded\s+|seen\s+|registered\s+|posted\s+)?(?:in\s+)?(?:"
    r"(?:a|one|the)\s+(?:year|month|quarter|season)\s+(?:earlier|ago|before|previously)"
    r"|the\s+(?:previous|prior|preceding)\s+(?:year|month|quarter|season|fiscal\s+year|marketing\s+year|crop\s+year)"
    r"|(?:the\s+|during\s+the\s+)?(?:same|corresponding|year-ago|year-earlier|comparable)\s+(?:period|month|months|quarter|time|half)"
    r"|the\s+year[\s-](?:ago|earlier)\s+(?:period|month|quarter)?)",
    re.IGNORECASE,
)
_EARLIER_BEFORE = re.compile(r"\b(?:a|one|the)\s+(?:year|month|quarter)\s+(?:earlier|ago|before)(?=\s*\($)", re.IGNORECASE)
SAME_OF = re.compile(
    r"\s*(?:(?:in|over|for|during)\s+)?(?:the\s+)?(?:same|corresponding)\s+(?:period|month|quarter|months)\s+(?:of|in)\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_END_OF = re.compile(r"\b(?:end|close|beginning|start)\s+of\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:from|than|against|compared|versus|vs|over|on)\b|%|per\s?cent", re.IGNORECASE)
_BY_YEAR_END = re.compile(r"\bby\s+(?:the\s+)?(?:end\s+of\s+(?:December|the\s+year|this\s+year)|year-end|end-December)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:all|whole|most)\s+of\s+last\s+year\b|\b(?:in|for|during)\s+last\s+year\b", re.IGNORECASE)
_PAST_MONTHS = re.compile(r"\b(?:past|last)\s+\S+\s+months\b", re.IGNORECASE)
_FISCAL = re.compile(r"\b(?:fiscal|financial\s+year|FY)|\b(?:19|20)\d\d[/–-]\d\d\b", re.IGNORECASE)
_STARTING = re.compile(r"\b(?:beginning|starting|effective|commencing|as)\s+from\s*$", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:\w+est|worst|best|most|least|first|record|time)\b[^,;]{0,30}$", re.IGNORECASE)
_COMPARISONS = (
    ("expectation", re.compile(r"\b(?:expected|expectations?|forecasts?|consensus|estimates?)\b", re.IGNORECASE)),
    (
        "month_on_month",
        re.compile(
            r"month[\s-]+(?:on|over)[\s-]+month|\b(?:from|than|over|on|compared\s+with|compared\s+to)\s+(?:the\s+)?(?:previous|prior|last|preceding)\s+month|\ba\s+month\s+(?:ago|earlier|before)|\bmonthly\s+basis",
            re.IGNORECASE,
        ),
    ),
    ("quarter_on_quarter", re.compile(r"quarter[\s-]+(?:on|over)[\s-]+quarter|(?:previous|prior|preceding)\s+quarter", re.IGNORECASE)),
    (
        "year_on_year",
        re.compile(
            r"year[\s-]+(?:on|over|to)[\s-]+year|\b(?:a|one)\s+year\s+(?:ago|earlier|before)|\byear[\s-]+earlier|\bsame\s+(?:period|month|quarter|time)\b|(?:previous|prior|preceding|last)\s+year|\by/y\b|\bannual\s+(?:rate|pace|basis)",
            re.IGNORECASE,
        ),
    ),
)


def find_period(sentence: Sentence, number: Number, others: list[Number], *, base: bool, reporter_code: str | None) -> DateMention | None:
    """Return the period of the number: for a base the date right behind it, else the nearest date that is no comparison."""
    dates = [_whole_months(sentence, found) for found in _dates(sentence, reporter_code) if found.precision in _PERIODS]
    owned = next(
        (found for found in dates if 0 < number.start - found.end <= _BEHIND_BASE and sentence.doc[found.end].text in {"'s", "’s"}), None
    )
    if owned is not None:
        return owned  # "2003's imbalance of $496bn"
    if base:
        return _base_period(sentence, number, others, dates)
    if sentence.published is None and _LAST_YEAR.search(sentence.text):
        return None  # the figures before may tell which year that was
    free = [found for found in dates if not _is_comparison(sentence, found) and not _belongs_to_base(sentence, found, others)]
    if not free:
        return _same_period(sentence, dates)
    return min(free, key=lambda found: _distance(found, number, others))


def _same_period(sentence: Sentence, dates: list[DateMention]) -> DateMention | None:
    """Return the year that "in the same period of the last fiscal year" names where the sentence compares nothing with it; null elsewhere."""
    for found in dates:
        before = sentence.text[: sentence.doc[found.start].idx]
        if re.search(
            r"\b(?:in|during|for)\s+the\s+(?:same|corresponding)\s+(?:period|months?)\s+(?:in|of)\s+(?:the\s+)?$", before, re.IGNORECASE
        ):
            return found if not _COMPARES.search(before) else None
    return None


def _base_period(sentence: Sentence, number: Number, others: list[Number], dates: list[DateMention]) -> DateMention | None:
    """Return the period right behind a base ("from 3 bn in 2011"), else the one before the base's own by the words behind it ("a year earlier")."""
    same = SAME_OF.match(text_after(sentence, number))
    own = _own_period(sentence, number, others, dates)
    if same is not None and own is not None:  # "over the same period of 2022"
        years = 12 * (own.first.year - int(same["year"]))
        first, last = shift_span(own.first, own.last, -years)
        return replace(own, first=first, last=last, text=same.group().strip())
    behind = [
        found
        for found in dates
        if 0 <= found.start - number.end <= _BEHIND_BASE and not any(number.end <= other.start < found.start for other in others)
    ]
    if behind:
        return behind[0]
    bracketed = _bracketed_period(sentence, number, dates)
    if bracketed is not None:
        return bracketed
    earlier = EARLIER.match(text_after(sentence, number)) or _EARLIER_BEFORE.search(text_before(sentence, number))
    if earlier is None:
        return None
    return shift_period(own, earlier.group()) if own is not None else None


def _own_period(sentence: Sentence, number: Number, others: list[Number], dates: list[DateMention]) -> DateMention | None:
    """Return the period of the figure that a base is compared with."""
    free = [found for found in dates if not _is_comparison(sentence, found) and not _belongs_to_base(sentence, found, others)]
    return min(free, key=lambda found: _distance(found, number, others), default=None)


def _bracketed_period(sentence: Sentence, number: Number, dates: list[DateMention]) -> DateMention | None:
    """Return the period right before a base in brackets: "compared to January 2022 ($366 million)"."""
    if number.start < 1 or sentence.doc[number.start - 1].lower_ != "(":
        return None
    return next((found for found in dates if found.end == number.start - 1), None)


def shift_period(own: DateMention, words: str) -> DateMention | None:
    """Return the period that "a year earlier" or "the month before" names, counted from `own`; null where their units do not fit."""
    folded = words.lower()
    if "month" in folded and own.precision != "month":
        return None
    if "quarter" in folded and own.precision != "quarter":
        return None
    months = 1 if "month" in folded and "same" not in folded else 3 if "quarter" in folded and "same" not in folded else 12
    first, last = shift_span(own.first, own.last, -months)
    return replace(own, first=first, last=last, text=words.strip())


def _whole_months(sentence: Sentence, found: DateMention) -> DateMention:
    """Return "the past three months" as the whole months before that of publication, as offices count them; other dates come back as they are."""
    around = sentence.text[max(0, sentence.doc[found.start].idx - 20) : sentence.doc[found.end - 1].idx + 20]
    if _BY_YEAR_END.search(around) and found.last.month == _DECEMBER:
        return replace(found, first=found.last.replace(month=1, day=1), last=found.last.replace(day=31), precision="year")
    if _END_OF.search(found.text) and (found.first.year, found.first.month) == (found.last.year, found.last.month):
        whole = month_span(found.first.year, found.first.month)
        return replace(found, first=whole.first, last=whole.last, precision="month")  # "at the end of April": figures up to then
    match = _PAST_MONTHS.search(found.text)
    if match is None or found.precision != "range" or found.last.day == 1:
        return found
    last = found.last.replace(day=1) - timedelta(days=1)
    first = found.first.replace(day=1)
    return replace(found, first=first, last=last) if first < last else found


def _dates(sentence: Sentence, reporter_code: str | None) -> list[DateMention]:
    if reporter_code is not None and _FISCAL.search(sentence.text):
        return find_dates(sentence.doc, sentence.published, reporter_code)
    return [found for found in sentence.dates if EARLIER.fullmatch(found.text) is None]


def _is_comparison(sentence: Sentence, found: DateMention) -> bool:
    start = sentence.doc[found.start].idx
    before = sentence.text[max(0, start - 40) : start]
    if found.text.lower().startswith(("since", "ever since")):
        return _SUPERLATIVE.search(before) is not None
    if re.match(r"(?:over|in|during|for)\b", found.text, re.IGNORECASE):
        return False
    match = _COMPARED.search(before)
    if match is None or _STARTING.search(before):
        return False
    if re.match(r"from\s*$", match.group().lower()) and re.match(r"\s*(?:to|until|through|-)\b", sentence.text[start + len(found.text) :]):
        return False
    return not (match.group().lower().startswith(("over", "on")) and re.match(r"(?:the\s+)?(?:past|next)", found.text.lower()))


def _belongs_to_base(sentence: Sentence, found: DateMention, others: list[Number]) -> bool:
    return any(is_base(sentence, other) and 0 <= found.start - other.end <= 3 for other in others)


def _distance(found: DateMention, number: Number, others: list[Number]) -> float:
    """Return how far a date stands from the number; other numbers between count, and a date before the number a little more."""
    low, high = (number.end, found.start) if found.start >= number.end else (found.end, number.start)
    between = sum(low <= other.start < high for other in others)
    return max(0, high - low) + 5 * between + (0 if found.start >= number.end else 2)


def reread_period(sentence: Sentence, number: Number, others: list[Number], *, base: bool, reporter_code: str) -> DateMention | None:
    """Return the period of a number once the document has told whose fiscal year counts; null where no fiscal year is written."""
    if not _FISCAL.search(sentence.text):
        return None
    return find_period(sentence, number, others, base=base, reporter_code=reporter_code)


def find_comparison(sentence: Sentence, number: Number, measure: str) -> str | None:
    """Return what a change is measured against, null for other measures and where the sentence does not say."""
    if measure != "pct_change":
        return None
    last = sentence.doc[number.end - 1]
    behind = sentence.text[last.idx : last.idx + 120]
    for text in (behind, sentence.text):
        for name, pattern in _COMPARISONS:
            if pattern.search(text):
                return name
    if re.match(r"\S+\s+(?:from|over|on|compared\s+(?:with|to)|against)\s+(?:\w+\s+){0,2}?(?:19|20)\d\d", behind):
        return "base_period"
    return None
