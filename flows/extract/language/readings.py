"""From Docs to the network's rows, and from its results to annotations.

What lives here: cutting Docs into rows of words, joining the results of rows, choosing sentence starts, trees, lemmas and entities.
What must not: ONNX (network.py), setting attributes of Docs (annotation.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from spacy.tokens import Doc

from flows.extract.language.annotation import Annotation
from flows.extract.language.entity_tags import part_lists, read_spans
from flows.extract.language.lemmas import apply_rule
from flows.extract.language.network import LONGEST_ROW, Labels, Network, RowResult
from flows.extract.language.pieces import WordPieces, cut_at_limit
from flows.extract.language.sentences import split_sentences
from flows.extract.language.trees import decode_tree

SCORE_OF_START: Final = -1.0
"""Score (log odds) above which a word starts a sentence where the splitter sees no start; chosen on EWT dev."""

NO_RELATION: Final = "dep"
"""Relation of a word whose head in the tree is none of those the network gave relations for, which is seldom."""


@dataclass(frozen=True, slots=True)
class Row:
    """Token numbers of one Doc that the network reads together: a sentence, which it may part further unless `is_certain`."""

    doc: int
    tokens: tuple[int, ...]
    words: tuple[str, ...]
    pieces: tuple[WordPieces, ...]
    is_certain: bool


def read_docs(docs: Sequence[Doc], network: Network, budget: int) -> list[Annotation]:
    """Return the annotation of every Doc."""
    rows: list[Row] = []
    annotations: list[Annotation] = []
    for number, doc in enumerate(docs):
        texts = [token.text for token in doc]
        rows.extend(plan_rows(number, doc, texts, network))
        annotations.append(start_annotation(texts))
    for place, result in network.run([row.pieces for row in rows], budget):
        row = rows[place]
        add_result(annotations[row.doc], row, result, network.labels)
    for doc, annotation in zip(docs, annotations, strict=True):
        attach_spaces(doc, annotation)
    return annotations


def plan_rows(number: int, doc: Doc, texts: Sequence[str], network: Network) -> list[Row]:
    """Return the rows of one Doc: each given sentence, or each of the splitter where none are given; long ones are cut."""
    words = [place for place, text in enumerate(texts) if not text.isspace()]
    if not words:
        return []
    pieces = dict(zip(words, network.vocabulary.encode_words([texts[i] for i in words]), strict=True))
    rows: list[Row] = []
    columns = doc.to_array(["IDX", "SENT_START"])
    is_certain = len(texts) == 1 or bool(columns[1:, 1].any())
    if is_certain:
        sentences = [[token.i for token in sentence if token.i in pieces] for sentence in doc.sents]
    else:
        sentences = find_sentences(doc.text, columns[:, 0].tolist(), words)
    for sentence in sentences:
        for start, end in cut_at_limit([len(pieces[i].ids) for i in sentence], LONGEST_ROW):
            tokens = tuple(sentence[start:end])
            rows.append(Row(number, tokens, tuple([texts[i] for i in tokens]), tuple([pieces[i] for i in tokens]), is_certain))
    return rows


def find_sentences(text: str, offsets: Sequence[int], words: Sequence[int]) -> list[list[int]]:
    """Return the word numbers of each sentence of the splitter, from the text and the place of each token in it."""
    sentences: list[list[int]] = []
    position = 0
    for _, end in split_sentences(text):
        first = position
        while position < len(words) and offsets[words[position]] < end:
            position += 1
        if first < position:
            sentences.append(list(words[first:position]))
    if position < len(words):
        sentences.append(list(words[position:]))
    return sentences


def start_annotation(texts: Sequence[str]) -> Annotation:
    """Return an annotation for tokens of the given texts in which every token is a space that hangs on itself."""
    count = len(texts)
    return Annotation(["SPACE"] * count, [""] * count, list(texts), list(range(count)), [NO_RELATION] * count, [])


def add_result(annotation: Annotation, row: Row, result: RowResult, labels: Labels) -> None:
    """Enter the network's result for one row into the annotation of its Doc."""
    starts = choose_starts(row, result)
    tokens, deprels = row.tokens, labels.deprels
    for first, last in pairwise([*starts, len(tokens)]):
        arcs = np.concatenate([result.arcs[first:last, :1], result.arcs[first:last, first + 1 : last + 1]], axis=1)
        heads = decode_tree(arcs)
        # the relation to the chosen head, 0 where it is not among the candidates
        is_chosen = result.candidates[first:last] == (heads + first)[:, None]
        relations = np.where(is_chosen, result.relations[first:last], 0).max(axis=1).tolist()
        for token, head, relation in zip(tokens[first:last], heads.tolist(), relations, strict=True):
            annotation.heads[token] = tokens[first + head - 1] if head else token
            annotation.deprels[token] = (deprels[relation] if relation else NO_RELATION) if head else deprels[0]
    upos, feats, rules = result.upos.tolist(), result.feats.tolist(), result.rules.tolist()
    for token, form, tag_number, bundle_number, rule in zip(tokens, row.words, upos, feats, rules, strict=True):
        tag, bundle = labels.upos[tag_number], labels.feats[bundle_number]
        annotation.pos[token] = tag
        annotation.feats[token] = "" if bundle == "_" else bundle
        annotation.lemmas[token] = choose_lemma(form, tag, labels.lemma_rules[rule], labels)
    for start, end, kind in part_lists(read_spans(result.entities.tolist(), labels.entity_tags), row.words):
        annotation.entities.append((row.tokens[start], row.tokens[end - 1] + 1, kind))


def choose_starts(row: Row, result: RowResult) -> list[int]:
    """Return the places in the row at which sentences start: the first, and where the network is sure enough unless the row is certain."""
    found = [] if row.is_certain else np.flatnonzero(result.starts > SCORE_OF_START).tolist()
    return [0, *(place for place in found if place > 0)]


def choose_lemma(form: str, tag: str, rule: str, labels: Labels) -> str:
    """Return the lemma: names keep their form, known words have the lemma of the training data, others follow the rule."""
    if tag == "PROPN":
        return form
    known = labels.lemmas.get(f"{form.lower()}/{tag}")
    return known if known is not None else apply_rule(form, rule)


def attach_spaces(doc: Doc, annotation: Annotation) -> None:
    """Hang every space token on the token before it, or on the next word at the start of a Doc, within one sentence."""
    if "SPACE" not in annotation.pos:
        return
    for position in range(len(doc)):
        if annotation.pos[position] == "SPACE" and position > 0:
            annotation.heads[position] = position - 1
    first = next((position for position in range(len(doc)) if annotation.pos[position] != "SPACE"), None)
    if first:
        annotation.heads[:first] = [first] * first
