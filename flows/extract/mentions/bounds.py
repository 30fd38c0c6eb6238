"""Joins figures to ranges and reads the words that open them ("at least", "up to", "or more").

Here: what the words around a figure say about its limits, whatever is counted. Not here: reading a figure (`numbers`), units and currencies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_LEAST = (
    r"at\s+least|at\s+a\s+minimum|a\s+minimum\s+of|more\s+than|greater\s+than|higher\s+than|better\s+than|well\s+over|just\s+over|a\s+little\s+over|slightly\s+over|over"
    r"|in\s+excess\s+of|upwards?\s+of|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+than|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops"
)
_MOST = (
    r"up\s+to|as\s+(?:many|much)\s+as|at\s+most|at\s+the\s+most|a\s+maximum\s+of|(?:fewer|less|lower)\s+than|no\s+more\s+than|not\s+more\s+than"
    r"|well\s+under|just\s+under|a\s+little\s+under|slightly\s+under|under|below|not\s+exceed(?:ing)?"
)
_ABOUT = (
    r"about|around|some|roughly|approximately|approx\.?|almost|nearly|close\s+to|an?\s+estimated|estimated|as\s+few\s+as|as\s+little\s+as|just|only|exactly|a\s+total\s+of"
    r"|a\s+further|another|an?\s+additional|an\s+extra|a\s+record|a\s+whopping|a\s+mere|circa|c\.|~|virtually|practically|in\s+the\s+region\s+of"
)
_BEFORE = re.compile(rf"(?<!\w)(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<about>{_ABOUT}))\s*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"([a-z~.]+)\s*$", re.IGNORECASE)
_LAST_WORDS = frozenset(
    {
        "about",
        "above",
        "additional",
        "almost",
        "another",
        "approx",
        "approx.",
        "approximately",
        "around",
        "as",
        "below",
        "c.",
        "circa",
        "estimated",
        "exactly",
        "exceed",
        "exceeded",
        "exceeding",
        "exceeds",
        "extra",
        "few",
        "further",
        "just",
        "least",
        "little",
        "mere",
        "minimum",
        "most",
        "nearly",
        "of",
        "only",
        "over",
        "practically",
        "record",
        "roughly",
        "some",
        "surpass",
        "surpassed",
        "surpasses",
        "surpassing",
        "than",
        "to",
        "topped",
        "topping",
        "tops",
        "under",
        "virtually",
        "whopping",
        "~",
    }
)
_AFTER = re.compile(
    r"\s*(?:(?P<least>\+|-plus\b|\s+or\s+(?:so\s+)?(?:more|above|over|higher)\b|\s+and\s+(?:more|above|over)\b|,?\s+if\s+not\s+more\b)"
    r"|(?P<most>\s+or\s+(?:fewer|less|under|below)\b|\s+at\s+(?:the\s+)?most\b)|(?P<about>\s+or\s+so\b|-odd\b|\s+odd\b))",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\s*(?:(?P<to>to|through)|(?P<dash>-|–|—|−|--)|(?P<and>and)|(?P<or>or))\s*"
    r"(?:(?:about|around|roughly|approximately|as\s+(?:many|much)\s+as|nearly|almost|even|possibly|perhaps|maybe|an?\s+estimated|some)\s+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|roughly\s+|an?\s+estimated\s+|some\s+)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom\s+(?:about\s+|around\s+|roughly\s+|an?\s+estimated\s+|some\s+|just\s+|only\s+|nearly\s+|almost\s+|less\s+than\s+|more\s+than\s+)?$",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"(?:\bby|\bup|\bdown|\b(?:rose|fell|grew|climbed|dropped|gained|added|jumped|surged|soared|swelled|widened|narrowed|shrank|increased|decreased|declined|expanded|slumped|plunged|slid))"
    r"\s+(?:about\s+|around\s+|roughly\s+|an?\s+estimated\s+|some\s+|just\s+|only\s+|nearly\s+|almost\s+|more\s+than\s+|another\s+|a\s+further\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WINDOW = 36


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit, or a range of two: characters (end exclusive), low..high as read, and the limits the words set."""

    start: int
    end: int
    low: float
    high: float
    scale: float
    unit: str | None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def middle(self) -> float:
        """Return the figure itself: the midpoint of a range, the named limit of "more than"."""
        return (self.low + self.high) / 2


