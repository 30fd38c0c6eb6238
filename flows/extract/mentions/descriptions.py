"""What a noun with its adjectives says of a state: "the oil-rich Gulf emirate", "the world's second-largest economy".

Here: which states such a description fits, from `seeds/reference/definites.yml`. Not here: which of them a text means (coreference).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_pieces import head_of, take_tokens
from flows.extract.mentions.pointers import find_pointer
from flows.extract.mentions.reference import known_names, usual_name
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml

_POINTERS = frozenset({"the", "that", "this"})
_WHERE = frozenset(
    {"in", "at", "to", "from", "near", "outside", "into", "via", "through", "around", "for", "leaving", "visit", "visiting", "visited"}
)
_MEMBERS = frozenset({"member", "country", "state", "nation", "ally", "candidate", "aspirant"})
_LONGEST = 9
_NO_MODIFIERS = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ"})
_CLAIMED = frozenset({"demonym", "name", "capital", "seat", "organisation", "people", "person", "role"})


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that stands for one of the states in `codes`, any state where it is empty."""

    start: int
    codes: frozenset[str]
    is_specific: bool  # an adjective or the like tells which states fit


@dataclass(frozen=True, slots=True)
class _Epithet:
    code: str
    since: int
    until: int


@cache
def _table(key: str) -> Any:
    return read_yaml("reference/definites.yml")[key]


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {noun: frozenset(codes) for noun, codes in _table("nouns").items()}


@cache
def _needy_nouns() -> frozenset[str]:
    return frozenset(_table("with_trait"))


@cache
def _traits() -> dict[str, frozenset[str]]:
    return {words.lower(): frozenset(entry["states"]) for entry in _table("traits") for words in entry["words"]}


def _alternatives(phrases: set[str]) -> str:
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def _trait_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives(set(_traits()))})(?!\w)", re.IGNORECASE)


@cache
def _epithets() -> dict[str, tuple[_Epithet, ...]]:
    found: dict[str, list[_Epithet]] = {}
    for entry in _table("epithets"):
        for words in entry["words"]:
            found.setdefault(words.lower(), []).append(_Epithet(entry["state"], entry.get("since", 0), entry.get("until", 9999)))
    return {words: tuple(epithets) for words, epithets in found.items()}


@cache
def _epithet_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives(set(_epithets()))})(?![\w-])", re.IGNORECASE)


@cache
def _bodies() -> dict[str, str]:
    """Return the usual name of each state and body by its code."""
    return {name.code: name.name for name in reversed(known_names().values()) if name.kind in {"organisation", "group"}}


def find_epithets(doc: Doc, taken: list[bool], year: int | None) -> Iterator[ActorMention]:
    """Yield what names one state or body by what all the world says of it, and mark its tokens; `year` is that of the text."""
    for found in _epithet_pattern().finditer(doc.text):
        span = doc.char_span(found.start(), found.end(), alignment_mode="contract")
        if span is None or not len(span) or any(taken[span.start : span.end]):
            continue
        then = year if year is not None else 2024
        fitting = [e for e in _epithets()[found.group().lower().replace("’", "'")] if e.since <= then <= e.until]
        if len(fitting) != 1:
            continue
        code = fitting[0].code
        is_state = usual_name(code) != code
        actor = Actor(code, usual_name(code) if is_state else _bodies().get(code, code), "state" if is_state else "organisation")
        first = span.start - 1 if span.start and doc[span.start - 1].lower_ in _POINTERS else span.start
        take_tokens(taken, first, span.end)
        text = doc[first : span.end].text
        yield ActorMention(first, span.end, head_of(doc, span.start, span.end, first), (actor,), "definite", text)


def body_seated_in(doc: Doc, start: int, end: int, known: set[str]) -> str | None:
    """Return the code of the body of states for which a capital stands, null where the town or its own state is meant.

    `known` are the codes of the states that the text names by other words.
    """
    seat = _table("seats").get(doc[start:end].text)
    is_town = start > 0 and doc[start - 1].lower_ in _WHERE
    return str(seat["body"]) if seat is not None and not is_town and seat["state"] not in known else None


