"""Prefect's view of validation: nothing but task names and the call.

Here: the shell. Not here: anything that could be tested without Prefect (`validation.py`). No retries: the same rows fail again.
"""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
from prefect import task

from flows.validate.corrections import load_corrections
from flows.validate.validation import Validated, validate


@task(name="validate", task_run_name="validate batch {batch}")
def validate_batch(
    tables: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame,
    *,
    run_id: str,
    extractor_version: str,
    seen_at: datetime,
    batch: str,  # noqa: ARG001 -- named in the task run
) -> Validated:
    """Return the valid rows and the rejected records of one batch; `batch` names the task run in Prefect."""
    return validate(tables, documents, run_id=run_id, extractor_version=extractor_version, seen_at=seen_at, corrections=load_corrections())
