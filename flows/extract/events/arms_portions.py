"""Part of a lot and the lot itself: "the first three of six jets it has on order", "two of the 12 jets ordered in 2014 arrived".

Here: which count is the part and which the whole, and the two readings of such a sentence. Not here: readings of one count
(arms_transfers), counts beside a weapon in general (arms_weapons).
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import Candidate, trigger_offsets
from flows.extract.events.rules import Match
from flows.extract.mentions.types import Actor, QuantityMention, WeaponMention
from flows.extract.sentences import Sentence

Reading = tuple[Candidate, WeaponMention, Match]
Maker = Callable[[Match, WeaponMention, Actor | None, Actor | None], Candidate]

# Tokens from "of" to the weapon, its count and its adjectives included.
_LONGEST_NAME = 6
_INNER = frozenset({"DET", "PRON", "NUM", "ADJ", "NOUN", "PROPN", "VERB", "PART", "PUNCT"})
_PARTIES = ("supplier", "recipient")


def read_portion(sentence: Sentence, weapon: WeaponMention) -> tuple[QuantityMention, QuantityMention | None] | None:
    """Return the count of the part and that of the whole, null where it is not told; null for a weapon that is no part of a lot."""
    doc = sentence.doc
    of = weapon.start - 1
    while of > 0 and weapon.start - of <= _LONGEST_NAME and doc[of].lower_ != "of" and doc[of].pos_ in _INNER:
        of -= 1
    if of <= 0 or doc[of].lower_ != "of":
        return None
    part = next((q for q in sentence.quantities if q.end == of and q.unit is None), None)
    whole = next((q for q in sentence.quantities if of < q.start <= weapon.start and q.unit is None), None)
    if part is None and whole is not None and doc[of - 1].lower_ in arms_words("ordinals"):
        part = QuantityMention(of - 1, of, 1, 1, doc[of - 1].text)  # "the first of 36 jets"
    points = doc[of + 1].lower_ in {"the", "its", "their", "those", "these"}
    return (part, whole) if part is not None and (whole is not None or points) else None


def split_portions(sentence: Sentence, found: Sequence[Reading], matches: Iterable[Match], make: Maker) -> list[Reading]:
    """Return the readings with the part of each lot that has come and the order of the whole as two readings."""
    readings = list(found)
    for weapon in {weapon.start: weapon for _, weapon, _ in found}.values():
        portion = read_portion(sentence, weapon)
        if portion is None:
            continue
        mine = [reading for reading in found if reading[1].start == weapon.start]
        wholes = [reading for reading in mine if _tells_whole(sentence, weapon, reading[2])]
        parts = [reading for reading in mine if reading not in wholes]
        if portion[1] is not None and wholes and not parts:
            parts = [
                (make(match, weapon, *_parties(whole)), weapon, match)
                for match in matches
                if match.trigger in {governor.token for governor in wholes[0][2].frame.governors}
                and match.frame.is_verbal
                and match.frame.lemma in arms_words("arriving")
                for whole, _, _ in wholes
            ][: len(wholes)]
            readings.extend(parts)
        for part, _, _ in parts:
            _count(part, portion[0], "portion")
        for whole, _, _ in wholes:
            _count(whole, portion[1], "whole")
        if parts and wholes:
            _share(parts[0][0], wholes[0][0])
        elif parts and portion[1] is not None:
            readings.extend(_order(sentence, reading, portion[1]) for reading in parts if _is_on_order(sentence, reading))
    return readings


def _tells_whole(sentence: Sentence, weapon: WeaponMention, match: Match) -> bool:
    """Return whether the reading's word says something of the whole lot: "the 12 jets ordered in 2014"."""
    trigger = sentence.doc[match.trigger]
    return trigger.dep_.startswith("acl") and weapon.start <= trigger.head.i < weapon.end


def _parties(candidate: Candidate) -> list[Actor | None]:
    fields = candidate.fields
    return [
        Actor(fields[f"{party}_code"], fields[f"{party}_name"], "state") if fields[f"{party}_code"] is not None else None
        for party in _PARTIES
    ]


def _count(candidate: Candidate, quantity: QuantityMention | None, feature: str) -> None:
    candidate.features[feature] = 1.0
    if quantity is not None:
        candidate.fields.update(quantity_min=quantity.minimum, quantity_max=quantity.maximum, quantity_text=quantity.text)


def _share(one: Candidate, other: Candidate) -> None:
    """Give each reading of a lot the party that only the other names."""
    for party in _PARTIES:
        for taker, giver in ((one, other), (other, one)):
            if taker.fields[f"{party}_code"] in {None, "UNK"} and giver.fields[f"{party}_code"] is not None:
                taker.fields.update({column: giver.fields[column] for column in (f"{party}_code", f"{party}_name")})
    for each in (one, other):
        each.key = (each.fields["supplier_code"], each.fields["recipient_code"], *each.key[2:])


def _is_on_order(sentence: Sentence, reading: Reading) -> bool:
    candidate, weapon, _ = reading
    behind = [token.lower_ for token in sentence.doc[weapon.end :]]
    return candidate.fields["status"] == "delivered" and any(word in {"order", "ordered", "contracted"} for word in behind)


def _order(sentence: Sentence, reading: Reading, whole: QuantityMention) -> Reading:
    """Return the reading of the order behind a delivery of part of it."""
    candidate, weapon, match = reading
    order = copy(candidate)
    order.fields = dict(candidate.fields, status="agreed", value_amount=None, value_currency=None, value_text=None)
    if order.fields["deal_type"] == "unknown":
        order.fields["deal_type"] = "sale"
    order.features = {name: value for name, value in candidate.features.items() if name != "portion"}
    _count(order, whole, "whole")
    cue = next(token.i for token in sentence.doc[weapon.end :] if token.lower_ in {"order", "ordered", "contracted"})
    order.trigger_start, order.trigger_end = trigger_offsets(sentence, cue)
    order.date = None
    return order, weapon, match
