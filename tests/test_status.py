"""How runs stand, as `dragoman status` tells it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.ingest.source import Source
from flows.ingest.sources import resolve_source
from flows.status import Backlog, Status, describe_age, describe_status, read_status
from flows.warehouse import land, publish
from schemas.registry import find_table
from schemas.runs import RunRecord, StageRecord

STARTED = datetime(2026, 1, 5, 6, tzinfo=UTC)


def test_a_home_without_runs_counts_what_waits(tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "incoming" / name).write_text("A text.", encoding="utf-8")
    sources = [resolve_source(str(tmp_path / "incoming")), Source(name="gone", address=str(tmp_path / "gone"))]
    status = read_status(tmp_path / "home", sources)
    assert (status.runs, status.published_at, status.unfinished) == ([], None, [])
    assert status.backlog[0] == Backlog("incoming", 2)
    assert status.backlog[1].fault


def test_runs_and_what_is_known_come_from_the_published_copy(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "incoming"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("A text.", encoding="utf-8")
    document = {"document_id": "a" * 24, "source_uri": "file:incoming/a.txt", "source_name": "incoming", "published_from": "none"}
    document |= {"fetched_at": STARTED, "media_type": "text/plain", "raw_sha256": "b" * 64, "clean_text": "A text."}
    document |= {"extractor_version": "1", "run_id": "run-1"}
    reject = {"reject_id": "r", "run_id": "run-1", "stage": "ingest", "table_name": "documents", "record_key": "file:incoming/b.txt"}
    reject |= {
        "check_name": "document_has_text",
        "message": "empty",
        "severity": "error",
        "first_seen_at": STARTED,
        "last_seen_at": STARTED,
    }
    files = {}
    for name, row in (("documents", document), ("rejected_records", reject)):
        find_table(name).build([row]).write_parquet(tmp_path / f"{name}.parquet")
        files[name] = [tmp_path / f"{name}.parquet"]
    ended = STARTED + timedelta(seconds=8)
    run = RunRecord("run-1", STARTED, ("incoming",), "0.1.0", "1", finished_at=ended, status="completed")
    stages = [
        StageRecord("run-1", "ingest", STARTED, ended, 2, 1, 1),
        StageRecord("run-1", "extract", STARTED, STARTED + timedelta(seconds=0.5), 1, 3),
    ]
    land(home, run, files, stages=stages)
    publish(home)
    (home / "work" / "key").mkdir(parents=True)
    (home / "work" / "key" / "run.json").write_text('{"run_id": "run-2"}', encoding="utf-8")
    status = read_status(home, [resolve_source(str(folder))])
    assert status.published_at is not None
    text = describe_status(status, ["2026-01-06 06:15:00 UTC incoming"], status.published_at + timedelta(minutes=90))
    assert text.splitlines() == [
        "last runs",
        "  2026-01-05 06:00:00 completed incoming in 8.0 s: 2 documents, 0 event rows, 1 rejected, 2 documents/s extracted (run-1)",
        "next runs",
        "  2026-01-06 06:15:00 UTC incoming",
        "published data",
        f"  {status.published_at:%Y-%m-%d %H:%M} UTC, 1 hour old",
        "backlog",
        "  incoming: 1 documents not read yet",
        "  run run-2 was cut short or is at work; the same command goes on with it",
    ]


def test_nothing_at_all_says_what_to_do() -> None:
    assert describe_status(Status([], None, [], []), ["none"], STARTED).splitlines() == [
        "last runs",
        "  none yet: `dragoman run --source ...` makes one",
        "next runs",
        "  none",
        "published data",
        "  none yet",
        "backlog",
        "  no source is scheduled; name one with --source to count what it still holds",
    ]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (7_199, "1 hour"),
        (7_200, "2 hours"),
        (200_000, "2 days"),
        (-5, "0 seconds"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(seconds: int, told: str) -> None:
    assert describe_age(timedelta(seconds=seconds)) == told
