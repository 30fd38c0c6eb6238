"""Finds percentages, fractions ("by a third") and worded multiples ("doubled", "threefold") in a sentence.

Here: shares and changes in percent. Not here: whether a figure rose or fell, and of what it is a share.
"""

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.bounds import Amount, bound_amounts
from flows.extract.mentions.numbers import number_words, scan_figures
from flows.extract.mentions.types import PercentMention

_PERCENT = re.compile(
    r"(?:\s*(?:%|％)|[\s-]*(?:(?P<points>percentage[\s-]+points?|per\s?cent(?:age)?[\s-]+points?|pct[\s-]+points?|pps?\b)|per\s?cent(?:age)?\b|pct\b|pc\b(?!s)))",
    re.IGNORECASE,
)
_POINTS_AFTER_SIGN = re.compile(r"[\s-]*points?\b", re.IGNORECASE)
_CUE = re.compile(
    r"%|％|per\s?cent|pct|\bpps?\b|pc\b|\bpercent|hal[fv]|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth|fold|\btimes\b|doubl|tripl|trebl|quadrupl"
    r"|quintupl|sextupl",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:(?<=[\s(])|(?<=^))[-−–]$")
_MEASURE_LEADS = r"(?:by|than|over|about|around|nearly|almost|roughly|approximately|some|just|least|under|up|down|to|only|another|further|virtually|close\s+to|of|for|as\s+much\s+as)"
_PART_FOLLOWS = (
    r"(?=\s*(?:$|[.,;:()\"”]|(?:of|in|from|against|higher|lower|more|less|larger|smaller|greater|bigger|compared|since|last|this|year|to|between|on|over|during|after|and|as|the|its"
    r"|their|his|all|year-on-year)\b))"
)
_DENOMINATORS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
_NUMERATORS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<numerator>{'|'.join(_NUMERATORS)})[\s-]+(?P<denominator>{'|'.join(_DENOMINATORS)})(?P<plural>s)?(?![\w-]){_PART_FOLLOWS}"
    rf"|(?:(?<=\b){_MEASURE_LEADS}\s+)(?P<half>one-half|a\s+half|half)(?![\w-])(?!\s+(?:a|an|dozen|hour|day|year|century|hours|million|billion)\b)"
    r"|(?P<half_of>half)\s+(?:of|the|its|their|all|his)\b(?!\s+(?:year|time|hour)))",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|,?\s*and|,?\s*or)\s*", re.IGNORECASE)
_NOT_A_SHARE = re.compile(r"(?:first|second|third|fourth|last|next|this|each|every|per|\d)\s+$", re.IGNORECASE)
_VERB_FACTORS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
_MULTIPLE_VERB = re.compile(
    r"(?<![\w-])(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:ed|ing|es)"
    r"|(?:to|will|would|could|may|might|can|than|nearly|almost|about|roughly|over|least|virtually|'ll|should|shall)\s+(?P<bare>double|triple|treble|quadruple|quintuple)"
    r"|(?P<degree>double|triple|treble|quadruple)\s+(?:the|its|their|what|that|last|from)\b"
    r"|(?P<halve>halved|halving|(?<!two )(?<!both )(?<!the )halves)|(?:to|will|would|could|may|might|than|nearly|almost|about|roughly|over|should)\s+(?P<bare_halve>halve))(?!\w)",
    re.IGNORECASE,
)
_FOLD = re.compile(r"(?<![\w-])(?P<digits>\d+(?:\.\d+)?)[\s-]?fold(?!\w)|(?<![\w-])(?P<word>[a-z]+(?:-[a-z]+)?)-?fold(?!\w)", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+times(?:\s+(?:higher|more|greater|larger|bigger|above)|\s+(?:as\s+(?:much|many|high|large|big|great)|the\s+(?:level|amount|value|figure|size|rate|total|number)|its|what|that|last\s+year)\b|(?=\s+to\s+[$€£\d]))",
    re.IGNORECASE,
)


