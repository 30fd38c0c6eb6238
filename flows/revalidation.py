"""`dragoman revalidate`: rejected records tried again with the checks and corrections of today, without reading their articles anew.

Here: the order of the steps. Not here: reading payloads and checks (validate/), reading and landing (warehouse/).
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version

from flows.extract.version import extractor_version
from flows.settings import Settings
from flows.validate import load_corrections, recover_records, revalidate
from flows.warehouse import land_recovered, publish, read_landed, read_quarantine
from schemas.runs import RunRecord


@dataclass(frozen=True, slots=True)
class Revalidation:
    """What trying again came to."""

    tried: int
    settled: int
    unreadable: int
    rows: dict[str, int]  # rows that landed now, by table

    def describe(self) -> str:
        """Return the outcome in a sentence or two."""
        landed = ", ".join(f"{count} {table}" for table, count in self.rows.items() if count) or "no rows"
        unreadable = f" {self.unreadable} cannot be read any more: run over their source again." if self.unreadable else ""
        return f"{self.tried} failures tried again, {self.settled} settled; {landed} landed.{unreadable}"


def revalidate_quarantine(settings: Settings) -> Revalidation:
    """Return the outcome of validating every open rejected record again; what passes lands and is published.

    Raises WarehouseError where nothing has landed yet or another process holds the warehouse.
    """
    now = datetime.now(UTC)
    home, extractor = settings.home, extractor_version()
    run = RunRecord(f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}", now, ("rejected_records",), version("dragoman"), extractor)
    rejects = read_quarantine(home)
    recovered = recover_records(rejects)
    context = read_landed(home, recovered.missing_documents(), recovered.missing_events())
    outcome = revalidate(
        rejects,
        recovered,
        context,
        run_id=run.run_id,
        extractor_version=extractor,
        seen_at=now,
        corrections=load_corrections(),
    )
    done = replace(run, status="completed", finished_at=datetime.now(UTC))
    report = land_recovered(home, done, outcome.tables, outcome.rejects, outcome.settled)
    publish(home)
    return Revalidation(rejects.height, len(outcome.settled), len(recovered.unreadable), report.rows)
