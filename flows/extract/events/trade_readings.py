"""A number beside a word for trade and what it was read as, the text around it, and whether it is what another number is compared with.

Here: what the readers of sums, amounts and percentages share. Not here: reading them (trade_numbers, trade_percentages).
"""

import re
from dataclasses import dataclass

from flows.extract.mentions.types import MoneyMention, PercentMention, QuantityMention
from flows.extract.sentences import Sentence

Number = MoneyMention | PercentMention | QuantityMention

_BASE_LEADS = re.compile(
    r"(?:\bfrom|\bagainst|\bcompared\s+(?:with|to)|\bversus|\bvs\.?|\bthan|\bas\s+opposed\s+to|\bprevious\s+record(?:\s+of)?)\s+(?:a\s+|an\s+|the\s+|about\s+|around\s+|nearly\s+|just\s+"
    r"|only\s+|some\s+|present\s+|current\s+|today['’]s\s+|record\s+|revised\s+|high\s+of\s+|peak\s+of\s+|low\s+of\s+|under\s+|over\s+|roughly\s+|almost\s+|estimated\s+)*$",
    re.IGNORECASE,
)
_YEAR_EARLIER = re.compile(r"\s*(?:a|one)\s+(?:year|month|quarter)\s+(?:earlier|ago|before)\b", re.IGNORECASE)
_WIDE = 90
_SAME_AFTER = re.compile(
    r"\s*(?:(?:in|over|for|during)\s+)?(?:the\s+)?(?:same|corresponding|previous|prior|preceding)\s+(?:period|month|quarter|year|season)",
    re.IGNORECASE,
)
_COMPARED_BEFORE = re.compile(
    r"\b(?:compared\s+(?:to|with)|against|from|than|versus)\s+[^()]{3,40}\($|\b(?:earlier|ago|before|previous\s+\w+|same\s+period[^()]{0,30})\s*\($",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number says: measure, signed value and unit, and whether it is the base that another is compared with."""

    measure: str
    value: float
    unit: str
    is_base: bool


def text_before(sentence: Sentence, number: Number, width: int = 60) -> str:
    """Return up to `width` characters in front of the number."""
    start = sentence.doc[number.start].idx
    return sentence.text[max(0, start - width) : start]


def text_after(sentence: Sentence, number: Number, width: int = 80) -> str:
    """Return up to `width` characters behind the number."""
    last = sentence.doc[number.end - 1]
    end = last.idx + len(last)
    return sentence.text[end : end + width]


def is_base(sentence: Sentence, number: Number) -> bool:
    """Return whether the number is what another is compared with: "from 3 billion", "against 2.1 billion"."""
    if not isinstance(number, PercentMention) and _YEAR_EARLIER.match(text_after(sentence, number)):
        return True  # "after a deficit of 2 billion a year earlier"
    before = text_before(sentence, number, _WIDE)
    if before.endswith("(") and (_SAME_AFTER.match(text_after(sentence, number)) or _COMPARED_BEFORE.search(before)):
        return True  # "$1.5 billion ($1.4 billion a year before)", "compared to May 2012 ($6 million)"
    return _BASE_LEADS.search(text_before(sentence, number)) is not None
