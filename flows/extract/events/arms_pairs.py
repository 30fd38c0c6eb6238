"""Parties and weapons told in pairs behind one verb: "asked China for mortars and India for helicopters".

Here: the party right before each weapon's "for". Not here: parties behind the weapon ("tanks from Spain, jets from Italy": arms_parties).
"""

from flows.extract.mentions.types import Actor, ActorMention, WeaponMention
from flows.extract.sentences import Sentence

_LIGHT = frozenset({"DET", "NUM", "ADJ", "ADV"})
_LONGEST = 5


def name_asked(sentence: Sentence, weapon: WeaponMention) -> list[Actor]:
    """Return who is asked for this weapon where each weapon of the sentence has its own party before it, empty elsewhere."""
    pairs = {other.start: mention for other in sentence.weapons for mention in [_before(sentence, other)] if mention is not None}
    if len(pairs) < 2 or weapon.start not in pairs:
        return []
    return [actor for actor in pairs[weapon.start].actors if actor.code != "UNK"]


def _before(sentence: Sentence, weapon: WeaponMention) -> ActorMention | None:
    """Return the party that stands right before the weapon's "for"."""
    doc = sentence.doc
    for position in range(weapon.start - 1, max(weapon.start - 1 - _LONGEST, 0), -1):
        if doc[position].lower_ == "for":
            return next((mention for mention in sentence.actors if mention.end == position), None)
        if doc[position].pos_ not in _LIGHT and not any(q.start <= position < q.end for q in sentence.quantities):
            return None
    return None
