"""A run that rejects more than it may has failed, and has landed what is good all the same."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.cli import run_command
from flows.pipeline import TooManyRejectsError, run_pipeline
from flows.settings import Settings
from flows.stage_counts import find_excess
from flows.warehouse import query
from schemas.runs import StageRecord

NOW = datetime(2024, 3, 5, tzinfo=UTC)


def stage(name: str, rows_in: int, rejected: int) -> StageRecord:
    """Return what a stage did with so many rows."""
    return StageRecord("run-1", name, NOW, NOW, rows_in, rows_in - rejected, rejected)


@pytest.mark.parametrize(
    ("stages", "most", "told"),
    [
        pytest.param([], 0.5, None, id="nothing-was-done"),
        pytest.param([stage("ingest", 0, 0), stage("validate", 0, 0)], 0.0, None, id="nothing-came"),
        pytest.param([stage("ingest", 10, 5), stage("validate", 4, 2)], 0.5, None, id="as-many-as-may-be"),
        pytest.param(
            [stage("ingest", 10, 4), stage("clean", 6, 2)],
            0.5,
            "6 of 10 documents (60%) were rejected, where at most 50% may be",
            id="documents-of-two-stages",
        ),
        pytest.param(
            [stage("ingest", 100, 0), stage("validate", 4, 1)],
            0.2,
            "1 of 4 event rows (25%) were rejected, where at most 20% may be",
            id="rows-count-for-themselves",
        ),
        pytest.param(
            [stage("ingest", 2, 1), stage("extract", 1, 1), stage("validate", 2, 2)],
            0.0,
            "2 of 2 documents (100%) and 2 of 2 event rows (100%) were rejected, where at most 0% may be",
            id="both",
        ),
    ],
)
def test_the_share_of_rejects_is_judged(stages: list[StageRecord], most: float, told: str | None) -> None:
    assert find_excess(stages, most) == told


@pytest.mark.usefixtures("prefect_server")
def test_a_run_with_too_many_rejects_lands_what_is_good_and_fails(
    settings: Settings, write_articles: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    articles = write_articles(
        delivery__txt="Turkey delivered 12 drones to Poland on 4 March 2024. They were unloaded in Gdynia before noon.\n",
        empty__txt="",
        blank__txt=" ",
    )
    with pytest.raises(
        TooManyRejectsError, match=r"^2 of 3 documents \(67%\) were rejected, where at most 50% may be\. What passed has landed\."
    ):
        run_pipeline(settings, [str(articles)])
    assert query(settings.home, "select supplier_code, recipient_code from arms_transfers").rows() == [("TUR", "POL")]
    ((run_id, status),) = query(settings.home, "select run_id, status from runs").rows()
    assert status == "failed"
    page = settings.reports / f"{run_id}.html"
    assert '<span class="status failed">' in page.read_text(encoding="utf-8")

    assert run_command(["report", "--home", str(settings.home), "--run", run_id]) == 0
    assert capsys.readouterr().out == f"{page}\n"
    assert run_command(["rejects", "--home", str(settings.home), "--check", "document_has_text", "--limit", "1", "--format", "csv"]) == 0
    listed = capsys.readouterr()
    assert len(listed.out.splitlines()) == 2
    assert listed.err == "1 more are not shown; --limit shows more, `dragoman report` counts all.\n"
    assert run_command(["run", "--source", str(articles), "--home", str(settings.home), "--most-rejected", "0.7"]) == 0
