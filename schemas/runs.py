"""Runs and what each of their stages did.

Here: the two tables, and one run and one stage as values. Not here: who starts them.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import polars as pl

from schemas.checks import RowCheck
from schemas.enumerations import RUN_STATUSES
from schemas.table import Table, optional, required

_ENDS = RowCheck(
    "run_starts_before_it_ends", "started_at", pl.col("started_at") <= pl.col("finished_at"), "started_at lies after finished_at"
)

#: Stages whose rows are documents when they come in.
_READS_DOCUMENTS = ("ingest", "clean", "extract")

RUNS = Table(
    name="runs",
    grain="one row per run",
    key=("run_id",),
    columns=(
        required("run_id"),
        required("status", RUN_STATUSES),
        required("started_at"),
        optional("finished_at"),
        required("sources"),
        required("dragoman_version"),
        required("extractor_version"),
        optional("model_version"),
        optional("settings"),
    ),
    claims=(_ENDS,),
)

RUN_STAGES = Table(
    name="run_stages",
    grain="one row per run x stage",
    key=("run_id", "stage"),
    columns=(
        required("run_id"),
        required("stage"),
        required("started_at"),
        optional("finished_at"),
        required("rows_in"),
        required("rows_out"),
        required("rows_rejected"),
        required("rows_skipped"),
        optional("sentences"),
        optional("seconds"),
        optional("documents_per_second"),
    ),
    claims=(
        _ENDS,
        RowCheck(
            "counts_are_not_negative",
            "rows_in",
            pl.min_horizontal("rows_in", "rows_out", "rows_rejected", "rows_skipped") >= 0,
            "a count of rows is negative",
        ),
    ),
)


def _end(started_at: datetime, finished_at: datetime | None) -> datetime | None:
    """Return the end, or the start where the clock was set back meanwhile and the end lies before it."""
    return None if finished_at is None else max(started_at, finished_at)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: its row of `runs`."""

    run_id: str
    started_at: datetime  # with a time zone
    sources: tuple[str, ...]
    dragoman_version: str
    extractor_version: str
    status: str = "running"
    finished_at: datetime | None = None
    model_version: str | None = None
    settings: str | None = None  # JSON

    def row(self) -> dict[str, Any]:
        """Return the row of `runs`."""
        return asdict(self) | {"sources": list(self.sources), "finished_at": _end(self.started_at, self.finished_at)}


@dataclass(frozen=True, slots=True)
class StageRecord:
    """What one stage of a run did: its row of `run_stages`."""

    run_id: str
    stage: str
    started_at: datetime
    finished_at: datetime | None
    rows_in: int
    rows_out: int
    rows_rejected: int = 0
    rows_skipped: int = 0
    sentences: int | None = None
    worked_seconds: float | None = None  # added up over batches; from start to end where it is not given

    @property
    def seconds(self) -> float | None:
        """How long the stage worked; null where it did not end."""
        if self.worked_seconds is not None:
            return max(self.worked_seconds, 0.0)
        end = _end(self.started_at, self.finished_at)
        return None if end is None else (end - self.started_at).total_seconds()

    @property
    def documents_per_second(self) -> float | None:
        """How many documents it read a second; null for a stage that reads none and for one that took no time."""
        return self.rows_in / self.seconds if self.stage in _READS_DOCUMENTS and self.seconds else None

    def row(self) -> dict[str, Any]:
        """Return the row of `run_stages`."""
        row = asdict(self) | {"seconds": self.seconds, "documents_per_second": self.documents_per_second}
        row["finished_at"] = _end(self.started_at, self.finished_at)
        del row["worked_seconds"]
        return row
