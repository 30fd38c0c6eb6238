"""Of whom a noun is said: "Algeria is the largest buyer", "Algeria became a customer", "Algeria, the largest buyer".

Here: the subject of a predicate noun. Not here: arguments of verbs (language/frames).
"""

from collections.abc import Iterable

from spacy.tokens import Token

from flows.extract.events.candidates import mentions_at
from flows.extract.language.syntax import conjuncts, preposition, surface_subject
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_LONGEST_CHAIN = 3
_BECOMING = frozenset({"become", "remain", "be", "stay", "make"})


def name_subject(sentence: Sentence, noun: int) -> list[ActorMention]:
    """Return the actors of whom the sentence says that they are the noun, empty where it says it of nobody."""
    token = sentence.doc[noun]
    for _ in range(_LONGEST_CHAIN):
        subject = _subject_of(token)
        if subject is not None:
            return [mention for member in conjuncts(subject) for mention in mentions_at(sentence, member.i)]
        if token.dep_ == "nmod" and preposition(token) in {"of", "among"}:  # "one of the largest buyers"
            token = token.head
            continue
        break
    return []


def _subject_of(token: Token) -> Token | None:
    own = next((child for child in token.children if child.dep_ in {"nsubj", "nsubj:outer"}), None)
    if own is not None:
        return own
    head = token.head
    if token.dep_ in {"obj", "xcomp"} and head.lemma_.lower() in _BECOMING:
        return surface_subject(head)
    if token.dep_ == "appos":
        return head
    first = next((child for child in token.children if child.dep_ == "appos"), None)
    if first is not None:
        return first
    if token.dep_ == "obl" and preposition(token) == "as":
        return next((child for child in head.children if child.dep_ == "obj"), None) or surface_subject(head)
    return None


def codes_of(actors: Iterable[Actor]) -> set[str]:
    """Return the codes of the actors."""
    return {actor.code for actor in actors}


def leave_out(actors: Iterable[Actor], codes: set[str]) -> list[Actor]:
    """Return the actors without those of the codes; unknown ones are never the same."""
    return [actor for actor in actors if actor.code == "UNK" or actor.code not in codes]


def thing_on_order(sentence: Sentence, noun: int) -> int | None:
    """Return the token of what is "on order": the subject of "are on order", the object of "has six on order"; null for other orders."""
    order = sentence.doc[noun]
    if not any(child.lower_ == "on" and child.dep_ == "case" for child in order.children):
        return None
    subject = _subject_of(order)
    if subject is not None:
        return subject.i
    if order.head.lemma_.lower() != "have":
        return None
    objects = [child for child in order.head.children if child.dep_ == "obj" and child.lower_ not in {"that", "which"}]
    if not objects and order.head.dep_ == "acl:relcl":
        return order.head.head.i
    return objects[0].i if objects else None
