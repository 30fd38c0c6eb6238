"""The event tables: arms transfers, meetings with their participants, trade figures, sanctions, and the passages that state each event.

Here: their columns and the claims about one row. Not here: claims that need the document's text or another table (`flows/validate/`,
`sql/checks/`).
"""

import polars as pl

from schemas.checks import RowCheck, day_check
from schemas.codes import CURRENCY_CODES
from schemas.enumerations import (
    MEETING_STATUSES,
    PERCENT_UNIT,
    QUANTITY_UNITS,
    TRANSFER_STATUSES,
)
from schemas.event_columns import EVENT_CLAIMS, EVENT_COLUMNS, LAST_DAY, differ, is_listed, named_with_code
from schemas.table import Table, optional, required

LARGEST_TRADE_VALUE = 1e13
"""Bound of a plausible value, in US dollars: a third of world trade in goods in 2022 (UN Comtrade, about 25e12)."""
LARGEST_DEAL_VALUE = 1e12
"""Bound of a plausible arms deal, in US dollars: the largest announced were a tenth of it."""

ARMS_TRANSFERS = Table(
    name="arms_transfers",
    grain="one row per supplier x recipient x weapon that a document tells of",
    key=("event_id",),
    columns=(
        *EVENT_COLUMNS,
        optional("supplier_code"),
        optional("supplier_name"),
        optional("recipient_code"),
        optional("recipient_name"),
        required("weapon_text"),
        optional("weapon_designation"),
        required("weapon_category"),
        optional("sipri_category"),
        optional("unroca_category"),
        optional("quantity_min"),
        optional("quantity_max"),
        optional("quantity_text"),
        required("status", TRANSFER_STATUSES),
        required("deal_type"),
        optional("value_amount"),
        optional("value_currency"),
        optional("value_text"),
    ),
    claims=(
        *EVENT_CLAIMS,
        RowCheck(
            "supplier_or_recipient_is_named",
            "supplier_code",
            pl.col("supplier_code").is_not_null() | pl.col("recipient_code").is_not_null(),
            "neither supplier nor recipient is named: a transfer needs one of them",
        ),
        is_listed("supplier"),
        is_listed("recipient"),
        named_with_code("supplier"),
        named_with_code("recipient"),
        differ("supplier", "recipient"),
        RowCheck(
            "weapon_is_listed",
            "weapon_category",
            pl.col("weapon_category") != "other",
            "no list knows this weapon: add it to seeds/lexicons/ with its category",
            severity="warning",
            shown="weapon_text",
        ),
        RowCheck(
            "quantity_is_positive",
            "quantity_min",
            (pl.col("quantity_min").fill_null(1) > 0) & (pl.col("quantity_max").fill_null(1) > 0),
            "a quantity of items must be at least 1",
        ),
        RowCheck(
            "quantity_min_is_at_most_quantity_max",
            "quantity_min",
            pl.col("quantity_min") <= pl.col("quantity_max"),
            "quantity_min is larger than quantity_max",
        ),
        RowCheck(
            "quantity_is_quoted",
            "quantity_text",
            (pl.col("quantity_min").is_null() & pl.col("quantity_max").is_null()) | pl.col("quantity_text").is_not_null(),
            "a quantity stands without quantity_text: keep the words it was read from",
        ),
        RowCheck(
            "value_goes_with_its_currency",
            "value_amount",
            pl.col("value_amount").is_null() == pl.col("value_currency").is_null(),
            "value_amount and value_currency are set together or not at all",
        ),
        RowCheck(
            "deal_value_is_plausible",
            "value_amount",
            (pl.col("value_amount") > 0) & ((pl.col("value_currency") != "USD") | (pl.col("value_amount") < LARGEST_DEAL_VALUE)),
            "the value of the deal is not positive or is a trillion dollars or more: check its unit",
        ),
        RowCheck(
            "delivery_is_not_in_the_future",
            "status",
            (pl.col("status") != "delivered") | (pl.col("event_date_start") <= pl.col("extracted_at").dt.date()),
            "a delivery that lies ahead is agreed or offered, not delivered",
        ),
    ),
)

MEETINGS = Table(
    name="meetings",
    grain="one row per meeting that a document tells of",
    key=("event_id",),
    columns=(
        *EVENT_COLUMNS,
        required("mode"),
        required("status", MEETING_STATUSES),
        optional("level"),
        optional("host_country_code"),
        required("topics"),
    ),
    claims=(
        *EVENT_CLAIMS,
        RowCheck(
            "held_meeting_is_not_in_the_future",
            "status",
            (pl.col("status") != "held") | (pl.col("event_date_start") <= pl.col("extracted_at").dt.date()),
            "a meeting that lies ahead is planned, not held",
        ),
    ),
)

MEETING_PARTICIPANTS = Table(
    name="meeting_participants",
    grain="one row per meeting x participant",
    key=("event_id", "ordinal"),
    columns=(
        required("event_id"),
        required("ordinal"),
        required("actor_code"),
        required("actor_name"),
        optional("person_name"),
        optional("person_role"),
    ),
    claims=(
        is_listed("actor"),
        RowCheck(
            "participant_ordinal_counts_from_1", "ordinal", pl.col("ordinal") >= 1, "ordinal counts the participants of a meeting from 1"
        ),
    ),
)

_IS_MONEY = pl.col("measure") == "value"
_IS_PERCENT = pl.col("measure").is_in(["pct_change", "share"])
_PERIOD_LAST_DAY = (
    pl.when(pl.col("observation_status") == "forecast").then(pl.col("extracted_at").dt.date().dt.offset_by("50y")).otherwise(LAST_DAY)
)

