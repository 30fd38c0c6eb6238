"""What stages hand over: Parquet files under the work folder, named by the hash of what they were made from.

Here: writing them so that they are whole or not there, finding them again after a kill, and the identity of a run that goes on.
Not here: what the tables hold, and when a stage runs.

    work/<run key>/run.json                             which run this is: a killed run goes on under its own id
    work/<run key>/<batch key>/<stage>/<table>.parquet
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

Tables = dict[str, pl.DataFrame]


def hash_key(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for these parts in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The work folder of one run; `is_resumed` where an earlier process began it and did not end it."""

    path: Path
    run_id: str
    started_at: datetime
    is_resumed: bool

    def batch(self, key: str) -> Path:
        """Return the folder of one batch."""
        return self.path / key

    def remove(self) -> None:
        """Remove everything this run handed over; its rows have landed."""
        shutil.rmtree(self.path, ignore_errors=True)


def open_run(work: Path, sources: Iterable[str], version: str, now: datetime) -> RunFolder:
    """Return the folder of a run over these sources with this extractor: a new one, or that of the run that was cut short.

    Raises OSError where the folder cannot be written.
    """
    path = work / hash_key(*sources, version)
    record = path / "run.json"
    try:
        begun = json.loads(record.read_text(encoding="utf-8"))
        return RunFolder(path, begun["run_id"], datetime.fromisoformat(begun["started_at"]), is_resumed=True)
    except (FileNotFoundError, json.JSONDecodeError, KeyError, ValueError):
        run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    write_whole(record, json.dumps({"run_id": run_id, "started_at": now.isoformat()}).encode())
    return RunFolder(path, run_id, now, is_resumed=False)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a passing name beside its own and rename it, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    passing.write_bytes(content)
    passing.replace(path)


def hand_over(batch: Path, stage: str, make: Callable[[], Mapping[str, pl.DataFrame]]) -> tuple[Tables, bool]:
    """Return a stage's tables by name, and whether they were made now; those already handed over are read instead.

    Tables appear all at once: a folder is filled under a passing name and renamed. A folder that does not read is made again.
    """
    folder = batch / stage
    if folder.is_dir():
        try:
            return read_handed_over(folder), False
        except (OSError, pl.exceptions.PolarsError):
            shutil.rmtree(folder)
    tables = dict(make())
    passing = batch / f".{stage}.{os.getpid()}"
    shutil.rmtree(passing, ignore_errors=True)
    passing.mkdir(parents=True)
    for name, table in tables.items():
        table.write_parquet(passing / f"{name}.parquet")
    try:
        passing.rename(folder)
    except OSError:
        # another worker handed over the same batch meanwhile: the content is the same by its key
        shutil.rmtree(passing, ignore_errors=True)
        return read_handed_over(folder), False
    return tables, True


def read_handed_over(folder: Path) -> Tables:
    """Return the tables of a folder by name. Raises OSError or PolarsError where one does not read."""
    return {path.stem: pl.read_parquet(path, hive_partitioning=False) for path in sorted(folder.glob("*.parquet"))}
