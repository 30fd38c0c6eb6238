"""Partners behind a pronoun that stands for the trade word: "exports to Peru rose 3% and those to Chile 5%", "that with Japan shrank".

Here: "that" and "those" with a preposition. Not here: partners of the trade word itself (trade_parties), "it" and "they" (trade_continued).
"""

from spacy.tokens import Token

from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_sides import list_parties
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_THOSE = frozenset({"that", "those", "ones"})
_LINKS = frozenset({"to", "from", "with", "into", "against", "by"})
_BREAKS = frozenset({";", "while", "whereas", "but", "although"})
# How many words may stand between the preposition and the partner: "those to the whole of Asia".
_ARTICLES = 2


def partners_of_those(sentence: Sentence, number: Number, trigger: int) -> list[Actor]:
    """Return the partners of the "those to ..." that the number says something about; none where the number is the trade word's own."""
    doc = sentence.doc
    for i in range(number.start - 1, trigger if trigger < number.start else 0, -1):
        if doc[i].lower_ in _BREAKS:
            return []
        if doc[i].lower_ in _THOSE and i + 1 < number.start and doc[i + 1].lower_ in _LINKS:
            return _partners(sentence, doc[i])
    return []


def partner_of_those(sentence: Sentence, those: Token) -> Actor | None:
    """Return the first partner of "those to Japan"; null where none is named."""
    return next(iter(_partners(sentence, those)), None)


def _partners(sentence: Sentence, those: Token) -> list[Actor]:
    """Return the states or regions right behind the preposition of "those to ...", joined ones included."""
    doc = sentence.doc
    at = those.i + 2
    if at >= len(doc) or doc[at - 1].lower_ not in _LINKS:
        return []
    found: list[Actor] = []
    for party in list_parties(sentence):
        is_first = not found and 0 <= party.start - at <= _ARTICLES
        is_next = bool(found) and party.start >= at and all(token.lower_ in {"and", ",", "the", "&"} for token in doc[at : party.start])
        if is_first or is_next:
            found.extend(party.actors)
            at = party.end
    return found