TRADE_FIGURES = Table(
    name="trade_figures",
    grain="one row per number that a document gives for the trade of a country",
    key=("event_id",),
    columns=(
        *EVENT_COLUMNS,
        required("reporter_code"),
        required("reporter_name"),
        optional("partner_code"),
        optional("partner_name"),
        required("flow"),
        required("measure"),
        required("value"),
        required("unit"),
        required("value_text"),
        optional("commodity"),
        optional("period_start"),
        optional("period_end"),
        optional("period_text"),
        optional("comparison"),
        required("observation_status"),
    ),
    claims=(
        *EVENT_CLAIMS,
        is_listed("reporter"),
        is_listed("partner"),
        named_with_code("partner"),
        differ("reporter", "partner"),
        RowCheck("value_is_finite", "value", pl.col("value").is_finite(), "value is not a finite number"),
        RowCheck(
            "unit_of_money_is_a_currency",
            "unit",
            ~_IS_MONEY | pl.col("unit").is_in(sorted(CURRENCY_CODES)),
            "the unit of a value must be an ISO 4217 code",
        ),
        RowCheck(
            "unit_of_change_and_share_is_percent",
            "unit",
            ~_IS_PERCENT | (pl.col("unit") == PERCENT_UNIT),
            "the unit of pct_change and share must be 'percent'",
        ),
        RowCheck(
            "unit_of_quantity_is_known",
            "unit",
            (pl.col("measure") != "quantity") | pl.col("unit").is_in(QUANTITY_UNITS),
            "the unit of this quantity is none of those in schemas/enumerations.py: add it there or read it into one of them",
            severity="warning",
        ),
        RowCheck(
            "only_a_balance_has_a_negative_value",
            "value",
            (pl.col("measure") == "pct_change") | (pl.col("flow") == "balance") | (pl.col("value") >= 0),
            "exports, imports, totals, shares and quantities cannot be negative: only a balance and a change can",
        ),
        RowCheck(
            "trade_value_is_plausible",
            "value",
            ~_IS_MONEY | (pl.col("unit") != "USD") | (pl.col("value").abs() < LARGEST_TRADE_VALUE),
            "a trade value of 10^13 US dollars or more exceeds any country's trade: check 'million' and 'billion'",
        ),
        RowCheck(
            "share_is_at_most_the_whole",
            "value",
            (pl.col("measure") != "share") | (pl.col("value") <= 100),
            "a share cannot exceed 100 percent",
        ),
        RowCheck(
            "fall_is_at_most_the_whole",
            "value",
            (pl.col("measure") != "pct_change") | (pl.col("flow") == "balance") | (pl.col("value") >= -100),
            "trade cannot fall by more than 100 percent",
        ),
        RowCheck(
            "change_is_plausible",
            "value",
            (pl.col("measure") != "pct_change") | (pl.col("value").abs() <= 10_000),
            "a change of more than 10,000 percent is rare: check the number",
            severity="warning",
        ),
        day_check("period_start", _PERIOD_LAST_DAY),
        day_check("period_end", _PERIOD_LAST_DAY),
        RowCheck(
            "period_is_whole",
            "period_start",
            pl.col("period_start").is_null() == pl.col("period_end").is_null(),
            "period_start and period_end are set together or not at all",
        ),
        RowCheck(
            "period_starts_before_it_ends",
            "period_start",
            pl.col("period_start") <= pl.col("period_end"),
            "period_start lies after period_end",
        ),
        RowCheck(
            "actual_figure_is_not_in_the_future",
            "observation_status",
            (pl.col("observation_status") != "actual") | (pl.col("period_start") <= pl.col("extracted_at").dt.date()),
            "a figure for a period that lies ahead is a forecast",
        ),
    ),
)

SANCTIONS = Table(
    name="sanctions",
    grain="one row per authority x target x act that a document tells of",
    key=("event_id",),
    columns=(
        *EVENT_COLUMNS,
        optional("authority_code"),
        optional("authority_name"),
        required("target_code"),
        required("target_name"),
        required("target_type"),
        required("action"),
        required("measures"),
        optional("programme"),
        optional("reason"),
    ),
    claims=(
        *EVENT_CLAIMS,
        is_listed("authority"),
        is_listed("target"),
        named_with_code("authority"),
        RowCheck(
            "authority_differs_from_target",
            "target_code",
            (pl.col("target_type") != "country") | (pl.col("authority_code") != pl.col("target_code")) | (pl.col("target_code") == "UNK"),
            "a state does not sanction itself: one of the two was read from the wrong words",
        ),
        RowCheck("measures_are_named", "measures", pl.col("measures").list.len() > 0, "measures is empty: use 'unspecified'"),
    ),
)

EVENT_EVIDENCE = Table(
    name="event_evidence",
    grain="one row per passage that states an event, the most explicit first",
    key=("event_id", "ordinal"),
    columns=(
        required("event_id"),
        required("ordinal"),
        required("document_id"),
        required("sentence"),
        required("sentence_start"),
        required("sentence_end"),
    ),
    claims=(
        EVENT_CLAIMS[0],
        RowCheck("evidence_ordinal_counts_from_1", "ordinal", pl.col("ordinal") >= 1, "ordinal counts the passages of an event from 1"),
    ),
)

EVENT_TABLES = {
    "arms_transfer": ARMS_TRANSFERS,
    "meeting": MEETINGS,
    "trade_figure": TRADE_FIGURES,
    "sanction": SANCTIONS,
}
"""The table of each kind of event."""
