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

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"})
_PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
_RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
# Verbs whose object does what the verb below says although that verb is joined by a preposition: "accused Iran of supplying".
_OBJECT_CONTROL_BY_PREPOSITION = frozenset(
    {
        "accuse",
        "suspect",
        "stop",
        "prevent",
        "ban",
        "bar",
        "dissuade",
        "deter",
        "block",
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "blame",
        "thank",
        "praise",
        "commend",
        "applaud",
    }
)
# Verbs and nouns of punishment: who is punished did what the verb below says.
_PENALTIES = frozenset(
    "impose sanction sanctions punish fine penalise penalize blacklist charge arrest convict indict sentence penalty tariff measure place slap".split()
)
# Adjectives whose "to" phrase does what the verb below says: "grateful to Norway for sending".
_THANKFUL = frozenset({"grateful", "thankful"})
# Verbs whose subject keeps control although they have an object: "promised Iran to deliver".
_SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "use", "sign", "take", "make", "have", "need", "meet", "visit"})
_NAME_PARTS = frozenset({"flat", "nmod:desc", "compound"})
_LONGEST_CHAIN = 7


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
    return Frame(predicate, predicate_lemma(token), is_verbal, tuple(seen), governors)


def is_verbal_predicate(token: Token) -> bool:
    """Return whether the token heads a clause or a participle phrase rather than a noun phrase."""
    if token.pos_ == "VERB":
        return not _is_mistagged_noun(token)
    return token.pos_ in {"AUX", "ADJ"} and any(child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS for child in token.children)


def _is_mistagged_noun(token: Token) -> bool:
    """Return whether a word tagged as a verb stands in a noun's place: "resumed talks with"; the relation is read more reliably than the tag."""
    if any(child.dep_ in {"aux", "mark", "nsubj", "nsubj:pass", "obj", "xcomp", "ccomp"} for child in token.children):
        return False
    if token.dep_ in {"obj", "nsubj", "nsubj:pass"}:
        return True
    return token.dep_ in {"obl", "nmod", "conj"} and any(child.dep_ in {"det", "amod", "nmod:poss"} for child in token.children)


def predicate_lemma(token: Token) -> str:
    """Return the lemma with its particle: "hand over"."""
    particles = [child.lower_ for child in token.children if child.dep_ == "compound:prt"]
    return " ".join([token.lemma_.lower(), *particles])


def is_passive(verb: Token) -> bool:
    """Return whether the verb's surface subject is its deep object."""
    if any(child.dep_ in _PASSIVE_SUBJECTS or child.dep_ == "aux:pass" for child in verb.children):
        return True
    is_participle = "Part" in verb.morph.get("VerbForm", []) and "Pres" not in verb.morph.get("Tense", [])
    if not is_participle:
        return False
    if verb.dep_.startswith(("acl", "amod", "advcl")) and verb.dep_ != "acl:relcl":
        return not any(child.dep_ in {"aux", "obj"} for child in verb.children) or "Pass" in verb.morph.get("Voice", [])
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head) and not _own_subject(verb)


def preposition(token: Token) -> str | None:
    """Return the preposition of an oblique or a nominal modifier ("to", "according to"), null where it has none."""
    for child in token.children:
        if child.dep_ == "case" and child.lower_ not in {"'s", "’s", "'", "’"}:
            return " ".join([child.lower_, *(part.lower_ for part in child.children if part.dep_ == "fixed")])
    # Parsers hang the preposition of "with President Bashar Assad" now on the name's head, now on its title or another part.
    for child in token.children:
        if child.dep_ in _NAME_PARTS and (found := preposition(child)) is not None:
            return found
    return None


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and everything coordinated under it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            yield from conjuncts(child)


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the token that the verb's subject position refers to: overt, shared, controlled or relativised; null if there is none."""
    if depth > _LONGEST_CHAIN:
        return None
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    return _subject_from_above(verb, depth)


