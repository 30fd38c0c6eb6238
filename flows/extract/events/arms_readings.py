"""Which of the readings of one sentence stay: a weapon is told once, by the reading that names most of its parties.

Here: choosing among readings. Not here: making them (arms_transfers).
"""

from collections.abc import Iterator, Sequence

from flows.extract.events.candidates import Candidate
from flows.extract.events.rules import Match
from flows.extract.mentions.types import WeaponMention


def keep_one_a_weapon(found: Sequence[tuple[Candidate, WeaponMention, Match]]) -> Iterator[Candidate]:
    """Yield the readings of a sentence without the weaker ones of the same weapon: parties missing, or the noun above the telling word."""
    kept: list[tuple[Candidate, WeaponMention]] = []
    for position, (candidate, weapon, match) in enumerate(found):
        if not any(
            _is_stronger(other, candidate, above=_governs(match, rival), below=_governs(rival, match), first=at < position)
            for at, (other, same, rival) in enumerate(found)
            if at != position and same.start == weapon.start
        ):
            kept.append((candidate, weapon))
    items = [candidate for candidate, weapon in kept if weapon.aspect != "generic"]
    for candidate, weapon in kept:
        if weapon.aspect != "generic" or not candidate.rule_id.endswith(
            (".aid_noun", ".contract_noun", ".purchase_noun", ".sale_noun", ".arm")
        ):
            yield candidate
            continue
        named = next((item for item in items if _parties_agree(item, candidate)), None)
        if named is None:
            yield candidate
        elif named.fields["value_amount"] is None:
            named.fields.update({column: candidate.fields[column] for column in ("value_amount", "value_currency", "value_text")})


def _parties_agree(one: Candidate, other: Candidate) -> bool:
    pairs = [(one.fields[f"{party}_code"], other.fields[f"{party}_code"]) for party in ("supplier", "recipient")]
    return all(a is None or b is None or a == b for a, b in pairs) and any(a is not None and a == b for a, b in pairs)


def _governs(upper: Match, lower: Match) -> bool:
    return upper.trigger in {governor.token for governor in lower.frame.governors}


def _is_stronger(one: Candidate, other: Candidate, *, above: bool, below: bool, first: bool) -> bool:
    """Return whether `one` makes `other` superfluous; `above`: the other's trigger governs the one's; `below`: the reverse."""
    mine, theirs = (tuple(c.fields[f"{party}_code"] for party in ("supplier", "recipient")) for c in (one, other))
    if one.trigger_start == other.trigger_start and one.rule_id == other.rule_id:
        return False
    if {"portion", "whole"} <= {*one.features, *other.features} and not {"portion", "whole"} <= set(one.features):
        return False  # a part that has come and the order of the whole are two transfers
    if mine == theirs:
        return above or (first and not below)
    count_mine, count_theirs = sum(code is not None for code in mine), sum(code is not None for code in theirs)
    if count_mine != count_theirs:
        return count_mine > count_theirs
    return above
