"""The database, the schemas and the statements say the same."""

import re

import pytest

from flows.warehouse import OutdatedTableError, open_warehouse
from flows.warehouse.statements import list_statements, read_statement, sql_root
from flows.warehouse.tables import sql_type
from schemas.registry import STORED_TABLES

LONGEST_LIST = 30
"""A closed list of at most so many values is checked by the database as well; codes of states and currencies are not."""


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """What DuckDB says of each table: column -> (type, may be null, part of the key), and its constraints as text."""
    with open_warehouse(tmp_path_factory.mktemp("home")) as connection:
        yield {
            name: (
                {row[0]: (row[1], row[2] == "YES", row[3] == "PRI") for row in connection.execute(f"describe {name}").fetchall()},
                connection.execute("select constraint_text from duckdb_constraints() where table_name = $name", {"name": name}).fetchall(),
            )
            for name in STORED_TABLES
        }


@pytest.mark.parametrize("table", STORED_TABLES.values(), ids=STORED_TABLES)
def test_columns_have_the_order_types_and_nulls_of_the_schema(described, table):
    columns, _ = described[table.name]
    expected = {column.name: (sql_type(column.field), not column.required, column.name in table.key) for column in table.columns}
    assert list(columns.items()) == list(expected.items())
    for name, pandera_column in table.schema().columns.items():
        assert (pandera_column.dtype.type, pandera_column.nullable) == (table.dtypes()[name], expected[name][1])


@pytest.mark.parametrize("table", STORED_TABLES.values(), ids=STORED_TABLES)
def test_closed_lists_are_those_of_the_schema(described, table):
    _, constraints = described[table.name]
    checks = [text for (text,) in constraints if text.startswith("CHECK") and "'" in text]
    stored = {
        name: set(re.findall(r"'([^']*)'", text))
        for text in checks
        for name in table.dtypes()
        if re.search(rf"(?<!')\b{name}\b(?!')", text)
    }
    declared = {
        column.name: set(column.field.values)
        for column in table.columns
        if column.field.values and column.field.unlisted == "error" and len(column.field.values) <= LONGEST_LIST
    }
    assert stored == declared


def test_every_stored_table_has_a_statement_and_says_its_grain():
    assert {statement.name: statement.claim for statement in list_statements("tables")} == {
        name: table.grain for name, table in sorted(STORED_TABLES.items())
    }


def test_every_statement_says_what_it_is():
    names = [(path.parent.relative_to(sql_root()).as_posix(), path.stem) for path in sorted(sql_root().rglob("*.sql"))]
    assert {folder for folder, _ in names} == {
        "analysis",
        "checks",
        "exports",
        "exports/ftm",
        "forget",
        "internal",
        "load",
        "migrations",
        "report",
        "status",
        "tables",
        "views",
    }
    for folder, name in names:
        assert len(read_statement(folder, name).claim) > 10


def test_every_column_is_explained_in_the_database(tmp_path):
    with open_warehouse(tmp_path) as connection:
        question = "select table_name || '.' || column_name from duckdb_columns() where schema_name = 'main' and comment is null and table_name in (from duckdb_tables() select table_name)"
        assert connection.execute(question).fetchall() == []


def test_a_column_that_came_since_is_added(tmp_path):
    with open_warehouse(tmp_path) as connection:
        connection.execute("alter table sanctions drop column programme")
    with open_warehouse(tmp_path) as connection:
        added = [row[1] for row in connection.execute("describe sanctions").fetchall() if row[0] == "programme"]
    assert added == ["VARCHAR"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            "alter table runs alter column model_version type integer",
            "runs.model_version is INTEGER and should be VARCHAR",
            id="another type",
        ),
        pytest.param("alter table runs drop column sources", "runs.sources is missing", id="a required column is gone"),
    ],
)
def test_a_table_of_another_make_is_refused_with_a_way_out(tmp_path, change, message):
    with open_warehouse(tmp_path) as connection:
        connection.execute(change)
    with pytest.raises(OutdatedTableError, match=f"{message}.*move it away and run again"), open_warehouse(tmp_path):
        pass
