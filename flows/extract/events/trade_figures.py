"""Trade figures: one row a number, by the rules of `seeds/rules/trade_figures.yml`.

A number (money, percentage, quantity) belongs to the nearest word for trade above or beside it; the rule of that word says the flow.
Here: putting the row together. Not here: which words mean trade (trade_triggers), what the number measures (trade_numbers), whose trade it is (trade_parties),
its period (trade_periods), and parties that only the document names (trade_context).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.events.trade_followups import find_followups
from flows.extract.events.trade_goods import commodity_near, is_idle, is_meant_as_trade, is_worldwide
from flows.extract.events.trade_numbers import Number, Reading, is_absolute_change, is_conversion, is_price, observation_status, read_number
from flows.extract.events.trade_parties import find_parties
from flows.extract.events.trade_periods import find_comparison, find_period
from flows.extract.events.trade_sides import is_bilateral
from flows.extract.events.trade_sources import statistical_source
from flows.extract.events.trade_triggers import choose_match, is_about_something_else, is_comparison, is_trade_word, number_root
from flows.extract.events.trade_words import is_word
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

KIND = "trade_figures"

_JOINED = 3
_ONE_SUM = 2  # a sum and its change: more numbers belong to the directions one by one
_FORECAST_STAGES = frozenset({"planned", "considered", "requested", "offered", "agreed"})
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc", "nmod"})


def extract_trade_figures(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the trade figures that a sentence states; `earlier` are the sentences before it. A reporter may be null (see trade_context)."""
    numbers = list_numbers(sentence)
    if not numbers:
        return
    found = [match for match in match_rules(sentence, KIND) if not is_idle(sentence, match)]
    matches = [match for match in found if is_trade_word(sentence, match, earlier)]
    decoys = [match for match in found if match not in matches and sentence.doc[match.trigger].dep_ not in _MODIFIERS]
    compared = {child.i for match in matches if is_comparison(sentence, match) for child in sentence.doc[match.trigger].children}
    matches = [match for match in matches if match.trigger not in compared]
    triggers = {match.trigger: str(match.rule.values["flow"]) for match in matches}
    for number in numbers:
        if is_price(sentence, number) or is_conversion(sentence, number):
            continue
        match = choose_match(sentence, number, [*matches, *decoys])
        if match is not None and match not in decoys:
            yield from _candidates(sentence, match, number, numbers, triggers, earlier)


_GOES_ON = frozenset(
    {"it", "this", "that", "they", "those", "which", "total", "figure", "volume", "amount", "value", "number", "level", "tally"}
)


def continue_figure(sentence: Sentence, before: Candidate) -> Iterator[Candidate]:
    """Yield the figures of a sentence without a trade word whose subject stands for the figure before: "That was down 8% from May"."""
    numbers = list_numbers(sentence)
    for found in find_followups(sentence, numbers, before):
        told = Reading(found.changes["measure"], found.changes["value"], found.changes["unit"], is_base=False)
        continued = continued_figure(sentence, found.verb, found.number, numbers, told, told.value, before)
        continued.fields.update(found.changes)
        continued.key = figure_key(continued.fields)
        yield continued
    if any(True for _ in match_rules(sentence, KIND)):
        return
    for number in numbers:
        root = number_root(sentence, number)
        verb = next((token for token in [root, *root.ancestors] if nominal_subject(token) is not None), root)
        subject = nominal_subject(verb)
        if (
            subject is None
            or not {subject.lemma_.lower(), subject.lower_} & _GOES_ON
            or is_price(sentence, number)
            or is_conversion(sentence, number)
            or is_word(verb, "prices")
        ):
            continue
        mention = sentence.actor_at(subject.i)
        if mention is not None and mention.how != "pronoun":
            continue
        reading = read_number(sentence, number, verb.i, str(before.fields["flow"]))
        if reading is None or reading.measure == "share" or is_absolute_change(sentence, number):
            continue
        if reading.measure == "quantity" and reading.unit != before.fields["unit"]:
            continue
        value = (
            -abs(reading.value)
            if reading.measure == "value" and float(before.fields["value"]) < 0 and before.fields["flow"] == "balance"
            else reading.value
        )
        continued = continued_figure(sentence, verb, number, numbers, reading, value, before)
        if subject.lower_ == "those" and (partner := partner_of_those(sentence, subject)) is not None:
            continued.fields.update(partner_code=partner.code, partner_name=partner.name)
            continued.key = figure_key(continued.fields)
        yield continued


