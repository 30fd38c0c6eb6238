"""Landing: all or nothing, and nothing twice."""

import copy
from datetime import UTC, datetime

import polars as pl
import pytest

from flows.warehouse import LandingError, land, open_warehouse, publish, query
from flows.warehouse.landing import stored_row_counts
from schemas.registry import STORED_TABLES, find_table
from schemas.runs import RunRecord, StageRecord

ROWS = {
    "documents": 1,
    "arms_transfers": 1,
    "meetings": 1,
    "meeting_participants": 2,
    "trade_figures": 1,
    "sanctions": 1,
    "event_evidence": 4,
}
EVENTS = ("arms_transfers", "meetings", "trade_figures", "sanctions")


def _contents(home):
    """Return every row of every table, by table, but for what tells of runs."""
    with open_warehouse(home) as connection:
        return {
            name: connection.sql(f"from {name} order by {', '.join(table.key)}").pl()
            for name, table in STORED_TABLES.items()
            if name not in {"runs", "run_stages", "rejected_records"}
        }


def _same(one, other):
    return {name for name in one if not one[name].equals(other[name])} == set()


def _spread(rows, document_id, suffix, **changes):
    """Return the same events told by another document."""
    other = copy.deepcopy(rows)
    for name, records in other.items():
        for record in records:
            if "document_id" in record and name != "rejected_records":
                record["document_id"] = document_id
            if "event_id" in record:
                record["event_id"] += suffix
            if name in EVENTS:
                record |= {key: value for key, value in changes.items() if key in record or key.startswith("event_date")}
    other["documents"][0] |= {"source_uri": f"file:made_up/{document_id}.txt"} | {
        key: value for key, value in changes.items() if key in other["documents"][0]
    }
    return other


def _together(*many):
    return {name: [record for rows in many for record in rows[name]] for name in many[0]}


def test_rows_land_and_the_report_counts_them(rows, land_rows, home):
    report = land_rows(rows)
    assert (report.documents_landed, report.documents_unchanged, report.rows) == (1, 0, ROWS)
    assert (report.rejects_seen, report.rejects_resolved, report.warnings.height) == (1, 0, 0)
    assert stored_row_counts(home) == ROWS | {"event_clusters": 4, "rejected_records": 1, "runs": 1, "run_stages": 0}


def test_a_second_run_over_the_same_rows_changes_none(rows, land_rows, home):
    land_rows(rows)
    before = _contents(home)
    for name in ("documents", *EVENTS):
        rows[name][0]["run_id"] = "run-2"
    report = land_rows(rows, "run-2", 8)
    assert (report.documents_landed, report.documents_unchanged, report.rows) == (0, 1, dict.fromkeys(ROWS, 0))
    assert _same(_contents(home), before)


def test_a_document_that_comes_twice_in_one_run_lands_once(rows, land_rows, home):
    land_rows(_together(rows, rows))
    assert {name: count for name, count in stored_row_counts(home).items() if name in ROWS} == ROWS


def test_another_extractor_version_replaces_what_the_former_found(rows, land_rows, home):
    land_rows(rows)
    for name in ("documents", *EVENTS):
        rows[name][0]["extractor_version"] = "2"
    rows["arms_transfers"] = []
    rows["event_evidence"] = rows["event_evidence"][1:]
    rows["meetings"][0]["mode"] = "visit"
    rows["meeting_participants"].append(rows["meeting_participants"][0] | {"ordinal": 3, "actor_code": "LTU"})
    report = land_rows(rows, "run-2", 8)
    assert report.documents_landed == 1
    after = _contents(home)
    assert {name: after[name].height for name in ROWS} == ROWS | {"arms_transfers": 0, "event_evidence": 3, "meeting_participants": 3}
    assert after["meetings"].select("mode", "extractor_version").rows() == [("visit", "2")]
    assert after["event_clusters"].height == 3


def test_a_run_without_files_lands_its_own_row(home, rows, land_rows):
    land_rows({})
    assert stored_row_counts(home) == dict.fromkeys(STORED_TABLES, 0) | {"runs": 1}


