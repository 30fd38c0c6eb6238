"""The database: rows land in `warehouse.duckdb` (one writer), readers open the published copy `events.duckdb`.

The only importer of duckdb. Paths come in as arguments, polars frames and plain values go out. Statements live in `sql/`.
"""

from flows.warehouse.connection import open_warehouse
from flows.warehouse.errors import LandingError, NewerWarehouseError, OutdatedTableError, QueryError, WarehouseError, WarehouseLockedError
from flows.warehouse.exporting import export
from flows.warehouse.landing import LandingReport, land
from flows.warehouse.publishing import publish
from flows.warehouse.querying import find_analysis, landed_documents, list_analyses, query
from flows.warehouse.recovery import land_recovered, read_landed, read_quarantine
from flows.warehouse.reporting import answer_report
from flows.warehouse.runs import record_run

__all__ = [
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
    "land",
    "land_recovered",
    "landed_documents",
    "list_analyses",
    "open_warehouse",
    "publish",
    "query",
    "read_landed",
    "read_quarantine",
    "record_run",
]
