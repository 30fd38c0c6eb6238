"""The claims about a row that need to look beyond its table: at the document's text, the meeting's participants, the event of a passage.

Here: those claims, and the context columns they read. Not here: claims about a row alone (`schemas/`), and across runs (`sql/checks/`).
"""

import polars as pl

from schemas.checks import RowCheck

EVENT_CONTEXT: dict[str, pl.DataType] = {"clean_text": pl.String()}
MEETING_CONTEXT: dict[str, pl.DataType] = EVENT_CONTEXT | {"participant_count": pl.Int64()}
PARTICIPANT_CONTEXT: dict[str, pl.DataType] = {"has_meeting": pl.Boolean()}
EVIDENCE_CONTEXT: dict[str, pl.DataType] = {"clean_text": pl.String(), "has_event": pl.Boolean()}


def _stands_in_text(column: str) -> RowCheck:
    start, end = pl.col(f"{column}_start"), pl.col(f"{column}_end")
    span = pl.col("clean_text").str.slice(start.clip(0), (end - start).clip(0))
    return RowCheck(
        f"{column}_stands_in_the_text",
        column,
        span == pl.col(column),
        f"clean_text[{column}_start:{column}_end] is not the {column}: offsets count characters of clean_text, the end is exclusive",
    )


_DOCUMENT_IS_VALID = RowCheck(
    "document_is_valid",
    "document_id",
    pl.col("clean_text").is_not_null(),
    "the document of this row was rejected or is missing: see its own rejected record",
)

EVENT_CONTEXT_CLAIMS = (_DOCUMENT_IS_VALID, _stands_in_text("sentence"), _stands_in_text("trigger"))

MEETING_CONTEXT_CLAIMS = (
    *EVENT_CONTEXT_CLAIMS,
    RowCheck(
        "meeting_has_two_participants",
        "event_id",
        pl.col("participant_count") >= 2,
        "fewer than two valid participants: a meeting needs two sides, or one side and the country visited",
        shown="participant_count",
    ),
)

PARTICIPANT_CONTEXT_CLAIMS = (
    RowCheck("participant_has_a_meeting", "event_id", pl.col("has_meeting"), "no meeting of this batch has the participant's event_id"),
)

EVIDENCE_CONTEXT_CLAIMS = (
    _DOCUMENT_IS_VALID,
    _stands_in_text("sentence"),
    RowCheck("evidence_has_an_event", "event_id", pl.col("has_event"), "no event of this batch has the passage's event_id and document_id"),
)
