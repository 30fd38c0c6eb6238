"""Trade figures: one row a number, by the rules of `seeds/rules/trade_figures.yml`.

A number (money, percentage, quantity) belongs to the nearest word for trade above or beside it; the rule of that word says the flow.
Here: which word that is, and putting the row together. Not here: what the number measures (trade_numbers), whose trade it is (trade_parties),
its period (trade_periods), and parties that only the document names (trade_context).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.trade_numbers import Number, Reading, is_absolute_change, is_conversion, is_price, is_share, observation_status, read_number, text_after
from flows.extract.events.trade_parties import Parties, commodity_near, find_parties, is_about_goods, is_bilateral, is_verb
from flows.extract.events.trade_periods import find_comparison, find_period
from flows.extract.events.trade_words import is_word
from flows.extract.mentions.types import Actor, MoneyMention, PercentMention
from flows.extract.sentences import Sentence

KIND = "trade_figures"

_FORECAST_STAGES = frozenset({"planned", "considered", "requested", "offered", "agreed"})
_TRADE_SPOKEN_OF = re.compile(r"\b(?:exports?|imports?|exported|imported|trade\s+(?:deficit|surplus|gap|balance|figures|data)|(?:foreign|bilateral|goods|external|overseas|total)\s+trade)\b", re.IGNORECASE)
_LOOK_BACK = 6
_FARTHEST, _FARTHEST_FROM_VERB = 9.0, 4
_WHOLE = 8
_BALANCES = frozenset({"balance", "deficit", "surplus", "gap", "shortfall", "imbalance"})
_DEAL_FOLLOWS = re.compile(r"[\s-]*(?:\([^)]*\)\s*)?(?:[\w-]+\s+){0,3}?(?:deals?|contracts?|agreements?|projects?|loans?|packages?|accords?|programmes?|programs?|orders?|pacts?|investments?|funds?|facility|plans?)\b", re.IGNORECASE)
_ECONOMY_FOLLOWS = re.compile(r"\s*(?:to|of|in|off)\s+(?:[\w-]+\s+){0,2}(?:gdp|gross\s+domestic|economic\s+growth|growth|economy)\b", re.IGNORECASE)
_BANS = frozenset({"ban", "prohibit", "tax", "forbid", "sanction", "exempt", "restrict", "fine"})
_STRONG_BREAKS = frozenset({";", "while", "whereas", "but", "although", "though"})


def extract_trade_figures(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the trade figures that a sentence states; `earlier` are the sentences before it. A reporter may be null (see trade_context)."""
    numbers = list_numbers(sentence)
    if not numbers:
        return
    matches = [match for match in match_rules(sentence, KIND) if is_trade_word(sentence, match, earlier)]
    compared = {child.i for match in matches if _is_comparison(sentence, match) for child in sentence.doc[match.trigger].children}
    matches = [match for match in matches if match.trigger not in compared]
    triggers = {match.trigger: str(match.rule.values["flow"]) for match in matches}
    for number in numbers:
        if is_price(sentence, number) or is_conversion(sentence, number):
            continue
        match = choose_match(sentence, number, matches)
        if match is not None:
            yield from _candidates(sentence, match, number, numbers, triggers, earlier)


def list_numbers(sentence: Sentence) -> list[Number]:
    """Return the numbers of a sentence that can measure trade, in text order."""
    numbers: list[Number] = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    return sorted(numbers, key=lambda found: found.start)


