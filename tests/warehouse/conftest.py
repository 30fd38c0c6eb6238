import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.warehouse import land
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


@pytest.fixture
def land_rows(tmp_path):
    """Land rows given as plain records into tmp_path / "home"; return the report."""

    def run(rows, run_id="run-1", hour=7, **options):
        work = tmp_path / "work" / f"{run_id}-{hour}"
        work.mkdir(parents=True, exist_ok=True)
        files = {}
        for name in LANDED:
            path = work / f"{name}.parquet"
            TABLES[name].read_json(rows.get(name, [])).write_parquet(path)
            files[name] = [path]
        started = datetime(2023, 5, 4, hour, tzinfo=UTC)
        record = RunRecord(run_id, started, ("made_up",), "0.1.0", "1", finished_at=started, status="completed")
        return land(tmp_path / "home", record, files, **options)

    return run


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"
