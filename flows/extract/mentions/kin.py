"""What "its southern neighbour", "its former colonial ruler" and "his host" stand for: a state by what it is to another.

Here: whom a state or person named before is beside, from `seeds/reference/neighbours.csv`. Not here: what states are in themselves (descriptions).
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.descriptions import states_with
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_table

_SIDES = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_RULERS = frozenset({"ruler", "power", "master", "occupier", "coloniser", "colonizer", "rulers", "masters"})
_REACH = 6  # sentences
_PARTNERS = frozenset(
    {
        "ally",
        "partner",
        "supplier",
        "patron",
        "foe",
        "rival",
        "enemy",
        "adversary",
        "backer",
        "benefactor",
        "protector",
        "donor",
        "customer",
        "buyer",
        "creditor",
        "arch-foe",
    }
)
_COLONIAL = frozenset({"colonial", "imperial"})


@cache
def _beside() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the states beside each state by the side on which they lie, and under "rulers" those that once ruled it."""
    return {
        row["code"]: {side: tuple(code for code in cell.split("|") if code) for side, cell in row.items() if side != "code"}
        for row in read_table("reference/neighbours.csv")
    }


def find_kin(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> Iterator[ActorMention]:
    """Yield the states that a sentence names by what they are to another, and mark their tokens; `mentions` hold its pronouns, too."""
    for token in doc:
        if taken[token.i] or (token.lower_ not in _NEIGHBOURS | _RULERS | _PARTNERS):
            continue
        owner = _owner(token, mentions)
        if owner is None or _is_named(doc, token, mentions):
            continue
        first, words = _adjectives(token)
        if token.lower_ in _NEIGHBOURS:
            code = _neighbour(owner, words, mentions, memory)
        elif token.lower_ in _RULERS:
            code = _ruler(owner, words)
        else:
            code = _partner(doc[first : token.i].text, owner, mentions, memory)
        if code is None or any(mention.start <= token.i and mention.end > first for mention in mentions):
            continue
        take_tokens(taken, first, token.i + 1)
        yield ActorMention(
            first, token.i + 1, token.i, (Actor(code, usual_name(code), "state"),), "definite", doc[first : token.i + 1].text
        )


def _owner(noun: Token, mentions: list[ActorMention]) -> Actor | None:
    """Return the one state whose neighbour or ruler it is: a possessive's."""
    holder = next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
    if holder is None:
        return None
    mention = next((m for m in mentions if m.start <= holder.i < m.end or m.head == holder.i), None)
    if mention is None or len(mention.actors) != 1 or mention.actors[0].code not in _beside():
        return None
    return mention.actors[0]


def _is_named(doc: Doc, noun: Token, mentions: list[ActorMention]) -> bool:
    """Return whether the name stands beside the noun: "its neighbour Peru", "its neighbour, Peru,", "Peru, its neighbour,"."""
    if noun.dep_ == "appos":
        return True
    after = noun.i + 2 if noun.i + 1 < len(doc) and doc[noun.i + 1].text == "," else noun.i + 1
    return any(mention.start == after and mention.how in {"name", "capital"} for mention in mentions)


def _adjectives(noun: Token) -> tuple[int, frozenset[str]]:
    """Return the first token of the noun's adjectives and the adjectives."""
    words = [child for child in noun.children if child.i < noun.i and child.dep_ in {"amod", "compound"}]
    return min([noun.i, *(word.left_edge.i for word in words)]), frozenset(word.lower_ for word in words)


def _neighbour(owner: Actor, words: frozenset[str], mentions: list[ActorMention], memory: ActorMemory) -> str | None:
    """Return the neighbour that the text has named, on that side where one is told; else the only one on that side."""
    side = next((_SIDES[word] for word in words if word in _SIDES), None)
    around = _beside()[owner.code]
    codes = around[side] if side is not None else tuple({code for key, cell in around.items() if key != "rulers" for code in cell})
    if side is not None and len(codes) == 1:
        return codes[0]
    here = [actor.code for mention in mentions for actor in mention.actors if actor.code in codes]
    before = [code for code in memory.states if code in codes and memory.states[code].sentence >= memory.sentences - _REACH]
    if side is not None:
        known = set(here) | set(before)
        return next(iter(known)) if len(known) == 1 else None
    latest = {code for code in before if memory.states[code].sentence >= memory.sentences - 1} | set(here)
    return next(iter(latest)) if len(latest) == 1 else None


def _partner(words: str, owner: Actor, mentions: list[ActorMention], memory: ActorMemory) -> str | None:
    """Return the one other state that the sentence, or else the one before it, names: "its main supplier"; null where there are several."""
    fitting = states_with(words)
    here = {actor.code for mention in mentions for actor in mention.actors if actor.kind == "state"} - {owner.code, "UNK"}
    if here:
        return None  # "its ally" beside another state is a third one
    before = {code for code, seen in memory.states.items() if seen.sentence == memory.sentences and seen.actor.kind == "state"}
    others = {code for code in before - {owner.code, "UNK"} if not fitting or code in fitting}
    return next(iter(others)) if len(others) == 1 else None


def _ruler(owner: Actor, words: frozenset[str]) -> str | None:
    rulers = _beside()[owner.code]["rulers"]
    return rulers[0] if words & _COLONIAL and len(rulers) == 1 else None
