"""Which errors are the user's to mend, and how they read.

Here: telling them from faults of the program, whose traceback is wanted. Not here: raising any of them.
"""

import errno
import sys


class UserError(Exception):
    """Something the user can mend; the message says what was wrong, where, and what to do."""


#: Errors whose message is written for the user, by module; a module that was never imported raised nothing.
_WORDED = (
    ("flows.user_errors", "UserError"),
    ("flows.ingest.source", "SourceError"),
    ("flows.warehouse", "WarehouseError"),
    ("flows.pipeline", "RunError"),
    ("flows.stopping", "RunStoppedError"),
    ("flows.server", "ServerError"),
    ("flows.deployments", "DeploymentError"),
    ("flows.extract.language.model", "ModelMissingError"),
)

#: What to do about a machine that refuses, by the number of its refusal.
_REMEDIES = {
    errno.ENOSPC: "The disk is full; nothing is half landed. Make room, or give --home a folder elsewhere, and give the same command again.",
    errno.EROFS: "Give --home a folder that can be written.",
    errno.EACCES: "Give --home a folder that can be written, and sources that can be read.",
}


def word_error(error: Exception) -> str | None:
    """Return what to tell the user about an error, or null where it is a fault of the program."""
    worded = tuple(getattr(sys.modules[module], name) for module, name in _WORDED if module in sys.modules)
    if isinstance(error, worded):
        return str(error)
    if isinstance(error, OSError) and error.errno in _REMEDIES:
        return f"{error}. {_REMEDIES[error.errno]}"
    if "No space left on device" in str(error):  # as polars and DuckDB put it, each in an error of its own
        return _REMEDIES[errno.ENOSPC]
    return None
