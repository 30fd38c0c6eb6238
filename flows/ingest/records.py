"""Returns the document that one line of a `.jsonl` file holds.

Here: which keys of a record mean what. Not here: finding the lines (the folder kind) and decoding bytes.
"""

import json
from dataclasses import dataclass
from typing import Any

from flows.ingest.items import Declared

#: What a record's keys may be called; the first that is present counts.
TEXT_KEYS = ("text", "clean_text", "content", "body", "article")
HTML_KEYS = ("html", "raw_html")
_DECLARED_KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "byline", "authors"),
    "published": ("published", "published_at", "published_date", "date", "timestamp"),
    "publisher": ("publisher", "site", "source", "sitename"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
ID_KEYS = ("id", "document_id", "doc")


class BadRecordError(ValueError):
    """A line that holds no document; the message says why, `check_name` which claim it breaks."""

    def __init__(self, check_name: str, message: str) -> None:
        super().__init__(message)
        self.check_name = check_name


@dataclass(frozen=True, slots=True)
class Record:
    """A document of a `.jsonl` file: its text, whether that is HTML or plain, what the record declares, and its own id."""

    text: str
    media_type: str
    declared: Declared
    record_id: str | None
    unusable: tuple[tuple[str, str], ...] = ()  # declared field, the value that is not text


def parse_record(line: str) -> Record:
    """Return the document in a line. Raises BadRecordError where it is no JSON object or holds no text.

    A headline that stands apart from the text is put before it: it is part of the article.
    """
    record = load_object(line)
    html = _first(record, HTML_KEYS)
    text = _first(record, TEXT_KEYS)
    body, media_type = (text, "text/plain") if text is not None else (html, "text/html")
    if not isinstance(body, str) or not body.strip():
        found = "holds none of" if body is None else "holds no text under"
        raise BadRecordError("record_has_text", f'{found} {", ".join(TEXT_KEYS + HTML_KEYS)}; put the article under "text" or "html"')
    values: dict[str, str] = {}
    unusable: list[tuple[str, str]] = []
    for name, keys in _DECLARED_KEYS.items():
        value = _first(record, keys)
        if name == "author" and isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ", ".join(value)
        if isinstance(value, str):
            if value.strip():
                values[name] = value.strip()
        elif value is not None:
            unusable.append((name, json.dumps(value)[:200]))
    declared = Declared(**values)
    if media_type == "text/plain" and declared.title and declared.title not in body[: 3 * len(declared.title) + 200]:
        body = f"{declared.title}\n\n{body}"
    return Record(body, media_type, declared, read_record_id(record), tuple(unusable))


def load_object(line: str) -> dict[str, Any]:
    """Return the JSON object in a line. Raises BadRecordError where there is none."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadRecordError("json_line_is_an_object", f"is not JSON ({str(error)[:120]}); the line may be cut short") from error
    except RecursionError as error:
        raise BadRecordError("json_line_is_an_object", "is nested too deeply to be an article") from error
    if not isinstance(record, dict):
        raise BadRecordError("json_line_is_an_object", "is JSON but no object with an article in it")
    return record


def read_record_id(record: dict[str, Any]) -> str | None:
    """Return a record's own id as text, or null where it has none that is text or a whole number."""
    value = _first(record, ID_KEYS)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()[:200] or None


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the first value under `keys` that is not null."""
    return next((record[key] for key in keys if record.get(key) is not None), None)
