"""Scheduled runs against a real Prefect server: a folder that fills up is read at its times, and every run leaves its traces."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun

from flows.kept_server import name_driver
from flows.settings import Settings
from flows.user_errors import UserError
from flows.warehouse import query

COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")
SENTENCE = "Turkey delivered {count} drones to Poland on {day} March 2024. The crates of load {count} went ashore in the port of Gdynia.\n"
#: Seconds that a loaded machine may take for a step that takes ten on an idle one.
PATIENCE_SECONDS = 600


def find_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def keep_running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that is told to end with the block."""
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def await_state(ask: Callable[[], bool], what: str, log: Path) -> None:
    """Return when something holds; fail with the end of the log where it does not in time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not ask():
        assert time.monotonic() < until, f"{what}:\n{log.read_text(errors='replace')[-3000:]}"
        time.sleep(0.5)


@contextmanager
def keep_server(folder: Path, **settings: str) -> Iterator[dict[str, str]]:
    """Yield the environment of commands that find a server started by `dragoman server` with these settings."""
    port = find_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DRAGOMAN_"))}
    environment = clean | {"PREFECT_HOME": str(folder), "DO_NOT_TRACK": "1"}
    with keep_running([*COMMAND, "server", "--port", str(port)], environment | settings, folder / "log"):
        client = SyncPrefectClient(f"http://127.0.0.1:{port}/api")
        await_state(lambda: client.api_healthcheck() is None, "the server does not answer", folder / "log")
        yield environment | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}


@pytest.fixture(scope="module")
def kept_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the environment of commands that find a server on SQLite."""
    with keep_server(tmp_path_factory.mktemp("server")) as environment:
        yield environment


@pytest.fixture
def postgres() -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database on this machine, on a port of its own."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not tools or os.geteuid() != 0:
        pytest.skip("needs Debian's postgresql, and root to become its user")
    tool, port = tools[-1].parent, find_port()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        place.chmod(0o755)
        cluster = place / "cluster"
        cluster.mkdir(mode=0o700)
        shutil.chown(cluster, "postgres")
        subprocess.run(
            [tool / "initdb", "--pgdata", cluster, "--auth", "trust", "--no-sync"],
            user="postgres",
            cwd="/",
            check=True,
            capture_output=True,
        )
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-p", str(port)]
        with subprocess.Popen(
            [tool / "postgres", "-D", cluster, *options], user="postgres", cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            ready = [tool / "pg_isready", "--host", "127.0.0.1", "--port", str(port)]
            await_state(lambda: subprocess.run(ready, check=False, capture_output=True).returncode == 0, "PostgreSQL", Path(os.devnull))
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
            process.terminate()


def list_finished(client: SyncPrefectClient) -> list[FlowRun]:
    """Return the runs that have ended, the first one first."""
    return sorted(
        (run for run in client.read_flow_runs() if run.state and run.state.is_final()), key=lambda run: run.end_time or run.created
    )


def check_runs(client: SyncPrefectClient, runs: list[FlowRun], settings: Settings, counts: list[int]) -> None:
    """Fail unless all runs completed with their artifacts, name and tags, and everything landed once."""
    assert [run.state_name for run in runs] == ["Completed"] * len(runs)
    for run in runs:
        assert {"dragoman", "folder"} <= set(run.tags)
        assert run.name.startswith("incoming 20")
        found = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id])))
        assert {artifact.key for artifact in found} >= {"run-summary", "run-failures", "run-report", "run-progress"}
    assert query(settings.home, "select quantity_min from arms_transfers order by all")["quantity_min"].to_list() == counts
    assert query(settings.home, "select distinct status from runs").rows() == [("completed",)]
    limits = client.read_global_concurrency_limits(limit=10, offset=0)
    assert [(limit.limit, limit.active_slots) for limit in limits if limit.name.startswith("dragoman-landing-")] == [(1, 0)]


