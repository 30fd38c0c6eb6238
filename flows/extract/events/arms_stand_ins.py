"""Weapons that a sentence only points to: "the first ten arrived", "it sold both", "the jets" of a type named before.

Here: what such words stand for, in the sentence and the few before it. Not here: whether the pointing sentence tells of a transfer at all
(arms_transfers), and whose transfer it is (arms_context).
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from flows.extract.events.arms_subjects import thing_on_order
from flows.extract.events.arms_words import arms_words, craft_categories
from flows.extract.events.rules import Match
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# Sentences back in which a weapon may have been named.
_REACH = 3
_LONGEST_LEAD = 4
_RULES = (
    ".supply",
    ".sell",
    ".buy",
    ".obtain",
    ".arrive",
    ".donate",
    ".give",
    ".offer",
    ".request",
    ".build_for",
    ".produce",
    ".sign_for",
    ".add",
    ".talks_noun",
    ".expect",
    ".pay",
    ".pass_on",
    ".return",
    ".reject",
    ".take",
    ".contract_noun",
    ".purchase_noun",
    ".supply_noun",
    ".sale_noun",
)
_NOUN_RULES = (".talks_noun", ".contract_noun", ".purchase_noun", ".supply_noun", ".sale_noun")
_DEFINITE = frozenset({"the", "these", "those", "such", "this", "that"})


def find_stand_ins(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> list[WeaponMention]:
    """Return the weapon named before for which a pronoun, a number or a word for a part stands in the rule's place for weapons, or none."""
    if not match.rule.id.endswith(_RULES) or not (match.frame.is_verbal or match.rule.id.endswith(_NOUN_RULES)):
        return []
    if _is_bare_traffic(sentence, match):
        named = _last_named(sentence, match.trigger, earlier) or _last_general(sentence, match.trigger, earlier)
        return [replace(_knows(named, sentence, earlier), start=match.trigger, end=match.trigger + 1, head=match.trigger)] if named else []
    if any(child.dep_ in {"xcomp", "ccomp"} for child in sentence.doc[match.trigger].children):
        return []  # "wanted it to stop"
    if match.rule.id.endswith(".talks_noun") and (named := _of_clause_before(sentence, match.trigger)) is not None:
        return [replace(_knows(named, sentence, earlier), start=match.trigger, end=match.trigger + 1, head=match.trigger)]
    thing = thing_on_order(sentence, match.trigger) if match.rule.id.endswith(".purchase_noun") else None
    for role in match.rule.roles.get("weapon", ()):
        for position in [*match.frame.fillers(role), *([] if thing is None else [thing])]:
            token = sentence.doc[position]
            if not _stands_in(sentence, token):
                continue
            named = _last_named(sentence, position, earlier)
            if named is None and match.frame.lemma in arms_words("passing_on"):
                named = _last_general(sentence, position, ())  # "bought the weapons and passed them to"
            if named is not None and not _fits(token, named):
                return []
            return [replace(_knows(named, sentence, earlier), start=position, end=position + 1, head=position)] if named is not None else []
    return []


def _of_clause_before(sentence: Sentence, talks: int) -> WeaponMention | None:
    """Return the weapon of the clause to which bare talks are joined: "Ghana ordered six jets, and Togo is in talks", null elsewhere."""
    token = sentence.doc[talks]
    if any(child.dep_ == "nmod" for child in token.children) or not any(child.lower_ == "in" for child in token.children):
        return None
    clause = token
    while clause.dep_ in {"xcomp", "ccomp"} and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "conj" or clause.head.lemma_.lower() not in arms_words("dealing"):
        return None
    here = [weapon for weapon in sentence.weapons if clause.head.i < weapon.start < talks and weapon.aspect == "item"]
    return here[0] if here else None


def _knows(weapon: WeaponMention, sentence: Sentence, earlier: Sequence[Sentence]) -> WeaponMention:
    """Return the weapon as known by name where it is "the jets" itself."""
    holder = next((other for other in (sentence, *reversed(earlier)) if any(weapon is each for each in other.weapons)), sentence)
    before = [other for other in earlier if other.index < holder.index]
    return name_definite(holder, weapon, before)


def _stands_in(sentence: Sentence, token: Token) -> bool:
    if token.pos_ == "NUM" and token.lower_ != "one":
        return not any(money.start <= token.i < money.end for money in sentence.money) and not any(
            date.start <= token.i < date.end for date in sentence.dates
        )
    if token.pos_ in {"PRON", "DET", "ADJ"}:
        return token.lower_ in arms_words("stand_ins")
    if token.lemma_.lower() in craft_categories():
        return _points(token)
    wholes = [child for child in token.children if child.dep_ == "nmod"]
    return token.lemma_.lower() in arms_words("portions") and all(w.lower_ in {"which", "them", "those", "these"} for w in wholes)


def _points(noun: Token) -> bool:
    """Return whether a general noun points back to a weapon: "the planes", "ten planes of this type", "its first ship"."""
    words = {child.lower_ for child in noun.subtree}
    counted = any(child.dep_ == "nummod" for child in noun.children)
    return (
        bool(words & {"this", "that", "these", "those", "such", "same"})
        or counted
        or any(child.lower_ in {"the", "its", "their"} or child.lower_ in arms_words("ordinals") for child in noun.children)
    )


