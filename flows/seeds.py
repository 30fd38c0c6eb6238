"""Returns what analysts edit: the tables and rules under `seeds/`.

Here: locating and reading seed files. Not here: what any of them means; each module that owns a seed file parses it.
"""

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml


@cache
def seeds_root() -> Path:
    """Return the folder that holds the seed files, in the checkout or in the installed package."""
    return Path(str(files("seeds")))


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed CSV file such as `lexicons/weapons.csv`, one dict a row, cells stripped.

    Raises FileNotFoundError where there is no such file and ValueError where a row has more cells than the header.
    """
    path = seeds_root() / name
    with path.open(encoding="utf-8", newline="") as handle:
        rows = []
        for row in csv.DictReader(handle):
            if None in row:
                raise ValueError(
                    f"{name}: the row starting {next(iter(row.values()))!r} has more cells than the header; quote cells that hold commas"
                )
            rows.append({key: (value or "").strip() for key, value in row.items()})
    return rows


def read_yaml(name: str) -> Any:
    """Return the parsed content of a seed YAML file such as `rules/meetings.yml`."""
    return yaml.safe_load((seeds_root() / name).read_text(encoding="utf-8"))
