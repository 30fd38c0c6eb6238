"""Statements of gold and of the tables in, scores out.

Here: which statements pair up, what counts as hit, repeat or false alarm, and the figures made of it. Not here: printing.
Detection: a row and a gold event of one kind whose passages share at least half of the shorter one's words, one to one.
Core: a detected pair whose identifying fields all agree. An optional gold event is neither demanded nor held against a row.
A further row that says in its core what a matched gold event says is a repeat, and no false alarm.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.evaluate.statements import CORE, KINDS, Statement, compare_fields, measure_overlap

#: Share of the shorter passage's words that has to be common to both.
OVERLAP_NEEDED = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A row matched with a gold event, by their places in the document's lists."""

    row: int
    gold: int
    fields: Mapping[str, bool]
    is_core: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, 0..1 each; 0 where nothing was there to be right about."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class KindScore:
    """The score of one kind of event."""

    gold: int
    predicted: int
    repeats: int
    ignored: int
    detection: Rate
    core: Rate
    fields: Mapping[str, tuple[int, int]]  # right, of how many detected pairs


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of one document's gold events (core, detected, missed; optional ones left out) and its false alarms by kind."""

    events: tuple[tuple[str, str], ...]  # (kind, outcome) in the order of the gold file
    false_alarms: Mapping[str, int]
    notes: tuple[str, ...] = field(default=())  # one line for each miss, wrong field and false alarm


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a corpus."""

    documents: int
    documents_found: int
    kinds: Mapping[str, KindScore]
    outcomes: Mapping[str, DocumentOutcome]

    @property
    def mean_detection_f1(self) -> float:
        """The mean over the four kinds, each counting alike."""
        return sum(self.kinds[kind].detection.f1 for kind in KINDS) / len(KINDS)

    @property
    def mean_core_f1(self) -> float:
        """The mean over the four kinds, each counting alike."""
        return sum(self.kinds[kind].core.f1 for kind in KINDS) / len(KINDS)


def pair_up(rows: Sequence[Statement], golds: Sequence[Statement]) -> tuple[list[Pair], set[int]]:
    """Return the pairs of a document, best agreement first, and the rows left over that repeat a matched gold event."""
    candidates = []
    for r, row in enumerate(rows):
        for g, gold in enumerate(golds):
            if row.kind != gold.kind:
                continue
            overlap = max((measure_overlap(ours, theirs) for ours in row.passages for theirs in gold.passages), default=0.0)
            if overlap < OVERLAP_NEEDED:
                continue
            fields = compare_fields(row, gold)
            core = sum(fields[name] for name in CORE[gold.kind]) / len(CORE[gold.kind])
            rank = (core, not gold.is_optional, sum(fields.values()) / len(fields), overlap, -r, -g)
            candidates.append((rank, Pair(r, g, fields, is_core=core == 1)))
    pairs: list[Pair] = []
    taken_rows: set[int] = set()
    taken_golds: set[int] = set()
    for _, pair in sorted(candidates, key=lambda candidate: candidate[0], reverse=True):
        if pair.row not in taken_rows and pair.gold not in taken_golds:
            taken_rows.add(pair.row)
            taken_golds.add(pair.gold)
            pairs.append(pair)
    repeats = {pair.row for _, pair in candidates if pair.is_core and pair.row not in taken_rows and pair.gold in taken_golds}
    return pairs, repeats


def score(gold: Mapping[str, Sequence[Statement]], stated: Mapping[str, Sequence[Statement]]) -> Scores:
    """Return the scores of what the tables state about the gold documents."""
    tally: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    agreement: dict[str, dict[str, list[int]]] = {kind: defaultdict(lambda: [0, 0]) for kind in KINDS}
    outcomes = {name: _score_document(events, stated.get(name, ()), tally, agreement) for name, events in gold.items()}
    return Scores(
        documents=len(gold),
        documents_found=len(gold.keys() & stated.keys()),
        kinds={kind: _sum_up(tally[kind], agreement[kind]) for kind in KINDS},
        outcomes=outcomes,
    )


def _score_document(
    golds: Sequence[Statement], rows: Sequence[Statement], tally: dict[str, Counter[str]], agreement: dict[str, dict[str, list[int]]]
) -> DocumentOutcome:
    """Return the outcome of one document and add it to the counts."""
    pairs, repeats = pair_up(rows, golds)
    by_row, by_gold = {pair.row: pair for pair in pairs}, {pair.gold: pair for pair in pairs}
    false_alarms: Counter[str] = Counter()
    notes = []
    for index, row in enumerate(rows):
        count, pair = tally[row.kind], by_row.get(index)
        if pair is not None and golds[pair.gold].is_optional:
            count["ignored"] += 1
        elif pair is not None:
            count.update(predicted=1, detected_rows=1, core_rows=int(pair.is_core))
            for name, is_right in pair.fields.items():
                agreement[row.kind][name][0] += is_right
                agreement[row.kind][name][1] += 1
            if not pair.is_core:
                wrong = ", ".join(name for name in CORE[row.kind] if not pair.fields[name])
                notes.append(f"WRONG {wrong}\t{row.kind}\t{row.sentence}\t{_show(row)}\tGOLD {_show(golds[pair.gold])}")
        elif index in repeats:
            count["repeats"] += 1
        else:
            count["predicted"] += 1
            false_alarms[row.kind] += 1
            notes.append(f"FALSE ALARM\t{row.kind}\t{row.sentence}\t{_show(row)}")
    events = []
    for index, gold in enumerate(golds):
        if gold.is_optional:
            continue
        pair = by_gold.get(index)
        outcome = "missed" if pair is None else "core" if pair.is_core else "detected"
        tally[gold.kind].update(gold=1, detected_golds=int(pair is not None), core_golds=int(outcome == "core"))
        events.append((gold.kind, outcome))
        if pair is None:
            notes.append(f"MISS\t{gold.kind}\t{gold.sentence}\t{_show(gold)}")
    return DocumentOutcome(tuple(events), dict(false_alarms), tuple(notes))


def _show(statement: Statement) -> str:
    """Return the core values of a statement on one line."""
    core = {
        "actors",
        "supplier",
        "recipient",
        "category",
        "reporter",
        "partner",
        "flow",
        "measure",
        "value",
        "authority",
        "target",
        "action",
    }
    shown = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in statement.values.items() if name in core}
    return " ".join(f"{name}={value}" for name, value in shown.items())


def _sum_up(count: Counter[str], agreement: Mapping[str, Sequence[int]]) -> KindScore:
    return KindScore(
        gold=count["gold"],
        predicted=count["predicted"],
        repeats=count["repeats"],
        ignored=count["ignored"],
        detection=rate(count["detected_rows"], count["predicted"], count["detected_golds"], count["gold"]),
        core=rate(count["core_rows"], count["predicted"], count["core_golds"], count["gold"]),
        fields={name: (right, total) for name, (right, total) in sorted(agreement.items())},
    )


def rate(right_rows: int, rows: int, right_golds: int, golds: int) -> Rate:
    """Return precision over rows, recall over gold events and F1."""
    precision = right_rows / rows if rows else 0.0
    recall = right_golds / golds if golds else 0.0
    return Rate(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)
