"""Clean: raw documents in, articles as plain text out. Knows nothing of events."""

from flows.clean.batch import clean_batch as clean

__all__ = ["clean"]
