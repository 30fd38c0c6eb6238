"""The command line: what it prints, how it fails, and what it costs to ask for help."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from flows.cli import run_command
from flows.pipeline import run_pipeline
from flows.settings import Settings

DELIVERY = "Turkey delivered 12 drones to Poland on 4 March 2024. The crates were unloaded in the port of Gdynia before noon.\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Settings:
    """Return the settings of a home in which one delivery is published and one empty file was rejected."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "delivery.txt").write_text(DELIVERY, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    run_pipeline(settings, [str(folder)])
    return settings


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        pytest.param(["--format", "csv"], "supplier_code,quantity_min\nTUR,12\n", id="csv"),
        pytest.param(["--format", "markdown"], "| supplier_code | quantity_min |\n| --- | --- |\n| TUR | 12 |\n", id="markdown"),
        pytest.param(["--format", "json"], '[\n {\n  "supplier_code": "TUR",\n  "quantity_min": 12\n }\n]\n', id="json"),
        pytest.param(
            [],
            " supplier_code   quantity_min\n ────────────────────────────\n TUR                       12\n(1 row)\n",
            id="a-table-by-default",
        ),
    ],
)
def test_a_question_is_answered_in_the_format_asked_for(
    published: Settings, capsys: pytest.CaptureFixture[str], options: list[str], printed: str
) -> None:
    question = "select supplier_code, quantity_min from arms_transfers"
    assert run_command(["query", question, "--home", str(published.home), *options]) == 0
    assert capsys.readouterr().out == printed


def test_an_answer_goes_to_a_file_in_the_format_of_its_suffix(published: Settings, tmp_path: Path) -> None:
    out = tmp_path / "answers" / "transfers.parquet"
    (tmp_path / "question.sql").write_text("select recipient_code from arms_transfers")
    assert run_command(["query", str(tmp_path / "question.sql"), "--home", str(published.home), "--out", str(out)]) == 0
    assert pl.read_parquet(out).rows() == [("POL",)]


