"""Records runs and their stages.

Here: writing the two tables. Not here: what a run is (`schemas/runs.py`).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from flows.warehouse.connection import SECONDS_TO_WAIT, open_warehouse
from flows.warehouse.statements import read_statement
from flows.warehouse.transactions import transaction
from schemas.runs import RUN_STAGES, RUNS, RunRecord, StageRecord
from schemas.table import Table


def record_run(home: Path, run: RunRecord, stages: Iterable[StageRecord] = (), *, wait_seconds: float = SECONDS_TO_WAIT) -> None:
    """Write the row of a run and those of its stages; a later word about the same run or stage replaces the earlier."""
    with open_warehouse(home, wait_seconds) as connection, transaction(connection):
        write_run(connection, run, stages)


def write_run(connection: duckdb.DuckDBPyConnection, run: RunRecord, stages: Iterable[StageRecord]) -> None:
    """Write the row of a run and those of its stages within the connection's transaction."""
    _write(connection, RUNS, [run.row()])
    write_stages(connection, stages)


def write_stages(connection: duckdb.DuckDBPyConnection, stages: Iterable[StageRecord]) -> None:
    """Write the rows of stages within the connection's transaction, if there is one."""
    _write(connection, RUN_STAGES, [stage.row() for stage in stages])


def _write(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    connection.register(f"incoming_{table.name}", table.validate(table.build(rows)))
    connection.execute(read_statement("load", table.name).text)
