"""Every table and hand-over by its name.

Here: the registry and the ways to make a frame of a named table. Not here: the tables themselves.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from schemas.clusters import EVENT_CLUSTERS
from schemas.documents import CLEAN_DOCUMENTS, DOCUMENTS, RAW_DOCUMENTS
from schemas.events import ARMS_TRANSFERS, EVENT_EVIDENCE, MEETING_PARTICIPANTS, MEETINGS, SANCTIONS, TRADE_FIGURES
from schemas.rejects import REJECTED_RECORDS
from schemas.runs import RUN_STAGES, RUNS
from schemas.table import Table

STORED_TABLES = {
    table.name: table
    for table in (
        DOCUMENTS,
        ARMS_TRANSFERS,
        MEETINGS,
        MEETING_PARTICIPANTS,
        TRADE_FIGURES,
        SANCTIONS,
        EVENT_EVIDENCE,
        EVENT_CLUSTERS,
        REJECTED_RECORDS,
        RUNS,
        RUN_STAGES,
    )
}
"""The tables of the database, by name; `sql/tables/` holds one file for each."""

TABLES = {table.name: table for table in (RAW_DOCUMENTS, CLEAN_DOCUMENTS)} | STORED_TABLES
"""Every table, those that only pass between stages included."""

EXTRACTED_TABLES = ("arms_transfers", "meetings", "meeting_participants", "trade_figures", "sanctions", "event_evidence")
"""What extraction hands over, by name."""


def find_table(name: str) -> Table:
    """Return the table of that name; raise KeyError with the names there are."""
    if name not in TABLES:
        raise KeyError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
    return TABLES[name]


def empty_table(name: str) -> pl.DataFrame:
    """Return the named table without rows, with the right columns and types."""
    return find_table(name).empty()


def build_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows as a frame of the named table; columns a row leaves out are null. Raises as `Table.build` does."""
    return find_table(name).build(rows)
