"""Which tokens fill a role of a meeting, where the parse hangs those who meet on another word than the frame expects.

Here: subjects beside the one a frame knows. Not here: whether what stands there takes part (meeting_roles), who it is (meeting_sides).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events.meeting_subjects import all_antecedents, subjects_by_order, subjects_of_due, subjects_of_opening
from flows.extract.events.meeting_words import meeting_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import conjuncts, is_passive, own_subject, predicate_lemma, preposition, surface_subject
from flows.extract.sentences import Sentence

_OCCASIONS = frozenset({"during", "after", "following", "at", "in", "since", "amid"})
_LONGEST_TITLE = 3
_HEADLINE_CLAUSES = frozenset({"acl", "acl:relcl", "conj", "parataxis", "appos"})


def fillers(sentence: Sentence, match: Match, role: str) -> list[int]:
    """Return the head tokens that fill a role: those of the frame, then those that it leaves out."""
    return list(dict.fromkeys(_titled(sentence, token) for token in _fillers(sentence, match, role)))


def _titled(sentence: Sentence, token: int) -> int:
    """Return the head of the name after an honorific that the parse takes for the name: "on [H.E.] Mr. Silva"."""
    text = sentence.doc[token].text
    if text != "HE" and (text.lower() not in meeting_words("honorifics") or sentence.actor_at(token) is not None):
        return token
    return next((mention.head for mention in sentence.actors if 0 < mention.start - token <= _LONGEST_TITLE), token)


def _fillers(sentence: Sentence, match: Match, role: str) -> list[int]:
    found = match.frame.fillers(role)
    if role in {"on", "upon"} and match.frame.is_verbal:
        found = [*found, *_after_particle(sentence, sentence.doc[match.trigger], role)]
    if role in {"to", "in", "into", "for"} and match.frame.is_verbal:
        found = [*found, *(token.i for token in _further_destinations(sentence, sentence.doc[match.trigger], role))]
    if role in {"with", "to"} and match.frame.is_verbal:
        found = [*found, *(token.i for token in _misplaced_names(sentence, sentence.doc[match.trigger], role))]
    if role == "patient" and match.frame.is_verbal:
        found = [*found, *(token.i for token in _further_objects(sentence, sentence.doc[match.trigger]))]
    if role in {"between", "among", "with"} and not match.frame.is_verbal:
        noun = sentence.doc[match.trigger]
        fallen = (token.i for token in _fallen_sides(noun)) if role == "between" else ()
        return list(dict.fromkeys([*found, *fallen, *_below_participle(noun, role)]))
    if role == "patient" and match.frame.is_verbal:
        found = [*found, *(token.i for token in _late_objects(sentence, sentence.doc[match.trigger]))]
    if role == "agent" and match.frame.is_verbal:
        trigger = sentence.doc[match.trigger]
        stated = (subjects_by_order(sentence, trigger), subjects_of_opening(trigger), subjects_of_due(trigger), all_antecedents(trigger))
        told = [token.i for subjects in stated for token in subjects]
        found = told or [*found, *(token.i for token in _unmarked_agents(trigger))]
    if role in {"agent", "patient"} and match.frame.is_verbal:
        misread = _misread_agents(sentence.doc[match.trigger])
        found = [token for token in found if token not in misread] if role == "agent" else [*found, *misread]
    if role not in {"agent", "gov.agent"}:
        return found
    if role == "gov.agent" and not match.frame.is_verbal and _stands_before_that(sentence, match):
        found = []
    return list(dict.fromkeys([*found, *(token.i for token in _further_subjects(sentence, match, role))]))


def _stands_before_that(sentence: Sentence, match: Match) -> bool:
    """Return whether the parse hung the noun on the clause after "that" although it stands before it."""
    verbs = (sentence.doc[governor.token] for governor in match.frame.governors)
    verb = next((head for head in verbs if head.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and _verb_before_that(match.trigger, verb).i != verb.i


def _below_participle(noun: Token, role: str) -> Iterator[int]:
    """Yield the sides that hang on a participle after the noun: "talks brokered by Oslo between Malta and Tunisia"."""
    for clause in noun.children:
        if clause.dep_ == "acl" and is_passive(clause):
            for child in clause.children:
                if child.dep_.startswith("obl") and preposition(child) == role:
                    yield from (member.i for member in conjuncts(child))


def _misread_agents(verb: Token) -> list[int]:
    """Return the subjects of a passive that the parse takes for its agent: before the verb and without "by"."""
    if not is_passive(verb):
        return []
    agents = [child for child in verb.children if child.dep_ == "obl:agent" and child.i < verb.i and preposition(child) is None]
    return [member.i for child in agents for member in conjuncts(child)]


def _after_particle(sentence: Sentence, verb: Token, role: str) -> Iterator[int]:
    """Yield who stands after a preposition that the parse takes for a particle: "called on the premier"."""
    if any(child.dep_ == "compound:prt" and child.lower_ == role for child in verb.children):
        for child in verb.children:
            if child.dep_ in {"obl", "obj"} and child.i > verb.i and preposition(child) in {None, "of"} and sentence.actor_at(child.i):
                yield child.i


def _late_objects(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield objects that frames take for phrases of the verb: "received US Secretary of State X", "received at his office on Monday X"."""
    for child in verb.children:
        mention = sentence.actor_at(child.i)
        if mention is None or mention.how not in {"person", "role"} or child.i < verb.i:
            continue
        is_titled = child.dep_ == "obj" and preposition(child) == "of" and mention.start <= child.i
        is_late = child.dep_ == "obl" and preposition(child) is None and mention.start > verb.i + 1
        if is_titled or is_late:
            yield child


