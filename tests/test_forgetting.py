"""What is forgotten is nowhere any more; what is kept for so long keeps its rows."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.forgetting import forget, keep_for
from flows.report import write_report
from flows.warehouse import QueryError, land, landed_documents, publish, query
from schemas.registry import EXTRACTED_TABLES, find_table
from schemas.runs import RunRecord, StageRecord

ROWS = json.loads((Path(__file__).parent / "schemas" / "good_rows.json").read_text(encoding="utf-8"))
STARTED = datetime(2023, 5, 4, 7, tzinfo=UTC)
(DOCUMENT,) = ROWS["documents"]


def land_rows(home: Path, run_id: str = "run-1") -> None:
    """Land and publish one document with an event of each kind, and its copy."""
    copy = DOCUMENT | {"document_id": "f" * 24, "source_uri": "file:other/copy.txt", "source_name": "other"}
    copy |= {"duplicate_of": DOCUMENT["document_id"], "duplicate_kind": "exact"}
    rows = ROWS | {"documents": [DOCUMENT, copy]}
    files = {}
    for name in ("documents", *EXTRACTED_TABLES, "rejected_records"):
        path = home.parent / f"{name}.parquet"
        find_table(name).read_json(rows.get(name, [])).write_parquet(path)
        files[name] = [path]
    run = RunRecord(run_id, STARTED, ("made_up",), "0.1.0", "1", finished_at=STARTED, status="completed")
    land(home, run, files, stages=[StageRecord(run_id, "ingest", STARTED, STARTED, 2, 2)])
    publish(home)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with a document and its copy, a backup, hand-overs of a run that was cut short, and a report."""
    home = tmp_path / "home"
    land_rows(home)
    (home / "backups").mkdir()
    (home / "backups" / "warehouse-v1-20230504T070000.duckdb").write_bytes(b"a copy")
    for batch, document_id in (("held", DOCUMENT["document_id"]), ("other", "e" * 24)):
        folder = home / "work" / "run" / batch / "clean"
        folder.mkdir(parents=True)
        pl.DataFrame({"document_id": [document_id]}).write_parquet(folder / "clean_documents.parquet")
    write_report(home)
    return home


@pytest.mark.parametrize("column", ["document_id", "source_uri", "source_name"])
def test_a_document_is_removed_everywhere(home: Path, column: str) -> None:
    forgotten = forget(home, DOCUMENT[column])
    assert (forgotten.documents, forgotten.backups, forgotten.handovers, forgotten.reports) == (1, 1, 1, 1)
    left = {name: query(home, f"select count(*) from {name}").item() for name in ("documents", *EXTRACTED_TABLES, "event_clusters")}
    assert left == {"documents": 1} | dict.fromkeys((*EXTRACTED_TABLES, "event_clusters"), 0)
    assert query(home, "select duplicate_of, duplicate_kind from documents").rows() == [(None, None)]
    assert [path.name for path in (home / "work" / "run").iterdir()] == ["other"]
    sentence = ROWS["arms_transfers"][0]["sentence"].encode()
    holding = sorted(path.name for path in home.rglob("*") if path.is_file() and sentence in path.read_bytes())
    assert holding == ["events.duckdb", "warehouse.duckdb"], "the copy has the same text; no page holds it"


def test_the_text_is_in_no_file_once_all_documents_that_hold_it_are_forgotten(home: Path) -> None:
    forget(home, "made_up")
    forget(home, "other")
    sentence = ROWS["arms_transfers"][0]["sentence"].encode()
    assert [path.name for path in home.rglob("*") if path.is_file() and sentence in path.read_bytes()] == []


def test_what_was_forgotten_is_passed_over_and_does_not_land_again(home: Path) -> None:
    forget(home, DOCUMENT["document_id"])
    assert DOCUMENT["document_id"] in landed_documents(home, "9")["document_id"].to_list()
    land_rows(home, "run-2")
    assert query(home, "select document_id from documents").rows() == [("f" * 24,)]
    assert query(home, "select count(*) from arms_transfers").item() == 0


def test_a_name_nobody_knows_is_said_and_changes_nothing(home: Path) -> None:
    with pytest.raises(QueryError, match="no document, address or source is known as 'nobody'"):
        forget(home, "nobody")
    assert query(home, "select count(*) from documents").item() == 2


def test_texts_go_when_they_were_kept_long_enough_and_rows_stay(home: Path) -> None:
    fetched = query(home, "select max(fetched_at) from documents").item()
    assert keep_for(home, fetched + timedelta(days=9), text_days=10, raw_days=None) == 0
    assert keep_for(home, fetched + timedelta(days=11), text_days=10, raw_days=None) == 2
    publish(home)
    assert query(home, "select distinct clean_text from documents").rows() == [("",)]
    assert query(home, "select count(*) from arms_transfers").item() == 1
    land_rows(home, "run-2")  # the checks across rows hold with texts gone
    assert keep_for(home, fetched + timedelta(days=11), text_days=None, raw_days=None) == 0


@pytest.mark.parametrize(("days", "left"), [pytest.param(29, ["run"], id="kept"), pytest.param(31, [], id="removed")])
def test_hand_overs_of_runs_that_never_ended_go(home: Path, days: int, left: list[str]) -> None:
    record = home / "work" / "run" / "run.json"
    record.write_text("{}", encoding="utf-8")
    now = datetime.fromtimestamp(record.stat().st_mtime, UTC) + timedelta(days=days)
    keep_for(home, now, text_days=None, raw_days=30)
    assert [path.name for path in (home / "work").iterdir() if path.is_dir()] == left
