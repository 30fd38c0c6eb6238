"""Who stands before a verb for a meeting where the parse gives it no subject or another one.

Here: subjects by the order of words. Not here: the other phrases that fill a role (meeting_fillers).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events.meeting_words import meeting_words
from flows.extract.language.syntax import conjuncts, is_passive, own_subject, preposition
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence

_LINKS = frozenset({"conj", "appos", "flat", "list", "nmod"})
_CLAUSES = frozenset({"advcl", "ccomp", "acl", "acl:relcl", "parataxis", "conj"})


def subjects_by_order(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the persons right before a finite verb without a subject of its own: "since X of Malta and Y of Tunisia met"."""
    if verb.dep_ not in _CLAUSES or own_subject(verb) is not None or "Fin" not in verb.morph.get("VerbForm", []):
        return
    mention = next((found for found in sentence.actors if found.end == verb.i), None)
    if mention is None:
        return
    named = _first_of_list(sentence, mention)
    if named is not None and named.how in {"person", "role"} and named.start > 0 and not _is_governed(sentence, named):
        yield from conjuncts(sentence.doc[named.head])


def subjects_of_opening(verb: Token) -> Iterator[Token]:
    """Yield the subject of the main clause for a participle that opens the sentence: "Standing beside X, Y praised Malta"."""
    main = verb.head
    is_participle = bool({"Ger", "Part"} & set(verb.morph.get("VerbForm", [])))
    if verb.dep_ != "advcl" or not verb.i < main.i or not is_participle or is_passive(verb) or own_subject(verb) is not None:
        return
    subject = own_subject(main)
    if subject is not None and verb.i < subject.i < main.i:
        yield from conjuncts(subject)


def all_antecedents(verb: Token) -> Iterator[Token]:
    """Yield all those of a list before "who met", which the parse hangs on the last of them: "X and Y, who met to decide"."""
    last = verb.head
    has_who = any(child.lower_ == "who" and child.dep_ == "nsubj" for child in verb.children)
    if verb.dep_ != "acl:relcl" or not has_who or last.dep_ != "conj" or verb.lemma_.lower() not in meeting_words("mutual_verbs"):
        return
    if any(child.dep_ == "obj" for child in verb.children) or any(preposition(child) == "with" for child in verb.children):
        return
    first = last
    while first.dep_ == "conj":
        first = first.head
    yield from conjuncts(first)


def _first_of_list(sentence: Sentence, last: ActorMention) -> ActorMention | None:
    """Return the first person of the list that ends in a mention: X in "X of Malta and Y of Tunisia"."""
    found: ActorMention | None = last
    token = sentence.doc[last.head]
    while token.dep_ in _LINKS and token.head.i < token.i and (above := sentence.actor_at(token.head.i)) is not None:
        found, token = above, sentence.doc[above.head]
    return found


def _is_governed(sentence: Sentence, mention: ActorMention) -> bool:
    """Return whether a preposition stands right before the first name, so that it belongs to what comes before."""
    return sentence.doc[mention.start - 1].pos_ == "ADP"


def subjects_of_due(verb: Token) -> Iterator[Token]:
    """Yield the subject of "due" before an infinitive: "the ministers are due to discuss it"."""
    doc = verb.doc
    if verb.lower_ in meeting_words("due"):  # the adjective is the trigger, its subject may hang on the place
        for place in verb.children:
            yield from (child for child in place.children if place.dep_ == "obl" and child.dep_ == "nsubj" and child.i < verb.i)
        return
    if verb.i < 2 or doc[verb.i - 1].lower_ != "to" or doc[verb.i - 2].lower_ not in meeting_words("due"):
        return
    for child in doc[verb.i - 2].children:
        if child.dep_ in {"nsubj", "nsubj:pass"}:
            yield from conjuncts(child)
