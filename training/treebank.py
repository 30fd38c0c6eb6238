"""Universal Dependencies treebanks as sentences.

What lives here: reading CoNLL-U (plain or .xz), and the one correction the project makes: every NNP/NNPS word is PROPN with its form as
lemma. What must not: entities (entity_sources.py) and tensors (batches.py).
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

PROPER_TAGS = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """One sentence: columns of its syntactic words; `heads` count from 1 with 0 for the root; `space_after` is per word."""

    sentence_id: str
    document: str
    starts_paragraph: bool
    text: str
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    space_after: tuple[bool, ...]


def open_text(path: Path) -> Iterator[str]:
    """Return the lines of a text file, compressed with xz or not, without their line ends."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def read_treebank(path: Path) -> list[TreebankSentence]:
    """Return the sentences of a CoNLL-U file; empty nodes are dropped, words of a multiword token have no space between them."""
    sentences: list[TreebankSentence] = []
    rows: list[list[str]] = []
    comments: dict[str, str] = {}
    document = ""
    for line in [*open_text(path), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            document = comments.get("newdoc id", document)
            sentences.append(_build_sentence(rows, comments, document))
            rows, comments = [], {}
    return sentences


def _build_sentence(rows: list[list[str]], comments: dict[str, str], document: str) -> TreebankSentence:
    """Return one sentence from its CoNLL-U rows."""
    words = [row for row in rows if row[0].isdigit()]
    spaces = ["SpaceAfter=No" not in row[9] for row in words]
    for row in rows:
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            for position in range(first - 1, last):
                spaces[position] = False
            spaces[last - 1] = "SpaceAfter=No" not in row[9]
    return TreebankSentence(
        sentence_id=comments.get("sent_id", ""),
        document=document,
        starts_paragraph=any(key.startswith(("newpar", "newdoc")) for key in comments),
        text=comments.get("text", ""),
        forms=tuple(row[1] for row in words),
        lemmas=tuple(row[2] for row in words),
        upos=tuple(row[3] for row in words),
        xpos=tuple(row[4] for row in words),
        feats=tuple(row[5] for row in words),
        heads=tuple(int(row[6]) for row in words),
        deprels=tuple(row[7] for row in words),
        space_after=tuple(spaces),
    )


def make_names_proper(sentence: TreebankSentence) -> TreebankSentence:
    """Return the sentence with every NNP/NNPS word as PROPN, its form as lemma and its number as only feature."""
    upos, lemmas, feats = list(sentence.upos), list(sentence.lemmas), list(sentence.feats)
    for position, tag in enumerate(sentence.xpos):
        if tag in PROPER_TAGS:
            if upos[position] != "PROPN":
                feats[position] = "Number=Plur" if tag == "NNPS" else "Number=Sing"
            upos[position] = "PROPN"
            lemmas[position] = sentence.forms[position]
    return replace(sentence, upos=tuple(upos), lemmas=tuple(lemmas), feats=tuple(feats))
