"""Publishes the read copy: a new file beside the old one, finished, then renamed over it.

Here: the copy and the rename. Not here: what readers do with it (`querying.py`). Readers that have the old file open keep it whole.
"""

import os
from pathlib import Path

import duckdb

from flows.warehouse.connection import PUBLISHED_FILE, SECONDS_TO_WAIT, WAREHOUSE_FILE, attach, lock_warehouse
from flows.warehouse.errors import WarehouseError
from flows.warehouse.transactions import tell_full_disk


def publish(home: Path, *, wait_seconds: float = SECONDS_TO_WAIT) -> Path:
    """Replace `events.duckdb` by a compact copy of the warehouse and return its path.

    A crash at any point leaves the former copy or the new one, never a half. Raises WarehouseError where nothing has landed yet.
    """
    warehouse, published = home / WAREHOUSE_FILE, home / PUBLISHED_FILE
    if not warehouse.exists():
        raise WarehouseError(f"{home} holds no {WAREHOUSE_FILE}: nothing has landed yet")
    fresh = published.with_suffix(".publishing")
    with lock_warehouse(home, wait_seconds), tell_full_disk():
        for leftover in (fresh, fresh.with_name(fresh.name + ".wal")):
            leftover.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            attach(connection, warehouse, "warehouse", read_only=True)
            attach(connection, fresh, "published")
            connection.execute("copy from database warehouse to published")
            connection.execute("checkpoint published")
            connection.execute("detach published")
        flush(fresh)
        fresh.replace(published)
        flush(home)
    return published


def flush(path: Path) -> None:
    """Make sure that a file or folder is on disk before the next step relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
