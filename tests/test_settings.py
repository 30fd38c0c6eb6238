"""Settings: from options and the environment, checked."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import Settings


def test_the_home_is_data_beside_you_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().home == tmp_path / "data"
    monkeypatch.setenv("DRAGOMAN_HOME", str(tmp_path / "elsewhere"))
    assert Settings().home == tmp_path / "elsewhere"
    assert Settings(home=tmp_path / "given").home == tmp_path / "given"


def test_files_have_their_places_in_the_home() -> None:
    settings = Settings(home=Path("/srv/news"))
    assert (settings.warehouse, settings.published) == (Path("/srv/news/warehouse.duckdb"), Path("/srv/news/events.duckdb"))
    assert (settings.work, settings.reports) == (Path("/srv/news/work"), Path("/srv/news/reports"))


@pytest.mark.parametrize(
    ("workers", "runner", "chosen"),
    [
        pytest.param(1, "auto", "inline", id="one-worker-needs-no-other"),
        pytest.param(2, "auto", "processes", id="extraction-is-cpu-work"),
        pytest.param(2, "threads", "threads", id="asked-for"),
        pytest.param(1, "processes", "processes", id="one-process-asked-for"),
    ],
)
def test_the_runner_follows_from_the_workers(workers: int, runner: str, chosen: str) -> None:
    assert Settings.model_validate({"workers": workers, "runner": runner}).chosen_runner == chosen


@pytest.mark.parametrize(
    "wrong",
    [{"workers": 0}, {"batch_size": -1}, {"runner": "carrier pigeons"}, {"wrokers": 2}],
    ids=["no-workers", "negative-batch", "unknown-runner", "misspelt"],
)
def test_values_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)
