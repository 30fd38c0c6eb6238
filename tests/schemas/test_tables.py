"""Tables as declared: fields, types, and the ways to make a frame."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from schemas.codes import ACTOR_CODES, COUNTRY_CODES, CURRENCY_CODES
from schemas.fields import fields
from schemas.registry import EXTRACTED_TABLES, TABLES, build_table, empty_table, find_table


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_fulfils_its_own_contract(name):
    frame = empty_table(name)
    assert (frame.height, frame.schema) == (0, TABLES[name].schema().validate(frame).schema)
    assert set(TABLES[name].key) <= set(frame.columns)


def test_every_declared_field_is_used_and_explained():
    used = {column.name for table in TABLES.values() for column in table.columns}
    assert sorted(set(fields()) - used) == []
    assert [field.name for field in fields().values() if not field.description.endswith(".")] == []


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(KeyError, match=r"no table 'events'.*arms_transfers"):
        find_table("events")


def test_build_fills_what_a_row_leaves_out():
    frame = build_table("event_evidence", [{"event_id": "a", "ordinal": 1}])
    assert frame.rows() == [("a", 1, None, None, None, None)]


def test_build_refuses_a_column_the_table_does_not_have():
    with pytest.raises(ValueError, match="event_evidence has no column sentense"):
        build_table("event_evidence", [{"event_id": "a", "sentense": "x"}])


@pytest.mark.parametrize(
    "ordinal",
    [pytest.param("first", id="a word for a number"), pytest.param(2.5, id="half a thing"), pytest.param(float("nan"), id="no number")],
)
def test_build_refuses_a_value_of_another_type(ordinal):
    with pytest.raises(TypeError, match="a row does not fit event_evidence"):
        build_table("event_evidence", [{"event_id": "a", "ordinal": ordinal}])


def test_build_takes_a_whole_number_written_as_a_float():
    assert build_table("event_evidence", [{"event_id": "a", "ordinal": 3.0}])["ordinal"].to_list() == [3]


def test_build_looks_at_all_rows_before_it_settles_a_type():
    rows = [{"event_id": str(i), "ordinal": 1, "sentence": None} for i in range(200)] + [
        {"event_id": "z", "ordinal": 1, "sentence": "last"}
    ]
    assert build_table("event_evidence", rows)["sentence"][-1] == "last"


def test_json_records_are_read_back_with_days_and_instants():
    frame = find_table("runs").read_json([{"run_id": "r", "started_at": "2023-05-04T07:00:00+00:00", "sources": ["a"], "unheard_of": 1}])
    assert frame["started_at"].to_list() == [datetime(2023, 5, 4, 7, tzinfo=UTC)]
    assert find_table("event_clusters").read_json([{"first_seen": "2023-05-03"}])["first_seen"].to_list() == [date(2023, 5, 3)]


def test_extraction_hands_over_the_event_tables_and_what_belongs_to_them():
    assert EXTRACTED_TABLES == ("arms_transfers", "meetings", "meeting_participants", "trade_figures", "sanctions", "event_evidence")


@pytest.mark.parametrize(
    ("codes", "inside", "outside"),
    [
        pytest.param(
            COUNTRY_CODES, {"XKX", "TWN", "PSE", "SUN", "YUG", "DDR", "CSK", "HKG"}, {"UNK", "EU", "FRG", "UK"}, id="states, past ones too"
        ),
        pytest.param(ACTOR_CODES, {"EU", "WEST", "G7", "HOUTHI", "LIBYA_LNA", "UNK", "DEU"}, {"EUR", "WORLD"}, id="actors"),
        pytest.param(CURRENCY_CODES, {"USD", "EUR", "SUR", "FRF", "DEM", "CNY"}, {"XXX", "RMB", "usd"}, id="currencies, past ones too"),
    ],
)
def test_code_lists(codes, inside, outside):
    assert inside <= codes
    assert not outside & codes


def test_instants_are_utc_and_numbers_are_wide():
    assert {str(dtype) for table in TABLES.values() for dtype in table.dtypes().values()} == {
        "String",
        "Int64",
        "Float64",
        "Date",
        str(pl.Datetime("us", "UTC")),
        str(pl.List(pl.String())),
    }
