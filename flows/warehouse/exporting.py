"""Writes the published tables to files that other programs read.

Here: Parquet and CSV of every table, and the register of arms transfers in SIPRI's columns. Not here: FollowTheMoney (`entities.py`).
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl

from flows.warehouse.entities import name_actors, write_entities
from flows.warehouse.errors import QueryError
from flows.warehouse.querying import query
from flows.warehouse.statements import read_statement
from schemas.registry import STORED_TABLES

LIST_SEPARATOR = "; "
"""Between the items of a list in a CSV cell."""

REGISTER_FILE = "trade_register.csv"


def export(home: Path, folder: Path, file_format: str = "parquet") -> list[Path]:
    """Write what is published to `folder` and return the paths.

    `parquet` and `csv` give `<table>.<format>` for every table; `ftm` gives FollowTheMoney entities, `sipri` a register of arms transfers.
    Raises QueryError for an unknown format and where nothing is published yet.
    """
    if file_format not in FORMATS:
        raise QueryError(f"there is no format {file_format!r}; there are {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[file_format](home, folder)


def write_register(home: Path, folder: Path) -> list[Path]:
    """Write asserted orders and deliveries of major weapons with both sides known, in the columns of SIPRI's trade register.

    The number ordered is the largest that any document names. Values are the texts' own, not SIPRI's trend indicator values.
    """
    names = name_actors()
    register = query(home, read_statement("exports", "sipri").text)
    path = folder / REGISTER_FILE
    _write_csv(register.with_columns(pl.col("supplier", "recipient").replace(names)), path)
    return [path]


def _write_tables(home: Path, folder: Path, *, ending: str, write: Callable[[pl.DataFrame, Path], None]) -> list[Path]:
    """Write every table to a file of its own."""
    written = []
    for name, table in STORED_TABLES.items():
        path = folder / f"{name}.{ending}"
        write(query(home, f"from {name} order by {', '.join(table.key)}"), path)
        written.append(path)
    return written


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    lists = [
        pl.col(name).cast(pl.List(pl.String)).list.join(LIST_SEPARATOR) for name, kind in frame.schema.items() if isinstance(kind, pl.List)
    ]
    frame.with_columns(lists).write_csv(path)


FORMATS: dict[str, Callable[[Path, Path], list[Path]]] = {
    "parquet": partial(_write_tables, ending="parquet", write=_write_parquet),
    "csv": partial(_write_tables, ending="csv", write=_write_csv),
    "ftm": write_entities,
    "sipri": write_register,
}
"""How each format is written: from the home, into the folder, giving the paths."""
