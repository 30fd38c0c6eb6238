"""Every check across rows selects the row that breaks its claim and no other: a check without a case fails here."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.warehouse import land, open_warehouse
from flows.warehouse.checking import find_offenders
from flows.warehouse.statements import list_statements
from schemas.registry import TABLES
from schemas.runs import RunRecord

GOOD_ROWS = Path(__file__).parents[1] / "schemas" / "good_rows.json"
LANDED = ("documents", "arms_transfers", "meetings", "meeting_participants", "trade_figures", "sanctions", "event_evidence")
DOCUMENT = "000000000000000000000001"
BOUNDS = pl.DataFrame({"source_name": ["made_up"], "least_documents": [1], "most_documents": [10], "documents_seen": [None]})

# check -> statements that break its claim, and the offenders: table, key, column, value
CASES = {
    "clusters_name_an_event_of_theirs": (
        "update event_clusters set best_event_id = 'e-meet' where kind = 'sanction'",
        [("event_clusters", "{sanction}", "best_event_id", "e-meet")],
    ),
    "columns_stay_filled": (
        (
            "insert into sanctions select s.* replace ('s' || n as event_id, null as reason) from sanctions as s, range(100) as r(n);"
            "update sanctions set reason = null; update documents set run_id = 'run-0';"
            "insert into sanctions select s.* replace ('t' || n as event_id, 'why' as reason, 'run-0' as run_id)"
            "  from sanctions as s, range(100) as r(n) where s.event_id = 'e-sanc'"
        ),
        [("sanctions", "reason", "reason", "empty in 101 rows, filled in 100 of 100 before")],
    ),
    "duplicates_name_a_known_document": (
        "update documents set duplicate_of = 'f', duplicate_kind = 'exact'",
        [("documents", DOCUMENT, "duplicate_of", "f")],
    ),
    "event_ids_are_unique_across_kinds": (
        (
            "update sanctions set event_id = 'e-arms'; update event_evidence set event_id = 'e-arms', ordinal = 2 where event_id = 'e-sanc';"
            "update event_clusters set best_event_id = 'e-arms' where kind = 'sanction'"
        ),
        [("arms_transfers", "e-arms", "event_id", "arms_transfer, sanction")],
    ),
    "every_event_has_a_cluster": (
        "delete from event_clusters where kind = 'meeting'",
        [("meetings", "e-meet", "cluster_id", "{meeting}")],
    ),
    "every_event_has_a_document": (
        "delete from documents",
        [
            (table, event_id, "document_id", DOCUMENT)
            for table, event_id in (
                ("arms_transfers", "e-arms"),
                ("meetings", "e-meet"),
                ("sanctions", "e-sanc"),
                ("trade_figures", "e-trade"),
            )
        ],
    ),
    "evidence_belongs_to_events": (
        "update event_evidence set document_id = 'f' where event_id = 'e-sanc'",
        [("event_evidence", "e-sanc#1", "event_id", "e-sanc")],
    ),
    "meetings_have_two_participants": (
        "delete from meeting_participants where ordinal = 2",
        [("meetings", "e-meet", "event_id", "1")],
    ),
    "one_address_holds_one_document": (
        "insert into documents select * replace ('g' as document_id, 'run-0' as run_id) from documents",
        [("documents", DOCUMENT, "source_uri", "file:made_up/001_estonia.txt")],
    ),
    "participants_belong_to_meetings": (
        (
            "update meeting_participants set event_id = 'e-none', ordinal = 3 where ordinal = 2;"
            "insert into meeting_participants values ('e-meet', 2, 'LVA', 'Latvia', null, null)"
        ),
        [("meeting_participants", "e-none#3", "event_id", "e-none")],
    ),
    "shares_of_kinds_are_stable": (
        (
            "insert into sanctions select s.* replace ('s' || n as event_id) from sanctions as s, range(200) as r(n);"
            "insert into meetings select m.* replace ('m' || n as event_id, 'run-0' as run_id) from meetings as m, range(200) as r(n);"
            "insert into meeting_participants select p.* replace ('m' || n as event_id) from meeting_participants as p, range(200) as r(n)"
        ),
        [
            ("event_clusters", "meeting", "kind", "0 percent of this run, 100 percent before"),
            ("event_clusters", "sanction", "kind", "99 percent of this run, 0 percent before"),
        ],
    ),
    "sources_bring_as_many_documents_as_declared": (
        "update bounds set least_documents = 2",
        [("documents", "made_up", "source_name", "1 documents, expected 2 to 10")],
    ),
    "stored_sentences_stand_in_the_text": (
        "update sanctions set trigger_end = trigger_end - 1",
        [("sanctions", "e-sanc", "sentence", "The EU imposed sanctions on Belarus over the flights.")],
    ),
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checks")
    rows = json.loads(GOOD_ROWS.read_text(encoding="utf-8"))
    files = {}
    for name in LANDED:
        files[name] = [folder / f"{name}.parquet"]
        TABLES[name].read_json(rows[name]).write_parquet(files[name][0])
    land(folder / "home", RunRecord("run-1", datetime(2023, 5, 4, 7, tzinfo=UTC), (), "0.1.0", "1"), files)
    with open_warehouse(folder / "home") as opened:
        opened.register("incoming_documents", TABLES["documents"].read_json(rows["documents"]))
        opened.register("bounds_frame", BOUNDS)
        opened.execute("create temp table bounds as from bounds_frame; create temp view source_bounds as from bounds")
        yield opened


@pytest.fixture
def offenders(connection):
    """Run statements, return what the checks select, and undo the statements."""

    def run(statements):
        clusters = dict(connection.execute("select kind, cluster_id from event_clusters").fetchall())
        connection.begin()
        try:
            connection.execute(statements)
            found = find_offenders(connection, "run-1")
        finally:
            connection.rollback()
        return clusters, [(o.check_name, o.table_name, o.record_key, o.column_name, o.failure_case) for o in found]

    return run


def test_sound_rows_offend_no_check(offenders):
    assert offenders("select 1")[1] == []


@pytest.mark.parametrize("check", [statement.name for statement in list_statements("checks")])
def test_a_check_selects_its_offenders_and_no_other_check_does(offenders, check):
    statements, expected = CASES[check]
    clusters, found = offenders(statements)
    assert sorted(found) == sorted(
        (check, table, key.format(**clusters), column, value.format(**clusters)) for table, key, column, value in expected
    )


@pytest.mark.parametrize("statement", list_statements("checks"), ids=lambda statement: statement.name)
def test_a_check_says_how_grave_its_claim_is(statement):
    assert f"-- severity: {statement.severity}" in statement.text.splitlines()[1]
