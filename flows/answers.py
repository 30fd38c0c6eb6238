"""Answers as people and programs want them: a table of rows in, text or bytes out.

Here: the formats of `dragoman query`. Not here: asking the question (warehouse/).
"""

import io
import json
import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

FORMATS = ("table", "csv", "json", "markdown", "parquet")
_SUFFIXES = {".csv": "csv", ".json": "json", ".md": "markdown", ".markdown": "markdown", ".parquet": "parquet"}


def choose_format(name: str | None, out: Path | None) -> str:
    """Return the format asked for, else the one the file's suffix names, else a table."""
    if name is not None:
        return name
    return "table" if out is None else _SUFFIXES.get(out.suffix.lower(), "table")


def write_answer(answer: pl.DataFrame, name: str | None = None, out: Path | None = None) -> str | bytes:
    """Return the answer in a format, and write it to a file where one is named. Parquet is bytes, everything else text."""
    formatted = format_answer(answer, choose_format(name, out))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(formatted if isinstance(formatted, bytes) else (formatted + "\n").encode())
    return formatted


def format_answer(answer: pl.DataFrame, name: str) -> str | bytes:
    """Return the answer as a table for the eye, CSV, JSON (a list of objects), a Markdown table, or Parquet."""
    match name:
        case "table":
            return _draw_table(answer)
        case "csv":
            return _flatten(answer).write_csv().rstrip("\n")
        case "json":
            return json.dumps(answer.to_dicts(), ensure_ascii=False, indent=1, default=_spell)
        case "markdown":
            return _draw_markdown(answer)
        case "parquet":
            buffer = io.BytesIO()
            answer.write_parquet(buffer)
            return buffer.getvalue()
        case _:
            raise ValueError(f"{name!r} is no format; there are {', '.join(FORMATS)}")


def _spell(value: Any) -> Any:
    """Return a value JSON has no type for as text."""
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _show(value: Any) -> str:
    """Return one cell as people read it: nothing for null, whole numbers without a point, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.0f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, list):
        return ", ".join(_show(each) for each in value)
    return str(value)


def _flatten(answer: pl.DataFrame) -> pl.DataFrame:
    """Return the answer with lists and structures as text, which CSV has no other form for."""
    nested = [name for name, kind in answer.schema.items() if kind.is_nested()]
    return answer.with_columns(
        pl.Series(name, [None if cell is None else _show(cell) for cell in answer[name].to_list()], dtype=pl.String) for name in nested
    )


def _draw_markdown(answer: pl.DataFrame) -> str:
    """Return a Markdown table; bars and line ends in cells cannot break it."""
    cells = [[_show(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in answer.iter_rows()]
    lines = [answer.columns, ["---"] * answer.width, *cells]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _draw_table(answer: pl.DataFrame) -> str:
    """Return a table fitted to the terminal's width, with the number of rows under it."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, kind in answer.schema.items():
        table.add_column(Text(name), justify="right" if kind.is_numeric() else "left", overflow="fold")
    for row in answer.iter_rows():
        table.add_row(*(Text(_show(cell)) for cell in row))
    console = Console(file=io.StringIO(), width=_fit_width())
    console.print(table)
    drawn = console.file.getvalue()  # type: ignore[attr-defined]  # the console's file is the StringIO given to it
    lines = [line.rstrip() for line in drawn.splitlines() if line.strip()]
    return "\n".join([*lines, f"({answer.height} row{'' if answer.height == 1 else 's'})"])


def _fit_width() -> int:
    """Return the columns a table may take: those of the terminal, or as many as it likes where its reader is a file or a program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 100_000
