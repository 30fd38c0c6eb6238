"""From Docs to the network's rows, and from its results to annotations.

What lives here: cutting Docs into rows of words, joining the results of rows, choosing sentence starts, trees, lemmas and entities.
What must not: ONNX (network.py), setting attributes of Docs (annotation.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from flows.extract.language.annotation import Annotation
from flows.extract.language.entity_tags import build_transitions, decode_spans
from flows.extract.language.lemmas import apply_rule
from flows.extract.language.network import LONGEST_ROW, Labels, Network, RowResult
from flows.extract.language.pieces import WordPieces, cut_at_limit
from flows.extract.language.sentences import find_paragraph_breaks, split_sentences
from flows.extract.language.trees import decode_tree

WINDOW: Final = 120
"""Word pieces of neighbouring sentences that are read together where a Doc holds several: as in training."""
SCORE_TO_KEEP: Final = -2.0
SCORE_TO_ADD: Final = 2.0
"""Start scores (log odds) above which a start of the splitter is kept, and one that it does not see is added; chosen on EWT dev."""


@dataclass(frozen=True, slots=True)
class Row:
    """Token numbers of one Doc that the network reads together; `starts` opens a sentence, for certain or as the splitter's suggestion."""

    doc: int
    tokens: tuple[int, ...]
    pieces: tuple[WordPieces, ...]
    starts: frozenset[int]
    is_certain: bool


def read_docs(docs: Sequence[Doc], network: Network, budget: int) -> list[Annotation]:
    """Return the annotation of every Doc."""
    rows: list[Row] = []
    for number, doc in enumerate(docs):
        rows.extend(plan_rows(number, doc, network))
    annotations = [start_annotation(doc) for doc in docs]
    transitions = build_transitions(network.labels.entity_tags)
    for place, result in network.run([row.pieces for row in rows], budget):
        row = rows[place]
        add_result(annotations[row.doc], docs[row.doc], row, result, network.labels, transitions)
    for doc, annotation in zip(docs, annotations, strict=True):
        attach_spaces(doc, annotation)
    return annotations


def plan_rows(number: int, doc: Doc, network: Network) -> list[Row]:
    """Return the rows of one Doc: each given sentence, or windows of neighbouring sentences where none are given; long ones are cut."""
    words = [token.i for token in doc if not token.is_space]
    if not words:
        return []
    pieces = dict(zip(words, network.vocabulary.encode_words([doc[i].text for i in words]), strict=True))
    rows: list[Row] = []
    is_certain = doc.has_annotation("SENT_START")
    if is_certain:
        sentences = [[token.i for token in sentence if token.i in pieces] for sentence in doc.sents]
        groups = sentences
    else:
        sentences, groups = find_windows(doc, words, pieces)
    starts = frozenset(sentence[0] for sentence in sentences if sentence)
    for group in groups:
        for start, end in cut_at_limit([len(pieces[i].ids) for i in group], LONGEST_ROW):
            tokens = tuple(group[start:end])
            rows.append(Row(number, tokens, tuple(pieces[i] for i in tokens), starts, is_certain))
    return rows


def find_windows(doc: Doc, words: Sequence[int], pieces: Mapping[int, WordPieces]) -> tuple[list[list[int]], list[list[int]]]:
    """Return word numbers by sentence of the splitter, and by window: sentences of one paragraph joined while they fit WINDOW."""
    text = doc.text
    breaks = set(find_paragraph_breaks(text))
    sentences: list[list[int]] = []
    windows: list[list[int]] = []
    used = position = 0
    for start, end in split_sentences(text):
        sentence = []
        while position < len(words) and doc[words[position]].idx < end:
            sentence.append(words[position])
            position += 1
        if not sentence:
            continue
        sentences.append(sentence)
        size = sum(len(pieces[i].ids) for i in sentence)
        if windows and start not in breaks and used + size <= WINDOW:
            windows[-1].extend(sentence)
            used += size
        else:
            windows.append(list(sentence))
            used = size
    return sentences, windows


def start_annotation(doc: Doc) -> Annotation:
    """Return an annotation of the Doc's size in which every token is a space that hangs on itself."""
    count = len(doc)
    return Annotation(["SPACE"] * count, [""] * count, [token.text for token in doc], list(range(count)), ["dep"] * count, [])


def add_result(annotation: Annotation, doc: Doc, row: Row, result: RowResult, labels: Labels, transitions: npt.NDArray[np.float32]) -> None:
    """Enter the network's result for one row into the annotation of its Doc."""
    starts = choose_starts(row, result)
    for first, last in zip(starts, [*starts[1:], len(row.tokens)], strict=True):
        arcs = np.concatenate([result.arcs[first:last, :1], result.arcs[first:last, first + 1 : last + 1]], axis=1)
        heads = decode_tree(arcs)
        for place, head in enumerate(heads.tolist(), start=first):
            token = row.tokens[place]
            if head == 0:
                annotation.heads[token], annotation.deprels[token] = token, labels.deprels[0]
            else:
                annotation.heads[token] = row.tokens[first + head - 1]
                annotation.deprels[token] = choose_relation(result, place, first + head, labels)
    upos, feats, rules = result.upos.tolist(), result.feats.tolist(), result.rules.tolist()
    for place, token in enumerate(row.tokens):
        tag = labels.upos[upos[place]]
        bundle = labels.feats[feats[place]]
        annotation.pos[token] = tag
        annotation.feats[token] = "" if bundle == "_" else bundle
        annotation.lemmas[token] = choose_lemma(doc[token].text, tag, labels.lemma_rules[rules[place]], labels)
    for start, end, kind in decode_spans(result.entities, labels.entity_tags, transitions):
        annotation.entities.append((row.tokens[start], row.tokens[end - 1] + 1, kind))


def choose_relation(result: RowResult, place: int, head: int, labels: Labels) -> str:
    """Return the relation of a word to its head: the network's where the head is among its candidates, as nearly always, else "dep"."""
    for candidate, relation in zip(result.candidates[place].tolist(), result.relations[place].tolist(), strict=True):
        if candidate == head:
            return labels.deprels[int(relation)]
    return "dep"


def choose_starts(row: Row, result: RowResult) -> list[int]:
    """Return the places in the row at which sentences start: the certain ones, else suggestion and score together; the first always."""
    suggested = np.fromiter((token in row.starts for token in row.tokens), dtype=bool, count=len(row.tokens))
    chosen = suggested if row.is_certain else result.starts > np.where(suggested, SCORE_TO_KEEP, SCORE_TO_ADD)
    return [0, *(place for place in np.flatnonzero(chosen).tolist() if place > 0)]


def choose_lemma(form: str, tag: str, rule: str, labels: Labels) -> str:
    """Return the lemma: names keep their form, known words have the lemma of the training data, others follow the rule."""
    if tag == "PROPN":
        return form
    known = labels.lemmas.get(f"{form.lower()}/{tag}")
    return known if known is not None else apply_rule(form, rule)


def attach_spaces(doc: Doc, annotation: Annotation) -> None:
    """Hang every space token on the token before it, or on the next word at the start of a Doc, within one sentence."""
    for position in range(len(doc)):
        if annotation.pos[position] == "SPACE" and position > 0:
            annotation.heads[position] = position - 1
    first = next((position for position in range(len(doc)) if annotation.pos[position] != "SPACE"), None)
    if first:
        annotation.heads[:first] = [first] * first