def _subject_from_above(verb: Token, depth: int) -> Token | None:
    """Return the subject that a verb without one of its own shares with, or takes from, what it hangs on."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i or dep == "parataxis":
        return None
    is_clause = head.pos_ in {"VERB", "AUX", "ADJ"}
    if dep.startswith(("acl", "advcl", "obl")) and dep != "acl:relcl":
        found = _addressed(verb)
        if found is not None:
            return found
    if dep == "conj":
        return surface_subject(head, depth + 1) if is_clause else None
    if dep == "xcomp":
        return _controller(head, depth)
    if dep in {"advcl", "ccomp", "obl"}:
        if head.lemma_.lower() in _OBJECT_CONTROL_BY_PREPOSITION:
            return _controller(head, depth)
        return surface_subject(head, depth + 1) if is_clause else _owner(head, depth + 1)
    if dep in {"acl:relcl", "amod"}:
        return head
    if dep.startswith("acl") or dep == "nmod":
        is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children)
        has_mark = any(child.dep_ in {"mark", "case"} for child in verb.children)
        return _owner(head, depth + 1) if is_infinitive or has_mark else head
    return None


def _addressed(verb: Token) -> Token | None:
    """Return who did what the verb says because thanks or a penalty for it address them: "grateful to Kenya for", "sanctions on Kenya for"."""
    head = verb.head
    if head.lower_ in _THANKFUL:
        return next((child for child in head.children if child.dep_ == "obl" and preposition(child) == "to"), None)
    if head.lemma_.lower() not in _PENALTIES or not any(child.lower_ in {"for", "over"} for child in verb.children):
        return None
    objects = [child for child in head.children if child.dep_ == "obj"]
    for place in (head, *objects):
        for child in place.children:
            if child.dep_ in {"obl", "nmod"} and preposition(child) in {"on", "against", "upon"}:
                return child
    return next((child for child in objects if child.lemma_.lower() not in _PENALTIES), None)


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS or child.dep_ in _PASSIVE_SUBJECTS), None)


def _antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, any other token itself."""
    if token.lower_ not in _RELATIVE or token.pos_ not in {"PRON", "SCONJ", "DET"}:
        return token
    clause = verb
    for _ in range(_LONGEST_CHAIN):
        if clause.dep_ == "acl:relcl":
            return clause.head
        if clause.dep_ not in {"conj", "xcomp", "ccomp"}:
            break
        clause = clause.head
    return token


def _is_misplaced_object(child: Token, verb: Token) -> bool:
    """Return whether a second subject stands after the verb, as parsers sometimes label an object."""
    return child.dep_ == "nsubj" and child.i > verb.i and any(other.dep_ == "nsubj" and other.i < verb.i for other in verb.children)


def _controller(governor: Token, depth: int) -> Token | None:
    """Return who does what the verb below `governor` says: its object ("asked Iran to ...") or its subject ("agreed to ...")."""
    if governor.pos_ == "NOUN":
        return _owner(governor, depth + 1)
    if not is_passive(governor) and governor.lemma_.lower() not in _SUBJECT_CONTROL:
        for child in governor.children:
            if child.dep_ in {"obj", "iobj"} or _is_misplaced_object(child, governor):
                return _antecedent(child, governor)
    return surface_subject(governor, depth + 1)


def _owner(noun: Token, depth: int) -> Token | None:
    """Return whose plan, deal or decision a noun is: its possessor, its modifier, or the subject of the verb it is the object of."""
    if depth > _LONGEST_CHAIN:
        return None
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_ == "nmod" and preposition(child) in {"by", "between"}:
            return child
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and (child.pos_ == "PROPN" or (child.pos_ == "ADJ" and child.text[:1].isupper())):
            return child
    own = _own_subject(noun)
    if own is not None:
        return own
    head = noun.head
    if head.i == noun.i:
        return None
    if noun.dep_ in {"obj", "obl", "xcomp", "iobj", "advcl"} and head.pos_ in {"VERB", "AUX"}:
        return next((c for c in head.children if c.dep_ == "obl" and preposition(c) == "by"), None) or surface_subject(head, depth + 1)
    if noun.dep_ in _PASSIVE_SUBJECTS:
        return next((c for c in head.children if c.dep_ == "obl" and preposition(c) == "by"), None)
    if noun.dep_ in {"nmod", "conj", "appos"} and head.pos_ in _NOMINAL:
        return _owner(head, depth + 1)
    return None


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
    if dep == "obj" or _is_misplaced_object(child, verb):
        yield "patient", _antecedent(child, verb)
    elif dep == "iobj":
        yield "recipient", _antecedent(child, verb)
    elif dep.startswith("obl") or (dep in {"nmod", "advcl"} and child.pos_ in {"NOUN", "PROPN"} and preposition(child)):
        role = preposition(child)
        if role == "by" and passive:
            yield "agent", child
        elif role is not None:
            yield role, _antecedent(child, verb)
        else:
            yield "time", child
    elif dep in {"compound", "nmod", "npadvmod"} and verb.dep_ == "amod":
        yield "agent", child
    elif dep == "ccomp" and child.pos_ in _NOMINAL:
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
    for _ in range(_LONGEST_CHAIN):
        if clause.dep_ == "acl:relcl":
            subject = _own_subject(clause)
            return clause.head if subject is not None and subject.lower_ not in _RELATIVE else None
        if clause.dep_ not in {"xcomp", "ccomp", "conj"}:
            return None
        clause = clause.head
    return None


def _noun_arguments(noun: Token) -> Iterator[tuple[str, Token]]:
    for child in noun.children:
        yield from _nominal_dependent(noun, child)
    if noun.dep_ == "conj" and noun.head.pos_ in _NOMINAL:
        yield from _shared_modifiers(noun.head)
    for conjunct in conjuncts(noun):
        if conjunct.i != noun.i and conjunct.pos_ in _NOMINAL:
            for child in conjunct.children:
                if child.dep_ == "nmod" and preposition(child) not in {None, "of"}:
                    yield preposition(child) or "mod", child


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
    for _ in range(_LONGEST_CHAIN):
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
