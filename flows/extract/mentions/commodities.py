"""Finds traded goods and services in a sentence: "crude oil", "liquefied natural gas", "goods and services".

Here: the phrases of `lexicons/commodities.csv` with the modifiers before them, and lists of them. Not here: weapons as such (`weapons`), amounts of goods.
"""

from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.types import CommodityMention
from flows.seeds import read_table

_LINKS = frozenset({"and", "or", "&"})
_TRADE_WORDS = frozenset(
    {
        "export",
        "exports",
        "exported",
        "exporting",
        "exporter",
        "exporters",
        "import",
        "imports",
        "imported",
        "importing",
        "importer",
        "importers",
        "trade",
        "shipment",
        "shipments",
        "shipped",
        "shipping",
        "sale",
        "sales",
        "sell",
        "sells",
        "sold",
        "selling",
        "buy",
        "buys",
        "bought",
        "buying",
        "purchase",
        "purchases",
        "purchased",
        "supply",
        "supplies",
        "supplied",
        "supplying",
        "delivery",
        "deliveries",
        "tariff",
        "tariffs",
        "ban",
        "bans",
        "embargo",
        "surplus",
        "deficit",
        "of",
        "in",
        "for",
        "tonnes",
        "tons",
        "barrels",
        "worth",
        "such",
        "including",
        "as",
        "from",
    }
)
_BARRED_BEFORE = {
    "gas": frozenset({"tear", "nerve", "mustard", "poison", "poisonous", "sarin"}),
    "gold": frozenset({"olympic"}),
    "oil": frozenset({"indian", "national"}),
    "products": frozenset({"by"}),
    "goods": frozenset(),
}
_BARRED_AFTER = {
    "gold": frozenset({"medal", "medals", "coast", "standard"}),
    "fish": frozenset({"for"}),
    "tea": frozenset({"party"}),
    "power": frozenset({"station", "stations", "plant", "plants"}),
}
_LONGEST = 5


@cache
def _forms() -> dict[str, str]:
    """Return every phrase in lower case, singular and plural, with its kind: noun, or weak where only trade words beside it make it a good."""
    forms: dict[str, str] = {}
    for row in read_table("lexicons/commodities.csv"):
        if row["kind"] not in {"noun", "weak"}:
            continue
        form = row["form"].replace("-", " - ").lower()
        for spelling in (form, " ".join(_plural(form))):
            forms.setdefault(spelling, row["kind"])
    return forms


def _plural(form: str) -> list[str]:
    """Return the words of a phrase with the last in the plural."""
    *rest, last = form.split(" ")
    if last.endswith(("s", "x", "ch", "sh")):
        plural = last if last.endswith("s") else f"{last}es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = f"{last[:-1]}ies"
    else:
        plural = f"{last}es" if last in {"tomato", "potato"} else f"{last}s"
    return [*rest, plural]


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["form"] for row in read_table("lexicons/commodities.csv") if row["kind"] == kind)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split(" ")[0] for form in _forms())


def find_commodities(doc: Doc) -> list[CommodityMention]:
    """Return the goods and services of one sentence in order, each as the longest phrase with its modifiers.

    Goods joined by commas, "and" or "or" are one mention whose `head` is the last word of the first good ("crude oil and petroleum products").
    Nationalities before a good are left out. Names of firms ("Indian Oil Corp") and "security services" are none.
    """
    words = _tokens(doc)
    goods = _single_goods(doc, words)
    mentions: list[CommodityMention] = []
    position = 0
    while position < len(goods):
        start, head, end = goods[position]
        while position + 1 < len(goods) and _is_list_link(words, end, goods[position + 1][0]):
            position += 1
            end = goods[position][2]
        mentions.append(CommodityMention(start, end, head, doc[start:end].text))
        position += 1
    return mentions


def _tokens(doc: Doc) -> list[str]:
    return [token.lower_ for token in doc]


def _single_goods(doc: Doc, words: list[str]) -> list[tuple[int, int, int]]:
    """Return start, head and end of every good, modifiers included."""
    goods, position, reached = [], 0, 0
    while position < len(words):
        length = _match_length(words, position)
        if not length or not _is_good(doc, words, position, position + length):
            position += 1
            continue
        start, end = position, position + length
        while start > reached and (words[start - 1] in _words("modifier") or _is_hyphenated_modifier(words, start, reached)):
            start -= 3 if words[start - 1] not in _words("modifier") else 1
        goods.append((start, end - 1, end))
        position = reached = end
    return goods


def _is_hyphenated_modifier(words: list[str], start: int, reached: int) -> bool:
    """Return whether three tokens before `start` spell a modifier such as "high-tech"."""
    return start - 3 >= reached and "".join(words[start - 3 : start]) in _words("modifier")


def _match_length(words: list[str], position: int) -> int:
    """Return the number of tokens of the longest phrase of the lexicon that starts here; 0 for none."""
    if words[position] not in _first_words():
        return 0
    forms = _forms()
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        if " ".join(words[position : position + length]) in forms:
            return length
    return 0


def _is_good(doc: Doc, words: list[str], start: int, end: int) -> bool:
    """Return whether the phrase stands for a good here, not for a part of a name or of another phrase."""
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    last, phrase = words[end - 1], " ".join(words[start:end])
    if before in _BARRED_BEFORE.get(last, frozenset()) or after in _BARRED_AFTER.get(last, frozenset()):
        return False
    if last == "services" and end - start == 1 and before in _words("bars_services"):
        return False
    is_capitalised = doc[end - 1].is_title and len(last) > 3
    if is_capitalised and start and end < len(doc) and doc[end].is_title:
        return False  # "Indian Oil Corporation", "Gold Coast"
    if is_capitalised and start and doc[start - 1].is_title and not doc[start - 1].is_sent_start and start > 1:
        return False
    if after == "-" or (before == "-" and end - start == 1):
        return False
    if _forms()[phrase] == "weak":
        near = words[max(0, start - 4) : start] + words[end : end + 3]
        return bool(_TRADE_WORDS.intersection(near))
    return True


def _is_list_link(words: list[str], end: int, start: int) -> bool:
    """Return whether only a comma, "and" or "or" stands between two goods."""
    between = words[end:start]
    return 0 < len(between) <= 2 and all(word == "," or word in _LINKS for word in between)
