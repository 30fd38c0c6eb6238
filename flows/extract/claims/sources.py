"""Who says that something happened: the subject of a verb of reporting, "according to", a clause at the sentence's end.

Here: the source as written and the states it speaks for. Not here: what its saying makes of the claim (reading).
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.claims.words import claim_words, manners
from flows.extract.language.syntax import is_passive, preposition, surface_subject
from flows.extract.sentences import Sentence

_LONGEST_TAG = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: the name as written (null for unnamed sources) and the codes of the actor it speaks for."""

    name: str | None
    codes: frozenset[str]
    cue: str
    manner: str  # neutral, announcing, alleging, denying


def reporting_source(sentence: Sentence, verb: Token, lemma: str) -> Source | None:
    """Return the subject of a verb of reporting, or the agent of its passive, as a source; null where neither stands there."""
    manner = manners()[lemma]
    if is_passive(verb):
        agent = next((child for child in verb.children if child.dep_.startswith("obl") and preposition(child) == "by"), None)
        return source_at(sentence, agent, verb.text, manner) if agent is not None else Source(None, frozenset(), verb.text, manner)
    subject = surface_subject(verb)
    return source_at(sentence, subject, verb.text, manner) if subject is not None else None


def source_at(sentence: Sentence, token: Token, cue: str, manner: str) -> Source:
    """Return the source that stands at a token; unnamed ones ("officials", "a source") have no name."""
    if token.lemma_.lower() in claim_words("anonymous") and manner == "neutral":
        manner = "alleging"
    mention = sentence.actor_at(token.i)
    codes = frozenset(actor.code for actor in mention.actors if actor.code != "UNK") if mention else frozenset()
    if _speaks_for_no_state(token):
        codes = frozenset()
    person = next((actor.person for actor in mention.actors if actor.person), None) if mention else None
    if person:
        return Source(person, codes, cue, manner)
    if token.pos_ == "PROPN":
        if mention:
            return Source(mention.text, codes, cue, manner)
        return Source(_proper_name(token), codes, cue, manner)
    return Source(None, codes, cue, manner)


def _speaks_for_no_state(token: Token) -> bool:
    """Return whether a source is a news outlet or a government's opponent, whose word is not that of the state it belongs to."""
    words = {word.lemma_.lower() for word in token.doc[token.left_edge.i : token.i + 1]}
    return not words.isdisjoint(claim_words("no_voice_of_state"))


def _proper_name(token: Token) -> str:
    members = [child.i for child in token.children if child.dep_ in {"compound", "flat", "det", "amod", "nmod:poss"}]
    first, last = min([token.i, *members]), max([token.i, *members])
    doc: Doc = token.doc
    return doc[first : last + 1].text


def according_to(sentence: Sentence, chain: list[Token]) -> Source | None:
    """Return the source that "according to" names in the sentence; null without one, and where it is part of the event itself."""
    tokens = set(chain)
    for token in sentence.doc:
        if token.lower_ == "according" and token.i + 1 < len(sentence.doc) and sentence.doc[token.i + 1].lower_ == "to":
            head = token.head
            if head.i == token.i or head.pos_ not in {"NOUN", "PROPN", "PRON"} or head in tokens:
                continue
            return source_at(sentence, head, "according to", "neutral")
    return None


def following_source(sentence: Sentence, chain: list[Token]) -> Source | None:
    """Return the source of a clause like ", Kirby said" that hangs on the event's clause as parataxis or stands at the sentence's end."""
    for token in chain:
        for child in token.children:
            if child.dep_ == "parataxis" and child.lemma_.lower() in manners() and child.pos_ == "VERB":
                return reporting_source(sentence, child, child.lemma_.lower())
    last = next((token for token in reversed(sentence.doc) if token.pos_ == "VERB" and token.lemma_.lower() in manners()), None)
    if last is not None and last.i > chain[0].i and _is_tag(last) and not any(last.i == token.i for token in chain):
        return reporting_source(sentence, last, last.lemma_.lower())
    return None


def _is_tag(verb: Token) -> bool:
    """Return whether subject and verb stand between a comma and the end, with a date at most behind: ", local media reported on Monday."."""
    subject = surface_subject(verb)
    if (
        subject is None
        or subject.i > verb.i
        or any(child.dep_ in {"obj", "ccomp", "xcomp"} and child.i > verb.i for child in verb.children)
    ):
        return False
    start = subject.left_edge.i
    marks = {token.text for token in verb.doc[max(0, start - 1) : start + 1]}
    return not marks.isdisjoint({",", '"', "”", "''"}) and len(verb.doc) - verb.i <= _LONGEST_TAG
