"""Scores in, a result that can be committed out; and what changed since.

Here: gains and losses document by document against a frozen result, so that a change of rules is reviewed with its effect.
Not here: texts. A frozen result holds document names, kinds and outcomes, and no words of any document.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.evaluate.scores import Scores

#: From worst to best.
OUTCOMES = ("missed", "detected", "core")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became better (+1) or worse (-1) in a document."""

    document: str
    direction: int
    what: str


def freeze(scores: Scores) -> str:
    """Return the result as JSON text with one line a document, so that a diff of two results reads well."""
    head: dict[str, float] = {
        "documents": scores.documents,
        "documents_found": scores.documents_found,
        "mean_detection_f1": round(scores.mean_detection_f1, 4),
        "mean_core_f1": round(scores.mean_core_f1, 4),
    }
    lines = [
        f"  {json.dumps(name)}: {json.dumps({'events': [list(event) for event in outcome.events], 'false_alarms': dict(sorted(outcome.false_alarms.items()))})}"
        for name, outcome in sorted(scores.outcomes.items())
    ]
    return json.dumps(head)[:-1] + ', "outcomes": {\n' + ",\n".join(lines) + "\n}}\n"


def read_frozen(path: Path) -> dict[str, Any]:
    """Return a frozen result. Raises ValueError where the file is not one."""
    try:
        frozen = json.loads(path.read_text(encoding="utf-8"))
        frozen["outcomes"].items()
    except (OSError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path} cannot be read as a frozen result ({type(error).__name__}: {error}). Write one with --freeze {path}."
        ) from error
    return dict(frozen)


def compare(frozen: Mapping[str, Any], scores: Scores) -> list[Change]:
    """Return what became better or worse in every document both results know, and which documents only one of them knows."""
    before: Mapping[str, Any] = frozen["outcomes"]
    changes = [Change(name, 0, "only in the frozen result") for name in before.keys() - scores.outcomes.keys()]
    for name, outcome in scores.outcomes.items():
        if name not in before:
            changes.append(Change(name, 0, "not in the frozen result"))
            continue
        earlier = [tuple(event) for event in before[name]["events"]]
        if [kind for kind, _ in earlier] != [kind for kind, _ in outcome.events]:
            changes.append(Change(name, 0, "its gold events are others than when the result was frozen"))
            continue
        for number, ((kind, was), (_, now)) in enumerate(zip(earlier, outcome.events, strict=True), start=1):
            if was != now:
                changes.append(Change(name, 1 if OUTCOMES.index(now) > OUTCOMES.index(was) else -1, f"{kind} {number}: {was} -> {now}"))
        alarms_before: Mapping[str, int] = before[name]["false_alarms"]
        for kind in sorted(alarms_before.keys() | outcome.false_alarms.keys()):
            was_false, now_false = alarms_before.get(kind, 0), outcome.false_alarms.get(kind, 0)
            if was_false != now_false:
                changes.append(Change(name, 1 if now_false < was_false else -1, f"{kind} false alarms: {was_false} -> {now_false}"))
    return sorted(changes, key=lambda change: (-change.direction, change.document, change.what))
