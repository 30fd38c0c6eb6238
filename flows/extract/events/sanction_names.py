"""What a name in a sentence is as a target of sanctions: a person, a vessel or a body, with its home state; and the words of a phrase.

Here: names and their types, lists of names, noun phrases as written. Not here: whom a phrase without a name means (sanction_targets).
"""

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from flows.extract.claims import is_reporting
from flows.extract.events.sanction_homes import STATE_KINDS, states_within
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence

MOST_LISTED = 8
NAMED_TYPES = frozenset({"entity", "person", "vessel"})


@dataclass(frozen=True, slots=True)
class Target:
    """One target: the code of the state it is or belongs to (null where the sentence does not say), its name and its type."""

    code: str | None
    name: str
    type: str  # country, entity, person, vessel, sector, group
    how: str  # how it is referred to: name, demonym, definite, pronoun, listed, phrase ...


_NAMES = frozenset({"ORG", "PERSON", "WEAPON"})
INCLUDING = frozenset({"including", "include", "such as", "like", "namely", "notably"})
_NOT_IN_NAME = frozenset(
    {
        "acl",
        "acl:relcl",
        "advcl",
        "conj",
        "cc",
        "appos",
        "punct",
        "parataxis",
        "ccomp",
        "case",
        "list",
        "mark",
        "advmod",
        "cop",
        "nsubj",
        "dep",
        "aux",
    }
)


def names_between(sentence: Sentence, start: int, end: int) -> list[Target]:
    """Return the names of a list: the last person, else the first body, of each item between commas; at most MOST_LISTED."""
    doc = sentence.doc
    found: list[Target] = []
    item: list[Span] = []
    for i in range(start, end + 1):
        if i == end or doc[i].text in {",", ";", "and", "—", "–", ":"}:
            inside = [name for name in item if name.end <= i]
            persons = [name for name in inside if name.label_ == "PERSON"]
            chosen = persons[-1] if persons else (inside[0] if inside else None)
            if chosen is not None:
                target = name_target(sentence, chosen, sentence.actor_at(chosen.root.i), chosen.root, None)
                if all(other.name != target.name for other in found):
                    found.append(target)
                item = [name for name in item if name.end > i]
            continue
        item.extend(
            entity
            for whole in doc.ents
            for entity in _name_parts(whole)
            if entity.start == i
            and entity.label_ in _NAMES
            and not PARTY_AND_STATE.match(entity.text)
            and not is_state_name(sentence.actor_at(entity.root.i), entity)
            and not (entity.end < end and doc[entity.end].lower_ in {"'s", "’s"})  # "his son's aide" is not his son
        )
    return found[:MOST_LISTED]


def name_at(sentence: Sentence, head: Token) -> Span | None:
    """Return the entity name that the token is part of, or that an apposed noun right before it introduces."""
    for entity in sentence.doc.ents:
        if entity.label_ in _NAMES and entity.start <= head.i < entity.end:
            return _own_part(entity, head)
    for child in head.children:
        if child.i > head.i and child.dep_ in {"flat", "compound", "nmod:desc"}:
            for entity in sentence.doc.ents:
                if entity.label_ in _NAMES and entity.start <= child.i < entity.end:
                    return entity
    return None


_KIN = frozenset({"sons", "brothers", "bros", "partners", "company", "co", "co.", "daughters", "associates"})


def _own_part(entity: Span, head: Token) -> Span:
    """Return the part of a name that is the head's own, where a name tagger took two coordinated names for one."""
    return next((part for part in _name_parts(entity) if part.start <= head.i < part.end), entity)


def _name_parts(entity: Span) -> list[Span]:
    """Return the names that a name tagger took for one: "Belavia and Grodno Azot"; the name itself where it is one."""
    root = entity.root
    if entity[-1].lower_ in _KIN:  # "Swaid and Sons" is one firm
        return [entity]
    joins = [
        child.i
        for token in entity
        if token.dep_ == "conj" and token.head.i == root.i
        for child in token.children
        if child.dep_ == "cc" and child.lower_ == "and" and entity.start < child.i < entity.end - 1
    ]
    bounds = [entity.start, *(i for join in joins for i in (join, join + 1)), entity.end]
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [Span(entity.doc, start, end, label=entity.label_) for start, end in pairs if start < end] if joins else [entity]


def is_state_name(mention: ActorMention | None, name: Span) -> bool:
    """Return whether a name is a state's own, as an actor mention around it says."""
    if mention is None or mention.actors[0].kind not in STATE_KINDS or mention.actors[0].person is not None:
        return False
    return mention.start <= name.start and mention.end >= name.end - 1


# What American papers put behind a lawmaker's name: "D-N.J."
PARTY_AND_STATE = re.compile(r"[DR]\s?-\s?[A-Z]")
_CLITIC = re.compile(r"['’]s?$")


def name_target(sentence: Sentence, name: Span, mention: ActorMention | None, head: Token, kind: str | None) -> Target:
    """Return the target that a name is; `kind` is what the noun beside it says, null where it says nothing."""
    actor = mention.actors[0] if mention is not None else None
    is_person = name.label_ == "PERSON" or (
        actor is not None and actor.person is not None and mention is not None and mention.how == "person"
    )
    code = known_code(actor.code) if actor is not None else None
    if not is_person and (branch := _home_in_name(sentence, name[-1:])) is not None and len(name) > 1:
        code = branch  # "Raytheon Canada"
    if code is None:
        code = first_of(_states_beside(sentence, head)) or _home_in_name(sentence, name)
    if str(name[-1].lower_) in FIRM_FORMS:
        is_person, name = False, _with_words_before(name)
    text = actor.person if is_person and actor is not None and actor.person else name.text
    text = _CLITIC.sub("", text.strip())
    shape = "person" if is_person else kind if kind in {"entity", "vessel"} else "vessel" if _is_vessel(sentence, name) else "entity"
    return Target(code, text, shape, "named")


