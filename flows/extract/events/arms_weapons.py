"""Which weapons a reading of a sentence is about.

Here: the roles of the rule, lists, and general words that are named further on. Not here: finding weapons (mentions/weapons).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events.arms_items import add_list, name_general
from flows.extract.events.arms_portions import read_portion
from flows.extract.events.arms_subjects import thing_on_order
from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import RELATIVE_PRONOUNS, conjuncts, is_passive, is_time, own_subject
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# Reaches in tokens.
_LONGEST_GAP = 6
_LONGEST_LEAD = 8
_REACH_OF_SUM = 3


def name_weapons(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return the weapons the match is about, in text order: named ones where there are any, else the general word; empty if there are none."""
    rule, frame = match.rule, match.frame
    if rule.values.get("weapon") == "trigger":
        token = sentence.doc[match.trigger]
        return [
            WeaponMention(
                token.i, token.i + 1, token.i, token.text, None, rule.values.get("category", "unspecified"), None, None, "generic"
            )
        ]
    subjects = rule.values.get("subjects")
    if subjects and not any(sentence.doc[i].lemma_.lower() in subjects for i in frame.fillers("agent")):
        return []
    found: dict[int, WeaponMention] = {}
    for role in rule.roles.get("weapon", ()):
        tokens = [match.trigger] if role == "self" else frame.fillers(role)
        for position in tokens:
            for weapon in sentence.weapons_under(position):
                if weapon.aspect != "use" and not _is_told_about(sentence, position, weapon):
                    found.setdefault(weapon.start, weapon)
        if found and not rule.values.get("every"):
            break
    if not found:
        found = {weapon.start: weapon for weapon in _recover(sentence, match)}
    if found:
        name_general(sentence, found)
        add_list(sentence, found)
    weapons = [found[start] for start in sorted(found)]
    specific = [weapon for weapon in weapons if weapon.aspect != "generic"]
    return specific or weapons


