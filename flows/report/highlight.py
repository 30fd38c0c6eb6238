"""A text in pieces: what is wrong in it marked, what cannot be seen in it made visible.

Here: finding the offending words of a sentence, and cutting a text at them. Not here: how pieces look on the page (page.html.j2).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

Kind = Literal["plain", "marked", "unseen"]
Span = tuple[int, int]

#: Columns that hold the words another column was read from; a side's `_code` is read from its `_name`.
_WORDS_OF = {
    "quantity_min": "quantity_text",
    "quantity_max": "quantity_text",
    "value": "value_text",
    "unit": "value_text",
    "value_amount": "value_text",
    "value_currency": "value_text",
    "period_start": "period_text",
    "period_end": "period_text",
    "event_date_start": "event_date_text",
    "event_date_end": "event_date_text",
    "weapon_category": "weapon_text",
    "place_country_code": "place_name",
}
#: Control characters, marks that turn the direction of writing, and marks of no width: an article may hold them, a reader cannot see them.
_UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: `marked` is what is wrong, `unseen` is the code point of a character that cannot be seen, named in `title`."""

    text: str
    kind: Kind = "plain"
    title: str = ""


def cut_text(text: str, spans: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """Return the text in pieces, cut at the spans (start, end) and at each character that cannot be seen; spans may overlap."""
    marked = bytearray(len(text))
    for start, end in spans:
        marked[max(start, 0) : end] = b"\x01" * max(0, min(end, len(text)) - max(start, 0))
    edges = {0, len(text)} | {i for i in range(1, len(text)) if marked[i] != marked[i - 1]}
    unseen = {match.start() for match in _UNSEEN.finditer(text)}
    bounds = sorted(edges | unseen | {i + 1 for i in unseen})
    return tuple(
        _name_unseen(text[start])
        if start in unseen
        else Piece(text[start:end].replace("\r\n", "\n"), "marked" if marked[start] else "plain")
        for start, end in pairwise(bounds)
        if end > start
    )


def _name_unseen(character: str) -> Piece:
    return Piece(f"U+{ord(character):04X}", "unseen", unicodedata.name(character, "control character").lower())


def find_offending(sentence: str, failure_case: str | None, column: str | None, record: Mapping[str, Any]) -> list[Span]:
    """Return where the offending words stand in a sentence: the failing value, else the words its column was read from, else the trigger.

    `record` is the payload of the failure; it may hold nothing.
    """
    for words in (failure_case, *_words_of(column, record)):
        if isinstance(words, str) and (spans := find_words(sentence, words)):
            return spans
    start, end, origin = (record.get(name) for name in ("trigger_start", "trigger_end", "sentence_start"))
    if isinstance(start, int) and isinstance(end, int) and isinstance(origin, int) and 0 <= start - origin < end - origin <= len(sentence):
        return [(start - origin, end - origin)]
    return find_words(sentence, str(record.get("trigger") or ""))


def find_words(sentence: str, words: str) -> list[Span]:
    """Return every place where words stand in a sentence whole, whatever their case; [] for words without a letter or digit."""
    if not any(map(str.isalnum, words)):
        return []
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    return [match.span() for match in re.finditer(before + re.escape(words) + after, sentence, re.IGNORECASE)]


def _words_of(column: str | None, record: Mapping[str, Any]) -> list[Any]:
    if not column:
        return []
    named = _WORDS_OF.get(column, column.removesuffix("_code") + "_name" if column.endswith("_code") else column)
    return [record.get(named), record.get(column)]
