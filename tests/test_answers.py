"""Answers in each format, exactly."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.answers import choose_format, format_answer, write_answer

ANSWER = pl.DataFrame(
    {
        "who": ["Freedonia | Sylvania", None],
        "amount": [4.0e9, 0.5],
        "day": [date(2024, 5, 6), None],
        "topics": [["trade", "energy"], []],
    }
)
SEEN = pl.DataFrame({"seen_at": [datetime(2024, 5, 6, 7, 8, 9, 123, tzinfo=UTC)]})


@pytest.mark.parametrize(
    ("answer", "name", "text"),
    [
        pytest.param(
            ANSWER,
            "markdown",
            "| who | amount | day | topics |\n| --- | --- | --- | --- |\n"
            "| Freedonia \\| Sylvania | 4000000000 | 2024-05-06 | trade, energy |\n|  | 0.5 |  |  |",
            id="markdown-keeps-bars-in-cells",
        ),
        pytest.param(
            ANSWER,
            "csv",
            'who,amount,day,topics\nFreedonia | Sylvania,4000000000.0,2024-05-06,"trade, energy"\n,0.5,,""',
            id="csv-writes-lists-as-text",
        ),
        pytest.param(
            ANSWER.head(1),
            "json",
            '[\n {\n  "who": "Freedonia | Sylvania",\n  "amount": 4000000000.0,\n  "day": "2024-05-06",\n'
            '  "topics": [\n   "trade",\n   "energy"\n  ]\n }\n]',
            id="json-spells-days",
        ),
        pytest.param(SEEN, "markdown", "| seen_at |\n| --- |\n| 2024-05-06 07:08:09+00:00 |", id="times-to-the-second"),
        pytest.param(ANSWER.head(0).select("who"), "table", " who\n ───\n(0 rows)", id="an-empty-table-says-so"),
        pytest.param(pl.DataFrame({"n": [1]}), "table", " n\n ─\n 1\n(1 row)", id="one-row"),
    ],
)
def test_an_answer_reads_as_its_format_asks(answer: pl.DataFrame, name: str, text: str) -> None:
    written = format_answer(answer, name)
    assert isinstance(written, str)
    assert [line.rstrip() for line in written.splitlines()] == [line.rstrip() for line in text.splitlines()]


def test_parquet_comes_back_as_it_was() -> None:
    written = format_answer(ANSWER, "parquet")
    assert isinstance(written, bytes)
    assert pl.read_parquet(io.BytesIO(written)).equals(ANSWER)


@pytest.mark.parametrize(
    ("name", "out", "chosen"),
    [
        pytest.param(None, None, "table", id="for-the-eye"),
        pytest.param(None, Path("a.csv"), "csv", id="by-suffix"),
        pytest.param(None, Path("A.MD"), "markdown", id="by-suffix-in-capitals"),
        pytest.param("json", Path("a.csv"), "json", id="asked-for"),
        pytest.param(None, Path("a.txt"), "table", id="unknown-suffix"),
    ],
)
def test_the_format_is_asked_for_or_follows_from_the_file(name: str | None, out: Path | None, chosen: str) -> None:
    assert choose_format(name, out) == chosen


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_answer(pl.DataFrame({"n": [1]}), None, tmp_path / "new" / "answer.csv")
    assert (tmp_path / "new" / "answer.csv").read_text() == "n\n1\n"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'xml' is no format"):
        format_answer(ANSWER, "xml")
