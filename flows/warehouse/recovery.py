"""Records in quarantine: read for another try, and landed where they pass.

Here: reading them with what they refer to, and landing without ingesting again. Not here: validation (`flows/validate/recovery.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from flows.warehouse.connection import SECONDS_TO_WAIT, open_warehouse
from flows.warehouse.landing import LANDED_TABLES, LandingReport, count_rows, execute_load, find_warnings
from flows.warehouse.runs import write_run
from flows.warehouse.transactions import transaction
from schemas.registry import find_table
from schemas.rejects import REJECTED_RECORDS
from schemas.runs import RunRecord

_EVENTS = ("arms_transfers", "meetings", "trade_figures", "sanctions")


def read_quarantine(home: Path, *, wait_seconds: float = SECONDS_TO_WAIT) -> pl.DataFrame:
    """Return the open rejected records of severity error that validation made, oldest first."""
    with open_warehouse(home, wait_seconds) as connection:
        found: pl.DataFrame = connection.sql(
            "from open_rejects where stage = 'validate' and severity = 'error' and payload is not null order by first_seen_at, reject_id"
        ).pl()
    return found


def read_landed(
    home: Path, document_ids: Sequence[str], event_ids: Sequence[str], *, wait_seconds: float = SECONDS_TO_WAIT
) -> dict[str, pl.DataFrame]:
    """Return landed rows by table: the documents of these ids, the events of those ids, and their documents, participants and passages."""
    with open_warehouse(home, wait_seconds) as connection:
        connection.register("wanted_events", pl.DataFrame({"event_id": event_ids}, schema={"event_id": pl.String}))
        tables: dict[str, pl.DataFrame] = {
            name: connection.sql(f"from {name} semi join wanted_events using (event_id)").pl()
            for name in LANDED_TABLES
            if name != "documents"
        }
        wanted = {*document_ids, *(i for name in _EVENTS for i in tables[name]["document_id"])}
        connection.register("wanted_documents", pl.DataFrame({"document_id": sorted(wanted)}, schema={"document_id": pl.String}))
        tables["documents"] = connection.sql("from documents semi join wanted_documents using (document_id)").pl()
    return {name: frame.cast(find_table(name).empty().schema) for name, frame in tables.items()}


def land_recovered(
    home: Path,
    run: RunRecord,
    tables: Mapping[str, pl.DataFrame],
    rejects: pl.DataFrame,
    settled: Iterable[str],
    *,
    wait_seconds: float = SECONDS_TO_WAIT,
) -> LandingReport:
    """Land rows that pass after all, without touching those that are there, and mark the failures in `settled` as resolved.

    `rejects` holds the failures as they are now. One transaction; raises LandingError as `land` does.
    """
    with open_warehouse(home, wait_seconds) as connection:
        for name in LANDED_TABLES:
            connection.register(f"incoming_{name}", _find_new(connection, name, tables[name]))
        connection.register("incoming_rejected_records", rejects)
        connection.register("settled_rejects", pl.DataFrame({"reject_id": list(settled)}, schema={"reject_id": pl.String}))
        connection.register("source_bounds", pl.DataFrame(schema=dict.fromkeys(_BOUNDS, pl.Int64()) | {"source_name": pl.String()}))
        with transaction(connection):
            report = _land(connection, run)
    return report


_BOUNDS = ("source_name", "least_documents", "most_documents", "documents_seen")


def _find_new(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose key the table does not hold."""
    key = find_table(name).key
    connection.register("candidates", frame.select(key))
    new: pl.DataFrame = connection.sql(f"from candidates anti join {name} using ({', '.join(key)})").pl()
    return frame.join(new, on=key, how="semi", maintain_order="left")


def _land(connection: duckdb.DuckDBPyConnection, run: RunRecord) -> LandingReport:
    execute_load(connection, "find_recovered_documents")
    before = {name: count_rows(connection, name) for name in LANDED_TABLES}
    for name in LANDED_TABLES:
        execute_load(connection, name)
    rows = {name: count_rows(connection, name) - before[name] for name in LANDED_TABLES}
    execute_load(connection, "cluster_events")
    execute_load(connection, "event_clusters")
    write_run(connection, run, ())
    seen = count_rows(connection, "incoming_rejected_records")
    execute_load(connection, "rejected_records")
    open_before = count_rows(connection, "open_rejects")
    execute_load(connection, "settle_rejects")
    resolved = open_before - count_rows(connection, "open_rejects")
    find_warnings(connection, run.run_id)
    return LandingReport(
        documents_landed=rows["documents"],
        documents_unchanged=0,
        documents_redeclared=0,
        rows=rows,
        rejects_seen=seen,
        rejects_resolved=resolved,
        warnings=REJECTED_RECORDS.empty(),
    )
