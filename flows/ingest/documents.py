"""Returns the row of a raw document: its identity, its text, and what is declared about it.

Here: identities, and turning the bytes of one item into a row or into faults. Not here: reading the bytes (the kind) and cleaning the text (clean).
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from flows.ingest.decode import NotTextError, UndecodableError, decode_bytes
from flows.ingest.items import MAX_DOCUMENT_BYTES, Declared, Fault, Item
from flows.ingest.records import BadRecordError, parse_record
from flows.ingest.source import Source

RECORDS = "application/jsonl"
Row = dict[str, str | datetime | None]


def make_document_id(source_uri: str, raw: bytes) -> str:
    """Return the identity of a document: 24 hexadecimal digits of the SHA-256 of its source_uri, a null byte and its raw bytes."""
    return sha256(source_uri.encode("utf-8", "replace") + b"\x00" + raw).hexdigest()[:24]


def build_document(item: Item, raw: bytes, source: Source, fetched_at: datetime) -> tuple[Row | None, list[Fault]]:
    """Return the row of one item and the faults met; no row where a fault is an error."""
    if len(raw) > MAX_DOCUMENT_BYTES:
        return None, [Fault("document_is_at_most_10_mb", "has grown past 10 MB since it was listed", str(len(raw)), "content")]
    try:
        decoded = decode_bytes(raw)
    except NotTextError as error:
        return None, [Fault("file_is_text", f"{error}; convert it to text or move it out of the folder", column_name="content")]
    except UndecodableError as error:
        return None, [Fault("bytes_decode", str(error), raw[:40].hex(" "), "content")]
    faults: list[Fault] = []
    if decoded.mended_bytes:
        message = f"mixes UTF-8 with {decoded.mended_bytes} bytes of Windows-1252, which were read as such; save it as UTF-8"
        faults.append(Fault("text_is_in_one_encoding", message, str(decoded.mended_bytes), "content", "warning"))
    text, media_type, declared = decoded.text, item.media_type, item.declared
    if media_type == RECORDS:
        try:
            record = parse_record(text.strip("\ufeff"))
        except BadRecordError as error:
            return None, [Fault(error.check_name, str(error), text[:200], "content", payload={"line": text[:2000]})]
        text, media_type, declared = record.text, record.media_type, record.declared.or_else(declared)
        for name, value in record.unusable:
            column = "published_declared" if name == "published" else name
            faults.append(Fault("record_values_are_text", f"{name} is not text; it is left out", value, column, "warning"))
    if not text.strip("\ufeff\u200b \t\r\n\f\x0b\xa0\x00"):
        return None, [Fault("document_has_text", "is empty; fetch it again or remove it", column_name="content")]
    return _build_row(replace(item, media_type=media_type), text, raw, declared, source, fetched_at), faults


def _build_row(item: Item, text: str, raw: bytes, declared: Declared, source: Source, fetched_at: datetime) -> Row:
    """Return the row; half surrogate pairs, which no UTF-8 can hold, become question marks."""
    row: Row = {
        "document_id": make_document_id(item.uri, raw),
        "source_uri": item.uri,
        "source_name": source.name,
        "publisher": declared.publisher,
        "title": declared.title,
        "author": declared.author,
        "language": declared.language,
        "published_declared": declared.published,
        "url": declared.url,
        "media_type": item.media_type,
        "raw_sha256": sha256(raw).hexdigest(),
        "declared_key": declared.key(),
        "content": text,
    }
    stored: Row = {name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for name, value in row.items()}
    return {**stored, "fetched_at": fetched_at}
