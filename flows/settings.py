"""The settings of a run: the only place that reads the environment.

Here: every value an operator may change, with its default, its unit and its check. Not here: what is done with them.
Each one is set by `DRAGOMAN_<NAME>` or by the option of the same name on the command line.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveInt, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

#: How batches are spread: in this process, over threads or processes of this machine, or over a cluster.
Runner = Literal["auto", "inline", "threads", "processes", "dask", "ray"]


class Settings(BaseSettings):
    """What a run needs to know besides its sources."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", frozen=True, extra="forbid")

    home: Path = Field(default=Path("data"), description="folder of warehouse.duckdb, events.duckdb, work/ and reports/")
    workers: PositiveInt = Field(default=1, description="how many batches are worked on at once")
    runner: Runner = Field(default="auto", description="auto: inline for one worker, processes for more")
    batch_size: PositiveInt = Field(default=200, description="documents a batch at most")
    wait_seconds: float = Field(default=600.0, ge=0, description="how long a run waits for another one that is in its way")
    most_rejected: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="share of the documents, or of the event rows, that may be rejected before a run counts as failed",
    )
    keep_text_days: int | None = Field(
        default=None, ge=0, description="days after which a document loses its text, counted from when it was fetched; none keeps it"
    )
    keep_raw_days: int | None = Field(
        default=30,
        ge=0,
        description="days after which the raw and clean texts of a run that was never finished are removed; none keeps them",
    )
    log_format: Literal["text", "json"] = Field(default="text", description="how log lines are shown")
    landing_limit: str | None = Field(
        default=None, description="Prefect's global concurrency limit that a run takes to land; serve and deploy make it and set this"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        default="CRITICAL", description="from which level Prefect's log lines are shown; what fails is told by the command itself"
    )
    server_database: str | None = Field(
        default=None, description="PostgreSQL database of `dragoman server`, postgresql://USER:PASSWORD@HOST:PORT/NAME; none is SQLite"
    )
    cluster_address: str | None = Field(default=None, description="address of a running Dask or Ray cluster; none starts one here")

    @field_validator("home")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        """Return the folder as an absolute path, `~` expanded, so that workers elsewhere mean the same one."""
        return value.expanduser().absolute()

    @property
    def warehouse(self) -> Path:
        """The database that runs write."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The copy that readers open."""
        return self.home / "events.duckdb"

    @property
    def work(self) -> Path:
        """The folder of the Parquet files that stages hand over."""
        return self.home / "work"

    @property
    def reports(self) -> Path:
        """The folder of the pages people look at."""
        return self.home / "reports"

    @property
    def chosen_runner(self) -> Runner:
        """The runner with `auto` decided."""
        if self.runner != "auto":
            return self.runner
        return "inline" if self.workers == 1 else "processes"


#: What Prefect is told before it is imported, unless the environment says otherwise: no telemetry, quiet logs, and patience with its own start.
PREFECT_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # a missing server is an error, not one more server
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_API_REQUEST_TIMEOUT": "120",
}


#: What makes Prefect write its log lines as JSON, one object a line.
JSON_LOGS = {"PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER": "json", "PREFECT_LOGGING_COLORS": "false"}


def prepare_prefect(log_level: str = "CRITICAL", log_format: str = "text") -> None:
    """Set the environment Prefect reads when it is imported, before that happens. Values already set are kept.

    The level is that of the console; the server is told of warnings in any case. Who asks for JSON wants to see lines: then the level is
    INFO where it is not set to another than CRITICAL.
    """
    log_level = "INFO" if (log_format, log_level) == ("json", "CRITICAL") else log_level
    levels = {
        "PREFECT_LOGGING_LEVEL": log_level if log_level in ("DEBUG", "INFO") else "WARNING",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": log_level,
    }
    chosen = PREFECT_DEFAULTS | levels | (JSON_LOGS if log_format == "json" else {})
    for name, value in chosen.items():
        os.environ.setdefault(name, value)


def server_address() -> str | None:
    """Return the address of the kept Prefect server; without one (null) each run starts its own for as long as it lasts."""
    return os.environ.get("PREFECT_API_URL") or None


def temporary_database() -> Path:
    """Return the database of temporary servers: one for each version of Prefect, apart from that of a kept server, in Prefect's folder."""
    folder = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    return folder / f"dragoman-{version('prefect')}.db"


def server_environment() -> dict[str, str]:
    """Return the environment of a temporary server: ours, with a database of its own and without the pages nobody will look at."""
    database = temporary_database()
    database.parent.mkdir(parents=True, exist_ok=True)
    own = {"PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}", "PREFECT_UI_ENABLED": "0"}
    return os.environ | PREFECT_DEFAULTS | own | {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}


def kept_server_environment(host: str, port: int, database: str | None) -> dict[str, str]:
    """Return the environment of a server that stays: ours, with its address where its pages look for it, and its database if one is named."""
    own = {
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_UI_ENABLED": "true",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    }
    if database is not None:
        own["PREFECT_API_DATABASE_CONNECTION_URL"] = database
    return {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"} | PREFECT_DEFAULTS | own


@contextmanager
def use_server(address: str) -> Iterator[None]:
    """Name a Prefect server for this process and those it starts, until the block ends."""
    os.environ["PREFECT_API_URL"] = address
    try:
        yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
