"""What stages did to rows, batch by batch, and summed up for the run.

Here: the counts. Not here: where they are stored (warehouse/) and how they read (run_summary.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schemas.runs import StageRecord

#: The stages whose rows are counted batch by batch, in the order the data flows.
BATCH_STAGES = ("ingest", "clean", "extract", "validate")


@dataclass(frozen=True, slots=True)
class StageCount:
    """What one stage did with one batch; rows are documents up to extract, which turns them into event rows."""

    stage: str
    started_at: datetime
    finished_at: datetime
    rows_in: int
    rows_out: int
    rows_rejected: int = 0
    rows_skipped: int = 0
    sentences: int | None = None  # of the documents it read; null for a stage that reads none


def find_excess(stages: Iterable[StageRecord], most: float) -> str | None:
    """Return what to say of a run that rejected more than the share `most` of its documents or of its event rows; null where it did not."""
    by_stage = {stage.stage: stage for stage in stages}
    told = []
    for what, entry, counted in (("documents", "ingest", ("ingest", "clean", "extract")), ("event rows", "validate", ("validate",))):
        given = by_stage[entry].rows_in if entry in by_stage else 0
        rejected = sum(by_stage[name].rows_rejected for name in counted if name in by_stage)
        if given and rejected > most * given:
            told.append(f"{rejected} of {given} {what} ({rejected / given:.0%})")
    return f"{' and '.join(told)} were rejected, where at most {most:.0%} may be" if told else None


def add_counts(run_id: str, counts: Iterable[StageCount], now: datetime | None = None) -> list[StageRecord]:
    """Return one record a stage: from its first batch's start to its last one's end, rows added up.

    A stage that met no batch is left out, or was over as soon as it began where `now` is given.
    """
    by_stage: dict[str, list[StageCount]] = {stage: [] for stage in BATCH_STAGES}
    for count in counts:
        by_stage[count.stage].append(count)
    for stage, found in by_stage.items():
        if now is not None and not found:
            found.append(StageCount(stage, now, now, 0, 0))
    return [
        StageRecord(
            run_id=run_id,
            stage=stage,
            started_at=min(count.started_at for count in found),
            finished_at=max(count.finished_at for count in found),
            rows_in=sum(count.rows_in for count in found),
            rows_out=sum(count.rows_out for count in found),
            rows_rejected=sum(count.rows_rejected for count in found),
            rows_skipped=sum(count.rows_skipped for count in found),
            sentences=sum(counted) if (counted := [count.sentences for count in found if count.sentences is not None]) else None,
            worked_seconds=sum((count.finished_at - count.started_at).total_seconds() for count in found),
        )
        for stage, found in by_stage.items()
        if found
    ]
