"""The re3d documents with the project's entity types.

What lives here: their format, what of their noise is dropped, the split by document. What must not: other corpora.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import spacy
from spacy.tokens import Doc

from flows.extract.language.sentences import split_sentences
from training.entity_labels import UNKNOWN, skip_titles
from training.labels import EntitySentence, tag_spans
from training.treebank import open_text

RE3D_TYPES: Final = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "NORP",
    "Temporal": "DATE",
    "Weapon": "WEAPON",
    "MilitaryPlatform": "WEAPON",
}
RE3D_MARKED: Final = frozenset({"WEAPON", "DATE"})
RE3D_TEST_EVERY: Final = 5
RE3D_NOT_WEAPONS: Final = re.compile(r"\b(?:strikes?|airstrikes?|attack|loader|bridge|truck|hardware|vehicle)\b", re.IGNORECASE)
PRONOUNS: Final = frozenset(
    "i we he she it they me us him her them my our his its their you your who which itself themselves himself herself".split()
)
ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "this", "that", "all", "other"})


def read_re3d(folder: Path) -> list[tuple[str, EntitySentence]]:
    """Return (document id, sentence) for all sources; entities below confidence 0.5, with bad offsets or nested in another are dropped.

    Descriptions ("the two units") are no names: a person, organisation or place without a capital becomes UNKNOWN, articles are cut off.
    """
    tokenizer = spacy.blank("en")
    found: list[tuple[str, EntitySentence]] = []
    for documents in sorted(folder.glob("*-documents.jsonl.xz")):
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in open_text(documents.with_name(documents.name.replace("-documents", "-entities"))):
            row = json.loads(line)
            if row.get("confidence", 1) >= 0.5 and row["type"] in RE3D_TYPES:
                entities.setdefault(row["documentId"], []).append((row["begin"], row["end"], RE3D_TYPES[row["type"]]))
        for line in open_text(documents):
            row = json.loads(line)
            for start, end in split_sentences(row["text"]):
                doc = tokenizer(row["text"][start:end])
                spans = [
                    (first - start, last - start, kind)
                    for first, last, kind in entities.get(row["_id"], [])
                    if start <= first < last <= end
                ]
                words = [token.text for token in doc]
                found.append((row["_id"], EntitySentence(tuple(words), tuple(_tag_re3d(doc, spans)), RE3D_MARKED)))
    return found


def _tag_re3d(doc: Doc, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the tags of one sentence: longest spans first, none over another."""
    tags = ["O"] * len(doc)
    taken: set[int] = set()
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        first = span.start
        while first < span.end and doc[first].lower_ in ARTICLES:
            first += 1
        if kind == "PERSON":
            first = skip_titles([token.text for token in doc], first, span.end)
        if first == span.end:
            continue
        taken.update(range(span.start, span.end))
        text = doc[first : span.end].text
        if text.lower() in PRONOUNS:
            continue
        is_described = kind in ("PERSON", "ORG", "LOC", "NORP") and not all(
            token.text[0].isupper() for token in doc[first : span.end] if len(token) > 3
        )
        if is_described or (kind == "WEAPON" and RE3D_NOT_WEAPONS.search(text)):
            tags[first : span.end] = [UNKNOWN] * (span.end - first)
        else:
            tags[first : span.end] = tag_spans(span.end - first, [(0, span.end - first, kind)])
    return tags


def split_re3d(found: Sequence[tuple[str, EntitySentence]]) -> tuple[list[EntitySentence], list[EntitySentence]]:
    """Return (training, held-out) by document: every fifth document, in order of its id, is held out."""
    held_out = set(sorted({document for document, _ in found})[RE3D_TEST_EVERY - 1 :: RE3D_TEST_EVERY])
    return [s for document, s in found if document not in held_out], [s for document, s in found if document in held_out]
