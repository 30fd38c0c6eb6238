"""One run end to end over made-up articles: what lands, what a second run changes, what is passed over, and what is rejected."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from flows.handover import hash_key
from flows.ingest.source import SourceError
from flows.pipeline import RunError, run_pipeline
from flows.progress import Progress
from flows.settings import Settings
from flows.warehouse import query

pytestmark = pytest.mark.usefixtures("prefect_server")

TABLES = (
    "documents",
    "arms_transfers",
    "meetings",
    "meeting_participants",
    "trade_figures",
    "sanctions",
    "event_evidence",
    "event_clusters",
    "rejected_records",
)
#: Columns that say when something was done, or in which run.
PASSING = {"run_id", "extracted_at", "fetched_at", "first_seen_at", "last_seen_at", "resolved_at"}

DELIVERY = (
    "Turkey delivered 12 drones to Poland on 4 March 2024. "
    "The crates were unloaded in the port of Gdynia before noon and will go to a brigade in the north-east of the country.\n"
)
VISIT = (
    "Chinese President Xi Jinping met French President Emmanuel Macron in Paris on 7 May 2024. "
    "The two sides spoke about trade in cosmetics and brandy.\n"
)
BAN = (
    "The European Union imposed sanctions on Russia on 24 June 2024. "
    "It is the fourteenth package since the war began, and it took its ambassadors a month to agree on it.\n"
)
WEATHER = "The summer in the valley was dry, and the vines stood well. Nobody could remember a better year for apricots and plums.\n"
RUSSIAN = (
    "Министерство сообщило, что переговоры прошли в столице. Стороны обсудили поставки зерна и договорились встретиться ещё раз осенью.\n"
)


def read_tables(settings: Settings) -> dict[str, pl.DataFrame]:
    """Return the published tables without what only says when, rows in a fixed order."""
    tables = {}
    for name in TABLES:
        table = query(settings.home, f"from {name}")
        table = table.drop(column for column in table.columns if column in PASSING)
        tables[name] = table.sort(
            pl.struct(pl.all().cast(pl.String) if not table.columns else [c for c in table.columns if table[c].dtype != pl.List(pl.String)])
        )
    return tables


def write_manifest(folder: Path, **declared: str) -> None:
    """Write what a folder's manifest declares about its only article."""
    (folder / "manifest.jsonl").write_text(json.dumps({"file": "visit.txt", **declared}), encoding="utf-8")


def test_a_document_whose_manifest_changed_is_read_again_in_place(settings: Settings, write_articles: Callable[..., Path]) -> None:
    folder = write_articles(
        visit__txt="Chinese President Xi Jinping met French President Emmanuel Macron in Paris on Tuesday. They spoke about brandy.\n"
    )
    question = (
        "select document_id, event_id, event_date_start, title, published_at, publisher from meetings join documents using (document_id)"
    )
    write_manifest(folder, published="2024-05-09", title="A visit")
    run_pipeline(settings, [str(folder)])
    ((document_id, event_id, day, *declared),) = query(settings.home, question).rows()
    assert (day, declared) == (date(2024, 5, 7), ["A visit", date(2024, 5, 9), None])

    write_manifest(folder, published="2024-05-16", title="The visit", publisher="Gazette")
    changed = run_pipeline(settings, [str(folder)])
    assert (changed.documents_redeclared, changed.rows["documents"], changed.rows["meetings"]) == (1, 1, 1)
    assert "1 landed (1 known, with another title, date or the like)" in changed.describe()
    assert query(settings.home, question).rows() == [(document_id, event_id, date(2024, 5, 14), "The visit", date(2024, 5, 16), "Gazette")]

    same = run_pipeline(settings, [str(folder)])
    assert (same.documents_redeclared, same.rows["documents"]) == (0, 0)
    assert "0 landed, 1 known already" in same.describe()


