"""Trade figures: one row a number, by the rules of `seeds/rules/trade_figures.yml`.

A number (money, percentage, quantity) belongs to the nearest word for trade above or beside it; the rule of that word says the flow.
Here: putting the row together. Not here: which words mean trade (trade_triggers), what the number measures (trade_numbers), whose trade it is (trade_parties),
its period (trade_periods), and parties that only the document names (trade_context).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.trade_goods import commodity_near, is_idle, is_meant_as_trade, is_worldwide
from flows.extract.events.trade_moves import find_moved
from flows.extract.events.trade_numbers import is_absolute_change, is_conversion, is_price, observation_status, read_number
from flows.extract.events.trade_pairs import pair_partners, pair_words, sum_partners
from flows.extract.events.trade_parties import find_parties
from flows.extract.events.trade_periods import find_comparison, find_period
from flows.extract.events.trade_ranks import find_ranked
from flows.extract.events.trade_readings import Number, Reading, is_base
from flows.extract.events.trade_sides import is_bilateral, is_verb
from flows.extract.events.trade_sources import statistical_source
from flows.extract.events.trade_those import partners_of_those
from flows.extract.events.trade_triggers import is_about_something_else, is_comparison, is_trade_word, rank_matches, speaks_of_trade
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

KIND = "trade_figures"

_JOINED = 3
# A word that is not about trade by itself gives way to the next one where it is not meant as trade.
WEAK_NEEDS = frozenset({"goods", "share", "earnings", "moved", "ranked"})
_ONE_SUM = 2  # a sum and its change: more numbers belong to the directions one by one
_FORECAST_STAGES = frozenset({"planned", "considered", "requested", "offered", "agreed"})
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc", "nmod"})


def extract_trade_figures(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the trade figures that a sentence states; `earlier` are the sentences before it. A reporter may be null (see trade_context)."""
    numbers = list_numbers(sentence)
    if not numbers:
        return
    known = [match for match in match_rules(sentence, KIND) if not is_idle(sentence, match)]
    matches = [match for match in known if is_trade_word(sentence, match, earlier)]
    decoys = [match for match in known if match not in matches and sentence.doc[match.trigger].dep_ not in _MODIFIERS]
    matches = [match for match in matches if not _is_own_whole(sentence, match, matches)]
    compared = {child.i for match in matches if is_comparison(sentence, match) for child in sentence.doc[match.trigger].children}
    matches = [match for match in matches if match.trigger not in compared]
    triggers = {match.trigger: str(match.rule.values["flow"]) for match in matches}
    last: tuple[Number, Match] | None = None
    for number in numbers:
        if is_price(sentence, number) or is_conversion(sentence, number):
            continue
        near = [
            match for match in matches if not number.start <= match.trigger < number.end and _has_parties(sentence, match, number, earlier)
        ]
        told = _goes_back_to(sentence, number, last, near) or pair_words(sentence, number, near)
        for match in [told] if told is not None else rank_matches(sentence, number, [*near, *decoys]):
            if match in decoys:
                break
            chosen = _by_rank(sentence, match, near, number, triggers) or match
            found = list(_candidates(sentence, chosen, number, numbers, triggers, earlier))
            yield from found
            last = (number, match) if found else last
            if found or match.rule.values.get("needs") not in WEAK_NEEDS or not is_verb(sentence.doc[match.trigger]):
                break


def _is_own_whole(sentence: Sentence, match: Match, matches: Sequence[Match]) -> bool:
    """Return whether the word only tells the whole that a part told before is of: "trade with Peru made up 6 percent of its commerce"."""
    is_whole = match.rule.id == f"{KIND}.turnover_noun" and any(
        child.lower_ in {"its", "their"} for child in sentence.doc[match.trigger].children
    )
    return is_whole and any(other.rule.id == f"{KIND}.trade_noun" and other.trigger < match.trigger for other in matches)


def _goes_back_to(sentence: Sentence, number: Number, last: tuple[Number, Match] | None, near: Sequence[Match]) -> Match | None:
    """Return the trade word of the number before where this one only says what that is compared with: "11 percent, compared with 5 percent"."""
    if last is None or type(last[0]) is not type(number) or not is_base(sentence, number):
        return None
    is_apart = any(last[0].end <= match.trigger < number.start for match in near if match.trigger != last[1].trigger)
    return None if is_apart else last[1]


def _by_rank(sentence: Sentence, match: Match, near: Sequence[Match], number: Number, triggers: dict[int, str]) -> Match | None:
    """Return the supplier or customer beside shipments that name no parties: "Peru remained Chile's top supplier with shipments of 2 million tonnes"."""
    ranked = next((other for other in near if other.rule.values.get("needs") == "ranked"), None)
    if ranked is None or match.rule.values.get("needs") != "goods" or is_verb(sentence.doc[match.trigger]):
        return None
    parties = find_parties(sentence, match, number, triggers, str(match.rule.values["flow"]))
    return None if parties.is_owned or parties.partners else ranked


