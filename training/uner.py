"""Universal NER on the English Web Treebank with the project's entity types: gold-annotated persons, organisations and places."""

from pathlib import Path
from typing import Final

from training.entity_labels import UNKNOWN
from training.labels import EntitySentence
from training.treebank import open_text

UNER_TYPES: Final = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
UNER_MARKED: Final = frozenset(UNER_TYPES.values())


def read_uner(path: Path) -> list[EntitySentence]:
    """Return the UNER sentences; OTH spans become UNKNOWN."""
    sentences: list[EntitySentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*open_text(path), ""]:
        if line.startswith("#"):
            continue
        if line:
            _, word, tag = line.split("\t")[:3]
            prefix, _, kind = tag.partition("-")
            words.append(word)
            tags.append(f"{prefix}-{UNER_TYPES[kind]}" if kind in UNER_TYPES else ("O" if tag == "O" else UNKNOWN))
        elif words:
            sentences.append(EntitySentence(tuple(words), tuple(tags), UNER_MARKED))
            words, tags = [], []
    return sentences