# What firms put behind their names, by the law they are under.
FIRM_FORMS = frozenset(
    "inc inc. ltd ltd. llc l.l.c. co co. corp corp. gmbh plc limited s.a. ag fze lp pte sa jsc ojsc pjsc bv b.v. nv".split()
)


def _with_words_before(name: Span) -> Span:
    """Return a firm's name with the words with capitals right before it, which name taggers leave out."""
    start = name.start
    while start and name.doc[start - 1].pos_ == "PROPN" and name.doc[start - 1].text[:1].isupper():
        start -= 1
    return name.doc[start : name.end]


def home_of_name(sentence: Sentence, name: Span) -> str | None:
    """Return the state of a firm by its name alone: its branch ("Raytheon Canada"), what lists know of it, a state in it; null for none."""
    mention = sentence.actor_at(name.start)
    known = known_code(mention.actors[0].code) if mention is not None and mention.how == "organisation" else None
    return (_home_in_name(sentence, name[-1:]) if len(name) > 1 else None) or known or _home_in_name(sentence, name)


def _is_vessel(sentence: Sentence, name: Span) -> bool:
    before = sentence.doc[max(0, name.start - 3) : name.start].text.lower()
    return bool(re.search(r"\b(?:tanker|vessel|ship|freighter|m/v|mv|carrier|yacht)\b", before))


def _home_in_name(sentence: Sentence, name: Span) -> str | None:
    """Return the state that a body's own name holds: "Bank of Moscow", "Iran Air"."""
    return next(
        (
            m.actors[0].code
            for m in sentence.actors
            if name.start <= m.start < name.end and m.actors[0].kind == "state" and m.actors[0].code != "UNK"
        ),
        None,
    )


def _states_beside(sentence: Sentence, head: Token) -> list[str]:
    found = states_within(sentence, head)
    if found:
        return found
    for child in head.children:
        if child.dep_ in {"appos", "nmod:desc"}:
            found = states_within(sentence, child)
            if found:
                return found
    if head.dep_ in {"appos", "flat", "xcomp", "nmod:desc"} and head.head.i != head.i:
        return states_within(sentence, head.head)
    return []


def phrase_text(head: Token) -> str:
    """Return the noun phrase as written, without its article and clauses: "17 Russian companies"."""
    tokens = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in _NOT_IN_NAME and not (child.dep_ in {"case", "conj", "cc", "punct"} and token.i != head.i):
                continue
            if token.i == head.i and child.dep_ == "nmod" and preposition(child) in INCLUDING:
                continue
            tokens.add(child.i)
            stack.append(child)
    first = last = head.i
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    if head.doc[first].pos_ == "DET" and first < head.i:
        first += 1
    return str(head.doc[first : last + 1].text)


def known_code(code: str) -> str | None:
    """Return the code of an actor, null where no list knows it."""
    return None if code == "UNK" else code


def first_of(codes: list[str]) -> str | None:
    """Return the first of several codes, null for none."""
    return codes[0] if codes else None


def names_by_commas(sentence: Sentence, start: int, end: int, kind: str) -> list[Target]:
    """Return the firms or ships of a list by their capitals and its commas, whatever the name tagger says; at most MOST_LISTED."""
    doc = sentence.doc
    found: list[Target] = []
    first = start
    for i in range(start, end + 1):
        is_mark = i < end and (
            doc[i].text in {",", ";", ":"} or (doc[i].lower_ in {"and", "plus"} and i + 1 < end and _opens_name(sentence, i + 1))
        )
        if not is_mark and i < end:
            continue
        if i + 1 < end and doc[i].text == "," and doc[i + 1].lower_ in FIRM_FORMS:
            continue
        if any(is_reporting(token.lemma_.lower()) for token in doc[first:i] if token.pos_ == "VERB"):
            break
        name = _capital_run(sentence, first, i)
        if name is not None:
            found.append(Target(home_of_name(sentence, name), name.text, kind, "listed"))
        first = i + 1
    return found[:MOST_LISTED]


def _opens_name(sentence: Sentence, i: int) -> bool:
    """Return whether a name begins at a token: a capital, after an article at most."""
    doc = sentence.doc
    return bool(doc[i].text[:1].isupper()) or (doc[i].lower_ == "the" and i + 1 < len(doc) and bool(doc[i + 1].text[:1].isupper()))


def _capital_run(sentence: Sentence, start: int, end: int) -> Span | None:
    """Return the longest run of words with capitals between two tokens, null where there is none."""
    best: tuple[int, int] | None = None
    first = None
    for i in range(start, end + 1):
        token = sentence.doc[i] if i < end else None
        is_inner = token is not None and first is not None and (token.lower_ in FIRM_FORMS or token.text in {",", "&", "-", "of", "."})
        if token is not None and (token.text[:1].isupper() or token.text[:1].isdigit() or is_inner):
            first = i if first is None else first
        elif first is not None:
            best = (first, i) if best is None or i - first > best[1] - best[0] else best
            first = None
    if best is None:
        return None
    last = best[1]
    while last > best[0] + 1 and sentence.doc[last - 1].text in {",", "&", "-", "of", "."}:
        last -= 1
    return sentence.doc[best[0] : last]
