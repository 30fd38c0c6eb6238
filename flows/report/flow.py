"""Prefect's view of the report: the page of a run as a task, with a link to it and its failures as a table in Prefect's own pages.

Here: task names and artifacts. Not here: anything that could be tested without Prefect (`writing.py`).
"""

from pathlib import Path

from prefect import task
from prefect.artifacts import create_link_artifact, create_table_artifact

from flows.report.writing import WrittenReport, write_report


@task(name="report", task_run_name="report {run_id}")
def report_run(home: Path, run_id: str) -> WrittenReport:
    """Return the report of a run whose tables are published; raises as `write_report` does."""
    written = write_report(home, run_id)
    create_link_artifact(
        link=written.page.as_uri(), link_text=f"Validation report of run {run_id}", key="run-report", description=str(written.page)
    )
    create_table_artifact(table=written.report.list_checks(), key="run-failures", description=f"Failed checks of run {run_id}, open ones")
    return written
