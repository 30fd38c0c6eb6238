"""A batch as a whole: what passes, what is quarantined, and what a rejected row takes with it."""

import json
from datetime import UTC, datetime
from time import perf_counter

import polars as pl
import pytest

from flows.validate import validate
from schemas.registry import EXTRACTED_TABLES, TABLES, empty_table
from schemas.rejects import Reject, build_rejects

SEEN = datetime(2023, 5, 4, 9, tzinfo=UTC)
ALL_GOOD = {
    "documents": 1,
    "arms_transfers": 1,
    "meetings": 1,
    "meeting_participants": 2,
    "trade_figures": 1,
    "sanctions": 1,
    "event_evidence": 4,
}


def _sizes(validated):
    return {name: frame.height for name, frame in validated.tables.items()}


def _failed(validated):
    return sorted(validated.rejects.select("table_name", "record_key", "check_name").rows())


def test_good_rows_pass_whole_and_in_their_types(rows, validate_rows):
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD
    assert validated.rejects.equals(empty_table("rejected_records"))
    for name, frame in validated.tables.items():
        TABLES[name].validate(frame)
    assert validated.tables["documents"].select("extractor_version", "run_id").rows() == [("1", "run-1")]


def test_nothing_in_is_nothing_out():
    validated = validate({}, empty_table("clean_documents"), run_id="run-1", extractor_version="1", seen_at=SEEN)
    assert _sizes(validated) == dict.fromkeys(ALL_GOOD, 0)
    assert validated.rejects.height == 0


def test_a_rejected_event_is_one_row_that_says_all(rows, validate_rows):
    rows["arms_transfers"][0]["confidence"] = 7.0
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD | {"arms_transfers": 0, "event_evidence": 3}
    reject = validated.rejects.row(0, named=True)
    payload = json.loads(reject.pop("payload"))
    assert {name: reject[name] for name in reject if name != "reject_id"} == {
        "run_id": "run-1",
        "stage": "validate",
        "table_name": "arms_transfers",
        "record_key": "e-arms",
        "document_id": "000000000000000000000001",
        "column_name": "confidence",
        "check_name": "confidence_is_a_likelihood",
        "failure_case": "7.0",
        "message": "confidence lies outside 0 to 1",
        "severity": "error",
        "sentence": "Estonia has ordered 12 K9 howitzers from South Korea for $48 million.",
        "rule_id": "arms_transfers.order",
        "first_seen_at": SEEN,
        "last_seen_at": SEEN,
        "resolved_at": None,
    }
    assert (payload["weapon_text"], payload["confidence"], payload["extracted_at"]) == ("K9 howitzers", 7.0, "2023-05-04T08:00:00+00:00")
    assert [passage["ordinal"] for passage in payload["event_evidence"]] == [1]


def test_a_rejected_meeting_takes_its_participants_along(rows, validate_rows):
    rows["meetings"][0]["mode"] = "seance"
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD | {"meetings": 0, "meeting_participants": 0, "event_evidence": 3}
    assert _failed(validated) == [("meetings", "e-meet", "mode_is_known")]
    payload = json.loads(validated.rejects["payload"][0])
    assert [participant["person_name"] for participant in payload["meeting_participants"]] == ["Anna Tamm", "Janis Ozols"]


def test_a_meeting_left_with_one_participant_is_rejected(rows, validate_rows):
    rows["meeting_participants"][1]["actor_code"] = "LAT"
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD | {"meetings": 0, "meeting_participants": 0, "event_evidence": 3}
    assert _failed(validated) == [
        ("meeting_participants", "e-meet#2", "actor_code_is_known"),
        ("meetings", "e-meet", "meeting_has_two_participants"),
    ]
    sentences = dict(validated.rejects.select("table_name", "sentence").rows())
    assert sentences["meeting_participants"] == sentences["meetings"]
    assert validated.rejects.filter(check_name="meeting_has_two_participants")["failure_case"].to_list() == ["1"]


def test_a_third_participant_may_fail_alone(rows, validate_rows):
    rows["meeting_participants"].append(rows["meeting_participants"][0] | {"ordinal": 3, "actor_code": "LAT"})
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD
    assert _failed(validated) == [("meeting_participants", "e-meet#3", "actor_code_is_known")]


def test_a_rejected_document_takes_its_events_along(rows, validate_rows):
    rows["clean_documents"][0]["published_at"] = "1023-05-03"
    validated = validate_rows(rows)
    assert _sizes(validated) == dict.fromkeys(ALL_GOOD, 0)
    failed = _failed(validated)
    assert ("documents", "000000000000000000000001", "published_at_is_plausible") in failed
    assert {check for table, _, check in failed if table != "documents"} == {"document_is_valid"}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        pytest.param({"sentence_start": 28}, "sentence_stands_in_the_text", id="the sentence is off by one"),
        pytest.param({"sentence": "Estonia has bought howitzers."}, "sentence_stands_in_the_text", id="the sentence is reworded"),
        pytest.param({"trigger": "bought"}, "trigger_stands_in_the_text", id="the trigger is another word"),
    ],
)
def test_offsets_must_give_back_what_is_stored(rows, validate_rows, change, check):
    text = rows["clean_documents"][0]["clean_text"]
    assert text[rows["arms_transfers"][0]["sentence_start"] :].startswith("Estonia has ordered")
    rows["arms_transfers"][0] |= change
    assert _failed(validate_rows(rows)) == [("arms_transfers", "e-arms", check)]


