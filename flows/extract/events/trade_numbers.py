"""What a number beside a word for trade measures: a value, a change with its sign, a share or an amount, and whether it is a forecast.

Here: reading one number against its trade word. Not here: which trade word it belongs to (trade_figures), whose trade it is (trade_parties).
"""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import MoneyMention, PercentMention, QuantityMention
from flows.extract.sentences import Sentence

Number = MoneyMention | PercentMention | QuantityMention

_PRICE_AFTER = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?(?:a|an|per|/|each)\s*(?:metric\s+|troy\s+)?(?:barrel|bbl|tonne|ton\b|t\b|kg|kilo|pound|lb|ounce|oz|bushel|gallon|litre|liter|share|unit|mmbtu|cubic|thousand|1,?000|m3|head|bottle|mwh|kwh)",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"^(?:many\s+|several\s+)?(?:tens|dozens|hundreds|thousands|millions|billions)\b", re.IGNORECASE)
_BASE_LEADS = re.compile(
    r"(?:\bfrom|\bagainst|\bcompared\s+(?:with|to)|\bversus|\bvs\.?|\bthan|\bas\s+opposed\s+to|\bprevious\s+record(?:\s+of)?)\s+(?:a\s+|an\s+|the\s+|about\s+|around\s+|nearly\s+|just\s+"
    r"|only\s+|some\s+|present\s+|current\s+|today['’]s\s+|record\s+|revised\s+|high\s+of\s+|peak\s+of\s+|low\s+of\s+|under\s+|over\s+|roughly\s+|almost\s+|estimated\s+)*$",
    re.IGNORECASE,
)
_ABSOLUTE_LEADS = re.compile(
    r"(?:(?<!made\s)(?<!make\s)(?<!makes\s)(?<!making\s)\b(?:up|down|higher|lower)|\b(?:increase|rise|growth|gain|jump|fall|drop|decline|decrease|reduction|cut|surge)\s+of|\bby)"
    r"\s+(?:a\s+|an\s+|the\s+|about\s+|around\s+|nearly\s+|just\s+|only\s+|some\s+|almost\s+|roughly\s+|more\s+than\s+|as\s+much\s+as\s+|up\s+to\s+|over\s+|another\s+)*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\s*(?:more|less|higher|lower|fewer)\s+than\b", re.IGNORECASE)
