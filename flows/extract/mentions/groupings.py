"""Groups of states with fixed members: "six-party", "P5+1", "the Visegrad Four".

Here: finding them and naming their members, from `seeds/reference/groupings.yml`. Not here: bodies with a code of their own (reference).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.actor_pieces import head_of, take_tokens
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml


@dataclass(frozen=True, slots=True)
class _Grouping:
    members: tuple[Actor, ...]
    needs: frozenset[str]


@cache
def _groupings() -> dict[str, _Grouping]:
    """Return the groups by their spellings, all in small letters."""
    found = {}
    for entry in read_yaml("reference/groupings.yml"):
        members = tuple(Actor(code, usual_name(code), "state") for code in entry["members"])
        for spelling in entry["spellings"]:
            found[spelling.lower()] = _Grouping(members, frozenset(entry.get("needs", ())))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    written = {spelling for entry in read_yaml("reference/groupings.yml") for spelling in entry["spellings"]}
    written |= {spelling[0].upper() + spelling[1:] for spelling in written}
    longest_first = sorted(written, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(spelling) for spelling in longest_first)})(?!\w)")


def find_groupings(doc: Doc, taken: list[bool], named: frozenset[str]) -> Iterator[ActorMention]:
    """Yield the groups of a sentence and mark their tokens as taken; `named` are the codes of the states named so far."""
    for found in _pattern().finditer(doc.text):
        span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
        grouping = _groupings()[found.group().lower()]
        if span is None or any(taken[span.start : span.end]) or (grouping.needs and not grouping.needs & named):
            continue
        take_tokens(taken, span.start, span.end)
        head = head_of(doc, span.start, span.end, span.start)
        yield ActorMention(span.start, span.end, head, grouping.members, "organisation", span.text)
