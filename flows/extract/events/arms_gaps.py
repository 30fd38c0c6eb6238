"""Parties that share a verb and a weapon without repeating them: "sold 36 jets to Ghana and 12 to Togo", "Ghana bought 36 jets, Togo 12".

Here: finding the second party and its number. Not here: the reading that they share (arms_transfers).
"""

from collections.abc import Iterator

from flows.extract.events.rules import Match
from flows.extract.mentions.types import Actor, ActorMention, QuantityMention, WeaponMention
from flows.extract.sentences import Sentence

_PARTY_OF = {"to": "recipient", "for": "recipient", "from": "supplier"}
_JOINTS = frozenset({",", ";", "and"})
_ENDS = frozenset({".", ",", ";", "and", ")"})


def read_gaps(sentence: Sentence, match: Match, weapon: WeaponMention) -> Iterator[tuple[str, Actor, QuantityMention]]:
    """Yield which party, who and how many for each pair of party and number behind the weapon that shares its verb."""
    if not match.frame.is_verbal or any(other.start > weapon.start for other in sentence.weapons):
        return
    for quantity in sentence.quantities:
        if quantity.start < weapon.end or quantity.unit is not None:
            continue
        before = _ending_at(sentence, quantity.start)
        behind = _text(sentence, quantity.end)
        if before is not None and _text(sentence, before.start - 1) in _JOINTS and (behind in _ENDS or behind == ""):
            yield "recipient" if match.rule.values.get("buyer") else "supplier", before.actors[0], quantity
        elif behind in _PARTY_OF and _text(sentence, quantity.start - 1) in _JOINTS:
            named = _starting_at(sentence, quantity.end + 1)
            if named is not None:
                yield _PARTY_OF[behind], named.actors[0], quantity


def _text(sentence: Sentence, position: int) -> str:
    return sentence.doc[position].lower_ if 0 <= position < len(sentence.doc) else ""


def _ending_at(sentence: Sentence, end: int) -> ActorMention | None:
    return next((mention for mention in sentence.actors if mention.end == end and mention.actors[0].kind == "state"), None)


def _starting_at(sentence: Sentence, start: int) -> ActorMention | None:
    starts = {start, start + 1} if _text(sentence, start) == "the" else {start}
    return next((mention for mention in sentence.actors if mention.start in starts and mention.actors[0].code != "UNK"), None)
