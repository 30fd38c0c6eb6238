"""Declared corrections: applied where they find what they expect, reported either way."""

import json
from datetime import UTC, date, datetime

import polars as pl
import pytest

from flows.validate import Correction, load_corrections, validate
from flows.validate.corrections import apply_corrections, parse_corrections
from schemas.registry import EXTRACTED_TABLES, TABLES

SEEN = datetime(2023, 5, 4, 9, tzinfo=UTC)
ENTRY = {
    "table": "arms_transfers",
    "record": "e-arms",
    "column": "weapon_category",
    "expected": "artillery",
    "value": "armoured_vehicle",
    "reason": "it drives",
}


def _correct(rows, **changes):
    table = TABLES[changes.get("table", "arms_transfers")]
    return apply_corrections(table, table.read_json(rows[table.name]), [Correction(**ENTRY | changes)])


def test_a_correction_is_applied_and_reported(rows):
    frame, reports = _correct(rows)
    assert frame["weapon_category"].to_list() == ["armoured_vehicle"]
    [report] = reports
    assert (report.check_name, report.severity, report.failure_case) == ("value_stands_as_it_was_read", "warning", "artillery")
    assert report.message == "corrected by seeds/corrections.yml: weapon_category 'artillery' -> 'armoured_vehicle' (it drives)"
    assert report.payload is not None
    assert report.payload["weapon_category"] == "artillery"


def test_a_correction_whose_expected_value_is_gone_complains(rows):
    frame, reports = _correct(rows, expected="missile")
    assert frame["weapon_category"].to_list() == ["artillery"]
    assert [(report.check_name, report.severity) for report in reports] == [("correction_finds_what_it_expects", "warning")]


def test_a_correction_of_a_record_that_is_not_here_is_silent(rows):
    frame, reports = _correct(rows, record="e-other")
    assert (frame["weapon_category"].to_list(), reports) == (["artillery"], [])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {
                "table": "sanctions",
                "record": "e-sanc",
                "column": "measures",
                "expected": ["unspecified"],
                "value": ["transport", "financial"],
            },
            ["transport", "financial"],
            id="a list",
        ),
        pytest.param(
            {"table": "trade_figures", "record": "e-trade", "column": "period_end", "expected": "2022-12-31", "value": date(2022, 6, 30)},
            date(2022, 6, 30),
            id="a day, as YAML reads it",
        ),
        pytest.param(
            {"table": "arms_transfers", "column": "event_date_text", "expected": None, "value": "in May"},
            "in May",
            id="nothing becomes something",
        ),
        pytest.param(
            {"table": "arms_transfers", "column": "quantity_max", "expected": 12, "value": None}, None, id="something becomes nothing"
        ),
        pytest.param(
            {"table": "meeting_participants", "record": "e-meet#2", "column": "actor_code", "expected": "LVA", "value": "LTU"},
            "LTU",
            id="a participant by its ordinal",
        ),
    ],
)
def test_values_of_every_type_are_corrected(rows, change, expected):
    frame, reports = _correct(rows, **change)
    corrected = frame.filter(
        pl.concat_str(pl.col(TABLES[change["table"]].key).cast(pl.String), separator="#") == change.get("record", "e-arms")
    )
    assert corrected[change["column"]].to_list() == [expected]
    assert [report.check_name for report in reports] == ["value_stands_as_it_was_read"]
    assert frame.schema == TABLES[change["table"]].empty().schema


def test_a_correction_can_save_a_row_from_quarantine(rows):
    rows["arms_transfers"][0]["weapon_category"] = "thing"
    tables = {name: TABLES[name].read_json(rows[name]) for name in EXTRACTED_TABLES}
    documents = TABLES["clean_documents"].read_json(rows["clean_documents"])
    validated = validate(
        tables, documents, run_id="r", extractor_version="1", seen_at=SEEN, corrections=[Correction(**ENTRY | {"expected": "thing"})]
    )
    assert validated.tables["arms_transfers"]["weapon_category"].to_list() == ["armoured_vehicle"]
    assert validated.rejects["check_name"].to_list() == ["value_stands_as_it_was_read"]
    assert json.loads(validated.rejects["payload"][0])["weapon_category"] == "thing"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        pytest.param({"table": "x"}, "must hold a list", id="no list"),
        pytest.param([{**ENTRY, "why": "x"}], "entry 1: needs exactly", id="an unknown name"),
        pytest.param([{name: ENTRY[name] for name in ENTRY if name != "reason"}], "entry 1: needs exactly", id="no reason"),
        pytest.param([ENTRY, {**ENTRY, "reason": " "}], "entry 2: a correction needs its reason", id="an empty reason"),
        pytest.param([{**ENTRY, "table": "runs"}], "'runs' is none of", id="a table of no records of ours"),
        pytest.param([{**ENTRY, "column": "colour"}], "no column 'colour'", id="an unknown column"),
        pytest.param([{**ENTRY, "column": "event_id"}], "no column 'event_id'", id="an identity"),
        pytest.param(
            [{**ENTRY, "column": "event_date_start", "expected": None, "value": "May"}], "'May' does not fit event_date_start", id="no day"
        ),
    ],
)
def test_what_can_never_be_applied_is_refused(entries, message):
    with pytest.raises(ValueError, match=message):
        parse_corrections(entries)


def test_no_entries_are_no_corrections():
    assert (parse_corrections(None), parse_corrections([])) == ((), ())


def test_the_declared_corrections_can_be_read():
    assert isinstance(load_corrections(), tuple)
