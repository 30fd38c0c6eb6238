"""Prefect's view of the report: the page of a run as a task, with a link to it and its failures as a table in Prefect's own pages.

Here: task names and artifacts, the one that moves while a run is at work included. Not here: anything that could be tested without Prefect (`writing.py`).
"""

import time
from contextlib import suppress
from pathlib import Path
from typing import cast
from uuid import UUID

import httpx
from prefect import task
from prefect.artifacts import create_link_artifact, create_progress_artifact, create_table_artifact, update_progress_artifact

from flows.progress import Progress, Report
from flows.report.writing import WrittenReport, write_report

#: Seconds between two moves of the progress artifact within a step.
MOVE_INTERVAL_SECONDS = 3.0
#: How much of a run is behind it when a step begins, and how much of it the step is, in percent; most of the time goes into extracting.
_SHARES = {
    "listing sources": (0, 2),
    "reading": (2, 23),
    "comparing": (25, 5),
    "extracting": (30, 60),
    "landing": (90, 6),
    "publishing": (96, 3),
}


def follow_progress(report: Report) -> Report:
    """Return a reporter that also moves a progress artifact of this flow run, from 0 to 99; the end is the run's own state.

    A server that does not take a move is no reason to end a run.
    """
    artifact: UUID | None = None
    last_doing, last_time = "", float("-inf")

    def move(now: Progress) -> None:
        nonlocal artifact, last_doing, last_time
        report(now)
        if now.doing == last_doing and time.monotonic() - last_time < MOVE_INTERVAL_SECONDS:
            return
        last_doing, last_time = now.doing, time.monotonic()
        behind, share = _SHARES.get(now.doing, (0, 0))
        percent = behind + (share * now.done / now.total if now.total else 0.0)
        with suppress(httpx.HTTPError):
            if artifact is None:
                artifact = cast("UUID", create_progress_artifact(progress=percent, key="run-progress", description=now.doing))
            else:
                update_progress_artifact(artifact_id=artifact, progress=percent, description=now.doing)

    return move


@task(name="report", task_run_name="report {run_id}")
def report_run(home: Path, run_id: str) -> WrittenReport:
    """Return the report of a run whose tables are published; raises as `write_report` does."""
    written = write_report(home, run_id)
    create_link_artifact(
        link=written.page.as_uri(), link_text=f"Validation report of run {run_id}", key="run-report", description=str(written.page)
    )
    create_table_artifact(table=written.report.list_checks(), key="run-failures", description=f"Failed checks of run {run_id}, open ones")
    return written
