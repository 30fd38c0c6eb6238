"""Whether the words of a reading mean a transfer: weapons that change hands, not an army's own, nor a rule, a study or a parade.

Here: the senses of words. Not here: whether enough parties are named for a rule (arms_transfers).
"""

from collections.abc import Sequence

from spacy.tokens import Token

from flows.extract.events.arms_amounts import count_weapon
from flows.extract.events.arms_makers import origins
from flows.extract.events.arms_parties import Parties
from flows.extract.events.arms_stand_ins import recall_weapon
from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

_PLATFORMS = frozenset({"aircraft", "helicopter", "ship", "air_defence", "armoured_vehicle"})
# Sentences back in which a ship or a plane may have been named as one of war.
_REACH = 2
_FIRED = frozenset({"uav", "missile", "ammunition", "artillery"})


def is_transfer(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties, earlier: Sequence[Sentence]) -> bool:
    """Return whether weapons change hands: an army does not move its own, and the words do not only say who makes them or rule on them."""
    trigger = sentence.doc[match.trigger]
    if weapon.designation is None and not _is_military(sentence, weapon, earlier):
        return False
    if any(token.text in arms_words("captured") and token.dep_ == "amod" for token in sentence.doc[max(0, weapon.start - 2) : weapon.end]):
        return False
    if _has_other_sense(sentence, match, weapon, parties):
        return False
    if (
        not parties.recipients
        and weapon.category in _PLATFORMS
        and any(
            child.dep_ == "nmod:poss" and child.lower_ in {"its", "their", "his", "our"} for child in sentence.doc[weapon.head].children
        )
    ):
        return False
    makers = {actor.code for actor in origins(sentence, weapon)}
    is_overhaul = match.rule.id.endswith((".overhaul", ".build_for"))
    if makers and not is_overhaul and not match.rule.values.get("buyer") and {actor.code for actor in parties.recipients} == makers:
        return False  # its own weapons come home
    if _is_moved_about(sentence, match, weapon, parties) or (match.rule.values.get("buyer") and _buys_at_home(sentence, match, parties)):
        return False
    if match.rule.id.endswith(".sign_for") and match.frame.fillers("patient"):
        return False  # what is signed is named: the reading of the contract tells more
    if weapon.aspect == "generic" and (_is_under_rules(match) or match.frame.lemma == "procurement"):
        return False
    if trigger.dep_ == "compound" and not match.frame.is_verbal and trigger.head.lemma_.lower() in arms_words("offices"):
        return False
    if _describes(trigger) and match.rule.id.endswith((".produce", ".build_for", ".production_noun")):
        return False
    is_joined = trigger.dep_ == "amod" and trigger.i > 0 and sentence.doc[trigger.i - 1].text in {"-", "–"}
    if is_joined and match.rule.values.get("buyer"):
        return False
    return not (match.rule.id.endswith(".use") and any(governor.lemma in arms_words("teaching") for governor in match.frame.governors[:1]))


