"""Returns what a `manifest.jsonl` says about the files beside it, and what is wrong with it.

Here: parsing manifest lines into declared values, with every fault named. Not here: finding files (the folder kind) and reading dates (clean).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from flows.ingest.items import Declared, Fault

#: Key of a manifest line -> field of Declared.
_FIELDS = {"published": "published", "title": "title", "publisher": "publisher", "url": "url", "author": "author", "language": "language"}
KEYS = ("file", *_FIELDS)


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A line of a manifest: its number, the file it names (null where it names none), what it declares, and its faults."""

    number: int
    file: str | None
    declared: Declared
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The lines of a manifest in order; `lines_by_file` holds the first usable line of each file."""

    lines: tuple[ManifestLine, ...] = ()
    lines_by_file: dict[str, ManifestLine] = field(default_factory=dict)


def parse_manifest(text: str) -> Manifest:
    """Return the manifest that `text` holds. Nothing raises: a line that cannot be used carries its faults."""
    lines: list[ManifestLine] = []
    by_file: dict[str, ManifestLine] = {}
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip("\ufeff \t\r"):
            continue
        line = _parse_line(number, raw.strip("\ufeff \t\r"))
        if line.file is not None and line.file in by_file:
            first = by_file[line.file].number
            fault = Fault(
                "manifest_names_each_file_once",
                f"line {number} names {line.file} again; line {first} is used. Keep one of the two.",
                line.file,
                severity="warning",
                payload={"line": raw[:2000]},
            )
            line = ManifestLine(number, None, line.declared, (*line.faults, fault))
        if line.file is not None:
            by_file[line.file] = line
        lines.append(line)
    return Manifest(tuple(lines), by_file)


def _parse_line(number: int, raw: str) -> ManifestLine:
    """Return one line with the values that are usable and a fault for each that is not."""
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return _broken(number, raw, f"line {number} is not JSON ({_explain(error)}); mend or remove it")
    if not isinstance(record, dict):
        return _broken(number, raw, f'line {number} is {_type_name(record)}, not an object such as {{"file": "a.txt"}}')
    file = record.get("file")
    if not isinstance(file, str) or not file.strip():
        return _broken(number, raw, f'line {number} names no file; add "file": the name of a file beside the manifest')
    faults: list[Fault] = []
    values: dict[str, str] = {}
    unknown: list[str] = []
    for key, value in record.items():
        if key == "file" or value is None:
            continue
        if key not in _FIELDS:
            unknown.append(str(key))
        elif not isinstance(value, str):
            message = f"line {number}: {key} is {_type_name(value)}, not text; it is left out"
            column = "published_declared" if key == "published" else key
            faults.append(Fault("manifest_values_are_text", message, json.dumps(value)[:200], column, "warning", {"line": raw[:2000]}))
        elif value.strip():
            values[_FIELDS[key]] = value.strip()
    if unknown:
        message = f"line {number} has keys that mean nothing here: {', '.join(unknown)[:200]}; known are {', '.join(KEYS)}"
        faults.append(Fault("manifest_keys_are_known", message, ", ".join(unknown), severity="warning", payload={"line": raw[:2000]}))
    return ManifestLine(number, normalise_file(file), Declared(**values), tuple(faults))


def normalise_file(name: str) -> str:
    """Return a file name of a manifest as a relative path with forward slashes, `./` and doubled slashes removed."""
    return "/".join(part for part in name.strip().replace("\\", "/").split("/") if part not in ("", "."))


def _broken(number: int, raw: str, message: str) -> ManifestLine:
    """Return a line that nothing can be taken from."""
    return ManifestLine(number, None, Declared(), (Fault("manifest_line_is_valid", message, raw[:200], payload={"line": raw[:2000]}),))


def _explain(error: Exception) -> str:
    """Return what a JSON parser complains about, short."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def _type_name(value: Any) -> str:
    """Return what JSON calls the type of a value, with its article."""
    return {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}.get(
        type(value), "null"
    )
