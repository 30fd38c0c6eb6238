"""Trade figures: one row a number, by the rules of `seeds/rules/trade_figures.yml`.

A number (money, percentage, quantity) belongs to the nearest word for trade above or beside it; the rule of that word says the flow, and
its frame names reporter and partner.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, fill_actors, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor, DateMention, MoneyMention, PercentMention, QuantityMention
from flows.extract.sentences import Sentence

KIND = "trade_figures"

_FALLS = frozenset(
    "fall drop decline decrease plunge shrink slump slip slide tumble dip contract sink lose narrow plummet down lower reduce cut halve fell dropped".split()
)
_FORECAST_STAGES = frozenset({"planned", "considered", "requested", "offered", "agreed"})

Number = MoneyMention | PercentMention | QuantityMention


def extract_trade_figures(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the trade figures that a sentence states; `earlier` are the sentences before it."""
    numbers: list[Number] = [*sentence.money, *sentence.percentages, *sentence.trade_quantities]
    if not numbers:
        return
    matches = list(match_rules(sentence, KIND))
    for number in sorted(numbers, key=lambda found: found.start):
        match = _nearest_match(sentence, number, matches)
        if match is None:
            continue
        candidate = _candidate(sentence, match, number)
        if candidate is not None:
            yield candidate


def _nearest_match(sentence: Sentence, number: Number, matches: list[Match]) -> Match | None:
    """Return the trade word that the number belongs to: on its way to the root or below it, else the closest before it."""
    path = _path(sentence.doc[number.end - 1])
    best: tuple[int, int, Match] | None = None
    for match in matches:
        trigger = sentence.doc[match.trigger]
        up = _path(trigger)
        common = next((i for i, token in enumerate(path) if token in up), None)
        if common is None:
            continue
        distance = common + up.index(path[common])
        rank = (distance, abs(match.trigger - number.start), match)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best is not None and best[0] <= 6 else None


def _path(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _candidate(sentence: Sentence, match: Match, number: Number) -> Candidate | None:
    rule, frame = match.rule, match.frame
    reporters = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("reporter", ())) if actor.code != "UNK"]
    partners = [actor for actor, _ in fill_actors(sentence, frame, rule.roles.get("partner", ())) if actor.code != "UNK"]
    reporter, partner = _pair(reporters, partners)
    if reporter is None:
        return None
    claim = read_claim(sentence, frame)
    flow = str(rule.values["flow"])
    measure, value, unit = _measure(sentence, number, flow)
    period = _period(sentence, number)
    parties = frozenset(actor.code for actor in (reporter, partner) if actor is not None)
    assertion, attributed_to, cue = claim_columns(claim, parties, trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    commodity = _commodity(sentence, match)
    fields: dict[str, Any] = {
        "reporter_code": reporter.code,
        "reporter_name": reporter.name,
        "partner_code": partner.code if partner else None,
        "partner_name": partner.name if partner else None,
        "flow": flow,
        "measure": measure,
        "value": value,
        "unit": unit,
        "value_text": number.text,
        "commodity": commodity,
        "period_start": period.first if period else None,
        "period_end": period.last if period else None,
        "period_text": period.text if period else None,
        "comparison": None,
        "observation_status": _observation(sentence, claim),
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=rule.id,
        assertion="asserted" if assertion == "hypothetical" and fields["observation_status"] == "forecast" else assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=(reporter.code, fields["partner_code"], flow, measure, value),
    )


def _pair(reporters: list[Actor], partners: list[Actor]) -> tuple[Actor | None, Actor | None]:
    if not reporters and len(partners) >= 2:
        return partners[0], partners[1]
    if not reporters:
        return (partners[0], None) if partners else (None, None)
    others = [actor for actor in [*partners, *reporters[1:]] if actor.code != reporters[0].code]
    return reporters[0], others[0] if others else None


def _measure(sentence: Sentence, number: Number, flow: str) -> tuple[str, float, str]:
    doc = sentence.doc
    if isinstance(number, MoneyMention):
        text = sentence.text.lower()
        sign = -1 if flow == "balance" and any(word in text for word in ("deficit", "gap", "shortfall", "imbalance")) else 1
        return "value", sign * number.amount, number.currency
    if isinstance(number, PercentMention):
        is_share = number.how in {"percent", "fraction"} and any(token.lower_ == "of" for token in doc[number.end : number.end + 2])
        if is_share:
            return "share", number.value, "percent"
        return "pct_change", -number.value if _falls(sentence, number) else number.value, "percent"
    value = number.minimum if number.maximum is None else number.maximum if number.minimum is None else (number.minimum + number.maximum) / 2
    return "quantity", float(value or 0), number.unit or "units"


def _falls(sentence: Sentence, number: Number) -> bool:
    doc = sentence.doc
    for token in [doc[number.start], *doc[number.end - 1].ancestors]:
        if token.lemma_.lower() in _FALLS or token.lower_ in _FALLS:
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return any(child.lower_ in _FALLS for child in token.children)
    return False


def _period(sentence: Sentence, number: Number) -> DateMention | None:
    candidates = [found for found in sentence.dates if found.precision in {"month", "quarter", "year", "range"}]
    return min(candidates, key=lambda found: abs(found.start - number.start)) if candidates else None


def _commodity(sentence: Sentence, match: Match) -> str | None:
    roles = {argument.token for argument in match.frame.arguments if argument.role in {"mod", "of", "patient", "in"}}
    found = next((c for c in sentence.commodities if c.head in roles), None)
    return found.text if found else None


def _observation(sentence: Sentence, claim: Claim) -> str:
    text = sentence.text.lower()
    if claim.is_future or claim.is_hypothetical or claim.stage in _FORECAST_STAGES or any(w in text for w in ("forecast", "expected", "target", "projected")):
        return "forecast"
    return "estimate" if "estimate" in text else "actual"