def _fits(token: Token, weapon: WeaponMention) -> bool:
    """Return whether a general noun can mean a weapon of that category; other words can mean any."""
    allowed = craft_categories().get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
    return not allowed or weapon.category in allowed


def _is_bare_traffic(sentence: Sentence, match: Match) -> bool:
    """Return whether "shipments" or "deliveries" stands alone, of what was named before: "froze further shipments"."""
    if not match.rule.id.endswith((".supply_noun", ".sale_noun")) or not match.frame.governors:
        return False
    token = sentence.doc[match.trigger]
    is_bare = not any(child.dep_ in {"nmod", "compound"} and child.lower_ != "arms" for child in token.children)
    is_governed = match.frame.governors[0].lemma in arms_words("running") and token.dep_ in {"obj", "nsubj", "nsubj:pass"}
    return is_bare and is_governed


def points_back(sentence: Sentence, match: Match, weapon: WeaponMention, earlier: Sequence[Sentence]) -> bool:
    """Return whether a reading without parties goes on about a transfer told right before: "the jets will be delivered in May"."""
    if not match.rule.id.endswith(_RULES) or weapon.aspect == "generic" or weapon.start == 0:
        return False
    lead = {token.lower_ for token in sentence.doc[max(0, weapon.start - _LONGEST_LEAD) : weapon.start]}
    is_known = weapon.designation is not None and match.rule.id.endswith((".arrive", ".expect"))
    if not is_known and not lead & (_DEFINITE | arms_words("ordinals")):
        return False
    return any(
        sentence.index - other.index <= _REACH and any(named.category == weapon.category for named in other.weapons) for other in earlier
    )


def _last_general(sentence: Sentence, before: int, earlier: Sequence[Sentence]) -> WeaponMention | None:
    """Return the last weapons in general that were named before the token: "arms", "military aid"."""
    here = [weapon for weapon in sentence.weapons if weapon.end <= before and weapon.aspect == "generic"]
    told = [weapon for other in earlier if sentence.index - other.index <= _REACH for weapon in other.weapons if weapon.aspect == "generic"]
    return next(reversed(here or told), None)


def _last_named(sentence: Sentence, before: int, earlier: Sequence[Sentence]) -> WeaponMention | None:
    """Return the last weapon before the token, null where the sentence that names it names weapons of several categories."""
    here = [weapon for weapon in sentence.weapons if weapon.end <= before and weapon.aspect in {"item", "component"}]
    if here:
        return here[-1] if len({weapon.category for weapon in here}) == 1 else None
    for other in reversed(earlier):
        if sentence.index - other.index > _REACH:
            return None
        items = [weapon for weapon in other.weapons if weapon.aspect in {"item", "component"}]
        if items:
            return items[0] if len({weapon.category for weapon in items}) == 1 else None
    return None


def recall_weapon(sentence: Sentence, weapon: WeaponMention, earlier: Sequence[Sentence]) -> WeaponMention | None:
    """Return the weapon known by name that "the jets" means: the last of its category before it, null where there is none."""
    if weapon.designation is not None or weapon.aspect != "item" or not _is_definite(sentence, weapon):
        return None
    for other in (sentence, *reversed(earlier)):
        if sentence.index - other.index > _REACH:
            return None
        for named in reversed(other.weapons):
            if other is sentence and named.start >= weapon.start:
                continue
            if named.category == weapon.category and named.aspect == "item" and named.designation is not None:
                return named
    return None


def _same_name(weapon: WeaponMention, earlier: Sequence[Sentence]) -> WeaponMention | None:
    """Return the weapon of another kind that bore this name before: "two more Gepards" after "the Gepard 3.9 frigate", null elsewhere."""
    if weapon.designation is None:
        return None
    name = weapon.text.removesuffix("s")
    for other in reversed(earlier):
        for told in other.weapons:
            if told.designation is not None and told.category != weapon.category and told.designation.split(maxsplit=1)[0] == name:
                return told
    return None


def _is_definite(sentence: Sentence, weapon: WeaponMention) -> bool:
    """Return whether "the" stands before the weapon with no more than a count between: "the jets", "the first three jets"."""
    for token in reversed(sentence.doc[max(0, weapon.start - _LONGEST_LEAD) : weapon.start]):
        if token.lower_ in _DEFINITE:
            return True
        if token.pos_ not in {"NUM", "ADJ"}:
            return False
    return False


def name_definite(sentence: Sentence, weapon: WeaponMention, earlier: Sequence[Sentence]) -> WeaponMention:
    """Return the weapon with the name of the one it points back to, itself where it points to none."""
    named = _same_name(weapon, earlier) or recall_weapon(sentence, weapon, earlier)
    if named is None or weapon.end - weapon.start > 1:
        return weapon
    return replace(
        weapon,
        designation=named.designation,
        category=named.category,
        origin_code=named.origin_code,
        sipri_category=named.sipri_category,
        unroca_category=named.unroca_category,
    )
