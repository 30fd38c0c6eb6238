"""Confidence of an extracted event: the likelihood that its core fields are right, by what is known when it is made.

A logistic model over a dozen features: confidence = 1 / (1 + exp(-(sum of weight x feature))). The weights stand in
`seeds/confidence.yml`, fitted by `python -m training.calibrate` on annotated documents; the README of this folder holds the reliability table.
Here: the features and the formula. Not here: the fitting.
"""

import math
from functools import cache

from flows.extract.merge import Event
from flows.seeds import read_yaml

_LONG_SENTENCE_TOKENS = 45
_MANY_ACTORS = 8
_DESCRIPTIONS = frozenset({"definite", "pronoun", "role"})  # ways of naming that say who is meant only through the text before
_LOWEST, _HIGHEST = 0.02, 0.98
_PARTY_COLUMNS = {
    "arms_transfers": ("supplier_code", "recipient_code"),
    "meetings": (),
    "trade_figures": ("reporter_code", "partner_code"),
    "sanctions": ("authority_code", "target_code"),
}


def event_features(event: Event) -> dict[str, float]:
    """Return the features of an event by name, each between 0 and 1; absent ones are 0."""
    best, fields, kind = event.best, event.best.fields, event.best.kind
    codes = [fields.get(column) for column in _PARTY_COLUMNS[kind]]
    if kind == "meetings":
        codes = [actor.code for actor in best.participants]
    ways = [_ways_of_naming(event, code) for code in codes if code not in {None, "UNK"}]
    features = {
        "constant": 1.0,
        f"kind {kind}": 1.0,
        "party missing": float(None in codes),
        "party unknown": float("UNK" in codes),
        "party completed from the document": best.features.get("fallback", 0.0),
        "party not in the sentence": float(frozenset() in ways),
        "party by description": float(any(way and way <= _DESCRIPTIONS for way in ways)),
        "actors around": min(1.0, len({actor.code for mention in best.sentence.actors for actor in mention.actors}) / _MANY_ACTORS),
        "stated more than once": float(len({statement.sentence.index for statement in event.statements}) > 1),
        "stated by more than two rules": float(len({statement.rule_id for statement in event.statements}) > 2),
        "not asserted": float(best.assertion != "asserted"),
        "attributed": float(best.attributed_to is not None),
        "dated": float(best.date is not None),
        "long sentence": float(len(best.sentence.doc) > _LONG_SENTENCE_TOKENS),
        "headline": float(best.sentence.is_headline),
        "quotation": float('"' in best.sentence.text or "“" in best.sentence.text),
    }
    if kind == "arms_transfers":
        features["weapon designated"] = float(fields.get("weapon_designation") is not None)
        features["weapon in general"] = float(fields.get("weapon_category") == "unspecified")
        features["delivered or agreed"] = float(fields.get("status") in {"delivered", "agreed"})
    elif kind == "meetings":
        features["more than two sides"] = float(len(set(codes)) > 2)
        features["person named"] = float(any(actor.person for actor in best.participants))
        features["meeting held"] = float(fields.get("status") == "held")
    elif kind == "trade_figures":
        features["value of trade"] = float(fields.get("measure") == "value")
        features["directed flow"] = float(fields.get("flow") in {"export", "import"})
    else:
        features["sanction imposed"] = float(fields.get("action") == "imposed")
        features["sanction in force"] = float(fields.get("action") == "in_force")
        features["listed target"] = float(fields.get("target_type") in {"entity", "person", "vessel"})
    return {name: value for name, value in features.items() if value}


def _ways_of_naming(event: Event, code: str) -> frozenset[str]:
    """Return how the event's own sentence names an actor (`ActorMention.how`); empty where it stands in another sentence."""
    mentions = event.best.sentence.actors
    return frozenset(mention.how for mention in mentions for actor in mention.actors if actor.code == code)


@cache
def _weights() -> dict[str, float]:
    return dict(read_yaml("confidence.yml")["weights"])


def rate_confidence(event: Event) -> float:
    """Return the likelihood, between 0.02 and 0.98, that the core fields of an event are right."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in event_features(event).items())
    return round(min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-total)))), 3)
