"""Places with their countries: states, capitals, cities, regions and venues.

Here: which stretch of text is a place. Not here: whether an event happens there; that is for the event's module.
"""

from collections.abc import Iterator
from functools import cache

import ahocorasick
from spacy.tokens import Doc

from flows.extract.mentions.reference import match_names
from flows.extract.mentions.types import PlaceMention
from flows.seeds import read_table

_WHERE = frozenset({"in", "at", "of", "("})


@cache
def _automaton() -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for row in read_table("reference/places.csv"):
        for spelling in (row["name"], *(part.strip() for part in row["aliases"].split("|") if part.strip())):
            automaton.add_word(spelling, (spelling, row["country_code"] or None))
            if len(spelling) > 3:
                automaton.add_word(spelling.upper(), (spelling.upper(), row["country_code"] or None))
    automaton.make_automaton()
    return automaton


def find_places(doc: Doc) -> list[PlaceMention]:
    """Return the places a sentence names, in text order; a place inside a longer known name ("Moscow Times") is none."""
    text = doc.text
    hits: list[tuple[int, int, str | None, bool]] = [(start, end, code, True) for start, end, code in _cities(text)]
    for start, end, name in match_names(text):
        is_place = name.kind == "state" and name.how in {"name", "capital", "seat"}
        hits.append((start, end, name.code if is_place else None, is_place))
    found = []
    taken_until = -1
    for start, end, code, is_place in sorted(hits, key=lambda hit: (hit[0], -hit[1], not hit[3])):
        if start < taken_until:
            continue
        taken_until = end
        span = doc.char_span(start, end, alignment_mode="expand")
        if is_place and span is not None:
            found.append(PlaceMention(span.start, span.end, text[start:end], code))
    return _join(doc, found)


def place_after(doc: Doc, i: int) -> str | None:
    """Return the country of the town or region that is said right after token `i` to be where something is: "in Kazan", "of Kazan", "(Kazan)"."""
    if i + 1 >= len(doc) or doc[i].lower_ not in _WHERE:
        return None
    place = next((found for found in find_places(doc) if found.start == i + 1), None)
    return place.country_code if place is not None else None


def _cities(text: str) -> Iterator[tuple[int, int, str | None]]:
    for last, (spelling, code) in _automaton().iter(text):
        start, end = last - len(spelling) + 1, last + 1
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        yield start, end, code


def _join(doc: Doc, places: list[PlaceMention]) -> list[PlaceMention]:
    """Join "Geneva, Switzerland" and "the White House in Washington": one place, the first name with the code they share."""
    joined: list[PlaceMention] = []
    for place in places:
        before = joined[-1] if joined else None
        gap = [token.text for token in doc[before.end : place.start]] if before is not None and before.end <= place.start else ["?"]
        if before is not None and gap in ([","], ["in"]) and (before.country_code == place.country_code or before.country_code is None):
            joined[-1] = PlaceMention(before.start, place.end, doc[before.start : place.end].text, place.country_code)
        else:
            joined.append(place)
    return joined
