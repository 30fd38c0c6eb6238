"""Publishes the read copy: a new file beside the old one, finished, then renamed over it.

Here: the copy and the rename. Not here: what readers do with it (`querying.py`). Readers that have the old file open keep it whole.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import duckdb

from flows.warehouse.connection import PUBLISHED_FILE, SECONDS_TO_WAIT, WAREHOUSE_FILE, WRITER_THREADS, attach, lock_warehouse
from flows.warehouse.errors import WarehouseError
from flows.warehouse.runs import write_stages
from flows.warehouse.transactions import tell_full_disk
from schemas.runs import StageRecord


def publish(home: Path, *, stages: Iterable[StageRecord] = (), wait_seconds: float = SECONDS_TO_WAIT) -> Path:
    """Replace `events.duckdb` by a compact copy of the warehouse and return its path.

    `stages` are put into the copy besides, because they ended after the landing; one without an end ends when the copy is made.
    A crash at any point leaves the former copy or the new one, never a half. Raises WarehouseError where nothing has landed yet.
    """
    warehouse, published = home / WAREHOUSE_FILE, home / PUBLISHED_FILE
    if not warehouse.exists():
        raise WarehouseError(f"{home} holds no {WAREHOUSE_FILE}: nothing has landed yet")
    fresh = published.with_suffix(".publishing")
    with lock_warehouse(home, wait_seconds), tell_full_disk():
        for leftover in (fresh, fresh.with_name(fresh.name + ".wal")):
            leftover.unlink(missing_ok=True)
        with duckdb.connect(config={"threads": WRITER_THREADS}) as connection:
            attach(connection, warehouse, "warehouse", read_only=True)
            attach(connection, fresh, "published")
            connection.execute("copy from database warehouse to published")
            connection.execute("set search_path = 'published.main'")
            write_stages(connection, [stage if stage.finished_at else replace(stage, finished_at=datetime.now(UTC)) for stage in stages])
            connection.execute("use memory")
            connection.execute("checkpoint published")
            connection.execute("detach published")
        flush(fresh)
        _hold_content(published)
        fresh.replace(published)
        flush(home)
    return published


_FORMER: dict[Path, BinaryIO] = {}
"""The copies that this process replaced last, open so that their content stays while readers that have them open close them."""


def _hold_content(published: Path) -> None:
    """Keep the content of a copy that is about to be replaced until the next one is, or this process ends.

    Else the reader that closes it last would remove it, and wait for the disk when a landing writes to that meanwhile (up to 0.2 s).
    """
    former = published.open("rb") if published.exists() else None
    if (earlier := _FORMER.pop(published, None)) is not None:
        earlier.close()
    if former is not None:
        _FORMER[published] = former


def flush(path: Path) -> None:
    """Make sure that a file or folder is on disk before the next step relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