def test_offsets_count_characters_and_not_bytes(rows, validate_rows):
    prefix = "Õhtuleht — 😀 "
    rows["clean_documents"][0]["clean_text"] = prefix + rows["clean_documents"][0]["clean_text"]
    for name in (*EXTRACTED_TABLES,):
        for row in rows[name]:
            for column in ("sentence_start", "sentence_end", "trigger_start", "trigger_end"):
                if column in row:
                    row[column] += len(prefix)
    assert _failed(validate_rows(rows)) == []


@pytest.mark.parametrize(
    ("table", "change", "check"),
    [
        pytest.param("meeting_participants", {"event_id": "e-none"}, "participant_has_a_meeting", id="a participant without a meeting"),
        pytest.param("event_evidence", {"event_id": "e-none"}, "evidence_has_an_event", id="a passage without an event"),
        pytest.param(
            "event_evidence", {"sentence": "Nothing of the kind."}, "sentence_stands_in_the_text", id="a passage that is not in the text"
        ),
    ],
)
def test_children_need_what_they_belong_to(rows, validate_rows, table, change, check):
    rows[table].append(rows[table][0] | {"ordinal": 9} | change)
    validated = validate_rows(rows)
    assert [name for _, _, name in _failed(validated)] == [check]
    assert _sizes(validated) == ALL_GOOD


def test_a_warning_lands_and_is_reported(rows, validate_rows):
    rows["arms_transfers"][0] |= {"supplier_code": "UNK", "supplier_name": "Acme Arms"}
    validated = validate_rows(rows)
    assert _sizes(validated) == ALL_GOOD
    found = validated.rejects.select("check_name", "severity", "failure_case").rows()
    assert found == [("supplier_is_listed", "warning", "Acme Arms")]


def test_a_quarantined_row_is_not_warned_about_as_well(rows, validate_rows):
    rows["arms_transfers"][0] |= {"supplier_code": "UNK", "supplier_name": "Acme Arms", "confidence": 7.0}
    assert _failed(validate_rows(rows)) == [("arms_transfers", "e-arms", "confidence_is_a_likelihood")]


def test_rows_without_a_key_are_told_apart(rows, validate_rows):
    nameless = rows["sanctions"][0] | {"event_id": None}
    rows["sanctions"] += [nameless, nameless | {"reason": "another"}]
    validated = validate_rows(rows)
    found = validated.rejects.filter(check_name="event_id_is_present")
    assert found["record_key"].n_unique() == 2
    assert _sizes(validated) == ALL_GOOD


def test_a_value_that_fits_no_type_is_quarantined_as_it_was(rows):
    tables = {name: TABLES[name].read_json(rows[name]) for name in EXTRACTED_TABLES}
    tables["arms_transfers"] = tables["arms_transfers"].with_columns(quantity_min=pl.lit(2.5), value_amount=pl.lit("much"))
    documents = TABLES["clean_documents"].read_json(rows["clean_documents"])
    validated = validate(tables, documents, run_id="run-1", extractor_version="1", seen_at=SEEN)
    found = validated.rejects.select("check_name", "failure_case").rows()
    assert ("quantity_min_has_its_type", "2.5") in found
    assert ("value_amount_has_its_type", "much") in found
    assert validated.tables["arms_transfers"].height == 0


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(lambda tables: tables | {"events": empty_table("meetings")}, "hands over no events", id="an unknown table"),
        pytest.param(
            lambda tables: tables | {"meetings": tables["meetings"].drop("mode")}, r"missing columns \['mode'\]", id="a missing column"
        ),
        pytest.param(
            lambda tables: tables | {"meetings": tables["meetings"].with_columns(mood=pl.lit("good"))},
            r"unknown columns \['mood'\]",
            id="a further one",
        ),
    ],
)
def test_a_frame_made_for_something_else_is_a_fault_of_the_program(rows, spoil, message):
    tables = {name: TABLES[name].read_json(rows[name]) for name in EXTRACTED_TABLES}
    documents = TABLES["clean_documents"].read_json(rows["clean_documents"])
    with pytest.raises(ValueError, match=message):
        validate(spoil(tables), documents, run_id="run-1", extractor_version="1", seen_at=SEEN)


def test_rejects_of_an_earlier_stage_are_passed_on():
    earlier = build_rejects([Reject("extract", "documents", "d", "document_can_be_extracted", "failed")], "run-1", SEEN)
    validated = validate({"rejected_records": earlier}, empty_table("clean_documents"), run_id="run-1", extractor_version="1", seen_at=SEEN)
    assert validated.rejects.equals(earlier)


def test_a_hundred_thousand_events_take_seconds_at_most(rows):
    """The bound of the design is two seconds on an idle machine; ten leave room for a busy one."""
    frames = {name: TABLES[name].read_json(rows[name]) for name in (*EXTRACTED_TABLES, "clean_documents")}
    copies, documents = 25_000, 5_000

    def multiply(frame):
        number = pl.int_range(pl.len()) // frame.height
        many = pl.concat([frame] * copies).with_columns(event_id=pl.format("{}-{}", "event_id", number))
        return (
            many
            if "document_id" not in frame.columns
            else many.with_columns(document_id=(number % documents).cast(pl.String).str.zfill(24))
        )

    tables = {name: multiply(frames[name]) for name in EXTRACTED_TABLES}
    texts = pl.concat([frames["clean_documents"]] * documents).with_columns(
        document_id=pl.int_range(pl.len()).cast(pl.String).str.zfill(24)
    )
    started = perf_counter()
    validated = validate(tables, texts, run_id="run-1", extractor_version="1", seen_at=SEEN)
    seconds = perf_counter() - started
    assert validated.rejects.height == 0
    assert sum(validated.tables[name].height for name in ("arms_transfers", "meetings", "trade_figures", "sanctions")) == 100_000
    assert seconds < 10