def _those(sentence: Sentence, number: Number) -> Token | None:
    """Return "those" where it is the subject of the number's clause."""
    root = number_root(sentence, number)
    subject = next((found for token in [root, *root.ancestors] if (found := nominal_subject(token)) is not None), None)
    return subject if subject is not None and subject.lower_ in {"those", "that"} else None


def partner_of_those(sentence: Sentence, those: Token) -> Actor | None:
    """Return the partner of "those to Japan"."""
    doc = those.doc
    at = those.i + 2
    if at >= len(doc) or doc[those.i + 1].lower_ not in {"to", "from", "with"}:
        return None
    mention = sentence.actor_at(at) or (sentence.actor_at(at + 1) if doc[at].lower_ == "the" and at + 1 < len(doc) else None)
    return next((actor for actor in mention.actors if actor.code != "UNK"), None) if mention is not None else None


def continued_figure(
    sentence: Sentence, verb: Token, number: Number, numbers: list[Number], reading: Reading, value: float, before: Candidate
) -> Candidate:
    """Return the figure that a sentence without a trade word states: all that it does not say is as in `before`."""
    period = find_period(sentence, number, numbers, base=reading.is_base, reporter_code=before.fields["reporter_code"])
    claim = read_claim(sentence, build_frame(sentence.doc, verb.i))
    assertion, attributed_to, cue = claim_columns(claim, frozenset(), trusts_reports=True)
    status = observation_status(sentence, number, is_forecast_claim=_is_forecast(sentence, claim), base=reading.is_base)
    start, end = trigger_offsets(sentence, verb.i)
    fields = {
        **before.fields,
        "measure": reading.measure,
        "value": value,
        "unit": reading.unit,
        "value_text": number.text,
        "period_start": period.first if period else None,
        "period_end": period.last if period else None,
        "period_text": period.text if period else None,
        "comparison": find_comparison(sentence, number, reading.measure),
        "observation_status": status,
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=before.rule_id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=figure_key(fields),
        features={"fallback": 1.0, "base": 1.0} if reading.is_base else {"fallback": 1.0},
    )


def list_numbers(sentence: Sentence) -> list[Number]:
    """Return the numbers of a sentence that can measure trade, in text order."""
    numbers: list[Number] = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    return sorted(numbers, key=lambda found: found.start)


def _candidates(
    sentence: Sentence, match: Match, number: Number, numbers: list[Number], triggers: dict[int, str], earlier: Sequence[Sentence]
) -> Iterator[Candidate]:
    flow = figure_flow(sentence, match)
    reading = read_number(sentence, number, match.trigger, flow)
    if reading is None or is_absolute_change(sentence, number) or is_about_something_else(sentence, match, number):
        return
    parties = find_parties(sentence, match, number, triggers, flow)
    if (
        parties.is_firm
        or (is_worldwide(sentence, match) and reading.measure != "share")
        or not is_meant_as_trade(sentence, match, number, parties, earlier)
    ):
        return
    reporter = parties.reporters[0] if parties.reporters else None
    those = _those(sentence, number)
    if (
        those is not None
        and (other := partner_of_those(sentence, those)) is not None
        and other.code != (reporter.code if reporter else None)
    ):
        parties.partners = [other]  # "exports to Peru rose 3% and those to Chile 5%"
    partners: list[Actor | None] = [*parties.partners] or [None]
    for partner in partners:
        candidate = _candidate(sentence, match, number, reading, numbers, reporter, partner)
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
    sentence: Sentence, match: Match, number: Number, reading: Reading, numbers: list[Number], reporter: Actor | None, partner: Actor | None
) -> Candidate:
    flow = figure_flow(sentence, match)
    claim = read_claim(sentence, match.frame)
    period = find_period(sentence, number, numbers, base=reading.is_base, reporter_code=reporter.code if reporter else None)
    status = observation_status(sentence, number, is_forecast_claim=_is_forecast(sentence, claim), base=reading.is_base)
    if (
        status == "forecast"
        and period is not None
        and sentence.published is not None
        and period.last < sentence.published
        and not reading.is_base
    ):
        period = None if "expect" not in sentence.text and "forecast" not in sentence.text else period
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


def _is_forecast(sentence: Sentence, claim: Claim) -> bool:
    if claim.stage == "agreed" and _CONTRACTED.search(sentence.text):
        return False  # "imports contracted 3 percent"
    return claim.is_future or claim.is_hypothetical or claim.stage in _FORECAST_STAGES
