"""Every check of every table has a row that fails exactly it: a check without one fails here."""

import json
from pathlib import Path

import pytest

from flows.validate.rows import check_rows
from schemas.fields import TEXT_LIST
from schemas.registry import TABLES

GOOD_ROWS = json.loads((Path(__file__).parent / "good_rows.json").read_text(encoding="utf-8"))
OTHER = "0" * 23 + "2"
DATED = {"event_date_start": "2023-05-01", "event_date_end": "2023-05-02", "date_precision": "range"}

# (table or *, check) -> what to change in a good row
BAD = {
    ("*", "document_id_is_a_hash"): {"document_id": "XYZ"},
    ("*", "raw_sha256_is_a_hash"): {"raw_sha256": "abc"},
    ("*", "language_is_a_code"): {"language": "English"},
    ("*", "published_at_is_plausible"): {"published_at": "1023-05-03"},
    ("*", "published_at_is_not_after_fetched_at"): {"published_at": "2031-01-01"},
    ("*", "published_from_says_where"): {"published_from": "none"},
    ("*", "duplicate_kind_is_known"): {"duplicate_of": OTHER, "duplicate_kind": "alike"},
    ("*", "duplicate_kind_goes_with_duplicate_of"): {"duplicate_kind": "exact"},
    ("*", "duplicate_of_is_another_document"): {"duplicate_of": "0" * 23 + "1", "duplicate_kind": "exact"},
    ("*", "clean_text_has_no_control_characters"): {"clean_text": "a\x07b"},
    ("*", "sentence_start_is_before_its_end"): {"sentence_start": -1},
    ("*", "trigger_start_is_before_its_end"): {"trigger_start": 50, "trigger_end": 50, "sentence_start": 0},
    ("*", "trigger_is_inside_the_sentence"): {"trigger_start": 9_000, "trigger_end": 9_001},
    ("*", "confidence_is_a_likelihood"): {"confidence": 1.5},
    ("*", "date_precision_is_known"): DATED | {"date_precision": "decade"},
    ("*", "event_date_start_is_plausible"): DATED | {"event_date_start": "1023-05-01"},
    ("*", "event_date_end_is_plausible"): DATED | {"event_date_end": "2123-05-01"},
    ("*", "event_date_starts_before_it_ends"): DATED | {"event_date_start": "2023-05-03"},
    ("*", "event_date_is_whole"): {"event_date_start": "2023-05-01", "event_date_end": None, "date_precision": None},
    ("*", "attribution_cue_goes_with_a_source"): {"attribution_cue": "according to"},
    ("*", "sentence_has_plausible_length"): {"sentence": "long " * 500},
    ("arms_transfers", "supplier_or_recipient_is_named"): dict.fromkeys(
        ("supplier_code", "supplier_name", "recipient_code", "recipient_name")
    ),
    ("*", "supplier_is_listed"): {"supplier_code": "UNK"},
    ("*", "recipient_is_listed"): {"recipient_code": "UNK"},
    ("*", "reporter_is_listed"): {"reporter_code": "UNK"},
    ("*", "partner_is_listed"): {"partner_code": "UNK"},
    ("*", "authority_is_listed"): {"authority_code": "UNK"},
    ("*", "target_is_listed"): {"target_code": "UNK"},
    ("*", "actor_is_listed"): {"actor_code": "UNK"},
    ("*", "supplier_code_goes_with_supplier_name"): {"supplier_name": None},
    ("*", "recipient_code_goes_with_recipient_name"): {"recipient_code": None},
    ("*", "partner_code_goes_with_partner_name"): {"partner_name": None},
    ("*", "authority_code_goes_with_authority_name"): {"authority_code": None},
    ("*", "supplier_differs_from_recipient"): {"recipient_code": "KOR"},
    ("*", "reporter_differs_from_partner"): {"partner_code": "EST"},
    ("*", "authority_differs_from_target"): {"authority_code": "BLR"},
    ("*", "weapon_is_listed"): {"weapon_category": "other"},
    ("*", "quantity_is_positive"): {"quantity_min": 0},
    ("*", "quantity_min_is_at_most_quantity_max"): {"quantity_min": 13},
    ("*", "quantity_is_quoted"): {"quantity_text": None},
    ("*", "value_goes_with_its_currency"): {"value_currency": None},
    ("*", "deal_value_is_plausible"): {"value_amount": 48e12},
    ("*", "delivery_is_not_in_the_future"): DATED
    | {"status": "delivered", "event_date_start": "2024-01-01", "event_date_end": "2024-01-02"},
    ("*", "held_meeting_is_not_in_the_future"): DATED | {"event_date_start": "2024-01-01", "event_date_end": "2024-01-02"},
    ("*", "participant_ordinal_counts_from_1"): {"ordinal": 0},
    ("*", "evidence_ordinal_counts_from_1"): {"ordinal": 0},
    ("trade_figures", "value_is_finite"): {"value": float("inf"), "unit": "EUR"},
    ("*", "unit_of_money_is_a_currency"): {"unit": "bananas"},
    ("*", "unit_of_change_and_share_is_percent"): {"measure": "share", "value": 20.0, "unit": "EUR"},
    ("*", "unit_of_quantity_is_known"): {"measure": "quantity", "unit": "cartloads"},
    ("*", "only_a_balance_has_a_negative_value"): {"value": -2.5e9},
    ("*", "trade_value_is_plausible"): {"value": 2.5e15, "unit": "USD"},
    ("*", "share_is_at_most_the_whole"): {"measure": "share", "value": 120.0, "unit": "percent"},
    ("*", "fall_is_at_most_the_whole"): {"measure": "pct_change", "value": -120.0, "unit": "percent"},
    ("*", "change_is_plausible"): {"measure": "pct_change", "value": 20_000.0, "unit": "percent"},
    ("*", "period_start_is_plausible"): {"period_start": "0222-01-01"},
    ("*", "period_end_is_plausible"): {"period_end": "2222-12-31"},
    ("*", "period_is_whole"): {"period_end": None},
    ("*", "period_starts_before_it_ends"): {"period_start": "2022-12-31", "period_end": "2022-01-01"},
    ("*", "actual_figure_is_not_in_the_future"): {"period_start": "2024-01-01", "period_end": "2024-12-31"},
    ("*", "measures_are_named"): {"measures": []},
    ("*", "first_seen_is_at_most_last_seen"): {"first_seen": "2023-05-04"},
    ("*", "cluster_has_a_document"): {"documents": 0},
    ("*", "first_seen_at_is_at_most_last_seen_at"): {"first_seen_at": "2023-05-05T07:00:00Z"},
    ("*", "run_starts_before_it_ends"): {"started_at": "2023-05-05T07:00:00Z"},
    ("*", "counts_are_not_negative"): {"rows_rejected": -1},
}


