"""What a table is: its grain, key, columns and row checks, and the pandera schema that follows from them.

Here: the form alone. Not here: any one table, and any data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandera.polars as pa
import polars as pl

from schemas.checks import RowCheck, membership_check, presence_check
from schemas.fields import COUNT, DAY, INSTANT, Field, Values, fields


@dataclass(frozen=True, slots=True)
class Column:
    """A field as one table has it."""

    field: Field
    required: bool

    @property
    def name(self) -> str:
        """Return the column's name."""
        return self.field.name


def required(name: str, values: Values | None = None) -> Column:
    """Return the column of a declared field that must be filled; `values` is the closed list where it belongs to the table."""
    return _column(name, True, values)


def optional(name: str, values: Values | None = None) -> Column:
    """Return the column of a declared field that may be null: null is unknown or not stated."""
    return _column(name, False, values)


def _column(name: str, is_required: bool, values: Values | None) -> Column:
    declared = fields()[name]
    return Column(declared if values is None else replace(declared, values=values), is_required)


@dataclass(frozen=True, eq=False)
class Table:
    """A table or hand-over: one row per what, told apart by which columns, holding what, with which claims about each row."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    claims: tuple[RowCheck, ...] = field(default=())

    def dtypes(self) -> dict[str, pl.DataType]:
        """Return the polars type of every column, in order."""
        return {column.name: column.field.dtype for column in self.columns}

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=self.dtypes())

    def build(self, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
        """Return the rows as a frame of this table; a column that a row leaves out is null.

        Raises ValueError for a column that the table does not have, TypeError for a value of another type than its column's.
        """
        records = [dict(row) for row in rows]
        unknown = sorted({name for record in records for name in record} - set(self.dtypes()))
        if unknown:
            raise ValueError(f"{self.name} has no column {', '.join(unknown)}; its columns are declared in schemas/")
        counts = [name for name, dtype in self.dtypes().items() if dtype == COUNT]
        halves = [(name, record[name]) for record in records for name in counts if isinstance(record.get(name), float) and record[name] % 1]
        if halves:
            raise TypeError(f"a row does not fit {self.name}: {halves[0][0]} counts whole things and is {halves[0][1]}")
        try:
            return pl.DataFrame(records, schema=self.dtypes(), orient="row", strict=True) if records else self.empty()
        except pl.exceptions.ComputeError as error:
            raise TypeError(f"a row does not fit {self.name}: {error}") from error

    def read_json(self, records: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
        """Return records as they stand in JSON (days and instants as ISO 8601 text) as a frame of this table.

        A column a record leaves out is null, one the table does not have is passed over; a text that is no date raises polars' InvalidOperationError.
        """
        as_text = {name: pl.String() if dtype in (DAY, INSTANT) else dtype for name, dtype in self.dtypes().items()}
        records = [{name: record.get(name) for name in as_text} for record in records]
        frame = pl.DataFrame(records, schema=as_text, orient="row", strict=True)
        return frame.with_columns(
            *(pl.col(name).str.to_date() for name, dtype in self.dtypes().items() if dtype == DAY),
            *(pl.col(name).str.to_datetime(time_unit="us", time_zone="UTC") for name, dtype in self.dtypes().items() if dtype == INSTANT),
        )

    def checks(self) -> tuple[RowCheck, ...]:
        """Return every claim about a row: presence, closed lists, uniqueness of the key, then the table's own."""
        present = [presence_check(column.name) for column in self.columns if column.required]
        listed = [membership_check(column.field) for column in self.columns if column.field.values is not None]
        return (*present, *listed, self._key_check(), *self.claims)

    def schema(self) -> pa.DataFrameSchema:
        """Return the pandera schema with every check that is an error."""
        return build_schema(self, "error")

    def validate(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame unchanged; raise pandera's SchemaErrors, with every failure, where it breaks the contract."""
        return self.schema().validate(frame, lazy=True)

    def _key_check(self) -> RowCheck:
        name = "_and_".join(self.key)
        passes = pl.struct(self.key).is_first_distinct()
        return RowCheck(f"{name}_is_unique", self.key[0], passes, f"another row has the same {' and '.join(self.key)}: land only one")


def pandera_check(check: RowCheck) -> pa.Check:
    """Return a row check as pandera runs it: true, false or null (which passes) for each row of the frame."""
    return pa.Check(
        lambda data: data.lazyframe.select(check.passes.fill_null(True)),
        name=check.name,
        error=check.name,
        description=check.message,
        ignore_na=False,
    )


def build_schema(
    table: Table, severity: str, further: Sequence[RowCheck] = (), columns: Mapping[str, pl.DataType] | None = None
) -> pa.DataFrameSchema:
    """Return the pandera schema of a table with its checks of one severity, and further checks over further columns.

    Presence is pandera's own `nullable`, so that the schema says it by itself; it belongs to the errors.
    """
    is_strict = severity == "error"
    present = {presence_check(column.name).name for column in table.columns if column.required}
    declared = {
        column.name: pa.Column(
            column.field.dtype,
            nullable=not (column.required and is_strict),
            description=column.field.description,
        )
        for column in table.columns
    }
    declared |= {name: pa.Column(dtype, nullable=True) for name, dtype in (columns or {}).items()}
    chosen = [c for c in (*table.checks(), *further) if c.severity == severity and c.name not in present]
    return pa.DataFrameSchema(declared, checks=[pandera_check(c) for c in chosen], strict=True, coerce=False, name=table.name)
