"""`python -m training.train`: trains the network by a recipe and writes a checkpoint that training.export turns into the bundled model.

What lives here: the training loop, its schedule and its log. What must not: data formats (treebank.py, entity_sources.py) and the modules
of the network (network.py).
"""

import argparse
import json
import os
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from flows.extract.language.pieces import PieceVocabulary
from training.checkpoint import find_encoder, load_weights, save_checkpoint
from training.entity_sources import read_entity_examples
from training.examples import Batch, TreebankReader, group_by_size, make_batch
from training.labels import collect_inventory
from training.network import DragomanNetwork, as_tensors
from training.scores import score_gold_tokens
from training.settings import Recipe, read_recipe
from training.treebank import make_names_proper, read_treebank


def seed_everything(seed: int) -> random.Random:
    """Seed python, numpy and torch; return the dice of data order."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return random.Random(seed)


class RunningMean:
    """Exponential running mean of the weights, with a short memory at the start."""

    def __init__(self, network: DragomanNetwork, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.live = [parameter.data for parameter in network.parameters() if parameter.requires_grad]
        self.mean = [parameter.clone() for parameter in self.live]

    def update(self) -> None:
        """Move the mean towards the weights as they are."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.mean, self.live, 1 - decay)

    def swap(self) -> None:
        """Exchange the weights and their mean in place."""
        for live, mean in zip(self.live, self.mean, strict=True):
            kept = live.clone()
            live.copy_(mean)
            mean.copy_(kept)


def plan_batches(recipe: Recipe, data: Path, reader: TreebankReader, dice: random.Random) -> list[Batch]:
    """Return all batches of the run in order: treebank epochs, with the entity batches spread evenly among them."""
    sentences = [make_names_proper(s) for name in recipe.treebanks for s in read_treebank(data / "treebank" / f"{name}.conllu.xz")]
    treebank: list[Batch] = []
    for _ in range(recipe.schedule.epochs):
        examples = reader.windows(sentences, recipe.windowing, dice)
        treebank.extend(make_batch(group, reader.vocabulary) for group in group_by_size(examples, recipe.schedule.pieces, dice))
    entity: list[Batch] = []
    examples = read_entity_examples(data / "ner", recipe.entities, reader.vocabulary, dice)
    entity.extend(make_batch(group, reader.vocabulary) for group in group_by_size(examples, recipe.schedule.pieces, dice))
    dice.shuffle(entity)
    places = sorted(
        [((number + dice.random()) / len(treebank), 0, number) for number in range(len(treebank))]
        + [((number + dice.random()) / max(1, len(entity)), 1, number) for number in range(len(entity))]
    )
    return [(treebank, entity)[kind][number] for _, kind, number in places]


def train(recipe: Recipe, data: Path, out: Path, encoder: Path, limit_minutes: float | None = None, resume: Path | None = None) -> None:
    """Train by the recipe and write `out`/checkpoint.pt; with a limit the rate falls to zero when the minutes are spent.

    `resume` is the checkpoint of an earlier phase to go on from.
    """
    dice = seed_everything(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = PieceVocabulary.read(encoder / "tokenizer.json")
    train_sentences = [make_names_proper(s) for name in recipe.treebanks for s in read_treebank(data / "treebank" / f"{name}.conllu.xz")]
    inventory = collect_inventory(train_sentences)
    (out / "inventory.json").write_text(json.dumps(inventory.to_json()), encoding="utf-8")
    reader = TreebankReader(vocabulary, inventory)
    network = DragomanNetwork(encoder, inventory, recipe.sizes).to(device)
    if resume is not None:
        load_weights(network, torch.load(resume, map_location=device, weights_only=True)["weights"])
    batches = plan_batches(recipe, data, reader, dice)
    schedule = recipe.schedule
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    in_encoder = {id(parameter) for parameter in network.encoder.parameters()}
    groups = [
        {"params": [parameter for parameter in trained if id(parameter) in in_encoder], "lr": schedule.encoder_rate},
        {"params": [parameter for parameter in trained if id(parameter) not in in_encoder], "lr": schedule.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=schedule.weight_decay, betas=(0.9, 0.98), fused=True)
    mean = RunningMean(network, schedule.average)
    development = [make_names_proper(s) for s in read_treebank(data / "treebank" / "ewt-dev.conllu.xz")]
    print(f"{len(batches)} steps, {sum(batch.pieces for batch in batches):,} pieces, {device}", flush=True)
    began = saved = time.monotonic()
    totals: dict[str, list[float]] = defaultdict(list)
    pieces = 0
    for step, batch in enumerate(batches):
        share = step / len(batches)
        if limit_minutes is not None:
            share = max(share, (time.monotonic() - began) / 60 / limit_minutes)
        if share >= 1:
            break
        rate = min(1.0, (step + 1) / max(1.0, recipe.schedule.warm_up * len(batches))) * (1 - share)
        for group, peak in zip(optimizer.param_groups, (schedule.encoder_rate, schedule.head_rate), strict=True):
            group["lr"] = peak * rate
        network.train()
        losses = network.losses(as_tensors(batch.inputs, device), as_tensors(batch.targets, device), recipe.low_precision)
        total = torch.stack([recipe.weights[name] * loss for name, loss in losses.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(trained, schedule.clip, foreach=True)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        mean.update()
        pieces += batch.pieces
        for name, loss in losses.items():
            totals[name].append(loss.item())
        if step % 50 == 49:
            spent = time.monotonic() - began
            report = " ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sorted(totals.items()))
            print(f"step {step + 1}/{len(batches)} {spent:.0f}s {pieces / spent:.0f} pieces/s rate {rate:.3f} {report}", flush=True)
            totals.clear()
        if time.monotonic() - saved > 60 * schedule.minutes_between_checkpoints:
            mean.swap()
            save_checkpoint(out / "checkpoint.pt", network, recipe)
            print("dev", score_gold_tokens(network, reader, development[:600], device), flush=True)
            mean.swap()
            saved = time.monotonic()
    mean.swap()
    save_checkpoint(out / "checkpoint.pt", network, recipe)
    print("dev", score_gold_tokens(network, reader, development, device), f"{time.monotonic() - began:.0f}s", flush=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--encoder", type=Path, default=None, help="folder of the MiniLM weights; default: the installed package")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--resume", type=Path, default=None, help="checkpoint to go on from")
    parser.add_argument("--minutes", type=float, default=None, help="stop after this long, with the rate decayed to zero by then")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    encoder = arguments.encoder or find_encoder()
    train(read_recipe(arguments.config), arguments.data, arguments.out, encoder, arguments.minutes, arguments.resume)


if __name__ == "__main__":
    main()
