"""What a gold event and a table row are reduced to before they are compared: a kind, its passages and its values.

Here: the common form, and when two values of it agree. Not here: where statements come from, and which of them pair up.
The definitions follow the gold corpus: a document's events are matched one to one within a kind by the words of their
passages, and a matched pair is right in its core when the fields that identify the event all agree.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

KINDS = ("arms_transfer", "meeting", "trade_figure", "sanction")

#: The fields that identify an event of each kind.
CORE: dict[str, tuple[str, ...]] = {
    "arms_transfer": ("supplier", "recipient", "category"),
    "meeting": ("actors",),
    "trade_figure": ("pair", "flow", "measure", "value"),
    "sanction": ("authority", "target", "action"),
}

#: Relative difference up to which two numbers count as one: figures are rounded when they are retold.
NUMBER_TOLERANCE = 0.01

#: Targets whose code says who is meant; of the others several share one code, and a word of the name has to agree too.
NAMED_BY_CODE = frozenset({"country", "sector", "group"})

_TAG = re.compile(r"<[^>]{0,400}>")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One event as a gold file or a table states it; `values` holds what is compared, by name."""

    kind: str
    passages: tuple[tuple[str, ...], ...]
    sentence: str
    values: Mapping[str, Any]
    is_optional: bool = False


def split_words(text: str | None) -> tuple[str, ...]:
    """Return the words of a passage in lower case, without markup and entities."""
    return tuple(_WORD.findall(html.unescape(_TAG.sub(" ", text or "")).lower()))


def measure_overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the longest common run of words as a share (0..1) of the shorter passage; 0 where either is empty."""
    if not one or not other:
        return 0.0
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other))
    return run.size / min(len(one), len(other))


def is_same_number(one: float | None, other: float | None) -> bool:
    """Return whether two numbers agree within the tolerance; null agrees with null only."""
    if one is None or other is None:
        return one is None and other is None
    first, second = float(one), float(other)
    return abs(first - second) <= NUMBER_TOLERANCE * max(abs(first), abs(second), 1e-9)


def _equal(name: str) -> Callable[[Statement, Statement], bool]:
    """Return the comparison of one value by equality."""
    return lambda row, gold: bool(row.values[name] == gold.values[name])


def _number(name: str) -> Callable[[Statement, Statement], bool]:
    """Return the comparison of one value as a number."""
    return lambda row, gold: is_same_number(row.values[name], gold.values[name])


def _same_actors(row: Statement, gold: Statement) -> bool:
    """Return whether the same known actors take part; those of unknown state are left out on both sides."""
    return bool(row.values["actors"] - {"UNK"} == gold.values["actors"] - {"UNK"})


def _same_pair(row: Statement, gold: Statement) -> bool:
    """Return whether reporter and partner agree; in a total of both directions they may stand in either order."""
    ours, theirs = (row.values["reporter"], row.values["partner"]), (gold.values["reporter"], gold.values["partner"])
    return ours == theirs or (gold.values["flow"] == "total" and ours == theirs[::-1])


def _same_target(row: Statement, gold: Statement) -> bool:
    """Return whether the same target is meant: its code, and for a person, firm or vessel a word of its name."""
    if row.values["target"] != gold.values["target"]:
        return False
    name = set(gold.values["target_name"])
    return gold.values["target_type"] in NAMED_BY_CODE or not name or bool(name & set(row.values["target_name"]))


_COMMON = {name: _equal(name) for name in ("assertion", "date", "place", "attribution")}

#: Every compared field of each kind. A trade figure has no date of its own: its period carries the time.
COMPARISONS: dict[str, dict[str, Callable[[Statement, Statement], bool]]] = {
    "arms_transfer": {
        **_COMMON,
        **{name: _equal(name) for name in ("supplier", "recipient", "category", "quantity", "status", "deal_type")},
        "amount": _number("amount"),
    },
    "meeting": {**_COMMON, "actors": _same_actors, **{name: _equal(name) for name in ("persons", "mode", "status")}},
    "trade_figure": {
        **{name: comparison for name, comparison in _COMMON.items() if name != "date"},
        "pair": _same_pair,
        "value": _number("value"),
        **{name: _equal(name) for name in ("flow", "measure", "unit", "observation", "period")},
    },
    "sanction": {**_COMMON, "target": _same_target, **{name: _equal(name) for name in ("authority", "action", "measures", "target_type")}},
}


def compare_fields(row: Statement, gold: Statement) -> dict[str, bool]:
    """Return field by field whether a row agrees with the gold event it is held against."""
    return {name: agrees(row, gold) for name, agrees in COMPARISONS[gold.kind].items()}
