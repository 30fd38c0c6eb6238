"""The Prefect shells: the task around a function, and which failures are tried again."""

from datetime import UTC, datetime

import pytest
from prefect.states import Failed

from flows.warehouse import LandingError, QueryError, WarehouseLockedError, query
from flows.warehouse.flow import is_worth_retrying, land_run, publish_tables
from schemas.runs import RunRecord


def test_a_run_lands_and_is_published_through_the_tasks(home):
    run = RunRecord("run-1", datetime(2023, 5, 4, 7, tzinfo=UTC), ("made_up",), "0.1.0", "1")
    assert land_run.fn(home, run, {}).documents_landed == 0
    assert publish_tables.fn(home) == home / "events.duckdb"
    assert query(home, "select run_id from runs")["run_id"].to_list() == ["run-1"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(WarehouseLockedError("held"), True, id="another process holds the database"),
        pytest.param(LandingError("contradiction"), False, id="the same rows contradict themselves again"),
        pytest.param(QueryError("wrong"), False, id="a wrong question stays wrong"),
    ],
)
def test_only_a_held_database_is_worth_another_try(error, expected):
    assert is_worth_retrying(land_run, None, Failed(data=error)) is expected
