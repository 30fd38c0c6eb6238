"""Answers what a run's report tells, and how the runs stand, from the published copy.

Here: running `sql/report/` for one run, and `sql/status/`. Not here: how the report reads (`flows/report/`).
"""

from pathlib import Path

import duckdb
import polars as pl

from flows.warehouse.connection import PUBLISHED_FILE
from flows.warehouse.errors import QueryError
from flows.warehouse.statements import list_statements

RUN_IDS_SHOWN = 10


def answer_report(home: Path, run_id: str | None = None) -> dict[str, pl.DataFrame]:
    """Return the answer of every statement of `sql/report/` for a run, by name; without an id for the last run that read sources.

    All of them see the same state. Raises QueryError where nothing is published, or no such run.
    """
    published = home / PUBLISHED_FILE
    if not published.exists():
        raise QueryError(f"{home} holds no {PUBLISHED_FILE}: `dragoman run --source ... --home {home}` makes it")
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            connection.execute("set variable run_id = $run_id", {"run_id": _choose_run(connection, run_id)})
            return {statement.name: connection.sql(statement.text).pl() for statement in list_statements("report")}
    except duckdb.Error as error:
        raise QueryError(f"{published} cannot be reported on ({error}); `dragoman run` publishes it anew") from error


def query_status(home: Path) -> dict[str, pl.DataFrame]:
    """Return the answer of every statement of `sql/status/`, by name, all of one state. Raises QueryError where nothing is published."""
    published = home / PUBLISHED_FILE
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return {statement.name: connection.sql(statement.text).pl() for statement in list_statements("status")}
    except duckdb.Error as error:
        raise QueryError(f"{published} cannot be read ({error}); `dragoman run` publishes it anew") from error


def _choose_run(connection: duckdb.DuckDBPyConnection, run_id: str | None) -> str:
    """Return the run that is meant; the newest first."""
    known = [
        name
        for (name,) in connection.execute(
            "select run_id from runs semi join run_stages using (run_id) order by started_at desc, run_id desc"
        ).fetchall()
    ]
    if not known:
        raise QueryError("no run has landed yet: `dragoman run --source ...` makes one")
    if run_id is None:
        return str(known[0])
    if run_id not in known:
        raise QueryError(f"there is no run {run_id!r}; the last ones are {', '.join(known[:RUN_IDS_SHOWN])}")
    return run_id
