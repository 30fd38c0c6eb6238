"""What the network found about one Doc, and how it is written on the Doc.

What lives here: the annotation of a Doc's tokens and the setting of it. What must not: scores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from thinc.types import Ints2d

COLUMNS: Final[list[int | str]] = ["POS", "MORPH", "LEMMA", "DEP", "HEAD"]


@dataclass(slots=True)
class Annotation:
    """One value for each token of a Doc; `heads` are token numbers, a root is its own head; `entities` are (start, end, type)."""

    pos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[tuple[int, int, str]]


def write_annotation(doc: Doc, annotation: Annotation) -> None:
    """Set tags, morphology, lemmas, heads, relations and entities of the Doc; its sentences are its trees."""
    if not len(doc):
        return
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    values = [
        _number(annotation.pos, strings.add),
        _number(annotation.feats, morphology.add),
        [strings.add(lemma) for lemma in annotation.lemmas],
        _number(annotation.deprels, strings.add),
    ]
    columns = np.empty((len(doc), len(COLUMNS)), dtype=np.uint64)
    columns[:, :4] = np.array(values, dtype=np.uint64).T
    columns[:, 4] = (np.array(annotation.heads, dtype=np.int64) - np.arange(len(doc))).astype(np.uint64)
    doc.from_array(COLUMNS, cast("Ints2d", columns))
    doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in annotation.entities], default="outside")


def _number(values: Sequence[str], add: Callable[[str], int]) -> list[int]:
    """Return the number of each value; `add`, which gives it, is called once for each value of a Doc."""
    numbers = {value: add(value) for value in set(values)}
    return [numbers[value] for value in values]
