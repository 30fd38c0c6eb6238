"""What tests share: a Prefect home and server of their own, and folders of made-up articles."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.settings import Settings, prepare_prefect

# before anything imports Prefect: its own folder, no telemetry, and a server only where a test asks for one
_PREFECT_HOME = tempfile.mkdtemp(prefix="dragoman-tests-")
os.environ["PREFECT_HOME"] = _PREFECT_HOME
for _name in [name for name in os.environ if name.startswith("DRAGOMAN_") or name == "PREFECT_API_URL"]:
    del os.environ[_name]
prepare_prefect()


_STATUS: list[int] = []
#: Seconds that a server may take to end after the command that started it.
SECONDS_TO_END = 30


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember how the tests ended."""
    _STATUS.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Remove Prefect's folder and leave at once, as the command does: Prefect's threads make DuckDB's bindings complain at length otherwise.

    A process that a test started and that outlived it is named, ended, and makes the tests fail.
    """
    left = _await_end_of_processes()
    for number, command in left.items():
        sys.stderr.write(f"\nstill running after the tests, and ended now: {command}\n")
        os.kill(number, signal.SIGKILL)
    shutil.rmtree(_PREFECT_HOME, ignore_errors=True)
    if _STATUS and "prefect" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_STATUS[0] or (1 if left else 0))


def _await_end_of_processes() -> dict[int, str]:
    """Return the commands that still run with Prefect's folder of these tests, by process id, when they had time to end."""
    until = time.monotonic() + SECONDS_TO_END
    while (left := _list_processes()) and time.monotonic() < until:
        time.sleep(0.5)
    return left


def _list_processes() -> dict[int, str]:
    """Return the commands that run with Prefect's folder of these tests, by process id; none where there is no /proc."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"PREFECT_HOME={_PREFECT_HOME}".encode() in (folder / "environ").read_bytes().split(b"\x00")
            command = (folder / "cmdline").read_bytes().replace(b"\x00", b" ").decode(errors="replace")
        except OSError:
            continue
        if is_ours and "resource_tracker" not in command and int(folder.name) != os.getpid():
            found[int(folder.name)] = command
    return found


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """Yield the address of a Prefect server for all tests of the session; commands started by tests use it as well."""
    from prefect.context import refresh_global_settings_context

    from flows.server import await_server, temporary_server

    with temporary_server() as address:
        assert address is not None
        # tests are collected, and Prefect imported, before the server has its address; a command starts the server first. For all threads:
        # one that forwards events of worker processes and knows no server would start one, and leave it behind
        refresh_global_settings_context()
        await_server(address)
        yield address
    refresh_global_settings_context()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with a home of the test's own."""
    return Settings(home=tmp_path / "home")


@pytest.fixture
def write_articles(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes texts by file name into a folder and returns the folder."""

    def write(folder: str = "articles", **texts: str) -> Path:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        for name, text in texts.items():
            (place / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return place

    return write
