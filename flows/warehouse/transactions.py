"""Everything of a transaction or nothing, whatever goes wrong, and a disk that is full said as such.

Here: both as blocks. Not here: what is written in them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from flows.warehouse.errors import DiskFullError


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, or undo all of it where it fails."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has ended the transaction already
            connection.rollback()
        raise


@contextmanager
def tell_full_disk() -> Iterator[None]:
    """Raise DiskFullError in place of what DuckDB says of a disk that is full."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if "No space left on device" not in str(error):
            raise
        raise DiskFullError(
            "The disk is full; nothing is half landed. Make room, or give --home a folder elsewhere, and give the same command again."
        ) from error
