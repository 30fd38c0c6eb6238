"""`python -m training.compare`: speed, memory and scores of the bundled pipeline beside spaCy's small CNN pipeline, in one run.

What lives here: training the CNN on the same data, and measuring both, each in a process of its own, in turns. What must not: the
training of the bundled model. The CNN's speed does not depend on how long it was trained; its scores do, so its steps are printed.
"""

import argparse
import json
import lzma
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.cli.train import train as train_spacy
from spacy.tokens import Doc, DocBin, Span

from flows.extract.language import annotator
from training.entity_labels import UNKNOWN, group_spans
from training.evaluate import join_documents, score_entities, score_gold_words, score_raw_text
from training.gmb import read_gmb, split_gmb
from training.labels import EntitySentence
from training.treebank import TreebankSentence, make_names_proper, read_treebank

CNN_PIPES = ["tok2vec", "tagger", "morphologizer", "parser", "ner"]
ENTITY_SENTENCES = 15_000
SPEED_WORDS = 40_000
ROUNDS = 3


def make_treebank_docs(sentences: Sequence[TreebankSentence], vocab: spacy.Vocab) -> Iterator[Doc]:
    """Yield one Doc a sentence with tags, features and tree; entities are left missing."""
    for s in sentences:
        heads = [place if head == 0 else head - 1 for place, head in enumerate(s.heads)]
        morphs = ["" if feats == "_" else feats for feats in s.feats]
        yield Doc(
            vocab, list(s.forms), list(s.space_after), tags=list(s.xpos), pos=list(s.upos), morphs=morphs, heads=heads, deps=list(s.deprels)
        )


def make_entity_docs(sentences: Sequence[EntitySentence], vocab: spacy.Vocab) -> Iterator[Doc]:
    """Yield one Doc a sentence with entities only; sentences with an UNKNOWN word are left out."""
    for sentence in sentences:
        if UNKNOWN not in sentence.tags:
            doc = Doc(vocab, list(sentence.words))
            doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in group_spans(sentence.tags)], default="outside")
            yield doc


def train_cnn(data: Path, out: Path, steps: int) -> Path:
    """Return the folder of the CNN pipeline trained on EWT, GUM and GMB for the given number of steps."""
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    treebank = {
        part: [make_names_proper(s) for name in names for s in read_treebank(data / "treebank" / f"{name}.conllu.xz")]
        for part, names in {"train": ("ewt-train", "gum-train"), "dev": ("ewt-dev",)}.items()
    }
    entity, _ = split_gmb(read_gmb(data / "ner" / "gmb.csv.xz"))
    for part, sentences in treebank.items():
        rows = entity[:ENTITY_SENTENCES] if part == "train" else entity[-200:]
        docs = [*make_treebank_docs(sentences, vocab), *make_entity_docs(rows, vocab)]
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{part}.spacy")
    config = init_config(lang="en", pipeline=CNN_PIPES, optimize="efficiency", silent=True)
    config.to_disk(out / "config.cfg")
    overrides = {
        "paths.train": str(out / "train.spacy"),
        "paths.dev": str(out / "dev.spacy"),
        "training.max_steps": steps,
        "training.eval_frequency": max(100, steps // 2),
        "training.seed": 20261120,
    }
    train_spacy(out / "config.cfg", out / "cnn", overrides=overrides)
    return out / "cnn" / "model-last"


def read_news(data: Path, words: int) -> list[str]:
    """Return paragraphs of White House statements, up to about the given number of words."""
    texts: list[str] = []
    count = 0
    with lzma.open(data / "news" / "white-house-2021-2024.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 400):
            for paragraph in json.loads(line)["text"].split("\n\n"):
                if len(paragraph) > 80 and count < words:
                    texts.append(paragraph)
                    count += len(paragraph.split())
    return texts


def measure_speed(model: Path, data: Path) -> dict[str, float]:
    """Return words (tokens that are no space) a second and peak memory in MB of this process."""
    pipeline = spacy.load(model)
    texts = read_news(data, SPEED_WORDS)
    for _ in pipeline.pipe(texts[:40]):
        pass
    began = time.perf_counter()
    used = time.process_time()
    words = sum(sum(not token.is_space for token in doc) for doc in pipeline.pipe(texts))
    wall, processor = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words": words,
        "words_per_second": round(words / wall),
        "words_per_cpu_second": round(words / processor),
        "peak_mb": round(peak),
    }


def compare(model: Path, cnn: Path, data: Path) -> None:
    """Print speed of both in turns, then scores of the CNN."""
    environment = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for _ in range(ROUNDS):
        for name, folder in (("bundled", model), ("cnn", cnn)):
            command = [sys.executable, "-m", "training.compare", "--data", str(data), "--measure", str(folder)]
            print(name, subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip(), flush=True)
    pipeline = spacy.load(cnn)
    sentences = read_treebank(data / "treebank" / "ewt-test.conllu.xz")
    print("cnn ewt-test gold sentences and words", json.dumps(score_gold_words(pipeline, sentences)), flush=True)
    documents = list(join_documents([make_names_proper(sentence) for sentence in sentences]))
    print("cnn ewt-test raw text", json.dumps(score_raw_text(pipeline, documents)), flush=True)
    _, held_out = split_gmb(read_gmb(data / "ner" / "gmb.csv.xz"))
    print("cnn gmb held-out", json.dumps(score_entities(pipeline, held_out)), flush=True)


def main() -> None:
    """Read the command line; measure one pipeline, or train the CNN and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("flows/extract/language/en_dragoman_news"))
    parser.add_argument("--out", type=Path, help="folder for the CNN's data and weights")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--cnn", type=Path, help="a CNN trained before")
    parser.add_argument("--measure", type=Path, help="only print speed and memory of this pipeline")
    arguments = parser.parse_args()
    assert annotator.NAME
    if arguments.measure:
        print(json.dumps(measure_speed(arguments.measure, arguments.data)))
        return
    if arguments.cnn is None and arguments.out is None:
        parser.error("pass --out FOLDER to train the CNN, or --cnn FOLDER")
    compare(arguments.model, arguments.cnn or train_cnn(arguments.data, arguments.out, arguments.steps), arguments.data)


if __name__ == "__main__":
    main()
