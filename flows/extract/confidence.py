"""Confidence of an extracted event: how likely its core fields are right, by what is known when it is made.

Here: the formula. Not here: its calibration, which `training/` fits on annotated documents.
"""

from flows.extract.merge import Event

_BASE = 0.55
_COMPLETE = 0.15
_REPEATED = 0.10
_NAMED = 0.10
_UNKNOWN_ACTOR = -0.20
_FALLBACK = -0.15


def rate_confidence(event: Event) -> float:
    """Return a likelihood between 0.05 and 0.95: higher for complete, repeated and specific events, lower for unknown actors."""
    fields = event.best.fields
    codes = [value for column, value in fields.items() if column.endswith("_code") and column != "host_country_code"]
    score = _BASE
    score += _COMPLETE if codes and all(codes) else 0.0
    score += _REPEATED if len({statement.sentence.index for statement in event.statements}) > 1 else 0.0
    score += _NAMED if fields.get("weapon_designation") or any(actor.person for actor in event.best.participants) else 0.0
    score += _UNKNOWN_ACTOR if "UNK" in codes else 0.0
    score += _FALLBACK * event.best.features.get("fallback", 0.0)
    return round(min(0.95, max(0.05, score)), 3)
