"""Rejected records: one identity for one failure, and payloads that any table can hold."""

import json
from datetime import UTC, date, datetime

import polars as pl
import pytest

from schemas.rejects import REJECTED_RECORDS, Reject, build_rejects, identify_reject, stamp_rejects

SEEN = datetime(2023, 5, 4, 7, tzinfo=UTC)
EMPTY_FILE = Reject("ingest", "raw_documents", "file:a/b.txt", "file_is_not_empty", "b.txt is empty")


def test_the_same_failure_is_the_same_row_in_every_run():
    first = build_rejects([EMPTY_FILE], "run-1", SEEN)
    second = build_rejects([EMPTY_FILE], "run-2", SEEN.replace(year=2024))
    assert first["reject_id"].to_list() == second["reject_id"].to_list()


def test_a_failure_given_twice_is_one_row():
    assert build_rejects([EMPTY_FILE, EMPTY_FILE], "run-1", SEEN).height == 1


@pytest.mark.parametrize("other", [("clean", "t", "k", "c", "n"), ("ingest", "t", "k", None, "n"), ("ingest", "t", "kc", None, "n")])
def test_another_failure_is_another_row(other):
    assert identify_reject(*other) != identify_reject("ingest", "t", "k", "c", "n")


def test_no_failures_are_no_rows():
    assert build_rejects([], "run-1", SEEN).equals(REJECTED_RECORDS.empty())


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        pytest.param(float("nan"), "nan", id="JSON has no NaN"),
        pytest.param(float("-inf"), "-inf", id="nor an infinity"),
        pytest.param(date(2023, 5, 4), "2023-05-04", id="a day"),
        pytest.param(SEEN, "2023-05-04T07:00:00+00:00", id="an instant"),
        pytest.param("half a \ud83d pair", "half a ? pair", id="a lone surrogate fits no table"),
        pytest.param("\x00", "\x00", id="a control character is escaped"),
        pytest.param([{"ordinal": 1}], [{"ordinal": 1}], id="children"),
        pytest.param(True, True, id="a truth value"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_payloads_survive_as_json(value, kept):
    reject = Reject("clean", "documents", "d", "n", "m", payload={"value": value})
    assert json.loads(build_rejects([reject], "run-1", SEEN)["payload"][0]) == {"value": kept}


def test_a_long_value_is_cut_beside_its_payload():
    reject = Reject("clean", "documents", "d", "n", "m", failure_case="x" * 10_000)
    assert build_rejects([reject], "run-1", SEEN)["failure_case"][0] == "x" * 500


def test_stamping_gives_the_identity_that_building_gives():
    frame = pl.DataFrame(
        {
            "stage": ["ingest"],
            "table_name": ["raw_documents"],
            "record_key": ["file:a/b.txt"],
            "column_name": [None],
            "check_name": ["file_is_not_empty"],
            "message": ["b.txt is empty"],
            "severity": ["error"],
        },
        schema_overrides={"column_name": pl.String},
    )
    assert stamp_rejects(frame, "run-1", SEEN).equals(build_rejects([EMPTY_FILE], "run-1", SEEN))


def test_stamping_refuses_a_column_that_rejects_do_not_have():
    with pytest.raises(ValueError, match="rejected_records has no column reason"):
        stamp_rejects(pl.DataFrame({"reason": ["x"]}), "run-1", SEEN)
