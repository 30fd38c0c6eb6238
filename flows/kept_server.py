"""`dragoman server`: a Prefect server that stays, with the settings that scheduled runs need.

Here: the command line and environment it is started with. Not here: the server of a single run (server.py), and what it schedules.
"""

import sys
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from flows.settings import kept_server_environment
from flows.user_errors import UserError

#: What a database address may begin with, and the driver Prefect reads it with.
DRIVERS = {
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}


def name_driver(database: str) -> str:
    """Return a database address with the driver Prefect needs. Raises UserError for a database that is neither PostgreSQL nor SQLite."""
    parts = urlsplit(database)
    if parts.scheme not in DRIVERS:
        raise UserError(
            f"{parts.scheme or database!r} is no database for the server: give postgresql://USER:PASSWORD@HOST:PORT/NAME, or none for SQLite."
        )
    # urlunsplit would lose the empty host of sqlite:///path
    rest = urlunsplit(("", *parts[1:])) if parts.netloc else f"//{parts.path}"
    return f"{DRIVERS[parts.scheme]}:{rest}"


def plan_server(host: str, port: int, database: str | None) -> tuple[list[str], Mapping[str, str]]:
    """Return the command that serves, and its environment. Raises UserError as `name_driver` does."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    return command, kept_server_environment(host, port, None if database is None else name_driver(database))