def describe(doc: Doc, i: int, mentions: list[ActorMention]) -> Description | None:
    """Return what the noun phrase headed by token `i` says of the state it stands for, null where it stands for none."""
    noun = _noun(doc, i)
    if noun is None:
        return None
    first = i - 2 if "-" in noun else i
    start = _pointer(doc, first, mentions)
    if start is None:
        return None
    words = doc[start + 1 : first].text
    fitting, rest = _nouns().get(noun, frozenset()), words
    is_specific = False
    for found in _trait_pattern().finditer(words):
        states = _traits()[found.group().lower().replace("’", "'")]
        fitting = fitting & states if fitting or is_specific else states
        is_specific = True
        rest = rest.replace(found.group(), " ", 1)
    kept = _table("keeps")
    if any(word in _table("bars") and noun not in kept.get(word, ()) for word in re.findall(r"[\w'’-]+", rest.lower())):
        return None
    if noun in _needy_nouns() and not is_specific:
        return None
    if is_specific and not fitting:
        return None
    return Description(start, fitting, is_specific)


def _noun(doc: Doc, i: int) -> str | None:
    """Return the noun of the table that stands at token `i`, with what a hyphen joins to it, null where there is none."""
    word = doc[i].lower_
    if i > 1 and doc[i - 1].text == "-" and f"{doc[i - 2].lower_}-{word}" in _nouns():
        return f"{doc[i - 2].lower_}-{word}"
    if i > 1 and doc[i - 1].text == "-" and not doc[i - 2].whitespace_:
        return None  # "the 53-nation group"
    return word if word in _nouns() or word in _needy_nouns() else None


def is_membership(doc: Doc, start: int, end: int) -> bool:
    """Return whether the name of a body only says to what a state belongs: "the NATO member"."""
    following = doc[end + 1].pos_ if end + 1 < len(doc) else ""
    return doc[end : end + 1].text.lower() in _MEMBERS and following not in {"NOUN", "PROPN"} and not doc[start].text.islower()


def is_bygone(doc: Doc, start: int, end: int) -> bool:
    """Return whether the name of a state only says whose another once was: "the former Serbian province"."""
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].lower_ if end < len(doc) else ""
    return before in {"former", "ex"} and is_description_noun(after) and f"former {doc[start:end].text}".lower() in _traits()


def _pointer(doc: Doc, i: int, mentions: list[ActorMention]) -> int | None:
    """Return the token of "the" or "this" that begins the noun phrase, null where a name or another phrase stands between."""
    claimed = {j for m in mentions if m.how in _CLAIMED for j in range(m.start, m.end)}
    traits = _trait_tokens(doc, i)

    def may_stand_between(token: Token) -> bool:
        is_modifier = token.i in traits or token.pos_ not in _NO_MODIFIERS or (token.pos_ == "VERB" and token.dep_ in {"amod", "compound"})
        return is_modifier and token.i not in claimed and (token.pos_ != "PUNCT" or token.text in {"-", "–", ","})

    return find_pointer(doc, i, _LONGEST + 1, _POINTERS, may_stand_between)


def _trait_tokens(doc: Doc, i: int) -> set[int]:
    """Return the tokens before `i` that tell which states are meant: "Horn of Africa" before "nation"."""
    first = max(0, i - _LONGEST)
    offset = doc[first].idx
    spans = (doc.char_span(offset + m.start(), offset + m.end()) for m in _trait_pattern().finditer(doc[first:i].text))
    return {token.i for span in spans if span is not None for token in span}


def states_with(words: str) -> frozenset[str]:
    """Return the states that the traits among these words fit, empty where the words tell none."""
    fitting: frozenset[str] = frozenset()
    for found in _trait_pattern().finditer(words):
        states = _traits()[found.group().lower().replace("’", "'")]
        fitting = fitting & states if fitting else states
    return fitting


def is_description_noun(word: str) -> bool:
    """Return whether the noun may head the description of a state."""
    return word in _nouns() or word in _needy_nouns()
