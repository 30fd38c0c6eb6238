"""Lists and reads the kind of source `folder`: a folder of articles, searched through all its sub-folders, or a single file.

Here: walking, what is a document and what is passed over, manifests beside the files, the lines of `.jsonl` files. Not here: what the bytes mean.
To add another kind of source, write a module like this one and name it in `kinds.py`.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from flows.ingest.decode import NotTextError, UndecodableError, decode_bytes
from flows.ingest.items import MAX_DOCUMENT_BYTES, Declared, Fault, Item, fingerprint
from flows.ingest.manifest import Manifest, parse_manifest
from flows.ingest.records import BadRecordError, load_object, read_record_id
from flows.ingest.source import Source, SourceError

MANIFEST = "manifest.jsonl"
RECORDS = "application/jsonl"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".jsonl": RECORDS,
    ".ndjson": RECORDS,
}
READ_KINDS = "text (.txt), HTML (.html, .htm), Markdown (.md) and JSON lines (.jsonl)"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file met on the walk: where it is, its path from the root with forward slashes, and the fault that keeps it from being read."""

    path: Path
    relative: str
    fault: Fault | None = None


def list_items(source: Source) -> list[Item]:
    """Return the items of a folder or file, sorted by path; faults travel with the items.

    Passed over without a word: dot files, README files, `*.json` and the manifest itself. Raises SourceError where the address cannot be read.
    """
    address = Path(source.address)
    try:
        mode = address.stat().st_mode
    except OSError as error:
        raise SourceError(f"source {source.name}: {source.address} cannot be read ({error.strerror}); check the path") from error
    if stat.S_ISDIR(mode):
        root = address.resolve()
        entries = sorted(_walk(root, "", (_identify(root),)), key=lambda entry: entry.relative)
    else:
        root = address.parent.resolve()
        entries = [_Entry(root / address.name, _clean_name(address.name))]
    manifests: dict[str, Manifest] = {}
    items: list[Item] = []
    for entry in entries:
        folder = entry.relative.rpartition("/")[0]
        for ancestor in _ancestors(folder):
            if ancestor not in manifests:
                manifests[ancestor] = _read_manifest(root, ancestor)
        declared = _find_declared(entry.relative, folder, manifests).or_else(Declared(publisher=source.publisher, language=source.language))
        items += _list_entry(f"file:{root.name}/{entry.relative}", entry, declared)
    if stat.S_ISDIR(mode):
        items += _list_manifest_faults(root, manifests, {entry.relative for entry in entries})
    return items


def read_item(item: Item) -> bytes:
    """Return the bytes of an item. Raises OSError where the file is gone or may not be read."""
    with Path(item.location).open("rb") as handle:
        handle.seek(item.offset)
        return handle.read(item.size_bytes if item.media_type == RECORDS else MAX_DOCUMENT_BYTES + 1)


def _walk(folder: Path, prefix: str, trail: tuple[tuple[int, int], ...]) -> Iterator[_Entry]:
    """Yield the files under a folder; `trail` holds the folders above, so that a link that leads back up is seen."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"the folder cannot be opened ({error.strerror}); allow this user to read it"
        yield _Entry(folder, prefix.rstrip("/") or ".", Fault("folder_is_readable", message))
        return
    for entry in found:
        path, relative = Path(entry.path), prefix + _clean_name(entry.name)
        if entry.name.startswith("."):
            continue
        try:
            mode, identity = entry.stat().st_mode, _identify(path)
        except OSError as error:
            check = "link_does_not_loop" if error.errno == errno.ELOOP else "file_is_readable"
            yield _Entry(path, relative, Fault(check, f"cannot be opened ({error.strerror}); mend or remove it"))
            continue
        if stat.S_ISDIR(mode):
            if identity in trail:
                yield _Entry(path, relative, Fault("link_does_not_loop", "is a link to a folder above it; remove the link"))
            else:
                yield from _walk(path, f"{relative}/", (*trail, identity))
        elif not _is_passed_over(entry.name):
            fault = None if stat.S_ISREG(mode) else Fault("file_is_regular", "is a pipe, socket or device, not a file; remove it")
            yield _Entry(path, relative, fault)


def _is_passed_over(name: str) -> bool:
    """Whether a file is no document by its name: a manifest, gold or other JSON, a README."""
    lowered = name.lower()
    return lowered == MANIFEST or lowered.endswith(".json") or lowered.split(".")[0] == "readme"


def _list_entry(uri: str, entry: _Entry, declared: Declared) -> list[Item]:
    """Return the items of one file: one, or one a line for a file of records."""
    media_type = MEDIA_TYPES.get(entry.path.suffix.lower(), "application/octet-stream")
    item = Item(uri, str(entry.path), 0, media_type, fingerprint(uri, "", declared), declared=declared)
    if entry.fault:
        return [replace(item, faults=(entry.fault,))]
    try:
        item = replace(item, size_bytes=entry.path.stat().st_size)
        if media_type == RECORDS:
            return _list_records(item)
        if media_type == "application/octet-stream":
            message = f"is not of a kind that is read: {READ_KINDS}; convert it or move it out of the folder"
            return [replace(item, faults=(Fault("file_is_an_article", message, entry.path.suffix),))]
        if item.size_bytes > MAX_DOCUMENT_BYTES:
            return [replace(item, faults=(_too_large(item.size_bytes),))]
        with entry.path.open("rb") as handle:
            return [replace(item, fingerprint=fingerprint(uri, file_digest(handle, "sha256").hexdigest(), declared))]
    except OSError as error:
        return [replace(item, faults=(Fault("file_is_readable", f"cannot be read ({error.strerror}); allow this user to read it"),))]


def _list_records(file: Item) -> list[Item]:
    """Return an item for each line of a file of records; a line too long to be an article is passed over with a fault."""
    items: list[Item] = []
    seen: dict[str, int] = {}
    with Path(file.location).open("rb") as handle:
        number = 0
        while True:
            offset = handle.tell()
            line = handle.readline(MAX_DOCUMENT_BYTES + 1)
            if not line:
                break
            number += 1
            if len(line) > MAX_DOCUMENT_BYTES:
                size = len(line) + _skip_line(handle) if not line.endswith(b"\n") else len(line)
                items.append(replace(file, uri=f"{file.uri}#{number}", offset=offset, size_bytes=size, faults=(_too_large(size),)))
                continue
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                items.append(_list_record(file, line, number, offset, seen))
    if not items:
        return [replace(file, faults=(Fault("document_has_text", "holds no record; add one JSON object a line or remove the file"),))]
    return items


def _list_record(file: Item, line: bytes, number: int, offset: int, seen: dict[str, int]) -> Item:
    """Return the item of one line, known by its record's id where it has one; an id met before is a fault."""
    try:
        record_id = read_record_id(load_object(decode_bytes(line).text))
    except (BadRecordError, NotTextError, UndecodableError):
        record_id = None  # the batch that reads the line says what is wrong with it
    uri = f"{file.uri}#{_clean_name(record_id) if record_id else number}"
    faults: tuple[Fault, ...] = ()
    if record_id:
        first = seen.setdefault(record_id, number)
        if first != number:
            message = f"line {number} has the id {record_id!r} of line {first}; give it its own id"
            uri = f"{uri}@{number}"
            faults = (
                Fault("record_id_is_unique", message, record_id, "document_id", payload={"line": line[:2000].decode("utf-8", "replace")}),
            )
    return replace(
        file,
        uri=uri,
        offset=offset,
        size_bytes=len(line),
        faults=faults,
        fingerprint=fingerprint(uri, sha256(line).hexdigest(), file.declared),
    )


