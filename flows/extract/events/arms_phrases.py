"""Parties in the words around a weapon, whatever the parse hangs them on: "jets to Peru", "gave Togo howitzers", "to help Kenyan troops".

Here: reading on from the weapon. Not here: the roles of a rule (arms_roles), routes (arms_routes).
"""

from collections.abc import Iterable

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

# Reaches in tokens: of a phrase right behind the weapon, and of a clause that says whom it helps.
_REACH = 3
_REACH_OF_BENEFIT = 14


def name_owner_given(sentence: Sentence, match: Match, weapon: WeaponMention) -> list[Actor]:
    """Return the taker right behind the verb ("gave Togo D-30 howitzers"), else the owner of what was supplied ("its jets, supplied by")."""
    trigger = sentence.doc[match.trigger]
    if not match.frame.is_verbal:
        return []
    if match.frame.lemma in arms_words("giving"):
        for mention in sentence.actors:
            if mention.start == match.trigger + 1 and mention.how in {"name", "capital"} and _is_count(sentence, mention.end, weapon.start):
                return list(mention.actors)
    if trigger.dep_ == "acl" and is_passive(trigger):
        return [actor for actor, _ in fill_actors(sentence, match.frame, ("weapon.poss",), weapon.head)]
    return []


def _is_count(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether nothing but a count and adjectives stands between two places."""
    return start <= end and all(token.pos_ in {"NUM", "ADJ", "DET", "ADV"} for token in sentence.doc[start:end])


def name_paired(sentence: Sentence, weapon: WeaponMention, cue: str) -> list[Actor]:
    """Return the party right behind the weapon where each weapon of the sentence has its own: "tanks to Peru and jets to Chile"."""
    doc = sentence.doc
    followed = [other for other in sentence.weapons if other.end < len(doc) and doc[other.end].lower_ == cue]
    if len(followed) < 2 or all(other.start != weapon.start for other in followed):
        return []
    return name_behind(sentence, weapon, {cue}, set())


def name_behind(sentence: Sentence, weapon: WeaponMention, cues: Iterable[str], excluded: set[str]) -> list[Actor]:
    """Return the actors of a phrase "to X" or "from X" that begins right behind the weapon, whatever the parse hangs it on."""
    doc = sentence.doc
    for position in range(weapon.end, min(weapon.end + _REACH, len(doc))):
        if doc[position].lower_ in cues:
            for mention in sentence.actors:
                if position < mention.start <= position + _REACH + 1 and not any(
                    doc[i].pos_ in {"VERB", "AUX", "ADP", "PUNCT"} for i in range(position + 1, mention.start)
                ):
                    return [actor for actor in mention.actors if actor.code not in excluded]
    return []


def name_helped(sentence: Sentence, weapon: WeaponMention, excluded: set[str]) -> list[Actor]:
    """Return whom the weapons help: "to help Kenyan troops", "which will strengthen Kenya's hand"."""
    doc = sentence.doc
    for position in range(weapon.end, min(weapon.end + _REACH_OF_BENEFIT, len(doc))):
        if doc[position].lower_ in arms_words("benefit") and (doc[position].pos_ == "VERB" or doc[position - 1].lower_ == "to"):
            for mention in sentence.actors:
                if position < mention.start <= position + 2 and mention.how != "model":
                    return [actor for actor in mention.actors if actor.code not in excluded and actor.code != "UNK"]
    return []


def name_far_behind(sentence: Sentence, weapon: WeaponMention, excluded: set[str]) -> list[Actor]:
    """Return the state behind the weapon's whole phrase: "the dispatch of boats fitted with missiles to Togo"."""
    doc = sentence.doc
    for position in range(weapon.end, min(weapon.end + _REACH_OF_BENEFIT, len(doc) - 1)):
        if doc[position].pos_ == "PUNCT" or (doc[position].pos_ in {"VERB", "AUX"} and not doc[position].dep_.startswith("acl")):
            return []
        if doc[position].lower_ == "to":
            mention = next((m for m in sentence.actors if m.start in {position + 1, position + 2} and m.how in {"name", "capital"}), None)
            return [actor for actor in mention.actors if actor.code not in {"UNK", *excluded}] if mention is not None else []
    return []
