"""A Prefect server that lives as long as one run, for machines where no server is kept.

Here: starting it and being sure that it ends, with the run or with the run's death. Not here: kept servers (deployments.py).
Prefect could start one by itself, but a run that is killed would leave that one behind; this one reads a pipe from the run
and ends when the pipe does. It starts while the run is still importing, which halves the wait.
"""

import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import server_address, server_environment, temporary_database, use_server

#: Seconds the server may take to answer for the first time; setting up its database takes about 8 s, every later start 3 s.
START_TIMEOUT_SECONDS = 180
#: Seconds the server may take to write down what it still holds.
STOP_TIMEOUT_SECONDS = 15


class ServerError(RuntimeError):
    """The temporary server did not start; the message says what to do."""


@contextmanager
def temporary_server() -> Iterator[str | None]:
    """Yield the address of a server that ends with this block, or null where a kept server is named and nothing is started.

    The address is also set in the environment, for Prefect here and in worker processes.
    Raises ServerError on the first use of `await_server`, not here: the server is still starting when the block begins.
    """
    if server_address() is not None:
        yield None
        return
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        port = listener.getsockname()[1]
        try:
            environment = server_environment()
        except OSError as error:
            raise ServerError(f"Prefect's folder cannot be written ({error}). Name one that can be in PREFECT_HOME.") from error
        # the pipe's other end is this process: it closes when we end, however we end
        process = subprocess.Popen(
            [sys.executable, "-c", f"from flows.server import serve_while_parent_lives; serve_while_parent_lives({listener.fileno()})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            env=environment,
            start_new_session=True,  # Ctrl-C ends the run, which then ends the server in order
        )
    address = f"http://127.0.0.1:{port}/api"
    with use_server(address):
        try:
            yield address
        finally:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(STOP_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def await_server(address: str) -> None:
    """Return when the server answers: connections wait in its queue until it does. Raises ServerError where it died or takes too long."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/health", timeout=START_TIMEOUT_SECONDS):
            return
    except (urllib.error.URLError, OSError) as error:
        raise ServerError(
            f"The temporary Prefect server did not start ({error}). See whether its database can be written "
            "(PREFECT_HOME, by default ~/.prefect), or start a server with `dragoman server` and name it in PREFECT_API_URL."
        ) from error


def serve_while_parent_lives(listener: int) -> None:
    """Return when the parent process is gone or has closed our standard input; until then serve the Prefect API on an open socket."""
    import asyncio

    import uvicorn
    from filelock import FileLock
    from prefect.server.database import provide_database_interface

    with FileLock(temporary_database().with_suffix(".lock")):  # runs that start at once do not set up one database twice
        asyncio.run(provide_database_interface().create_db())
    server = uvicorn.Server(
        uvicorn.Config(
            "prefect.server.api.server:create_app", factory=True, fd=listener, log_level="error", lifespan="on", timeout_graceful_shutdown=5
        )
    )

    def stop_with_parent() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True
        # what does not end in order is ended all the same
        threading.Timer(STOP_TIMEOUT_SECONDS, os._exit, args=(1,)).start()

    threading.Thread(target=stop_with_parent, daemon=True).start()
    server.run()
    os._exit(0)
