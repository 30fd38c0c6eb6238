"""Who makes a weapon, as its own phrase says: "Iranian drones", "Swedish-made radars", "shells of Serbian make".

Here: origins that stand beside the weapon. Not here: where a weapon known by its name is made (mentions/weapons), nor who sells it (arms_parties).
"""

from spacy.tokens import Token

from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import is_passive, preposition
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

# Reaches in tokens: from the origin to the weapon, and from the weapon to "of Serbian make".
_REACH = 3
_REACH_OF_MAKE = 14


def origins(sentence: Sentence, weapon: WeaponMention) -> list[Actor]:
    """Return the states and firms that the weapon's phrase names as its origin: "Iranian drones", "Swedish-made radars"."""
    doc = sentence.doc
    found: dict[str, Actor] = {}
    for mention in sentence.actors:
        if (
            mention.how in {"pronoun", "definite", "model", "person"}
            or mention.text in arms_words("not_makers")
            or any(actor.code == "UNK" for actor in mention.actors)
        ):
            continue
        inside = weapon.start <= mention.start < weapon.head or 0 <= weapon.start - mention.end <= _REACH
        token = doc[mention.head]
        if mention.how in {"name", "capital"} and mention.start and doc[mention.start - 1].lemma_.lower() in arms_words("giving"):
            continue  # "give Togo D-30 howitzers"
        modifies = (
            token.dep_ in {"amod", "compound", "nmod:poss", "nmod:unmarked", "nmod", "flat"}
            and weapon.start <= token.head.i < weapon.end
            and mention.start < weapon.head
        )
        is_joined = mention.end < len(doc) and doc[mention.end].text in {"-", "–"}
        bare = all(
            (part.is_lower and (part.pos_ not in {"VERB", "AUX", "ADP"} or part.dep_ == "amod")) or part.text in {"-", "–"}
            for part in doc[mention.end : weapon.start]
        )
        if (modifies or (inside and (is_joined or bare))) and not _is_argument(token):
            for actor in mention.actors:
                found.setdefault(actor.code, actor)
    if not found:
        found = {actor.code: actor for actor in _of_make(sentence, weapon)}
    if not found:
        for child in doc[weapon.head].children:
            if child.dep_ == "acl" and child.lemma_.lower() in arms_words("making") and is_passive(child):
                for actor, _ in fill_actors(sentence, build_frame(doc, child.i), ("agent", "by", "in"), inside=True):
                    if actor.code != "UNK":
                        found.setdefault(actor.code, actor)
    if len(found) > 1 and weapon.origin_code in found:
        return [found[weapon.origin_code]]
    return list(found.values())


def _of_make(sentence: Sentence, weapon: WeaponMention) -> list[Actor]:
    """Return whose make a weapon is said to be: "shells of Serbian make"."""
    for token in sentence.doc[weapon.end : weapon.end + _REACH_OF_MAKE]:
        if token.lemma_.lower() in arms_words("makes") and preposition(token) == "of":
            mentions = [mention for mention in sentence.actors if mention.end == token.i and mention.how == "demonym"]
            return [actor for mention in mentions for actor in mention.actors if actor.code != "UNK"]
    return []


def is_pointed_at(sentence: Sentence, weapon: WeaponMention) -> bool:
    """Return whether the weapon's name stands in an earlier sentence, and here only "the jets"."""
    return weapon.designation is not None and any(
        here.start == weapon.start and here.designation is None and here.aspect == "item" for here in sentence.weapons
    )


def _is_argument(token: Token) -> bool:
    return token.dep_ in {"obj", "iobj", "nsubj", "obl", "nsubj:pass"}
