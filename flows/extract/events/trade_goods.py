"""The goods a trade figure is about, and whether a word that is not about trade by itself ("sold", "supplies") means trade.

Here: goods and amounts beside the trade word. Not here: finding goods (mentions/commodities), states (trade_parties).
"""

import re
from collections.abc import Sequence

from flows.extract.events.rules import Match
from flows.extract.events.trade_percentages import is_share
from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_sides import Parties, is_ranked_trader, is_verb
from flows.extract.events.trade_triggers import speaks_of_trade
from flows.extract.events.trade_words import is_word
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.types import MoneyMention, PercentMention
from flows.extract.sentences import Sentence

_NEAR, _MEASURED = 5, 3
_BOUGHT = frozenset({"buy", "purchase", "book"})
_IN_RETURN = re.compile(r"\b(?:in\s+return|in\s+turn|in\s+the\s+(?:other|opposite|reverse)\s+direction)\b", re.IGNORECASE)
_FOR_ABROAD = re.compile(
    r"\b(?:for\s+export|abroad|overseas|to\s+(?:foreign|overseas)\s+(?:buyers|markets|customers|countries))\b", re.IGNORECASE
)
_SENT = frozenset({"shipment", "delivery", "cargo", "consignment"})
# What makes "shipments" or "sales" a country's trade by itself.
_ABROAD = frozenset({"outbound", "inbound", "overseas", "abroad", "foreign", "external", "export"})


def commodity_near(sentence: Sentence, match: Match, number: Number) -> str | None:
    """Return the good that the trade word or the number names: a modifier before the word, an `of` phrase, a verb's object."""
    doc = sentence.doc
    trigger = match.trigger
    fillers = {argument.token for argument in match.frame.arguments if argument.role in {"mod", "of", "patient", "in"}}
    best: tuple[int, str] | None = None
    for found in sentence.commodities:
        before = found.end <= trigger and not any(t.pos_ in {"VERB", "ADP", "PUNCT"} for t in doc[found.end : trigger])
        behind_number = 0 <= found.start - number.end <= 3 and any(t.lower_ in {"of", "in", "worth"} for t in doc[number.end : found.start])
        behind_word = 0 < found.start - trigger <= 4 and doc[trigger + 1].lower_ in {"of", "in"}
        below = found.head in fillers or any(
            child in fillers for child in (a.i for a in doc[found.head].ancestors) if doc[trigger].pos_ == "VERB" and child > trigger
        )
        if before or behind_number or behind_word or below:
            rank = 0 if behind_number else 1 if before or behind_word else 2
            if best is None or rank < best[0]:
                best = (rank, found.text)
    return best[1] if best is not None else None


def is_about_goods(sentence: Sentence, match: Match, number: Number) -> bool:
    """Return whether a weak word ("sold", "supplies") is about goods: an amount or a good stands by it, and no weapons, bonds or firms."""
    doc = sentence.doc
    near = doc[max(0, min(match.trigger, number.start) - 4) : max(match.trigger + 1, number.end) + 8]
    if any(is_word(token, "no_goods") for token in near):
        return False
    window = range(near.start, near.end)
    if any(weapon.head in window for weapon in sentence.weapons):
        return False
    return commodity_near(sentence, match, number) is not None or number in sentence.trade_quantities


