"""`python -m training.entity_head`: the last phase of the recipe, which trains the entity head alone.

What lives here: reading what an exported int8 graph gives the head for every word, and training the head and its chain of tags on it.
What must not: the training of the encoder (train.py), for nothing here changes tags, trees or sentences. A pass over a sentence costs a
tenth of one in `train`, and the head learns what it will be given at run time, rounding and all.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper

from flows.extract.language.batches import INPUT_NAMES, count_pieces, group_lengths, pad_words, round_up
from flows.extract.language.network import GRAPH_FILE, LONGEST_ROW, SLOW_FUSIONS
from flows.extract.language.pieces import PieceVocabulary
from training.checkpoint import find_encoder, load_checkpoint, save_checkpoint
from training.entity_sources import read_entity_examples
from training.examples import Example, group_by_size, make_batch
from training.network import DragomanNetwork, entity_loss
from training.settings import Recipe, read_recipe
from training.train import seed_everything

FIRST_PRODUCT = "/entity_hidden/linear/MatMul"
WARM_UP_STEPS = 20
BUDGET = 1600

Features = npt.NDArray[np.float16]


def find_head_input(model: onnx.ModelProto) -> str:
    """Return the name of the float values that the entity head of an exported graph starts from."""
    made = {output: node for node in model.graph.node for output in node.output}
    product = next(node for node in model.graph.node if node.name.startswith(FIRST_PRODUCT))
    name = str(product.input[0])
    return str(made[name].input[0]) if made[name].op_type == "QuantizeLinear" else name


def read_features(graph: Path, examples: Sequence[Example], vocabulary: PieceVocabulary) -> list[Features]:
    """Return the (words, width) values that the head is given for each example."""
    model = onnx.load(graph)
    name = find_head_input(model)
    model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW_FUSIONS)
    )
    lengths = [count_pieces(example.pieces) for example in examples]
    features: dict[int, Features] = {}
    for group in group_lengths(lengths, BUDGET):
        inputs = pad_words([examples[number].pieces for number in group], vocabulary, round_up(lengths[group[0]]))
        (values,) = session.run([name], {key: inputs[key] for key in INPUT_NAMES})
        for place, number in enumerate(group):
            features[number] = values[place, : len(examples[number].pieces)].astype(np.float16)
    return [features[number] for number in range(len(examples))]


def pad_features(features: Iterable[Features], rows: int, words: int, width: int) -> torch.Tensor:
    """Return the values of a batch, zero where a row has no word."""
    padded = np.zeros((rows, words, width), dtype=np.float32)
    for number, values in enumerate(features):
        padded[number, : len(values)] = values
    return torch.from_numpy(padded)


def train_head(network: DragomanNetwork, graph: Path, recipe: Recipe, data: Path, vocabulary: PieceVocabulary, dice: random.Random) -> None:
    """Train the head of the network in place by the recipe; its sources are read as often as it says in every epoch."""
    drawn = read_entity_examples(data / "ner", recipe.entities, vocabulary, dice)
    distinct = {id(example): example for example in drawn if count_pieces(example.pieces) <= LONGEST_ROW}
    features = dict(zip(distinct, read_features(graph, list(distinct.values()), vocabulary), strict=True))
    examples = [example for example in drawn if id(example) in features]
    trained = [*network.entity_hidden.parameters(), *network.entities.parameters(), network.entity_transitions]
    schedule = recipe.schedule
    optimizer = torch.optim.AdamW(trained, lr=schedule.head_rate, weight_decay=schedule.weight_decay, betas=(0.9, 0.98))
    groups = [group for _ in range(schedule.epochs) for group in group_by_size(examples, schedule.pieces, dice)]
    network.train()
    losses: list[float] = []
    for step, group in enumerate(groups):
        batch = make_batch(group, vocabulary)
        mask = torch.from_numpy(batch.inputs["word_mask"])
        values = pad_features((features[id(example)] for example in group), *mask.shape, width=network.encoder.config.hidden_size)
        logits = network.entities(network.entity_hidden(network.dropout(values)))
        transitions = network.entity_transitions + network.forbidden
        loss = entity_loss(logits, transitions, torch.from_numpy(batch.targets["entity_allowed"]), mask)
        for part in optimizer.param_groups:
            part["lr"] = schedule.head_rate * min(1.0, (step + 1) / WARM_UP_STEPS) * (1 - step / len(groups))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, schedule.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % 100 == 99:
            print(f"step {step + 1}/{len(groups)} entities {sum(losses[-100:]) / 100:.4f}", flush=True)


def main() -> None:
    """Read the command line and train the head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ner/")
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint whose head is trained on")
    parser.add_argument("--model", type=Path, required=True, help="pipeline folder that training.export made of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe-head.toml"))
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    recipe, encoder = read_recipe(arguments.config), find_encoder()
    dice = seed_everything(recipe.seed)
    network = load_checkpoint(arguments.checkpoint, encoder)
    vocabulary = PieceVocabulary.read(encoder / "tokenizer.json")
    train_head(network, arguments.model / "dragoman_annotator" / GRAPH_FILE, recipe, arguments.data, vocabulary, dice)
    save_checkpoint(arguments.out, network, recipe)


if __name__ == "__main__":
    main()
