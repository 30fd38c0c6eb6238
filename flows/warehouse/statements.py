"""Returns the statements under `sql/` and what their first lines say.

Here: locating and reading them. Not here: running them.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Statement:
    """One file of `sql/`: its name, its text, and its claim or grain (the first line)."""

    name: str
    text: str
    claim: str
    severity: str  # error or warning; means something for checks only


@cache
def sql_root() -> Path:
    """Return the folder of the SQL files, in the checkout or in the installed package."""
    return Path(str(files("sql").joinpath("__init__.py"))).parent


@cache
def read_statement(folder: str, name: str) -> Statement:
    """Return one statement, such as `read_statement("load", "documents")`.

    Raises FileNotFoundError where there is none and ValueError where its first line is not a comment that says what it is.
    """
    path = sql_root() / folder / f"{name}.sql"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if not lines or not lines[0].startswith("-- "):
        raise ValueError(f"sql/{folder}/{name}.sql must begin with a comment that states its grain or claim")
    severity = "warning" if "-- severity: warning" in lines[1:3] else "error"
    return Statement(name, text, lines[0].removeprefix("-- "), severity)


@cache
def list_statements(folder: str) -> tuple[Statement, ...]:
    """Return every statement of a folder of `sql/`, by name."""
    return tuple(read_statement(folder, path.stem) for path in sorted((sql_root() / folder).glob("*.sql")))