def bound_amounts(text: str, items: Sequence[Amount], *, unit_leads: bool = False) -> list[Amount]:
    """Return `items` (in order of appearance) with ranges joined and the limits and start of each set by the words around it.

    An item without a unit takes that of the item behind it, or of the one before it where units stand before figures (`unit_leads`: "$3-4bn");
    "from 15 to 20" stays two figures, as it tells a change.
    """
    joined: list[Amount] = []
    position = 0
    while position < len(items):
        item = items[position]
        following = items[position + 1] if position + 1 < len(items) else None
        pair = _join_pair(text, item, following, unit_leads=unit_leads) if following is not None else None
        if pair is None:
            joined.append(item)
            position += 1
            continue
        joined.extend(pair)
        position += 2
    return [_set_limits(text, item) for item in joined]


def _join_pair(text: str, first: Amount, second: Amount, *, unit_leads: bool) -> list[Amount] | None:
    """Return one range or, for "from A to B", both figures with a common unit; None where the two do not belong together."""
    link = _JOIN.fullmatch(text[first.end : second.start])
    if link is None or (first.unit is not None and second.unit is not None and first.unit != second.unit):
        return None
    window = text[max(0, first.start - _WINDOW) : first.start]
    between = _BETWEEN.search(window)
    if link["to"] and first.unit is not None and second.unit is not None and first.scale > 1 and _CHANGED_BY.search(window):
        return None  # "rose by $3 billion to $12 billion"
    if (link["and"] and not between) or (link["or"] and first.unit is not None):
        return None
    if first.unit is not None and second.unit is None and not unit_leads:
        return None
    unit = first.unit or second.unit
    if first.unit is None and second.scale > 1 and _YEAR.fullmatch(text[first.start : first.end]):
        return None  # "from $10m in 2023 to $8m"
    if first.scale == 1 and second.scale > 1 and first.low * second.scale <= second.high:
        first = replace(first, low=first.low * second.scale, high=first.high * second.scale, scale=second.scale)
    elif first.unit is not None and second.unit is None and second.scale == 1 and first.scale > 1 and second.low < first.low:
        second = replace(second, low=second.low * first.scale, high=second.high * first.scale, scale=first.scale)
    if link["to"] and _FROM.search(window):
        return [replace(first, unit=unit), replace(second, unit=unit)]
    if first.high >= second.low:
        return None
    start = max(0, first.start - _WINDOW) + between.start() if between else first.start
    return [Amount(start, second.end, first.low, second.high, second.scale, unit, first.low, second.high)]


def _set_limits(text: str, item: Amount) -> Amount:
    """Return the item with minimum and maximum set, and with "more than" or "or so" inside its characters."""
    if item.minimum is not None or item.maximum is not None:
        minimum, maximum = item.minimum, item.maximum
    else:
        minimum, maximum = item.low, item.high
    start, end = item.start, item.end
    for _ in range(3):  # "up to an additional", "at least some"
        last = _LAST_WORD.search(text, max(0, start - 14), start)
        if last is None or last[1].lower() not in _LAST_WORDS:
            break
        offset = max(0, start - _WINDOW)
        before = _BEFORE.search(text[offset:start])
        if before is None:
            break
        start = offset + before.start()
        if before["least"]:
            maximum = None
        elif before["most"]:
            minimum = None
    after = _AFTER.match(text, end)
    if after is not None:
        end = after.end()
        if after["least"]:
            maximum = None
        elif after["most"]:
            minimum = None
    if minimum is None and maximum is None:
        minimum, maximum = item.low, item.high
    return replace(item, start=start, end=end, minimum=minimum, maximum=maximum)
