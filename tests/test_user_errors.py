"""Which errors are told to the user in a sentence, and which keep their traceback."""

import errno

import pytest

from flows.ingest.source import SourceError
from flows.user_errors import UserError, word_error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(UserError("no such file: give another"), "no such file: give another", id="worded-here"),
        pytest.param(SourceError("no such source"), "no such source", id="worded-by-its-stage"),
        pytest.param(
            OSError(errno.ENOSPC, "No space left on device"),
            "[Errno 28] No space left on device. The disk is full; nothing is half landed. Make room, or give --home a folder elsewhere, "
            "and give the same command again.",
            id="disk-is-full",
        ),
        pytest.param(
            RuntimeError("No space left on device (os error 28)"),
            "The disk is full; nothing is half landed. Make room, or give --home a folder elsewhere, and give the same command again.",
            id="disk-is-full-for-a-library",
        ),
        pytest.param(
            PermissionError(errno.EACCES, "Permission denied", "a.txt"),
            "[Errno 13] Permission denied: 'a.txt'. Give --home a folder that can be written, and sources that can be read.",
            id="not-allowed",
        ),
        pytest.param(OSError(errno.EIO, "Input/output error"), None, id="a-broken-disk-is-news"),
        pytest.param(ValueError("x"), None, id="a-fault-of-the-program"),
    ],
)
def test_only_what_the_user_can_mend_is_put_into_words(error: Exception, message: str | None) -> None:
    assert word_error(error) == message
