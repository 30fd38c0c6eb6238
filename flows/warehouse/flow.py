"""Prefect's view of the warehouse: task names, retries and the call.

Here: the shell. Not here: anything that could be tested without Prefect. Retries are for a database that another program has open;
what contradicts itself (LandingError) fails again and is not tried twice.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from prefect import task
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from flows.warehouse.connection import SECONDS_TO_WAIT
from flows.warehouse.errors import WarehouseLockedError
from flows.warehouse.landing import LandingReport, land
from flows.warehouse.publishing import publish
from schemas.runs import RunRecord, StageRecord

RETRIES = 3
RETRY_DELAY_SECONDS = [5.0, 30.0, 120.0]


def is_worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Return whether a failed landing or publication may pass later: only where another process held the database."""
    return isinstance(state.result(raise_on_failure=False), WarehouseLockedError)


@task(
    name="land",
    task_run_name="land {run.run_id}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=is_worth_retrying,
)
def land_run(
    home: Path,
    run: RunRecord,
    files: Mapping[str, Iterable[Path | str]],
    stages: Iterable[StageRecord] = (),
    source_bounds: pl.DataFrame | None = None,
    wait_seconds: float = SECONDS_TO_WAIT,
) -> LandingReport:
    """Return what changed when the Parquet files of a run landed."""
    return land(home, run, files, stages=stages, source_bounds=source_bounds, wait_seconds=wait_seconds)


@task(
    name="publish",
    task_run_name="publish {home.name}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=is_worth_retrying,
)
def publish_tables(home: Path, stages: Iterable[StageRecord] = (), wait_seconds: float = SECONDS_TO_WAIT) -> Path:
    """Return the path of the fresh read copy, with the rows of these stages in it besides."""
    return publish(home, stages=stages, wait_seconds=wait_seconds)
