"""The recipe file as typed values."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from training.examples import Windowing
from training.network import Sizes


@dataclass(frozen=True, slots=True)
class Schedule:
    """Steps, rates and averaging; see the comments in recipe.toml."""

    epochs: int
    pieces: int
    encoder_rate: float
    head_rate: float
    weight_decay: float
    warm_up: float
    clip: float
    average: float
    minutes_between_checkpoints: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything a training run depends on beside the data."""

    seed: int
    low_precision: bool
    sizes: Sizes
    windowing: Windowing
    schedule: Schedule
    weights: dict[str, float]
    treebanks: tuple[str, ...]
    entities: dict[str, float]


def read_recipe(path: Path) -> Recipe:
    """Return the recipe of a TOML file; an unknown or missing key raises TypeError or KeyError naming it."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    windowing = values["windowing"]
    windowing["group_sizes"] = tuple(windowing["group_sizes"])
    return Recipe(
        seed=values["seed"],
        low_precision=values["low_precision"],
        sizes=Sizes(**values["sizes"]),
        windowing=Windowing(**windowing),
        schedule=Schedule(**values["schedule"]),
        weights=values["weights"],
        treebanks=tuple(values["treebanks"]["train"]),
        entities=values["entities"],
    )
