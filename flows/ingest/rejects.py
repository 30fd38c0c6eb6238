"""Returns what ingest could not take, as rows.

Here: the shape of this stage's rejects. Not here: their ids, run and times, which validate adds.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields

import polars as pl

from flows.ingest.items import Fault, Item
from schemas.rejects import Reject

COLUMNS = tuple(field.name for field in fields(Reject))
_TYPES = {name: pl.String() for name in COLUMNS}


def build_reject(item: Item, fault: Fault, document_id: str | None = None) -> dict[str, str | None]:
    """Return the row that says what is wrong with an item; `document_id` where the document lands all the same."""
    payload: Mapping[str, object] = {
        "source_uri": item.uri,
        "media_type": item.media_type,
        "size_bytes": item.size_bytes,
        "declared": item.declared.as_dict(),
        **fault.payload,
    }
    return {
        "stage": "ingest",
        "table_name": "documents",
        "record_key": item.uri,
        "document_id": document_id,
        "column_name": fault.column_name,
        "check_name": fault.check_name,
        "failure_case": fault.failure_case[:500].encode("utf-8", "replace").decode(),
        "message": f"{item.uri}: {fault.message}".encode("utf-8", "replace").decode(),
        "severity": fault.severity,
        "sentence": None,
        "rule_id": None,
        "payload": json.dumps(payload),
    }


def frame_rejects(rows: Iterable[Mapping[str, str | None]]) -> pl.DataFrame:
    """Return reject rows as a table of text columns."""
    return pl.DataFrame(list(rows), schema=_TYPES)
