"""Quarantined records tried again: what passes after a correction lands beside what landed before, and nothing else moves."""

from datetime import UTC, datetime

import pytest

from flows.revalidation import revalidate_quarantine
from flows.validate import Correction, validate
from flows.warehouse import land, open_warehouse, query
from flows.warehouse.landing import stored_row_counts
from schemas.registry import EXTRACTED_TABLES, TABLES
from schemas.runs import RunRecord

FIRST = datetime(2023, 5, 4, 7, tzinfo=UTC)
LATER = datetime(2023, 6, 1, 7, tzinfo=UTC)
DOCUMENT = "000000000000000000000001"
GOOD = {
    "documents": 1,
    "arms_transfers": 1,
    "meetings": 1,
    "meeting_participants": 2,
    "trade_figures": 1,
    "sanctions": 1,
    "event_evidence": 4,
}


@pytest.fixture
def quarantine(rows, home, tmp_path):
    """Validate and land the good rows with one of them spoiled."""

    def run(table, number, **change):
        rows[table][number] |= change
        documents = TABLES["clean_documents"].read_json(rows["clean_documents"])
        tables = {name: TABLES[name].read_json(rows[name]) for name in EXTRACTED_TABLES}
        validated = validate(tables, documents, run_id="run-1", extractor_version="1", seen_at=FIRST)
        files = {}
        for name, frame in {**validated.tables, "rejected_records": validated.rejects}.items():
            files[name] = [tmp_path / f"{name}.parquet"]
            frame.write_parquet(files[name][0])
        return land(home, RunRecord("run-1", FIRST, ("made_up",), "0.1.0", "1"), files)

    return run


def _again(home, *corrections):
    return revalidate_quarantine(home, RunRecord("run-2", LATER, ("quarantine",), "0.1.0", "1"), corrections, LATER)


def _stored(home):
    return {name: count for name, count in stored_row_counts(home).items() if name in GOOD}


def _open(home):
    return sorted(query(home, "select check_name from open_rejects where severity = 'error'")["check_name"])


def test_what_has_not_changed_fails_again_and_moves_its_last_sighting(quarantine, home):
    quarantine("sanctions", 0, action="frowned_upon")
    report = _again(home)
    assert (report.rows["sanctions"], report.rejects_resolved) == (0, 0)
    assert query(home, "select first_seen_at, last_seen_at, resolved_at from rejected_records").rows() == [(FIRST, LATER, None)]
    assert _stored(home) == GOOD | {"sanctions": 0, "event_evidence": 3}


def test_a_corrected_event_lands_with_its_evidence_and_its_cluster(quarantine, home):
    quarantine("sanctions", 0, action="frowned_upon")
    report = _again(home, Correction("sanctions", "e-sanc", "action", "frowned_upon", "imposed", "misread"))
    assert (report.rows["sanctions"], report.rows["event_evidence"], report.rejects_resolved) == (1, 1, 1)
    assert _stored(home) == GOOD
    assert _open(home) == []
    assert query(home, "select action, run_id, cluster_id is not null from sanctions").rows() == [("imposed", "run-1", True)]
    assert query(home, "select run_id, sources, status from runs order by run_id").row(1) == ("run-2", ["quarantine"], "completed")
    assert _again(home).rows == dict.fromkeys(GOOD, 0)


def test_a_corrected_participant_brings_its_meeting_back(quarantine, home):
    quarantine("meeting_participants", 1, actor_code="LAT")
    assert _stored(home) == GOOD | {"meetings": 0, "meeting_participants": 0, "event_evidence": 3}
    report = _again(home, Correction("meeting_participants", "e-meet#2", "actor_code", "LAT", "LVA", "misread"))
    assert report.rejects_resolved == 2
    assert _stored(home) == GOOD
    assert _open(home) == []


def test_a_corrected_participant_joins_a_meeting_that_landed_without_it(rows, quarantine, home):
    rows["meeting_participants"].append(rows["meeting_participants"][0] | {"ordinal": 3, "actor_code": "EST"})
    quarantine("meeting_participants", 2, actor_code="LIT", actor_name="Lithuania")
    assert _stored(home) == GOOD
    _again(home, Correction("meeting_participants", "e-meet#3", "actor_code", "LIT", "LTU", "misread"))
    assert _stored(home) == GOOD | {"meeting_participants": 3}
    assert _open(home) == []


def test_a_corrected_document_brings_its_events_back(quarantine, home):
    quarantine("clean_documents", 0, published_at="1023-05-03")
    assert _stored(home) == dict.fromkeys(GOOD, 0)
    _again(home, Correction("documents", DOCUMENT, "published_at", "1023-05-03", "2023-05-03", "a slip of the manifest"))
    assert _stored(home) == GOOD
    assert _open(home) == []
    assert query(home, "select extractor_version, run_id from documents").rows() == [("1", "run-1")]


def test_an_unreadable_payload_stays_in_quarantine(quarantine, home):
    quarantine("sanctions", 0, action="frowned_upon")
    with open_warehouse(home) as connection:
        connection.execute("""update rejected_records set payload = '{"event_date_start": "some day"}'""")
    assert _again(home).rejects_resolved == 0
    assert _open(home) == ["action_is_known"]


def test_an_empty_quarantine_is_no_failure(home, land_rows, rows):
    land_rows(rows | {"rejected_records": []})
    report = _again(home)
    assert (report.rows, report.rejects_resolved) == (dict.fromkeys(GOOD, 0), 0)
