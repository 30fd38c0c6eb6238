"""How a run shows that it is getting on: a bar on a terminal, plain lines elsewhere.

Here: showing. Not here: counting, which the pipeline does.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

#: Seconds between two plain lines of one stage.
LINE_INTERVAL_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: what it does now, and how many of how many documents that is done for."""

    doing: str
    done: int = 0
    total: int = 0
    note: str = ""


Report = Callable[[Progress], None]


def choose_progress(log_format: str) -> AbstractContextManager[Report | None]:
    """Return where a run's progress goes: null, which is the log, where that is JSON, else as `show_progress` does."""
    return nullcontext() if log_format == "json" else show_progress()


@contextmanager
def show_progress() -> Iterator[Report]:
    """Yield what a run reports its progress to; all of it goes to standard error."""
    if not sys.stderr.isatty():
        yield make_lines(time.monotonic, _write_line)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, note="")
        yield lambda now: bar.update(task, description=now.doing, completed=now.done, total=now.total or None, note=now.note)


def make_lines(clock: Callable[[], float], write: Callable[[str], None]) -> Report:
    """Return a reporter that writes a line when a stage begins, when it ends, and every few seconds between."""
    last_doing, last_time = "", float("-inf")

    def report(now: Progress) -> None:
        nonlocal last_doing, last_time
        is_end = bool(now.total) and now.done >= now.total
        if now.doing == last_doing and not is_end and clock() - last_time < LINE_INTERVAL_SECONDS:
            return
        last_doing, last_time = now.doing, clock()
        count = f" {now.done}/{now.total}" if now.total else ""
        write(f"{now.doing}{count}{'  ' + now.note if now.note else ''}")

    return report


def _write_line(line: str) -> None:
    """Write a line to standard error at once."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def ignore_progress(_: Progress) -> None:
    """Report nothing."""
