"""Names of weapons put into sentences that speak of others, so that few sentences teach many names.

What lives here: the names the project's own lexicon gives, and the exchange of weapons in annotated sentences. What must not: corpora.
"""

import random
import re
from collections.abc import Sequence
from typing import Final

from flows.seeds import read_table
from training.entity_labels import group_spans
from training.labels import EntitySentence, tag_spans

LONGEST_NAME: Final = 4
EXCHANGED: Final = 0.6
"""Share of the weapons of a sentence that are exchanged."""


def read_weapon_names() -> list[tuple[str, ...]]:
    """Return the designations and other names of the lexicon's weapons that hold a capital or a digit, as words, in its order."""
    names: dict[tuple[str, ...], None] = {}
    for row in read_table("lexicons/weapons.csv"):
        for name in (row["designation"], *row["aliases"].split("|")):
            plain = name.rstrip("?").strip()
            words = tuple(re.findall(r"[^\s()]+|[()]", plain))
            if words and len(words) <= LONGEST_NAME and re.search(r"[A-Z0-9]", plain):
                names.setdefault(words)
    return list(names)


def exchange_weapons(sentence: EntitySentence, names: Sequence[tuple[str, ...]], dice: random.Random) -> EntitySentence:
    """Return the sentence with EXCHANGED of its weapons replaced by names drawn evenly; everything else stays."""
    words: list[str] = []
    tags: list[str] = []
    position = 0
    for start, end, kind in [*group_spans(sentence.tags), (len(sentence.words), len(sentence.words), "")]:
        words.extend(sentence.words[position:start])
        tags.extend(sentence.tags[position:start])
        position = end
        if kind == "WEAPON" and dice.random() < EXCHANGED:
            name = dice.choice(names)
            words.extend(name)
            tags.extend(tag_spans(len(name), [(0, len(name), kind)]))
        else:
            words.extend(sentence.words[start:end])
            tags.extend(sentence.tags[start:end])
    return EntitySentence(tuple(words), tuple(tags), sentence.marked)
