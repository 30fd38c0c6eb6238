"""Lands one run's rows: the Parquet files of its work folder go into the warehouse in one transaction.

Here: the order of the statements and what they report. Not here: the statements (`sql/load/`, `sql/checks/`) and the checks of single rows.
Landing the same rows again changes none: a document that landed with the same extractor version stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.warehouse.checking import find_offenders
from flows.warehouse.connection import SECONDS_TO_WAIT, open_warehouse
from flows.warehouse.errors import LandingError
from flows.warehouse.runs import write_run
from flows.warehouse.statements import read_statement
from flows.warehouse.transactions import transaction
from schemas.registry import EXTRACTED_TABLES, STORED_TABLES, find_table
from schemas.rejects import Reject, build_rejects
from schemas.runs import RunRecord, StageRecord

LANDED_TABLES = ("documents", *EXTRACTED_TABLES)
"""The tables a run's files may hold, in the order they land; rejected_records comes after them."""


@dataclass(frozen=True, slots=True)
class LandingReport:
    """What one landing changed."""

    documents_landed: int
    documents_unchanged: int
    documents_redeclared: int  # known ones whose text is the same and whose title, date or other declared value is not
    rows: dict[str, int]  # rows landed, by table
    rejects_seen: int
    rejects_resolved: int
    warnings: pl.DataFrame  # rows of rejected_records: what the checks across rows found


def land(
    home: Path,
    run: RunRecord,
    files: Mapping[str, Iterable[Path | str]],
    *,
    stages: Iterable[StageRecord] = (),
    source_bounds: pl.DataFrame | None = None,
    wait_seconds: float = SECONDS_TO_WAIT,
) -> LandingReport:
    """Land the Parquet files of a run, by table name, and return what changed; all of it lands or nothing does.

    `files` may leave tables out; names are those of LANDED_TABLES and rejected_records. `source_bounds` holds source_name, least_documents
    and most_documents of the sources that declare them, and documents_seen where the run knows how many it met, unchanged ones included.
    Raises LandingError where rows contradict each other (an event without its document,
    one event_id in two tables ...), WarehouseLockedError where another process holds the warehouse.
    """
    unknown = sorted(set(files) - {*LANDED_TABLES, "rejected_records"})
    if unknown:
        raise ValueError(f"a run lands no {', '.join(unknown)}; it lands {', '.join(LANDED_TABLES)}, rejected_records")
    with open_warehouse(home, wait_seconds) as connection:
        for name in (*LANDED_TABLES, "rejected_records"):
            _offer(connection, name, [str(path) for path in files.get(name, ())])
        connection.register("source_bounds", _bounds(source_bounds))
        with transaction(connection):
            report = _land_offered(connection, run, stages)
    return report


def _offer(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    """Make a run's files readable as `incoming_<table>`; the view lives in memory and never touches the warehouse."""
    if not files:
        connection.register(f"incoming_{name}", find_table(name).empty())
        return
    connection.execute("use memory")
    connection.read_parquet(files, union_by_name=True, hive_partitioning=False).create_view(f"incoming_{name}", replace=True)
    connection.execute("set search_path = 'warehouse.main,memory.main'")


def _bounds(source_bounds: pl.DataFrame | None) -> pl.DataFrame:
    schema = {"source_name": pl.String(), "least_documents": pl.Int64(), "most_documents": pl.Int64(), "documents_seen": pl.Int64()}
    empty = pl.DataFrame(schema=schema)
    return empty if source_bounds is None else pl.concat([empty, source_bounds], how="diagonal_relaxed").cast(empty.schema)


def _land_offered(connection: duckdb.DuckDBPyConnection, run: RunRecord, stages: Iterable[StageRecord]) -> LandingReport:
    execute_load(connection, "find_documents_to_land")
    renewed = "documents semi join documents_to_land using (document_id)"
    redeclared = count_rows(connection, f"(from {renewed} semi join incoming_documents using (document_id, extractor_version))")
    execute_load(connection, "remove_replaced_rows")
    rows = {name: count_rows(connection, name) for name in LANDED_TABLES}
    for name in LANDED_TABLES:
        execute_load(connection, name)
    rows = {name: count_rows(connection, name) - before for name, before in rows.items()}
    execute_load(connection, "cluster_events")
    execute_load(connection, "event_clusters")
    write_run(connection, run, stages)
    seen = count_rows(connection, "incoming_rejected_records")
    execute_load(connection, "rejected_records")
    open_before = count_rows(connection, "open_rejects")
    execute_load(connection, "resolve_rejects")
    resolved = open_before - count_rows(connection, "open_rejects")
    warnings = _check_landed(connection, run.run_id, run.finished_at or run.started_at)
    known = count_rows(connection, "(select distinct document_id from incoming_documents)")
    return LandingReport(
        documents_landed=rows["documents"],
        documents_unchanged=known - rows["documents"],
        documents_redeclared=redeclared,
        rows=rows,
        rejects_seen=seen,
        rejects_resolved=resolved,
        warnings=warnings,
    )


def _check_landed(connection: duckdb.DuckDBPyConnection, run_id: str, seen_at: datetime) -> pl.DataFrame:
    """Return the warnings of the checks across rows, landed as rejected records; raise LandingError for an error."""
    warnings = build_rejects(find_warnings(connection, run_id), run_id, seen_at)
    connection.register("incoming_rejected_records", warnings)
    execute_load(connection, "rejected_records")
    execute_load(connection, "resolve_warnings")
    return warnings


def find_warnings(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Reject]:
    """Return what the checks of severity warning select; raise LandingError where one of severity error selects anything."""
    offenders = find_offenders(connection, run_id)
    errors = [offender for offender in offenders if offender.severity == "error"]
    if errors:
        shown = "; ".join(f"{e.check_name}: {e.table_name} {e.record_key} ({e.failure_case})" for e in errors[:5])
        raise LandingError(f"nothing of run {run_id} landed, because {len(errors)} rows break a claim of sql/checks/. First ones: {shown}")
    return offenders


def execute_load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run one statement of `sql/load/`."""
    connection.execute(read_statement("load", name).text)


def count_rows(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Return how many rows a table, view or subquery holds."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def stored_row_counts(home: Path) -> dict[str, int]:
    """Return how many rows each table of the warehouse holds, by name."""
    with open_warehouse(home) as connection:
        return {name: count_rows(connection, name) for name in STORED_TABLES}
