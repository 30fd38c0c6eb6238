"""The scores: what pairs up, what counts as a hit, a repeat or a false alarm, and that the figures are those of the gold corpus's own scorer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.evaluate import COLUMNS, TABLES, describe_scores, read_gold, score, statements_of
from flows.evaluate.rows import name_document
from flows.evaluate.scores import pair_up, rate
from flows.evaluate.statements import Statement, is_same_number, measure_overlap, split_words

SHARED_GOLD = Path(__file__).parents[3] / "shared" / "gold"

DELIVERY = "Freedonia shipped forty mortars to Sylvania in May."
VISIT = "The president of Freedonia visited Sylvania on Monday."


def transfer(sentence: str = DELIVERY, *, optional: bool = False, **values: Any) -> Statement:
    """Return a transfer of artillery from FRE to SYL, changed where asked."""
    base = {
        "assertion": "asserted",
        "attribution": False,
        "date": None,
        "place": None,
        "supplier": "FRE",
        "recipient": "SYL",
        "category": "artillery",
        "quantity": (40.0, 40.0),
        "status": "delivered",
        "deal_type": "unknown",
        "amount": None,
    }
    return Statement("arms_transfer", (split_words(sentence),), sentence, base | values, optional)


def meeting(*actors: str, persons: tuple[str, ...] = ()) -> Statement:
    """Return a visit of the given actors."""
    values = {"assertion": "asserted", "attribution": False, "date": None, "place": None, "mode": "visit", "status": "held"}
    return Statement("meeting", (split_words(VISIT),), VISIT, values | {"actors": frozenset(actors), "persons": frozenset(persons)})


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        pytest.param("a b c d", "a b c d", 1.0, id="equal"),
        pytest.param("a b c d", "x a b y", 0.5, id="half-of-the-shorter"),
        pytest.param("a b c d e f g h", "c d", 1.0, id="a-clause-of-it"),
        pytest.param("", "a b", 0.0, id="empty"),
        pytest.param("<b>Arms</b> &amp; aid", "arms aid", 1.0, id="markup-does-not-count"),
    ],
)
def test_overlap_is_the_longest_common_run_over_the_shorter_passage(one: str, other: str, share: float) -> None:
    assert measure_overlap(split_words(one), split_words(other)) == share


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(100, 100.9, True, id="rounded"),
        pytest.param(100, 102, False, id="two-percent-off"),
        pytest.param(None, None, True, id="both-unknown"),
        pytest.param(None, 0, False, id="unknown-is-not-zero"),
        pytest.param(-5, 5, False, id="the-sign-counts"),
    ],
)
def test_numbers_agree_within_one_percent(one: float | None, other: float | None, same: bool) -> None:
    assert is_same_number(one, other) is same


@pytest.mark.parametrize(
    ("rows", "golds", "paired", "repeats"),
    [
        pytest.param([transfer()], [transfer()], [(0, 0, True)], set(), id="the-same-event"),
        pytest.param([transfer(recipient="XYZ")], [transfer()], [(0, 0, False)], set(), id="another-recipient-is-detected-only"),
        pytest.param([transfer(status="agreed")], [transfer()], [(0, 0, True)], set(), id="status-is-no-core-field"),
        pytest.param([transfer(), transfer()], [transfer()], [(0, 0, True)], {1}, id="said-again-is-a-repeat"),
        pytest.param([transfer(category="uav"), transfer()], [transfer()], [(1, 0, True)], set(), id="the-better-row-is-taken"),
        pytest.param([meeting("FRE", "SYL")], [transfer(VISIT)], [], set(), id="kinds-never-pair"),
        pytest.param([meeting("FRE", "UNK", "SYL")], [meeting("FRE", "SYL")], [(0, 0, True)], set(), id="unknown-states-do-not-count"),
        pytest.param([transfer("Nothing of the kind was said there.")], [transfer()], [], set(), id="other-words"),
        pytest.param(
            [transfer()], [transfer(optional=True), transfer()], [(0, 1, True)], set(), id="a-required-event-before-an-optional-one"
        ),
        pytest.param([], [], [], set(), id="nothing"),
    ],
)
def test_rows_and_gold_events_pair_one_to_one(
    rows: list[Statement], golds: list[Statement], paired: list[tuple[int, int, bool]], repeats: set[int]
) -> None:
    pairs, left = pair_up(rows, golds)
    assert [(pair.row, pair.gold, pair.is_core) for pair in pairs] == paired
    assert left == repeats


def test_rates_are_zero_where_nothing_was_there() -> None:
    assert rate(0, 0, 0, 0) == rate(0, 0, 0, 0).__class__(0.0, 0.0, 0.0)
    assert rate(1, 2, 1, 1) == rate(0, 0, 0, 0).__class__(0.5, 1.0, 2 / 3)


def test_a_corpus_is_scored_by_kind_and_by_document() -> None:
    gold = {"one": [transfer(), meeting("FRE", "SYL")], "two": [], "three": [transfer(optional=True)]}
    stated = {"one": [transfer(), transfer()], "two": [meeting("FRE")], "three": [transfer()]}
    scores = score(gold, stated)
    arms, meetings = scores.kinds["arms_transfer"], scores.kinds["meeting"]
    assert (arms.gold, arms.predicted, arms.repeats, arms.ignored, arms.core.f1) == (1, 1, 1, 1, 1.0)
    assert (meetings.gold, meetings.predicted, meetings.detection.f1) == (1, 1, 0.0)
    assert scores.mean_core_f1 == 0.25
    assert {name: (outcome.events, outcome.false_alarms) for name, outcome in scores.outcomes.items()} == {
        "one": ((("arms_transfer", "core"), ("meeting", "missed")), {}),
        "two": ((), {"meeting": 1}),
        "three": ((), {}),
    }
    assert describe_scores(scores).splitlines()[-1] == "mean core F1 0.250"


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        pytest.param("file:dev/004_call.txt", "004_call", id="text"),
        pytest.param("file:pages/page.html", "page", id="page"),
        pytest.param("file:items/list.jsonl#7", "list.jsonl#7", id="record-keeps-its-address"),
        pytest.param("file:dev/v1.2.md", "v1.2", id="only-the-suffix-goes"),
    ],
)
def test_documents_are_named_by_the_end_of_their_address(uri: str, name: str) -> None:
    assert name_document(uri) == name


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "holds no gold files", id="empty-folder"),
        pytest.param("[]", "is not a gold file", id="a-list"),
        pytest.param("{", "is not a gold file", id="broken-json"),
        pytest.param('{"events": [{"kind": "wedding", "evidence": ["x"]}]}', "kind 'wedding'", id="unknown-kind"),
    ],
)
def test_what_is_no_gold_folder_is_said_plainly(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content)
    with pytest.raises(ValueError, match=message):
        read_gold(tmp_path)


def fabricate_tables(gold_folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return event tables made from gold: every event as a row, and by turns left out, repeated, wrong in a field, or cut short."""
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in COLUMNS}
    number = 0
    for path in sorted(gold_folder.glob("*.json")):
        tables["documents"].append({"document_id": path.stem[:20], "source_uri": f"file:gold/{path.stem}.txt"})
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            number += 1
            if number % 7 == 0:
                continue
            row = fabricate_row(event, path.stem[:20], number)
            if event["kind"] == "meeting":
                for actor in event["participants"][: 1 if number % 5 == 0 else None]:
                    tables["meeting_participants"].append(
                        {"event_id": row["event_id"], "actor_code": actor["id"], "person_name": actor.get("person")}
                    )
            table = TABLES[event["kind"]]
            tables[table].append({name: row.get(name) for name in COLUMNS[table]})
            if number % 6 == 0:
                tables[table].append({name: row.get(name) for name in COLUMNS[table]} | {"event_id": f"again {number}"})
    return tables


