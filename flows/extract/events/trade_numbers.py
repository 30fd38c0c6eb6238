"""What a number beside a word for trade measures: a value, a change with its sign, a share or an amount, and whether it is a forecast.

Here: reading one number against its trade word. Not here: which trade word it belongs to (trade_figures), whose trade it is (trade_parties).
"""

import re

from spacy.tokens import Token

from flows.extract.events.trade_percentages import nearest_change, read_percentage
from flows.extract.events.trade_readings import Number, Reading, is_base, text_after, text_before
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import MoneyMention, PercentMention, QuantityMention
from flows.extract.sentences import Sentence

_PRICE_AFTER = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?(?:a|an|per|/|each)\s*(?:metric\s+|troy\s+)?(?:barrel|bbl|tonne|ton\b|t\b|kg|kilo|pound|lb|ounce|oz|bushel|gallon|litre|liter|share|unit|mmbtu|cubic|thousand|1,?000|m3|head|bottle|mwh|kwh)",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"^(?:many\s+|several\s+)?(?:tens|dozens|hundreds|thousands|millions|billions)\b", re.IGNORECASE)
_ABSOLUTE_LEADS = re.compile(
    r"(?:(?<!made\s)(?<!make\s)(?<!makes\s)(?<!making\s)\b(?:up|down|higher|lower)|\b(?:increase|rise|growth|gain|jump|fall|drop|decline|decrease|reduction|cut|surge)\s+of|\bby)"
    r"\s+(?:a\s+|an\s+|the\s+|about\s+|around\s+|nearly\s+|just\s+|only\s+|some\s+|almost\s+|roughly\s+|more\s+than\s+|as\s+much\s+as\s+|up\s+to\s+|over\s+|another\s+)*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\s*(?:more|less|higher|lower|fewer)\s+than\b", re.IGNORECASE)
_SMALLEST_SUM = 10_000.0  # below this a sum is a price, not a country's trade
_REACH_BEFORE, _REACH_AFTER, _WHOLE, _BRACKETED = 12, 5, 8, 13
_COMPARING = frozenset({"exceed", "outstrip", "outpace", "outweigh"})


def is_price(sentence: Sentence, number: Number) -> bool:
    """Return whether a sum of money is a price or too small to be trade, or the number is only "millions of"."""
    if _VAGUE.match(number.text):
        return True
    if isinstance(number, QuantityMention):
        return re.search(r"(?:\bper|\beach|/)\s*$", text_before(sentence, number)) is not None
    return isinstance(number, MoneyMention) and (
        number.amount < _SMALLEST_SUM or _PRICE_AFTER.match(text_after(sentence, number)) is not None
    )


def is_conversion(sentence: Sentence, number: Number) -> bool:
    """Return whether a sum only says another in a second currency or gives a percentage in money: "($21bn)", "0.2%, or $2bn"."""
    if not isinstance(number, MoneyMention):
        return False
    before, after = text_before(sentence, number), text_after(sentence, number)
    if before.endswith("(") and re.search(
        r"(?:%|percent|per\s+cent|pct)(?:\s+(?:\w+\s+)?(?:increase|rise|growth|gain|decrease|decline|fall|drop))?\s+\($", before
    ):
        return not any(
            other.end in {number.start - 1, number.start - 2} and _is_bare_share(sentence, other) for other in sentence.percentages
        )
    if re.search(r"\([^()]{1,20}[;,/]\s?$", before) and re.match(r"(?:[;,/]\s?[^()]{1,20})?\)", after):
        return True  # "1.2 trillion yen ($11.3bn; £6bn)"
    if before.endswith("(") and re.match(r"(?:\sUSD?|[;,/]\s?[^()]{1,20})?\)", after):
        return any(other.end in {number.start - 1, number.start - 2} and other.currency != number.currency for other in sentence.money)
    return re.search(r"(?:%|percent|per\s+cent|pct),?\s+or\s+(?:about\s+|around\s+)?$", before) is not None


def _is_bare_share(sentence: Sentence, number: PercentMention) -> bool:
    """Return whether "of" or a word for shares stands by the percentage, so that a sum in brackets behind it is the part itself."""
    near = sentence.doc[max(0, number.start - 4) : number.end + 1]
    return any(is_word(token, "shares") for token in near)


