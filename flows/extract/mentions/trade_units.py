"""Finds amounts of traded goods in a sentence: tonnes, barrels a day, cubic metres, containers, vehicles and the like.

Here: figures with a unit of `lexicons/trade_units.csv`, in that table's names. Not here: sums of money, counts of weapons, which good it is.
Amounts are multiplied out ("80 bcm" is 80,000,000,000 cubic_metres) but not converted: short tons and long tons count as tonnes as written.
"""

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.bounds import Amount, bound_amounts
from flows.extract.mentions.numbers import Figure, scan_figures
from flows.extract.mentions.types import QuantityMention
from flows.seeds import read_table

_THOUSAND = 1000.0
_RATED = {"barrels", "cubic_metres", "cubic_feet", "tonnes", "litres", "gallons"}  # units whose daily rate is a unit of its own
_WEIGHED = {"barrels"}  # and whose yearly rate is one too
_COUNTED = {"car", "vehicle", "truck", "lorry", "container", "cargo", "unit", "tanker", "bag", "box", "bottle", "dose", "automobile"}
_PER_DAY = re.compile(r"(?:\s+of\s+[\w\s-]{2,40}?)?\s*(?:\ba\s+day|per\s+day|/\s?day|each\s+day|every\s+day|daily)\b", re.IGNORECASE)
_PER_YEAR = re.compile(
    r"(?:\s+of\s+[\w\s-]{2,40}?)?\s*(?:\ba\s+year|per\s+year|/\s?year|each\s+year|every\s+year|annually|per\s+annum|yearly)\b",
    re.IGNORECASE,
)
_ELLIPSIS_LEADS = re.compile(r"(?:another|further|from|to|against|and|of\s+which|versus|with|while|[a-z]\s+at|,)\s*$", re.IGNORECASE)
_CARRIED_LEADS = re.compile(
    r"(?<![$€£])\b(?:with|at|took|takes?|taking|bought|buys?|got|gets|received|imports|to|from|reached|by|another|further|imported|purchased)\s+(?:about\s+|nearly\s+|just\s+|some\s+|only\s+|another\s+)?$",
    re.IGNORECASE,
)
_PRICED = re.compile(r"(?:[$€£¥₹]|\b(?:Rs|USD|EUR|INR|GBP|CNY|RMB|AED|SAR|K?[Ss]h|R)\.?)\s*$")
_ELLIPSIS_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)]|(?:in|from|to|against|and|while|last|this|within|by|a\s+(?:year|month|day)|under|through|at\s+(?:the|this)|of\s+(?=[a-z]+\b(?<!people)(?<!them))|for|the|is|was|were|are|compared|respectively|forecast|estimated|projected|expected|previously)\b)",
    re.IGNORECASE,
)


@cache
def _units() -> dict[str, tuple[str, float]]:
    """Return every written form in lower case with its unit's name and the factor to that unit."""
    return {row["form"].lower(): (row["unit"], float(row["factor"])) for row in read_table("lexicons/trade_units.csv")}


@cache
def _unit_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in sorted(_units(), key=len, reverse=True))
    return re.compile(
        rf"[\s-]*(?:of\s+)?(?:new\s+|more\s+|additional\s+|electric\s+|passenger\s+|imported\s+|standard\s+)*(?P<form>{forms})(?P<plural>s|es)?(?!\w)(?!-\w)",
        re.IGNORECASE,
    )


def find_trade_quantities(doc: Doc, carried: str | None = None) -> list[QuantityMention]:
    """Return the amounts of goods of one sentence in order, each with its unit's name (`tonnes`, `barrels_per_day`, `cubic_metres` ...).

    `minimum` and `maximum` are null on the open side of "more than" and "up to". "X barrels a day" is `barrels_per_day`, "a year" `barrels_per_year`;
    yearly amounts of other units keep the plain unit. A bare figure after such an amount ("5.3 mln ... 3.3 mln under term contracts") takes its unit,
    a bare figure of thousands or millions that of the sentence before where `carried` names one ("Egypt followed with 48 million").
    """
    text = doc.text
    items: list[Amount] = []
    for figure in scan_figures(text):
        if not items or figure.start >= items[-1].end:  # not the 60 of "4 million 60-kg bags"
            items.append(_read_amount(text, figure))
    amounts = bound_amounts(text, items)
    mentions = []
    for amount in _fill_ellipses(text, amounts, carried):
        start, end = align_span(doc, amount.start, amount.end)
        mentions.append(QuantityMention(start, end, amount.minimum, amount.maximum, text[amount.start : amount.end], amount.unit))
    return mentions


def _read_amount(text: str, figure: Figure) -> Amount:
    """Return the figure multiplied out with the unit behind it, or without a unit where there is none."""
    bare = Amount(figure.start, figure.end, figure.low, figure.high, figure.scale, None)
    if figure.is_glued:
        return bare
    match = _unit_pattern().match(text, figure.end)
    if match is None:
        return bare
    if match["form"].lower() in _COUNTED and figure.low != 1 and not match["plural"]:
        return bare  # "300 car parts", "three cargo vessels"
    form = " ".join(re.split(r"[\s-]+", match["form"].lower()))
    unit, factor = _units().get(form) or _units()[match["form"].lower()]
    is_million = match["form"] in {"MT", "Mt"} or "." in text[figure.start : figure.end]
    if form == "mt" and is_million and figure.scale == 1 and figure.low < _THOUSAND:
        factor = 1e6  # "2 MT of sugar", "9.5 mt": million tonnes, as Indian and Australian papers write
    if unit == "pounds" and figure.scale < _THOUSAND and figure.low < _THOUSAND:
        return bare
    end = match.end() - (3 if form.endswith(" of") else 0)
    if unit in _RATED:
        day, year = _PER_DAY.match(text, end), _PER_YEAR.match(text, end)
        if day:
            unit, end = f"{unit}_per_day", (day.end() if "of" not in day[0].lower() else end)
        elif year and unit in _WEIGHED:
            unit, end = f"{unit}_per_year", (year.end() if "of" not in year[0].lower() else end)
    return Amount(figure.start, end, figure.low * factor, figure.high * factor, max(figure.scale, factor), unit)


def _fill_ellipses(text: str, amounts: list[Amount], carried: str | None) -> list[Amount]:
    """Return the amounts with a unit, and the bare ones that stand for the unit named before them."""
    filled: list[Amount] = []
    for amount in amounts:
        if amount.unit is not None:
            filled.append(amount)
        elif filled and amount.low >= _THOUSAND and _is_elliptic(text, amount):
            filled.append(replace(amount, unit=filled[-1].unit))
        elif carried is not None and not filled and _is_carried(text, amount):
            filled.append(replace(amount, unit=carried))
    return filled


def _is_carried(text: str, amount: Amount) -> bool:
    """Return whether a bare figure of thousands or millions may stand for the unit of the sentence before."""
    return amount.scale >= _THOUSAND and _CARRIED_LEADS.search(text, 0, amount.start) is not None and _is_elliptic(text, amount)


def _is_elliptic(text: str, amount: Amount) -> bool:
    """Return whether a bare figure stands for the unit named before: it is no year, and no noun follows."""
    if re.fullmatch(r"(?:19|20)\d\d", text[amount.start : amount.end]) or _PRICED.search(text, max(0, amount.start - 6), amount.start):
        return False
    if not _ELLIPSIS_FOLLOWS.match(text, amount.end):
        return False
    return (
        amount.scale >= _THOUSAND
        or _ELLIPSIS_LEADS.search(text, 0, amount.start) is not None
        or re.match(r"(?:another|further)\b", text[amount.start :], re.IGNORECASE) is not None
    )
