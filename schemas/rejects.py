"""Rejected records: what failed, where and why, so that it can be read and tried again.

Here: the table, and how the identity of a failure is formed (every stage rejects, and the same failure must be one row).
Not here: any check.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from schemas.checks import RowCheck
from schemas.table import Table, optional, required

REJECTED_RECORDS = Table(
    name="rejected_records",
    grain="one row per failed record x failed check; the same failure seen again moves last_seen_at",
    key=("reject_id",),
    columns=(
        required("reject_id"),
        required("run_id"),
        required("stage"),
        required("table_name"),
        required("record_key"),
        optional("document_id"),
        optional("column_name"),
        required("check_name"),
        optional("failure_case"),
        required("message"),
        required("severity"),
        optional("sentence"),
        optional("rule_id"),
        optional("payload"),
        required("first_seen_at"),
        required("last_seen_at"),
        optional("resolved_at"),
    ),
    claims=(
        RowCheck(
            "first_seen_at_is_at_most_last_seen_at",
            "first_seen_at",
            pl.col("first_seen_at") <= pl.col("last_seen_at"),
            "first_seen_at lies after last_seen_at",
        ),
    ),
)

LONGEST_FAILURE_CASE = 500
"""Characters of a failing value that are kept beside the payload."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One failure of one record, before a run gives it its time."""

    stage: str
    table_name: str
    record_key: str
    check_name: str
    message: str
    document_id: str | None = None
    column_name: str | None = None
    failure_case: str | None = None
    severity: str = "error"
    sentence: str | None = None
    rule_id: str | None = None
    payload: Mapping[str, Any] | None = None


def identify_reject(stage: str, table_name: str, record_key: str, column_name: str | None, check_name: str) -> str:
    """Return the reject_id: 24 hexadecimal digits that are the same for the same failure in every run."""
    parts = "\x1f".join((stage, table_name, record_key, column_name or "", check_name))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def build_rejects(rejects: Iterable[Reject], run_id: str, seen_at: datetime) -> pl.DataFrame:
    """Return the rows of rejected_records for failures of one run, one row each even where a failure is given twice.

    Lone surrogates, which no table can hold, become U+FFFD; `seen_at` needs a time zone.
    """
    rows: dict[str, dict[str, Any]] = {}
    for reject in rejects:
        reject_id = identify_reject(reject.stage, reject.table_name, reject.record_key, reject.column_name, reject.check_name)
        rows.setdefault(
            reject_id,
            {
                "reject_id": reject_id,
                "run_id": run_id,
                "stage": reject.stage,
                "table_name": reject.table_name,
                "record_key": _storable(reject.record_key),
                "document_id": reject.document_id,
                "column_name": reject.column_name,
                "check_name": reject.check_name,
                "failure_case": None if reject.failure_case is None else _storable(reject.failure_case)[:LONGEST_FAILURE_CASE],
                "message": _storable(reject.message),
                "severity": reject.severity,
                "sentence": None if reject.sentence is None else _storable(reject.sentence),
                "rule_id": reject.rule_id,
                "payload": None if reject.payload is None else _write_json(reject.payload),
                "first_seen_at": seen_at,
                "last_seen_at": seen_at,
                "resolved_at": None,
            },
        )
    return REJECTED_RECORDS.build(rows.values())


def stamp_rejects(frame: pl.DataFrame, run_id: str, seen_at: datetime) -> pl.DataFrame:
    """Return the rows of rejected_records for a frame that holds all of a failure but its identity, run and times.

    Its columns are those of `Reject`, all text, `payload` as JSON. Raises ValueError for other columns.
    """
    unknown = sorted(set(frame.columns) - set(REJECTED_RECORDS.dtypes()))
    if unknown:
        raise ValueError(f"rejected_records has no column {', '.join(unknown)}")
    rows = (
        row | {"payload": json.loads(row["payload"]) if row.get("payload") is not None else None} for row in frame.iter_rows(named=True)
    )
    return build_rejects((Reject(**row) for row in rows), run_id, seen_at)


def _write_json(payload: Mapping[str, Any]) -> str:
    return _storable(json.dumps(_jsonable(payload), ensure_ascii=False, allow_nan=False))


def _jsonable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _jsonable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no number for it
    return value if value is None or isinstance(value, str | int | float) else value.isoformat() if isinstance(value, date) else str(value)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
