"""What a percentage beside a word for trade says: a share, a change with its sign, or nothing of trade.

Here: reading percentages. Not here: sums, amounts, bases and forecasts (trade_numbers).
"""

import re

from spacy.tokens import Token

from flows.extract.events.trade_readings import Number, Reading, is_base, text_after, text_before
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import PercentMention
from flows.extract.sentences import Sentence

_REACH_BEFORE, _REACH_AFTER, _WHOLE, _BRACKETED = 12, 5, 8, 13
_OFF_TARGET = re.compile(
    r"\s*(?:below|above|short\s+of|shy\s+of|under|over)\s+(?:[\w'’-]+\s+){0,3}(?:target|goal|forecast|projection|plan|estimate)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"\bof\s+(?:which|these|those|this|that|them)\s+(?:about\s+|around\s+|some\s+|nearly\s+|almost\s+|roughly\s+)?$", re.IGNORECASE
)
_BREAKS = frozenset({";", "while", "whereas", "but", "although", "though", "and", "when", "after", "as"})


def read_percentage(sentence: Sentence, number: PercentMention, trigger: int, *, base: bool) -> Reading | None:
    """Return what a percentage says about the trade word at `trigger`, in percent with the sign of its change; null where it says nothing of trade."""
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
        doc[i].lemma_.lower()
        in {
            "export",
            "import",
            "trade",
            "commerce",
            "turnover",
            "shipment",
            "consumption",
            "need",
            "demand",
            "requirement",
            "supply",
            "total",
            "good",
        }
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