_OFF_TARGET = re.compile(
    r"\s*(?:below|above|short\s+of|shy\s+of|under|over)\s+(?:[\w'’-]+\s+){0,3}(?:target|goal|forecast|projection|plan|estimate)",
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
_SMALLEST_SUM = 10_000.0  # below this a sum is a price, not a country's trade
_REACH_BEFORE, _REACH_AFTER, _WHOLE, _BRACKETED = 12, 5, 8, 13
_OF_WHICH = re.compile(
    r"\bof\s+(?:which|these|those|this|that|them)\s+(?:about\s+|around\s+|some\s+|nearly\s+|almost\s+|roughly\s+)?$", re.IGNORECASE
)
_COMPARING = frozenset({"exceed", "outstrip", "outpace", "outweigh"})
_BREAKS = frozenset({";", "while", "whereas", "but", "although", "though", "and", "when", "after", "as"})


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


def is_base(sentence: Sentence, number: Number) -> bool:
    """Return whether the number is what another is compared with: "from 3 billion", "against 2.1 billion"."""
    if not isinstance(number, PercentMention) and _YEAR_EARLIER.match(text_after(sentence, number)):
        return True  # "after a deficit of 2 billion a year earlier"
    before = text_before(sentence, number, _WIDE)
    if before.endswith("(") and (_SAME_AFTER.match(text_after(sentence, number)) or _COMPARED_BEFORE.search(before)):
        return True  # "$1.5 billion ($1.4 billion over the same period of 2022)", "compared to January 2022 ($366 million)"
    return _BASE_LEADS.search(text_before(sentence, number)) is not None


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
    return _read_percentage(sentence, number, trigger, base)


def _read_percentage(sentence: Sentence, number: PercentMention, trigger: int, base: bool) -> Reading | None:
    if number.how == "points":
        return None
    if number.value < 0:
        return Reading("pct_change", number.value, "percent", base)
    if is_share(sentence, number, trigger) or _goes_on_from_share(sentence, number, trigger):
        return Reading("share", abs(number.value), "percent", base)
    if re.match(r"\s*of\s+(?!late\b)", text_after(sentence, number)) and number.how != "multiple":
        return None  # a part of something else
    if number.how == "multiple":
        is_fall = number.text.lower().startswith("halv")
        return Reading("pct_change", -number.value if is_fall else number.value, "percent", base)
    if _OFF_TARGET.match(text_after(sentence, number)):
        return None
    if _is_growth(sentence, number, trigger):
        return Reading("pct_change", number.value, "percent", base)  # "export growth slowed to 3 percent"
    change = nearest_change(sentence, number)
    if change is None or _is_level(sentence, number):
        return None
    falls = (
        number.value > 0
        and (is_word(change, "falls") or change.lower_ == "off")
        and not (is_word(change, "rises") and change.lower_ == "more")
    )
    return Reading("pct_change", -number.value if falls else number.value, "percent", base)


def _goes_on_from_share(sentence: Sentence, number: PercentMention, trigger: int) -> bool:
    """Return whether a share stands before the percentage that it rose or fell from or to: "48 percent, down from 73", "from 9.6% to 2%"."""
    before = [other for other in sentence.percentages if other.end <= number.start]
    if not before or number.how == "multiple":
        return False
    between = sentence.doc[before[-1].end : number.start].text.lower()
    if is_base(sentence, number):
        return is_share(sentence, before[-1], trigger)
    is_range = re.fullmatch(
        r"(?:,\s*)?(?:to|(?:down|up)\s+from|from|against|compared\s+(?:with|to)|versus)(?:\s+(?:a|about|around|just|only|some|nearly|the))*",
        between,
    )
    return is_range is not None and is_share(sentence, before[-1], trigger)


def _is_growth(sentence: Sentence, number: PercentMention, trigger: int) -> bool:
    """Return whether the percentage is where the growth of the trade stands: "export growth eased to 3 percent from 12"."""
    token = sentence.doc[trigger]
    noun = token.head
    is_growth = noun.lemma_.lower() == "growth" and (token.dep_ in {"compound", "amod"} or token.dep_ == "nmod")
    return (
        is_growth
        and number.how == "percent"
        and re.search(r"\b(?:to|at|from|of|was|is)\s+(?:\w+\s+){0,2}$", text_before(sentence, number)) is not None
    )


def _is_level(sentence: Sentence, number: PercentMention) -> bool:
    """Return whether a percentage is where something arrived, not by how much it changed: "fell to 15%", but "by 5% to 15%" for the first."""
    return (
        re.search(r"\b(?:to|at|from)\s+(?:about\s+|around\s+|just\s+|only\s+|nearly\s+|almost\s+|some\s+)?$", text_before(sentence, number))
        is not None
    )


def is_share(sentence: Sentence, number: PercentMention, trigger: int) -> bool:
    """Return whether a percentage is a part of a whole: "13% of its exports", "a share of 40%"."""
    if number.how == "multiple":
        return False
    doc = sentence.doc
    after = text_after(sentence, number)
    if re.match(r"(?:\s|-)*of\b(?!\s+(?:a|an)\s+(?:percent|pct))", after):
        return _is_part_of_trade(sentence, number, trigger)
    end = _end_of_run(sentence, number)
    following = _following_change(list(doc[end : end + 2]))
    if following is not None and following.pos_ == "NOUN" and following.i == end:
        return False  # "representing a 7 percent drop"
    start, end = max(0, number.start - _REACH_BEFORE), min(len(doc), number.end + 3)
    if _is_part_in_brackets(sentence, number):
        return True
    if re.match(r"\s+share\b", after) or _OF_WHICH.search(text_before(sentence, number)):
        return True
    for token in doc[start:end]:
        if token.lower_ == "up" and token.dep_ == "compound:prt" and token.head.lemma_.lower() == "make":
            return not _is_by(doc[number.start])
        if is_word(token, "shares") and not (token.lower_ == "shares" and token.pos_ == "VERB"):
            return not _is_by(doc[number.start]) and not (token.lemma_.lower() == "share" and token.i > number.end)
    return False


def _is_part_in_brackets(sentence: Sentence, number: PercentMention) -> bool:
    """Return whether a percentage in brackets tells the part that the amount before it is of a whole: "of all exports, $560 million (52.8%) were goods"."""
    before, after = text_before(sentence, number), text_after(sentence, number)
    if not before.endswith("(") or not re.match(r"\s*(?:of\b[^)]{0,40})?\)", after) or number.value < 0:
        return False
    amounts: list[Number] = [*sentence.money, *sentence.trade_quantities]
    return (
        any(other.end == number.start - 1 for other in amounts)
        and re.match(r"Of\s|.{0,80}\b(?:share|consist|compris|account)", sentence.text) is not None
    )


def _is_part_of_trade(sentence: Sentence, number: PercentMention, trigger: int) -> bool:
    """Return whether the whole behind "N% of" is the trade itself, its goods or what a country uses of them."""
    doc = sentence.doc
    if re.match(r"(?:\s|-)*of\s+(?:it|them|that|this|these|those|which)\b", text_after(sentence, number)):
        return True
    whole = range(number.end, min(len(doc), number.end + _WHOLE))
    if trigger in whole or any(found.head in whole for found in sentence.commodities):
        return True
    return any(
        doc[i].lemma_.lower() in {"export", "import", "trade", "consumption", "need", "demand", "requirement", "supply", "total", "good"}
        for i in whole
    )


def _is_by(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ == "by"


def nearest_change(sentence: Sentence, number: Number) -> Token | None:
    """Return the word of rising or falling that the number belongs to, null where none stands near."""
    doc = sentence.doc
    inside = next(
        (token for token in doc[number.start : number.end] if is_word(token, "falls") or token.lower_ in {"up", "increase"}), None
    )
    if inside is not None and inside.lower_ not in {"more", "less", "over", "above", "below"}:
        return inside
    if number.start and doc[number.start - 1].lower_ == "off":
        return doc[number.start - 1]
    end = _end_of_run(sentence, number)
    following = _following_change(_without_brackets(list(doc[end : end + _BRACKETED]))[:_REACH_AFTER])
    preceding: Token | None = None
    for i in range(number.start - 1, max(-1, number.start - 1 - _REACH_BEFORE), -1):
        token = doc[i]
        if token.lower_ in {";", "while", "whereas"}:
            break
        if is_word(token, "rises", "falls") and token.lower_ not in {"more", "less", "than", "above", "below", "low", "lower", "over"}:
            preceding = token
            break
    if preceding is None:
        return following
    if (
        following is not None
        and following.i - number.end < number.start - preceding.i
        and following.lower_
        in {"higher", "lower", "more", "less", "above", "below", "fall", "drop", "rise", "increase", "decline", "growth"}
    ):
        return following
    return preceding


def _end_of_run(sentence: Sentence, number: Number) -> int:
    """Return the end of the percentage joined to this one, or its own: "a 23 and 7 percent drop"."""
    doc = sentence.doc
    joined = next((o for o in sentence.percentages if o.start - number.end == 1 and doc[number.end].lower_ in {"and", "or", ","}), None)
    return joined.end if joined is not None else number.end


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """Return the tokens without what stands in brackets at their beginning: "1.9 percent ($324 million) more"."""
    closing = next((n for n, token in enumerate(tokens) if token.lower_ == ")"), None)
    return tokens[closing + 1 :] if tokens and tokens[0].lower_ == "(" and closing is not None else tokens


def _following_change(tokens: list[Token]) -> Token | None:
    """Return the change word right behind a number ("a 5% fall", "25% higher"), before any comma or new clause."""
    for token in tokens:
        if (token.is_punct and token.lower_ != "-") or token.lower_ in _BREAKS or token.lower_ in {"from", "to", "of"}:
            return None
        if is_word(token, "rises", "falls"):
            return token
    return None


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
