"""Answers questions: on the published copy, read-only; and which documents have landed already.

Here: running a reader's SQL and finding the named analyses. Not here: how answers are shown (`flows/cli.py`).
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

from flows.warehouse.connection import PUBLISHED_FILE, WAREHOUSE_FILE, open_warehouse
from flows.warehouse.errors import QueryError
from flows.warehouse.statements import Statement, list_statements
from schemas.registry import EXTRACTED_TABLES, find_table


def query(home: Path, sql: str) -> pl.DataFrame:
    """Return the answer to an SQL question about the published tables; a statement that answers nothing gives an empty frame.

    `home` is the folder that holds the published copy, or a database file itself. Raises QueryError for SQL that DuckDB refuses (writing included) and where nothing is published yet.
    """
    published = home if home.is_file() else home / PUBLISHED_FILE
    if not published.exists():
        raise QueryError(f"{home} holds no {PUBLISHED_FILE}: `dragoman run --source ... --home {home}` makes it")
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            answer: duckdb.DuckDBPyRelation | None = connection.sql(sql)
            frame: pl.DataFrame = pl.DataFrame() if answer is None else answer.pl()
            return frame
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def list_analyses() -> tuple[Statement, ...]:
    """Return the named analyses of `sql/analysis/`, by name."""
    return list_statements("analysis")


def find_analysis(name: str) -> Statement:
    """Return the analysis of that name; raise QueryError with the names there are."""
    named = {analysis.name: analysis for analysis in list_analyses()}
    if name not in named:
        raise QueryError(f"there is no analysis {name!r}; there are {', '.join(named)}")
    return named[name]


def read_outdated(home: Path, extractor_version: str) -> pl.DataFrame:
    """Return the rows of documents that landed with another extractor version than this, in a stable order."""
    with open_warehouse(home) as connection:
        connection.register("wanted", pl.DataFrame({"extractor_version": [extractor_version]}))
        question = "from documents anti join wanted using (extractor_version) order by source_uri, document_id"
        frame: pl.DataFrame = connection.sql(question).pl()
    return frame.cast(find_table("documents").empty().schema)


def read_rows_of(home: Path, document_ids: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return the landed rows of these documents by table: events, participants and passages."""
    with open_warehouse(home) as connection:
        connection.register("wanted", pl.DataFrame({"document_id": document_ids}, schema={"document_id": pl.String}))
        tables: dict[str, pl.DataFrame] = {
            name: connection.sql(f"from {name} semi join wanted using (document_id)").pl()
            for name in EXTRACTED_TABLES
            if name != "meeting_participants"
        }
        connection.register("wanted_meetings", tables["meetings"].select("event_id"))
        tables["meeting_participants"] = connection.sql("from meeting_participants semi join wanted_meetings using (event_id)").pl()
    return {name: frame.cast(find_table(name).empty().schema) for name, frame in tables.items()}


def read_question(question: str) -> str:
    """Return the SQL of a question: what a `.sql` file holds, the text of the analysis of that name, else the question itself.

    Raises QueryError for a file or an analysis that is not there.
    """
    if question.endswith(".sql"):
        path = Path(question)
        if not path.is_file():
            raise QueryError(
                f"{question}: no such file. Give SQL, an existing .sql file, or the name of an analysis (`dragoman query` lists them)."
            )
        return path.read_text(encoding="utf-8")
    if len(question.split()) == 1 and not question.endswith(";"):
        return find_analysis(question).text
    return question


def landed_documents(home: Path, extractor_version: str) -> pl.DataFrame:
    """Return document_id and declared_key of every document that landed with this extractor version, or was forgotten.

    A run passes over them, unless the source declares something else about them by now; a null key stands for anything.
    """
    empty = pl.DataFrame(schema={"document_id": pl.String(), "declared_key": pl.String()})
    if not (home / WAREHOUSE_FILE).exists():
        return empty
    with open_warehouse(home) as connection:
        question = (
            "select document_id, declared_key from documents where extractor_version = $version "
            "union select document_id, null from internal.forgotten_documents order by document_id"
        )
        rows = connection.execute(question, {"version": extractor_version}).fetchall()
    return pl.DataFrame(rows, schema=empty.schema, orient="row")
