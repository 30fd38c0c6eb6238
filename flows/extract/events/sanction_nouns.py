"""What the nouns say of whom sanctions hit: their type, whether they mean one told before, a body of the state, or nobody in particular.

Here: single nouns, by `seeds/lexicons/sanction_targets.yml`. Not here: phrases and names (sanction_targets).
"""

from functools import cache

from spacy.tokens import Token

from flows.extract.events.sanction_names import NAMED_TYPES
from flows.seeds import read_yaml


@cache
def noun_types() -> dict[str, str]:
    """Return the type of target that each noun (lemma) means."""
    lexicon = read_yaml("lexicons/sanction_targets.yml")
    return {noun: kind for kind in ("sector", "group", "country", "vessel", "entity", "person") for noun in lexicon.get(kind, ())}


def how_vague(head: Token, kind: str) -> str:
    """Return how a phrase that names no state refers: "definite" ("the ship" told before), "homeless" ("senior officials"), else "vague"."""
    lemma, is_plural = head.lemma_.lower(), "Plur" in head.morph.get("Number", [])
    has_article = any(child.lower_ in {"the", "that", "this"} for child in head.children)
    if lemma in state_bodies() and has_article:
        return "homeless"
    if kind in NAMED_TYPES and has_article and not is_plural and head.pos_ == "NOUN":
        return "definite"
    if kind == "person" and is_plural and any(child.dep_ in {"amod", "compound"} for child in head.children):
        return "homeless"
    return "vague"


@cache
def state_bodies() -> frozenset[str]:
    """Return the nouns for bodies of a state."""
    return frozenset(read_yaml("lexicons/sanction_targets.yml")["bodies"])


def is_open(head: Token) -> bool:
    """Return whether the phrase means any states that do something, and names none: "countries that buy oil", "most countries"."""
    if any(child.lower_ in {"the", "these", "those", "this", "both", "its", "their"} for child in head.children):
        return False
    return any(
        child.dep_ in {"acl", "acl:relcl"} or child.lower_ in {"any", "most", "all", "several", "foreign", "third"}
        for child in head.children
    )
