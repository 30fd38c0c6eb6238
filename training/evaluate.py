"""`python -m training.evaluate`: prints the figures of a bundled pipeline on the test data.

What lives here: scoring of any spaCy pipeline whose labels are those of the project, on gold words and on raw text. What must not: training.
Raw text is a treebank document as UD publishes it: sentences joined by their spaces, paragraphs by a blank line.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from flows.extract.language.sentences import split_sentences
from training.entity_labels import UNKNOWN, find_nationalities, group_spans, mark_nationalities
from training.fewnerd import FEWNERD_BIG_MARKED, read_fewnerd, split_fewnerd_weapons
from training.gmb import read_gmb, read_gmb_rows, split_gmb
from training.gmb_repairs import repair_names
from training.labels import EntitySentence
from training.re3d import read_re3d, split_re3d
from training.treebank import TreebankSentence, make_names_proper, read_treebank
from training.uner import read_uner

FEATURES = ("Tense", "VerbForm", "Voice", "Mood", "Number", "Polarity")


@dataclass(slots=True)
class Counts:
    """Gold, found and right items of one kind."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """Return the balanced F score in per cent; 0 where nothing is right."""
        return 200 * self.right / (self.gold + self.found) if self.right else 0.0


@dataclass(slots=True)
class Table:
    """Counts by name."""

    rows: dict[str, Counts] = field(default_factory=dict)

    def add(self, name: str, gold: Iterable[object], found: Iterable[object]) -> None:
        """Count the items of two sets."""
        wanted, got = Counter(gold), Counter(found)
        row = self.rows.setdefault(name, Counts())
        row.gold += wanted.total()
        row.found += got.total()
        row.right += (wanted & got).total()

    def scores(self) -> dict[str, float]:
        """Return F1 in per cent by name."""
        return {name: round(row.f1, 2) for name, row in self.rows.items()}


def read_features(feats: str) -> dict[str, str]:
    """Return the features of a FEATS column."""
    return dict(pair.split("=", 1) for pair in feats.split("|")) if feats not in ("", "_") else {}


def head_number(token: Token) -> int:
    """Return the token's head counted from 1 within its Doc, 0 for a root."""
    return 0 if token.head.i == token.i else token.head.i + 1


def score_gold_words(pipeline: Language, sentences: Sequence[TreebankSentence]) -> dict[str, float]:
    """Return per cent right on gold sentences and words, punctuation counted; `upos_as_published` is against the uncorrected treebank."""
    docs = [Doc(pipeline.vocab, s.forms, s.space_after, sent_starts=[True] + [False] * (len(s.forms) - 1)) for s in sentences]
    right: Counter[str] = Counter()
    words = 0
    features = Table()
    for sentence, doc in zip(sentences, pipeline.pipe(docs), strict=True):
        proper = make_names_proper(sentence)
        for place, token in enumerate(doc):
            words += 1
            attached = head_number(token) == sentence.heads[place]
            right["upos"] += token.pos_ == proper.upos[place]
            right["upos_as_published"] += token.pos_ == sentence.upos[place]
            right["feats"] += (str(token.morph) or "_") == proper.feats[place]
            right["lemma"] += token.lemma_ == proper.lemmas[place]
            right["uas"] += attached
            right["las"] += attached and token.dep_ == sentence.deprels[place]
            gold, found = read_features(proper.feats[place]), token.morph.to_dict()
            for name in FEATURES:
                features.add(name, [gold[name]] if name in gold else [], [found[name]] if name in found else [])
    return {name: round(100 * count / words, 2) for name, count in right.items()} | features.scores()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The raw text of a treebank document and, by character span without white space, its words and sentences."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]


def join_documents(sentences: Sequence[TreebankSentence], gap: str = "\n\n") -> Iterator[RawDocument]:
    """Yield raw documents; `gap` stands between paragraphs."""
    groups: list[list[TreebankSentence]] = []
    for sentence in sentences:
        if not groups or groups[-1][0].document != sentence.document:
            groups.append([])
        groups[-1].append(sentence)
    for group in groups:
        text, solid = "", 0
        spans: list[tuple[int, int]] = []
        words: list[tuple[int, int]] = []
        heads: list[int] = []
        for number, sentence in enumerate(group):
            if number:
                text = text.rstrip() + gap if sentence.starts_paragraph else text
            first, offset = solid, len(words)
            for form, space in zip(sentence.forms, sentence.space_after, strict=True):
                size = len("".join(form.split()))
                words.append((solid, solid + size))
                solid += size
                text += form + (" " if space else "")
            text = text if text.endswith(" ") else text + " "
            spans.append((first, solid))
            heads.extend(head + offset if head else 0 for head in sentence.heads)
        upos = tuple(tag for sentence in group for tag in sentence.upos)
        deprels = tuple(label for sentence in group for label in sentence.deprels)
        yield RawDocument(text, tuple(spans), tuple(words), upos, tuple(heads), deprels)


def solid_offsets(text: str) -> list[int]:
    """Return for every character position, and the end, how many characters that are not white space stand before it."""
    offsets, count = [], 0
    for character in text:
        offsets.append(count)
        count += not character.isspace()
    return [*offsets, count]


