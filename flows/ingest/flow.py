"""Prefect's view of ingest: the tasks that list a source and read a batch of it.

Here: task names, retries and the clock. Not here: anything that could be tested without Prefect (batch.py).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl
from prefect import task

from flows.ingest.batch import list_items, read_batch
from flows.ingest.items import Item
from flows.ingest.source import Source


@task(name="list source", task_run_name="list {source.name}", retries=2, retry_delay_seconds=[1, 5])
def list_source(source: Source) -> list[Item]:
    """Return the items of a source, sorted; raise SourceError where it cannot be read."""
    return list_items(source)


@task(name="ingest batch", task_run_name="ingest {source.name}", retries=2, retry_delay_seconds=[1, 5])
def ingest_batch(items: Sequence[Item], source: Source, fetched_at: datetime | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the raw documents and the rejects of a batch, fetched now unless `fetched_at` says otherwise."""
    return read_batch(items, source, fetched_at or datetime.now(UTC))