def test_without_a_question_the_named_analyses_are_listed(published: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["query", "--home", str(published.home)]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert "arms_transfers_by_supplier_and_recipient" in names
    assert run_command(["query", names[0], "--home", str(published.home)]) == 0


def test_rejects_are_listed_with_their_reason(published: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["rejects", "--home", str(published.home), "--format", "json"]) == 0
    (reject,) = json.loads(capsys.readouterr().out)
    assert (reject["stage"], reject["severity"], reject["check_name"]) == ("ingest", "error", "document_has_text")
    assert reject["record_key"].endswith("/empty.txt")


def test_tables_are_exported_one_file_each(published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["export", "--to", str(tmp_path / "out"), "--format", "csv", "--home", str(published.home)]) == 0
    assert str(tmp_path / "out" / "arms_transfers.csv") in capsys.readouterr().out.splitlines()
    assert pl.read_csv(tmp_path / "out" / "arms_transfers.csv")["supplier_code"].to_list() == ["TUR"]


@pytest.mark.parametrize("by", ["home", "database"])
def test_tables_are_scored_against_gold(published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str) -> None:
    gold, frozen = tmp_path / "gold", tmp_path / "frozen.json"
    gold.mkdir()
    event = {
        "kind": "arms_transfer",
        "evidence": [DELIVERY.split(". ", maxsplit=1)[0]],
        "assertion": "asserted",
        "weapon": {"category": "uav"},
    }
    event |= {"supplier": {"id": "TUR"}, "recipient": {"id": "POL"}}
    (gold / "delivery.json").write_text(json.dumps({"doc": "delivery", "events": [event]}))
    where = ["--home", str(published.home)] if by == "home" else ["--database", str(published.published)]
    assert run_command(["evaluate", str(gold), *where, "--freeze", str(frozen)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1 gold documents, 1 of them found\n")
    assert printed.endswith("mean core F1 0.250\n"), "one kind of four, and that one right"
    assert run_command(["evaluate", str(gold), *where, "--frozen", str(frozen)]) == 0
    assert capsys.readouterr().out.endswith("against the frozen result: 0 gains, 0 losses\n")


def test_a_text_is_explained_down_to_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", DELIVERY, "--published", "2024-03-05"]) == 0
    printed = capsys.readouterr().out
    assert "SENTENCE 0: Turkey delivered 12 drones to Poland on 4 March 2024." in printed
    assert "supplier_code = 'TUR'" in printed


def test_the_doctor_finds_nothing_wrong_here(published: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["doctor", "--home", str(published.home)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in lines] == ["ok  "] * 8
    assert "1 arms_transfers" in "\n".join(lines)


def test_the_doctor_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert run_command(["doctor", "--home", str(file)]) == 1
    assert f"BAD  home             {file} cannot be written\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            ["run", "--source", "nowhere"], 1, "dragoman: nowhere: no such folder or file, and no source of that name.", id="no-source"
        ),
        pytest.param(
            ["run", "--source", "https://example.org/feed"], 1, "dragoman: https://example.org/feed is an address on the web", id="web"
        ),
        pytest.param(["run"], 2, "--source", id="source-left-out"),
        pytest.param(["run", "--source", ".", "--workers", "0"], 1, "dragoman: A setting cannot be used. workers: ", id="no-workers"),
        pytest.param(["run", "--source", ".", "--wrokers", "2"], 2, "--wrokers", id="misspelt"),
        pytest.param(["query", "select 1"], 1, "holds no events.duckdb", id="nothing-published"),
        pytest.param(["query", "lost.sql"], 1, "dragoman: lost.sql: no such file.", id="no-sql-file"),
        pytest.param(["query", "no_such_analysis"], 1, "there is no analysis 'no_such_analysis'", id="no-analysis"),
        pytest.param(["evaluate", "."], 1, "holds no gold files", id="no-gold"),
        pytest.param(["conquer"], 2, "conquer", id="no-such-command"),
    ],
)
def test_what_goes_wrong_is_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_command(arguments) == code
    printed = capsys.readouterr()
    said = " ".join((printed.out + printed.err).split())
    assert message in said
    assert "Traceback" not in said


def test_a_question_that_writes_is_refused(published: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["query", "delete from documents where true", "--home", str(published.home)]) == 1
    assert "read-only" in capsys.readouterr().err


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = "import sys; from flows.cli import run_command; run_command(['--help']); print(*sorted(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    *text, modules = printed.splitlines()
    for command in ("run", "query", "evaluate", "explain", "rejects", "export", "doctor"):
        assert any(f" {command} " in line for line in text), command
    assert {"prefect", "polars", "duckdb", "spacy", "pandera", "onnxruntime"} & set(modules.split()) == set()


@pytest.mark.slow
def test_a_run_needs_nothing_running_and_leaves_nothing_running(
    tmp_path: Path, write_articles: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    articles = write_articles(delivery__txt=DELIVERY)
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "run",
        "--source",
        str(articles),
        "--home",
        str(tmp_path / "home"),
    ]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "1 found, 1 landed" in finished.stdout
    assert finished.stderr.splitlines() == [
        "listing sources",
        "reading 0/1",
        "reading 1/1  1 documents",
        "comparing",
        "extracting 0/1",
        "extracting 1/1  1 rows",
        "landing",
        "publishing",
    ]


@pytest.mark.usefixtures("prefect_server")
def test_logs_are_json_on_request(tmp_path: Path, write_articles: Callable[..., Path]) -> None:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--source", str(write_articles(delivery__txt=DELIVERY))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_LOGGING")}
    finished = subprocess.run(
        [*command, "--home", str(tmp_path / "home")],
        env=environment | {"DRAGOMAN_LOG_FORMAT": "json"},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [json.loads(line) for line in finished.stderr.splitlines()]
    told = [line["msg"] for line in lines if line["name"] == "prefect.flow_runs" and line["levelname"] == "INFO"]
    assert [message for message in told if message.split()[0] in ("listing", "landing", "publishing")] == [
        "listing sources",
        "landing",
        "publishing",
    ]


@pytest.mark.slow
def test_a_killed_run_takes_its_server_along(tmp_path: Path, write_articles: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    articles = write_articles(delivery__txt=DELIVERY)
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "run",
        "--source",
        str(articles),
        "--home",
        str(tmp_path / "home"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "listing sources\n"
        (server,) = [int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        gone = open_when_gone(server)
        process.kill()
        process.wait()
    assert gone()


def open_when_gone(pid: int) -> Callable[[], bool]:
    """Return a function that waits, up to 30 seconds, until a process is gone and says whether it is."""
    import os
    import select

    handle = os.pidfd_open(pid)

    def wait() -> bool:
        try:
            return bool(select.select([handle], [], [], 30)[0])
        finally:
            os.close(handle)

    return wait
