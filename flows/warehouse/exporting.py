"""Writes the published tables to files that other programs read.

Here: Parquet and CSV of every table. Not here: the formats of the field (FollowTheMoney, SIPRI), which come as modules beside this one.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from flows.warehouse.errors import QueryError
from flows.warehouse.querying import query
from schemas.registry import STORED_TABLES

LIST_SEPARATOR = "; "
"""Between the items of a list in a CSV cell."""


def export(home: Path, folder: Path, file_format: str = "parquet") -> list[Path]:
    """Write every published table to `folder` as `<table>.<format>` and return the paths.

    Raises QueryError for an unknown format and where nothing is published yet.
    """
    if file_format not in FORMATS:
        raise QueryError(f"there is no format {file_format!r}; there are {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in STORED_TABLES.items():
        path = folder / f"{name}.{file_format}"
        FORMATS[file_format](query(home, f"from {name} order by {', '.join(table.key)}"), path)
        written.append(path)
    return written


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    frame.with_columns(pl.col(lists).list.join(LIST_SEPARATOR)).write_csv(path)


FORMATS: dict[str, Callable[[pl.DataFrame, Path], None]] = {"parquet": _write_parquet, "csv": _write_csv}
