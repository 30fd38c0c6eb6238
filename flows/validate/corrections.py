"""Declared corrections: what an analyst knows better than the text was read.

Here: reading `seeds/corrections.yml`, applying it to rows, and saying what it did. Not here: any correction.
A correction names the value it expects: where that is gone (another extractor reads the text otherwise), it is not applied and complains.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from flows.seeds import read_yaml
from schemas.registry import EXTRACTED_TABLES, find_table
from schemas.rejects import Reject
from schemas.table import Table

CORRECTABLE_TABLES = ("documents", *EXTRACTED_TABLES)


@dataclass(frozen=True, slots=True)
class Correction:
    """One column of one record: what it should hold instead of what, and why."""

    table: str
    record: str  # the record's key: an event_id or document_id, with "#" and the ordinal for participants and passages
    column: str
    expected: Any
    value: Any
    reason: str


@cache
def load_corrections() -> tuple[Correction, ...]:
    """Return the corrections of `seeds/corrections.yml`; raises as `parse_corrections` does."""
    return parse_corrections(read_yaml("corrections.yml"))


def parse_corrections(entries: Any) -> tuple[Correction, ...]:
    """Return corrections from parsed YAML: a list of mappings with table, record, column, expected, value and reason; null is none.

    Raises ValueError, with the entry's number, for what cannot be applied to any record.
    """
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise ValueError("corrections.yml must hold a list of corrections")  # noqa: TRY004 -- the file is wrong, not a caller
    return tuple(_parse(number, entry) for number, entry in enumerate(entries, start=1))


def _parse(number: int, entry: Any) -> Correction:
    names = {"table", "record", "column", "expected", "value", "reason"}
    if not isinstance(entry, Mapping) or set(entry) != names:
        raise ValueError(f"corrections.yml, entry {number}: needs exactly {', '.join(sorted(names))}")
    correction = Correction(**{name: entry[name] for name in names})
    if correction.table not in CORRECTABLE_TABLES:
        raise ValueError(f"corrections.yml, entry {number}: {correction.table!r} is none of {', '.join(CORRECTABLE_TABLES)}")
    table = find_table(correction.table)
    if correction.column not in table.dtypes() or correction.column in table.key:
        raise ValueError(f"corrections.yml, entry {number}: {correction.table} has no column {correction.column!r} that can be corrected")
    if not str(correction.reason or "").strip():
        raise ValueError(f"corrections.yml, entry {number}: a correction needs its reason")
    for value in (correction.expected, correction.value):
        try:
            _typed(table, correction.column, value)
        except (pl.exceptions.PolarsError, TypeError) as error:
            raise ValueError(f"corrections.yml, entry {number}: {value!r} does not fit {correction.column} ({error})") from error
    return correction


def apply_corrections(table: Table, frame: pl.DataFrame, corrections: Sequence[Correction]) -> tuple[pl.DataFrame, list[Reject]]:
    """Return the frame with the corrections for its records applied, and a warning for each: applied, or its expected value gone.

    A correction whose record is not in the frame has nothing to say here.
    """
    reports: list[Reject] = []
    for correction in (c for c in corrections if c.table == table.name):
        for row in _find(table, frame, correction.record):
            found = frame[correction.column][row]
            expected, value = (_typed(table, correction.column, v) for v in (correction.expected, correction.value))
            is_expected = _as_plain(found) == _as_plain(expected[0])
            reports.append(_report(table, frame.row(row, named=True), correction, found, is_applied=is_expected))
            if is_expected:
                column = frame[correction.column].cast(value.dtype)
                frame = frame.with_columns(pl.concat([column.head(row), value, column.slice(row + 1)]).alias(correction.column))
    return frame, reports


def _find(table: Table, frame: pl.DataFrame, record: str) -> Iterator[int]:
    keys = frame.select(pl.concat_str([pl.col(name).cast(pl.String) for name in table.key], separator="#")).to_series()
    yield from (keys == record).fill_null(False).arg_true()


def _typed(table: Table, column: str, value: Any) -> pl.Series:
    """Return the value as a series of one item in the column's type; days and instants may be ISO 8601 text, as YAML gives them."""
    plain = value.isoformat() if hasattr(value, "isoformat") else value
    return table.read_json([{column: plain}])[column]


def _as_plain(value: Any) -> Any:
    return value.to_list() if isinstance(value, pl.Series) else value


def _report(table: Table, record: Mapping[str, Any], correction: Correction, found: Any, *, is_applied: bool) -> Reject:
    change = f"{correction.column} {_as_plain(found)!r} -> {correction.value!r} ({correction.reason})"
    if is_applied:
        check, message = "value_stands_as_it_was_read", f"corrected by seeds/corrections.yml: {change}"
    else:
        check = "correction_finds_what_it_expects"
        message = f"not corrected, because {correction.expected!r} was expected: {change}; review the entry in seeds/corrections.yml"
    return Reject(
        stage="validate",
        table_name=table.name,
        record_key=correction.record,
        check_name=check,
        message=message,
        document_id=record.get("document_id"),
        column_name=correction.column,
        failure_case=None if found is None else str(_as_plain(found)),
        severity="warning",
        sentence=record.get("sentence"),
        rule_id=record.get("rule_id"),
        payload=record,
    )
