"""Powers that impose sanctions: who stands at a token, and who speaks for them where no name does.

Here: from tokens to the states and organisations that restrict others. Not here: which token stands in which role (sanction_reading).
"""

from functools import cache

from flows.extract.events.candidates import mentions_at
from flows.extract.events.sanction_codes import authority_codes
from flows.extract.events.sanction_homes import states_within
from flows.extract.language.syntax import conjuncts
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml


def powers_before(sentence: Sentence, i: int) -> list[Actor]:
    """Return the powers that a list names right before the one at `i`: "U.N., U.S. and European Union sanctions"."""
    found: list[Actor] = []
    mention = sentence.actor_at(i)
    start = mention.start if mention is not None else i
    while start > 0:
        gap = start - 1
        while gap >= 0 and sentence.doc[gap].lower_ in {",", "and", "&", "/", "the", "or"}:
            gap -= 1
        before = sentence.actor_at(gap) if 0 <= gap < start - 1 else None
        if before is None or before.actors[0].code not in authority_codes() or before.start >= start:
            return found
        found = [*before.actors, *found]
        start = before.start
    return found


# How far from the head of a noun phrase words may stand that speak for a power.
_BEFORE, _AFTER = 6, 10


def powers_at(sentence: Sentence, i: int) -> list[Actor]:
    """Return the states and organisations that the noun phrase at a token stands for, empty where it names none."""
    token = sentence.doc[i]
    if any(child.lower_ == "first" for child in token.children):  # "Kenya became the first country to ban"
        whose = next((child for place in (token, token.head) for child in place.children if child.dep_ == "nsubj"), None)
        if whose is not None and whose.i != i:
            token, i = whose, whose.i
    mentions = mentions_at(sentence, i)
    if mentions and mentions[0].how == "capital" and (seat := _voices().get(mentions[0].text.lower())) is not None:
        return [Actor(seat, mentions[0].text, "organisation")]
    if (
        not mentions
        and token.pos_ in {"VERB", "ADJ"}
        and token.lemma_.lower() in {"impose", "back", "lead", "mandate", "order", "wide", "initiate", "sanction"}
    ):
        mentions = [mention for child in token.children for mention in mentions_at(sentence, child.i)]
    found = [actor for mention in mentions for actor in mention.actors if actor.code != "UNK" and actor.kind in {"state", "organisation"}]
    if found:
        return found
    beside = (
        [m for c in token.children if c.dep_ in {"appos", "flat", "nmod:desc"} and c.i > i for m in conjuncts(c)] if not mentions else []
    )
    named = [
        a for c in beside for m in mentions_at(sentence, c.i) for a in m.actors if a.code != "UNK" and a.kind in {"state", "organisation"}
    ]
    if named:  # "three countries, Kenya, Mali and Fiji", "its neighbour Fiji"
        return named
    if token.lemma_.lower() == "resolution" and any(child.pos_ == "NUM" for child in token.children):
        return [Actor("UN", sentence.doc[token.left_edge.i : token.right_edge.i + 1].text[:60], "organisation")]
    if token.lemma_.lower() == "bank" and any(child.lower_ == "central" for child in token.children):
        return [Actor(a.code, a.name, "state") for m in mentions for a in m.actors if a.code != "UNK"]
    phrase = " ".join(member.lower_ for member in token.subtree if -_BEFORE <= member.i - i <= _AFTER)
    voice = next((code for words, code in _voices().items() if f" {words} " in f" {phrase} "), None)
    if voice is not None:
        return [Actor(voice, sentence.doc[token.left_edge.i : i + 1].text[-60:], "state")]
    unknown = [actor for mention in mentions if mention.how == "organisation" for actor in mention.actors if actor.kind == "organisation"]
    if unknown:  # the Organization of American States, the Commonwealth
        return unknown[:1]
    if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _SILENT | {"mp", "cabinet", "announcement"}:
        inside = [Actor(code, token.text, "state") for code in states_within(sentence, token)[:1]]
        if not inside and token.dep_ == "obj" and token.head.pos_ == "VERB":
            if token.head.lemma_.lower() in {"veto", "block", "reject"}:  # who vetoes a resolution does not do what it says
                return [Actor("UN", token.text, "organisation")] if token.lemma_.lower() == "resolution" else []
            subject = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
            return powers_at(sentence, subject.i) if subject is not None else []
        return inside
    return []


_SILENT = frozenset(
    "measure sanction list resolution law order decree decision act government authority official lawmaker parliament president minister ministry it they we he she i "
    "which that who country state move step designation regime embargo action administration council body bloc department leader power committee rule legislation proposal plan package senator lawmaker embargo ban bill proclamation".split()
)


def is_silent(sentence: Sentence, i: int) -> bool:
    """Return whether the subject may speak for a state that only the document names, rather than for a firm, a court or a club."""
    mention = sentence.actor_at(i)
    if mention is not None and all(actor.kind == "entity" for actor in mention.actors):
        return False
    return sentence.doc[i].lemma_.lower() in _SILENT or sentence.doc[i].lower_ in _SILENT or mention is not None


@cache
def _voices() -> dict[str, str]:
    return dict(read_yaml("lexicons/sanction_authorities.yml")["voices"])
