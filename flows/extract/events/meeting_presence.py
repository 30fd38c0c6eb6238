"""Who is said to be in a foreign country: "the minister was in Lisbon for talks", and headlines that leave the verb out.

Here: the frame of "to be somewhere", which hangs on the place and not on a verb. Not here: who counts as a traveller (meeting_roles).
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from flows.extract.events.rules import Match, Rule, load_rules
from flows.extract.language.frames import Argument, Frame, build_frame
from flows.extract.language.syntax import conjuncts, own_subject, preposition, surface_subject
from flows.extract.sentences import Sentence

_RULE = "meetings.be_in"
_DUE = "meetings.due"  # the parse takes "due in Lisbon" for a phrase of two prepositions
_EXPECTED = frozenset({"due", "expected", "awaited"})
_ERRANDS = frozenset({"for", "on", "to", "as"})
_LOCATIVE = frozenset({"in", "at"})


def reframe_copula(sentence: Sentence, match: Match) -> Match:
    """Return the match of a copula with the frame of what it links, "was in Lisbon": the traveller is its agent; any other match as it is."""
    token = sentence.doc[match.trigger]
    if match.rule.id != _RULE or token.dep_ != "cop":
        return match
    place = token.head
    subject = own_subject(place) or surface_subject(place)
    due = next((child for child in place.children if child.lower_ in _EXPECTED and child.dep_ != "nmod"), None)
    if due is not None and subject is None:
        subject = next((child for child in due.children if child.dep_ == "nsubj"), None)
    return replace(match, rule=_rule(_DUE if due is not None else _RULE), frame=_frame_at(sentence, place, subject))


def _rule(identifier: str) -> Rule:
    return next(rule for rule in load_rules("meetings") if rule.id == identifier)


def match_headline(sentence: Sentence) -> Iterator[Match]:
    """Yield the match of a headline without a verb: "Silva in Lisbon for talks"."""
    root = next((token for token in sentence.doc if token.head.i == token.i), None)
    if not sentence.is_headline or root is None or root.pos_ not in {"PROPN", "NOUN"}:
        return
    for child in root.children:
        if child.i > root.i and child.dep_ == "nmod" and preposition(child) in _LOCATIVE and sentence.actor_at(root.i) is not None:
            yield Match(_rule(_RULE), _frame_at(sentence, child, root))
            return


def match_aside(sentence: Sentence) -> Iterator[Match]:
    """Yield the match of an aside that says where somebody is: "the minister, in Lisbon for talks, said"."""
    doc = sentence.doc
    for mention in sentence.actors:
        if mention.how not in {"person", "role"}:
            continue
        for child in (child for token in doc[mention.start : mention.end] for child in token.children):
            place = sentence.actor_at(child.i)
            is_aside = child.dep_ == "nmod" and preposition(child) in _LOCATIVE and doc[mention.end : mention.end + 1].text == ","
            after = doc[place.end : place.end + 1].text if place is not None else ""
            if is_aside and place is not None and place.how in {"capital", "name"} and after in _ERRANDS:
                yield Match(_rule(_RULE), _frame_at(sentence, child, doc[mention.head]))


def _frame_at(sentence: Sentence, place: Token, traveller: Token | None) -> Frame:
    cases = [child.lower_ for child in place.children if child.dep_ == "case" and child.lower_ not in _EXPECTED]
    role = cases[0] if cases else "be"
    arguments = [Argument("agent", member.i) for member in (conjuncts(traveller) if traveller is not None else ()) if member.i != place.i]
    arguments += [Argument(role, member.i) for member in conjuncts(place)]
    arguments += [
        Argument(preposition(child) or "time", child.i)
        for child in place.children
        if child.dep_.startswith(("obl", "nmod")) and preposition(child) not in _LOCATIVE
    ]
    governors = build_frame(sentence.doc, place.i).governors if traveller is None or traveller.i != place.head.i else ()
    return Frame(place.i, "be", is_verbal=True, arguments=tuple(arguments), governors=governors)