def find_percentages(doc: Doc) -> list[PercentMention]:
    """Return the percentages of one sentence in order; `value` is in percent, the midpoint of a range, signed only where the text writes a sign.

    `how` is percent, points (percentage points), fraction ("a third": 33.3; "half": 50) or multiple, whose value is the change: "doubled" 100,
    "threefold" 200, "three times as much" 200, "halved" 50.
    """
    text = doc.text
    if not _CUE.search(text):
        return []
    found = [*_written_percentages(text), *_fractions(text), *_multiples(text)]
    mentions: list[PercentMention] = []
    reached = 0
    for start, end, value, how in sorted(found, key=lambda item: (item[0], -item[1])):
        if start < reached:
            continue
        reached = end
        first, last = align_span(doc, start, end)
        mentions.append(PercentMention(first, last, round(value, 4), text[start:end], how))
    return mentions


def _written_percentages(text: str) -> list[tuple[int, int, float, str]]:
    """Return characters, value and kind of every figure that a percent sign or word follows."""
    items = []
    for figure in scan_figures(text):
        unit, end, sign = None, figure.end, 1.0
        match = _PERCENT.match(text, end)
        if match is not None and not figure.is_vague:
            unit, end = ("points" if match["points"] else "percent"), match.end()
            after = _POINTS_AFTER_SIGN.match(text, end)
            if after and unit == "percent":
                unit, end = "points", after.end()
        start = figure.start
        minus = _MINUS.search(text, max(0, start - 2), start)
        if minus and unit:
            start, sign = minus.start(), -1.0
        items.append(Amount(start, end, figure.low * sign, figure.high * sign, figure.scale, unit))
    amounts = bound_amounts(text, items)
    if "respectively" in text:
        amounts = _spread_unit(text, amounts)
    return [(amount.start, amount.end, amount.middle, amount.unit) for amount in amounts if amount.unit]


def _spread_unit(text: str, amounts: list[Amount]) -> list[Amount]:
    """Return the amounts with the unit of the last one given to bare figures joined to it: "5, 6 and 7 percent respectively"."""
    spread: list[Amount] = []
    for amount in reversed(amounts):
        following = spread[0] if spread else None
        is_joined = following is not None and _JOINT.fullmatch(text[amount.end : following.start]) is not None
        if following is not None and is_joined and amount.unit is None and amount.scale == 1:
            amount = replace(amount, unit=following.unit)
        spread.insert(0, amount)
    return spread


def _fractions(text: str) -> list[tuple[int, int, float, str]]:
    """Return "a third", "two-fifths", "by half" as percent; "a third round" and "a quarter of a million" are none."""
    found = []
    for match in _FRACTION.finditer(text):
        if match["denominator"]:
            numerator = _NUMERATORS[match["numerator"].lower()]
            if (numerator > 1) != bool(match["plural"]) or _NOT_A_SHARE.search(text[: match.start()]):
                continue
            if re.match(r"\s+of\s+an?\s+(?:million|billion|century|mile)", text[match.end() :]):
                continue
            found.append((match.start(), match.end(), 100.0 * numerator / _DENOMINATORS[match["denominator"].lower()], "fraction"))
            continue
        if _NOT_A_SHARE.search(text[: match.start()]):
            continue
        name = "half" if match["half"] else "half_of"
        found.append((match.start(name), match.end(name), 50.0, "fraction"))
    return found


def _multiples(text: str) -> list[tuple[int, int, float, str]]:
    """Return "doubled", "threefold" and "three times as much" as the change in percent."""
    found: list[tuple[int, int, float, str]] = []
    for match in _MULTIPLE_VERB.finditer(text):
        name = next(group for group in ("verb", "bare", "degree", "halve", "bare_halve") if match[group])
        stem = match[name].lower().rstrip("e")
        value = 50.0 if "halv" in stem else 100.0 * (_VERB_FACTORS[stem] - 1)
        found.append((match.start(name), match.end(), value, "multiple"))
    for match in _FOLD.finditer(text):
        factor = float(match["digits"]) if match["digits"] else _word_factors().get(match["word"].lower().rstrip("-"))
        if factor:
            found.append((match.start(), match.end(), 100.0 * (factor - 1), "multiple"))
    for figure in scan_figures(text):
        times = _TIMES.match(text, figure.end)
        if times and not figure.is_vague and figure.low > 1:
            found.append((figure.start, times.end(), 100.0 * (figure.low - 1), "multiple"))
    return found


@cache
def _word_factors() -> dict[str, float]:
    return {word: value for kind in ("cardinal", "scale") for word, (value, _) in number_words(kind).items()}