def test_stages_of_a_run_are_kept_and_replaced(home):
    run = RunRecord("run-1", _at(7), ("made_up",), "0.1.0", "1")
    land(home, run, {}, stages=[StageRecord("run-1", "clean", _at(7), None, 10, 9)])
    land(
        home,
        run,
        {},
        stages=[StageRecord("run-1", "clean", _at(7), _at(8), 10, 8, 1, 1), StageRecord("run-1", "extract", _at(8), _at(9), 8, 20)],
    )
    publish(home)
    found = query(home, "select stage, rows_in, rows_out, rows_rejected, rows_skipped from run_stages order by stage").rows()
    assert found == [("clean", 10, 8, 1, 1), ("extract", 8, 20, 0, 0)]


def test_an_unknown_table_is_refused(home):
    with pytest.raises(ValueError, match="a run lands no events"):
        land(home, RunRecord("run-1", _at(7), (), "0.1.0", "1"), {"events": []})


@pytest.mark.parametrize(
    ("spoil", "claim"),
    [
        pytest.param(
            lambda rows: rows["arms_transfers"][0].update(event_id="e-meet"), "event_ids_are_unique_across_kinds", id="one id for two kinds"
        ),
        pytest.param(lambda rows: rows["meeting_participants"].pop(), "meetings_have_two_participants", id="a meeting of one"),
        pytest.param(
            lambda rows: rows["event_evidence"][0].update(event_id="e-none"), "evidence_belongs_to_events", id="evidence of nothing"
        ),
        pytest.param(
            lambda rows: rows["sanctions"][0].update(sentence="Not there."), "stored_sentences_stand_in_the_text", id="a false quotation"
        ),
        pytest.param(
            lambda rows: rows["sanctions"][0].update(trigger_end=9_999), "stored_sentences_stand_in_the_text", id="a false trigger"
        ),
    ],
)
def test_what_contradicts_itself_lands_not_at_all(rows, land_rows, home, spoil, claim):
    land_rows(rows)
    before = stored_row_counts(home)
    for name in ("documents", *EVENTS):
        rows[name][0]["extractor_version"] = "2"
    spoil(rows)
    with pytest.raises(LandingError, match=claim):
        land_rows(rows, "run-2", 8)
    assert stored_row_counts(home) == before
    with open_warehouse(home) as connection:
        assert connection.execute("select extractor_version from documents").fetchall() == [("1",)]


def test_a_value_outside_its_list_lands_not_at_all(rows, land_rows, home):
    rows["sanctions"][0]["action"] = "frowned_upon"
    with pytest.raises(Exception, match="CHECK constraint failed"):
        land_rows(rows)
    assert stored_row_counts(home) == dict.fromkeys(STORED_TABLES, 0)


def _at(hour):
    from datetime import UTC, datetime

    return datetime(2023, 5, 4, hour, tzinfo=UTC)


# ------------------------------------------------------------------------------------------------------------- rejects


def _rejects(home):
    with open_warehouse(home) as connection:
        return connection.sql("from rejected_records order by reject_id").pl()


def test_the_same_failure_seen_again_moves_its_last_sighting(rows, land_rows, home):
    land_rows(rows)
    rows["rejected_records"][0] |= {"run_id": "run-2", "first_seen_at": "2023-05-04T08:00:00Z", "last_seen_at": "2023-05-04T08:00:00Z"}
    land_rows(rows, "run-2", 8)
    found = _rejects(home).select("run_id", "first_seen_at", "last_seen_at", "resolved_at").rows()
    assert found == [("run-2", _at(7), _at(8), None)]


def test_a_failure_is_resolved_when_its_document_lands_without_it_and_open_when_it_comes_back(rows, land_rows, home):
    failure = rows["rejected_records"][0] | {"reject_id": "r2", "stage": "validate", "document_id": rows["documents"][0]["document_id"]}
    land_rows(rows | {"rejected_records": [*rows["rejected_records"], failure]})
    for name in ("documents", *EVENTS):
        rows[name][0]["extractor_version"] = "2"
    report = land_rows(rows | {"rejected_records": []}, "run-2", 8)
    assert report.rejects_resolved == 1
    assert _rejects(home).select("reject_id", "resolved_at").rows() == [("r1", None), ("r2", _at(8))]
    land_rows(rows | {"rejected_records": [failure]}, "run-3", 9)
    assert _rejects(home).select("reject_id", "resolved_at").rows() == [("r1", None), ("r2", None)]


