"""Items of a list inside one sentence: "X, Y and Z", "...; four (4) recovery vehicles; and", "aid, including X".

Here: what follows the weapons found so far. Not here: which weapon a rule's roles hold (arms_weapons), lists over several lines (arms_lists).
"""

from flows.extract.events.arms_words import arms_words, craft_categories
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# Reaches in tokens.
_LONGEST_GAP = 6
_LONGEST_LEAD = 8
# What joins an item to those before it beside commas.
_JOINTS = ("as well as", "along with", "together with", "plus", "in addition to")


def name_general(sentence: Sentence, found: dict[int, WeaponMention]) -> None:
    """Put the first weapon that "military aid, including X and Y" names in the place of the general word."""
    doc = sentence.doc
    general = [weapon for weapon in found.values() if weapon.aspect == "generic" or _is_general(sentence, weapon)]
    if len(general) != len(found):
        return
    last = max(weapon.end for weapon in general)
    for weapon in sentence.weapons:
        if weapon.start < last or weapon.aspect in {"use", "generic"}:
            continue
        lead = doc[max(last, weapon.start - _LONGEST_LEAD) : weapon.start]
        if any(token.lower_ in arms_words("naming") for token in lead):
            for each in general:
                found.pop(each.start)
            found[weapon.start] = weapon
        return


def _is_general(sentence: Sentence, weapon: WeaponMention) -> bool:
    """Return whether a noun only tells what kind of thing is named next: "a dozen aircraft, among them four Mi-171 helicopters"."""
    following = {token.lower_ for token in sentence.doc[weapon.end : weapon.end + _LONGEST_LEAD]}
    is_bare = weapon.designation is None and sentence.doc[weapon.head].lemma_.lower() in craft_categories()
    return is_bare and weapon.end - weapon.start == 1 and bool(following & arms_words("naming"))


def add_list(sentence: Sentence, found: dict[int, WeaponMention]) -> None:
    """Add the weapons that follow those found in a list, where the parse broke it: "X, Y and Z"."""
    for weapon in sentence.weapons:
        if weapon.start in found or weapon.aspect == "use":
            continue
        before = next((found[start] for start in sorted(found, reverse=True) if found[start].end <= weapon.start), None)
        if before is None:
            continue
        if _follows(sentence, before, weapon):
            found[weapon.start] = weapon


def _follows(sentence: Sentence, before: WeaponMention, weapon: WeaponMention) -> bool:
    """Return whether the weapon is the next item of the list that the one before it belongs to."""
    doc = sentence.doc
    between = doc[before.end : weapon.start]
    if any(token.lower_ in {"compared", "versus"} for token in between) and len(between) <= 2 * _LONGEST_GAP:
        return True
    if _is_next_pair(sentence, before, weapon) or _opens_item(sentence, weapon):
        return True
    lead = doc[max(before.end, weapon.start - _LONGEST_GAP) : weapon.start].text.lower()
    if any(joint in lead for joint in _JOINTS) and not any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "amod" for t in between):
        return True
    return (
        0 < len(between) <= _LONGEST_GAP
        and between[0].text in {",", "and", ";", "or", "–"}
        and not any(
            (token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} and token.dep_ != "amod")
            or token.lower_ in {"to", "from", "in", "by", "with", "against"}
            for token in between
        )
    )


def _opens_item(sentence: Sentence, weapon: WeaponMention) -> bool:
    """Return whether the weapon opens the part of a list behind a semicolon: "...; four (4) M88A2 recovery vehicles; and ..."."""
    doc = sentence.doc
    for position in range(weapon.start - 1, max(weapon.start - 1 - 2 * _LONGEST_GAP, -1), -1):
        token = doc[position]
        if token.text == ";":
            return True
        if token.pos_ not in {"NUM", "PUNCT", "CCONJ", "ADJ", "DET", "SYM", "NOUN", "PROPN"}:
            return False
    return False


def _is_next_pair(sentence: Sentence, before: WeaponMention, weapon: WeaponMention) -> bool:
    """Return whether both stand with a party of their own: "tanks from Spain, jets from Italy"."""
    doc = sentence.doc
    ends = (doc[before.end].lower_ if before.end < len(doc) else "", doc[weapon.end].lower_ if weapon.end < len(doc) else "")
    if ends[0] != ends[1] or ends[0] not in {"from", "to"}:
        return False
    between = doc[before.end + 1 : weapon.start]
    return len(between) <= 2 * _LONGEST_GAP and not any(token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} for token in between)
