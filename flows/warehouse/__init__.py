"""The database: rows land in `warehouse.duckdb` (one writer), readers open the published copy `events.duckdb`.

The only importer of duckdb. Paths come in as arguments, polars frames and plain values go out. Statements live in `sql/`.
"""

from flows.warehouse.connection import open_warehouse
from flows.warehouse.errors import LandingError, NewerWarehouseError, OutdatedTableError, QueryError, WarehouseError, WarehouseLockedError
from flows.warehouse.exporting import export
from flows.warehouse.forgetting import ForgottenRows, forget_rows, remove_texts
from flows.warehouse.landing import LandingReport, land
from flows.warehouse.publishing import publish
from flows.warehouse.querying import find_analysis, landed_documents, list_analyses, query, read_outdated, read_question, read_rows_of
from flows.warehouse.recovery import land_recovered, read_landed, read_quarantine
from flows.warehouse.reporting import answer_report, query_status
from flows.warehouse.runs import record_run

__all__ = [
    "ForgottenRows",
    "LandingError",
    "LandingReport",
    "NewerWarehouseError",
    "OutdatedTableError",
    "QueryError",
    "WarehouseError",
    "WarehouseLockedError",
    "answer_report",
    "export",
    "find_analysis",
    "forget_rows",
    "land",
    "land_recovered",
    "landed_documents",
    "list_analyses",
    "open_warehouse",
    "publish",
    "query",
    "query_status",
    "read_landed",
    "read_outdated",
    "read_quarantine",
    "read_question",
    "read_rows_of",
    "record_run",
    "remove_texts",
]
