"""Which parties a rule must find before its words make a transfer: the values of `needs` in `seeds/rules/arms_transfers.yml`.

Here: one check for each value. Not here: whether the words mean a transfer at all (arms_senses).
"""

from collections.abc import Callable

from flows.extract.events.arms_amounts import count_weapon
from flows.extract.events.arms_askers import has_own, has_told_taker
from flows.extract.events.arms_makers import is_pointed_at, origins
from flows.extract.events.arms_parties import Parties
from flows.extract.events.arms_routes import is_carried
from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

_CRAFT = frozenset({"aircraft", "ship", "helicopter"})
_Check = Callable[[Sentence, Match, WeaponMention, Parties], bool]


def meets_needs(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether the reading names the parties that its rule needs."""
    check = _CHECKS.get(str(match.rule.values.get("needs")))
    return check is None or check(sentence, match, weapon, parties)


def is_known(parties: Parties) -> bool:
    """Return whether a recipient has a code."""
    return any(actor.code != "UNK" for actor in parties.recipients)


def _has_both(parties: Parties) -> bool:
    return bool(parties.suppliers and parties.recipients)


def _names_both(sentence: Sentence, match: Match, _weapon: WeaponMention, parties: Parties) -> bool:
    is_told = bool(parties.suppliers) and match.rule.id.endswith((".build_for", ".license")) and has_told_taker(sentence, match)
    return _has_both(parties) or is_told


def _names_source(_sentence: Sentence, match: Match, _weapon: WeaponMention, parties: Parties) -> bool:
    return bool(parties.suppliers) and not (match.rule.id.endswith(".expect") and parties.suppliers[0].code == "UNK")


def _sells_own_make(_sentence: Sentence, _match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    return weapon.origin_code is not None and weapon.origin_code in {actor.code for actor in parties.suppliers}


def _gives_own(sentence: Sentence, match: Match, _weapon: WeaponMention, _parties: Parties) -> bool:
    return has_own(sentence, match)


def _is_candidate(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether a state looks at a foreign weapon that it may buy: "is weighing the Gripen"."""
    makers = {weapon.origin_code, *(actor.code for actor in origins(sentence, weapon))} - {None}
    objects = [i for role in match.rule.roles["weapon"] for i in match.frame.fillers(role)]
    is_object = any(weapon.start <= i < weapon.end for i in objects)
    return (
        is_object and weapon.aspect == "item" and bool(makers) and is_known(parties) and not makers & {a.code for a in parties.recipients}
    )


def _is_counted(sentence: Sentence, _match: Match, weapon: WeaponMention, _parties: Parties) -> bool:
    return weapon.aspect == "item" and count_weapon(sentence, weapon) is not None


def _is_cargo(sentence: Sentence, match: Match, _weapon: WeaponMention, parties: Parties) -> bool:
    return is_carried(sentence, match) and bool(parties.recipients or parties.suppliers)


def _names_either(_sentence: Sentence, _match: Match, _weapon: WeaponMention, parties: Parties) -> bool:
    return any(actor.code != "UNK" for actor in (*parties.suppliers, *parties.recipients))


def _names_giver(_sentence: Sentence, _match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    return _has_both(parties) or (bool(parties.suppliers) and weapon.designation is not None)


def _names_route(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    is_at_sea = match.rule.id.endswith(".seize") and bool({token.lemma_.lower() for token in sentence.doc} & arms_words("afloat"))
    return _has_both(parties) or is_known(parties) or (is_at_sea and weapon.category not in _CRAFT and bool(origins(sentence, weapon)))


def _names_taker(_sentence: Sentence, _match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    tells_origin = weapon.designation is not None and weapon.origin_code is not None
    return _has_both(parties) or (
        tells_origin and bool(parties.recipients) and weapon.origin_code not in {actor.code for actor in parties.recipients}
    )


def _names_origin(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    if match.rule.id.endswith(".request_noun") and _is_addressed(match, weapon, parties):
        return True
    is_production = weapon.aspect in {"licence", "production"} or match.rule.values["deal_type"] == "licensed_production"
    is_answered = match.rule.id.endswith(".request_noun") and bool({g.lemma for g in match.frame.governors} & arms_words("answering"))
    return _has_both(parties) and (is_production or is_answered or bool(origins(sentence, weapon)) or is_pointed_at(sentence, weapon))


def _is_addressed(match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether a request says whom it goes to: "its request to Spain for six planes", "interest in the S-400"."""
    if _has_both(parties) and match.frame.fillers("to"):
        return True
    if match.frame.lemma == "interest" and weapon.designation and is_known(parties):
        return weapon.origin_code is not None and weapon.origin_code not in {actor.code for actor in parties.recipients}
    return weapon.origin_code in {actor.code for actor in parties.suppliers} - {None}  # "a request for Hercules planes, sent to Washington"


def _names_general(_sentence: Sentence, _match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    return weapon.aspect == "generic" or bool(parties.recipients)


_CHECKS: dict[str, _Check] = {
    "both": _names_both,
    "source": _names_source,
    "maker": _sells_own_make,
    "own": _gives_own,
    "candidate": _is_candidate,
    "cargo": _is_cargo,
    "counted": _is_counted,
    "either": _names_either,
    "giver": _names_giver,
    "route": _names_route,
    "named": _names_taker,
    "origin": _names_origin,
    "generic": _names_general,
}
