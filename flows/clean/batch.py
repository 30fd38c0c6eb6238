"""Returns clean documents for a batch of raw ones, with what could not be cleaned.

Here: rows in, rows out. Not here: one document (`document.py`), documents that repeat others across batches (`duplicates.py`), Prefect.
"""

from datetime import datetime
from typing import Any

import polars as pl

from flows.clean.boilerplate import load_lexicon
from flows.clean.document import CleanDocument, clean_document
from flows.clean.rejects import Row, build_reject, frame_rejects
from schemas.documents import CLEAN_DOCUMENTS

_COLUMN_OF_CHECK = {
    "published_date_is_plausible": "published_at",
    "published_date_is_understood": "published_at",
    "declared_language_is_known": "language",
}


def clean_batch(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the clean documents of a batch in its order, and the rejects: errors for documents left out, warnings for doubts.

    Columns: CLEAN_DOCUMENTS and `rejects.COLUMNS`. `duplicate_of` and `duplicate_kind` are null here; `mark_duplicates` fills them once all batches
    are clean. A document that cannot be cleaned for a reason nobody foresaw is one reject, and the others go on.
    """
    load_lexicon()  # an installation without its seeds fails here, not once a document
    rows: list[dict[str, Any]] = []
    rejects: list[Row] = []
    for record in raw.iter_rows(named=True):
        fetched_at: datetime = record["fetched_at"]
        try:
            document = clean_document(record, fetched_at.date())
        except Exception as error:  # noqa: BLE001 (one document must not stop a run; the row says what happened)
            message = f"could not be cleaned ({type(error).__name__}: {str(error)[:200]}); please report it with this document"
            rejects.append(build_reject(record, "document_can_be_cleaned", message, value=type(error).__name__))
            continue
        for check_name, message, value in document.warnings:
            column = _COLUMN_OF_CHECK.get(check_name, "clean_text")
            rejects.append(build_reject(record, check_name, message, value=value, column_name=column, severity="warning"))
        if document.fault:
            check_name, message, value = document.fault
            rejects.append(build_reject(record, check_name, message, value=value, column_name="clean_text"))
        else:
            rows.append(_build_row(record, document))
    return CLEAN_DOCUMENTS.build(rows), frame_rejects(rejects)


def _build_row(record: dict[str, Any], document: CleanDocument) -> dict[str, Any]:
    """Return the row of a clean document."""
    same = ("document_id", "source_uri", "source_name", "fetched_at", "media_type", "raw_sha256", "declared_key")
    return {
        **{name: record[name] for name in same},
        "publisher": document.publisher,
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "published_at": document.published.day,
        "published_from": document.published.read_from,
        "clean_text": document.text,
        "duplicate_of": None,
        "duplicate_kind": None,
    }
