"""Returns batches of raw documents from a source, with what could not be taken.

Here: listing a source and reading its items, whatever its kind. Not here: Prefect (flow.py), the clock (`fetched_at` comes in), cleaning.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import polars as pl

from flows.ingest.documents import Row, build_document
from flows.ingest.items import Fault, Item
from flows.ingest.kinds import find_kind
from flows.ingest.rejects import build_reject, frame_rejects
from flows.ingest.source import Source
from schemas.documents import RAW_DOCUMENTS


def list_items(source: Source) -> list[Item]:
    """Return the items of a source in a stable order; raise SourceError where the source as a whole cannot be read."""
    return find_kind(source).list_items(source)


def read_batch(items: Sequence[Item], source: Source, fetched_at: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the raw documents of `items` and the rejects, in the order of the items.

    Nothing about one item stops the others. Columns: RAW_DOCUMENTS and `rejects.COLUMNS`; `fetched_at` must know its time zone.
    """
    read_item = find_kind(source).read_item
    rows: list[Row] = []
    rejects: list[dict[str, str | None]] = []
    for item in items:
        row, faults = None, list(item.faults)
        if item.is_readable:
            try:
                row, found = build_document(item, read_item(item), source, fetched_at)
            except OSError as error:
                found = [Fault("file_is_readable", f"cannot be read ({error.strerror}); it may have been moved since it was listed")]
            faults += found
        document_id = str(row["document_id"]) if row else None
        rejects += [build_reject(item, fault, document_id) for fault in faults]
        if row:
            rows.append(row)
    return RAW_DOCUMENTS.build(rows), frame_rejects(rejects)


def ingest(source: Source, fetched_at: datetime, batch_size: int = 200) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield a source's raw documents and rejects in batches of at most `batch_size` documents."""
    items = list_items(source)
    for start in range(0, len(items), batch_size):
        yield read_batch(items[start : start + batch_size], source, fetched_at)
