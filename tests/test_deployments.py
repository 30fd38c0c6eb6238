"""Schedules as Prefect gets them, and what is refused."""

import pytest
from prefect.client.orchestration import get_client

from flows.deployments import (
    DeploymentError,
    choose_sources,
    deploy_sources,
    make_deployment,
    make_parameters,
    make_schedule,
    read_schedule,
    require_server,
)
from flows.ingest.source import CronSchedule, IntervalSchedule, Source, SourceError
from flows.settings import Settings


def test_a_cron_schedule_keeps_its_time_zone() -> None:
    schedule = make_schedule(CronSchedule(cron="15 6 * * *", timezone="Europe/Brussels"))
    assert schedule is not None
    assert (schedule.cron, schedule.timezone) == ("15 6 * * *", "Europe/Brussels")


def test_an_interval_is_given_in_minutes() -> None:
    schedule = make_schedule(IntervalSchedule(every_minutes=90))
    assert schedule is not None
    assert schedule.interval is not None
    assert schedule.interval.total_seconds() == 5400


@pytest.mark.parametrize(
    ("cron", "every", "expected"),
    [
        pytest.param("15 6 * * *", None, CronSchedule(cron="15 6 * * *"), id="cron"),
        pytest.param(None, 0.5, IntervalSchedule(every_minutes=0.5), id="half-minutes"),
        pytest.param(None, None, None, id="none"),
    ],
)
def test_a_schedule_is_read_from_the_command_line(
    cron: str | None, every: float | None, expected: CronSchedule | IntervalSchedule | None
) -> None:
    assert read_schedule(cron, every) == expected


@pytest.mark.parametrize(
    ("cron", "every", "message"),
    [
        pytest.param("15 6 * * *", 30.0, "--cron or --every, not both", id="both"),
        pytest.param("6 o'clock", None, "is not a cron expression", id="no-cron"),
        pytest.param(None, 0.0, "--every 0 cannot be used", id="no-time-at-all"),
    ],
)
def test_a_schedule_that_cannot_be_used_is_refused(cron: str | None, every: float | None, message: str) -> None:
    with pytest.raises(DeploymentError, match=message):
        read_schedule(cron, every)


def test_no_schedule_is_none() -> None:
    assert make_schedule(None) is None


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param(Source(name="sample", address="articles"), "sample", id="by-its-name"),
        pytest.param(Source(name="wire", address="somewhere"), "somewhere", id="a-folder-by-its-path"),
    ],
)
def test_runs_get_plain_values_for_parameters(settings: Settings, source: Source, told: str) -> None:
    parameters = make_parameters(source, settings)
    assert parameters["sources"] == [told]
    assert Settings(**parameters["settings"]) == settings


def test_a_deployment_is_named_after_its_source_and_runs_once_at_a_time(settings: Settings) -> None:
    source = Source(name="wire", address="somewhere", schedule=IntervalSchedule(every_minutes=60))
    deployment = make_deployment(source, settings)
    assert (deployment.name, deployment.tags) == ("wire", ["dragoman", "folder"])
    assert deployment.concurrency_limit == 1


@pytest.mark.parametrize(
    ("names", "error", "message"),
    [
        pytest.param([], DeploymentError, "No source has a schedule", id="nothing-is-scheduled"),
        pytest.param(["nowhere"], SourceError, "no such folder", id="unknown"),
        pytest.param(["."], SourceError, "only sources of seeds/sources.yml", id="a-folder-has-no-name"),
    ],
)
def test_only_named_sources_are_scheduled(names: list[str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        choose_sources(names)


def test_a_server_that_stays_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with pytest.raises(DeploymentError, match="dragoman server"):
        require_server()


@pytest.mark.usefixtures("prefect_server")
def test_deploying_makes_the_pool_and_a_deployment_a_source(settings: Settings) -> None:
    for _ in range(2):  # the second time renews what the first made
        assert deploy_sources(["sample"], settings, "news-desk") == ["dragoman/sample"]
    with get_client(sync_client=True) as client:
        pool = client.read_work_pool("news-desk")
        deployment = client.read_deployment_by_name("dragoman/sample")
    assert pool.type == "process"
    assert deployment.work_pool_name == "news-desk"
    assert deployment.parameters["sources"] == ["sample"]
    assert deployment.concurrency_limit == 1 or deployment.global_concurrency_limit is not None
