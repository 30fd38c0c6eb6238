"""What all event tables have in common: where the text states the event, who says so, when and where, and the claims about that.

Here: those columns and claims, and claims about two sides that several tables share. Not here: the tables (`events.py`).
"""

import polars as pl

from schemas.checks import RowCheck, day_check
from schemas.table import optional, required

YEARS_AHEAD = "10y"
"""How far ahead an event's date may lie; forecasts of trade go further (50 years)."""

EVENT_COLUMNS = (
    required("event_id"),
    optional("cluster_id"),
    required("document_id"),
    required("sentence"),
    required("sentence_start"),
    required("sentence_end"),
    required("trigger"),
    required("trigger_start"),
    required("trigger_end"),
    required("assertion"),
    optional("attributed_to"),
    optional("attribution_cue"),
    optional("event_date_start"),
    optional("event_date_end"),
    optional("event_date_text"),
    optional("date_precision"),
    optional("place_name"),
    optional("place_country_code"),
    required("confidence"),
    required("rule_id"),
    required("extractor_version"),
    required("run_id"),
    required("extracted_at"),
)

LAST_DAY = pl.col("extracted_at").dt.date().dt.offset_by(YEARS_AHEAD)

EVENT_CLAIMS = (
    RowCheck(
        "sentence_start_is_before_its_end",
        "sentence_start",
        (pl.col("sentence_start") >= 0) & (pl.col("sentence_start") < pl.col("sentence_end")),
        "sentence_start must be at least 0 and lie before sentence_end",
    ),
    RowCheck(
        "trigger_start_is_before_its_end",
        "trigger_start",
        (pl.col("trigger_start") >= 0) & (pl.col("trigger_start") < pl.col("trigger_end")),
        "trigger_start must be at least 0 and lie before trigger_end",
    ),
    RowCheck(
        "trigger_is_inside_the_sentence",
        "trigger_start",
        (pl.col("trigger_start") >= pl.col("sentence_start")) & (pl.col("trigger_end") <= pl.col("sentence_end")),
        "the trigger's offsets lie outside the sentence's: both count in clean_text",
    ),
    RowCheck(
        "confidence_is_a_likelihood",
        "confidence",
        pl.col("confidence").is_between(0.0, 1.0) & pl.col("confidence").is_not_nan(),
        "confidence lies outside 0 to 1",
    ),
    day_check("event_date_start", LAST_DAY),
    day_check("event_date_end", LAST_DAY),
    RowCheck(
        "event_date_starts_before_it_ends",
        "event_date_start",
        pl.col("event_date_start") <= pl.col("event_date_end"),
        "event_date_start lies after event_date_end",
    ),
    RowCheck(
        "event_date_is_whole",
        "event_date_start",
        (pl.col("event_date_start").is_null() == pl.col("event_date_end").is_null())
        & (pl.col("event_date_start").is_null() == pl.col("date_precision").is_null()),
        "event_date_start, event_date_end and date_precision are set together or not at all",
    ),
    RowCheck(
        "attribution_cue_goes_with_a_source",
        "attribution_cue",
        pl.col("attributed_to").is_not_null() | (pl.col("assertion") != "asserted") | pl.col("attribution_cue").is_null(),
        "an asserted row without attributed_to has an attribution_cue: name the source or read the claim as alleged",
        severity="warning",
    ),
    RowCheck(
        "sentence_has_plausible_length",
        "sentence",
        pl.col("sentence").str.len_chars() <= 2_000,
        "the sentence is longer than 2,000 characters: the text was probably not split",
        severity="warning",
    ),
)


def named_with_code(side: str) -> RowCheck:
    """Return the claim that a side has its code and its name, or neither."""
    code, name = pl.col(f"{side}_code"), pl.col(f"{side}_name")
    message = f"{side}_code and {side}_name are set together: an actor that no list knows has the code UNK and its name as written"
    return RowCheck(f"{side}_code_goes_with_{side}_name", f"{side}_code", code.is_null() == name.is_null(), message)


def is_listed(side: str) -> RowCheck:
    """Return the claim, a warning where it fails, that a list knows the name of a side."""
    message = f"no list knows this {side}: add the name to seeds/ if it will come again"
    return RowCheck(f"{side}_is_listed", f"{side}_code", pl.col(f"{side}_code") != "UNK", message, "warning", shown=f"{side}_name")


def differ(first: str, second: str) -> RowCheck:
    """Return the claim that two sides are not the same actor."""
    same_code = (pl.col(f"{first}_code") == pl.col(f"{second}_code")) & (pl.col(f"{first}_code") != "UNK")
    same_name = (pl.col(f"{first}_code") == "UNK") & (pl.col(f"{first}_name") == pl.col(f"{second}_name"))
    message = f"{first} and {second} are the same actor: one of the two was read from the wrong words"
    return RowCheck(
        f"{first}_differs_from_{second}", f"{second}_code", ~(same_code | same_name).fill_null(False), message, shown=f"{second}_name"
    )