def assert_same_tables(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    """Fail where two sets of tables differ in a row."""
    for name in TABLES:
        assert one[name].to_dicts() == other[name].to_dicts(), name


@pytest.fixture
def articles(write_articles: Callable[..., Path]) -> Path:
    """Return a folder of five articles: three with an event, one without, one in Russian."""
    return write_articles(delivery__txt=DELIVERY, visit__txt=VISIT, ban__txt=BAN, weather__txt=WEATHER, russian__txt=RUSSIAN)


def test_a_folder_becomes_tables(settings: Settings, articles: Path) -> None:
    summary = run_pipeline(settings, [str(articles)])
    documents = query(settings.home, "select source_uri, language from documents order by source_uri")
    assert documents.rows() == [
        ("file:articles/ban.txt", "en"),
        ("file:articles/delivery.txt", "en"),
        ("file:articles/russian.txt", "ru"),
        ("file:articles/visit.txt", "en"),
        ("file:articles/weather.txt", "en"),
    ]
    transfers = query(settings.home, "select supplier_code, recipient_code, weapon_category, quantity_min, status from arms_transfers")
    assert transfers.rows() == [("TUR", "POL", "uav", 12, "delivered")]
    assert query(settings.home, "select authority_code, target_code, action from sanctions").rows() == [("EU", "RUS", "imposed")]
    actors = query(settings.home, "select distinct actor_code from meeting_participants order by all")["actor_code"].to_list()
    assert actors == ["CHN", "FRA"]
    assert query(settings.home, "select status, sources from runs").rows() == [("completed", ["articles"])]
    stages = query(settings.home, "select stage, rows_in, rows_out, rows_rejected, rows_skipped from run_stages order by started_at").rows()
    by_stage = {stage: counts for stage, *counts in stages}
    assert by_stage["ingest"] == [5, 5, 0, 0]
    assert by_stage["clean"] == [5, 5, 0, 0]
    assert by_stage["extract"][0] == 5
    assert by_stage["extract"][3] == 1, "the Russian one"
    assert list(by_stage) == ["ingest", "clean", "extract", "validate", "land", "publish"]
    assert query(settings.home, "select count(*) from run_stages where seconds is null").item() == 0
    assert summary.page is not None
    page = summary.page.read_text(encoding="utf-8")
    assert all(f">{stage}</th>" in page for stage in by_stage), "the report tells how long each of them took"
    assert summary.rows["documents"] == 5
    assert not list(settings.work.glob("*/run.json")), "a run that ended leaves no hand-overs"


def test_every_span_is_where_it_says(settings: Settings, articles: Path) -> None:
    run_pipeline(settings, [str(articles)])
    for table in ("arms_transfers", "meetings", "trade_figures", "sanctions"):
        columns = "sentence, sentence_start, sentence_end, trigger, trigger_start, trigger_end, clean_text"
        rows = query(settings.home, f"select {columns} from {table} join documents using (document_id)").rows()
        for sentence, sentence_start, sentence_end, trigger, trigger_start, trigger_end, text in rows:
            assert text[sentence_start:sentence_end] == sentence
            assert text[trigger_start:trigger_end] == trigger


def test_a_second_run_changes_no_row(settings: Settings, articles: Path) -> None:
    run_pipeline(settings, [str(articles)])
    before = {
        name: query(settings.home, f"from {name}").sort(pl.all()).to_dicts() for name in ("documents", "arms_transfers", "event_evidence")
    }
    tables = read_tables(settings)
    again = run_pipeline(settings, [str(articles)])
    assert_same_tables(tables, read_tables(settings))
    after = {name: query(settings.home, f"from {name}").sort(pl.all()).to_dicts() for name in before}
    assert before == after, "not even the time of a row changes"
    assert again.rows["documents"] == 0
    assert query(settings.home, "select rows_skipped from run_stages where stage = 'clean' order by started_at").rows() == [(0,), (5,)]


def test_a_new_document_lands_beside_the_others(settings: Settings, articles: Path) -> None:
    run_pipeline(settings, [str(articles)])
    before = read_tables(settings)["documents"]["document_id"].to_list()
    (articles / "harvest.txt").write_text(WEATHER.replace("apricots", "pears"), encoding="utf-8")
    summary = run_pipeline(settings, [str(articles)])
    after = read_tables(settings)["documents"]["document_id"].to_list()
    assert summary.rows["documents"] == 1
    assert set(before) < set(after)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"batch_size": 1}, id="one-document-a-batch"),
        pytest.param({"batch_size": 2, "workers": 2, "runner": "threads"}, id="threads"),
        pytest.param({"batch_size": 2, "workers": 2}, id="processes", marks=pytest.mark.slow),
    ],
)
def test_how_the_work_is_spread_changes_no_row(settings: Settings, articles: Path, tmp_path: Path, changes: dict[str, object]) -> None:
    (articles / "again.txt").write_text(DELIVERY, encoding="utf-8")
    run_pipeline(settings, [str(articles)])
    spread = Settings.model_validate({"home": tmp_path / "spread", **changes})
    run_pipeline(spread, [str(articles)])
    assert_same_tables(read_tables(settings), read_tables(spread))


def test_a_document_that_says_the_same_is_marked_and_not_extracted(settings: Settings, write_articles: Callable[..., Path]) -> None:
    first, second = write_articles("first", a__txt=DELIVERY), write_articles("second", b__txt=DELIVERY, c__txt=DELIVERY)
    run_pipeline(settings, [str(first)])
    run_pipeline(Settings(home=settings.home, batch_size=1), [str(second)])
    documents = query(
        settings.home, "select source_uri, duplicate_of, duplicate_kind, document_id from documents order by source_uri"
    ).rows()
    original = documents[0][3]
    assert [(uri, of, kind) for uri, of, kind, _ in documents] == [
        ("file:first/a.txt", None, None),
        ("file:second/b.txt", original, "exact"),
        ("file:second/c.txt", original, "exact"),
    ]
    assert query(settings.home, "select count(*) from arms_transfers").item() == 1