def _unmarked_agents(verb: Token) -> Iterator[Token]:
    """Yield the agents of a participle whose "by" the parse hung elsewhere: "flanked by the visiting president"."""
    doc = verb.doc
    if is_passive(verb) and verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "by":
        for child in verb.children:
            if child.dep_ == "obl:agent" and child.i > verb.i and preposition(child) is None:
                yield from conjuncts(child)


def _fallen_sides(noun: Token) -> Iterator[Token]:
    """Yield the second side of "between" that the parse hung beside the first: "a call between X and his colleagues"."""
    between = [child for child in noun.children if child.dep_ == "nmod" and preposition(child) == "between"]
    if not between:
        yield from (child for child in noun.children if child.dep_ in {"nmod", "appos"} and _stands_after(child, "between"))
    for child in noun.children if between else ():
        is_beside = child.dep_ in {"nmod", "conj"} and child.i > between[0].i and preposition(child) is None
        if is_beside and any(token.lower_ == "and" and between[0].i < token.i < child.i for token in child.subtree):
            yield child


def _stands_after(name: Token, word: str) -> bool:
    """Return whether a preposition that the parse hung elsewhere stands right before a name and its titles."""
    first = min((token.i for token in name.subtree), default=name.i)
    return first > 0 and name.doc[first - 1].lower_ == word


def _further_subjects(sentence: Sentence, match: Match, role: str) -> Iterator[Token]:
    trigger = sentence.doc[match.trigger]
    if match.frame.is_verbal:
        if role == "agent":
            yield from _subjects_before(trigger)
            yield from _misread_names(sentence, trigger)
            if own_subject(trigger) is None or all(child.i > trigger.i for child in trigger.children if child.dep_ == "nsubj"):
                yield from _name_before(sentence, trigger)
        return
    if role == "agent":  # "is on a visit to", or a subject hung on the noun: "Li on Friday held talks with"
        yield from _subjects_before(trigger)
        yield from subjects_of_due(trigger)
        return
    verb = _verb_above(sentence, match)
    if verb is not None:
        yield from _subjects_before(verb)
        yield from _misread_names(sentence, verb)
        if surface_subject(verb) is None or own_subject(verb) is None:
            yield from _headline_subject(sentence, verb)


def _further_destinations(sentence: Sentence, verb: Token, role: str) -> Iterator[Token]:
    """Yield destinations that a frame leaves out: "heads next to Malta", "to Malta in May and to Oslo a month later"."""
    for child in verb.children:
        cases = [case.lower_ for case in child.children if case.dep_ in {"case", "fixed"}]
        if child.dep_ == "obl" and len(cases) > 1 and cases[-1] == role and preposition(child) != role:
            yield from conjuncts(child)
        if role == "for" and child.dep_ == "advcl" and any(mark.lower_ == "for" for mark in child.children):
            yield from (place for place in child.children if place.dep_ == "nsubj")  # "left for Malta to attend"
        parts = [child, *(part for part in child.subtree if part.dep_ == "conj")] if child.dep_ in {"obl", "conj"} else []
        for part in parts:
            is_parallel = part.dep_ == "conj" and sentence.actor_at(part.i) is not None and part.pos_ in {"PROPN", "NOUN"}
            if is_parallel and [case.lower_ for case in part.children if case.dep_ == "case"] == [role]:
                yield part


def _misplaced_names(sentence: Sentence, verb: Token, role: str) -> Iterator[Token]:
    """Yield persons that the parse takes for part of the name before: "in Oslo with Foreign Minister Eva Lind", "with X, and with Y"."""
    for mention in sentence.actors:
        if mention.start <= verb.i + 1 or mention.how not in {"person", "role"}:
            continue
        head = sentence.doc[mention.head]
        is_part = head.dep_ in {"flat", "nmod:desc", "compound", "appos", "list"} and not mention.start <= head.head.i < mention.end
        before = sentence.doc[mention.start - 2 : mention.start]
        has_case = before[-1].lower_ == role or (before[0].lower_ == role and before[-1].lower_ == "the")
        if is_part and has_case and any(token.i == verb.i for token in head.ancestors):
            yield head


