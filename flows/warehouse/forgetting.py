"""Removes documents for good, and texts that have been kept long enough.

Here: both in the warehouse, whose file is written anew so that nothing stays in its free blocks. Not here: other files (`flows/forgetting.py`).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from flows.warehouse.connection import (
    PUBLISHED_FILE,
    SECONDS_TO_WAIT,
    WAREHOUSE_FILE,
    attach,
    lock_warehouse,
    open_warehouse,
)
from flows.warehouse.errors import QueryError
from flows.warehouse.landing import count_rows, execute_load
from flows.warehouse.publishing import flush
from flows.warehouse.statements import read_statement
from flows.warehouse.transactions import tell_full_disk, transaction
from schemas.registry import STORED_TABLES


@dataclass(frozen=True, slots=True)
class ForgottenRows:
    """What was removed: the documents, and the rows of each table that lost any."""

    document_ids: tuple[str, ...]
    rows: dict[str, int]


def forget_rows(home: Path, name: str, *, wait_seconds: float = SECONDS_TO_WAIT) -> ForgottenRows:
    """Remove the documents that a name means (document_id, source_uri or source_name) with all their rows; return what went.

    One transaction; afterwards the file is written anew. Raises QueryError where nothing has landed or nothing is known by that name.
    """
    if not (home / WAREHOUSE_FILE).exists():
        raise QueryError(f"{home} holds no {WAREHOUSE_FILE}: nothing has landed, and nothing can be forgotten")
    with open_warehouse(home, wait_seconds) as connection, transaction(connection):
        forgotten = _forget(connection, home, name)
    rewrite_warehouse(home, wait_seconds=wait_seconds)
    return forgotten


def _forget(connection: duckdb.DuckDBPyConnection, home: Path, name: str) -> ForgottenRows:
    before = {table: count_rows(connection, table) for table in STORED_TABLES}
    connection.execute("set variable name = $name", {"name": name})
    for statement in ("find_documents", "find_rejects"):
        connection.execute(read_statement("forget", statement).text)
    found = connection.execute("select document_id from documents_to_forget order by document_id").fetchall()
    connection.execute(read_statement("forget", "remove_rows").text)
    execute_load(connection, "cluster_events")
    execute_load(connection, "event_clusters")
    gone = {table: count - count_rows(connection, table) for table, count in before.items()}
    if not any(gone.values()) and not _is_published(home, name):
        raise QueryError(f'no document, address or source is known as {name!r}; `dragoman query "from documents"` shows them')
    return ForgottenRows(tuple(row[0] for row in found), {table: count for table, count in gone.items() if count})


def _is_published(home: Path, name: str) -> bool:
    """Return whether the published copy still holds something of that name, after a removal that was cut short."""
    if not (home / PUBLISHED_FILE).exists():
        return False
    with duckdb.connect(str(home / PUBLISHED_FILE), read_only=True) as connection:
        question = "select count(*) from documents where $name in (document_id, source_uri, source_name)"
        row = connection.execute(question, {"name": name}).fetchone()
    return bool(row and row[0])


def rewrite_warehouse(home: Path, *, wait_seconds: float = SECONDS_TO_WAIT) -> None:
    """Write the warehouse anew and rename it over the old file, so that what was deleted is not in it any more."""
    warehouse = home / WAREHOUSE_FILE
    fresh = warehouse.with_suffix(".rewriting")
    with lock_warehouse(home, wait_seconds), tell_full_disk():
        for leftover in (fresh, fresh.with_name(fresh.name + ".wal")):
            leftover.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            attach(connection, warehouse, "warehouse")
            attach(connection, fresh, "fresh")
            connection.execute("copy from database warehouse to fresh")
            connection.execute("checkpoint fresh")
            connection.execute("detach fresh")
        flush(fresh)
        warehouse.with_name(warehouse.name + ".wal").unlink(missing_ok=True)
        fresh.replace(warehouse)
        flush(home)


def remove_texts(home: Path, before: datetime, *, wait_seconds: float = SECONDS_TO_WAIT) -> int:
    """Empty the text of documents that were fetched before a time; return of how many. Their rows and quoted sentences stay."""
    with open_warehouse(home, wait_seconds) as connection:
        full = "(from documents where clean_text != '')"
        count = count_rows(connection, full)
        connection.execute("set variable before = $before", {"before": before})
        connection.execute(read_statement("forget", "remove_texts").text)
        removed = count - count_rows(connection, full)
    if removed:
        rewrite_warehouse(home, wait_seconds=wait_seconds)
    return removed
