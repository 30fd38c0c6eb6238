"""Prefect's view of clean: the tasks that clean a batch and mark duplicates.

Here: task names and retries. Not here: anything that could be tested without Prefect (batch.py, duplicates.py).
"""

import polars as pl
from prefect import task

from flows.clean.batch import clean_batch
from flows.clean.duplicates import mark_duplicates, sign_documents


@task(name="clean batch", retries=2, retry_delay_seconds=[1, 5])
def clean_documents(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the clean documents and the rejects of a batch of raw documents."""
    return clean_batch(raw)


@task(name="mark duplicates", retries=2, retry_delay_seconds=[1, 5])
def mark_repeats(clean: pl.DataFrame, earlier: pl.DataFrame | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the clean documents with their duplicates marked, and the signatures of the originals among them."""
    marked = mark_duplicates(clean, earlier)
    return marked, sign_documents(marked)
