"""The network at run time: an ONNX graph, its vocabulary and its labels, over rows of words.

What lives here: opening the session, running batches of like length, cutting the results to each row. What must not: Docs (annotator.py)
and the decoding of trees and spans (trees.py, entity_tags.py).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from flows.extract.language.batches import INPUT_NAMES, count_pieces, group_lengths, pad_words, round_up
from flows.extract.language.entity_tags import build_transitions, choose_tags
from flows.extract.language.pieces import PieceVocabulary, WordPieces

GRAPH_FILE: Final = "network.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
LABELS_FILE: Final = "labels.json"
FILES: Final = (GRAPH_FILE, TOKENIZER_FILE, LABELS_FILE)

OUTPUT_NAMES: Final = ("upos", "feats", "rules", "starts", "entities", "arcs", "candidates", "relations")
ENTITIES: Final = OUTPUT_NAMES.index("entities")
SLOW_FUSIONS: Final = ("SkipLayerNormFusion",)
"""Rewritings of the graph that make it slower on a CPU: sum and layer norm in one node take several times as long as apart."""
LONGEST_ROW: Final = 510
"""Word pieces of one row beside its start and end piece: the encoder has 512 positions."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The label lists of the network, in the order of its outputs."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma_rules: tuple[str, ...]
    deprels: tuple[str, ...]
    entity_tags: tuple[str, ...]
    lemmas: Mapping[str, str]
    """Known lemmas by "form/UPOS", the form in lower case except in names."""
    transitions: tuple[tuple[float, ...], ...] = ()
    """Score of each entity tag (column) after each (row); empty where none were learned."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What the network says of one row of n words: label numbers (`entities`: of the best sequence of tags) and scores.

    `arcs` is n x (n + 1), column 0 the root; `candidates` are the likeliest heads of each word and `relations` the best relation to each.
    """

    upos: npt.NDArray[np.int32]
    feats: npt.NDArray[np.int32]
    rules: npt.NDArray[np.int32]
    starts: npt.NDArray[np.float32]
    entities: npt.NDArray[np.int64]
    arcs: npt.NDArray[np.float32]
    candidates: npt.NDArray[np.int32]
    relations: npt.NDArray[np.int32]


class Network:
    """The ONNX graph with its vocabulary and labels."""

    def __init__(self, contents: Mapping[str, bytes], threads: int = 1) -> None:
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # Rows of every length pass through: a plan of memory for each size would be kept for ever.
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            contents[GRAPH_FILE], options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW_FUSIONS)
        )
        self.vocabulary = PieceVocabulary(Tokenizer.from_buffer(contents[TOKENIZER_FILE]))
        self.labels = read_labels(json.loads(contents[LABELS_FILE]))
        self._transitions = build_transitions(self.labels.entity_tags, self.labels.transitions)

    @classmethod
    def open(cls, folder: Path, threads: int = 1) -> "Network":
        """Return the network of a folder that holds FILES."""
        return cls({name: (folder / name).read_bytes() for name in FILES}, threads)

    def run(self, rows: Sequence[Sequence[WordPieces]], budget: int) -> Iterator[tuple[int, RowResult]]:
        """Yield (row number, result) for rows that fit the encoder, shortest first, in batches of at most `budget` padded pieces."""
        lengths = [count_pieces(row) for row in rows]
        for group in group_lengths(lengths, budget):
            width = round_up(lengths[group[0]])
            inputs = pad_words([rows[number] for number in group], self.vocabulary, width)
            outputs = self._session.run(OUTPUT_NAMES, {name: inputs[name] for name in INPUT_NAMES})
            counts = [len(rows[number]) for number in group]
            outputs[ENTITIES] = choose_tags(outputs[ENTITIES], counts, self._transitions)
            for place, (number, words) in enumerate(zip(group, counts, strict=True)):
                upos, feats, rules, starts, entities, arcs, candidates, relations = (output[place, :words] for output in outputs)
                yield number, RowResult(upos, feats, rules, starts, entities, arcs[:, : words + 1], candidates, relations)


def read_labels(values: Mapping[str, Any]) -> Labels:
    """Return the labels of the JSON values of LABELS_FILE; a missing list raises KeyError naming it."""
    upos, feats, rules, deprels, tags = (tuple(values[name]) for name in ("upos", "feats", "lemma_rules", "deprels", "entity_tags"))
    transitions = tuple(tuple(row) for row in values.get("transitions", ()))
    return Labels(upos, feats, rules, deprels, tags, dict(values["lemmas"]), transitions)
