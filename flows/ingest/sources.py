"""Where documents come from: the sources of `seeds/sources.yml`, and what is given on the command line in place of one.

Here: reading the list and finding one by name or path. Not here: what a source is (`source.py`) and reading it (`kinds.py`).
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from flows.ingest.kinds import KINDS
from flows.ingest.source import Source, SourceError
from flows.seeds import read_yaml, seeds_root

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$", max_length=80)]


class _NamedSource(Source):
    """A source of sources.yml: its name must be easy to type."""

    name: Name


def parse_sources(content: Any, kinds: Iterable[str], base: Path) -> dict[str, Source]:
    """Return the sources in the parsed content of a sources file, by name; relative paths count from `base`.

    Raises SourceError that names the entry and its field where one is wrong, has an unknown kind, or repeats a name.
    """
    entries = content.get("sources") if isinstance(content, Mapping) else None
    if not isinstance(entries, list):
        raise SourceError("sources.yml: expected a list under 'sources:'")
    known = sorted(kinds)
    sources: dict[str, Source] = {}
    for number, entry in enumerate(entries, start=1):
        label = f"sources.yml, entry {number}" + (f" ({entry['name']})" if isinstance(entry, Mapping) and "name" in entry else "")
        try:
            named = _NamedSource.model_validate(entry)
        except ValidationError as error:
            raise SourceError(f"{label}: {_explain(error)}") from error
        if named.kind not in known:
            raise SourceError(f"{label}: unknown kind {named.kind!r}; known are {', '.join(known)}")
        if named.name in sources:
            raise SourceError(f"{label}: the name {named.name!r} is taken; names are unique")
        address = named.address
        if named.kind == "folder":
            address = str(base / Path(address).expanduser())
        sources[named.name] = Source.model_validate({**named.model_dump(), "address": address})
    return sources


@cache
def load_sources() -> dict[str, Source]:
    """Return the sources of `seeds/sources.yml` by name, read once. Raises SourceError where the file is wrong."""
    return parse_sources(read_yaml("sources.yml"), KINDS, seeds_root())


def resolve_source(given: str, sources: Mapping[str, Source] | None = None) -> Source:
    """Return the source that `given` names: one of `sources` (of `seeds/sources.yml` by default), or a path to a folder or file.

    Raises SourceError for an address on the web, a kind that comes later, and for what is neither a name nor an existing path.
    """
    known = load_sources() if sources is None else sources
    if given in known:
        return known[given]
    if re.match(r"^[a-z][a-z0-9+.\-]{1,20}://", given, re.IGNORECASE):
        raise SourceError(
            f"{given} is an address on the web; only folders and files are read so far. Download the articles into a folder and give its path."
        )
    path = Path(given).expanduser()
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if exists:
        return Source(name=(path.resolve().name or "root")[:200], address=str(path.absolute()))
    close = difflib.get_close_matches(given, known, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise SourceError(
        f"{given}: no such folder or file, and no source of that name.{hint} Known sources: {', '.join(sorted(known)) or 'none'}."
    )


def _explain(error: ValidationError) -> str:
    """Return the first complaint about an entry: the field and what is wrong with it."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "entry"
    return f"{field}: {first['msg']}"