def test_several_sources_make_one_run(settings: Settings, write_articles: Callable[..., Path]) -> None:
    one, other = write_articles("one", a__txt=DELIVERY), write_articles("other", b__txt=BAN)
    summary = run_pipeline(settings, [str(one), str(other)])
    assert summary.run.sources == ("one", "other")
    assert query(settings.home, "select source_name from documents order by all").rows() == [("one",), ("other",)]


def test_what_cannot_be_read_is_a_row_and_no_crash(settings: Settings, articles: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (articles / "huge.txt").write_bytes(b"a " * 5_000_001)
    summary = run_pipeline(settings, [str(articles)])
    rejected = query(
        settings.home, "select record_key, check_name, severity from rejected_records where stage = 'ingest' order by all"
    ).rows()
    assert [(key, severity) for key, _, severity in rejected] == [
        ("file:articles/empty.txt", "error"),
        ("file:articles/huge.txt", "error"),
        ("file:articles/picture.txt", "error"),
    ]
    assert summary.rows["documents"] == 5


def test_an_empty_folder_is_a_run_without_rows(settings: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    summary = run_pipeline(settings, [str(empty)])
    assert summary.run.status == "completed"
    assert query(settings.home, "select count(*) from documents").item() == 0


def test_progress_goes_from_listing_to_publishing(settings: Settings, articles: Path) -> None:
    seen: list[Progress] = []
    run_pipeline(Settings(home=settings.home, batch_size=3), [str(articles)], seen.append)
    assert [(now.doing, now.done, now.total) for now in seen] == [
        ("listing sources", 0, 0),
        ("reading", 0, 5),
        ("reading", 3, 5),
        ("reading", 5, 5),
        ("comparing", 0, 0),
        ("extracting", 0, 5),
        ("extracting", 3, 5),
        ("extracting", 5, 5),
        ("landing", 0, 0),
        ("publishing", 0, 0),
    ]


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_runner_that_is_not_installed_is_named_with_its_package(settings: Settings, articles: Path, runner: str) -> None:
    pytest.importorskip("prefect")
    with pytest.raises(RunError, match=f"prefect-{runner}"):
        run_pipeline(Settings.model_validate({"home": settings.home, "runner": runner}), [str(articles)])


def test_a_source_that_is_not_there_is_named(settings: Settings) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        run_pipeline(settings, ["nowhere"])


def test_a_second_run_over_the_same_sources_gives_way(settings: Settings, articles: Path) -> None:
    settings.work.mkdir(parents=True)
    with (
        FileLock(settings.work / f"{hash_key(f'articles={articles}')}.lock"),
        pytest.raises(RunError, match="Another run over the same sources"),
    ):
        run_pipeline(Settings(home=settings.home, wait_seconds=0), [str(articles)])


def test_a_run_that_fails_says_so_and_keeps_its_work(settings: Settings, articles: Path, tmp_path: Path) -> None:
    whole = Settings(home=tmp_path / "whole")
    run_pipeline(whole, [str(articles)])
    settings.home.mkdir()
    settings.published.mkdir()  # a folder stands where the copy should go
    with pytest.raises(Exception, match=r"events\.duckdb"):
        run_pipeline(settings, [str(articles)])
    settings.published.rmdir()
    summary = run_pipeline(settings, [str(articles)])
    assert summary.is_resumed
    assert query(settings.home, "select status from runs").rows() == [("completed",)]
    assert_same_tables(read_tables(whole), read_tables(settings))


COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param(("reading", "comparing", "extracting", "landing", "publishing"), id="five-deaths-in-one-run"),
        *(pytest.param((moment,), id=f"death-while-{moment}", marks=pytest.mark.slow) for moment in ("extracting", "landing")),
        *(
            pytest.param((moment,), id=f"death-while-{moment}", marks=pytest.mark.soak)
            for moment in ("listing", "reading", "comparing", "publishing")
        ),
    ],
)
def test_a_killed_run_goes_on_to_the_same_tables(settings: Settings, articles: Path, tmp_path: Path, moments: tuple[str, ...]) -> None:
    whole = Settings(home=tmp_path / "whole")
    run_pipeline(whole, [str(articles)])
    run = [*COMMAND, "run", "--source", str(articles), "--home", str(settings.home), "--batch-size", "2"]
    for moment in moments:
        with subprocess.Popen(run, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if line.startswith(moment):
                    process.kill()
                    break
            assert process.wait() == -9, "the run was over before it could be killed"
    finished = subprocess.run(run, check=True, capture_output=True, text=True)
    assert "went on from where it was stopped" in finished.stdout
    assert_same_tables(read_tables(whole), read_tables(settings))
    assert query(settings.home, "select count(*) from runs").item() == 1
