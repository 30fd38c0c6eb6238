"""The published copy: whole, read-only, and in nobody's way."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.warehouse import (
    QueryError,
    WarehouseError,
    WarehouseLockedError,
    landed_documents,
    open_warehouse,
    publish,
    query,
    record_run,
)
from flows.warehouse.connection import STORAGE_VERSION
from schemas.registry import STORED_TABLES
from schemas.runs import RunRecord, StageRecord


def test_the_copy_holds_every_table_with_its_rows_and_constraints(rows, land_rows, home):
    land_rows(rows)
    published = publish(home)
    assert published == home / "events.duckdb"
    assert query(home, "select event_id from events order by event_id")["event_id"].to_list() == ["e-arms", "e-meet", "e-sanc", "e-trade"]
    assert set(query(home, "select table_name from duckdb_tables() where schema_name = 'main'")["table_name"]) == set(STORED_TABLES)
    assert sorted(path.name for path in home.iterdir()) == ["events.duckdb", "warehouse.duckdb", "warehouse.lock"]


def test_files_are_of_the_storage_version_that_older_programs_read(published_homes):
    found = query(
        published_homes["good"], "select tags['storage_version'] as version from duckdb_databases() where database_name = 'events'"
    )
    assert found["version"][0].startswith(STORAGE_VERSION)


def test_a_reader_keeps_the_old_copy_while_a_new_one_is_published(rows, land_rows, home):
    land_rows(rows)
    publish(home)
    program = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
        "count = lambda: print(connection.execute('select count(*) from sanctions').fetchone()[0], flush=True)\n"
        "count()\nsys.stdin.readline()\ncount()\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", program, str(home / "events.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    before = reader.stdout.readline()
    for name in ("documents", "arms_transfers", "meetings", "trade_figures", "sanctions"):
        rows[name][0]["extractor_version"] = "2"
    land_rows(rows | {"sanctions": [], "event_evidence": []}, "run-2", 8)
    publish(home)
    after, _ = reader.communicate("\n")
    assert (before, after) == ("1\n", "1\n")
    assert query(home, "select count(*) from sanctions").item() == 0


def test_stages_that_end_after_the_landing_are_put_into_the_copy(rows, land_rows, home):
    land_rows(rows)
    at = datetime(2026, 1, 5, 6, tzinfo=UTC)
    stages = [StageRecord("run-1", "land", at, at + timedelta(seconds=2), 5, 5), StageRecord("run-1", "publish", at, None, 5, 5)]
    publish(home, stages=stages)
    found = query(home, "select stage, rows_out, seconds > 0, finished_at is null from run_stages where run_id = 'run-1' order by stage")
    assert found.rows() == [("land", 5, True, False), ("publish", 5, True, False)]


def test_what_a_crash_left_behind_is_cleared(rows, land_rows, home):
    land_rows(rows)
    (home / "events.publishing").write_bytes(b"half a file")
    publish(home)
    assert query(home, "select count(*) from documents").item() == 1
    assert not (home / "events.publishing").exists()


def test_nothing_landed_is_nothing_to_publish(home):
    with pytest.raises(WarehouseError, match="nothing has landed yet"):
        publish(home)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        pytest.param("delete from documents", "read-only", id="writing"),
        pytest.param("create table mine (a integer)", "read-only", id="creating"),
        pytest.param("selekt 1", "syntax error", id="no SQL"),
        pytest.param("select nothing from documents", "nothing", id="an unknown column"),
    ],
)
def test_what_cannot_be_asked_is_told(published_homes, sql, message):
    with pytest.raises(QueryError, match=message):
        query(published_homes["good"], sql)


def test_asking_before_anything_is_published_says_what_to_do(home):
    with pytest.raises(QueryError, match="dragoman run"):
        query(home, "select 1")


def test_a_statement_without_an_answer_is_an_empty_frame(published_homes):
    assert query(published_homes["good"], "set threads = 1").is_empty()


def test_landed_documents_are_those_of_the_version(rows, land_rows, home):
    assert landed_documents(home, "1").is_empty()
    land_rows(rows)
    assert landed_documents(home, "1")["document_id"].to_list() == ["000000000000000000000001"]
    assert landed_documents(home, "2").is_empty()


def test_a_second_writer_is_told_who_waits_for_whom(home):
    program = (
        "import sys\nfrom pathlib import Path\nfrom flows.warehouse import open_warehouse\n"
        "with open_warehouse(Path(sys.argv[1])):\n    print('holds', flush=True)\n    sys.stdin.readline()\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", program, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "holds\n"
    with pytest.raises(WarehouseLockedError, match="another run is writing"), open_warehouse(home, wait_seconds=0.1):
        pass
    writer.kill()
    writer.wait()
    with open_warehouse(home, wait_seconds=5) as connection:
        assert connection.execute("select count(*) from runs").fetchone() == (0,)


def test_a_reader_of_the_warehouse_is_sent_to_the_published_copy(rows, land_rows, home):
    land_rows(rows)
    program = "import duckdb, sys\nc = duckdb.connect(sys.argv[1], read_only=True)\nprint('reads', flush=True)\nsys.stdin.readline()\n"
    reader = subprocess.Popen(
        [sys.executable, "-c", program, str(home / "warehouse.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reads\n"
    with pytest.raises(WarehouseLockedError, match=r"read events\.duckdb instead"), open_warehouse(home):
        pass
    reader.communicate("\n")


def test_a_file_that_is_no_database_is_named(home):
    home.mkdir()
    (home / "warehouse.duckdb").write_bytes(b"no database at all" * 1_000)
    with pytest.raises(WarehouseError, match="cannot be opened as a DuckDB database"), open_warehouse(home):
        pass


def test_a_run_is_recorded_and_its_end_replaces_its_start(home):
    run = RunRecord("run-1", datetime(2023, 5, 4, 7, tzinfo=UTC), ("a", "b"), "0.1.0", "1", settings='{"workers": 1}')
    record_run(home, run)
    record_run(home, replace(run, status="completed", finished_at=datetime(2023, 5, 4, 8, tzinfo=UTC)))
    publish(home)
    assert query(home, "select run_id, status, sources, settings->>'workers' as workers from runs").rows() == [
        ("run-1", "completed", ["a", "b"], "1")
    ]
