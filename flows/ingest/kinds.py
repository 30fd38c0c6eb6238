"""The kinds of source there are.

ADD A KIND OF SOURCE HERE: write one module with `list_items(source)` and `read_item(item)`, and name it in KINDS with one line.
Nothing else in the pipeline asks what kind a source is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flows.ingest import folder
from flows.ingest.items import Item
from flows.ingest.source import Source, SourceError


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of source is read: `list_items` is cheap and sorted, `read_item` returns the bytes of one item or raises OSError."""

    list_items: Callable[[Source], list[Item]]
    read_item: Callable[[Item], bytes]


KINDS: dict[str, Kind] = {
    "folder": Kind(folder.list_items, folder.read_item),
}


def find_kind(source: Source) -> Kind:
    """Return how a source is read; raise SourceError where nobody knows its kind."""
    try:
        return KINDS[source.kind]
    except KeyError:
        raise SourceError(f"source {source.name}: unknown kind {source.kind!r}; known are {', '.join(KINDS)}") from None
