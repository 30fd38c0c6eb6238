"""Which stretches of a sentence are names of persons, beyond the names that the tables know.

Here: names the model found, names after an office, and what only looks like a name. Not here: who the persons are (persons).
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from flows.extract.mentions.actor_pieces import Piece, state_after
from flows.extract.mentions.persons import PersonMemory, name_after
from flows.extract.mentions.reference import offices_of

_PERSON_LABELS = frozenset({"PERSON"})


def is_elsewhere(start: int, state: Piece, person: str, persons: PersonMemory) -> bool:
    """Return whether a state's bare name right before a person only happens to stand there: "during a visit to Peru Silva said"."""
    if state.end != start or state.name is None or state.name.how != "name":
        return False
    known = {office.code for office in offices_of(person)}
    recalled = persons.recall(person) if not known and " " not in person else None
    codes = known or ({recalled.code} if recalled is not None else set())
    return bool(codes) and state.name.code not in codes


def begins_name(token: Token) -> bool:
    """Return whether a word stands at the head of a longer name: "Clark Air Base", "Ford Motor"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None or following.pos_ != "PROPN" or not following.text[:1].isupper():
        return False
    return token.dep_ in {"compound", "flat", "nmod:desc"} and token.head.i > token.i


def add_entity_spans(doc: Doc, pieces: Sequence[Piece], blocks: set[int], spans: dict[int, int], roles: Sequence[Piece] = ()) -> None:
    """Add the persons that the model found, unless all their words are known names of something else.

    The office or the adjective of a state that the model takes for a part of a name is none: "Commerce Ana Silva", "Peruvian Ana S.".
    """
    adjectives = {piece.start: piece.end for piece in pieces if piece.name is not None and piece.name.how == "demonym"}
    for entity in (first_line(found) for found in doc.ents):
        overlaps = any(start < entity.end and end > entity.start for start, end in spans.items())
        if any(role.start <= entity.start and entity.end <= role.end for role in roles) or _is_phrase(entity):
            continue
        if entity.label_ in _PERSON_LABELS and not overlaps and not all(i in blocks for i in range(entity.start, entity.end)):
            first = adjectives.get(entity.start, entity.start)
            inner = max((role.end for role in roles if role.start < entity.end and entity.start < role.end < entity.end), default=first)
            if inner < entity.end and (inner == entity.start or doc[inner].text[:1].isupper()):
                spans[inner] = entity.end


def first_line(entity: Span) -> Span:
    """Return the part of a name before the line ends: what follows is another heading."""
    if "\n" not in entity.text:
        return entity
    broken = next((token.i for token in entity if "\n" in token.text and token.i > entity.start), entity.end)
    return entity if broken == entity.end else Span(entity.doc, entity.start, broken, label=entity.label)


def _is_phrase(entity: Span) -> bool:
    """Return whether what the model takes for a person is a phrase: "chairperson of the Commission"."""
    is_party = re.match(r"[DR]-\s?[A-Z]", entity.text) is not None  # "Sen. Silva, D-Nev."
    return is_party or (entity[0].text.islower() and any(token.lower_ in {"of", "for"} for token in entity))


def add_titled_spans(doc: Doc, pieces: list[Piece], roles: list[Piece], blocks: set[int], spans: dict[int, int]) -> None:
    """Add the names after an office: "foreign minister, X Y", "President of the United States X Y"."""
    for role in roles:
        after = state_after(doc, role.end, pieces)
        start = after.end if after is not None else role.end
        if start + 1 < len(doc) and doc[start].text == ",":
            start += 1
        if start >= len(doc) or start in spans or not doc[start].text[:1].isupper():
            continue
        stop = next((i for i in range(start, len(doc)) if i in blocks), len(doc))
        end = name_after(doc, start, stop)
        if end is not None and (start == role.end or (after is not None and start == after.end) or end - start > 1):
            spans[start] = end
