"""The sample articles against their gold events: what extraction got right when the result was frozen, it still gets right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl

from flows.clean import clean
from flows.evaluate.frozen import compare, read_frozen
from flows.evaluate.gold import read_gold
from flows.evaluate.rows import name_document, statements_of
from flows.evaluate.scores import Scores, score
from flows.evaluate.tables import TABLES
from flows.extract import extract
from flows.ingest import ingest
from flows.ingest.sources import resolve_source

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def sample_scores() -> Scores:
    """Return the scores of the sample articles, read, cleaned and extracted without Prefect or a database."""
    now = datetime.now(UTC)
    documents = pl.concat([clean(raw)[0] for raw, _ in ingest(resolve_source(str(SEEDS / "articles")), now)])
    tables = extract(documents, run_id="test", extracted_at=now)
    gold = read_gold(SEEDS / "gold")
    rows = {name: tables[name].to_dicts() for name in (*TABLES.values(), "meeting_participants")}
    rows["documents"] = [
        {"document_id": identifier, "source_uri": uri}
        for identifier, uri in documents.select("document_id", "source_uri").iter_rows()
        if name_document(uri) in gold
    ]
    return score(gold, statements_of(rows, gold))


def count_right(events: Iterable[Sequence[str]]) -> Counter[str]:
    """Return how many events of each kind are right in all identifying fields."""
    return Counter(kind for kind, outcome in events if outcome == "core")


def test_nothing_that_was_right_is_lost() -> None:
    """No document has fewer events of a kind right in all identifying fields than when the result was frozen.

    Where that is meant: `dragoman run --source sample`, then `dragoman evaluate seeds/gold --freeze seeds/frozen.json`.
    """
    frozen = read_frozen(SEEDS / "frozen.json")["outcomes"]
    now = sample_scores().outcomes
    lost = {name: count_right(frozen[name]["events"]) - count_right(now[name].events) for name in frozen}
    assert {name: dict(kinds) for name, kinds in lost.items() if kinds} == {}


def test_frozen_result_knows_every_document() -> None:
    """The frozen result and the gold folder tell of the same documents and events."""
    changes = compare(read_frozen(SEEDS / "frozen.json"), sample_scores())
    assert [change for change in changes if change.direction == 0] == []


def test_scores_do_not_sink() -> None:
    """Neither detection nor core falls below the frozen result by more than a point."""
    frozen, scores = read_frozen(SEEDS / "frozen.json"), sample_scores()
    assert scores.mean_detection_f1 > frozen["mean_detection_f1"] - 0.01
    assert scores.mean_core_f1 > frozen["mean_core_f1"] - 0.01
