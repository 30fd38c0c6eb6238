"""Four readers that query in a loop while landings are published: errors, the longest wait, and whether each answer is of one state.

`python benchmarks/readers.py [LANDINGS]` (20 where none is given). Exits with 1 where a reader met an error or half a state.
Each landing replaces every row, and each row says which landing it is of: an answer with two of them would be of two states. Three
readers open a session for each question, as `dragoman query` does, and have to see new states; one keeps its session, and has to keep
seeing the state it began with. (DuckDB shares an open database within a process, so one process cannot do both.)
"""

import json
import multiprocessing
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

READERS = 4
#: The longest a reader may wait for an answer because of a landing, in seconds.
LONGEST_WAIT_SECONDS = 0.1
QUESTION = (
    "select d.extractor_version, count(*), count(distinct d.extractor_version), min(s.extractor_version), max(s.extractor_version) "
    "from documents d join sanctions s using (document_id) group by all"
)


def read_until(published: Path, is_kept: bool, stop: Any, results: Any) -> None:
    """Query the published copy until told to stop, each time in a new session or always in one; hand over what was seen."""
    import duckdb

    waits: list[float] = []
    errors: list[str] = []
    mixed = 0
    states: set[str] = set()
    kept = duckdb.connect(str(published), read_only=True) if is_kept else None
    while not stop.is_set():
        started = time.perf_counter()
        try:
            if kept is not None:
                rows = kept.execute(QUESTION).fetchall()
            else:
                with duckdb.connect(str(published), read_only=True) as connection:
                    rows = connection.execute(QUESTION).fetchall()
        except duckdb.Error as error:
            errors.append(str(error))
            continue
        waits.append(time.perf_counter() - started)
        mixed += len(rows) != 1 or rows[0][0] != rows[0][3] or rows[0][3] != rows[0][4]
        states.add(str(rows[0][0]))
    results.put((waits, errors, mixed + (is_kept and len(states) > 1), states))


def land_once(home: Path, number: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Land and publish the rows as those of extractor version `number`."""
    from flows.warehouse import land, publish
    from schemas.registry import TABLES
    from schemas.runs import RunRecord

    files: dict[str, list[Path]] = {}
    for name in ("documents", "arms_transfers", "meetings", "meeting_participants", "trade_figures", "sanctions", "event_evidence"):
        changed = [row | {"extractor_version": str(number)} if "extractor_version" in row else row for row in rows[name]]
        path = home.parent / f"{name}.parquet"
        TABLES[name].read_json(changed).write_parquet(path)
        files[name] = [path]
    at = datetime(2026, 1, 5, 6, tzinfo=UTC) + timedelta(hours=number)
    land(home, RunRecord(f"run-{number}", at, ("made_up",), "0.1.0", str(number), "completed", at), files)
    publish(home)


def main(landings: int) -> int:
    """Print the figures and return the exit code."""
    rows = json.loads((Path(__file__).parents[1] / "tests" / "schemas" / "good_rows.json").read_text(encoding="utf-8"))
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        land_once(home, 0, rows)
        stop, results = context.Event(), context.Queue()
        readers = [
            context.Process(target=read_until, args=(home / "events.duckdb", number == 0, stop, results)) for number in range(READERS)
        ]
        for reader in readers:
            reader.start()
        time.sleep(3)  # all of them are reading
        for number in range(1, landings + 1):
            land_once(home, number, rows)
        stop.set()
        seen = [results.get() for _ in readers]
        for reader in readers:
            reader.join()
    waits = sorted(wait for found, *_ in seen for wait in found)
    errors = [error for _, found, *_ in seen for error in found]
    mixed = sum(found for _, _, found, _ in seen)
    states = set.union(*(found for *_, found in seen))
    print(f"{READERS} readers, {landings} landings, {len(waits)} answers of {len(states)} states")
    print(f"errors {len(errors)}, answers of no single state {mixed}")
    slow = sum(wait > LONGEST_WAIT_SECONDS for wait in waits)
    median, longest = waits[len(waits) // 2], waits[-1]
    print(f"wait: median {median * 1000:.0f} ms, longest {longest * 1000:.0f} ms ({longest / median:.1f} x the median), {slow} over 100 ms")
    if errors:
        print(errors[0])
    return 1 if errors or mixed or len(states) < landings / 2 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
