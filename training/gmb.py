"""The Groningen Meaning Bank with the project's entity types.

What lives here: its format, its repairs, its split. What must not: other corpora.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from training.entity_labels import NO_ENTITY, UNKNOWN, choose_type, find_nationalities, group_spans, skip_titles
from training.labels import ENTITY_TYPES, EntitySentence, tag_spans
from training.treebank import open_text

GMB_TYPES: Final = {"org": "ORG", "per": "PERSON", "tim": "DATE", "eve": "EVENT", "geo": "LOC", "gpe": "LOC"}
GMB_MARKED: Final = frozenset(ENTITY_TYPES) - {"WEAPON"}
GMB_BLOCKS: Final = 60
GMB_TEST_EVERY: Final = 10
"""GMB has no document marks: its sentences are cut into 60 runs of neighbours, and every tenth run is held out."""
BRACKETS: Final = {"LRB": "(", "RRB": ")", "-LRB-": "(", "-RRB-": ")"}
TIME_UNITS: Final = frozenset("day days week weeks month months year years decade decades hour hours century centuries".split())
AFTER_UNIT: Final = frozenset({"ago", "later", "earlier"})
BEFORE_DATE: Final = frozenset("since of from before in on that after for until by at".split())
NO_DATE: Final = frozenset(
    "one two three four five six seven eight nine ten several few each another recent later past time end beginning start one-day two-day three-day".split()
)


def read_gmb(path: Path) -> list[EntitySentence]:
    """Return the GMB sentences with harmonised tags.

    geo and gpe become LOC, or NORP where the name is a nationality (by how the corpus tags its part of speech); titles are cut off
    persons, as UNER and OntoNotes do; art and nat, which fit no type of ours, become UNKNOWN.
    """
    rows = read_gmb_rows(path)
    nationalities = find_nationalities(rows)
    return [_harmonise_gmb(words, tags, nationalities) for words, _, tags in rows]


def read_gmb_rows(path: Path) -> list[tuple[list[str], list[str], list[str]]]:
    """Return the words, part-of-speech tags and IOB tags of each GMB sentence."""
    sentences: list[tuple[list[str], list[str], list[str]]] = []
    for number, word, xpos, tag in csv.reader(open_text(path)):
        if number == "Sentence #":
            continue
        if number:
            sentences.append(([], [], []))
        for column, value in zip(sentences[-1], (BRACKETS.get(word, word), xpos, tag), strict=True):
            column.append(value)
    return [sentence for sentence in sentences if sentence[0]]


def _harmonise_gmb(words: list[str], tags: list[str], nationalities: frozenset[str]) -> EntitySentence:
    """Return one GMB sentence with the project's tags."""
    harmonised = ["O"] * len(words)
    for start, end, kind in group_spans(tags):
        if kind not in GMB_TYPES:
            harmonised[start:end] = [UNKNOWN] * (end - start)
            continue
        name = choose_type(tuple(words[start:end]), GMB_TYPES[kind], nationalities)
        first, last = start, end
        if name == "PERSON":
            first = skip_titles(words, start, end)
            harmonised[start:first] = [NO_ENTITY] * (first - start)
        elif name == "DATE":
            first, last = repair_date(words, tags, start, end)
        if first < last:
            harmonised[first:last] = tag_spans(last - first, [(0, last - first, name)])
    return EntitySentence(tuple(words), tuple(harmonised), GMB_MARKED)


def repair_date(words: Sequence[str], tags: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a GMB date without leading prepositions and with the unit that follows it; start = end where none is left.

    The corpus marks "[two] years" and "[since 2003]": a number is a date only with its unit, and a preposition is no part of one.
    """
    while start < end and words[start].lower() in BEFORE_DATE:
        start += 1
    while start < end and words[end - 1].lower() in BEFORE_DATE:
        end -= 1
    if start < end < len(words) and tags[end] == "O" and words[end].lower() in TIME_UNITS and words[end - 1].lower() not in TIME_UNITS:
        end += 1
        if end < len(words) and tags[end] == "O" and words[end].lower() in AFTER_UNIT:
            end += 1
    if end - start == 1 and words[start].lower() in NO_DATE:
        end = start
    return start, end


def split_gmb(sentences: Sequence[EntitySentence]) -> tuple[list[EntitySentence], list[EntitySentence]]:
    """Return (training, held-out) by runs of neighbouring sentences; held-out sentences that training also holds are dropped."""
    length = -(-len(sentences) // GMB_BLOCKS)
    parts: tuple[list[EntitySentence], list[EntitySentence]] = ([], [])
    for number, sentence in enumerate(sentences):
        parts[(number // length) % GMB_TEST_EVERY == GMB_TEST_EVERY - 1].append(sentence)
    known = {sentence.words for sentence in parts[0]}
    return parts[0], [sentence for sentence in parts[1] if sentence.words not in known]
