"""What a listing of a source finds: one item a document, before it is read.

Here: the values that a kind of source lists and that a batch reads. Not here: how a source is listed (one module a kind) or read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Literal

#: The largest document that is read, in bytes (10 MB, as the requirements set it); what is larger is rejected, not cut.
MAX_DOCUMENT_BYTES = 10_000_000

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an item: the check it fails (a claim), the value that fails it, and what to do."""

    check_name: str
    message: str
    failure_case: str = ""
    column_name: str | None = None
    severity: Severity = "error"
    payload: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a manifest or a record says about a document; null where it says nothing."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: "Declared") -> "Declared":
        """Return these values, with those of `other` where one is null."""
        return Declared(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})

    def as_dict(self) -> dict[str, str | None]:
        """Return the values by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def key(self) -> str:
        """Return the hash that stands for these values: 16 hexadecimal digits. A document whose key changes is read again."""
        return sha256(json.dumps(self.as_dict(), sort_keys=True).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a source that can be read, or one that cannot and says why in `faults`.

    `uri` is free of machine paths; `location` is where the bytes lie for the kind that listed it, from `offset`, `size_bytes` long.
    `fingerprint` changes when the bytes or what is declared about them change: equal fingerprints need no second run.
    `is_document` is false for items that only report a fault, such as a broken line of a manifest.
    """

    uri: str
    location: str
    size_bytes: int
    media_type: str
    fingerprint: str
    offset: int = 0
    declared: Declared = field(default_factory=Declared)
    faults: tuple[Fault, ...] = ()
    is_document: bool = True

    @property
    def is_readable(self) -> bool:
        """Whether the item holds a document and nothing found so far forbids reading it."""
        return self.is_document and all(fault.severity != "error" for fault in self.faults)


def fingerprint(uri: str, content_hash: str, declared: Declared) -> str:
    """Return the hash that stands for a document's bytes and what is declared about them: 32 hexadecimal digits."""
    said = json.dumps(declared.as_dict(), sort_keys=True)
    return sha256(f"{uri}\x00{content_hash}\x00{said}".encode("utf-8", "replace")).hexdigest()[:32]