def _is_comparison(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger compares exports with imports ("imports exceeded exports by ...")."""
    return match.rule.values["flow"] == "balance" and is_verb(sentence.doc[match.trigger])


def is_trade_word(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> bool:
    """Return whether the trigger means trade between countries here: not a tariff on imports, an export ban, a budget deficit."""
    doc = sentence.doc
    token = doc[match.trigger]
    if token.pos_ in {"NOUN", "PROPN"}:
        if not _heads_trade(token):
            return False
        before = doc[max(0, token.i - 14) : token.i]
        if any(is_word(t, "duties", "restrictions", "prices") and _governs(t, token) for t in before):
            return False
        if token.lemma_.lower() == "trade" and token.i > 1 and doc[token.i - 1].lower_ in {"of", "in"} and doc[token.i - 2].lemma_.lower() in _BALANCES:
            return False
    if match.rule.values["flow"] == "balance" and token.pos_ != "VERB":
        return _is_trade_balance(sentence, token, earlier)
    if match.rule.values.get("needs") == "trade":
        return _names_trade(token)
    return True


def _heads_trade(token: Token) -> bool:
    """Return whether the noun is the thing itself or modifies a noun for its amount ("trade volume"), not another thing ("trade deal")."""
    if token.dep_ not in {"compound", "amod", "nmod:poss", "flat", "nmod:desc"} or token.head.i <= token.i:
        return token.text[:1].islower() or token.i == 0 or token.text.isupper() or token.doc[token.i - 1].is_sent_start or not token.head.text[:1].isupper()
    following = token.head
    return following.lemma_.lower() in _trade_heads() and not (token.text[:1].isupper() and following.text[:1].isupper() and token.i > 0)


def _trade_heads() -> frozenset[str]:
    from flows.extract.events.trade_words import trade_words

    return trade_words("trade_heads")


def _governs(word: Token, trigger: Token) -> bool:
    """Return whether a word for duties or prices rules the trade word: "tariffs of 10% on imports", "price of exports"."""
    if word.pos_ == "VERB" and is_word(word, "prices", "restrictions"):
        return False
    between = list(word.doc[word.i + 1 : trigger.i])
    links = [t for n, t in enumerate(between) if t.lower_ == "on" or (n == 0 and t.lower_ in {"of", "for", "against"})]
    return bool(links) and not any(t.pos_ in {"VERB", "AUX"} or t.lower_ in {",", ";"} for t in between if t.i > links[-1].i)


def _is_trade_balance(sentence: Sentence, token: Token, earlier: Sequence[Sentence]) -> bool:
    doc = sentence.doc
    phrase = doc[max(0, token.i - 4) : token.i]
    if any(is_word(t, "other_balances") and t.i > token.i - 3 for t in phrase) and not any(t.lower_ == "trade" for t in phrase):
        return False
    behind = doc[token.i + 1 : token.i + 12].text.lower()
    if any(t.lower_ in {"trade", "goods", "merchandise", "commercial"} for t in phrase) or re.match(r"(?:of|in)\s+(?:\w+\s+){0,3}trade\b", behind):
        return True
    if re.match(r"between\s+(?:\S+\s+){0,4}(?:exports|imports)\b", behind):
        return True
    if token.lemma_.lower() == "balance":
        return False
    spoken = any(_TRADE_SPOKEN_OF.search(s.text) for s in [*earlier[-_LOOK_BACK:], sentence])
    return spoken and (token.lemma_.lower() in {"deficit", "surplus", "shortfall", "imbalance"} or behind.startswith("with "))


def _names_trade(token: Token) -> bool:
    """Return whether "turnover", "commerce" or "flows" is of trade: modified so, or between or with somebody."""
    doc = token.doc
    near = doc[max(0, token.i - 3) : token.i]
    if any(t.lower_ in {"trade", "bilateral", "foreign", "commodity", "goods", "mutual", "external", "two-way", "commercial"} for t in near):
        return True
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"between", "with"}


def choose_match(sentence: Sentence, number: Number, matches: list[Match]) -> Match | None:
    """Return the trade word that the number belongs to: near in the tree and before it rather than behind; null where none is near."""
    ranked = sorted(((_cost(sentence, number, match, matches), match) for match in matches), key=lambda entry: (entry[0], abs(entry[1].trigger - number.start)))
    if not ranked or ranked[0][0] > _FARTHEST:
        return None
    return ranked[0][1]


def _root(sentence: Sentence, number: Number) -> Token:
    span = sentence.doc[number.start : number.end]
    return span.root


def _cost(sentence: Sentence, number: Number, match: Match, matches: list[Match]) -> float:
    doc = sentence.doc
    root, trigger = _root(sentence, number), doc[match.trigger]
    path, up = [root, *root.ancestors], [trigger, *trigger.ancestors]
    indices = [token.i for token in up]
    steps = next((n for n, token in enumerate(path) if token.i in indices), None)
    if steps is None:
        return _FARTHEST + 1
    distance = steps + indices.index(path[steps].i)
    low, high = sorted((number.start, trigger.i))
    between = doc[low:high]
    others = sum(low < other.trigger < high and not trigger.is_ancestor(doc[other.trigger]) for other in matches)
    if is_verb(trigger) and distance > _FARTHEST_FROM_VERB and not any(token.i == trigger.i for token in path):
        return _FARTHEST + 1
    cost = min(distance, 8) + 2.0 * others + 2.0 * sum(token.lower_ in _STRONG_BREAKS for token in between)
    if trigger.i > number.start and not any(token.i == trigger.i for token in path):
        cost += 1.0 if trigger.i - number.end <= 3 else 2.0
        cost += 2.0 * any(token.lower_ in {"and", ",", ";"} for token in between)
    if isinstance(number, PercentMention) and number.end <= trigger.i < number.end + _WHOLE and number.end < len(doc) and doc[number.end].lower_ == "of":
        cost -= 3.0
    return cost


def _candidates(
    sentence: Sentence, match: Match, number: Number, numbers: list[Number], triggers: dict[int, str], earlier: Sequence[Sentence]
) -> Iterator[Candidate]:
    flow = str(match.rule.values["flow"])
    reading = read_number(sentence, number, match.trigger, flow)
    if reading is None or is_absolute_change(sentence, number) or _is_about_something_else(sentence, match, number, reading):
        return
    parties = find_parties(sentence, match, number, triggers, flow)
    if parties.is_firm or (_is_worldwide(sentence, match) and reading.measure != "share") or not _is_meant(sentence, match, number, parties, earlier):
        return
    reporter = parties.reporters[0] if parties.reporters else None
    for partner in parties.partners or [None]:
        yield _candidate(sentence, match, number, reading, numbers, reporter, partner)


def _is_worldwide(sentence: Sentence, match: Match) -> bool:
    """Return whether the whole world trades: "global exports", "world trade"."""
    return any(token.lower_ in {"global", "world", "world's", "worldwide"} and token.dep_ in {"amod", "compound"} for token in sentence.doc[match.trigger].children)


def _is_meant(sentence: Sentence, match: Match, number: Number, parties: Parties, earlier: Sequence[Sentence]) -> bool:
    """Return whether a weak trade word ("sold", "supplies", "purchases") is meant as trade: goods and states stand by it."""
    if match.rule.values.get("needs") != "goods":
        return True
    spoken = any(_TRADE_SPOKEN_OF.search(s.text) for s in earlier[-_LOOK_BACK:])
    if isinstance(number, PercentMention):
        if sentence.doc[match.trigger].lower_ == "supply" and is_share(sentence, number, match.trigger):
            return False  # what a country has, not what it sells
        return (bool(parties.reporters) or bool(parties.partners)) and (spoken or commodity_near(sentence, match, number) is not None) and not sentence.weapons
    if match.rule.values["flow"] == "import" and isinstance(number, MoneyMention) and parties.partners and not is_verb(sentence.doc[match.trigger]):
        return not sentence.weapons and not _names_no_goods(sentence, match)
    if not is_about_goods(sentence, match, number) and not (spoken and isinstance(number, MoneyMention) and parties.partners and not sentence.weapons):
        return False
    if number in sentence.trade_quantities and not is_verb(sentence.doc[match.trigger]) and (parties.partners or (spoken and sentence.doc[match.trigger].lemma_.lower() == "shipment")):
        return True
    return bool(parties.reporters) and (bool(parties.partners) or (parties.is_owned and not is_verb(sentence.doc[match.trigger])))


def _names_no_goods(sentence: Sentence, match: Match) -> bool:
    return any(is_word(token, "no_goods") for token in sentence.doc[max(0, match.trigger - 3) : match.trigger + 6])


def _is_about_something_else(sentence: Sentence, match: Match, number: Number, reading: Reading) -> bool:
    """Return whether the number's own clause is about duties, prices, output or the like rather than the trade word."""
    doc = sentence.doc
    root = _root(sentence, number)
    low, high = sorted((number.end - 1, match.trigger))
    inner = [token for token in doc[low + 1 : high] if token.i >= number.end or token.i < number.start]
    if any(is_word(token, "duties") for token in inner) or (inner and any(is_word(t, "prices") for t in inner)):
        return True
    beside = doc[max(0, number.start - 2) : number.start].text.lower() + " | " + doc[number.end : number.end + 2].text.lower()
    if re.search(r"\b(?:tariffs?|dut(?:y|ies)|tax|lev(?:y|ies)|fines?|loans?|credits?|aid|stake|discount|interest|investment|subsid\w+|reserves|gdp)\b", beside):
        return True
    trigger = doc[match.trigger]
    behind = text_after(sentence, number)
    if _ECONOMY_FOLLOWS.match(behind) or (not is_verb(trigger) and _DEAL_FOLLOWS.match(behind)):
        return True
    if is_verb(trigger) and isinstance(number, MoneyMention) and sentence.weapons:
        return True
    below = root
    for above in root.ancestors:
        if above.i == trigger.i:
            return False
        if above.pos_ == "NOUN" and below.i != root.i and is_word(above, "duties", "others", "prices") and not above.is_ancestor(trigger):
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return above.lemma_.lower() in _BANS or _has_other_subject(above, trigger)
        below = above
    return False


def _has_other_subject(verb: Token, trigger: Token) -> bool:
    """Return whether the clause's subject is a thing that is neither trade nor an amount of it, and the trade word is not its object."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubj:pass"}), None)
    if subject is not None and subject.lemma_.lower() == "share" and not subject.is_ancestor(trigger) and trigger.i != verb.i:
        return True
    if subject is None or subject.i == trigger.i or subject.is_ancestor(trigger) or trigger.is_ancestor(verb) or trigger.i == verb.i:
        return False
    if any(token.i == trigger.i or (token.is_ancestor(trigger) and token.pos_ == "NOUN") for token in verb.children if token.dep_ in {"obj", "xcomp", "ccomp", "obl", "nsubj"} and token.i > verb.i):
        return is_word(subject, "others", "prices", "duties")
    if any(is_word(child, "others") for child in subject.children if child.dep_ in {"compound", "amod", "nmod"}):
        return True
    return subject.pos_ == "NOUN" and not is_word(subject, "carriers") and (is_word(subject, "others", "prices", "duties") or not verb.is_ancestor(trigger))


def _candidate(
    sentence: Sentence, match: Match, number: Number, reading: Reading, numbers: list[Number], reporter: Actor | None, partner: Actor | None
) -> Candidate:
    flow = str(match.rule.values["flow"])
    claim = read_claim(sentence, match.frame)
    period = find_period(sentence, number, numbers, base=reading.is_base, reporter_code=reporter.code if reporter else None)
    status = observation_status(sentence, number, match.trigger, is_forecast_claim=_is_forecast(claim), base=reading.is_base)
    if status == "forecast" and period is not None and sentence.published is not None and period.last < sentence.published and not reading.is_base:
        period = None if "expect" not in sentence.text and "forecast" not in sentence.text else period
    assertion, attributed_to, cue = claim_columns(claim, frozenset(), trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    fields: dict[str, Any] = {
        "reporter_code": reporter.code if reporter else None,
        "reporter_name": reporter.name if reporter else None,
        "partner_code": partner.code if partner else None,
        "partner_name": partner.name if partner else None,
        "flow": flow,
        "measure": reading.measure,
        "value": reading.value,
        "unit": reading.unit,
        "value_text": number.text,
        "commodity": commodity_near(sentence, match, number),
        "period_start": period.first if period else None,
        "period_end": period.last if period else None,
        "period_text": period.text if period else None,
        "comparison": find_comparison(sentence, number, reading.measure),
        "observation_status": status,
    }
    features = {"bilateral": 1.0} if flow == "total" and is_bilateral(sentence) else {}
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id,
        assertion="asserted" if assertion == "hypothetical" and status == "forecast" and not claim.is_question else assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=figure_key(fields),
        features=features,
    )


def figure_key(fields: dict[str, Any]) -> tuple[Any, ...]:
    """Return what makes two statements one figure."""
    return (fields["reporter_code"], fields["partner_code"], fields["flow"], fields["measure"], fields["value"])


def _is_forecast(claim: Claim) -> bool:
    return claim.is_future or claim.is_hypothetical or claim.stage in _FORECAST_STAGES
