"""Finds sums of money in a sentence and gives each its amount in full and its ISO 4217 code.

Here: currency signs, codes and words around a figure (`lexicons/currencies.csv`). Not here: reading figures (`numbers`), ranges and "more than" (`bounds`),
what a sum was paid for. No conversion is done: an old rouble stays SUR, a mark DEM.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.bounds import Amount, bound_amounts
from flows.extract.mentions.numbers import Figure, scan_figures
from flows.extract.mentions.types import MoneyMention
from flows.seeds import read_table

_THOUSAND = 1000.0
_MILLION = 1e6
_SUM_LEADS = re.compile(
    r"\b(?:worth|for|to|at|reached|totalled|totaled|was|were|came\s+to|made\s+up|accounted\s+for|amounted\s+to|stood\s+at|with)\s+"
    r"(?:(?:about|around|roughly|some|nearly|almost|only|just|a\s+record|more\s+than|over)\s+)*$",
    re.IGNORECASE,
)
_ELLIPSIS_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)\"”]|(?:of\s+(?:that|this|it|the\s+total)|in|from|to|against|and|while|last|this|next|a\s+(?:year|month)|per|respectively|compared|the|on|during|for|by|but|or|over|since|annually|yearly)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Currency:
    """One reading of a written form; the bare form of a currency shared by several countries has one row for each."""

    code: str
    factor: float
    needs_scale: bool
    first_year: int
    last_year: int
    country_code: str


@cache
def _currencies() -> dict[str, tuple[_Currency, ...]]:
    """Return the readings of every written form, in lower case for words and as written for signs and codes."""
    readings: dict[str, list[_Currency]] = defaultdict(list)
    for row in read_table("lexicons/currencies.csv"):
        readings[row["form"]].append(
            _Currency(
                row["code"],
                float(row["factor"]),
                bool(row["needs_scale"]),
                int(row["first_year"] or 0),
                int(row["last_year"] or 9999),
                row["country_code"],
            )
        )
    return {form: tuple(rows) for form, rows in readings.items()}


def _alternatives(kinds: tuple[str, ...]) -> str:
    forms = {row["form"] for row in read_table("lexicons/currencies.csv") if row["kind"] in kinds}
    return "|".join(re.escape(form).replace(r"\ ", r"\s*") for form in sorted(forms, key=len, reverse=True))


@cache
def _prefix_pattern() -> re.Pattern[str]:
    """Return the pattern of a currency sign or code that ends where a figure starts."""
    return re.compile(rf"(?<![A-Za-z.$])(?P<form>{_alternatives(('symbol', 'iso_code'))})(?P<sign>\s*\$)?\s*$")


@cache
def _suffix_pattern() -> re.Pattern[str]:
    """Return the pattern of a currency word, code or sign that follows a figure."""
    words = "|".join(
        rf"{form}{'s?' if form[-1].isalpha() else ''}" for form in _alternatives(("word",)).replace(r"\s*", r"[\s-]+").split("|")
    )
    return re.compile(
        rf"[\s-]*(?:of\s+)?(?:(?P<word>(?i:{words}))(?!\w)|(?P<code>(?:{_alternatives(('iso_code',))}))(?!\w)|(?P<sign>(?<!-)[€£¥₹₽₩₺₪₴₸元](?!\s?\d)))"
    )


def find_money(
    doc: Doc, published: date | None = None, country_code: str | None = None, dollar_code: str = "USD", carried: str | None = None
) -> list[MoneyMention]:
    """Return the sums of money in one sentence, in order.

    `amount` is in full units of the currency: the midpoint of a range, the named limit of "more than"; `minimum` and `maximum` are null on the open
    side. `published` tells old currencies from new ones (roubles before 1992 are SUR, bare francs before 2002 FRF). `country_code` (ISO alpha-3)
    says whose dinars or pesos a bare word means; such a word without it gives no mention. `dollar_code` is what bare "dlrs" mean where the
    document has named others before ("H.K. dlrs"). A bare figure of millions takes the currency that the
    sentence named before ("1.5 billion dlrs ... 436 mln"), a bare figure of billions that of the sentence before where `carried` names one.
    """
    text = doc.text
    figures = scan_figures(text)
    if not figures:
        return []
    year = published.year if published else None
    items: list[Amount] = []
    dollar: str | None = None if dollar_code == "USD" else dollar_code
    for figure in figures:
        item = _read_sum(text, figure, year, country_code)
        if (
            item.unit == "USD"
            and dollar
            and re.search(r"(?<![.\w])\s*(?:dlrs?|dollars?)$", text[item.start : item.end], re.IGNORECASE)
            and "$" not in text[item.start : item.end]
        ):
            item = replace(item, unit=dollar) if not re.search(r"u\.?\s?s\.?\s", text[item.start : item.end], re.IGNORECASE) else item
        elif item.unit not in {None, "USD"} and re.search(r"dlrs?|dollars?", text[item.start : item.end], re.IGNORECASE):
            dollar = item.unit
        items.append(item)
    mentions = []
    for amount in _fill_ellipses(text, bound_amounts(text, items, unit_leads=True), carried):
        start, end = align_span(doc, amount.start, amount.end)
        stated = amount.low if amount.maximum is None else amount.high if amount.minimum is None else amount.middle
        mentions.append(
            MoneyMention(start, end, _tidy(stated), amount.minimum, amount.maximum, str(amount.unit), text[amount.start : amount.end])
        )
    return mentions


def _tidy(value: float) -> float:
    return float(round(value)) if abs(value) >= _THOUSAND else round(value, 6)


def _read_sum(text: str, figure: Figure, year: int | None, country_code: str | None) -> Amount:
    """Return the figure with the currency beside it as unit, or with no unit where there is none."""
    start, end, chosen = figure.start, figure.end, None
    if figure.form == "digits":
        prefix = _prefix_pattern().search(text, max(0, start - 12), start)
        if prefix:
            chosen = _choose(prefix["form"].strip(), figure, year, country_code)
            if chosen:
                start = prefix.start()
    if not (figure.is_glued and chosen is None):
        suffix = _suffix_pattern().match(text, end)
        if suffix and not _is_false_suffix(text, suffix, figure):
            form = suffix["code"] or suffix["sign"] or " ".join(re.split(r"[\s-]+", suffix["word"].lower()))
            found = _choose(form, figure, year, country_code)
            if found and (chosen is None or found.code == chosen.code):
                chosen, end = found, suffix.end()
    factor = chosen.factor if chosen else 1.0
    return Amount(start, end, figure.low * factor, figure.high * factor, figure.scale, chosen.code if chosen else None)


def _is_false_suffix(text: str, suffix: re.Match[str], figure: Figure) -> bool:
    """Return whether "pounds" or the like counts weight ("500-pound bombs", "2 million pounds of beef")."""
    word = (suffix["word"] or "").lower()
    if not word.startswith("pound") or "sterling" in word or "stg" in word:
        return False
    return (
        figure.scale < _THOUSAND
        or re.match(
            r"\s+of\s+(?!(?:aid|military|weapons|arms|goods|help|funding|investment|support|trade|exports|imports|equipment))",
            text[suffix.end() :],
        )
        is not None
    )


def _choose(form: str, figure: Figure, year: int | None, country_code: str | None) -> _Currency | None:
    """Return the reading of a written form that fits the year and the country, or None where none does."""
    readings = _currencies()
    squeezed = re.sub(r"\s+", "", form)
    rows = readings.get(form) or readings.get(squeezed) or readings.get(form.removesuffix("s")) or ()
    moment = 9998 if year is None else year
    fitting = [
        row
        for row in rows
        if row.country_code in {"", country_code}
        and row.first_year <= moment <= row.last_year
        and (not row.needs_scale or figure.scale >= _THOUSAND)
    ]
    return max(fitting, key=lambda row: bool(row.country_code), default=None)


def _fill_ellipses(text: str, amounts: list[Amount], carried: str | None) -> list[Amount]:
    """Return the amounts that have a currency, or stand for one named earlier in the sentence ("7.7 billion in 1985" after dollars)."""
    filled: list[Amount] = []
    for amount in amounts:
        if amount.unit is not None:
            filled.append(amount)
        elif amount.scale >= _MILLION and _ELLIPSIS_FOLLOWS.match(text, amount.end):
            if filled:
                filled.append(replace(amount, unit=filled[-1].unit))
            elif carried is not None and _SUM_LEADS.search(text, 0, amount.start):
                filled.append(replace(amount, unit=carried))
            elif re.search(r"crore$", text[: amount.end]) and re.search(r"(?:worth|cost|of|for|at)\s+$", text[: amount.start]):
                filled.append(replace(amount, unit="INR"))
    return filled
