"""Who a common noun speaks of by the words around it: "a Bulgarian dealer", "a Mumbai-based firm", "Libya's stockpiles".

Here: states that modify a noun no list of bodies knows. Not here: nouns known as bodies ("the Kenyan army": mentions/), nor the roles of a
rule (arms_roles).
"""

from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked"})


def name_body(sentence: Sentence, token: int) -> list[Actor]:
    """Return the states whose adjective, possessive or "-based" stands with the noun; empty for weapons and for what nobody modifies."""
    noun = sentence.doc[token]
    if noun.pos_ != "NOUN" or any(weapon.start <= token < weapon.end for weapon in sentence.weapons):
        return []
    for child in noun.children:
        if child.dep_ not in _MODIFIERS or child.i > token:
            continue
        for member in conjuncts(child):
            mention = sentence.actor_at(member.i)
            if mention is not None and mention.how in {"demonym", "name", "capital"}:
                return [actor for actor in mention.actors if actor.code != "UNK"]
    return _based(sentence, token)


def _based(sentence: Sentence, token: int) -> list[Actor]:
    """Return the state of the place where the noun is at home: "a Mumbai-based firm", "a firm based in Mumbai"."""
    for child in sentence.doc[token].children:
        if child.lower_ not in {"based", "headquartered", "registered"}:
            continue
        for place in sentence.places:
            is_before = child.i < token and 0 <= child.i - place.end <= 1
            is_behind = child.i > token and place.start - child.i in {1, 2}
            if place.country_code is not None and (is_before or is_behind):
                return [_state(place.country_code)]
    for child in sentence.doc[token].children:  # "dealers in Miami"
        if child.dep_ == "nmod" and preposition(child) in {"in", "at", "near"}:
            for place in sentence.places:
                if place.start <= child.i < place.end and place.country_code is not None:
                    return [_state(place.country_code)]
    return []


def _state(code: str) -> Actor:
    return Actor(code, usual_name(code), "state")