@contextmanager
def keep_schedule(how: str, folder: Path, home: Path, environment: dict[str, str], log: Path) -> Iterator[None]:
    """Run a folder each minute as long as the block lasts: by `dragoman serve`, or by `dragoman deploy` and a worker."""
    options = ["--source", str(folder), "--cron", "* * * * *", "--home", str(home)]
    command = [*COMMAND, "serve", *options]
    if how == "worker":
        subprocess.run([*COMMAND, "deploy", *options, "--pool", "minutes"], env=environment, check=True, capture_output=True)
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "minutes", "--type", "process"]
    with keep_running(command, environment, log):
        yield


@pytest.mark.soak
@pytest.mark.parametrize("how", ["serve", "worker"])
def test_a_folder_that_fills_up_is_read_each_minute(
    how: str, settings: Settings, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_articles("incoming", a__txt=SENTENCE.format(count=11, day=1))
    log = tmp_path / "log"
    (tmp_path / "server").mkdir()
    with keep_server(tmp_path / "server") as environment:
        client = SyncPrefectClient(environment["PREFECT_API_URL"])
        with keep_schedule(how, folder, settings.home, environment, log):
            await_state(lambda: len(list_finished(client)) > 0, "no run was started", log)
            (folder / "b.txt").write_text(SENTENCE.format(count=22, day=2), encoding="utf-8")
            already = len(list_finished(client))
            await_state(lambda: len(list_finished(client)) > already + 1, "no second run was started", log)
            status = subprocess.run(
                [*COMMAND, "status", "--source", str(folder), "--home", str(settings.home)],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        done = [run for run in list_finished(client) if run.state_name != "Cancelled"]  # a run that came due during another
        assert len(done) >= 2
        assert all(run.auto_scheduled for run in done)
        check_runs(client, done, settings, [11, 22])
    assert "incoming: 0 documents not read yet" in status
    assert "UTC incoming" in status or f"UTC {folder}" in status, "the next run is named"


@pytest.mark.soak
def test_the_pages_show_a_run_and_its_artifacts(
    kept_server: dict[str, str], settings: Settings, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    folder = write_articles("seen", a__txt=SENTENCE.format(count=11, day=1))
    subprocess.run(
        [*COMMAND, "run", "--source", str(folder), "--home", str(settings.home)], env=kept_server, check=True, capture_output=True
    )
    client = SyncPrefectClient(kept_server["PREFECT_API_URL"])
    (run,) = [run for run in list_finished(client) if run.name.startswith("seen ")]
    site = kept_server["PREFECT_API_URL"].removesuffix("/api")
    found = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id])))
    (summary,) = [artifact for artifact in found if artifact.key == "run-summary"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"], timeout=120_000)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(60_000)

        def expect(name: str, *texts: str) -> None:
            for text in texts:
                page.get_by_text(text).locator("visible=true").first.wait_for()
            page.screenshot(path=tmp_path / f"{name}.png")

        page.goto(f"{site}/runs")
        expect("runs", run.name)
        page.goto(f"{site}/runs/flow-run/{run.id}")
        page.get_by_text("Artifacts", exact=True).locator("visible=true").last.click()
        expect("run", run.name, "Completed", "Task runs", "run-progress", "run-summary", "run-report", "run-failures")
        page.goto(f"{site}/artifacts/artifact/{summary.id}")
        expect("summary", run.name, "Documents: 1 found, 1 landed", "arms_transfers", "publish")
        browser.close()


@pytest.mark.slow
def test_a_schedule_of_seconds_starts_a_run(
    kept_server: dict[str, str], settings: Settings, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_articles("soon", a__txt=SENTENCE.format(count=11, day=1))
    log = tmp_path / "log"
    client = SyncPrefectClient(kept_server["PREFECT_API_URL"])
    command = [*COMMAND, "serve", "--source", str(folder), "--every", "0.1", "--home", str(settings.home)]

    def completed() -> list[FlowRun]:
        return [run for run in list_finished(client) if run.name.startswith("soon ") and run.state_name == "Completed"]

    with keep_running(command, kept_server, log):
        await_state(lambda: bool(completed()), "no run was started", log)
    assert completed()[0].auto_scheduled
    assert query(settings.home, "select quantity_min from arms_transfers").rows() == [(11.0,)]


@pytest.mark.soak
def test_a_worker_does_what_was_deployed(
    kept_server: dict[str, str], settings: Settings, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_articles("desk", a__txt=SENTENCE.format(count=11, day=1))
    command = [*COMMAND, "deploy", "--source", str(folder), "--cron", "15 6 1 1 *", "--pool", "desk", "--home", str(settings.home)]
    made = subprocess.run(command, env=kept_server, check=True, capture_output=True, text=True).stdout
    assert made.splitlines()[-1] == "dragoman/desk"
    client = SyncPrefectClient(kept_server["PREFECT_API_URL"])
    deployment = client.read_deployment_by_name("dragoman/desk")
    worker = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "desk", "--type", "process"]
    with keep_running(worker, kept_server, tmp_path / "log"):
        run = client.create_flow_run_from_deployment(deployment.id)
        await_state(
            lambda: bool((state := client.read_flow_run(run.id).state) and state.is_final()), "the worker did nothing", tmp_path / "log"
        )
    finished = client.read_flow_run(run.id)
    assert finished.state_name == "Completed", (tmp_path / "log").read_text()[-3000:]
    assert query(settings.home, "select quantity_min from arms_transfers").rows() == [(11.0,)]


@pytest.mark.soak
def test_prefect_deploys_what_its_own_file_holds(kept_server: dict[str, str]) -> None:
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    root = Path(__file__).parents[1]
    subprocess.run([*prefect, "work-pool", "create", "dragoman", "--type", "process"], env=kept_server, check=True, capture_output=True)
    subprocess.run([*prefect, "deploy", "--all"], env=kept_server, check=True, capture_output=True, cwd=root)
    deployment = SyncPrefectClient(kept_server["PREFECT_API_URL"]).read_deployment_by_name("dragoman/sample")
    assert deployment.work_pool_name == "dragoman"
    assert [getattr(schedule.schedule, "cron", None) for schedule in deployment.schedules] == ["15 6 * * *"]


@pytest.mark.soak
def test_a_server_on_postgresql_keeps_the_records(
    postgres: str, settings: Settings, write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_articles("incoming", a__txt=SENTENCE.format(count=11, day=1))
    with keep_server(tmp_path, DRAGOMAN_SERVER_DATABASE=postgres) as environment:
        command = [*COMMAND, "run", "--source", str(folder), "--home", str(settings.home)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        client = SyncPrefectClient(environment["PREFECT_API_URL"])
        assert [run.state_name for run in list_finished(client)] == ["Completed"]
    psql = ["psql", postgres, "--tuples-only", "--no-align", "--command", "select state_name from flow_run"]
    assert subprocess.run(psql, check=True, capture_output=True, text=True).stdout.strip() == "Completed"
    assert not list(tmp_path.glob("*.db")), "no SQLite beside it"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgresql://me:word@db:5432/prefect", "postgresql+asyncpg://me:word@db:5432/prefect"),
        ("postgres://db/prefect?ssl=require", "postgresql+asyncpg://db/prefect?ssl=require"),
        ("postgresql+asyncpg://db/prefect", "postgresql+asyncpg://db/prefect"),
        ("sqlite:////srv/prefect.db", "sqlite+aiosqlite:////srv/prefect.db"),
    ],
)
def test_a_database_is_named_with_the_driver_that_reads_it(given: str, read: str) -> None:
    assert name_driver(given) == read


def test_another_database_is_refused() -> None:
    with pytest.raises(UserError, match="'mysql' is no database for the server"):
        name_driver("mysql://db/prefect")