def _is_moved_about(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether an army only moves what is its own: to exercises, to another base, without a taker."""
    if match.rule.id.endswith(".carry_from") and weapon.category in _PLATFORMS:
        return True  # "moved its jets from Spain to Italy"
    if match.rule.id.endswith(".carry") and weapon.category in _PLATFORMS and not match.frame.fillers("from"):
        return True
    if match.frame.lemma not in arms_words("moving"):
        return False
    has_source = not match.frame.is_verbal and bool(match.frame.fillers("from"))
    is_exercise = any(token.lower_ in arms_words("exercises") for token in sentence.doc)
    return is_exercise or (not parties.recipients and weapon.category in _PLATFORMS and not has_source)


def _has_other_sense(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether a word of many senses means no transfer here: "picked up the wreckage", "took its tanks to the border"."""
    if match.frame.lemma == "letter" and not any(token.lower_ in arms_words("letters") for token in sentence.doc[match.trigger].subtree):
        return True
    particles = {child.lower_ for child in sentence.doc[match.trigger].children if child.dep_ == "compound:prt"}
    if match.rule.id.endswith((".select", ".take")) and particles - {"on", "over"}:
        return True
    if match.rule.id.endswith(".expect") and weapon.category in _FIRED:
        return count_weapon(sentence, weapon) is None  # "expects rockets from Gaza"
    if match.rule.id.endswith(".seize") and match.frame.lemma in arms_words("coming_upon"):
        objects = match.frame.fillers("patient")
        is_object = any(weapon.start <= i < weapon.end or sentence.doc[i].lemma_.lower() in arms_words("cargoes") for i in objects)
        return not is_object  # "stopped the sale of"
    if match.rule.id.endswith(".arrive") and not match.frame.fillers("from") and "transport" in weapon.text.lower().split():
        return count_weapon(sentence, weapon) is None  # planes that bring something
    if match.rule.id.endswith(".arrive") and match.frame.lemma == "land":
        heads = {sentence.doc[i].lemma_.lower() for i in match.frame.fillers("agent")}
        return not (heads & arms_words("cargoes") or match.frame.fillers("from"))  # "fighters landed", "rockets landed in a field"
    if match.rule.id.endswith(".bound") and weapon.category in _FIRED:
        return match.frame.lemma not in arms_words("destining")  # "missiles meant for the port"
    if match.rule.id.endswith(".take"):
        return _is_moved(sentence, match, weapon) or not _are_states(parties)
    if match.rule.id.endswith(".talks_noun") and weapon.start != match.trigger:
        is_purchase = bool(match.frame.fillers("for")) or count_weapon(sentence, weapon) is not None
        return weapon.category == "nuclear" or not is_purchase  # "talks on the missiles"
    return False


def _is_moved(sentence: Sentence, match: Match, weapon: WeaponMention) -> bool:
    """Return whether somebody only takes along weapons that are its own: "took its tanks to the border"."""
    words = {token.lower_ for token in sentence.doc[match.trigger : weapon.end]}
    if match.frame.governors and match.frame.governors[0].lemma in arms_words("refusing"):
        return False
    if weapon.designation is not None and not match.frame.fillers("from") and not words & arms_words("handed_down"):
        return True  # in a war who takes tanks takes them from the enemy
    owners = {"its", "their", "his", "our", "the"}
    owned = any(child.dep_ in {"nmod:poss", "det"} and child.lower_ in owners for child in sentence.doc[weapon.head].children)
    return owned or any(match.frame.fillers(role) for role in ("to", "into", "across", "out of", "through"))


def _are_states(parties: Parties) -> bool:
    actors = (*parties.suppliers, *parties.recipients)
    return all(actor.code != "UNK" or actor.name.rsplit(maxsplit=1)[-1].lower() in arms_words("services") for actor in actors)


def _is_military(sentence: Sentence, weapon: WeaponMention, earlier: Sequence[Sentence]) -> bool:
    """Return whether a plane or a ship without a name is one of war: its own words or the sentence's say so, or other weapons are near."""
    doc = sentence.doc
    before = doc[weapon.start : weapon.end - 1]
    if doc[weapon.end - 1].lower_ not in arms_words("civil") or any(token.is_lower or token.is_upper for token in before):
        return True
    words = {token.lower_ for token in doc}
    if recall_weapon(sentence, weapon, earlier) is not None or _was_named(sentence, weapon, earlier):
        return True
    return bool(words & arms_words("military")) or any(
        other.designation is not None or doc[other.end - 1].lower_ not in arms_words("civil") for other in sentence.weapons
    )


def _buys_at_home(sentence: Sentence, match: Match, parties: Parties) -> bool:
    """Return whether whoever sells is a firm of the buyer's own state."""
    sellers = {actor.code for actor, _ in fill_actors(sentence, match.frame, ("from", "weapon.from"))} - {"UNK"}
    return bool(sellers) and not parties.suppliers and sellers == {actor.code for actor in parties.recipients}


def _was_named(sentence: Sentence, weapon: WeaponMention, earlier: Sequence[Sentence]) -> bool:
    """Return whether a sentence right before names a weapon of that category by a word of its own: "corvettes", then "the first ship"."""
    return any(
        told.category == weapon.category and other.doc[told.end - 1].lower_ not in arms_words("civil")
        for other in earlier
        if sentence.index - other.index <= _REACH
        for told in other.weapons
    )


def _describes(trigger: Token) -> bool:
    """Return whether the trigger only says who makes a weapon: "gear made by", "the locally built jet"."""
    return trigger.dep_ in {"amod", "compound"} or (trigger.dep_ == "acl" and is_passive(trigger))


def is_enquiry(sentence: Sentence) -> bool:
    """Return whether the sentence only says whom to ask: "all questions regarding this sale should be directed to"."""
    words = [token.lower_ for token in sentence.doc[:6]]
    return bool({"questions", "inquiries", "enquiries"} & set(words)) and bool({"regarding", "about", "concerning", "on"} & set(words))


def is_vague(sentence: Sentence, match: Match, weapon: WeaponMention, parties: Parties) -> bool:
    """Return whether arms in general are only talked of: "a target of exporting arms worth", "to give away a weapon like that"."""
    doc = sentence.doc
    above = [governor.lemma for governor in match.frame.governors[:2]]
    is_cut = not match.frame.is_verbal and bool(above) and above[0] in arms_words("cutoffs")
    if above[:1] == ["prevent"] or (is_cut and set(above[1:]) & {"call", "urge", "demand", "appeal"}):
        return True  # "called for a cutoff of arms deliveries"
    if any(doc[i].lower_ in {"me", "us"} for role in ("recipient", "patient") for i in match.frame.fillers(role)):
        return not any(actor.code != "UNK" for actor in parties.suppliers)
    aims = {governor.lemma for governor in match.frame.governors[:2]} & arms_words("aims")
    singular = doc[weapon.head].lemma_.lower() == "weapon" and any(c.lower_ in {"a", "an", "another"} for c in doc[weapon.head].children)
    both = bool(parties.suppliers and parties.recipients)
    return not both and (singular or (bool(aims) and not parties.recipients))


def is_about_rules(match: Match) -> bool:
    """Return whether "arms exports" stands below a ban or a code: that is a sanction or a law, not a transfer."""
    if not match.frame.is_verbal and match.frame.governors and match.frame.governors[0].lemma in {"prohibit", "prohibited"}:
        return True  # "a resolution prohibiting the supply of arms"
    if match.frame.is_verbal and match.frame.governors and match.frame.governors[0].lemma in arms_words("forbidding"):
        return match.rule.id.endswith((".sell", ".supply", ".supply_noun"))
    if not _is_under_rules(match):
        return False
    above = {governor.lemma for governor in match.frame.governors[1:3]}
    is_licence = match.frame.governors[0].lemma in {"licence", "license"} and bool(above & arms_words("granting"))
    return not is_licence and not (above & arms_words("lifting"))


def _is_under_rules(match: Match) -> bool:
    governors = match.frame.governors
    if governors and governors[0].relation == "obl" and governors[0].lemma in arms_words("punishing"):
        return False  # "sanctioned a firm over arms sales to"
    if len(governors) > 1 and governors[0].relation == "conj":
        governors = governors[1:]  # "a ban on the sale and supply of arms"
    return not match.frame.is_verbal and bool(governors) and governors[0].lemma in arms_words("rules_on_trade")
