"""Who brings others together and so takes part: hosts, mediators, those in whose presence they meet.

Here: finding them around a noun or verb for a meeting. Not here: the two sides themselves (meeting_roles).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events.meeting_fillers import fillers
from flows.extract.events.meeting_sides import parties_at
from flows.extract.events.meeting_words import meeting_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import conjuncts, is_passive, preposition
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_OBJECTS = frozenset({"obj", "nsubj:pass", "nmod", "conj"})


def mediators_of(sentence: Sentence, match: Match) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield those who bring the two sides together: "Qatar mediated talks between", "talks hosted by", "under Swiss mediation"."""
    trigger = sentence.doc[match.trigger]
    if not match.frame.is_verbal:
        yield from _by_verb(sentence, match)
        for clause in trigger.children:
            if clause.dep_ == "amod" and clause.lemma_.lower() in meeting_words("brokers"):
                yield from _joined_to(sentence, trigger, clause)
            elif clause.dep_ == "acl" and is_passive(clause) and clause.lemma_.lower() in meeting_words("brokers"):
                yield from _named_by(sentence, clause)
    for head in (trigger, *_verb_of(sentence, match)):
        for child in head.children:
            if child.dep_.startswith(("obl", "nmod")) and _is_mediation(child):
                yield from _named_in(sentence, child)


def _verb_of(sentence: Sentence, match: Match) -> Iterator[Token]:
    if not match.frame.is_verbal and match.frame.governors:
        head = sentence.doc[match.frame.governors[0].token]
        if head.pos_ == "VERB":
            yield head


def _by_verb(sentence: Sentence, match: Match) -> Iterator[tuple[Actor, ActorMention]]:
    for governor in match.frame.governors:
        head = sentence.doc[governor.token]
        if governor.relation not in _OBJECTS:
            return
        if head.pos_ == "VERB":
            if head.lemma_.lower() in meeting_words("brokers"):
                for token in fillers(sentence, match, "gov.agent"):
                    yield from parties_at(sentence, token)
            return


def _joined_to(sentence: Sentence, noun: Token, participle: Token) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield who stands right before the participle: "Qatari-mediated talks", and a headline's "Qatar mediated talks"."""
    for child in (*participle.children, *noun.children):
        if child.dep_ in {"compound", "amod", "nmod", "obl"} and 0 < participle.i - child.i <= 2:
            yield from parties_at(sentence, child.i)


def _named_by(sentence: Sentence, clause: Token) -> Iterator[tuple[Actor, ActorMention]]:
    for child in clause.children:
        if child.dep_.startswith("obl") and preposition(child) == "by":
            for member in conjuncts(child):
                yield from parties_at(sentence, member.i)


def _is_mediation(token: Token) -> bool:
    lemma = token.lemma_.lower()
    case = preposition(token)
    return (case in {"under", "through", "with"} and lemma in meeting_words("mediation")) or (
        case in {"in", "with"} and lemma in {"presence", "participation", "attendance"}
    )


def _named_in(sentence: Sentence, token: Token) -> Iterator[tuple[Actor, ActorMention]]:
    for child in token.children:
        is_owner = child.dep_ in {"amod", "compound", "nmod:poss"} or (child.dep_ == "nmod" and preposition(child) in {"of", "by", "from"})
        if is_owner:
            yield from parties_at(sentence, child.i)
