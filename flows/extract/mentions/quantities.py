"""Finds counts of things in a sentence: "36 jets", "at least eight", "between six and eight", "dozens of", "two batteries of".

Here: figures that count, with their limits. Not here: figures that are years, dates, ages, sizes, sums of money, percentages, ordinals, parts of a
name (F-16, Type 056, Leopard 2) or amounts of bulk goods (`trade_units`). "a", "several" and "a few" count nothing: the guidelines leave them null.
"""

import re
from functools import cache
from itertools import zip_longest

from spacy.tokens import Doc

from flows.extract.mentions.alignment import align_span
from flows.extract.mentions.bounds import Amount, bound_amounts
from flows.extract.mentions.money import find_money
from flows.extract.mentions.numbers import Figure, number_words, scan_figures
from flows.extract.mentions.types import MoneyMention, QuantityMention

_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS}\.?\s+(?:\d{{1,2}}\s*(?:-|–|and|to|,)\s*)?$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"\s+(?:of\s+)?{_MONTHS}\b(?!\s+be\b)|\s*(?:-|–|and|to)\s*\d{{1,2}}\s+{_MONTHS}\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"[\s-]*(?:(?:more|further|additional|full|consecutive|straight|long|business|working|calendar|short|whole)[\s-]+)?"
    r"(?:days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|hours?|hrs?|minutes?|mins?|seconds?|secs?|quarters?|generations?"
    r"|km|kms|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|ft|inch(?:es)?|mm|cm|millimet(?:re|er)s?|centimet(?:re|er)s?|yards?|nautical|kph|km/h|mph|knots?"
    r"|kg|kgs|kilo(?:gram)?s?|grams?|pounds?|lbs?|tonnes?|tons?|mmt|mt|mtpa|kt|[mk]{0,2}b/d|t|metric|kilotons?|megatons?|barrels?|bpd|litres?|liters?|gallons?|bushels?|hectares?|acres?|square|sq|cubic|cu|bcm|mcm"
    r"|degrees?|mw|megawatts?|gw|gigawatts?|kw|kilowatts?|mwh|gwh|kwh|ghz|mhz|khz|volts?|watts?|horsepower|hp"
    r"|per\s?cent|percentage|pct|%|times|fold|points?|basis|a\.?m\b\.?|p\.?m\b\.?|gmt|utc|o'clock|edt|est|local\s+time|caliber|calibre|dollars?|dlrs?|cents?|euros?|(?:us|u\.s\.)\s+(?:dollars?|dlrs?)"
    r"|thirds?|fourths|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|(?:st|nd|rd|th)\b)(?!\w)",
    re.IGNORECASE,
)
_LENGTH_AFTER = re.compile(r"\s+(?:long|high|wide|deep|away|tall|from\s+the|above|below)\b", re.IGNORECASE)
_HYPHENATED = re.compile(r"[-‑–](?!(?:odd|plus|strong)\b)[^\W\d]", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_YEAR_LEADS = re.compile(
    r"(?:^|[(\[,;:–—-]|['’]s?|\b(?:in|since|by|of|from|until|till|to|during|before|after|for|and|or|early|late|mid|the|its|his|her|their|our|a|an|this|that|fiscal|year|around"
    rf"|about|between|through|on|at|as|than|over|{_MONTHS}))[\s.]*$",
    re.IGNORECASE,
)
_PLURAL_FOLLOWS = re.compile(r"\s+(?:[A-Za-z0-9/-]+\s+){0,3}?[a-z][a-z-]+s\b")
_LAST_WORD = re.compile(r"((?:[^\W\d]|_)[\w.'’-]*)[\s-]+$")
_ALWAYS_HEADS = frozenset(
    {
        "type",
        "block",
        "mk",
        "mark",
        "no",
        "nos",
        "number",
        "article",
        "section",
        "chapter",
        "class",
        "phase",
        "paragraph",
        "resolution",
        "tier",
        "flight",
        "page",
        "level",
        "imo",
    }
)
_ONE_ALONE = re.compile(
    r"\s*(?:$|[.,;:!?)\"”]|(?:of|another|side|day|thing|who|that|which|by|hand|or|and|is|was|has|had|in|at|for|to|would|could|will|might|may|can|as|from|with)\b)",
    re.IGNORECASE,
)
_BEFORE_ONE = re.compile(r"\b(?:no|any|the|this|that|every|each|only|day|which|number|first|last|next|big|same|such)\s+$", re.IGNORECASE)
_BEFORE_FIGURE = re.compile(r"[#§№~]\s?$|\(\d{3}\)\s?$|\b(?:aged?|at\s+age|chapter|bullet|vol|pp?)\.?\s+$", re.IGNORECASE)
_NEEDS_OF = frozenset({"tens", "scores"})
_UNIT_WORDS = (
    r"batter(?:y|ies)|squadrons?|batch(?:es)?|shipments?|tranches?|sets?|regiments?|battalions?|divisions?|brigades?|consignments?|packages?|rounds?|pieces?|units?|pairs?"
    r"|crates?|containers?|truckloads?|planeloads?|shiploads?|boxes|box|cargoes|fleets?|flights?|salvos?|launchers?|loads?|types?|models?|kinds?|variants?|copies|flotillas?|companies|platoons?|wings?|systems?"
)
_UNIT_AFTER = re.compile(rf"\s+(?:[a-z]+\s+)?(?P<unit>{_UNIT_WORDS})\s+of\b", re.IGNORECASE)
_ONE_UNIT = re.compile(
    r"(?<!\w)(?:a|an|one)\s+(?:(?:full|single|new|whole|second|further|additional)\s+)?(?P<unit>squadron|battery|battalion|regiment|brigade)\s+of\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(r"(?<!\w)(?P<text>an\s+additional|a\s+single|a\s+lone|one\s+more|another|a\s+further)\s+(?=[^\W\d])", re.IGNORECASE)
_OPENED, _CLOSED = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")
_LINK = re.compile(r"\s*(?:-|–|—|to|or|and)\s*", re.IGNORECASE)


def find_quantities(doc: Doc, money: list[MoneyMention] | None = None) -> list[QuantityMention]:
    """Return the counts of one sentence in order: exact (minimum == maximum), open on one side, or a range; `unit` as in "two batteries of".

    `text` is as written with its modifier ("more than 300"). `money` may hand over what `find_money` returned for the sentence.
    """
    text = doc.text
    barred = [(doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in (find_money(doc) if money is None else money)]
    items: list[Amount] = []
    closed_until = 0
    for figure, following in zip_longest(scan_figures(text), scan_figures(text)[1:]):
        if figure.start < closed_until or any(start < figure.end and figure.start < end for start, end in barred):
            continue
        if _is_measured_with(text, figure, following) or not _is_count(text, figure):
            continue
        end = figure.end
        if following and following.low == figure.low and _OPENED.fullmatch(text[end : following.start]):
            closing = _CLOSED.match(text, following.end)
            end = closed_until = closing.end() if closing else end
        unit = _UNIT_AFTER.match(text, end)
        items.append(Amount(figure.start, end, figure.low, figure.high, figure.scale, unit["unit"].lower() if unit else None))
    amounts = bound_amounts(text, items)
    amounts += [single for single in _singles(text) if not any(single.start < other.end and other.start < single.end for other in amounts)]
    mentions = []
    for amount in sorted(amounts, key=lambda item: item.start):
        start, end = align_span(doc, amount.start, amount.end)
        mentions.append(QuantityMention(start, end, amount.minimum, amount.maximum, text[amount.start : amount.end], amount.unit))
    return mentions


def _is_measured_with(text: str, figure: Figure, following: Figure | None) -> bool:
    """Return whether the figure opens a range of something measured: "70-80%", "two or three days"."""
    if following is None or not _LINK.fullmatch(text[figure.end : following.start]):
        return False
    return _MEASURE.match(text, following.end) is not None


def _singles(text: str) -> list[Amount]:
    """Return the counts of one that no figure states: "a squadron of", "an additional battery", "another"."""
    singles = [Amount(m.start(), m.end("unit"), 1, 1, 1, m["unit"].lower(), 1, 1) for m in _ONE_UNIT.finditer(text)]
    figures = {figure.start for figure in scan_figures(text)}
    for match in _ONE_MORE.finditer(text):
        if match.end() not in figures and not any(single.start < match.end() and match.start() < single.end for single in singles):
            singles.append(Amount(match.start(), match.end("text"), 1, 1, 1, None, 1, 1))
    return singles


@cache
def _designation_heads() -> frozenset[str]:
    return frozenset(number_words("designation_head"))


def _is_count(text: str, figure: Figure) -> bool:
    """Return whether the figure counts things; see the module's docstring for what does not."""
    before, after = text[max(0, figure.start - 40) : figure.start], text[figure.end : figure.end + 80]
    if figure.is_glued or figure.low == 0 or (figure.low != int(figure.low)) or _BEFORE_FIGURE.search(before):
        return False
    if figure.is_vague:
        return not (text[figure.start : figure.end].lower() in _NEEDS_OF and not re.match(r"\s+of\b", after))
    if _HYPHENATED.match(after) or _MEASURE.match(after) or (figure.scale > 1 and _LENGTH_AFTER.match(after)):
        return False
    if _is_score(before, after, figure):
        return False
    if figure.form == "digits":
        return not (
            _is_date_part(before, after, figure)
            or _is_year(text, figure)
            or _is_name_part(before, after, figure)
            or _is_list_number(text, figure)
        )
    return not (figure.low == 1 and figure.scale == 1 and (_ONE_ALONE.match(after) or _BEFORE_ONE.search(before)))


def _is_score(before: str, after: str, figure: Figure) -> bool:
    """Return whether a hyphen joins the figure to one that is no greater ("3-0"), or to one on each side (telephone numbers)."""
    left, right = re.search(r"(?<!\d)([\d,]+)[-–]$", before), re.match(r"[-–]([\d,]+)", after)
    if left and right:
        return True
    if left:
        return float(left[1].replace(",", "")) >= figure.low
    return right is not None and figure.scale == 1 and float(right[1].replace(",", "")) <= figure.low


def _is_date_part(before: str, after: str, figure: Figure) -> bool:
    return figure.low <= 31 and figure.scale == 1 and bool(_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after))


def _is_year(text: str, figure: Figure) -> bool:
    """Return whether four digits are a year: no plural noun follows them, or a word before them leads a date."""
    if not _YEAR.fullmatch(figure.digits) or figure.scale != 1:
        return False
    before = text[max(0, figure.start - 24) : figure.start]
    return bool(_YEAR_LEADS.search(before)) or not _PLURAL_FOLLOWS.match(text, figure.end)


def _is_name_part(before: str, after: str, figure: Figure) -> bool:
    """Return whether the digits belong to the name before them: "Type 056", "Leopard 2", "Resolution 1929", "Boeing 737"."""
    last = _LAST_WORD.search(before)
    if last is None or figure.scale != 1 or "," in figure.digits:
        return figure.digits.startswith("0")
    word = last[1].strip("._*")
    if word.lower() in _designation_heads() and (word[0].isupper() or word.lower() in _ALWAYS_HEADS):
        return True
    if figure.digits.startswith("0"):
        return True
    starts_sentence = not before[: last.start()].strip()
    return figure.low <= 9 and word[0].isupper() and not starts_sentence and re.match(r"\s+[a-z]+s\b", after) is None


def _is_list_number(text: str, figure: Figure) -> bool:
    """Return whether the digits only number a list: "(3)", "2. The ministry", "24/7"."""
    if re.match(r"\s*\(\w\)|\s+U\.S\.C\b", text[figure.end : figure.end + 10]):
        return True  # "section 202(d)", "50 U.S.C."
    opened = text[figure.start - 1 : figure.start]
    closing = text[figure.end : figure.end + 1]
    return (opened == "(" and closing == ")") or (not text[: figure.start].strip() and closing in {".", ")", ":"})
