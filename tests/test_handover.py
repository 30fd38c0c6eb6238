"""Hand-overs: whole or not there, found again, and one run that goes on under its own id."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.handover import hand_over, hash_key, open_run, read_handed_over

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
LATER = datetime(2024, 5, 6, 9, 0, 0, tzinfo=UTC)
TABLE = pl.DataFrame({"a": [1, 2]})
OTHER = pl.DataFrame({"a": [3]})


def test_a_stage_is_done_once(tmp_path: Path) -> None:
    first, was_made = hand_over(tmp_path, "clean", lambda: {"documents": TABLE, "rejects": OTHER})
    again, was_made_again = hand_over(tmp_path, "clean", lambda: {"documents": OTHER})
    assert (was_made, was_made_again) == (True, False)
    assert again["documents"].equals(TABLE)
    assert sorted(first) == sorted(again) == ["documents", "rejects"]


def test_a_stage_that_fails_hands_nothing_over(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="out of paper"):
        hand_over(tmp_path, "clean", _fail)
    assert list(tmp_path.iterdir()) == []


def _fail() -> dict[str, pl.DataFrame]:
    raise RuntimeError("out of paper")


@pytest.mark.parametrize("content", [b"", b"PAR1 and then nothing"], ids=["empty", "cut-short"])
def test_a_file_that_does_not_read_is_made_again(tmp_path: Path, content: bytes) -> None:
    hand_over(tmp_path, "clean", lambda: {"documents": TABLE})
    (tmp_path / "clean" / "documents.parquet").write_bytes(content)
    tables, was_made = hand_over(tmp_path, "clean", lambda: {"documents": OTHER})
    assert was_made
    assert tables["documents"].equals(OTHER)
    assert read_handed_over(tmp_path / "clean")["documents"].equals(OTHER)


def test_what_a_dead_process_left_half_written_is_not_taken(tmp_path: Path) -> None:
    half = tmp_path / ".clean.12345"
    half.mkdir()
    (half / "documents.parquet").write_bytes(b"PAR1")
    tables, was_made = hand_over(tmp_path, "clean", lambda: {"documents": TABLE})
    assert was_made
    assert tables["documents"].equals(TABLE)


def test_two_workers_that_do_one_stage_agree(tmp_path: Path) -> None:
    def make_while_another_is_quicker() -> dict[str, pl.DataFrame]:
        hand_over(tmp_path, "clean", lambda: {"documents": TABLE})
        return {"documents": TABLE}

    tables, was_made = hand_over(tmp_path, "clean", make_while_another_is_quicker)
    assert not was_made
    assert tables["documents"].equals(TABLE)
    assert [path.name for path in tmp_path.iterdir()] == ["clean"]


def test_a_run_that_was_cut_short_goes_on_under_its_id(tmp_path: Path) -> None:
    first = open_run(tmp_path, ["a=/x"], "1", NOW)
    again = open_run(tmp_path, ["a=/x"], "1", LATER)
    assert (first.is_resumed, again.is_resumed) == (False, True)
    assert (again.run_id, again.started_at, again.path) == (first.run_id, NOW, first.path)
    assert first.run_id.startswith("20240506T070809Z-")


@pytest.mark.parametrize(
    ("sources", "version"),
    [pytest.param(["a=/y"], "1", id="other-source"), pytest.param(["a=/x"], "2", id="other-extractor")],
)
def test_another_run_is_another_folder(tmp_path: Path, sources: list[str], version: str) -> None:
    first = open_run(tmp_path, ["a=/x"], "1", NOW)
    other = open_run(tmp_path, sources, version, LATER)
    assert not other.is_resumed
    assert other.path != first.path


def test_a_run_that_ended_leaves_nothing(tmp_path: Path) -> None:
    run = open_run(tmp_path, ["a=/x"], "1", NOW)
    run.remove()
    assert list(tmp_path.iterdir()) == []
    assert not open_run(tmp_path, ["a=/x"], "1", LATER).is_resumed


def test_a_record_that_does_not_read_starts_a_new_run(tmp_path: Path) -> None:
    first = open_run(tmp_path, ["a=/x"], "1", NOW)
    (first.path / "run.json").write_text("{")
    assert not open_run(tmp_path, ["a=/x"], "1", LATER).is_resumed


def test_keys_tell_parts_apart() -> None:
    assert hash_key("ab", "c") != hash_key("a", "bc")
    assert hash_key("a") == hash_key("a")
