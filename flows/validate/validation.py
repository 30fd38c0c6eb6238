"""Validates one batch: every table with what belongs to it, in the order of dependence.

Here: which table is checked with which context, and what a rejected row takes with it. Not here: the claims themselves.
An event takes its participants and passages along (they are part of its payload), a document its events; a participant that fails goes alone
unless its meeting is then left with fewer than two.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from flows.validate.context import (
    EVENT_CONTEXT,
    EVENT_CONTEXT_CLAIMS,
    EVIDENCE_CONTEXT,
    EVIDENCE_CONTEXT_CLAIMS,
    MEETING_CONTEXT,
    MEETING_CONTEXT_CLAIMS,
    PARTICIPANT_CONTEXT,
    PARTICIPANT_CONTEXT_CLAIMS,
)
from flows.validate.corrections import Correction, apply_corrections
from flows.validate.rows import CheckedRows, check_rows
from schemas.checks import RowCheck
from schemas.documents import DOCUMENTS
from schemas.events import EVENT_EVIDENCE, EVENT_TABLES, MEETING_PARTICIPANTS
from schemas.registry import EXTRACTED_TABLES, empty_table, find_table
from schemas.rejects import Reject, build_rejects
from schemas.table import Table

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Validated:
    """What a batch came to: rows that may land, by table (documents included), and rejected records (warnings included)."""

    tables: dict[str, pl.DataFrame]
    rejects: pl.DataFrame


def validate(
    tables: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame,
    *,
    run_id: str,
    extractor_version: str,
    seen_at: datetime,
    corrections: Sequence[Correction] = (),
) -> Validated:
    """Return the valid rows of a batch and a rejected record for each claim that a row fails.

    `tables` holds frames of EXTRACTED_TABLES (one left out is empty) and may hold rejected_records of an earlier stage, which are passed on;
    `documents` are the clean documents they were read from (or rows of documents, which keep their version and run); `seen_at` is the time that
    rejected records carry. Corrections are applied first and reported as warnings. Raises ValueError for a table or column that does not belong here.
    """
    unknown = sorted(set(tables) - {*EXTRACTED_TABLES, "rejected_records"})
    if unknown:
        raise ValueError(f"extraction hands over no {', '.join(unknown)}; it hands over {', '.join(EXTRACTED_TABLES)}")
    given = {name: tables.get(name, empty_table(name)) for name in EXTRACTED_TABLES}
    stamps = {"extractor_version": pl.lit(extractor_version, pl.String), "run_id": pl.lit(run_id, pl.String)}
    landing = documents.with_columns(**{name: stamp for name, stamp in stamps.items() if name not in documents.columns})
    landing, reports = apply_corrections(DOCUMENTS, landing, corrections)
    for name in EXTRACTED_TABLES:
        given[name], more = apply_corrections(find_table(name), given[name], corrections)
        reports += more

    checked = {"documents": check_rows(DOCUMENTS, landing)}
    texts = checked["documents"].kept().select("document_id", "clean_text")
    checked["meeting_participants"] = _check_participants(given)
    participants = checked["meeting_participants"].kept()
    for table in EVENT_TABLES.values():
        checked[table.name] = _check_events(table, given[table.name], texts, participants)
    checked["event_evidence"] = _check_evidence(given, texts)

    kept = {name: rows.kept() for name, rows in checked.items()}
    event_ids = pl.concat([kept[table.name].select("event_id") for table in EVENT_TABLES.values()])
    for child in ("meeting_participants", "event_evidence"):
        kept[child] = kept[child].join(event_ids, on="event_id", how="semi", maintain_order="left")
    found = build_rejects([*reports, *_describe_failures(checked, given)], run_id, seen_at)
    return Validated(
        tables={name: kept[name] for name in ("documents", *EXTRACTED_TABLES)},
        rejects=pl.concat([tables["rejected_records"], found]) if "rejected_records" in tables else found,
    )


def _check_participants(given: Mapping[str, pl.DataFrame]) -> CheckedRows:
    meetings = given["meetings"].select(pl.col("event_id").cast(pl.String), has_meeting=pl.lit(True)).unique("event_id")
    frame = _join(given["meeting_participants"], meetings, ["event_id"]).with_columns(pl.col("has_meeting").fill_null(False))
    return check_rows(MEETING_PARTICIPANTS, frame, PARTICIPANT_CONTEXT_CLAIMS, PARTICIPANT_CONTEXT)


def _check_events(table: Table, frame: pl.DataFrame, texts: pl.DataFrame, participants: pl.DataFrame) -> CheckedRows:
    frame = _join(frame, texts, ["document_id"])
    if table.name != "meetings":
        return check_rows(table, frame, EVENT_CONTEXT_CLAIMS, EVENT_CONTEXT)
    counted = participants.group_by("event_id").agg(participant_count=pl.len().cast(pl.Int64))
    frame = _join(frame, counted, ["event_id"]).with_columns(pl.col("participant_count").fill_null(0))
    return check_rows(table, frame, MEETING_CONTEXT_CLAIMS, MEETING_CONTEXT)


def _check_evidence(given: Mapping[str, pl.DataFrame], texts: pl.DataFrame) -> CheckedRows:
    identity = [given[table.name].select(pl.col("event_id", "document_id").cast(pl.String)) for table in EVENT_TABLES.values()]
    events = pl.concat(identity).unique().with_columns(has_event=pl.lit(True))
    frame = _join(_join(given["event_evidence"], texts, ["document_id"]), events, ["event_id", "document_id"])
    frame = frame.with_columns(pl.col("has_event").fill_null(False))
    return check_rows(EVENT_EVIDENCE, frame, EVIDENCE_CONTEXT_CLAIMS, EVIDENCE_CONTEXT)


def _join(frame: pl.DataFrame, context: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Return the frame, its rows and their order unchanged, with context columns; null where the context knows nothing."""
    return frame.with_columns(pl.col(on).cast(pl.String)).join(context, on=on, how="left", maintain_order="left")