def is_absolute_change(sentence: Sentence, number: Number) -> bool:
    """Return whether the number is a change in money or tonnes: "up $2bn", "an increase of 5,000 tonnes"."""
    before = text_before(sentence, number)
    if isinstance(number, PercentMention):
        return False
    if number.start and sentence.doc[number.start - 1].pos_ == "VERB" and is_word(sentence.doc[number.start - 1], "rises", "falls"):
        return True
    if _MORE_THAN.match(text_after(sentence, number)):
        return True
    if not _ABSOLUTE_LEADS.search(before) or _is_particle(sentence, number):
        return False
    if not before.rstrip().endswith("by") or nearest_change(sentence, number) is not None:
        return True
    verb = next((token for token in reversed(sentence.doc[: number.start]) if token.pos_ in {"VERB", "NOUN"}), None)
    return verb is not None and verb.pos_ == "VERB" and verb.i >= number.start - 3 and verb.lemma_.lower() not in _COMPARING


def _is_particle(sentence: Sentence, number: Number) -> bool:
    """Return whether the "up" or "down" before the number only belongs to a verb that changes nothing: "snapped up 2 million tonnes"."""
    before = next((t for t in reversed(sentence.doc[max(0, number.start - 3) : number.start]) if t.lower_ in {"up", "down"}), None)
    return before is not None and before.dep_ == "compound:prt" and not is_word(before.head, "rises", "falls")


def read_number(sentence: Sentence, number: Number, trigger: int, flow: str) -> Reading | None:
    """Return what the number says about the trade word at `trigger`; null where it says nothing of trade."""
    base = is_base(sentence, number)
    if isinstance(number, MoneyMention):
        return Reading("value", _balance_sign(sentence, number, trigger, flow) * number.amount, number.currency, base)
    if isinstance(number, QuantityMention):
        low, high = number.minimum, number.maximum
        value = high if low is None else low if high is None else (low + high) / 2
        return Reading("quantity", float(value or 0), number.unit or "units", base) if value else None
    return read_percentage(sentence, number, trigger, base=base)


def _balance_sign(sentence: Sentence, number: Number, trigger: int, flow: str) -> int:
    """Return -1 where a sum is a deficit, 1 otherwise."""
    if flow != "balance":
        return 1
    doc = sentence.doc
    word = doc[trigger].lemma_.lower()
    if word in {"deficit", "gap", "shortfall", "imbalance"}:
        return -1
    if word in {"exceed", "outstrip", "outpace", "outweigh"}:
        subject = next((child for child in doc[trigger].children if child.dep_.startswith("nsubj")), None)
        return -1 if subject is not None and subject.lemma_.lower() == "import" else 1
    if word == "surplus":
        return 1
    near = doc[max(0, number.start - _REACH_BEFORE) : number.end + _REACH_AFTER].text.lower()
    return -1 if re.search(r"\b(?:deficit|negative|minus|shortfall)\b", near) else 1


def observation_status(sentence: Sentence, number: Number, *, is_forecast_claim: bool, base: bool) -> str:
    """Return actual, estimate or forecast: what the words on the number's way to its clause and the claim say."""
    doc = sentence.doc
    near = doc[max(0, number.start - 6) : number.start]
    if any(token.lower_ == "consensus" for token in near):
        return "forecast"
    if any(token.lower_ in {"estimated", "estimates", "estimate"} for token in near) and not any(is_word(t, "forecasts") for t in near):
        return "estimate"
    if base:
        return "forecast" if any(token.lower_ in {"forecast", "forecasts", "expected", "consensus"} for token in near) else "actual"
    verdict = _forecast_on_the_way(doc[number.start])
    if verdict is not None:
        return verdict
    return "forecast" if is_forecast_claim else "actual"


def _forecast_on_the_way(token: Token) -> str | None:
    """Return forecast or estimate where a word above the number says so, within its own clause and its governors; actual for a relative clause."""
    for above in [token, *token.ancestors]:
        if is_word(above, "estimates"):
            return "estimate"
        if is_word(above, "forecasts"):
            return "forecast"
        if any(
            child.lower_ in {"will", "would", "could", "may", "might", "'ll", "’ll"} and child.dep_ == "aux" for child in above.children
        ):
            return "forecast"
        if any(is_word(child, "forecasts") and child.dep_ in {"amod", "compound", "advmod"} for child in above.children):
            return "forecast"
        if (
            any(is_word(child, "estimates") and child.dep_ in {"amod", "compound"} for child in above.children)
            and above.i - token.i < _REACH_AFTER
        ):
            return "estimate"
        is_finite = any(child.dep_ == "aux" for child in above.children) or "Fin" in above.morph.get("VerbForm", [])
        if above.pos_ in {"VERB", "AUX"} and is_finite and above.dep_ in {"acl:relcl", "conj", "parataxis", "advcl"}:
            return "actual"
    return None
