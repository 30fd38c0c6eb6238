"""`python -m training.average`: the mean of checkpoints of one run, which scores better than either."""

import argparse
from pathlib import Path

import torch


def average_checkpoints(paths: list[Path], out: Path) -> None:
    """Write the checkpoint whose weights are the mean of the given ones; inventory and recipe are those of the first."""
    first, *others = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    for name, weight in first["weights"].items():
        if weight.is_floating_point():
            first["weights"][name] = torch.stack([weight, *(other["weights"][name] for other in others)]).mean(0)
    torch.save(first, out)


def main() -> None:
    """Read the command line and write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    average_checkpoints(arguments.checkpoints, arguments.out)


if __name__ == "__main__":
    main()