def is_idle(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger only means trade with goods beside it that are not there: "earned" without "from tea"."""
    if match.rule.values.get("needs") != "earnings":
        return False
    fillers = set(match.frame.fillers("from"))
    return not any(found.head in fillers for found in sentence.commodities)


def is_worldwide(sentence: Sentence, match: Match) -> bool:
    """Return whether the whole world trades: "global exports", "world trade"."""
    return any(
        token.lower_ in {"global", "world", "world's", "worldwide"} and token.dep_ in {"amod", "compound"}
        for token in sentence.doc[match.trigger].children
    )


def is_meant_as_trade(sentence: Sentence, match: Match, number: Number, parties: Parties, earlier: Sequence[Sentence]) -> bool:
    """Return whether a weak trade word ("sold", "supplies", "purchases") is meant as trade: goods and states stand by it."""
    if match.rule.values.get("needs") == "share":
        is_part = isinstance(number, PercentMention) and is_share(sentence, number, match.trigger)
        return is_part and bool(parties.partners) and any(0 < found.head - number.end <= _NEAR for found in sentence.commodities)
    if match.rule.values.get("needs") == "earnings":
        return bool(parties.reporters) and not sentence.weapons
    if match.rule.values.get("needs") != "goods":
        return True
    if (parties.is_meant or _goes_abroad(sentence, match, parties)) and not sentence.weapons and not _names_no_goods(sentence, match):
        return True
    spoken = speaks_of_trade(earlier)
    if isinstance(number, PercentMention):
        return not sentence.weapons and _is_percent_of_trade(sentence, match, number, parties, spoken=spoken)
    return _is_amount_of_trade(sentence, match, number, parties, spoken=spoken)


def _is_percent_of_trade(sentence: Sentence, match: Match, number: PercentMention, parties: Parties, *, spoken: bool) -> bool:
    """Return whether a change or share is one of trade: parties and goods stand by the weak word, or the text speaks of trade."""
    trigger = sentence.doc[match.trigger]
    is_of_goods = commodity_near(sentence, match, number) is not None
    if not parties.reporters and is_ranked_trader(sentence, match):
        return bool(parties.partners)
    if spoken and is_of_goods and trigger.lemma_.lower() in _SENT:
        return True
    if trigger.lower_ == "supply" and is_share(sentence, number, match.trigger):
        return False  # what a country has, not what it sells
    is_sided = bool(parties.reporters) or bool(parties.partners)
    return is_sided and (spoken or is_of_goods or (bool(parties.partners) and parties.is_owned))


def _is_amount_of_trade(sentence: Sentence, match: Match, number: Number, parties: Parties, *, spoken: bool) -> bool:
    """Return whether a sum or an amount is one of trade: goods and both sides stand by the weak word, or one side owns it."""
    trigger = sentence.doc[match.trigger]
    is_sum = isinstance(number, MoneyMention)
    is_bare = is_sum and not sentence.weapons and not _names_no_goods(sentence, match)
    if is_bare and spoken and parties.reporters and _IN_RETURN.search(sentence.text):
        return True
    if is_sum and match.rule.values["flow"] == "import" and parties.partners and not is_verb(trigger):
        return is_bare
    if any(is_word(token, "gifts") for token in sentence.doc):
        return False
    if not is_about_goods(sentence, match, number) and not (spoken and is_sum and parties.partners and not sentence.weapons):
        return False
    if number in sentence.trade_quantities and not is_verb(trigger):
        is_measured = 0 < number.start - trigger.i <= _MEASURED and bool(parties.partners)  # "sales of 5,000 tonnes to Peru"
        is_of_goods = bool(parties.partners) and commodity_near(sentence, match, number) is not None
        if is_measured or is_of_goods or (spoken and trigger.lemma_.lower() == "shipment"):
            return True
    if not parties.reporters and (is_ranked_trader(sentence, match) or is_passive(trigger)):
        return bool(parties.partners)
    if is_passive(trigger) and parties.reporters and match.frame.fillers("from") and commodity_near(sentence, match, number) is not None:
        return True  # "goods worth EUR 2 billion were shipped from Peru"
    is_owned = parties.is_owned and not is_verb(trigger)
    return _is_bought_abroad(sentence, match, number, parties) or (bool(parties.reporters) and (bool(parties.partners) or is_owned))


def _is_bought_abroad(sentence: Sentence, match: Match, number: Number, parties: Parties) -> bool:
    """Return whether a state buys an amount of a good and nothing says that it does so at home: "Peru bought 60,000 tonnes of wheat"."""
    is_bought = sentence.doc[match.trigger].lemma_.lower() in _BOUGHT and is_verb(sentence.doc[match.trigger])
    is_amount = number in sentence.trade_quantities and commodity_near(sentence, match, number) is not None
    return is_bought and is_amount and bool(parties.reporters) and not any(is_word(token, "at_home") for token in sentence.doc)


def _goes_abroad(sentence: Sentence, match: Match, parties: Parties) -> bool:
    """Return whether goods leave or enter a country, whoever the other side is: "outbound shipments", "the country sold goods abroad", "Peru shipped zinc"."""
    trigger = sentence.doc[match.trigger]
    if any(child.lower_ in _ABROAD for child in trigger.children):
        return not is_verb(trigger) or bool(parties.reporters) or any(is_word(child, "traders") for child in trigger.children)
    if _FOR_ABROAD.search(sentence.text) and bool(sentence.trade_quantities) and bool(sentence.commodities):
        return bool(parties.reporters) and match.rule.values["flow"] == "export"
    return trigger.lemma_.lower() == "ship" and bool(parties.reporters) and bool(sentence.trade_quantities) and bool(sentence.commodities)


def _names_no_goods(sentence: Sentence, match: Match) -> bool:
    return any(is_word(token, "no_goods") for token in sentence.doc[max(0, match.trigger - 3) : match.trigger + 6])
