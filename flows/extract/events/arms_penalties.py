"""Who got the weapons where a penalty or a loan for it is told: "sanctions that Ghana may face for buying", "gave Ghana a loan to buy".

Here: the buyer above the verb. Not here: the other roles of a rule (arms_roles).
"""

from spacy.tokens import Token

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors, mentions_at
from flows.extract.events.rules import Match
from flows.extract.language.syntax import own_subject, preposition, surface_subject
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence


def name_punished(sentence: Sentence, match: Match) -> list[Actor]:
    """Return who is punished for the deal that the match tells, empty where nobody is."""
    if not match.frame.governors:
        return []
    is_for = any(child.lower_ in {"for", "over"} for child in sentence.doc[match.trigger].children)
    above = sentence.doc[match.frame.governors[0].token]
    if (
        match.frame.is_verbal
        and is_for
        and above.pos_ == "VERB"
        and above.lemma_.lower() in arms_words("punishing") | arms_words("punishing_verbs")
    ):
        return _targets(sentence, above)
    if any(governor.lemma in arms_words("punishing") for governor in match.frame.governors[:2]):
        named = [actor for actor, _ in fill_actors(sentence, match.frame, ("gov.on", "gov.against"))]
        if named or not match.frame.is_verbal:
            return named
    if not match.frame.is_verbal or above.lemma_.lower() not in arms_words("penalties") or above.pos_ != "NOUN":
        return []
    clause = next((child for child in above.children if child.dep_ == "acl:relcl"), None)
    subject = own_subject(clause) if clause is not None else None
    if subject is None and above.dep_ in {"obj", "nmod", "obl"} and above.head.lemma_.lower() in arms_words("facing"):
        subject = surface_subject(above.head)
    return _states_at(sentence, subject)


def _targets(sentence: Sentence, verb: Token) -> list[Actor]:
    """Return whom a verb of punishment hits: "slapped curbs on three firms", "sanctioned a firm"."""
    objects = [child for child in verb.children if child.dep_ in {"obj", "nsubj:pass"}]
    on = [c for noun in (verb, *objects) for c in noun.children if c.dep_ in {"obl", "nmod"} and preposition(c) in {"on", "against"}]
    return next((found for token in (*on, *objects) if (found := _states_at(sentence, token))), [])


def name_borrower(sentence: Sentence, match: Match) -> tuple[list[Actor], list[Actor]]:
    """Return who lends and who borrows where a loan is given to buy the weapons, both empty elsewhere."""
    if not match.frame.is_verbal or not match.frame.governors or match.frame.governors[0].lemma not in arms_words("credits"):
        return [], []
    loan = sentence.doc[match.frame.governors[0].token]
    verb = loan.head
    if verb.pos_ != "VERB" or loan.dep_ not in {"obj", "nsubj:pass"}:
        return [], []
    takers = [child for child in verb.children if child.dep_ in {"iobj", "obj"} and child.i != loan.i]
    takers += [child for noun in (loan, verb) for child in noun.children if any(c.lower_ in {"to", "for"} for c in child.children)]
    borrowers = next((found for token in takers if (found := _states_at(sentence, token))), [])
    lenders = _states_at(sentence, surface_subject(verb)) if loan.dep_ == "obj" else []
    return (lenders, borrowers) if borrowers else ([], [])


def _states_at(sentence: Sentence, token: Token | None) -> list[Actor]:
    if token is None:
        return []
    return [actor for mention in mentions_at(sentence, token.i) for actor in mention.actors if actor.code != "UNK"]
