"""What "the company", "the rebels" and "the militant group" stand for: a firm or group named before.

Here: definites for bodies that are no state. Not here: those for states (coreference).
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.pointers import find_pointer
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml

_POINTERS = frozenset({"the", "that", "this"})
_FARTHEST = 5


@cache
def _nouns() -> dict[str, str]:
    """Return the nouns for firms and groups with the kind of actor that they stand for."""
    table = read_yaml("reference/definites.yml")
    return {**dict.fromkeys(table["firms"], "entity"), **dict.fromkeys(table["groups"], "group")}


@cache
def _public() -> frozenset[str]:
    """Return the nouns for public bodies, which stand for the one named before with that noun in its name."""
    return frozenset(read_yaml("reference/definites.yml")["public"])


@cache
def _others() -> frozenset[str]:
    """Return the adjectives with which such a noun means a body not named before."""
    return frozenset(read_yaml("reference/definites.yml")["bars"])


def find_bodies(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> Iterator[ActorMention]:
    """Yield the firms and groups that a sentence calls by a noun alone, and mark their tokens."""
    for token in doc:
        kind = _nouns().get(token.lower_)
        if taken[token.i] or not _is_whole(doc, token):
            continue
        if kind is None:
            public = memory.bodies.get(token.lower_) if token.lower_ in _public() and token.i and doc[token.i - 1].lower_ == "the" else None
            if public is not None:
                take_tokens(taken, token.i, token.i + 1)
                yield ActorMention(token.i, token.i + 1, token.i, (public,), "organisation", token.text)
            continue
        start = _pointer(doc, token.i, taken)
        if start is None:
            continue
        body = _latest(kind, mentions, token.i, memory)
        if body is None and token.lower_ in {"group", "organisation", "organization"}:
            body = _latest("entity" if kind == "group" else "group", mentions, token.i, memory)
        if body is not None:
            take_tokens(taken, start, token.i + 1)
            text = doc[start : token.i + 1].text
            yield ActorMention(start, token.i + 1, token.i, (Actor(body.code, body.name, body.kind),), "organisation", text)


def _is_whole(doc: Doc, token: Token) -> bool:
    """Return whether the noun is neither part of a longer one nor told by what follows: "the company's", not "the company that", "the group stage"."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.dep_ in {"compound", "amod"} and token.head.i > token.i:
        return False
    return after is None or (after.lower_ not in {"of", "that", "which", "whose", "based", "called", "named"} and after.pos_ != "PROPN")


def _pointer(doc: Doc, i: int, taken: list[bool]) -> int | None:
    """Return the token of "the" or "this" before the noun, null where a name, a bar or another phrase stands between."""

    def may_stand_between(token: Token) -> bool:
        is_modifier = token.pos_ in {"ADJ", "NOUN", "PUNCT", "ADV"} or token.dep_ in {"amod", "compound"}
        return is_modifier and not taken[token.i] and token.lower_ not in _others() - {"state", "arms", "defence", "defense", "oil", "gas"}

    return find_pointer(doc, i, _FARTHEST, _POINTERS, may_stand_between)


def _latest(kind: str, mentions: list[ActorMention], before: int, memory: ActorMemory) -> Actor | None:
    """Return the latest firm or group that the text named, in the sentence and then before it; of two joined ones neither."""
    here = [a for m in mentions if m.end <= before for a in m.actors if a.kind == kind and a.person is None and m.how != "definite"]
    if len({actor.name for actor in here}) > 1:
        return None
    kept = [actor for actor in memory.recent if actor.kind == kind and actor.person is None]
    return next(reversed([*kept, *here]), None)
