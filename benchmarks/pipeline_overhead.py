"""What a run costs over calling its stages: documents a second of each stage by itself, and Prefect, files and landing on top.

Prints ratios; absolute times are those of the machine. `python benchmarks/pipeline_overhead.py [DOCUMENTS]` (600 where none is given).
The documents are the sample articles, each many times over with another day in front so that none is a duplicate.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from flows.settings import Settings, prepare_prefect

BATCH_SIZE = 100


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


def main(count: int) -> None:
    """Print the figures for `count` documents."""
    prepare_prefect()
    from flows.server import await_server, temporary_server

    with temporary_server() as address, tempfile.TemporaryDirectory() as scratch:
        if address is not None:
            await_server(address)
        from flows.extract.language import load_model
        from flows.pipeline import run_pipeline

        articles = Path(scratch) / "articles"
        articles.mkdir()
        write_documents(articles, count)
        load_model()
        seconds = time_stages(articles)
        plain = sum(seconds.values())
        for stage, taken in seconds.items():
            print(f"{stage:10}{taken:8.2f} s {count / taken:10.0f} documents/s")
        started = time.perf_counter()
        summary = run_pipeline(Settings(home=Path(scratch) / "home", batch_size=BATCH_SIZE), [str(articles)])
        whole = time.perf_counter() - started
        after = sum(
            (s.finished_at - s.started_at).total_seconds() for s in summary.stages if s.stage in ("land", "publish") and s.finished_at
        )
        print(f"stages called plainly {plain:.2f} s; a whole run {whole:.2f} s, of which landing and publishing {after:.2f} s")
        print(f"overhead of Prefect and hand-overs over the stages: {100 * (whole - after - plain) / plain:.1f} %")
        started = time.perf_counter()
        run_pipeline(Settings(home=Path(scratch) / "home", batch_size=BATCH_SIZE), [str(articles)])
        print(
            f"the same run again, nothing new: {time.perf_counter() - started:.2f} s, {count / (time.perf_counter() - started):.0f} documents/s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
