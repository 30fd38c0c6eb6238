"""What goes wrong while a run is at work: a worker that dies, a request to end, a full disk, a home nobody may write, three runs at once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows import batches, halving
from flows.batches import Batch, RunContext
from flows.extract.version import extractor_version
from flows.handover import hand_over, read_handed_over
from flows.ingest.batch import list_items
from flows.ingest.sources import resolve_source
from flows.pipeline import run_pipeline
from flows.settings import Settings
from flows.stopping import RunStoppedError, check_stop, forget_stop, is_stopping, stop_when_told
from flows.warehouse import query

COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")
SENTENCE = "Turkey delivered {count} drones to Poland on {day} March 2024. The crates of load {count} went ashore in the port of Gdynia.\n"


@pytest.fixture
def articles(write_articles: Callable[..., Path]) -> Path:
    """Return a folder of four articles, each with one delivery."""
    return write_articles(**{f"a{n}__txt": SENTENCE.format(count=n * 11, day=n) for n in range(1, 5)})


def test_sigterm_is_kept_until_the_batch_is_done(tmp_path: Path) -> None:
    with stop_when_told():
        check_stop(tmp_path)
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(RunStoppedError, match="after the batch at hand"):
            check_stop(tmp_path)
    assert is_stopping(tmp_path), "workers see it as well"
    forget_stop(tmp_path)
    assert not is_stopping(tmp_path)
    with stop_when_told():
        check_stop(tmp_path)


def make_batch(folder: Path, articles: Path) -> tuple[Batch, RunContext]:
    """Return one batch of all articles and the context of its run, nothing landed before."""
    source = resolve_source(str(articles))
    context = RunContext("run-1", datetime(2026, 1, 5, tzinfo=UTC), extractor_version(), folder)
    folder.mkdir(parents=True, exist_ok=True)
    batches.note_landed(context, pl.DataFrame(schema={"document_id": pl.String}))
    return Batch(1, source, tuple(list_items(source)), folder / "batch"), context


def test_halves_are_the_batch_and_hand_over_as_one(tmp_path: Path, articles: Path) -> None:
    whole, _ = make_batch(tmp_path, articles)
    assert halving.count_documents(whole, "read") == 4
    halves = halving.halve(whole, "read")
    assert [[item.uri for item in half.items] for half in halves] == [
        ["file:articles/a1.txt", "file:articles/a2.txt"],
        ["file:articles/a3.txt", "file:articles/a4.txt"],
    ]
    for number, half in enumerate(halves):
        for stage in ("ingest", "clean"):
            hand_over(half.folder, stage, lambda number=number, stage=stage: {stage: pl.DataFrame({"number": [number]})})
    halving.join(whole, halves, "read")
    assert read_handed_over(whole.folder / "clean")["clean"]["number"].to_list() == [0, 1]
    assert batches.list_files([whole]) == {"rejected_records": []}, "what lies under the halves does not land a second time"


def test_one_document_is_given_up_stage_by_stage(tmp_path: Path, articles: Path) -> None:
    batch, context = make_batch(tmp_path, articles)
    single, _ = halving.halve(halving.halve(batch, "read")[0], "read")
    assert halving.give_up(single, "read", context)
    ingested = read_handed_over(single.folder / "ingest")
    assert ingested["raw_documents"].is_empty()
    reject = ingested["rejected_records"].select("stage", "record_key", "check_name", "severity").rows()
    assert reject == [("ingest", "file:articles/a1.txt", "document_does_not_kill_its_worker", "error")]
    assert halving.give_up(single, "read", context)
    assert not halving.give_up(single, "read", context), "nothing is left to give up"


@pytest.fixture(params=["spawn_main"])
def poisoned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Make every process of a kind (worker processes) that extracts an article about 33 drones die, as one that runs out of memory does."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import os, sys\n"
        f"if any('{request.param}' in argument for argument in sys.orig_argv):\n"
        "    import flows.batches as work\n"
        "    inner = work.extract_and_validate\n"
        "    def extract_and_validate(batch, context, **options):\n"
        "        texts = work.read_handed_over(batch.folder / 'unique')['clean_documents']['clean_text']\n"
        "        if any(' 33 drones' in text for text in texts) and not (batch.folder / 'extract').is_dir():\n"
        "            os.kill(os.getpid(), 9)\n"
        "        return inner(batch, context, **options)\n"
        "    work.extract_and_validate = extract_and_validate\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}:{Path(__file__).parents[1]}")


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server", "poisoned")
def test_a_document_that_kills_its_workers_is_one_reject(settings: Settings, articles: Path) -> None:
    summary = run_pipeline(Settings(home=settings.home, workers=2), [str(articles)])
    assert summary.run.status == "completed"
    quantities = query(settings.home, "select quantity_min from arms_transfers order by all")["quantity_min"].to_list()
    assert quantities == [11, 22, 44]
    rejects = query(
        settings.home, "select stage, check_name, document_id is not null from rejected_records where severity = 'error'"
    ).rows()
    assert rejects == [("extract", "document_does_not_kill_its_worker", True)]
    assert query(settings.home, "select count(*) from documents").item() == 4


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server", "poisoned")
@pytest.mark.parametrize("poisoned", [""], ids=["every-process"], indirect=True)
def test_a_document_that_kills_the_run_itself_is_rejected_when_it_did_so_twice(settings: Settings, articles: Path) -> None:
    command = [*COMMAND, "run", "--source", str(articles), "--home", str(settings.home)]
    ends = [subprocess.run(command, check=False, capture_output=True).returncode for _ in range(3)]
    assert ends == [-9, -9, 0]
    quantities = query(settings.home, "select quantity_min from arms_transfers order by all")["quantity_min"].to_list()
    assert quantities == [11, 22, 44]
    rejects = query(settings.home, "select stage, check_name from rejected_records where severity = 'error'").rows()
    assert rejects == [("extract", "document_does_not_kill_its_worker")]


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_run_that_is_told_to_end_keeps_its_batches_and_goes_on_later(settings: Settings, articles: Path) -> None:
    command = [*COMMAND, "run", "--source", str(articles), "--home", str(settings.home), "--batch-size", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        told = []
        for line in process.stderr:
            told.append(line)
            if line.startswith("reading 0/4"):
                process.terminate()
        assert process.wait() == 143
    assert "Stopped as asked (SIGTERM)" in told[-1]
    assert not any(line.startswith(("extracting", "landing", "Traceback")) for line in told)
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "went on from where it was stopped" in finished.stdout
    assert query(settings.home, "select count(*) from arms_transfers").item() == 4
    assert query(settings.home, "select status from runs").rows() == [("completed",)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a disk of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.usefixtures("prefect_server")
def test_a_full_disk_is_said_and_nothing_is_half_landed(small_disk: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli import run_command

    assert run_command(["run", "--source", str(articles), "--home", str(small_disk / "home")]) == 1
    said = capsys.readouterr().err
    assert "The disk is full; nothing is half landed." in said
    assert "Traceback" not in said
    assert not (small_disk / "home" / "events.duckdb").exists()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert run_command(["run", "--source", str(articles), "--home", str(small_disk / "home")]) == 0
    assert query(small_disk / "home", "select count(*) from arms_transfers").item() == 4


@pytest.fixture
def read_only_home(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a disk that can only be read."""
    place = tmp_path / "sealed"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=1m", "none", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root can make a read-only disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.usefixtures("prefect_server")
def test_a_home_that_cannot_be_written_is_said(read_only_home: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli import run_command

    assert run_command(["run", "--source", str(articles), "--home", str(read_only_home)]) == 1
    said = capsys.readouterr().err
    assert "Give --home a folder that can" in said
    assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_three_runs_at_once_land_everything_once(settings: Settings, articles: Path, write_articles: Callable[..., Path]) -> None:
    other = write_articles("other", b__txt=SENTENCE.format(count=99, day=9))
    sources = (articles, articles, other)
    runs = [
        subprocess.Popen([*COMMAND, "run", "--source", str(source), "--home", str(settings.home)], stdout=subprocess.DEVNULL)
        for source in sources
    ]
    assert [run.wait() for run in runs] == [0, 0, 0]
    quantities = query(settings.home, "select quantity_min from arms_transfers order by all")["quantity_min"].to_list()
    assert quantities == [11, 22, 33, 44, 99]
    assert query(settings.home, "select count(*), count(distinct document_id) from documents").row(0) == (5, 5)
    assert query(settings.home, "select count(*) from runs where status = 'completed'").item() == 3