def fabricate_row(event: dict[str, Any], document_id: str, number: int) -> dict[str, Any]:
    """Return one gold event as a table row, changed by its number."""

    def part(name: str) -> dict[str, Any]:
        value = event.get(name)
        return value if isinstance(value, dict) else {}

    words = event["evidence"][0].split(" ")
    return {
        "event_id": str(number),
        "document_id": document_id,
        "sentence": " ".join(words[: len(words) // 2] if number % 4 == 0 else words),
        "assertion": "asserted",
        "attributed_to": event.get("attributed_to"),
        "event_date_start": part("date").get("start"),
        "place_country_code": part("place").get("country"),
        "supplier_code": part("supplier").get("id") if number % 5 else "UNK",
        "recipient_code": part("recipient").get("id"),
        "weapon_category": part("weapon").get("category"),
        "quantity_min": part("quantity").get("min"),
        "quantity_max": part("quantity").get("max"),
        "status": event.get("status"),
        "deal_type": event.get("deal_type"),
        "value_amount": part("value").get("amount"),
        "mode": event.get("mode"),
        "reporter_code": part("partner" if number % 2 else "reporter").get("id"),
        "partner_code": part("reporter" if number % 2 else "partner").get("id"),
        "flow": event.get("flow"),
        "measure": event.get("measure"),
        "value": None
        if event["kind"] != "trade_figure" or event["value"] is None
        else float(event["value"]) * (1.005 if number % 3 else 1.05),
        "unit": event.get("unit"),
        "observation_status": event.get("obs"),
        "period_start": part("period").get("start"),
        "authority_code": part("authority").get("id"),
        "target_code": part("target").get("id"),
        "target_name": part("target").get("name"),
        "target_type": part("target").get("type"),
        "action": event.get("action") if number % 5 else "lifted",
        "measures": event.get("measures"),
    }


def column_type(name: str) -> str:
    """Return the DuckDB type of a fabricated column."""
    return (
        "double" if name in {"quantity_min", "quantity_max", "value_amount", "value"} else "varchar[]" if name == "measures" else "varchar"
    )


@pytest.mark.skipif(not SHARED_GOLD.is_dir(), reason="the shared gold corpus is not beside this checkout")
@pytest.mark.parametrize("corpus", ["dev", "items"])
def test_figures_are_those_of_the_gold_corpus_own_scorer(tmp_path: Path, corpus: str) -> None:
    tables = fabricate_tables(SHARED_GOLD / corpus)
    database = tmp_path / "events.duckdb"
    with duckdb.connect(str(database)) as connection:
        for table, rows in tables.items():
            # the scorer reads more columns than it compares
            extra = {
                "trigger",
                "event_date_end",
                "place_name",
                "supplier_name",
                "recipient_name",
                "weapon_text",
                "weapon_designation",
                "value_currency",
            }
            extra |= {"topics", "reporter_name", "partner_name", "commodity", "period_end", "authority_name"}
            columns = [*COLUMNS[table], *sorted(extra)]
            connection.execute(f"create table {table} ({', '.join(f'{name} {column_type(name)}' for name in columns)})")
            for row in rows:
                values = [row.get(name) for name in columns]
                connection.execute(f"insert into {table} values ({', '.join('?' * len(columns))})", values)
    figures = tmp_path / "figures.json"
    command = [
        sys.executable,
        str(SHARED_GOLD / "score.py"),
        str(SHARED_GOLD / corpus),
        "--database",
        str(database),
        "--json",
        str(figures),
    ]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    expected = json.loads(figures.read_text())

    gold = read_gold(SHARED_GOLD / corpus)
    scores = score(gold, statements_of(tables, gold))

    assert (scores.documents, scores.documents_found) == (expected["documents"], expected["documents_found"])
    for kind, one in scores.kinds.items():
        theirs = expected["kinds"][kind]
        assert (one.gold, one.predicted) == (theirs["gold"], theirs["predicted"]), kind
        assert [one.detection.precision, one.detection.recall, one.detection.f1] == theirs["detection"], kind
        assert [one.core.precision, one.core.recall, one.core.f1] == theirs["core"], kind
        assert {name: right / total for name, (right, total) in one.fields.items()} == theirs["fields"], kind
        line = next(line for line in printed.splitlines() if line.startswith(kind))
        assert [str(one.repeats), str(one.ignored)] == line.split("|")[0].split()[3:5], kind
    assert scores.mean_core_f1 == pytest.approx(expected["mean_core_f1"], abs=1e-12)
    assert 0.3 < scores.mean_core_f1 < 0.95, "the fabrication should score between the extremes"
