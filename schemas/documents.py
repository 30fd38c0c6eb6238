"""Documents on their way: raw as fetched, clean as read, and landed.

Here: the three tables and the claims about one document. Not here: how a document becomes clean.
"""

import polars as pl

from schemas.checks import RowCheck, day_check
from schemas.table import Table, optional, required

_IDENTITY = (
    RowCheck(
        "document_id_is_a_hash",
        "document_id",
        pl.col("document_id").str.contains(r"^[0-9a-f]{24}$"),
        "document_id is not 24 hexadecimal digits: take it from the canonical source_uri and the raw bytes",
    ),
    RowCheck(
        "raw_sha256_is_a_hash",
        "raw_sha256",
        pl.col("raw_sha256").str.contains(r"^[0-9a-f]{64}$"),
        "raw_sha256 is not 64 hexadecimal digits",
    ),
)

_READING = (
    *_IDENTITY,
    RowCheck(
        "language_is_a_code",
        "language",
        pl.col("language").str.contains(r"^[a-z]{2,3}$"),
        "language is not an ISO 639 code in lower case",
    ),
    day_check("published_at"),
    RowCheck(
        "published_at_is_not_after_fetched_at",
        "published_at",
        pl.col("published_at") <= pl.col("fetched_at").dt.date() + pl.duration(days=1),
        "published_at lies after the day the document was fetched: the date was misread or the manifest is wrong",
    ),
    RowCheck(
        "published_from_says_where",
        "published_from",
        pl.col("published_at").is_null() == (pl.col("published_from") == "none"),
        "published_from must be 'none' exactly where published_at is empty",
    ),
    RowCheck(
        "duplicate_kind_goes_with_duplicate_of",
        "duplicate_kind",
        pl.col("duplicate_of").is_null() == pl.col("duplicate_kind").is_null(),
        "duplicate_of and duplicate_kind are set together or not at all",
    ),
    RowCheck(
        "duplicate_of_is_another_document",
        "duplicate_of",
        pl.col("duplicate_of") != pl.col("document_id"),
        "a document cannot repeat itself",
    ),
    RowCheck(
        "clean_text_has_no_control_characters",
        "clean_text",
        ~pl.col("clean_text").str.contains(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"),
        "clean_text holds control characters: clean them away before offsets are counted",
    ),
)

RAW_DOCUMENTS = Table(
    name="raw_documents",
    grain="one row per fetched document",
    key=("document_id",),
    columns=(
        required("document_id"),
        required("source_uri"),
        required("source_name"),
        optional("publisher"),
        optional("title"),
        optional("author"),
        optional("language"),
        optional("published_declared"),
        optional("url"),
        required("media_type"),
        required("raw_sha256"),
        optional("declared_key"),
        required("content"),
        required("fetched_at"),
    ),
    claims=_IDENTITY,
)

_READ_COLUMNS = (
    required("document_id"),
    required("source_uri"),
    required("source_name"),
    optional("publisher"),
    optional("title"),
    optional("author"),
    optional("language"),
    optional("published_at"),
    required("published_from"),
    required("fetched_at"),
    required("media_type"),
    required("raw_sha256"),
    optional("declared_key"),
    required("clean_text"),
    optional("duplicate_of"),
    optional("duplicate_kind"),
)

CLEAN_DOCUMENTS = Table(
    name="clean_documents",
    grain="one row per fetched document that has a text, whatever its language, duplicates included",
    key=("document_id",),
    columns=_READ_COLUMNS,
    claims=_READING,
)

DOCUMENTS = Table(
    name="documents",
    grain="one row per distinct document",
    key=("document_id",),
    columns=(*_READ_COLUMNS, required("extractor_version"), required("run_id")),
    claims=_READING,
)