def score_raw_text(pipeline: Language, documents: Sequence[RawDocument], one_doc_a_sentence: bool = False) -> dict[str, float]:
    """Return F1 of words, sentences, UPOS, UAS, LAS on raw text, items aligned by character span as in the CoNLL 2018 shared task.

    With `one_doc_a_sentence` the rule-based splitter decides the sentences and each becomes a Doc of its own, as in the extraction.
    """
    table = Table()
    for document in documents:
        offsets = solid_offsets(document.text)
        pieces = split_sentences(document.text) if one_doc_a_sentence else [(0, len(document.text))]
        docs = [pipeline.make_doc(document.text[start:end]) for start, end in pieces]
        if one_doc_a_sentence:
            for doc in docs:
                for token in doc:
                    token.is_sent_start = token.i == 0
        words, sentences, tags, arcs, labelled = [], [], [], [], []
        for (start, _), doc in zip(pieces, pipeline.pipe(docs), strict=True):
            span = {token.i: (offsets[start + token.idx], offsets[start + token.idx + len(token)]) for token in doc if not token.is_space}
            words.extend(span.values())
            for sentence in doc.sents:
                inside = [span[token.i] for token in sentence if token.i in span]
                if inside:
                    sentences.append((inside[0][0], inside[-1][1]))
            for token in doc:
                if token.i in span:
                    head = None if token.head.i == token.i else span.get(token.head.i)
                    tags.append((span[token.i], token.pos_))
                    arcs.append((span[token.i], head))
                    labelled.append((span[token.i], head, token.dep_))
        gold_heads = [document.words[head - 1] if head else None for head in document.heads]
        table.add("words", document.words, words)
        table.add("sentences", document.sentences, sentences)
        table.add("upos", zip(document.words, document.upos, strict=True), tags)
        table.add("uas", zip(document.words, gold_heads, strict=True), arcs)
        table.add("las", zip(document.words, gold_heads, document.deprels, strict=True), labelled)
    return table.scores()


NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "?", "!", ")", "'s", "n't", "%", "'", "''", "'re", "'ve", "'ll", "'d", "'m"})
NO_SPACE_AFTER = frozenset({"(", "$", "``"})


def join_words(words: Sequence[str]) -> tuple[str, list[int]]:
    """Return a sentence as a newspaper would print it, and the character offset of each word."""
    text, offsets = "", []
    for place, word in enumerate(words):
        if place and word not in NO_SPACE_BEFORE and words[place - 1] not in NO_SPACE_AFTER:
            text += " "
        offsets.append(len(text))
        text += word
    return text, offsets


def score_entities(pipeline: Language, sentences: Sequence[EntitySentence]) -> dict[str, float]:
    """Return F1 by type and over all marked types, exact character spans, on raw text; what meets an UNKNOWN word is left out."""
    table = Table()
    joined = [join_words(sentence.words) for sentence in sentences]
    docs = pipeline.pipe(text for text, _ in joined)
    for sentence, (_, offsets), doc in zip(sentences, joined, docs, strict=True):
        ends = [offset + len(word) for offset, word in zip(offsets, sentence.words, strict=True)]
        unknown = [(offsets[place], ends[place]) for place, tag in enumerate(sentence.tags) if tag == UNKNOWN]
        gold = [(offsets[start], ends[end - 1], kind) for start, end, kind in group_spans(sentence.tags) if kind in sentence.marked]
        found = [
            (entity.start_char, entity.end_char, entity.label_)
            for entity in doc.ents
            if entity.label_ in sentence.marked and not any(start < entity.end_char and entity.start_char < end for start, end in unknown)
        ]
        table.add("all", gold, found)
        for kind in sorted(sentence.marked):
            table.add(kind, [item for item in gold if item[2] == kind], [item for item in found if item[2] == kind])
    return table.scores()


def read_entity_tests(folder: Path) -> dict[str, list[EntitySentence]]:
    """Return the held-out entity sentences by set."""
    nationalities = find_nationalities(read_gmb_rows(folder / "gmb.csv.xz"))
    _, weapons = split_fewnerd_weapons(read_fewnerd(folder / "fewnerd-big_test.txt.xz", FEWNERD_BIG_MARKED))
    _, defence = split_re3d(read_re3d(folder / "re3d"))
    re3d_marked = frozenset({"PERSON", "ORG", "LOC", "NORP", "DATE", "WEAPON"})
    known, held_out = split_gmb(read_gmb(folder / "gmb.csv.xz"))
    return {
        "uner-ewt-test": read_uner(folder / "uner-ewt-test.iob2.xz"),
        "gmb held-out": held_out,
        "gmb held-out, names repaired": repair_names(held_out, known),
        "fewnerd weapon file held-out": weapons,
        "re3d held-out": [
            EntitySentence(s.words, s.tags, re3d_marked) for s in (mark_nationalities(sentence, nationalities) for sentence in defence)
        ],
    }


def evaluate(pipeline: Language, data: Path, splits: Sequence[str] = ("test",)) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield (name, scores) of every test."""
    for treebank in ("ewt", "gum"):
        for split in splits:
            sentences = read_treebank(data / "treebank" / f"{treebank}-{split}.conllu.xz")
            yield f"{treebank}-{split} gold sentences and words", score_gold_words(pipeline, sentences)
            documents = list(join_documents([make_names_proper(sentence) for sentence in sentences]))
            yield f"{treebank}-{split} raw text", score_raw_text(pipeline, documents)
            yield f"{treebank}-{split} raw text, one Doc a sentence", score_raw_text(pipeline, documents, one_doc_a_sentence=True)
    for name, entity_sentences in read_entity_tests(data / "ner").items():
        yield f"entities {name}", score_entities(pipeline, entity_sentences)


def main() -> None:
    """Read the command line and print one line of JSON for each test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="pipeline folder")
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    arguments = parser.parse_args()
    for name, scores in evaluate(spacy.load(arguments.model), arguments.data):
        print(name, json.dumps(scores), flush=True)


if __name__ == "__main__":
    main()