def _has_parties(sentence: Sentence, match: Match, number: Number, earlier: Sequence[Sentence]) -> bool:
    """Return whether a word that only means trade between parties it names has them: "went to Peru", "Chile's main supplier"."""
    needs = match.rule.values.get("needs")
    if needs == "moved":
        return find_moved(sentence, match, number) is not None
    return needs != "ranked" or find_ranked(sentence, match, number, is_report=speaks_of_trade(earlier)) is not None


def list_numbers(sentence: Sentence) -> list[Number]:
    """Return the numbers of a sentence that can measure trade, in text order."""
    numbers: list[Number] = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    return sorted(numbers, key=lambda found: found.start)


def _candidates(
    sentence: Sentence, match: Match, number: Number, numbers: list[Number], triggers: dict[int, str], earlier: Sequence[Sentence]
) -> Iterator[Candidate]:
    moved = find_moved(sentence, match, number)
    given = moved[1] if moved is not None else find_ranked(sentence, match, number, is_report=speaks_of_trade(earlier))
    flow = moved[0] if moved is not None else figure_flow(sentence, match)
    reading = read_number(sentence, number, match.trigger, flow)
    if reading is None or is_absolute_change(sentence, number) or is_about_something_else(sentence, match, number):
        return
    parties = given or find_parties(sentence, match, number, triggers, flow)
    if (
        parties.is_firm
        or (is_worldwide(sentence, match) and reading.measure != "share")
        or (given is None and not is_meant_as_trade(sentence, match, number, parties, earlier))
        or (given is not None and sentence.weapons)
    ):
        return
    reporter = parties.reporters[0] if parties.reporters else None
    others = [other for other in partners_of_those(sentence, number, match.trigger) if reporter is None or other.code != reporter.code]
    if others:
        parties.partners = others
    partners: list[Actor | None] = [*sum_partners(pair_partners(sentence, number, parties.partners), reading)] or [None]
    for partner in partners:
        candidate = _candidate(sentence, match, number, reading, numbers, flow, reporter, partner)
        if parties.is_meant:
            candidate.features["points_back"] = 1.0
        if parties.is_owned:
            candidate.features["owned"] = 1.0
        yield candidate


def figure_flow(sentence: Sentence, match: Match) -> str:
    """Return the flow the rule gives, but total for a sum of both directions ("exports and imports totalled"), import for what is inbound."""
    flow = str(match.rule.values["flow"])
    token = sentence.doc[match.trigger]
    if any(child.lower_ == "inbound" for child in token.children):
        return "import"
    other = {"export": "import", "import": "export"}.get(flow)
    pair = [
        other_token
        for other_token in (*token.conjuncts,)
        if other_token.lemma_.lower() == other and abs(other_token.i - token.i) <= _JOINED
    ]
    if (
        pair
        and not any(word.lower_ in {"respectively", "each", "both"} for word in sentence.doc)
        and len(list_numbers(sentence)) <= _ONE_SUM
    ):
        return "total"
    return flow


def _candidate(
    sentence: Sentence,
    match: Match,
    number: Number,
    reading: Reading,
    numbers: list[Number],
    flow: str,
    reporter: Actor | None,
    partner: Actor | None,
) -> Candidate:
    claim = read_claim(sentence, match.frame)
    period = find_period(sentence, number, numbers, base=reading.is_base, reporter_code=reporter.code if reporter else None)
    status = observation_status(sentence, number, is_forecast_claim=is_forecast(sentence, claim), base=reading.is_base)
    if (
        status == "forecast"
        and period is not None
        and sentence.published is not None
        and period.last < sentence.published
        and not reading.is_base
    ):
        period = period if re.search("expect|forecast|estimate", sentence.text) else None
    assertion, attributed_to, cue = claim_columns(claim, frozenset(), trusts_reports=True)
    if attributed_to is None:
        attributed_to, cue = statistical_source(sentence)
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
    if reading.is_base:
        features["base"] = 1.0
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


_CONTRACTED = re.compile(r"\bcontract(?:ed|s|ing)?\s+(?:by\s+)?(?:an?\s+|about\s+|nearly\s+|some\s+)?\d", re.IGNORECASE)


def is_forecast(sentence: Sentence, claim: Claim) -> bool:
    """Return whether the claim makes the figure one that is still to come: a plan, an offer, what would or may be."""
    if claim.stage == "agreed" and _CONTRACTED.search(sentence.text):
        return False  # "imports contracted 3 percent"
    return claim.is_future or claim.is_hypothetical or claim.stage in _FORECAST_STAGES
