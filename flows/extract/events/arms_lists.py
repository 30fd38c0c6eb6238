"""Lists of weapons whose introduction stands in an earlier sentence: "The package includes:" and one item a line.

Here: finding the introduction of an item, and which reading of it the item belongs to. Not here: lists inside one sentence (arms_weapons).
"""

import re
from collections.abc import Iterator, Sequence

from flows.extract.claims import read_claim
from flows.extract.events.arms_parties import Parties, name_parties
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import WeaponMention
from flows.extract.sentences import Sentence

# Sentences between an item and its introduction.
_LONGEST_LIST = 30
_MARKED = re.compile(r"\s*(?:[-–—•·*▪●◦‣○]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_RULES = (
    ".include",
    ".aid_noun",
    ".supply",
    ".donate",
    ".give",
    ".sell",
    ".sale_noun",
    ".supply_noun",
    ".contract_noun",
    ".announce",
    ".buy",
    ".purchase_noun",
    ".request",
    ".obtain",
    ".offer",
)


def read_list_item(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[tuple[Match, Sentence, WeaponMention, Parties]]:
    """Yield each weapon of a list item with the introduction's match, the introduction and the parties it names; nothing for other sentences."""
    lead = _find_lead(sentence, earlier)
    if lead is None:
        return
    reading = _read_lead(lead)
    if reading is None:
        return
    match, parties = reading
    items = [weapon for weapon in sentence.weapons if weapon.aspect != "use"]
    named = [weapon for weapon in items if weapon.aspect != "generic"] or items
    for weapon in named:
        yield match, lead, weapon, parties


def _find_lead(sentence: Sentence, earlier: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence ending in a colon above an item of its list, null where the sentence is no such item."""
    if not sentence.weapons or not _is_item(sentence):
        return None
    for other in reversed(earlier):
        if sentence.index - other.index > _LONGEST_LIST or other.paragraph == sentence.paragraph:
            return None
        if other.text.rstrip().endswith(":"):
            return other
        if not _is_item(other):
            return None
    return None


def _is_item(sentence: Sentence) -> bool:
    """Return whether a sentence looks like a line of a list: marked, or without a verb that has a subject."""
    if _MARKED.match(sentence.text):
        return True
    return not any(child.dep_ in {"nsubj", "nsubj:pass"} and child.head.pos_ in {"VERB", "AUX"} for child in sentence.doc)


def _read_lead(lead: Sentence) -> tuple[Match, Parties] | None:
    """Return the reading of the introduction that names most parties, null where it speaks of no transfer."""
    best: tuple[Match, Parties] | None = None
    for match in match_rules(lead, "arms_transfers"):
        if not match.rule.id.endswith(_RULES) or not _is_about_arms(lead, match):
            continue
        trigger = WeaponMention(match.trigger, match.trigger + 1, match.trigger, "", None, "unspecified", None, None, "generic")
        parties = name_parties(lead, match, read_claim(lead, match.frame), trigger)
        if best is None or _count(parties) > _count(best[1]):
            best = match, parties
    return best


def _is_about_arms(lead: Sentence, match: Match) -> bool:
    subjects = match.rule.values.get("subjects")
    if subjects is None:
        return bool(lead.weapons) or "equipment" in lead.text.lower() or "following" in lead.text.lower()
    return any(lead.doc[i].lemma_.lower() in subjects for i in match.frame.fillers("agent"))


def _count(parties: Parties) -> int:
    return bool(parties.suppliers) + bool(parties.recipients)
