"""Few-NERD with the project's entity types.

What lives here: its format, the mapping of its fine labels, the split of its weapon file. What must not: other corpora.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from training.entity_labels import NO_ENTITY, UNKNOWN, group_spans
from training.labels import EntitySentence, tag_spans
from training.treebank import open_text

CIVIL_AIRCRAFT: Final = re.compile(
    r"^(?:Airbus|Cessna|DC-?\d+\w*|B?-?7[0-9]7\w*|MD-?\d+|A3\d\d\w*|ATR|Learjet|Piper|Beechcraft|Embraer|Bombardier)$"
)
MILITARY_AIRCRAFT: Final = re.compile(
    r"^(?:[A-Z]{1,3}-?\d{1,3}[A-Z]?|MiG-?\d*\w*|Su-?\d+\w*|Tu-?\d+\w*|Mi-?\d+\w*|Spitfires?|Hurricanes?|Messerschmitt|Mustangs?|Hercules"
    r"|Apache|Mirage|Phantom|Tornado|Typhoon|Harrier|Lancaster|Stuka|Zero|Black|Predator|Reaper|Junkers|Heinkel|Fokker|Sopwith|Thunderbolt)$"
)
FEWNERD_TYPES: Final = {"person": "PERSON", "organization": "ORG", "location": "LOC", "event": "EVENT"}
FEWNERD_OPEN: Final = frozenset({"location_other", "event_other", "product_ship", "location_road/railway/highway/transit"})
"""Labels whose harmonised type is uncertain: their words may be anything."""
FEWNERD_TEST_SHARE: Final = 5
"""Every fifth run of 50 sentences of the weapon file is held out."""
FEWNERD_BIG_MARKED: Final = frozenset({"WEAPON"})
FEWNERD_MARKED: Final = frozenset({"EVENT"})
"""The dev and test files leave out some persons (athletes, actors), organisations (agencies, parties) and locations (waters): their O is
open for those types, for weapons, and for nationalities and dates, which Few-NERD does not mark."""


def read_fewnerd(path: Path, marked: frozenset[str]) -> list[EntitySentence]:
    """Return the sentences of a Few-NERD file with harmonised tags: NO_ENTITY for labels that fit no type of ours, UNKNOWN for uncertain ones."""
    sentences: list[EntitySentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*open_text(path), ""]:
        if line.strip():
            word, _, tag = line.rstrip().partition("\t")
            words.append(word)
            tags.append(tag)
        elif words:
            sentences.append(EntitySentence(tuple(words), tuple(_harmonise_fewnerd(words, tags)), marked))
            words, tags = [], []
    return sentences


def _harmonise_fewnerd(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the project's tags of one Few-NERD sentence."""
    harmonised = ["O"] * len(words)
    for start, end, label in group_spans(tags):
        coarse = label.partition("_")[0]
        kind = FEWNERD_TYPES.get(coarse)
        if label == "product_weapon" or (label == "product_airplane" and is_military_aircraft(words[start:end])):
            kind = "WEAPON"
        elif label in FEWNERD_OPEN or label == "product_airplane" or coarse == "building":
            kind = UNKNOWN
        if kind in (None, UNKNOWN):
            harmonised[start:end] = [NO_ENTITY if kind is None else UNKNOWN] * (end - start)
        else:
            harmonised[start:end] = tag_spans(end - start, [(0, end - start, kind)])
    return harmonised


def is_military_aircraft(words: Sequence[str]) -> bool:
    """Return whether a name of an aircraft holds a military designation or name and no civil one: "MiG-29", not "DC-3"."""
    return any(MILITARY_AIRCRAFT.match(word) for word in words) and not any(CIVIL_AIRCRAFT.match(word) for word in words)


def split_fewnerd_weapons(sentences: Sequence[EntitySentence]) -> tuple[list[EntitySentence], list[EntitySentence]]:
    """Return (training, held-out) of the weapon file by runs of 50 sentences; held-out sentences that training also holds are dropped."""
    parts: tuple[list[EntitySentence], list[EntitySentence]] = ([], [])
    for number, sentence in enumerate(sentences):
        parts[(number // 50) % FEWNERD_TEST_SHARE == FEWNERD_TEST_SHARE - 1].append(sentence)
    known = {sentence.words for sentence in parts[0]}
    return parts[0], [sentence for sentence in parts[1] if sentence.words not in known]


def has_weapon(sentence: EntitySentence) -> bool:
    """Return whether the sentence holds a weapon."""
    return "B-WEAPON" in sentence.tags
