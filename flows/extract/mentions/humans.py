"""What "the firebrand leader", "the visiting minister", "his host" and "his guest" stand for: a person named before, or that person's state.

Here: nouns for persons. Not here: offices with a state's name (actors), offices without adjectives (bare_offices), "he" (pronouns).
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.clauses import acting_tokens
from flows.extract.mentions.descriptions import states_with
from flows.extract.mentions.pointers import find_pointer
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml

_POINTERS = frozenset({"the", "this"})
_FARTHEST = 6
_STRANGERS = frozenset({"former", "other", "another", "first", "next", "new", "senior", "local", "opposition", "then"})
_OTHERS = frozenset({"host", "hosts", "guest", "guests", "visitor", "visitors", "interlocutor", "interlocutors"})
_HIS = frozenset({"his", "her", "their"})


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(words) for noun, words in read_yaml("reference/definites.yml")["persons"].items()}


def find_humans(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> Iterator[ActorMention]:
    """Yield the persons a sentence calls by a noun with an adjective: "the veteran leader", "the general"; their tokens are marked."""
    for token in doc:
        word = token.lower_
        if word not in _nouns() or taken[token.i] or (token.dep_ in {"compound", "amod"} and token.head.i > token.i):
            continue
        start = _pointer(doc, token.i, mentions)
        if start is None or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"of", "who", "for", "from"}):
            continue
        person = _person(doc, token, start, mentions, memory)
        if person is not None:
            take_tokens(taken, start, token.i + 1)
            text = doc[start : token.i + 1].text
            actor = Actor(person.code, text, person.kind, person.person, person.role)
            yield ActorMention(start, token.i + 1, token.i, (actor,), "role", text)


def find_counterparties(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> Iterator[ActorMention]:
    """Yield "his host", "his guest" and "their hosts" as the other one of two; `mentions` hold the pronouns."""
    for token in doc:
        if token.lower_ not in _OTHERS or taken[token.i] or not token.i or doc[token.i - 1].lower_ not in _HIS:
            continue
        owner = next((m for m in mentions if m.start == token.i - 1), None)
        if owner is None or _is_named(doc, token, mentions):
            continue
        acting = acting_tokens(token)
        own = {actor.code for mention in [owner, *(m for m in mentions if m.head in acting)] for actor in mention.actors}
        before = [a for m in reversed(mentions) if m.end < token.i and m.how != "pronoun" for a in m.actors if a.code not in own | {"UNK"}]
        known = [a for a in reversed(memory.recent) if a.kind == "state" and a.code not in own | {"UNK"}]
        other = next((actor for actor in [*before, *known] if actor.kind == "state"), None)
        if other is not None:
            take_tokens(taken, token.i, token.i + 1)
            person = other.person if not token.lower_.endswith("s") else None
            yield ActorMention(
                token.i, token.i + 1, token.i, (Actor(other.code, token.text, "state", person, other.role),), "role", token.text
            )


def _is_named(doc: Doc, noun: Token, mentions: list[ActorMention]) -> bool:
    """Return whether the name follows: "his host, Ana Silva"."""
    after = noun.i + 2 if noun.i + 1 < len(doc) and doc[noun.i + 1].text == "," else noun.i + 1
    return any(mention.start == after for mention in mentions)


def _pointer(doc: Doc, i: int, mentions: list[ActorMention]) -> int | None:
    """Return the token of "the" before the noun, null where a name, another phrase or a word for somebody new stands between."""
    taken = {j for mention in mentions for j in range(mention.start, mention.end)}

    def may_stand_between(token: Token) -> bool:
        is_modifier = token.pos_ in {"ADJ", "NOUN", "PROPN", "PUNCT", "ADV", "NUM"} or token.dep_ in {"amod", "compound"}
        return is_modifier and token.i not in taken and token.lower_ not in _STRANGERS

    return find_pointer(doc, i, _FARTHEST, _POINTERS, may_stand_between)


def _person(doc: Doc, noun: Token, start: int, mentions: list[ActorMention], memory: ActorMemory) -> Actor | None:
    """Return the latest person whose office and state the words fit, the one the text goes on about first; nobody who acts in the same clause."""
    words = doc[start + 1 : noun.i].text
    codes = states_with(words)
    offices = _nouns()[noun.lower_]
    acting = {m.head for m in mentions if m.start < noun.i and doc[m.head].dep_.startswith("nsubj") and doc[m.head].head.i == noun.head.i}
    barred = {a.person for m in mentions if m.head in acting for a in m.actors}
    here = [a for m in mentions if m.end <= start for a in m.actors if a.person is not None]
    known = [a for a in memory.recent if a.person is not None]
    last = [memory.human] if memory.human is not None and memory.human.person is not None else []
    for actor in [*last, *reversed(here), *reversed(known)]:
        is_fit = not offices or any(office in (actor.role or "") for office in offices)
        if actor.person in barred or not is_fit or (codes and actor.code not in codes):
            continue
        return actor
    return None
