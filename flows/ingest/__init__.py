"""Ingest: sources in, raw documents out. Knows nothing of what the documents say."""

from flows.ingest.batch import ingest

__all__ = ["ingest"]
