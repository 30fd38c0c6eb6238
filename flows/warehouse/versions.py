"""Which version of the layout a database has, and how one of an earlier version becomes one of today.

Here: the version, the migrations of `sql/migrations/` and the copy that is kept before they run. Not here: the layout itself (`tables.py`).
A version is the number of the last migration; a database that was made before versions were counted has version 1.
"""

import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from flows.warehouse.errors import NewerWarehouseError
from flows.warehouse.statements import Statement, list_statements

BACKUP_FOLDER = "backups"
FIRST_VERSION = 1


def list_migrations() -> dict[int, Statement]:
    """Return the migrations by the version they lead to, in order."""
    return {int(statement.name.partition("_")[0]): statement for statement in list_statements("migrations")}


def current_version() -> int:
    """Return the version of the layout that this program writes."""
    return max(list_migrations(), default=FIRST_VERSION)


def read_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Return the version of the attached database; null where it holds no table yet."""
    tables = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = current_database()"
    ).fetchall()
    if not tables:
        return None
    if ("internal.migrations",) not in tables:
        return FIRST_VERSION
    row = connection.execute("select max(version) from internal.migrations").fetchone()
    return FIRST_VERSION if row is None or row[0] is None else int(row[0])


def check_version(found: int | None) -> bool:
    """Return whether a database of this version has to be migrated; raise NewerWarehouseError where a newer program made it."""
    if found is not None and found > current_version():
        raise NewerWarehouseError(
            f"warehouse.duckdb has layout {found}, and this program (dragoman {version('dragoman')}) knows layouts up to {current_version()}: "
            f"a newer version wrote it. Install that version, or give another --home; nothing was changed"
        )
    return found is not None and found < current_version()


def apply_migrations(connection: duckdb.DuckDBPyConnection, found: int) -> None:
    """Run the migrations after a version, within the connection's transaction, and write them down."""
    for number, migration in list_migrations().items():
        if number > found:
            connection.execute(migration.text)
            record_version(connection, number)


def record_version(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Write down that the database has this version now."""
    for statement in list_statements("internal"):
        connection.execute(statement.text)
    connection.execute(
        "insert into internal.migrations values ($version, now(), $program)", {"version": number, "program": version("dragoman")}
    )


def keep_backup(database: Path, found: int) -> Path:
    """Return where a copy of a closed database of an earlier version lies now: `backups/warehouse-v<version>-<time>.duckdb` beside it.

    Raises OSError where there is no room for it.
    """
    folder = database.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    backup = folder / f"{database.stem}-v{found}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{database.suffix}"
    passing = backup.with_suffix(".copying")
    try:
        shutil.copyfile(database, passing)
        passing.replace(backup)
    finally:
        passing.unlink(missing_ok=True)
    return backup
