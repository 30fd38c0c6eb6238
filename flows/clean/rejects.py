"""Returns what clean could not take, or takes with a doubt, as rows.

Here: the shape of this stage's rejects. Not here: their ids, run and times, which validate adds.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import polars as pl

from schemas.rejects import Reject

COLUMNS = tuple(field.name for field in fields(Reject))
_TYPES = {name: pl.String() for name in COLUMNS}
Row = dict[str, str | None]


def build_reject(
    raw: Mapping[str, Any], check_name: str, message: str, *, value: str = "", column_name: str | None = None, severity: str = "error"
) -> Row:
    """Return the row that says what is wrong with a raw document; the payload holds the document but for all of its content past 2,000 characters."""
    payload = {name: raw.get(name) for name in raw if name not in ("content", "fetched_at")}
    return {
        "stage": "clean",
        "table_name": "documents",
        "record_key": raw["source_uri"],
        "document_id": raw["document_id"],
        "column_name": column_name,
        "check_name": check_name,
        "failure_case": value[:500],
        "message": f"{raw['source_uri']}: {message}",
        "severity": severity,
        "sentence": None,
        "rule_id": None,
        "payload": json.dumps({**payload, "content": str(raw.get("content") or "")[:2000]}),
    }


def frame_rejects(rows: Iterable[Row]) -> pl.DataFrame:
    """Return reject rows as a table of text columns."""
    return pl.DataFrame(list(rows), schema=_TYPES)
