"""Runs killed at random moments, each followed by a run to the end: how many ended row for row like a run that nobody disturbed.

`python benchmarks/kills.py [KILLS] [SEED]` (5 kills where none is given; the requirement is 50). Exits with 1 where one differs.
A run is killed with SIGKILL a random part of a second after it said that it began a random stage, so that every stage is hit.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import polars as pl

from flows.settings import prepare_prefect

STAGES = ("listing", "reading", "comparing", "extracting", "landing", "publishing")
#: Seconds after a stage began in which the kill falls, at most.
LONGEST_DELAY_SECONDS = 0.4
COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")
TABLES = (
    "documents",
    "arms_transfers",
    "meetings",
    "meeting_participants",
    "trade_figures",
    "sanctions",
    "event_evidence",
    "event_clusters",
    "rejected_records",
)
#: Columns that say when or in which run something was done.
PASSING = ("run_id", "extracted_at", "fetched_at", "first_seen_at", "last_seen_at", "resolved_at")


def read_tables(home: Path) -> dict[str, list[dict[str, object]]]:
    """Return every published row without what only says when, in a fixed order."""
    from flows.warehouse import query

    tables = {}
    for name in TABLES:
        rows = query(home, f"from {name}").drop(*PASSING, strict=False).to_dicts()
        for row in rows:
            if row.get("payload"):  # a rejected row holds its own run and time
                row["payload"] = {key: value for key, value in json.loads(row["payload"]).items() if key not in PASSING}
        tables[name] = sorted(rows, key=str)
    return tables


def run_command(source: Path, home: Path) -> list[str]:
    """Return the command of a run in batches of ten documents."""
    return [*COMMAND, "run", "--source", str(source), "--home", str(home), "--batch-size", "10"]


def kill_run(command: list[str], stage: str, delay: float) -> str:
    """Start a run, kill it so long after it began a stage, and return the last thing it said; `finished` where it was over before."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        last = "starting"
        for line in process.stderr or ():
            last = line.split()[0]
            if last == stage:
                time.sleep(delay)
                process.kill()
                break
        return "finished" if process.wait() == 0 else last


def make_source(folder: Path) -> Path:
    """Return a folder of forty of the sample articles."""
    folder.mkdir()
    for path in sorted((Path(__file__).parents[1] / "seeds" / "articles").glob("*.txt"))[:40]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def main(kills: int, seed: int) -> int:
    """Print the figures and return the exit code."""
    prepare_prefect()
    from flows.server import await_server, temporary_server

    chance = random.Random(seed)
    moments: Counter[str] = Counter()
    same = 0
    with temporary_server() as address, tempfile.TemporaryDirectory() as scratch:
        if address is not None:
            await_server(address)
        place = Path(scratch)
        source = make_source(place / "articles")
        subprocess.run(run_command(source, place / "whole"), check=True, capture_output=True)
        expected = read_tables(place / "whole")
        for number in range(1, kills + 1):
            home = place / f"home{number}"
            command = run_command(source, home)
            # each stage is hit as often as the others, and a third of the runs a second time on their way to the end
            moments[kill_run(command, STAGES[number % len(STAGES)], chance.uniform(0, LONGEST_DELAY_SECONDS))] += 1
            if chance.random() < 1 / 3:
                moments[kill_run(command, chance.choice(STAGES), chance.uniform(0, LONGEST_DELAY_SECONDS))] += 1
            subprocess.run(command, check=True, capture_output=True)
            is_same = read_tables(home) == expected
            same += is_same
            print(f"{same} of {number} so far", file=sys.stderr, flush=True)
            if not is_same:
                print(f"run {number} differs; its home is kept in {home.rename(Path(tempfile.mkdtemp()) / 'home')}")
    rows = sum(map(len, expected.values()))
    print(f"{same} of {kills} killed runs ended row for row like an uninterrupted one ({rows} rows each)")
    print("killed while " + ", ".join(f"{stage}: {count}" for stage, count in sorted(moments.items())))
    return 0 if same == kills else 1


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    pl.Config.set_tbl_rows(50)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
