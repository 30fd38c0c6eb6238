"""How many there are of a weapon, and for how much.

Here: counts and sums beside one weapon. Not here: parts of a lot (arms_portions), which weapons a reading is about (arms_weapons).
"""

from flows.extract.mentions.types import MoneyMention, QuantityMention, WeaponMention
from flows.extract.sentences import Sentence

_LINKING = frozenset({"ADJ", "NOUN", "PROPN", "ADP", "DET", "PUNCT", "VERB", "NUM"})
_REACH_OF_SUM = 3


def count_weapon(sentence: Sentence, weapon: WeaponMention) -> QuantityMention | None:
    """Return the count that stands right before the weapon or inside its phrase."""
    doc = sentence.doc
    nearest = None
    for quantity in sentence.quantities:
        if quantity.end <= weapon.start and weapon.start - quantity.end <= 4:
            between = doc[quantity.end : weapon.start]
            if all(token.pos_ in _LINKING and token.text not in {",", ";", "and"} for token in between):
                nearest = quantity
        if weapon.start == quantity.start and (quantity.end <= weapon.head or quantity.end == weapon.end):
            return quantity
    return nearest


def value_weapon(sentence: Sentence, weapon: WeaponMention) -> MoneyMention | None:
    """Return the sum right before the weapon ("$40 million in arms"), else the only sum of the sentence."""
    beside = [money for money in sentence.money if 0 <= weapon.start - money.end <= _REACH_OF_SUM]
    if beside:
        return beside[-1]
    return sentence.money[0] if len(sentence.money) == 1 else None