def test_a_file_that_can_be_read_after_all_resolves_its_failure(rows, land_rows, home):
    rows["rejected_records"][0]["record_key"] = rows["documents"][0]["source_uri"]
    land_rows({"rejected_records": rows["rejected_records"]})
    report = land_rows(rows | {"rejected_records": []}, "run-2", 8)
    assert report.rejects_resolved == 1
    assert _rejects(home)["resolved_at"].to_list() == [_at(8)]


def test_a_failure_of_an_unchanged_document_stays_open(rows, land_rows, home):
    rows["rejected_records"][0]["document_id"] = rows["documents"][0]["document_id"]
    land_rows(rows)
    report = land_rows(rows | {"rejected_records": []}, "run-2", 8)
    assert report.rejects_resolved == 0
    assert _rejects(home)["resolved_at"].to_list() == [None]


# -------------------------------------------------------------------------------------------------- checks across rows


def test_a_source_that_brings_too_little_is_a_warning_until_it_brings_enough(rows, land_rows, home):
    bounds = pl.DataFrame({"source_name": ["made_up", "silent"], "least_documents": [1, 5], "most_documents": [10, None]})
    report = land_rows(rows, source_bounds=bounds)
    found = report.warnings.select("stage", "severity", "check_name", "record_key", "failure_case").rows()
    assert found == [("land", "warning", "sources_bring_as_many_documents_as_declared", "silent", "0 documents, expected 5 to any")]
    assert _rejects(home).filter(stage="land")["resolved_at"].to_list() == [None]
    land_rows(rows, "run-2", 8, source_bounds=bounds.head(1))
    assert _rejects(home).filter(stage="land")["resolved_at"].to_list() == [_at(8)]


def test_unchanged_documents_count_where_the_run_says_so_and_for_the_minimum_at_least(rows, land_rows):
    bounds = pl.DataFrame({"source_name": ["made_up"], "least_documents": [1], "most_documents": [10]})
    land_rows(rows, source_bounds=bounds)
    assert land_rows({}, "run-2", 8, source_bounds=bounds).warnings.height == 0
    report = land_rows({}, "run-3", 9, source_bounds=bounds.with_columns(documents_seen=0))
    assert report.warnings["failure_case"].to_list() == ["0 documents, expected 1 to 10"]


def test_a_second_document_under_one_address_is_a_warning(rows, land_rows):
    land_rows(rows)
    changed = _spread(rows, "0" * 23 + "2", "-2", run_id="run-2")
    changed["documents"][0]["source_uri"] = rows["documents"][0]["source_uri"]
    report = land_rows(changed, "run-2", 8)
    assert report.warnings.select("check_name", "record_key").rows() == [("one_address_holds_one_document", "0" * 23 + "2")]


def test_a_duplicate_of_a_document_that_is_not_there_is_a_warning(rows, land_rows):
    rows["documents"].append(
        rows["documents"][0]
        | {"document_id": "0" * 23 + "9", "source_uri": "file:b.txt", "duplicate_of": "f" * 24, "duplicate_kind": "exact"}
    )
    report = land_rows(rows)
    assert report.warnings.select("check_name", "failure_case").rows() == [("duplicates_name_a_known_document", "f" * 24)]


def test_a_kind_whose_share_jumps_is_a_warning(rows, land_rows):
    def many(rows, table, run_id):
        records = [rows[table][0] | {"event_id": f"{run_id}-{table}-{n}", "run_id": run_id} for n in range(100)]
        return {"documents": rows["documents"], table: records}

    report = land_rows(many(rows, "sanctions", "run-1"))
    assert report.warnings.height == 0
    other = _spread(rows, "0" * 23 + "2", "-2", run_id="run-2")
    report = land_rows(many(other, "trade_figures", "run-2"), "run-2", 8)
    assert sorted(report.warnings.select("check_name", "record_key", "failure_case").rows()) == [
        ("shares_of_kinds_are_stable", "sanction", "0 percent of this run, 100 percent before"),
        ("shares_of_kinds_are_stable", "trade_figure", "100 percent of this run, 0 percent before"),
    ]


