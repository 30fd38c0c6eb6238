"""Lets writing give way to reading: a landing takes what processor time the readers of the published copy leave.

Here: the lower priority of a piece of work. Not here: the work. Readers and a landing meet nowhere but at the processor: the published copy
is replaced whole, and nobody waits for a lock of the other (`benchmarks/readers.py` measures both).
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

NICENESS = 10
"""How much lower than that of the calling process, in steps of nice(1): about a tenth of the time where others want all of it."""

P = ParamSpec("P")
R = TypeVar("R")


def give_way(work: Callable[P, R]) -> Callable[P, R]:
    """Return the function so that it runs at a lower priority, DuckDB's threads included, and leaves the caller's as it is.

    It runs in a thread of its own, which Linux lets have a priority of its own; on other systems the priority stays what it was.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix=work.__name__, initializer=_lower_priority) as thread:
            return thread.submit(work, *args, **kwargs).result()

    return run


def _lower_priority() -> None:
    """Lower the priority of this thread and of those it starts."""
    if os.name != "posix" or os.uname().sysname != "Linux":
        return
    thread = threading.get_native_id()
    os.setpriority(os.PRIO_PROCESS, thread, min(os.getpriority(os.PRIO_PROCESS, thread) + NICENESS, 19))
