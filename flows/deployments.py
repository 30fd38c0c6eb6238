"""Scheduled runs: which sources run when, and under what name Prefect knows them.

Here: deployments made of the schedules in seeds/sources.yml. Not here: the run itself (pipeline.py), a server for one run (server.py).
Both ways need a kept server, named by PREFECT_API_URL: `serve` runs what is due in its own process, `deploy` leaves it to workers.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import httpx
from prefect import serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from pydantic import ValidationError

from flows.handover import hash_key
from flows.ingest.source import CronSchedule, IntervalSchedule, Source, SourceError
from flows.ingest.sources import load_sources, resolve_source
from flows.pipeline import run_sources
from flows.settings import Settings, server_address

#: A run that comes due while one over the same source is at work is cancelled: the next one reads what it would have.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


class DeploymentError(Exception):
    """Runs that cannot be scheduled as asked; the message says why and what to do."""


def require_server() -> None:
    """Raise DeploymentError unless a kept Prefect server is named; schedules do not outlive a server that ends with us."""
    if server_address() is None:
        raise DeploymentError(
            "Scheduled runs need a Prefect server that stays. Start one (`dragoman server`) and name it: "
            "PREFECT_API_URL=http://127.0.0.1:4200/api"
        )


def choose_sources(names: Sequence[str], schedule: CronSchedule | IntervalSchedule | None = None) -> list[Source]:
    """Return the named sources, or all that have a schedule where none is named; `schedule` becomes that of all that are named.

    Raises SourceError for a folder without a `schedule` and for a name that is not in sources.yml, DeploymentError where there is nothing
    to schedule.
    """
    chosen = [resolve_source(name) for name in names] if names else [source for source in load_sources().values() if source.schedule]
    if schedule is not None and names:
        return [source.model_copy(update={"schedule": schedule}) for source in chosen]
    if not chosen:
        raise DeploymentError("No source has a schedule. Give one a `schedule` in seeds/sources.yml, for example {cron: '15 6 * * *'}.")
    unnamed = [source.name for source in chosen if source.name not in load_sources()]
    if unnamed:
        raise SourceError(
            f"{', '.join(unnamed)}: only sources of seeds/sources.yml can be scheduled by their name; a folder needs --cron or --every."
        )
    return chosen


def read_schedule(cron: str | None, every_minutes: float | None) -> CronSchedule | IntervalSchedule | None:
    """Return the schedule given on a command line; null where none is. Raises DeploymentError for one that cannot be used."""
    if cron is not None and every_minutes is not None:
        raise DeploymentError("Give --cron or --every, not both.")
    try:
        if cron is not None:
            return CronSchedule(cron=cron)
        return None if every_minutes is None else IntervalSchedule(every_minutes=every_minutes)
    except ValidationError as error:
        if cron is not None:
            raise DeploymentError(f"{cron!r} is not a cron expression of five fields, such as '15 6 * * *'.") from error
        raise DeploymentError(f"--every {every_minutes:g} cannot be used: give minutes between 0.1 and a year.") from error


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
    """Return the parameters of a source's runs, as plain values: its name, or the address of a folder that has none in sources.yml."""
    return {"sources": [source.name if source.name in load_sources() else source.address], "settings": settings.model_dump(mode="json")}


def make_deployment(source: Source, settings: Settings) -> RunnerDeployment:
    """Return the deployment of one source for runs in this process: one run of it at a time, a run that comes due meanwhile is dropped."""
    made = run_sources.to_deployment(
        name=source.name,
        schedule=make_schedule(source.schedule),
        parameters=make_parameters(source, settings),
        tags=["dragoman", source.kind],
        description=f"News from {source.name} into {settings.home.name}/events.duckdb",
        concurrency_limit=ONE_AT_A_TIME,
    )
    return cast("RunnerDeployment", made)  # a coroutine only where an event loop runs, and none does here


def ensure_landing_limit(settings: Settings) -> Settings:
    """Return the settings with the name of Prefect's limit on landing in their home, one run at a time; it is made where it is not there."""
    name = f"dragoman-landing-{settings.home.name}-{hash_key(str(settings.home))[:6]}"
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(name, limit=1)
    return settings.model_copy(update={"landing_limit": name})


def serve_sources(names: Sequence[str], settings: Settings, schedule: CronSchedule | IntervalSchedule | None = None) -> None:
    """Run the sources' schedules in this process until it is stopped. Raises DeploymentError, SourceError."""
    require_server()
    chosen = choose_sources(names, schedule)
    limited = ensure_landing_limit(settings)
    # schedules stay as they are when this process stops: a restart goes on with them, and runs that came due meanwhile are late, not lost
    serve(*(make_deployment(source, limited) for source in chosen), limit=len(chosen), pause_on_shutdown=False)


def deploy_sources(
    names: Sequence[str], settings: Settings, pool: str, schedule: CronSchedule | IntervalSchedule | None = None
) -> list[str]:
    """Return the deployments made on a work pool of process workers, which is made where it is not there yet.

    Raises DeploymentError, SourceError.
    """
    require_server()
    chosen = choose_sources(names, schedule)
    _ensure_pool(pool)
    limited = ensure_landing_limit(settings)
    root = Path(__file__).parents[1]
    made = []
    for source in chosen:
        stored = run_sources.from_source(str(root), entrypoint="flows/pipeline.py:run_sources")
        stored.deploy(  # type: ignore[union-attr]  # a coroutine only where an event loop runs
            name=source.name,
            work_pool_name=pool,
            schedule=make_schedule(source.schedule),
            parameters=make_parameters(source, limited),
            tags=["dragoman", source.kind],
            concurrency_limit=ONE_AT_A_TIME,
            print_next_steps=False,
        )
        made.append(f"{run_sources.name}/{source.name}")
    return made


def list_next_runs(limit: int = 5) -> list[str]:
    """Return a line for each of the next scheduled runs, soonest first, or one line that says why there is none. Raises nothing."""
    if server_address() is None:
        return ["no Prefect server is named in PREFECT_API_URL, so nothing is scheduled from here"]
    try:
        with get_client(sync_client=True) as client:
            found = client.read_flow_runs(
                flow_filter=FlowFilter(name=FlowFilterName(any_=[run_sources.name])),
                flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))),
                sort=FlowRunSort.EXPECTED_START_TIME_ASC,
                limit=limit,
            )
    except (httpx.HTTPError, RuntimeError) as error:
        return [f"the Prefect server at {server_address()} does not answer ({error})"]
    lines = []
    for run in found:
        late = ", late: is a worker or `dragoman serve` running?" if run.state_name == "Late" else ""
        due = "at no set time" if run.expected_start_time is None else f"{run.expected_start_time:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"{due} {', '.join(run.parameters.get('sources', []))}{late}")
    return lines or ["none: `dragoman serve` or `dragoman deploy` schedules the sources that have a `schedule`"]


def _ensure_pool(name: str) -> None:
    """Make the work pool of process workers unless it is there."""
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists

    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(WorkPoolCreate(name=name, type="process"))
        except ObjectAlreadyExists:
            return
