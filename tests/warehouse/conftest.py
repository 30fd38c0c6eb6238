import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from flows.warehouse import land, publish
from schemas.registry import TABLES
from schemas.runs import RunRecord

GOOD_ROWS = Path(__file__).parents[1] / "schemas" / "good_rows.json"
LANDED = (
    "documents",
    "arms_transfers",
    "meetings",
    "meeting_participants",
    "trade_figures",
    "sanctions",
    "event_evidence",
    "rejected_records",
)


@pytest.fixture
def rows():
    """A fresh copy of the good rows, by table, for a test to change."""
    return json.loads(GOOD_ROWS.read_text(encoding="utf-8"))


def land_into(folder, rows, run_id="run-1", hour=7, **options):
    """Land rows given as plain records into `folder` / "home"; return the report."""
    work = folder / "work" / f"{run_id}-{hour}"
    work.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in LANDED:
        path = work / f"{name}.parquet"
        TABLES[name].read_json(rows.get(name, [])).write_parquet(path)
        files[name] = [path]
    started = datetime(2023, 5, 4, hour, tzinfo=UTC)
    record = RunRecord(run_id, started, ("made_up",), "0.1.0", "1", finished_at=started, status="completed")
    return land(folder / "home", record, files, **options)


@pytest.fixture
def land_rows(tmp_path):
    """Land rows into this test's own home."""
    return partial(land_into, tmp_path)


@pytest.fixture(scope="module")
def published_homes(tmp_path_factory):
    """Two published homes for tests that only read: one with the good rows, one where a run landed nothing."""
    homes = {}
    for name, rows in (("good", json.loads(GOOD_ROWS.read_text(encoding="utf-8"))), ("empty", {})):
        folder = tmp_path_factory.mktemp(name)
        land_into(folder, rows)
        publish(folder / "home")
        homes[name] = folder / "home"
    return homes


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"
