"""The words by which English says that something is claimed, denied, planned or called off, from `seeds/lexicons/claims.yml`.

Here: reading the lexicon. Not here: what the words make of an event (claims), or who says it (sources).
"""

from functools import cache
from typing import Any

from flows.seeds import read_yaml


@cache
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml("lexicons/claims.yml"))


@cache
def manners() -> dict[str, str]:
    """Return the manner of each verb of reporting by its lemma: neutral, announcing, alleging or denying."""
    return {lemma: manner for manner, lemmas in _lexicon()["reporting"].items() for lemma in lemmas}


def is_reporting(lemma: str) -> bool:
    """Return whether a verb reports what somebody says."""
    return lemma in manners()


@cache
def stages() -> dict[str, str]:
    """Return the stage that each lemma gives an event below it: requested, offered, planned, agreed, cancelled and so on."""
    return {lemma: stage for stage, lemmas in _lexicon()["stages"].items() for lemma in lemmas}


@cache
def claim_words(key: str, inner: str | None = None) -> frozenset[str]:
    """Return the words of one list of the lexicon, or of one part of it."""
    value = _lexicon()[key]
    return frozenset(value[inner] if inner else value)


@cache
def claim_lemmas() -> frozenset[str]:
    """Return every single-word lemma that says something about a claim: verbs of reporting and words for stages."""
    return frozenset(word for word in (*manners(), *stages()) if " " not in word)
