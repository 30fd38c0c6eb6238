"""`dragoman revalidate`: rejected records tried again with the checks and corrections of today, without reading their articles anew.

Here: the order of the steps. Not here: reading payloads and checks (validate/), reading and landing (warehouse/).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from flows.extract.version import extractor_version
from flows.validate import Correction, load_corrections, recover_records, revalidate
from flows.warehouse import land_recovered, publish, read_landed, read_quarantine
from schemas.runs import RunRecord


@dataclass(frozen=True, slots=True)
class Revalidation:
    """What trying again came to."""

    tried: int
    rejects_resolved: int
    unreadable: int
    rows: dict[str, int]  # rows that landed now, by table

    def describe(self) -> str:
        """Return the outcome in a sentence or two."""
        landed = ", ".join(f"{count} {table}" for table, count in self.rows.items() if count) or "no rows"
        unreadable = f" {self.unreadable} cannot be read any more: run over their source again." if self.unreadable else ""
        return f"{self.tried} failures tried again, {self.rejects_resolved} settled; {landed} landed.{unreadable}"


def revalidate_home(home: Path) -> Revalidation:
    """Return the outcome of trying the quarantine of a home again now, with the checks and corrections of today.

    Raises WarehouseError where nothing has landed yet or another process holds the warehouse.
    """
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    run = RunRecord(run_id, now, ("rejected_records",), version("dragoman"), extractor_version())
    return revalidate_quarantine(home, run, load_corrections(), now)


def revalidate_quarantine(home: Path, run: RunRecord, corrections: Sequence[Correction], now: datetime) -> Revalidation:
    """Return the outcome of validating every open rejected record again; what passes lands and is published.

    `run` is recorded as a run of its own. Raises WarehouseError where the database cannot be written.
    """
    rejects = read_quarantine(home)
    recovered = recover_records(rejects)
    outcome = revalidate(
        rejects,
        recovered,
        read_landed(home, recovered.missing_documents(), recovered.missing_events()),
        run_id=run.run_id,
        extractor_version=run.extractor_version,
        seen_at=now,
        corrections=corrections,
    )
    report = land_recovered(home, replace(run, status="completed", finished_at=now), outcome.tables, outcome.rejects, outcome.settled)
    publish(home)
    return Revalidation(rejects.height, report.rejects_resolved, len(recovered.unreadable), report.rows)
