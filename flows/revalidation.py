"""`dragoman revalidate`: quarantined records tried again after `seeds/` or `schemas/` changed, without ingesting again.

Here: the order of the steps. Not here: what is read and landed (warehouse/) and what is checked (validate/).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.validate import Correction, recover_records, revalidate
from flows.warehouse import LandingReport, land_recovered, publish, read_landed, read_quarantine
from schemas.runs import RunRecord


def revalidate_quarantine(home: Path, run: RunRecord, corrections: Sequence[Correction], now: datetime) -> LandingReport:
    """Return what landed and what was settled when the open records in quarantine were validated again; the result is published.

    `run` is recorded as a run of its own. Raises WarehouseError where the database cannot be written.
    """
    quarantine = read_quarantine(home)
    recovered = recover_records(quarantine)
    outcome = revalidate(
        quarantine,
        recovered,
        read_landed(home, recovered.missing_documents(), recovered.missing_events()),
        run_id=run.run_id,
        extractor_version=run.extractor_version,
        seen_at=now,
        corrections=corrections,
    )
    report = land_recovered(home, replace(run, status="completed", finished_at=now), outcome.tables, outcome.rejects, outcome.settled)
    publish(home)
    return report