def _recover(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return the weapons of a match whose roles, as parsed, hold none: by what stands beside the trigger, the surest place first."""
    rule, frame = match.rule, match.frame
    found: list[WeaponMention] = []
    takes_object = frame.is_verbal and "patient" in rule.roles.get("weapon", ())
    if frame.is_verbal and _is_bare_participle(sentence, match.trigger):
        found = [weapon for weapon in sentence.weapons if weapon.end == match.trigger and weapon.aspect != "use"]
    if not found and takes_object:
        found = _counted_or_related(sentence, match)
    if not found and takes_object:
        found = list(_right_behind(sentence, match)) or _of_clause(sentence, match)
    if not found and any(sentence.doc[i].lemma_.lower() in arms_words("wares") for i in frame.fillers("patient")):
        found = _named_below(sentence, match.trigger)
    if not found and rule.id.endswith((".customer_noun", ".supplier_noun")):
        found = list(_modifying(sentence, match))
    if not found and rule.id.endswith(".purchase_noun") and (thing := thing_on_order(sentence, match.trigger)) is not None:
        found = [weapon for weapon in sentence.weapons_under(thing) if weapon.aspect != "use"]
    if not found and rule.id.endswith((".contract_noun", ".purchase_noun")):
        found = _said_to_be_for(sentence, match)
    if not found and not frame.is_verbal:
        found = _parts_of(sentence, match)
    if not found and not frame.is_verbal:
        found = list(_beside(sentence, match))
    return found


def _said_to_be_for(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return the weapons that a contract is said to be for: "the first contract, signed in May, was for 180 tanks"."""
    trigger = sentence.doc[match.trigger]
    head = trigger.head
    if trigger.dep_ != "nsubj" or not any(child.lower_ == "for" and child.dep_ == "case" for child in head.children):
        return []
    return [weapon for weapon in sentence.weapons if weapon.start <= head.i < weapon.end and weapon.aspect != "use"]


def _parts_of(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return the weapons that are said to be part of a deal: "the tanks are part of a contract"."""
    trigger = sentence.doc[match.trigger]
    part = trigger.head
    if trigger.dep_ != "nmod" or part.lower_ not in arms_words("parts"):
        return []
    subject = own_subject(part)
    if subject is None:
        return []
    apposed = [each for child in subject.children if child.dep_ == "appos" for each in conjuncts(child)]
    heads = [*conjuncts(subject), *apposed]
    weapons = {weapon.start: weapon for head in heads for weapon in sentence.weapons_under(head.i) if weapon.aspect != "use"}
    named = [weapon for weapon in weapons.values() if weapon.designation is not None]
    return named or list(weapons.values())


def is_of_told_deal(sentence: Sentence, match: Match) -> bool:
    """Return whether the reading speaks of a deal that was told before: "part of the order", "bought under the same contract"."""
    trigger = sentence.doc[match.trigger]
    if trigger.dep_ == "nmod" and trigger.head.lower_ in arms_words("parts") and not match.frame.is_verbal:
        return bool(_parts_of(sentence, match))
    deals = [i for role in ("under", "in", "as part of", "through", "with") for i in match.frame.fillers(role)]
    return match.frame.is_verbal and any(
        sentence.doc[i].lemma_.lower() in arms_words("told_deals") and any(c.lower_ == "same" for c in sentence.doc[i].children)
        for i in deals
    )


def _is_bare_participle(sentence: Sentence, trigger: int) -> bool:
    """Return whether the trigger says something of the noun before it: "jets donated by"; parsers often hang it elsewhere."""
    verb = sentence.doc[trigger]
    has_helper = any(child.dep_ in {"aux", "aux:pass", "obj"} for child in verb.children)
    return verb.tag_ in {"VBN", "VBD"} and is_passive(verb) and not has_helper


def _counted_or_related(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return weapons that parsers take for a time ("the first three of six jets") or that stand before ", which it bought" and ", bought"."""
    for position in match.frame.fillers("time"):
        under = [weapon for weapon in sentence.weapons_under(position) if weapon.aspect != "use"]
        if under and (under[0].start <= position < under[0].end or read_portion(sentence, under[0]) is not None):
            return under
    doc = sentence.doc
    relative = next((i for i in match.frame.fillers("patient") if doc[i].lower_ in {"which", "that"}), None)
    start = relative if relative is not None else match.trigger if _opens_participle(doc[match.trigger]) else None
    if start is None or start < 2 or doc[start - 1].text != ",":
        return []
    return [weapon for weapon in sentence.weapons if weapon.end == start - 1 and weapon.aspect not in {"use", "generic"}]


def _opens_participle(verb: Token) -> bool:
    """Return whether the verb opens a participle that says something of what stands before it: ", bought second-hand from Italy"."""
    is_participle = "Part" in verb.morph.get("VerbForm", []) and "Pres" not in verb.morph.get("Tense", [])
    is_participle = is_participle or (verb.dep_ == "conj" and not any(child.dep_ == "cc" for child in verb.children))
    return is_participle and not any(child.dep_ in {"aux", "aux:pass", "nsubj", "nsubj:pass"} for child in verb.children)


def _right_behind(sentence: Sentence, match: Match) -> Iterator[WeaponMention]:
    """Yield the weapon that follows the verb with only a party or a count between: "to give Ghana 30 jets", however it was parsed."""
    doc = sentence.doc
    weapon = next((each for each in sentence.weapons if each.start > match.trigger), None)
    if weapon is None or weapon.aspect == "use" or weapon.start - match.trigger - 1 > _LONGEST_GAP:
        return
    between = doc[match.trigger + 1 : weapon.start]
    if all(token.pos_ in {"NUM", "ADJ", "DET", "PROPN", "SYM"} for token in between):
        yield weapon


def _of_clause(sentence: Sentence, match: Match) -> list[WeaponMention]:
    """Return the weapons that a relative clause around the verb speaks of: "the jets that Spain continues to provide Ghana"."""
    clause = sentence.doc[match.trigger]
    while clause.dep_ in {"xcomp", "conj"} and clause.head.i != clause.i:
        clause = clause.head
    subject = own_subject(clause)
    if clause.dep_ != "acl:relcl" or subject is None or subject.lower_ in RELATIVE_PRONOUNS:
        return []
    return [weapon for weapon in sentence.weapons if weapon.start <= clause.head.i < weapon.end and weapon.aspect != "use"]


def _named_below(sentence: Sentence, trigger: int) -> list[WeaponMention]:
    """Return the first weapon behind a word that names: "many systems, including radars"."""
    for weapon in sentence.weapons:
        lead = sentence.doc[max(trigger, weapon.start - _LONGEST_LEAD) : weapon.start]
        if weapon.start > trigger and weapon.aspect not in {"use", "generic"}:
            return [weapon] if any(token.lower_ in arms_words("naming") for token in lead) else []
    return []


def _is_told_about(sentence: Sentence, position: int, weapon: WeaponMention) -> bool:
    """Return whether a noun is only about the weapon named below it: "a study of submarines"."""
    noun = sentence.doc[position]
    return not weapon.start <= position < weapon.end and noun.lemma_.lower() in arms_words("about_weapons")


def _modifying(sentence: Sentence, match: Match) -> Iterator[WeaponMention]:
    """Yield arms in general where they stand before the trigger: "arms supplier"."""
    for child in sentence.doc[match.trigger].children:
        if child.dep_ in {"compound", "amod", "nmod:unmarked"} and child.lower_ in arms_words("arms_modifiers"):
            yield WeaponMention(child.i, child.i + 1, child.i, child.text, None, "unspecified", None, None, "generic")


def _without_time(sentence: Sentence, start: int, end: int) -> list[Token]:
    """Return the tokens between two places without a date at their beginning: "delivery last month of"."""
    if start < end and sentence.doc[start].lower_ in {"on", "in"} and any(date.start == start + 1 for date in sentence.dates):
        start += 1
    told = next((date.end for date in sentence.dates if date.start == start and date.end < end), start)
    if told == start and start + 1 < end and is_time(sentence.doc[start + 1]) and sentence.doc[start].lower_ in {"last", "this", "next"}:
        told = start + 2
    return list(sentence.doc[told:end])


def _beside(sentence: Sentence, match: Match) -> Iterator[WeaponMention]:
    """Yield the weapon that stands right before a noun trigger ("jet sale") or right behind it ("sale of 12 jets")."""
    for weapon in sentence.weapons:
        if weapon.aspect == "use":
            continue
        if weapon.end == match.trigger or _is_priced(sentence, match.trigger, weapon) or _is_far_object(sentence, match, weapon):
            yield weapon
            return
        between = _without_time(sentence, match.trigger + 1, weapon.start)
        if (
            1 <= len(between) <= _LONGEST_GAP + 2
            and between[0].lower_ in {"of", "for"}
            and not any(token.pos_ in {"VERB", "AUX"} for token in between)
        ):
            yield weapon
            return
        if (
            1 <= len(between) <= 2 * _LONGEST_GAP
            and "for" in {token.lower_ for token in between[-_REACH_OF_SUM:]}
            and match.rule.values.get("direction") == "open"
            and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between)
        ):
            yield weapon  # "a deal with Spain's Indra for radars"
            return


def _is_far_object(sentence: Sentence, match: Match, weapon: WeaponMention) -> bool:
    """Return whether the taker stands between the noun and its "of": "a sale to the Royal Guard of Oman of 20 tanks"."""
    doc = sentence.doc
    of = next((i for i in range(weapon.start - 1, max(weapon.start - _REACH_OF_SUM - 1, match.trigger), -1) if doc[i].lower_ == "of"), None)
    between = doc[match.trigger + 1 : weapon.start]
    return (
        of is not None
        and match.rule.id.endswith((".sale_noun", ".supply_noun"))
        and between[0].lower_ in {"to", "by", "from"}
        and len(between) <= 2 * _LONGEST_LEAD
        and not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between)
    )


def _is_priced(sentence: Sentence, trigger: int, weapon: WeaponMention) -> bool:
    """Return whether a sum of the trigger's stands before the weapon: "the provision to Togo of up to $5 million in defence articles"."""
    doc = sentence.doc
    if weapon.start < 2 or doc[weapon.start - 1].lower_ not in {"in", "of"}:
        return False
    money = next((each for each in sentence.money if trigger < each.start and each.end in {weapon.start - 1, weapon.start - 2}), None)
    return money is not None and not any(token.pos_ in {"VERB", "AUX"} for token in doc[trigger + 1 : money.start])
