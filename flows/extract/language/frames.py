"""Frames: a predicate with its deep arguments and the predicates above it, read off a Universal Dependencies parse.

Here: syntax only, whatever the surface (active, passive, participle, relative clause, control, coordination, nominalisation,
light verb, compound). Not here: what a verb means; `seeds/rules` says which role fills which field of an event.

Roles of an argument
    agent, patient, recipient   deep subject, object and indirect object of a verb
    a preposition               "to", "from", "between" ... ("according to" and the like are written with a blank)
    poss, mod                   a noun's possessor; its compound or adjectival modifier
    time                        an oblique without a preposition ("last week")
    gov.ROLE                    the same role of a predicate above: "Russia signed a deal for the delivery of jets" gives
                                `delivery` a gov.agent Russia
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from flows.extract.language.syntax import (
    LONGEST_CHAIN,
    NOMINAL,
    RELATIVE_PRONOUNS,
    antecedent,
    conjuncts,
    counted_wholes,
    is_contact_clause,
    is_misplaced_object,
    is_passive,
    is_time,
    is_verbal_predicate,
    own_subject,
    predicate_lemma,
    preposition,
    surface_subject,
)


class Argument(NamedTuple):
    """One argument: its role (see the module) and the index of its head token."""

    role: str
    token: int


class Governor(NamedTuple):
    """A predicate above the frame's own: its token, its lemma and the dependency by which the lower one hangs on it."""

    token: int
    lemma: str
    relation: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate, its arguments (own ones first) and its governors from the nearest up to the root."""

    predicate: int
    lemma: str
    is_verbal: bool
    arguments: tuple[Argument, ...]
    governors: tuple[Governor, ...]

    def fillers(self, role: str) -> list[int]:
        """Return the head tokens of the arguments with this role, conjuncts included, in text order of their first conjunct."""
        return [argument.token for argument in self.arguments if argument.role == role]


def build_frame(doc: Doc, predicate: int) -> Frame:
    """Return the frame of the token at `predicate`, a verb, a participle, an adjective or a noun, in a parsed sentence."""
    token = doc[predicate]
    is_verbal = is_verbal_predicate(token)
    own = list(_verb_arguments(token) if is_verbal else _noun_arguments(token))
    governors = tuple(_governors(token))
    if not is_verbal or token.dep_.startswith("amod"):
        own.extend(_governor_arguments(doc, token, governors))
    passive = is_verbal and is_passive(token)
    own.extend(("agent" if role == "by" and passive else role, argument) for role, argument in _lifted_arguments(own))
    seen: dict[Argument, None] = {}
    for role, argument in own:
        for member in conjuncts(argument):
            if member.i != predicate:
                seen.setdefault(Argument(role, member.i))
            for whole in counted_wholes(member):
                seen.setdefault(Argument(role, whole.i))
    return Frame(predicate, predicate_lemma(token), is_verbal, tuple(seen), governors)


def _verb_arguments(verb: Token) -> Iterator[tuple[str, Token]]:
    passive = is_passive(verb)
    children = list(verb.children)
    has_object = any(child.dep_ == "obj" for child in children)
    subject = surface_subject(verb)
    if subject is not None:
        yield ("recipient" if has_object else "patient") if passive else "agent", subject
    for child in children:
        yield from _verbal_dependent(verb, child, passive)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        yield from _shared_arguments(verb, has_object)
    gap = _object_gap(verb, passive, has_object)
    if gap is not None and (subject is None or gap.i != subject.i):
        yield "patient", gap


def _verbal_dependent(verb: Token, child: Token, passive: bool) -> Iterator[tuple[str, Token]]:
    dep = child.dep_
    if dep == "obj" and is_time(child):
        yield "time", child
    elif dep == "obj" and (role := preposition(child)) in {"of", "to", "from"}:
        yield role, antecedent(child, verb)
    elif dep == "obj" or is_misplaced_object(child, verb):
        yield "patient", antecedent(child, verb)
    elif dep == "iobj":
        yield "recipient", antecedent(child, verb)
    elif dep.startswith("obl") or (dep in {"nmod", "advcl"} and child.pos_ in {"NOUN", "PROPN"} and preposition(child)):
        role = preposition(child)
        if role == "by" and passive:
            yield "agent", child
        elif role is not None:
            yield role, antecedent(child, verb)
        else:
            yield "time", child
    elif dep in {"compound", "nmod", "npadvmod"} and verb.dep_ == "amod":
        yield "agent", child
    elif dep == "ccomp" and child.pos_ in NOMINAL:
        yield "patient", child


def _shared_arguments(verb: Token, has_object: bool) -> Iterator[tuple[str, Token]]:
    """Yield what stands once, at the end, for two verbs ("bought and received jets from Russia") or at the first for both."""
    first = verb.head
    for child in first.children:
        if child.dep_ == "obl" and child.i < verb.i and preposition(child) in {"in", "on", "at", "during"}:
            yield preposition(child) or "time", child
        elif child.dep_ == "obj" and not has_object and child.i > verb.i:
            yield "patient", child


def _object_gap(verb: Token, passive: bool, has_object: bool) -> Token | None:
    """Return the noun a relative clause says something about, where the clause leaves the verb's object empty."""
    if passive or has_object:
        return None
    clause = verb
    for _ in range(LONGEST_CHAIN):
        if clause.dep_ == "acl:relcl" or is_contact_clause(clause):
            subject = own_subject(clause)
            return clause.head if subject is not None and subject.lower_ not in RELATIVE_PRONOUNS else None
        if clause.dep_ not in {"xcomp", "ccomp", "conj"}:
            return None
        clause = clause.head
    return None


