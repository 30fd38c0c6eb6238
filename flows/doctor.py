"""Whether this installation can do its work here, and what to do where it cannot.

Here: the checks, each over in a moment. Not here: mending anything.
"""

import os
import platform
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from flows.settings import Settings, server_address

#: Bytes free below which a run may not be able to write its hand-overs (1 GB).
LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; `advice` says what to do where it is not good."""

    subject: str
    is_good: bool
    state: str
    advice: str = ""

    def describe(self) -> str:
        """Return the finding on a line, with the advice under it."""
        line = f"{'ok  ' if self.is_good else 'BAD '} {self.subject:16} {self.state}"
        return line if self.is_good or not self.advice else f"{line}\n     {'':16} -> {self.advice}"


def examine(settings: Settings) -> list[Finding]:
    """Return a finding for each check, in the order a run would meet them."""
    return [
        _guard("python", check_python),
        _guard("packages", check_packages),
        _guard("language model", check_model),
        _guard("rules and seeds", check_seeds),
        _guard("sources", check_sources),
        _guard("home", lambda: check_home(settings)),
        _guard("published data", lambda: check_published(settings)),
        _guard("prefect server", lambda: check_server(server_address())),
    ]


def _guard(subject: str, check: Callable[[], Finding]) -> Finding:
    """Return the check's finding; a check that breaks is a finding as well."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001  # whatever is wrong with the installation is what the doctor is asked about
        return Finding(subject, False, f"{type(error).__name__}: {error}", "Reinstall Dragoman with the versions of requirements.lock.")


def check_python() -> Finding:
    """Return whether the interpreter is one Dragoman is made for."""
    is_good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("python", is_good, platform.python_version(), "Use Python 3.11, 3.12 or 3.13.")


def check_packages() -> Finding:
    """Return whether every package Dragoman needs is there in a version it allows."""
    from packaging.requirements import Requirement

    wrong = []
    for line in requires("dragoman") or []:
        requirement = Requirement(line)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} {found} is not {requirement.specifier}")
    state = f"dragoman {version('dragoman')}, prefect {version('prefect')}, duckdb {version('duckdb')}, spacy {version('spacy')}"
    return Finding("packages", not wrong, "; ".join(wrong) or state, "pip install -r requirements.lock")


def check_model() -> Finding:
    """Return whether the bundled language model loads and reads a sentence."""
    from flows.extract.language import load_model

    model = load_model()
    words = [token.text for token in model("The minister flew to Paris.")]
    name = f"{model.meta.get('name', 'model')} {model.meta.get('version', '')}".strip()
    return Finding("language model", len(words) == 6, f"{name}, reads", "Reinstall Dragoman: the wheel carries the model.")


def check_seeds() -> Finding:
    """Return whether the rules and lexicons are there."""
    from flows.seeds import seeds_root

    counts = {
        folder: sum(1 for path in (seeds_root() / folder).iterdir() if path.is_file()) for folder in ("rules", "lexicons", "reference")
    }
    state = ", ".join(f"{count} {folder}" for folder, count in counts.items())
    return Finding("rules and seeds", all(counts.values()), state, "Reinstall Dragoman: the wheel carries seeds/.")


def check_sources() -> Finding:
    """Return whether seeds/sources.yml holds valid sources whose folders are there."""
    from flows.ingest.source import SourceError
    from flows.ingest.sources import load_sources

    try:
        sources = load_sources()
    except SourceError as error:
        return Finding("sources", False, str(error), "Mend seeds/sources.yml.")
    absent = [source.name for source in sources.values() if source.kind == "folder" and not Path(source.address).exists()]
    state = f"{len(sources)} in sources.yml" + (f"; not there: {', '.join(absent)}" if absent else "")
    return Finding("sources", not absent, state, "Create the folders, or mend their addresses in seeds/sources.yml.")


def check_home(settings: Settings) -> Finding:
    """Return whether the home folder can be written and has room."""
    home = settings.home
    present = next(folder for folder in (home, *home.parents) if folder.exists())
    if not present.is_dir() or not os.access(present, os.W_OK | os.X_OK):
        return Finding("home", False, f"{present} cannot be written", "Give --home or DRAGOMAN_HOME a folder that can be.")
    free = shutil.disk_usage(present).free
    is_roomy = free >= LEAST_FREE_BYTES
    return Finding("home", is_roomy, f"{home}, {free / 1e9:.1f} GB free", "Make room: runs hand over files under work/ in this folder.")


def check_published(settings: Settings) -> Finding:
    """Return what is published and how old it is; nothing published yet is no fault."""
    from datetime import UTC, datetime

    from flows.warehouse import query

    if not settings.published.exists():
        return Finding("published data", True, "none yet: `dragoman run --source ...` makes it")
    rows = ", ".join(_count_rows(lambda sql: int(query(settings.home, sql).item())))
    published = datetime.fromtimestamp(settings.published.stat().st_mtime, UTC)
    return Finding("published data", True, f"{rows}; published {published:%Y-%m-%d %H:%M} UTC")


def _count_rows(ask: Callable[[str], int]) -> Iterator[str]:
    """Yield the number of rows of the tables a reader starts with."""
    for table in ("documents", "arms_transfers", "meetings", "trade_figures", "sanctions"):
        yield f"{ask(f'select count(*) from {table}')} {table}"


def check_server(address: str | None) -> Finding:
    """Return whether the kept Prefect server answers; without one, every run starts its own."""
    if address is None:
        return Finding("prefect server", True, "none kept: each run starts its own for as long as it lasts")
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}/health", timeout=5):
            return Finding("prefect server", True, f"{address} answers")
    except (urllib.error.URLError, OSError, ValueError) as error:
        advice = "Start it (`dragoman server`), or unset PREFECT_API_URL to let each run start its own."
        return Finding("prefect server", False, f"{address} does not answer: {error}", advice)
