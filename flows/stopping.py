"""How a run is asked to end: SIGTERM is kept until the batch at hand is done.

Here: the signal, and passing it on to workers through a file of the run's work folder. Not here: what a run does then (pipeline.py).
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_ASKED = threading.Event()


class RunStoppedError(Exception):
    """The run was asked to end and did, between two batches; what is done is kept."""

    exit_code = 128 + signal.SIGTERM

    def __init__(self) -> None:
        super().__init__(
            "Stopped as asked (SIGTERM), after the batch at hand; nothing is half landed. The same command goes on where this one stopped."
        )


@contextmanager
def stop_when_told() -> Iterator[None]:
    """Take SIGTERM as a request until the block ends; only the main thread of a process can, any other leaves the signal alone."""
    _ASKED.clear()
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        _ASKED.set()

    earlier = signal.signal(signal.SIGTERM, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


def check_stop(folder: Path) -> None:
    """Raise RunStoppedError where this process was asked to end."""
    pass_on_stop(folder)
    if _ASKED.is_set():
        raise RunStoppedError


def pass_on_stop(folder: Path) -> None:
    """Let the workers of a run know, through its work folder, that it was asked to end."""
    if _ASKED.is_set():
        (folder / "stop").touch()


def is_stopping(folder: Path) -> bool:
    """Return whether a run was asked to end."""
    return (folder / "stop").exists()


def forget_stop(folder: Path) -> None:
    """Let a run that goes on go on."""
    (folder / "stop").unlink(missing_ok=True)
