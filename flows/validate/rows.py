"""Checks the rows of one table: which pass, which fail which claim.

Here: casting, running pandera lazily, and telling failing rows apart. Not here: the claims, and what becomes of a row that fails.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandera.errors
import polars as pl

from schemas.checks import RowCheck, presence_check
from schemas.table import Table, build_schema


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that fails one check: its place in the frame and the value that fails, as text."""

    row: int
    check: RowCheck
    value: str | None


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """A table's rows, cast to their types, and their failures; rows without an error are the kept ones."""

    frame: pl.DataFrame
    failures: tuple[Failure, ...]

    def kept(self) -> pl.DataFrame:
        """Return the rows that fail no check of severity error."""
        quarantined = {failure.row for failure in self.failures if failure.check.severity == "error"}
        if not quarantined:
            return self.frame
        return self.frame.filter(~pl.int_range(pl.len()).is_in(sorted(quarantined)))


def check_rows(
    table: Table, frame: pl.DataFrame, further: Sequence[RowCheck] = (), context: Mapping[str, pl.DataType] | None = None
) -> CheckedRows:
    """Return a table's rows with every failure of the table's claims and further ones, which may read the context columns.

    Raises ValueError where columns are missing or unknown: such a frame was not made for this table.
    """
    context = dict(context or {})
    cast, failures = cast_rows(table, frame, context)
    for severity in ("error", "warning"):
        failures += _run(table, cast, severity, further, context)
    errors = {failure.row for failure in failures if failure.check.severity == "error"}
    failures = [failure for failure in failures if failure.check.severity == "error" or failure.row not in errors]
    failures.sort(key=lambda failure: failure.row)
    return CheckedRows(cast.drop(context), tuple(failures))


def cast_rows(table: Table, frame: pl.DataFrame, context: Mapping[str, pl.DataType]) -> tuple[pl.DataFrame, list[Failure]]:
    """Return the frame with every column in its type and a failure for each value that has none there; such a value becomes null."""
    expected = table.dtypes() | dict(context)
    if set(frame.columns) != set(expected):
        missing, unknown = sorted(set(expected) - set(frame.columns)), sorted(set(frame.columns) - set(expected))
        raise ValueError(f"this is no {table.name}: missing columns {missing}, unknown columns {unknown}")
    failures = []
    for name, dtype in expected.items():
        if frame.schema[name] == dtype:
            continue
        given, cast = frame[name], frame[name].cast(dtype, strict=False)
        lost = given.is_not_null() & cast.is_null()
        if given.dtype.is_float() and dtype.is_integer():
            lost |= (given != cast.cast(given.dtype)).fill_null(False)
        check = type_check(name, dtype)
        failures += [Failure(row, check, str(given[row])) for row in lost.arg_true().to_list()]
        frame = frame.with_columns(cast)
    return frame.select(list(expected)), failures


def type_check(column: str, dtype: pl.DataType) -> RowCheck:
    """Return the claim that a column's value is of the column's type; it is decided by casting."""
    return RowCheck(f"{column}_has_its_type", column, pl.lit(True), f"{column} cannot be read as {dtype}")


def _run(
    table: Table, frame: pl.DataFrame, severity: str, further: Sequence[RowCheck], context: Mapping[str, pl.DataType]
) -> list[Failure]:
    schema = build_schema(table, severity, further, context)
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    if cases["index"].null_count():
        broken = cases.filter(pl.col("index").is_null()).select("column", "check", "failure_case").rows()
        raise ValueError(f"{table.name} breaks its contract as a whole, not in single rows: {broken}")
    named = {check.name: check for check in (*table.checks(), *further)}
    rows: dict[str, list[int]] = {}
    for column, check_name, row in cases.select("column", "check", "index").iter_rows():
        name = presence_check(column).name if check_name == "not_nullable" else check_name
        rows.setdefault(name, []).append(row)
    return [failure for name, at in rows.items() for failure in _quote(frame, named[name], at)]


def _quote(frame: pl.DataFrame, check: RowCheck, rows: list[int]) -> list[Failure]:
    values = frame[check.shown or check.column].gather(rows).to_list()
    return [Failure(row, check, None if value is None else str(value)) for row, value in zip(rows, values, strict=True)]
