"""Lists of those whom sanctions hit: after a colon, and in a sentence that goes on about those listed before.

Here: which names of a sentence are listed, and by which rule's trigger. Not here: rows (sanctions), what a name is (sanction_targets).
"""

import re
from collections.abc import Iterator, Sequence

from flows.extract.events.rules import Match, load_rules
from flows.extract.events.sanction_names import Target, names_between
from flows.extract.events.sanction_reading import Reading
from flows.extract.language.frames import build_frame
from flows.extract.sentences import Sentence

_LIST_WORDS = frozenset(
    "individual entity company person list following official vessel bank include firm target name ship add designate".split()
)
_FEWEST_NAMES = 2
# "Among them are", "Those listed include", "They include": who stands there belongs to the list of the sentence before.
_GOING_ON = re.compile(
    r"(?:(?:also )?among (?:them|those|the (?:new |newly )?(?:sanctioned|designated|listed|blacklisted|targets|individuals|entities|companies|people))\b"
    r"|(?:they|these|those (?:sanctioned|designated|listed|blacklisted|targeted|named)|the (?:new )?(?:list|listings|targets|designations)) (?:also )?(?:include|includes|are|were)\b"
    r"|others? (?:sanctioned|designated|listed|blacklisted|targeted|on the list)\b"
    r"|also (?:sanctioned|designated|listed|blacklisted|targeted|added|on the list|named|hit)\b)",
    re.IGNORECASE,
)
_LISTING = re.compile(r"sanction|blacklist|designat|\blist(?:ed|ing)\b|asset freeze|travel ban|visa ban", re.IGNORECASE)


def listed_readings(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[tuple[Reading, list[Target]]]:
    """Yield a reading and the names that the sentence lists, nothing where it lists none."""
    colon = next((token.i for token in sentence.doc if token.text == ":"), None)
    if colon is not None:
        yield from _after_colon(sentence, colon)
    going_on = _GOING_ON.match(sentence.text)
    if going_on is not None and any(_LISTING.search(near.text) for near in (sentence, *earlier[-1:])):
        yield from _going_on(sentence)


def _after_colon(sentence: Sentence, colon: int) -> Iterator[tuple[Reading, list[Target]]]:
    """Yield the names after the colon of a sentence that announces them: "The individuals included in the sanctions are: ..."."""
    doc = sentence.doc
    rule = next((rule for rule in load_rules("sanctions") if rule.values.get("colon")), None)
    if rule is None:
        return
    before = {token.lemma_.lower() for token in doc[:colon]} | {token.lower_ for token in doc[:colon]}
    trigger = next((token.i for token in doc[:colon] if token.lemma_.lower() in rule.nouns | rule.verbs), None)
    names = names_between(sentence, colon + 1, len(doc)) if trigger is not None and before & _LIST_WORDS else []
    if trigger is not None and len(names) >= _FEWEST_NAMES:
        yield Reading(sentence, Match(rule, build_frame(doc, trigger))), names


def _going_on(sentence: Sentence) -> Iterator[tuple[Reading, list[Target]]]:
    """Yield the names of a sentence that goes on with the list of the sentence before."""
    rule = next((rule for rule in load_rules("sanctions") if rule.values.get("going_on")), None)
    verb = next((token.i for token in sentence.doc if token.dep_ == "root"), 0)
    names = names_between(sentence, 0, len(sentence.doc))
    if rule is not None and names:
        yield Reading(sentence, Match(rule, build_frame(sentence.doc, verb))), names