def _skip_line(handle: BinaryIO) -> int:
    """Return the number of bytes up to the end of the line, reading past them."""
    skipped = 0
    while chunk := handle.readline(MAX_DOCUMENT_BYTES):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped


def _too_large(size: int) -> Fault:
    """Return the fault of a document that is larger than is read."""
    return Fault(
        "document_is_at_most_10_mb", f"is {size / 1e6:.1f} MB; at most 10 MB are read. Split it into its articles.", str(size), "content"
    )


def _read_manifest(root: Path, folder: str) -> Manifest:
    """Return the manifest of a folder, empty where there is none; one that cannot be read is a manifest with one faulty line."""
    path = root / folder / MANIFEST
    try:
        return parse_manifest(decode_bytes(path.read_bytes()).text)
    except FileNotFoundError:
        return Manifest()
    except (OSError, NotTextError, UndecodableError) as error:
        broken = parse_manifest("-").lines[0]
        message = f"cannot be read ({error}); no document has its declared date and title"
        return Manifest((replace(broken, number=0, faults=(Fault("manifest_is_readable", message),)),))


def _find_declared(relative: str, folder: str, manifests: dict[str, Manifest]) -> Declared:
    """Return what the manifests say about a file, the one nearest to the file first."""
    declared = Declared()
    for ancestor in reversed(_ancestors(folder)):
        line = manifests[ancestor].lines_by_file.get(relative.removeprefix(f"{ancestor}/") if ancestor else relative)
        if line:
            declared = declared.or_else(line.declared)
    return declared


def _list_manifest_faults(root: Path, manifests: dict[str, Manifest], found: set[str]) -> list[Item]:
    """Return an item without a document for each faulty line of the manifests, and for each line that names no file that was found."""
    items: list[Item] = []
    for folder, manifest in sorted(manifests.items()):
        prefix = f"{folder}/" if folder else ""
        uri = f"file:{root.name}/{prefix}{MANIFEST}"
        for line in manifest.lines:
            faults = line.faults
            if line.file is not None and prefix + line.file not in found:
                message = f"line {line.number} names {line.file}, which is not in the folder; add the file or remove the line"
                faults = (*faults, Fault("manifest_names_an_existing_file", message, line.file, payload=line.declared.as_dict()))
            if faults:
                items.append(Item(f"{uri}#{line.number}", str(root / prefix / MANIFEST), 0, RECORDS, "", faults=faults, is_document=False))
    return items


def _ancestors(folder: str) -> list[str]:
    """Return the folders from the root (the empty string) down to `folder`."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]


def _identify(path: Path) -> tuple[int, int]:
    """Return what makes a folder or file itself, whatever links lead to it."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _clean_name(name: str) -> str:
    """Return a file name as text that can be stored: bytes that are no UTF-8 and line breaks replaced."""
    return os.fsencode(name).decode("utf-8", "replace").replace("\n", "\ufffd").replace("\r", "\ufffd")
