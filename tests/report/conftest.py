"""Two made-up runs over one source for the tests of the report: what failed in the first, and what failed again, anew or no more in the second."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.report import WrittenReport, write_report
from flows.validate import validate
from flows.warehouse import land, publish
from schemas.registry import EXTRACTED_TABLES, TABLES
from schemas.rejects import Reject, build_rejects
from schemas.runs import RunRecord, StageRecord

GOOD_ROWS = Path(__file__).parents[1] / "schemas" / "good_rows.json"
FIRST = datetime(2023, 5, 4, 7, tzinfo=UTC)
SECOND = datetime(2023, 5, 5, 7, tzinfo=UTC)

#: What an article may hold to get at its reader.
ATTACKS = (
    "<script>document.title = 'attacked'</script>",
    "</script><script>document.title = 'attacked'</script>",
    "<img src=x onerror=\"document.title = 'attacked'\">",
    '"><svg onload="document.title = \'attacked\'">',
    "{{ 7 * 7 }}{% raw %}",
    "javascript:document.title='attacked'",
    "&lt;b&gt; &amp;",
    "<!-- --><style>body { display: none }</style>",
)
UNREADABLE = Reject(
    "ingest", "documents", "file:wire/broken.txt", "bytes_decode", "file:wire/broken.txt: is in no encoding that could be recognised"
)
EMPTY = Reject("ingest", "documents", "file:wire/empty.txt", "document_has_text", "file:wire/empty.txt: is empty; fetch it again")


def land_made_up(
    folder: Path, run_id: str, started: datetime, rows: dict[str, list[dict[str, Any]]], rejects: Iterable[Reject], counts: dict[str, Any]
) -> None:
    """Validate and land rows as one run over the source `wire`, with further rejects and what its stages counted."""
    documents = TABLES["clean_documents"].read_json(rows.get("clean_documents", []))
    tables = {name: TABLES[name].read_json(rows.get(name, [])) for name in EXTRACTED_TABLES}
    tables["rejected_records"] = build_rejects(rejects, run_id, started)
    validated = validate(tables, documents, run_id=run_id, extractor_version="1", seen_at=started)
    files = {}
    for name, frame in {**validated.tables, "rejected_records": validated.rejects}.items():
        files[name] = [folder / f"{run_id}-{name}.parquet"]
        frame.write_parquet(files[name][0])
    ended = started + timedelta(minutes=1)
    stages = [StageRecord(run_id, name, started, ended, **figures) for name, figures in counts.items()]
    record = RunRecord(run_id, started, ("wire",), "0.1.0", "1", finished_at=ended, status="completed")
    land(folder / "home", record, files, stages=stages)


def spoiled_rows() -> dict[str, list[dict[str, Any]]]:
    """Return good rows of which some fail: a sanction in quarantine, a weapon and a participant that no list knows."""
    rows = json.loads(GOOD_ROWS.read_text(encoding="utf-8"))
    rows["sanctions"][0] |= {"action": "frowned_upon"}
    rows["arms_transfers"][0] |= {"weapon_category": "other"}
    rows["meeting_participants"][1] |= {"actor_code": "UNK"}
    return dict(rows)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> WrittenReport:
    """Return the report of the second of two runs; that of the first is written beside it."""
    folder = tmp_path_factory.mktemp("made_up")
    counts = {
        "ingest": {"rows_in": 3, "rows_out": 1, "rows_rejected": 2},
        "clean": {"rows_in": 1, "rows_out": 1},
        "extract": {"rows_in": 1, "rows_out": 4, "sentences": 5},
        "validate": {"rows_in": 4, "rows_out": 3, "rows_rejected": 1},
    }
    land_made_up(folder, "run-1", FIRST, spoiled_rows(), [UNREADABLE, EMPTY], counts)
    publish(folder / "home")
    write_report(folder / "home", "run-1")

    attacked = [
        Reject(
            "validate",
            "arms_transfers",
            f"{attack}#{number}",
            "quantity_is_positive",
            "a quantity of items must be at least 1",
            column_name="quantity_min",
            failure_case="-5",
            sentence=f"Turkey delivered -5 drones to Poland {attack} on \u202eMonday\u202c.",
            payload={"title": attack, "quantity_text": "-5"},
        )
        for number, attack in enumerate(ATTACKS)
    ]
    mended = {"clean_documents": [repair_document(spoiled_rows()["clean_documents"][0])]}
    counts = {
        "ingest": {"rows_in": 5, "rows_out": 4, "rows_rejected": 1},
        "clean": {"rows_in": 4, "rows_out": 3, "rows_skipped": 1},
        "extract": {"rows_in": 3, "rows_out": 8, "sentences": 12},
        "validate": {"rows_in": 8, "rows_out": 0, "rows_rejected": 8},
    }
    land_made_up(folder, "run-2", SECOND, mended, [UNREADABLE, *attacked], counts)
    publish(folder / "home")
    return write_report(folder / "home")


def repair_document(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document that the empty file became once it was fetched again."""
    text = "Nothing happened in the valley on Monday, and the vines stood well."
    return document | {
        "document_id": "0" * 23 + "9",
        "source_uri": EMPTY.record_key,
        "raw_sha256": "b" * 64,
        "clean_text": text,
        "title": "Nothing",
    }


@pytest.fixture(scope="session")
def attacks() -> tuple[str, ...]:
    """Return what the sentences of the second run hold to get at their reader."""
    return ATTACKS
