"""Scores and changes in, the lines people read out."""

from collections.abc import Iterable

from flows.evaluate.frozen import Change
from flows.evaluate.scores import Scores
from flows.evaluate.statements import CORE, KINDS


def describe_scores(scores: Scores) -> str:
    """Return the scores as a table of fixed width: counts, detection and core by kind, then the fields, then the means."""
    lines = [
        f"{scores.documents} gold documents, {scores.documents_found} of them found",
        f"{'':14}{'':22}| {'detection':^21} | {'core':^21}",
        f"{'kind':14}{'gold':>5}{'rows':>6}{'rep':>5}{'ign':>5} | {'prec':>7}{'recall':>7}{'F1':>7} | {'prec':>7}{'recall':>7}{'F1':>7}",
    ]
    for kind in KINDS:
        one = scores.kinds[kind]
        rates = " | ".join(f"{rate.precision:7.3f}{rate.recall:7.3f}{rate.f1:7.3f}" for rate in (one.detection, one.core))
        lines.append(f"{kind:14}{one.gold:5}{one.predicted:6}{one.repeats:5}{one.ignored:5} | {rates}")
    lines.append("fields of detected events, right of all (* identifies the event):")
    for kind in KINDS:
        fields = scores.kinds[kind].fields
        shown = ", ".join(f"{name}{'*' if name in CORE[kind] else ''} {right}/{total}" for name, (right, total) in fields.items())
        lines.append(f"  {kind}: {shown or 'none detected'}")
    lines += [f"mean detection F1 {scores.mean_detection_f1:.3f}", f"mean core F1 {scores.mean_core_f1:.3f}"]
    return "\n".join(lines)


def describe_changes(changes: Iterable[Change]) -> str:
    """Return gains, losses and what could not be compared, one line each, under a line of counts."""
    listed = list(changes)
    gains, losses = (sum(change.direction == direction for change in listed) for direction in (1, -1))
    marks = {1: "+", -1: "-", 0: "?"}
    return "\n".join(
        [f"against the frozen result: {gains} gains, {losses} losses", *(f"{marks[c.direction]} {c.document}: {c.what}" for c in listed)]
    )
