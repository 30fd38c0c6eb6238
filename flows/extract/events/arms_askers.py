"""Who stands around a reading without filling its roles: who is asked to supply, who helps, who only looks on, takers told before.

Here: questions about one match. Not here: the roles of a rule (arms_roles).
"""

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import mentions_at
from flows.extract.events.rules import Match
from flows.extract.language.syntax import conjuncts, surface_subject
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence


def name_askers(sentence: Sentence, match: Match) -> tuple[list[Actor], list[Actor]]:
    """Return who is asked to supply and who asks: "approached Italy and Spain to supply", both empty elsewhere."""
    return _around(sentence, match, "asking")


def name_helpers(sentence: Sentence, match: Match) -> list[Actor]:
    """Return who helps somebody do what the verb says: "is helping Kenya build a factory"."""
    return _around(sentence, match, "helping")[1]


def _around(sentence: Sentence, match: Match, words: str) -> tuple[list[Actor], list[Actor]]:
    """Return the object and the subject of the verb of these words above the match's infinitive."""
    if not match.frame.is_verbal or not match.frame.governors or match.frame.governors[0].lemma not in arms_words(words):
        return [], []
    verb = sentence.doc[match.frame.governors[0].token]
    objects = [child for child in verb.children if child.dep_ == "obj"]
    subject = surface_subject(verb)
    return (
        [actor for child in objects for member in conjuncts(child) for actor in _actors_at(sentence, member.i)],
        _actors_at(sentence, subject.i) if subject is not None else [],
    )


def is_observed(sentence: Sentence, match: Match) -> bool:
    """Return whether whoever the sentence is about only looks on, stops or takes the weapons: "seized a shipment of"."""
    above = {governor.lemma for governor in match.frame.governors if sentence.doc[governor.token].pos_ == "VERB"}
    return match.rule.id.endswith((".seize", ".cargo", ".laden", ".bound", ".trace", ".surface")) or bool(above & arms_words("seizing"))


def has_own(sentence: Sentence, match: Match) -> bool:
    """Return whether what the verb takes is the subject's own: "four of its own", "tanks of their own"."""
    tokens = [token for i in match.frame.fillers("patient") for token in sentence.doc[i].subtree]
    return any(token.lower_ == "own" and token.i > 0 and sentence.doc[token.i - 1].lower_ in {"its", "their"} for token in tokens)


def has_pronoun_taker(sentence: Sentence, match: Match) -> bool:
    """Return whether a pronoun stands for the taker, or for the package whose taker was named: "sold it 12 jets", "that includes"."""
    if "subjects" in match.rule.values:
        return any(sentence.doc[i].lower_ in {"that", "it", "this", "which"} for i in match.frame.fillers("agent"))
    tokens = [i for role in ("recipient", "to", "patient", "for") for i in match.frame.fillers(role)]
    if match.rule.values.get("buyer"):
        return False
    return has_told_taker(sentence, match) or any(sentence.doc[i].lower_ in {"it", "them", "him", "her"} for i in tokens)


def has_told_taker(sentence: Sentence, match: Match) -> bool:
    """Return whether a noun stands for a taker told before: "the republic", "the kingdom's navy"."""
    tokens = [sentence.doc[i] for role in ("recipient", "to", "patient", "for") for i in match.frame.fillers(role)]
    owned = [noun for token in tokens for noun in (token, *(c for c in token.children if c.dep_ == "nmod:poss"))]
    return any(
        noun.lemma_.lower() in arms_words("states") and any(c.lower_ in {"the", "that", "this"} for c in noun.children) for noun in owned
    )


def _actors_at(sentence: Sentence, token: int) -> list[Actor]:
    return [actor for mention in mentions_at(sentence, token) for actor in mention.actors if actor.code != "UNK"]
