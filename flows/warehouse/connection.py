"""Opens the database that runs write, for one writer at a time.

Here: the lock, the connection and the storage version. Not here: what is written. Readers open the published copy (`querying.py`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from flows.warehouse.errors import WarehouseError, WarehouseLockedError
from flows.warehouse.tables import create_tables
from flows.warehouse.transactions import tell_full_disk
from flows.warehouse.versions import check_version, keep_backup, read_version

WAREHOUSE_FILE = "warehouse.duckdb"
PUBLISHED_FILE = "events.duckdb"
LOCK_FILE = "warehouse.lock"

STORAGE_VERSION = "v1.5.0"
"""DuckDB 2.0 and the 1.5 command line both read files of this version."""

SECONDS_TO_WAIT = 60.0
"""How long a writer waits for another by default."""

WRITER_THREADS = max(1, (os.cpu_count() or 1) // 2)
"""How many threads landing and publishing use: the other processors are for the readers' questions (`benchmarks/readers.py`)."""


@contextmanager
def lock_warehouse(home: Path, wait_seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """Hold the home folder's writer lock; it ends with the block, or with the process however that dies.

    Raises WarehouseLockedError where another writer holds it longer than `wait_seconds`.
    """
    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / LOCK_FILE, timeout=wait_seconds):
            yield
    except Timeout as error:
        raise WarehouseLockedError(
            f"another run is writing to {home} (it holds {LOCK_FILE}): wait until it ends, or give this run another --home"
        ) from error


@contextmanager
def open_warehouse(home: Path, wait_seconds: float = SECONDS_TO_WAIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to the warehouse for writing, its tables and views made; nobody else writes meanwhile.

    A database of an earlier version is migrated, after a copy of it was put under `backups/`.
    Raises WarehouseLockedError where another process writes or reads the file, NewerWarehouseError where a newer program made it,
    WarehouseError where its tables cannot be brought up to date.
    """
    with lock_warehouse(home, wait_seconds), tell_full_disk():
        connection = duckdb.connect(config={"threads": WRITER_THREADS})
        try:
            _attach_warehouse(connection, home)
            found = read_version(connection)
            if found is not None and check_version(found):
                connection.execute("checkpoint warehouse")
                connection.execute("use memory")
                connection.execute("detach warehouse")
                keep_backup(home / WAREHOUSE_FILE, found)
                _attach_warehouse(connection, home)
            create_tables(connection)
            yield connection
        finally:
            connection.close()


def _attach_warehouse(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Attach the warehouse of a home folder for writing, as the database that plain names mean."""
    attach(connection, home / WAREHOUSE_FILE, "warehouse")
    connection.execute("set search_path = 'warehouse.main,memory.main'")


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False) -> None:
    """Attach a database file under a name, times in UTC; raise WarehouseLockedError or WarehouseError where it cannot be opened."""
    options = "read_only" if read_only else f"storage_version '{STORAGE_VERSION}'"
    quoted = str(path).replace("'", "''")
    connection.execute("set timezone = 'UTC'")
    try:
        connection.execute(f"attach '{quoted}' as {name} ({options})")
    except duckdb.IOException as error:
        if "No space left" in str(error):
            raise
        if "lock" in str(error).lower():
            raise WarehouseLockedError(
                f"{path.name} is open in another program: close it there, and read {PUBLISHED_FILE} instead, which never stands in a run's way"
            ) from error
        raise WarehouseError(f"{path} cannot be opened as a DuckDB database: {error}") from error
