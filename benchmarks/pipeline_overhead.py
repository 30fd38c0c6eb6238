"""What a run costs over calling its stages: documents a second of each stage by itself, then files and landing, then Prefect on top.

Prints ratios; absolute times are those of the machine. `python benchmarks/pipeline_overhead.py [DOCUMENTS]` (2,000 where none is
given, as the requirement says; with few, Prefect's start weighs more). Exits with 1 where Prefect itself costs more than a tenth of what the stages cost.
The documents are the sample articles, each many times over with another day in front so that none is a duplicate.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from flows.settings import Settings, prepare_prefect

BATCH_SIZE = Settings.model_fields["batch_size"].default
#: Prefect's own share of what the stages cost, at most.
MOST_OVERHEAD = 0.1


def write_documents(folder: Path, count: int) -> None:
    """Write `count` distinct articles made of the sample articles."""
    samples = sorted((Path(__file__).parents[1] / "seeds" / "articles").glob("*.txt"))
    for number in range(count):
        text = samples[number % len(samples)].read_text(encoding="utf-8")
        # every paragraph gets words of its own, or the copies would be near duplicates and none but the first would be extracted
        marked = "\n".join(
            f"{line} Note {number} {number * 7919 % 1009} {number * 104729 % 997}." if line.strip() else line for line in text.splitlines()
        )
        (folder / f"{number:06}.txt").write_text(marked, encoding="utf-8")


def time_stages(folder: Path) -> dict[str, float]:
    """Return the seconds each stage takes when it is simply called, batch by batch."""
    from flows.clean.batch import clean_batch
    from flows.clean.duplicates import mark_duplicates
    from flows.extract.batches import extract
    from flows.extract.version import extractor_version
    from flows.ingest.batch import ingest
    from flows.ingest.sources import resolve_source
    from flows.validate import validate

    now = datetime.now(UTC)
    seconds = dict.fromkeys(("ingest", "clean", "extract", "validate"), 0.0)
    source = resolve_source(str(folder))
    started = time.perf_counter()
    for raw, _ in ingest(source, now, BATCH_SIZE):
        seconds["ingest"] += time.perf_counter() - started
        started = time.perf_counter()
        clean = mark_duplicates(clean_batch(raw)[0])
        seconds["clean"] += time.perf_counter() - started
        started = time.perf_counter()
        tables = extract(clean, run_id="bench", extracted_at=now)
        seconds["extract"] += time.perf_counter() - started
        started = time.perf_counter()
        tables.pop("rejected_records")
        validate(tables, clean, run_id="bench", extractor_version=extractor_version(), seen_at=now)
        seconds["validate"] += time.perf_counter() - started
        started = time.perf_counter()
    return seconds


@contextmanager
def without_prefect() -> Iterator[None]:
    """Make the pipeline call its tasks as the functions they are, and send nothing to a server, until the block ends."""
    from prefect import Task

    from flows import pipeline

    with ExitStack() as changed:
        changed.enter_context(patch.object(Task, "__call__", lambda task, *given, **named: task.fn(*given, **named)))
        for name in ("follow_progress", "create_markdown_artifact", "report_run"):
            stand_in = {"follow_progress": lambda report: report, "create_markdown_artifact": lambda *_, **__: None}
            changed.enter_context(patch.object(pipeline, name, stand_in.get(name, _write_report)))
        yield


def _write_report(home: Path, run_id: str) -> object:
    """Return the report of a run, written as its task does, without artifacts."""
    from flows.report import write_report

    return write_report(home, run_id)


def time_run(home: Path, articles: Path, *, is_prefect: bool) -> tuple[float, float]:
    """Return the seconds of a whole run, and those of landing and publishing within it."""
    from flows.pipeline import run_pipeline, run_sources

    settings = Settings(home=home, batch_size=BATCH_SIZE)
    started = time.perf_counter()
    if is_prefect:
        summary = run_pipeline(settings, [str(articles)])
    else:
        with without_prefect(), patch("flows.pipeline._REPORT") as report:
            report.get.return_value = lambda _: None
            summary = run_sources.fn([str(articles)], settings)
    whole = time.perf_counter() - started
    landing = sum(
        (s.finished_at - s.started_at).total_seconds() for s in summary.stages if s.stage in ("land", "publish") and s.finished_at
    )
    return whole, landing


def main(count: int) -> int:
    """Print the figures for `count` documents and return the exit code."""
    prepare_prefect()
    from flows.server import await_server, temporary_server

    with temporary_server() as address, tempfile.TemporaryDirectory() as scratch:
        if address is not None:
            await_server(address)
        from flows.extract.language import load_model

        articles = Path(scratch) / "articles"
        articles.mkdir()
        write_documents(articles, count)
        load_model()
        seconds = time_stages(articles)
        plain = sum(seconds.values())
        for stage, taken in seconds.items():
            print(f"{stage:10}{taken:8.2f} s {count / taken:10.0f} documents/s")
        bare, landing = time_run(Path(scratch) / "bare", articles, is_prefect=False)
        whole, _ = time_run(Path(scratch) / "home", articles, is_prefect=True)
        overhead = (whole - bare) / plain
        print(f"stages called plainly {plain:.2f} s; a run without Prefect {bare:.2f} s, landing and publishing {landing:.2f} s of it")
        print(f"files, duplicates, counts and the report over the stages: {100 * (bare - landing - plain) / plain:.1f} %")
        print(
            f"Prefect over the stages: {100 * overhead:.1f} % ({whole:.2f} s with it, {bare:.2f} s without; at most {100 * MOST_OVERHEAD:.0f} %)"
        )
        again, _ = time_run(Path(scratch) / "home", articles, is_prefect=True)
        print(f"the same run again, nothing new: {again:.2f} s, {count / again:.0f} documents/s")
    return 0 if overhead <= MOST_OVERHEAD else 1


if __name__ == "__main__":
    code = main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    sys.stdout.flush()
    os._exit(code)  # as the command does: Prefect's threads make DuckDB's bindings complain at length otherwise