def _further_objects(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield objects that the parse coordinates with the date of the first one: "visited Malta in May and Tunisia in June"."""
    for child in verb.children:
        if child.dep_ == "obl" and any(date.start <= child.i < date.end for date in sentence.dates):
            for part in child.children:
                if part.dep_ == "conj" and preposition(part) is None and sentence.actor_at(part.i) is not None:
                    yield part


def _misread_names(sentence: Sentence, predicate: Token) -> Iterator[Token]:
    """Yield a subject that the parse hangs on its own title: "US Secretary of [State Eva Lind] had called"."""
    for child in predicate.children:
        if child.dep_ == "obl" and child.i < predicate.i and preposition(child) == "of":
            mention = sentence.actor_at(child.i)
            if mention is not None and mention.how == "person" and mention.start < child.i:
                yield child


def _subjects_before(predicate: Token) -> Iterator[Token]:
    """Yield all subjects before a predicate: headlines join them by commas, and lists fall apart into several."""
    for child in predicate.children:
        if child.dep_ == "nsubj" and child.lower_ == "who" and predicate.dep_ == "acl:relcl":  # "the king, who is on a visit to"
            yield predicate.head
        elif (child.dep_ == "nsubj" or _is_misread_passive(child, predicate)) and child.i < predicate.i:
            yield from conjuncts(child)


def _name_before(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the person right before a finite verb whose subject the parse hung elsewhere: "Spokesman X: Secretary Y spoke today with Z"."""
    for mention in sentence.actors:
        if mention.end == verb.i and mention.how == "person" and verb.dep_ in {"parataxis", "appos", "acl:relcl"}:
            yield sentence.doc[mention.head]


def _is_misread_passive(subject: Token, verb: Token) -> bool:
    """Return whether the parse calls the subject of a finite verb passive although no auxiliary says so: "the envoy called on the king"."""
    is_past = "Fin" in verb.morph.get("VerbForm", []) or verb.dep_ == "root"
    return subject.dep_ == "nsubj:pass" and is_past and not any(child.dep_ == "aux:pass" for child in verb.children)


def _headline_subject(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the name that a headline's verb was hung on: "Silva to pay a visit to Chile"."""
    head = verb.head
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children)
    if verb.dep_ not in _HEADLINE_CLAUSES or not is_infinitive or head.i > verb.i or sentence.actor_at(head.i) is None:
        return
    first = head
    while first.dep_ == "conj" and preposition(first) is None and sentence.actor_at(first.head.i) is not None:
        first = first.head
    yield from conjuncts(first)


def controller(sentence: Sentence, match: Match) -> Token | None:
    """Return the subject of the clause that a gerund hangs on anywhere below: "held talks in Oslo, hours after conferring with"."""
    verb = sentence.doc[match.trigger]
    if "Ger" not in verb.morph.get("VerbForm", []) or own_subject(verb) is not None or verb.dep_ not in {"advcl", "acl"}:
        return None
    for governor in match.frame.governors:
        head = sentence.doc[governor.token]
        if head.pos_ == "VERB":
            return surface_subject(head)
    return None


def _verb_above(sentence: Sentence, match: Match) -> Token | None:
    """Return the nearest verb above a nominal meeting, null where there is none."""
    for governor in match.frame.governors:
        head = sentence.doc[governor.token]
        if head.pos_ in {"VERB", "AUX"}:
            return _verb_before_that(match.trigger, head)
        if governor.relation.startswith(("acl", "advcl")):
            return None
    return None


def _verb_before_that(trigger: int, verb: Token) -> Token:
    """Return the verb a phrase belongs to: the one of saying where the phrase stands before "that": "said during a visit to Malta that ..."."""
    is_before = verb.dep_ == "ccomp" and any(
        child.lower_ == "that" and child.dep_ == "mark" and child.i > trigger for child in verb.children
    )
    return verb.head if is_before else verb


def shares_subject(sentence: Sentence, match: Match, role: str) -> bool:
    """Return whether the arguments of the clause above are those of a nominal meeting: "held talks", "said after talks"."""
    doc = sentence.doc
    below = match.trigger
    is_occasion = False
    for governor in match.frame.governors:
        head = doc[governor.token]
        case = preposition(doc[below])
        is_occasion |= case in _OCCASIONS or (case in meeting_words("ahead") and bool(match.frame.fillers("with")))
        if head.pos_ in {"VERB", "AUX"}:
            if is_occasion:
                return True
            if governor.relation in {"obj", "nsubj:pass", "xcomp", "ccomp"}:
                return bool({head.lemma_.lower(), predicate_lemma(head)} & meeting_words("light_verbs"))
            if governor.relation.startswith("obl") or governor.relation == "advcl":
                case = preposition(doc[below])
                if case in meeting_words("ahead") and role == "gov.agent":
                    return bool(match.frame.fillers("with"))
                return case is None or case in meeting_words("occasions")
            return governor.relation == "nsubj"
        below = governor.token
    return True
