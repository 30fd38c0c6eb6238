"""Scheduled runs: which sources run when, and under what name Prefect knows them.

Here: deployments made of the schedules in seeds/sources.yml. Not here: the run itself (pipeline.py), a server for one run (server.py).
Both ways need a kept server, named by PREFECT_API_URL: `serve` runs what is due in its own process, `deploy` leaves it to workers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from prefect import serve
from prefect.client.orchestration import get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule

from flows.ingest.source import CronSchedule, IntervalSchedule, Source, SourceError
from flows.ingest.sources import load_sources, resolve_source
from flows.pipeline import run_sources
from flows.settings import Settings, server_address


class DeploymentError(Exception):
    """Runs that cannot be scheduled as asked; the message says why and what to do."""


def require_server() -> None:
    """Raise DeploymentError unless a kept Prefect server is named; schedules do not outlive a server that ends with us."""
    if server_address() is None:
        raise DeploymentError(
            "Scheduled runs need a Prefect server that stays. Start one (`prefect server start`) and name it: "
            "PREFECT_API_URL=http://127.0.0.1:4200/api"
        )


def choose_sources(names: Sequence[str]) -> list[Source]:
    """Return the named sources, or all that have a schedule where none is named.

    Raises SourceError for a name that is not in sources.yml, DeploymentError where there is nothing to schedule.
    """
    chosen = [resolve_source(name) for name in names] if names else [source for source in load_sources().values() if source.schedule]
    if not chosen:
        raise DeploymentError("No source has a schedule. Give one a `schedule` in seeds/sources.yml, for example {cron: '15 6 * * *'}.")
    unnamed = [source.name for source in chosen if source.name not in load_sources()]
    if unnamed:
        raise SourceError(f"{', '.join(unnamed)}: only sources of seeds/sources.yml can be scheduled, by their name.")
    return chosen


def make_schedule(schedule: CronSchedule | IntervalSchedule | None) -> Schedule | None:
    """Return the schedule as Prefect has it; null for runs started by hand."""
    match schedule:
        case CronSchedule():
            return Cron(schedule.cron, timezone=schedule.timezone)
        case IntervalSchedule():
            return Interval(schedule.every_minutes * 60)
        case None:
            return None


def make_parameters(source: Source, settings: Settings) -> dict[str, Any]:
    """Return the parameters of a source's runs, as plain values."""
    return {"sources": [source.name], "settings": settings.model_dump(mode="json")}


def make_deployment(source: Source, settings: Settings) -> RunnerDeployment:
    """Return the deployment of one source for runs in this process: one run of it at a time, a run that comes due meanwhile is dropped."""
    made = run_sources.to_deployment(
        name=source.name,
        schedule=make_schedule(source.schedule),
        parameters=make_parameters(source, settings),
        tags=["dragoman", source.kind],
        description=f"News from {source.name} into {settings.home.name}/events.duckdb",
        concurrency_limit=1,
    )
    return cast("RunnerDeployment", made)  # a coroutine only where an event loop runs, and none does here


def serve_sources(names: Sequence[str], settings: Settings) -> None:
    """Run the sources' schedules in this process until it is stopped. Raises DeploymentError, SourceError."""
    require_server()
    serve(*(make_deployment(source, settings) for source in choose_sources(names)), limit=1)


def deploy_sources(names: Sequence[str], settings: Settings, pool: str) -> list[str]:
    """Return the deployments made on a work pool of process workers, which is made where it is not there yet.

    Raises DeploymentError, SourceError.
    """
    require_server()
    chosen = choose_sources(names)
    _ensure_pool(pool)
    root = Path(__file__).parents[1]
    made = []
    for source in chosen:
        stored = run_sources.from_source(str(root), entrypoint="flows/pipeline.py:run_sources")
        stored.deploy(  # type: ignore[union-attr]  # a coroutine only where an event loop runs
            name=source.name,
            work_pool_name=pool,
            schedule=make_schedule(source.schedule),
            parameters=make_parameters(source, settings),
            tags=["dragoman", source.kind],
            concurrency_limit=1,
            print_next_steps=False,
        )
        made.append(f"{run_sources.name}/{source.name}")
    return made


def _ensure_pool(name: str) -> None:
    """Make the work pool of process workers unless it is there."""
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists

    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(WorkPoolCreate(name=name, type="process"))
        except ObjectAlreadyExists:
            return
