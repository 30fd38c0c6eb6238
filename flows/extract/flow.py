"""The Prefect shell of extraction: nothing but task names, retries and the call."""

from datetime import datetime

import polars as pl
from prefect import task

from flows.extract.batches import extract


@task(name="extract", task_run_name="extract batch {batch}", retries=1, retry_delay_seconds=2)
def extract_batch(documents: pl.DataFrame, *, run_id: str, extracted_at: datetime, batch: str) -> dict[str, pl.DataFrame]:  # noqa: ARG001 - Prefect names the task run after `batch`
    """Return the event tables of one batch of clean documents; `batch` names it in Prefect."""
    return extract(documents, run_id=run_id, extracted_at=extracted_at)
