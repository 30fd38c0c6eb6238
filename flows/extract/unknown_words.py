"""Notices currencies and units that no list knows, so that an analyst can add them.

Here: amounts whose next word is in none of the lexicons. Not here: amounts that are understood (mentions/), and what is done with the rest.
"""

import re
from dataclasses import dataclass
from functools import cache

from flows.seeds import read_table, read_yaml

_WORD = r"[^\W\d_][\w'’.-]*"
_LEAD = r"(?:about|around|nearly|almost|some|roughly|over|up to|more than|less than|at least|a total of|an estimated)\s+"


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word where a currency or a unit stands: its kind (`currency`, `unit`), as written, and where it begins in the sentence."""

    kind: str
    text: str
    start: int


def find_unknown_words(sentence: str) -> list[UnknownWord]:
    """Return the currencies and units of a sentence that no lexicon knows, in order; [] where all amounts are understood."""
    if not any(map(str.isdigit, sentence)):
        return []
    found = []
    for match in _pattern("money").finditer(sentence):
        first, *further = sentence[match.start("word") :].split(maxsplit=3)[:3]
        if not _is_passed_over(first) and not any(_is_known(word, _currencies()) for word in (first, *further)):
            found.append(UnknownWord("currency", match["word"].rstrip(".-'’"), match.start("word")))
    found += [
        UnknownWord("unit", match["word"], match.start("word"))
        for match in _pattern("goods").finditer(sentence)
        if not _is_passed_over(match["word"]) and not _is_known(match["word"], _units() | _currencies())
    ]
    return sorted(found, key=lambda word: word.start)


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Return whether a list holds the word or its singular."""
    bare = _strip(word)
    return any(form in known for form in (bare, bare.removesuffix("s"), bare.removesuffix("es")))


def _is_passed_over(word: str) -> bool:
    """Return whether a word may follow an amount without being its currency or unit."""
    return _strip(word) in _passed_over()


def _strip(word: str) -> str:
    return word.lower().strip(".,;:()'’\"")


@cache
def _pattern(cues: str) -> re.Pattern[str]:
    words = read_yaml("lexicons/amount_words.yml")
    named, scales = "|".join(map(re.escape, words[f"{cues}_cues"])), "|".join(words["scales"])
    if cues == "money":  # "worth about 30 million somoni": a sign before the number is a currency by itself
        return re.compile(rf"\b(?:{named})\s+(?:{_LEAD})?\d[\d.,]*\s+(?:{scales})\s+(?P<word>{_WORD})", re.IGNORECASE)
    return re.compile(rf"\b(?:{named})\s+(?:{_LEAD})?\d[\d.,]*\s+(?:(?:{scales})\s+)?(?P<word>{_WORD})\s+of\b", re.IGNORECASE)


@cache
def _currencies() -> frozenset[str]:
    """Return every word of every written form of a currency, in lower case."""
    return frozenset(word for row in read_table("lexicons/currencies.csv") for word in (*row["form"].lower().split(), row["code"].lower()))


@cache
def _units() -> frozenset[str]:
    """Return every word of every written form of a unit, and of weapons, which are counted without one."""
    forms = [row["form"] for row in read_table("lexicons/trade_units.csv")]
    heads = [next(iter(row.values())) for row in read_table("lexicons/weapon_heads.csv")]
    return frozenset(word for form in (*forms, *heads) for word in form.lower().split())


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(read_yaml("lexicons/amount_words.yml")["passed_over"])
