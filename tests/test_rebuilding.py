"""Documents of an earlier extractor are read again from their stored text: ids stay, and every change is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.extract.version import extractor_version
from flows.pipeline import run_pipeline
from flows.progress import ignore_progress
from flows.rebuilding import EVENT_TABLES, compare, rebuild
from flows.settings import Settings
from flows.warehouse import open_warehouse, publish, query
from schemas.registry import EXTRACTED_TABLES, find_table

DELIVERY = "Turkey delivered 12 drones to Poland on 4 March 2024. The crates were unloaded in the port of Gdynia before noon.\n"
BAN = "The European Union imposed sanctions on Russia on 24 June 2024. It is the fourteenth package since the war began.\n"


@pytest.mark.usefixtures("prefect_server")
def test_rows_of_an_earlier_extractor_are_renewed_from_stored_text(settings: Settings, write_articles: Callable[..., Path]) -> None:
    folder = write_articles(delivery__txt=DELIVERY, ban__txt=BAN)
    run_pipeline(settings, [str(folder)])
    question = "select event_id, summary, documents.extractor_version from events join documents using (document_id) order by event_id"
    before = query(settings.home, question).rows()
    assert len(before) == 2
    with open_warehouse(settings.home) as connection:  # as an earlier extractor would have left it: one row missed, one read otherwise
        for table in ("documents", *EVENT_TABLES):
            connection.execute(f"update {table} set extractor_version = '0.0.1+00000000'")
        connection.execute("update arms_transfers set quantity_min = 11")
        connection.execute("delete from sanctions")
        connection.execute("delete from event_evidence where event_id not in (select event_id from arms_transfers)")
    for path in folder.iterdir():
        path.unlink()
    outcome = rebuild(Settings(home=settings.home, batch_size=1), ignore_progress)
    assert outcome.changes.select("table_name", "change", "columns").sort("table_name").rows() == [
        ("arms_transfers", "changed", "quantity_min"),
        ("sanctions", "added", ""),
    ]
    assert (outcome.documents, outcome.unchanged, outcome.without_text) == (2, 0, 0)
    assert query(settings.home, question).rows() == before, "the same events with the same ids, by the extractor of today"
    assert outcome.page is not None
    assert pl.read_csv(outcome.page).height == 2
    assert rebuild(settings, ignore_progress).describe() == f"Nothing to do: every document was read by {extractor_version()}."
    with open_warehouse(settings.home) as connection:
        connection.execute("update documents set extractor_version = '0.0.1+00000000', clean_text = ''")
    publish(settings.home)
    assert rebuild(settings, ignore_progress).without_text == 2


def make_tables(**rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Return all extracted tables, with these rows."""
    return {name: find_table(name).build(rows.get(name, [])) for name in EXTRACTED_TABLES}


SANCTION = {"event_id": "s", "document_id": "d", "sentence": "They banned it.", "target_code": "RUS"}
MEETING = {"event_id": "m", "document_id": "d", "sentence": "They met."}


@pytest.mark.parametrize(
    ("before", "after", "changes", "unchanged"),
    [
        pytest.param(make_tables(), make_tables(), [], 0, id="nothing-before-and-after"),
        pytest.param(
            make_tables(sanctions=[SANCTION]), make_tables(sanctions=[SANCTION | {"run_id": "r", "confidence": 0.5}]), [], 1, id="passing"
        ),
        pytest.param(make_tables(sanctions=[SANCTION]), make_tables(), [("sanctions", "s", "removed", "")], 0, id="removed"),
        pytest.param(
            make_tables(sanctions=[SANCTION]),
            make_tables(sanctions=[SANCTION | {"target_code": "BLR", "reason": "war"}]),
            [("sanctions", "s", "changed", "target_code, reason")],
            0,
            id="two-columns",
        ),
        pytest.param(
            make_tables(meetings=[MEETING], meeting_participants=[{"event_id": "m", "ordinal": 1, "actor_code": "FRA"}]),
            make_tables(meetings=[MEETING], meeting_participants=[{"event_id": "m", "ordinal": 1, "actor_code": "ITA"}]),
            [("meetings", "m", "changed", "participants")],
            0,
            id="another-participant",
        ),
    ],
)
def test_changes_are_told_row_by_row(
    before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame], changes: list[tuple[str, ...]], unchanged: int
) -> None:
    found, same = compare(before, after)
    assert found.select("table_name", "event_id", "change", "columns").rows() == changes
    assert same == unchanged
