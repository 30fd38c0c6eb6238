"""What a report says about one run, as values.

Here: the figures, the failures and the words, and the questions the page asks of them. Not here: where they come from (reading.py), how
they look (page.py).
"""

from dataclasses import dataclass
from datetime import datetime

from flows.report.highlight import Piece


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: how many came so far, or (`is_loss`) how many went no further, and why."""

    name: str
    count: int | None  # null where a run of an older version did not count it
    is_loss: bool = False
    earlier: int | None = None  # the same figure of the run before
    note: str = ""

    @property
    def change(self) -> int | None:
        """Return by how much the figure changed since the run before; null where either is unknown."""
        return None if self.count is None or self.earlier is None else self.count - self.earlier


@dataclass(frozen=True, slots=True)
class Funnel:
    """One quantity on its way through the run: documents, sentences or events."""

    name: str
    steps: tuple[Step, ...]

    @property
    def most(self) -> int:
        """Return the largest figure, at least 1: the length of a full bar."""
        return max(1, *(step.count or 0 for step in self.steps))


@dataclass(frozen=True, slots=True)
class Failure:
    """One record that fails one check; `state` is new (first met in this run), again (met before as well) or earlier (not met in this run)."""

    reject_id: str
    record_key: tuple[Piece, ...]
    state: str
    column: str | None
    value: tuple[Piece, ...]
    message: tuple[Piece, ...]
    sentence: tuple[Piece, ...]
    source: tuple[Piece, ...]  # empty where the record_key says it
    title: tuple[Piece, ...]
    rule_id: str | None
    first_seen_at: datetime
    payload: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All failures of one check, of which some are shown; `message` is what all of them say, null where each says its own."""

    severity: str
    stage: str
    table: str
    check: str
    open: int
    new: int
    again: int
    resolved: int
    message: tuple[Piece, ...]
    failures: tuple[Failure, ...]

    @property
    def claim(self) -> str:
        """Return the check's name as a sentence without its full stop."""
        words = self.check.replace("_", " ")
        return words[:1].upper() + words[1:]

    @property
    def hidden(self) -> int:
        """Return how many failures are not shown."""
        return self.open - len(self.failures)


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that no list knows: how often it came, where it would be added, and sentences that hold it."""

    kind: str
    word: tuple[Piece, ...]
    records: int
    records_of_the_run: int
    documents: int
    tables: tuple[str, ...]
    sentences: tuple[tuple[Piece, ...], ...]
    seeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageTime:
    """What one stage did and how long it took, in seconds."""

    stage: str
    seconds: float
    rows_in: int
    rows_out: int
    rows_rejected: int
    rows_skipped: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page of one run tells."""

    run_id: str
    status: str
    started_at: datetime
    sources: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    earlier_run_id: str | None
    earlier_started_at: datetime | None
    funnels: tuple[Funnel, ...]
    documents: int  # landed in this run
    events: int  # landed in this run
    stages: tuple[StageTime, ...]
    errors: tuple[Group, ...]
    warnings: tuple[Group, ...]  # without those about unknown words
    unknown_words: tuple[UnknownWord, ...]
    resolved: tuple[Group, ...]

    @property
    def quarantined(self) -> int:
        """Return how many failures of severity error are open."""
        return sum(group.open for group in self.errors)

    @property
    def warned(self) -> int:
        """Return how many warnings are open, unknown words apart."""
        return sum(group.open for group in self.warnings)

    @property
    def new_failures(self) -> int:
        """Return how many open errors and warnings this run met for the first time, unknown words apart."""
        return sum(group.new for group in (*self.errors, *self.warnings))

    def list_checks(self) -> list[dict[str, str | int]]:
        """Return the failed checks and the unknown words as plain rows, for whoever cannot open the page."""
        groups: list[dict[str, str | int]] = [
            {"severity": g.severity, "stage": g.stage, "table": g.table, "check": g.check, "open": g.open, "new": g.new}
            for g in (*self.errors, *self.warnings)
        ]
        words: list[dict[str, str | int]] = [
            {
                "severity": "warning",
                "stage": "validate",
                "table": ", ".join(word.tables),
                "check": f"unknown {word.kind}: {''.join(piece.text for piece in word.word)}",
                "open": word.records,
                "new": word.records_of_the_run,
            }
            for word in self.unknown_words
        ]
        return [*groups, *words]

    @property
    def settled(self) -> int:
        """Return how many failures passed in this run after all."""
        return sum(group.resolved for group in self.resolved)