def _cases():
    for table in TABLES.values():
        for check in table.checks():
            yield pytest.param(table, check, id=f"{table.name}-{check.name}")


def _change(table, check):
    """Return the change that breaks the check; those that follow from a declaration are made up from it."""
    for key in ((table.name, check.name), ("*", check.name)):
        if key in BAD:
            return BAD[key]
    if check.name == f"{check.column}_is_present":
        return {check.column: None}
    if check.name == f"{check.column}_is_known":
        return {check.column: ["made_up"] if table.dtypes()[check.column] == TEXT_LIST else "made_up"}
    return pytest.fail(f"{check.name} of {table.name} has no failing row: add one to BAD")


def _failures(table, rows):
    return {(failure.row, failure.check.name) for failure in check_rows(table, table.read_json(rows)).failures}


@pytest.mark.parametrize(("table", "check"), list(_cases()))
def test_a_row_fails_exactly_this_check(table, check):
    good = GOOD_ROWS[table.name]
    if check.name.endswith("_is_unique"):
        assert _failures(table, [*good, good[0]]) == {(len(good), check.name)}
    else:
        assert _failures(table, [good[0] | _change(table, check), *good[1:]]) == {(0, check.name)}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_good_rows_fail_no_check(table):
    assert _failures(table, GOOD_ROWS[table.name]) == set()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_checks_of_a_table_have_names_of_their_own_and_say_what_to_do(table):
    names = [check.name for check in table.checks()]
    assert sorted(set(names)) == sorted(names)
    assert all(check.message and check.column in table.dtypes() and check.severity in {"error", "warning"} for check in table.checks())


def test_every_change_belongs_to_a_check():
    claimed = {(table.name, check.name) for table in TABLES.values() for check in table.checks()}
    anywhere = {name for _, name in claimed}
    assert [key for key in BAD if key not in claimed and not (key[0] == "*" and key[1] in anywhere)] == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        pytest.param(
            "arms_transfers",
            {"supplier_code": "UNK", "supplier_name": "a firm", "recipient_code": "UNK"},
            id="two unlisted actors may differ by name",
        ),
        pytest.param(
            "arms_transfers", {"quantity_min": None, "quantity_max": 300, "quantity_text": "up to 300"}, id="a quantity open downwards"
        ),
        pytest.param("arms_transfers", {"value_amount": 2e12, "value_currency": "IDR"}, id="a large sum in a small currency"),
        pytest.param("trade_figures", {"flow": "balance", "value": -4e9}, id="a deficit"),
        pytest.param("trade_figures", {"measure": "pct_change", "value": -5.0, "unit": "percent"}, id="a fall"),
        pytest.param(
            "trade_figures",
            {"flow": "balance", "measure": "pct_change", "value": -250.0, "unit": "percent"},
            id="a balance that turns over",
        ),
        pytest.param(
            "trade_figures", {"unit": "SUR", "period_start": "1985-01-01", "period_end": "1985-12-31"}, id="a currency of the past"
        ),
        pytest.param(
            "trade_figures",
            {"observation_status": "forecast", "period_start": "2040-01-01", "period_end": "2040-12-31"},
            id="a far forecast",
        ),
        pytest.param("sanctions", {"authority_code": None, "authority_name": None}, id="an authority the text does not name"),
        pytest.param(
            "sanctions", {"authority_code": "RUS", "target_code": "RUS", "target_type": "person"}, id="a state against a person of its own"
        ),
        pytest.param("meetings", {"event_date_start": None, "event_date_end": None, "date_precision": None}, id="no date"),
    ],
)
def test_what_is_right_though_unusual_is_no_error(table, change):
    row = GOOD_ROWS[table][0] | change
    checked = check_rows(TABLES[table], TABLES[table].read_json([row]))
    assert [failure.check.name for failure in checked.failures if failure.check.severity == "error"] == []
