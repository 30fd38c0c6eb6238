"""What single words do to sanctions, by `seeds/lexicons/sanction_acts.yml`: imposed, eased, lifted, asked for, opposed.

Here: lemmas, and verbs that say it together with a noun. Not here: the way from a trigger to these words (sanction_acts).
"""

from functools import cache
from typing import Any

from spacy.tokens import Token

from flows.extract.language.syntax import preposition
from flows.seeds import read_yaml


@cache
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml("lexicons/sanction_acts.yml"))


_ACTIONS = ("imposed", "in_force", "threatened", "eased", "lifted", "evaded")


@cache
def acts_by_lemma() -> dict[str, str]:
    """Return what each lemma does to sanctions."""
    return {lemma: act for act in _ACTIONS for lemma in _lexicon()[act]}


def act_of(lemma: str) -> str | None:
    """Return what a word does to sanctions, null for a word that does nothing to them."""
    return acts_by_lemma().get(lemma)


@cache
def act_lemmas() -> frozenset[str]:
    """Return every single-word lemma that says what is done to sanctions."""
    return frozenset(lemma for lemma in acts_by_lemma() if " " not in lemma)


@cache
def hitting_lemmas() -> frozenset[str]:
    """Return the lemmas of verbs that say whom sanctions hit."""
    return frozenset(_lexicon()["hits"])


@cache
def carriers() -> frozenset[str]:
    """Return the nouns between the word and its act that change nothing."""
    return frozenset(_lexicon()["carriers"])


# Verbs that say what is done only together with a noun: "took effect", "came into force", "remains in place".
_LIGHT = {
    "enter": {"force": "imposed", "effect": "imposed"},
    "come": {"force": "imposed", "effect": "imposed", "end": "lifted"},
    "go": {"force": "imposed", "effect": "imposed"},
    "bring": {"force": "imposed", "end": "lifted"},
    "be": {"place": "in_force", "force": "in_force", "effect": "in_force"},
    "have": {"place": "in_force", "force": "in_force"},
    "stay": {"place": "in_force", "force": "in_force", "effect": "in_force"},
    "remain": {"books": "in_force", "book": "in_force", "place": "in_force", "force": "in_force", "effect": "in_force"},
    "keep": {"place": "in_force", "force": "in_force", "year": "imposed", "month": "imposed"},
    "maintain": {"year": "imposed", "month": "imposed"},
    "put": {"place": "imposed", "end": "lifted", "ice": "eased", "hold": "eased"},
    "take": {"effect": "imposed", "hold": "imposed", "measure": "imposed", "step": "imposed", "action": "imposed"},
    "leave": {"place": "in_force", "force": "in_force"},
}


def light_act(token: Token) -> str | None:
    """Return what a verb does to sanctions together with its noun ("took effect" imposes), null for any other verb."""
    nouns = _LIGHT.get(token.lemma_.lower(), {})
    if not nouns and token.lemma_.lower() in {"place", "force", "effect"}:  # the noun is the predicate: "is in force"
        nouns = _LIGHT["be"] if any(child.dep_ == "cop" for child in token.children) else {}
        return nouns.get(token.lemma_.lower())
    below = [child for child in token.children if child.dep_ in {"obj", "obl"}]
    for child in below:
        lemma = child.lemma_.lower()
        if lemma in {"year", "month"} and preposition(child) != "for":  # "kept for another year", but "kept last year"
            continue
        if lemma in nouns:
            return nouns[lemma]
    return None


@cache
def askers() -> frozenset[str]:
    """Return the lemmas of predicates whose subject wants others to act, and does not itself impose, ease or lift."""
    return frozenset(_lexicon()["askers"])


@cache
def refusals() -> frozenset[str]:
    """Return the lemmas of predicates by which somebody will not impose sanctions at all."""
    return frozenset(_lexicon()["refusals"])


@cache
def opposers() -> frozenset[str]:
    """Return the lemmas of predicates whose subject is against the act."""
    return frozenset(_lexicon()["opposers"])
