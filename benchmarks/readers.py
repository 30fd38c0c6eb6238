"""Four readers that query in a loop while landings are published: errors, the longest wait, and whether each answer is of one state.

`python benchmarks/readers.py [LANDINGS]` (20 where none is given). Exits with 1 where a reader met an error, half a state, or a wait
over the mark that is not for a processor. The readers first loop for a while without any landing: on a machine with fewer processors than
readers they wait for each other, and what landings add is the difference between the two lines.
Each landing replaces every row, and each row says which landing it is of: an answer with two of them would be of two states. Three
readers open a session for each question, as `dragoman query` does, and have to see new states; one keeps its session, and has to keep
seeing the state it began with. (DuckDB shares an open database within a process, so one process cannot do both.)
"""

import json
import multiprocessing
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

READERS = 4
#: The longest a reader may wait for an answer because of a landing, in seconds.
LONGEST_WAIT_SECONDS = 0.1
SECONDS_WITHOUT_LANDINGS = 15
QUESTION = (
    "select d.extractor_version, count(*), count(distinct d.extractor_version), min(s.extractor_version), max(s.extractor_version) "
    "from documents d join sanctions s using (document_id) group by all"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """When a question was asked, how long its answer took, and how long of that the reader was neither at work nor in line for a processor."""

    asked_at: float
    wait: float
    blocked: float


def read_until(published: Path, is_kept: bool, stop: Any, results: Any) -> None:
    """Query the published copy until told to stop, each time in a new session or always in one; hand over what was seen."""
    import duckdb

    answers: list[Answer] = []
    errors: list[str] = []
    mixed = 0
    states: set[str] = set()
    kept = duckdb.connect(str(published), read_only=True) if is_kept else None
    while not stop.is_set():
        used, started = read_processor_seconds(), time.perf_counter()
        try:
            if kept is not None:
                rows = kept.execute(QUESTION).fetchall()
            else:
                with duckdb.connect(str(published), read_only=True) as connection:
                    rows = connection.execute(QUESTION).fetchall()
        except duckdb.Error as error:
            errors.append(str(error))
            continue
        wait = time.perf_counter() - started
        answers.append(Answer(started, wait, wait - (read_processor_seconds() - used)))
        mixed += len(rows) != 1 or rows[0][0] != rows[0][3] or rows[0][3] != rows[0][4]
        states.add(str(rows[0][0]))
    results.put((answers, errors, mixed + (is_kept and len(states) > 1), states))


def read_processor_seconds() -> float:
    """Return how long this thread has been on a processor or in line for one; only that it was on one where the system is not Linux."""
    try:
        on, in_line, _ = Path("/proc/thread-self/schedstat").read_text().split()
    except OSError:
        return time.thread_time()
    return (int(on) + int(in_line)) / 1e9


def describe_waits(phase: str, seconds: float, answers: list[Answer]) -> str:
    """Return a line about the answers of a phase."""
    waits = sorted(answer.wait for answer in answers)
    slow = sum(wait > LONGEST_WAIT_SECONDS for wait in waits)
    blocked = max(answer.blocked for answer in answers)
    marks = ", ".join(f"{name} {waits[int(len(waits) * part)] * 1000:.0f}" for name, part in (("median", 0.5), ("99 % within", 0.99)))
    return (
        f"{phase:18} {len(waits):6} answers in {seconds:3.0f} s, ms: {marks}, longest {waits[-1] * 1000:.0f} "
        f"({blocked * 1000:.0f} of it at most not for a processor); {slow} over 100 ms"
    )


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
        marks = [time.perf_counter()]
        time.sleep(SECONDS_WITHOUT_LANDINGS)
        marks.append(time.perf_counter())
        for number in range(1, landings + 1):
            land_once(home, number, rows)
        marks.append(time.perf_counter())
        stop.set()
        seen = [results.get() for _ in readers]
        for reader in readers:
            reader.join()
    answers = [answer for found, *_ in seen for answer in found]
    errors = [error for _, found, *_ in seen for error in found]
    mixed = sum(found for _, _, found, _ in seen)
    states = set.union(*(found for *_, found in seen))
    print(f"{READERS} readers, {landings} landings, {len(answers)} answers of {len(states)} states")
    print(f"errors {len(errors)}, answers of no single state {mixed}")
    for phase, begin, end in zip(("without landings", "during landings"), marks, marks[1:], strict=False):
        print(describe_waits(phase, end - begin, [answer for answer in answers if begin <= answer.asked_at < end]))
    blocked = max(answer.blocked for answer in answers if answer.asked_at >= marks[1])
    if errors:
        print(errors[0])
    return 1 if errors or mixed or len(states) < landings / 2 or blocked > LONGEST_WAIT_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
