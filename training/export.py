"""`python -m training.export`: turns a checkpoint into the bundled spaCy pipeline with one int8 ONNX graph.

What lives here: tracing, quantising, collecting the lemma table, writing the pipeline folder. What must not: training and scoring.
"""

import argparse
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import spacy
import srsly
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from flows.extract.language import annotator
from flows.extract.language.batches import INPUT_NAMES, pad_words
from flows.extract.language.lemmas import derive_rule
from flows.extract.language.network import GRAPH_FILE, LABELS_FILE, OUTPUT_NAMES, TOKENIZER_FILE
from flows.extract.language.pieces import PieceVocabulary
from training.checkpoint import find_encoder, load_checkpoint
from training.labels import Inventory
from training.network import DragomanNetwork
from training.tokens import add_news_tokens
from training.treebank import TreebankSentence, make_names_proper, read_treebank

SAMPLE = (("Iran", "delivered", "400", "Shahed-136", "drones", "to", "Russia", "."), ("Sanctions", "followed", "."))
MODEL_VERSION = "1.0.0"
LABEL_RANK = 32
FLOAT_NODES = ("/entities/MatMul",)
"""Products left in float: the last one of the entity head, which is small, and whose scores a chain of tags adds up."""


def trace_graph(network: DragomanNetwork, vocabulary: PieceVocabulary, path: Path) -> None:
    """Write the float graph of the network with free numbers of rows, pieces and words."""
    inputs = pad_words([vocabulary.encode_words(words) for words in SAMPLE], vocabulary)
    arrays = tuple(torch.from_numpy(inputs[name]) for name in INPUT_NAMES)
    words = {0: "rows", 1: "words"}
    axes: dict[str, dict[int, str]] = {name: {0: "rows", 1: "pieces"} for name in INPUT_NAMES[:3]}
    axes |= dict.fromkeys(INPUT_NAMES[3:], words) | dict.fromkeys(OUTPUT_NAMES, words)
    axes["arcs"] = words | {2: "heads"}
    network.encoder.set_attn_implementation("eager")
    torch.onnx.export(
        network,
        arrays,
        str(path),
        input_names=list(INPUT_NAMES),
        output_names=list(OUTPUT_NAMES),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise_graph(source: Path, target: Path, batches: Iterable[dict[str, npt.NDArray[np.int64]]]) -> None:
    """Write the graph with int8 weights by channel and activations of fixed scale, calibrated on the batches.

    Scales taken from each batch anew would make the result for a sentence depend on the sentences that it shares a batch with.
    """
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=list(FLOAT_NODES),
    )
    model = onnx.load(target)
    nodes = [node for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    ranges = measure_ranges(model, nodes, batches)
    for node in nodes:
        quantised, scale, zero_point = node.output
        value, offset = choose_scale(*ranges[quantised])
        model.graph.initializer.extend(
            [
                numpy_helper.from_array(np.array(value, dtype=np.float32), scale),
                numpy_helper.from_array(np.array(offset, dtype=np.uint8), zero_point),
            ]
        )
        fixed = helper.make_node("QuantizeLinear", [node.input[0], scale, zero_point], [quantised], name=node.name)
        place = list(model.graph.node).index(node)
        model.graph.node.remove(node)
        model.graph.node.insert(place, fixed)
    fuse_products(model)
    onnx.save(model, target)


def fuse_products(model: onnx.ModelProto) -> None:
    """Make each integer product, its cast, its scaling and its bias one node, which the runtime only does by itself for dynamic scales."""
    graph = model.graph
    made = {output: node for node in graph.node for output in node.output}
    used: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            used[name].append(node)
    constants = {tensor.name: tensor for tensor in graph.initializer}
    removed: list[onnx.NodeProto] = []
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        (cast,) = used[product.output[0]]
        (scaled,) = used[cast.output[0]]
        scales = made[next(name for name in scaled.input if name != cast.output[0])]
        inputs = [product.input[0], product.input[1], scales.input[0], scales.input[1], product.input[2], product.input[3]]
        last, following = scaled, used[scaled.output[0]]
        removed.extend([product, cast, scaled, scales])
        if len(following) == 1 and following[0].op_type == "Add":
            bias = next(name for name in following[0].input if name != scaled.output[0])
            if bias in constants and len(constants[bias].dims) == 1:
                inputs.append(bias)
                last = following[0]
                removed.append(last)
        fused = helper.make_node("MatMulIntegerToFloat", inputs, list(last.output), name=product.name, domain="com.microsoft")
        graph.node.insert(list(graph.node).index(last), fused)
    kept = [node for node in graph.node if not any(node is gone for gone in removed)]
    del graph.node[:]
    graph.node.extend(kept)
    if not any(entry.domain == "com.microsoft" for entry in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def measure_ranges(
    model: onnx.ModelProto, nodes: Sequence[onnx.NodeProto], batches: Iterable[dict[str, npt.NDArray[np.int64]]]
) -> dict[str, tuple[float, float]]:
    """Return (lowest, highest) value that reaches each DynamicQuantizeLinear node over the batches, by the name of its first output."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    for node in nodes:
        watched.graph.output.extend(
            [
                helper.make_tensor_value_info(node.output[1], TensorProto.FLOAT, None),
                helper.make_tensor_value_info(node.output[2], TensorProto.UINT8, None),
            ]
        )
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(watched.SerializeToString(), options, providers=["CPUExecutionProvider"])
    names = [name for node in nodes for name in node.output[1:]]
    lowest, highest = np.zeros(len(nodes)), np.zeros(len(nodes))
    for batch in batches:
        values = session.run(names, batch)
        scales, offsets = np.array(values[::2], dtype=np.float64), np.array(values[1::2], dtype=np.float64)
        lowest, highest = np.minimum(lowest, -offsets * scales), np.maximum(highest, (255 - offsets) * scales)
    return {node.output[0]: (float(low), float(high)) for node, low, high in zip(nodes, lowest, highest, strict=True)}


def choose_scale(low: float, high: float) -> tuple[float, int]:
    """Return (scale, zero point) of unsigned 8-bit values over a range that holds zero."""
    scale = max(high - low, 1e-6) / 255
    return scale, round(-low / scale)


def collect_lemmas(sentences: Iterable[TreebankSentence]) -> dict[str, str]:
    """Return the lemmas by "form/UPOS" that the treebanks agree on in nine cases of ten, names and symbols left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for form, tag, lemma in zip(sentence.forms, sentence.upos, sentence.lemmas, strict=True):
            if tag not in ("PROPN", "X", "SYM", "PUNCT", "NUM") and form[-1].isalpha():
                counts[f"{form.lower()}/{tag}"][lemma] += 1
    known: dict[str, str] = {}
    for key, lemmas in counts.items():
        lemma, count = lemmas.most_common(1)[0]
        if count >= 0.9 * lemmas.total():
            known[key] = lemma
    return known


def keep_irregular(lemmas: dict[str, str], inventory: Inventory) -> dict[str, str]:
    """Return the lemmas in order of their keys; all are kept, for a look-up is surer than a rule. The inventory's rules must cover most."""
    covered = sum(derive_rule(key.rpartition("/")[0], lemma) in inventory.lemma_rules for key, lemma in lemmas.items())
    if lemmas and covered < 0.8 * len(lemmas):
        raise ValueError(f"the lemma rules cover only {covered} of {len(lemmas)} known lemmas: the inventory is of another treebank")
    return dict(sorted(lemmas.items()))


def sample_batches(sentences: Sequence[TreebankSentence], vocabulary: PieceVocabulary) -> Iterator[dict[str, npt.NDArray[np.int64]]]:
    """Yield batches of every 17th training sentence, in order of length."""
    rows = sorted((vocabulary.encode_words(sentence.forms) for sentence in sentences[::17]), key=len)
    for first in range(0, len(rows), 32):
        yield pad_words(rows[first : first + 32], vocabulary)


def write_pipeline(folder: Path, contents: dict[str, bytes], meta: dict[str, Any]) -> None:
    """Write the spaCy pipeline folder, replacing one that is there."""
    pipeline = spacy.blank("en", meta={"name": "dragoman_news", "version": MODEL_VERSION, "license": "Apache-2.0", **meta})
    add_news_tokens(pipeline)
    component = pipeline.add_pipe(annotator.NAME)
    component.from_bytes(srsly.msgpack_dumps(contents))
    if folder.exists():
        shutil.rmtree(folder)
    pipeline.to_disk(folder, exclude=["vocab"])


def export(checkpoint: Path, out: Path, data: Path, encoder: Path, int8: bool = True, name_penalty: float = 0.0) -> None:
    """Write the pipeline of a checkpoint to `out`; with int8 off the graph stays in float, for comparison.

    `name_penalty` is taken from the scores of every entity tag but those of weapons: sources that leave types open teach too many names
    where no chain of tags was learned.
    """
    network = load_checkpoint(checkpoint, encoder)
    network.compress_labels(LABEL_RANK)
    for place, tag in enumerate(network.inventory.entity_tags):
        if tag != "O" and not tag.endswith("-WEAPON"):
            network.entities.bias.data[place] -= name_penalty
    vocabulary = PieceVocabulary.read(encoder / "tokenizer.json")
    sentences = [
        make_names_proper(s) for name in ("ewt-train", "gum-train") for s in read_treebank(data / "treebank" / f"{name}.conllu.xz")
    ]
    labels = network.inventory.to_json()
    del labels["feats_of_upos"]
    labels["transitions"] = [[round(value, 4) for value in row] for row in network.entity_transitions.tolist()]
    labels["lemmas"] = keep_irregular(collect_lemmas(sentences), network.inventory)
    with tempfile.TemporaryDirectory() as work:
        graph = Path(work) / "float.onnx"
        trace_graph(network, vocabulary, graph)
        if int8:
            quantise_graph(graph, Path(work) / "int8.onnx", list(sample_batches(sentences, vocabulary)))
            graph = Path(work) / "int8.onnx"
        onnx.checker.check_model(str(graph))
        contents = {
            GRAPH_FILE: graph.read_bytes(),
            TOKENIZER_FILE: (encoder / "tokenizer.json").read_bytes(),
            LABELS_FILE: json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode(),
        }
    description = "Tags, lemmas, Universal Dependencies and entities of English news; MiniLM encoder"
    sources = [{"name": name, "license": terms} for name, terms in SOURCES]
    write_pipeline(out, contents, {"description": description, "sources": sources})


SOURCES = (
    ("all-MiniLM-L6-v2", "Apache-2.0"),
    ("UD English EWT 2.16", "CC BY-SA 4.0"),
    ("UD English GUM 2.16 (CC BY and public-domain genres)", "CC BY 4.0"),
    ("Groningen Meaning Bank", "public domain"),
    ("Few-NERD", "CC BY-SA 4.0"),
    ("UNER English EWT (dev)", "CC BY-SA 4.0"),
    ("re3d", "public domain, OGL, CC BY"),
)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/, for the table of known lemmas")
    parser.add_argument("--out", type=Path, required=True, help="pipeline folder to write")
    parser.add_argument("--encoder", type=Path, default=None)
    parser.add_argument("--float", action="store_true", help="keep float weights, for comparison")
    parser.add_argument("--name-penalty", type=float, default=0.0, help="makes names rarer; 0.7 for weights without the last phase")
    arguments = parser.parse_args()
    encoder = arguments.encoder or find_encoder()
    export(arguments.checkpoint, arguments.out, arguments.data, encoder, not arguments.float, arguments.name_penalty)


if __name__ == "__main__":
    main()
