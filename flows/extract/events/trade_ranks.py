"""States called another's supplier or customer beside a number: "Iraq was India's second-largest supplier, at 830,000 barrels a day".

Here: parties of such a word. Not here: partners called the main source or market of exports (trade_takers).
"""

from spacy.tokens import Token

from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number
from flows.extract.events.trade_sides import TRADERS, Parties, list_parties, premodifiers
from flows.extract.events.trade_words import is_word
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence


def find_ranked(sentence: Sentence, match: Match, number: Number, *, is_report: bool) -> Parties | None:
    """Return whose supplier or customer somebody is and who that is; null where nobody is called so.

    Without an owner ("Peru remained the top destination") the reporter is left empty where the text speaks of a country's trade, else null.
    """
    if match.rule.values.get("needs") != "ranked":
        return None
    noun = sentence.doc[match.trigger]
    everyone = list_parties(sentence)
    owners = [actor for party in premodifiers(sentence, everyone, noun.i) for actor in party.actors]
    owners = owners or _owners_behind(sentence, noun)
    named = [actor for actor in _named(sentence, noun) if actor.code not in {owner.code for owner in owners}]
    known = {actor.code for actor in owners}
    between = [p for p in everyone if noun.i < p.start < number.start and not p.is_origin and p.actors[0].code not in known]
    if between and sentence.doc[between[0].start - 1].lower_ not in {"after", "behind", "before", "of"}:
        return None  # "Peru was the main buyer, followed by Chile with $3bn"
    if not named or (not owners and not is_report):
        return None
    return Parties(owners[:1], named, is_owned=True)


def _owners_behind(sentence: Sentence, noun: Token) -> list[Actor]:
    """Return the states behind the word: "supplier to India", "the top market for Russian wheat", "buyer of Angola's crude"."""
    doc = sentence.doc
    if noun.i + 1 >= len(doc) or doc[noun.i + 1].lower_ not in {"to", "for", "of"}:
        return []
    party = next((p for p in list_parties(sentence) if noun.i + 1 < p.start <= noun.i + 4), None)
    return list(party.actors) if party is not None else []


def _named(sentence: Sentence, noun: Token) -> list[Actor]:
    """Return the states that the word is said of: its subject, what it stands in apposition to, or its own apposition."""
    spots = [nominal_subject(noun), *[child for child in noun.children if child.dep_ == "appos"]]
    if noun.dep_ == "appos":
        spots.append(noun.head)
    for head in noun.ancestors:
        if head.pos_ in {"VERB", "AUX"} and is_word(head, "remains"):
            spots.append(nominal_subject(head))
            break
    for spot in spots:
        if spot is None:
            continue
        mentions = [found for token in (spot, *spot.conjuncts) if (found := sentence.actor_at(token.i)) is not None]
        if mentions:
            return [a for found in mentions for a in found.actors if a.kind in TRADERS and a.code != "UNK" and not a.person]
    return []