def _noun_arguments(noun: Token) -> Iterator[tuple[str, Token]]:
    for child in noun.children:
        yield from _nominal_dependent(noun, child)
    if noun.dep_ == "conj" and noun.head.pos_ in NOMINAL:
        yield from _shared_modifiers(noun.head)
    if noun.dep_ == "obj" and is_verbal_predicate(noun.head):
        yield from (("of", child) for child in _parted_objects(noun))
    for conjunct in conjuncts(noun):
        if conjunct.i != noun.i and conjunct.pos_ in NOMINAL:
            for child in conjunct.children:
                if child.dep_ == "nmod" and preposition(child) not in {None, "of"}:
                    yield preposition(child) or "mod", child


def _parted_objects(noun: Token) -> Iterator[Token]:
    """Yield what a verb's object is "of" though a time stands between: "took delivery last month of jets"."""
    for child in noun.head.children:
        if child.i > noun.i and child.dep_ in {"obj", "obl"} and preposition(child) == "of":
            yield child
        elif child.i > noun.i and is_time(child):
            yield from (inner for inner in child.children if inner.dep_ == "nmod" and preposition(inner) == "of")


def _nominal_dependent(noun: Token, child: Token) -> Iterator[tuple[str, Token]]:
    dep = child.dep_
    if dep == "nmod:poss":
        yield "poss", child
    elif dep in {"compound", "amod", "nmod:unmarked", "flat", "nummod"}:
        yield "mod", child
    elif dep in {"nmod", "obl", "nmod:npmod"}:
        yield preposition(child) or "mod", child
    elif dep in {"acl:relcl", "acl"}:
        prefix = "gov" if dep == "acl:relcl" else "acl"
        for role, argument in _verb_arguments(child):
            if argument.i != noun.i:
                yield f"{prefix}.{role}", argument
    elif dep == "appos":
        yield "appos", child


def _shared_modifiers(first: Token) -> Iterator[tuple[str, Token]]:
    """Yield what stands before the first of coordinated nouns and means them all: "Russian jets and missiles"."""
    for child in first.children:
        if child.i < first.i and child.dep_ in {"nmod:poss", "amod", "compound"}:
            yield ("poss" if child.dep_ == "nmod:poss" else "mod"), child


def _lifted_arguments(own: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """Return the prepositional phrases inside arguments, for roles that are still free.

    Parsers hang "to Egypt by Germany" now on the predicate, now on the noun before it; who means the predicate finds both.
    """
    taken = {role for role, _ in own}
    lifted = []
    for role, argument in own:
        prefix = "gov." if role.startswith("gov.") else ""
        for member in conjuncts(argument):
            for child in member.children:
                inner = preposition(child) if child.dep_ in {"nmod", "obl"} else None
                if inner not in {None, "of"} and f"{prefix}{inner}" not in taken:
                    lifted.append((f"{prefix}{inner}", child))
                    lifted.extend(
                        (f"{prefix}{preposition(nested)}", nested)
                        for nested in child.children
                        if nested.dep_ == "nmod"
                        and preposition(nested) not in {None, "of", inner}
                        and f"{prefix}{preposition(nested)}" not in taken
                    )
    return lifted


def _governors(token: Token) -> Iterator[Governor]:
    below = token
    for _ in range(LONGEST_CHAIN):
        head = below.head
        if head.i == below.i:
            return
        yield Governor(head.i, predicate_lemma(head), below.dep_)
        below = head


def _governor_arguments(doc: Doc, token: Token, governors: tuple[Governor, ...]) -> Iterator[tuple[str, Token]]:
    """Yield the arguments of the nouns above up to the first verb, and of that verb: "signed a contract for the delivery of ..."."""
    below = token
    for governor in governors:
        head = doc[governor.token]
        if below.dep_ not in {
            "obj",
            "obl",
            "nsubj",
            "nsubj:pass",
            "nmod",
            "conj",
            "compound",
            "appos",
            "xcomp",
            "ccomp",
            "iobj",
            "advcl",
            "acl",
            "amod",
        }:
            return
        if is_verbal_predicate(head) or head.pos_ == "AUX":
            for role, argument in _verb_arguments(head):
                if argument.i not in {below.i, token.i}:
                    yield f"gov.{role}", argument
            return
        for role, argument in _noun_arguments(head):
            if argument.i not in {below.i, token.i}:
                yield f"gov.{role}", argument
        below = head
