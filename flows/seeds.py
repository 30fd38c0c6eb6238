"""Returns what analysts edit: the tables and rules under `seeds/`.

Here: locating and reading seed files. Not here: what any of them means; each module that owns a seed file parses it.
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML without libyaml has only the slow one


class _SeedLoader(_FastLoader):  # type: ignore[misc, valid-type]
    """Reads YAML as version 1.2 does: only true and false are booleans, so that "on" and "no" stay words."""


_SeedLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_SeedLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@cache
def seeds_root() -> Path:
    """Return the folder that holds the seed files: it stands beside this package, in a checkout as in an installation."""
    # not by its name: a Prefect worker puts flows/ itself on the path, and there `seeds` is this module
    return Path(__file__).parents[1] / "seeds"


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
    """Return the parsed content of a seed YAML file such as `rules/meetings.yml`, read once a process: callers share it and leave it as it is."""
    return _parse_yaml(seeds_root() / name)


@cache
def _parse_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_SeedLoader)  # noqa: S506 - a SafeLoader with fewer booleans