def test_a_clock_that_is_set_back_does_no_harm(rows, home, tmp_path):
    noon, eleven = datetime(2026, 1, 5, 12, tzinfo=UTC), datetime(2026, 1, 5, 11, tzinfo=UTC)
    path = tmp_path / "documents.parquet"
    for number, (started, finished) in enumerate([(noon, noon), (noon, eleven), (eleven, eleven)], start=1):
        documents = [rows["documents"][0] | {"extractor_version": str(number)}]
        find_table("documents").read_json(documents).write_parquet(path)
        run = RunRecord(f"run-{number}", started, ("made_up",), "0.1.0", str(number), "completed", finished)
        land(home, run, {"documents": [path]}, stages=[StageRecord(run.run_id, "ingest", started, finished, 1, 1)])
    publish(home)
    assert query(home, "select extractor_version from documents").item() == "3"
    assert query(home, "select run_id from runs where finished_at < started_at").is_empty()
    assert query(home, "select seconds, documents_per_second from run_stages where run_id = 'run-2'").rows() == [(0.0, None)]


# ------------------------------------------------------------------------------------------------------------ clusters


def _clusters(home):
    with open_warehouse(home) as connection:
        return connection.sql("from event_clusters order by kind, first_seen").pl()


def test_documents_that_report_the_same_events_share_clusters(rows, land_rows, home):
    later = _spread(rows, "0" * 23 + "2", "-2", publisher="Another Wire", published_at="2023-05-05", confidence=0.9)
    land_rows(_together(rows, later))
    clusters = _clusters(home)
    assert clusters.select("kind", "documents", "publishers").rows() == [
        ("arms_transfer", 2, 2),
        ("meeting", 2, 2),
        ("sanction", 2, 2),
        ("trade_figure", 2, 2),
    ]
    assert clusters["best_event_id"].to_list() == ["e-arms-2", "e-meet-2", "e-sanc-2", "e-trade-2"]


@pytest.mark.parametrize(
    ("table", "change", "clusters"),
    [
        pytest.param("meetings", {"event_date_start": "2023-05-09", "event_date_end": "2023-05-09"}, 1, id="a meeting a week later"),
        pytest.param("meetings", {"event_date_start": "2023-05-10", "event_date_end": "2023-05-10"}, 2, id="a meeting eight days later"),
        pytest.param("meetings", {"status": "planned"}, 1, id="a meeting foretold"),
        pytest.param("arms_transfers", {"assertion": "denied"}, 1, id="a transfer denied is about the same transfer"),
        pytest.param("arms_transfers", {"recipient_code": "LVA"}, 2, id="another recipient"),
        pytest.param("arms_transfers", {"weapon_designation": None}, 2, id="a sort of weapon is not the weapon"),
        pytest.param("trade_figures", {"value": 2_501_000_000.0}, 1, id="the same figure less rounded"),
        pytest.param("trade_figures", {"value": 2_600_000_000.0}, 2, id="another figure"),
        pytest.param("trade_figures", {"period_start": "2021-01-01", "period_end": "2021-12-31"}, 2, id="another year"),
        pytest.param("sanctions", {"action": "lifted"}, 2, id="another act"),
        pytest.param("sanctions", {"target_name": "Minsk"}, 1, id="a state by another name"),
        pytest.param("sanctions", {"target_code": "UNK", "target_name": "Atlantis"}, 2, id="an unlisted target goes by its name"),
    ],
)
def test_what_makes_another_cluster(rows, land_rows, home, table, change, clusters):
    other = _spread(rows, "0" * 23 + "2", "-2")
    other[table][0] |= change
    land_rows(_together(rows, other))
    kind = table.removesuffix("s")
    assert _clusters(home).filter(kind=kind).height == clusters


def test_clusters_do_not_depend_on_the_order_of_runs(rows, land_rows, home, tmp_path):
    later = _spread(rows, "0" * 23 + "2", "-2", published_at="2023-05-05")
    land_rows(rows)
    land_rows(later, "run-2", 8)
    forwards = _contents(home)
    (home / "warehouse.duckdb").rename(tmp_path / "first.duckdb")
    land_rows(later, "run-2", 8)
    land_rows(rows)
    assert _same(_contents(home), forwards)