def _describe_failures(checked: Mapping[str, CheckedRows], given: Mapping[str, pl.DataFrame]) -> Iterator[Reject]:
    tables = {table.name: table for table in (DOCUMENTS, *EVENT_TABLES.values(), MEETING_PARTICIPANTS, EVENT_EVIDENCE)}
    failing = {rows.frame["event_id"][failure.row] for name, rows in checked.items() if name != "documents" for failure in rows.failures}
    children = {name: _group(given[name], failing) for name in ("meeting_participants", "event_evidence")}
    meetings = {event_id: rows[0] for event_id, rows in _group(given["meetings"], failing).items()}
    for name, rows in checked.items():
        for failure in rows.failures:
            record = rows.frame.row(failure.row, named=True)
            parent = meetings.get(record["event_id"], {}) if name == "meeting_participants" else record
            payload = record if name == "documents" else _whole_record(name, record, children)
            yield _describe(tables[name], failure.check, failure.value, record, parent, payload)


def _whole_record(name: str, record: dict[str, Any], children: Mapping[str, Rows]) -> dict[str, Any]:
    if name in children:
        return record
    return record | {child: rows.get(record["event_id"], []) for child, rows in children.items()}


def _group(frame: pl.DataFrame, event_ids: set[Any]) -> Rows:
    grouped: Rows = {}
    for row in frame.filter(pl.col("event_id").is_in(sorted(i for i in event_ids if i is not None))).iter_rows(named=True):
        grouped.setdefault(row["event_id"], []).append(row)
    return grouped


def _name_record(table: Table, record: Mapping[str, Any]) -> str:
    """Return the record's key; a record without one is told apart by its content."""
    if all(record[column] is not None for column in table.key):
        return "#".join(str(record[column]) for column in table.key)
    return "without key: " + hashlib.sha256(repr(sorted(record.items())).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _describe(
    table: Table, check: RowCheck, value: str | None, record: Mapping[str, Any], parent: Mapping[str, Any], payload: Mapping[str, Any]
) -> Reject:
    return Reject(
        stage="validate",
        table_name=table.name,
        record_key=_name_record(table, record),
        check_name=check.name,
        message=check.message,
        document_id=parent.get("document_id"),
        column_name=check.column,
        failure_case=value,
        severity=check.severity,
        sentence=parent.get("sentence"),
        rule_id=parent.get("rule_id"),
        payload=payload,
    )
