"""What tests share: a Prefect home and server of their own, and folders of made-up articles."""

import os
import shutil
import sys
import tempfile
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


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember how the tests ended."""
    _STATUS.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Remove Prefect's folder and leave at once, as the command does: Prefect's threads make DuckDB's bindings complain at length otherwise."""
    shutil.rmtree(_PREFECT_HOME, ignore_errors=True)
    if _STATUS and "prefect" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_STATUS[0])


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """Yield the address of a Prefect server for all tests of the session; commands started by tests use it as well."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import await_server, temporary_server

    with temporary_server() as address:
        assert address is not None
        # tests are collected, and Prefect imported, before the server has its address; a command starts the server first
        with temporary_settings({PREFECT_API_URL: address}):
            await_server(address)
            yield address


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
