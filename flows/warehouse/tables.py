"""Makes the tables and views of a database, and brings those of an older version up to date.

Here: `sql/tables/`, `sql/views/`, the columns that came since, and the comments readers see. Not here: rows.
"""

import duckdb
import polars as pl

from flows.warehouse.errors import OutdatedTableError
from flows.warehouse.statements import list_statements
from flows.warehouse.transactions import transaction
from flows.warehouse.versions import apply_migrations, current_version, read_version, record_version
from schemas.fields import COUNT, DAY, INSTANT, NUMBER, TEXT, TEXT_LIST, Field
from schemas.registry import STORED_TABLES
from schemas.table import Table

_SQL_TYPES: dict[pl.DataType, str] = {
    TEXT: "VARCHAR",
    COUNT: "BIGINT",
    NUMBER: "DOUBLE",
    DAY: "DATE",
    INSTANT: "TIMESTAMP WITH TIME ZONE",
    TEXT_LIST: "VARCHAR[]",
}


def sql_type(field: Field) -> str:
    """Return the DuckDB type of a field, spelled as `describe` does."""
    return "JSON" if field.is_json else _SQL_TYPES[field.dtype]


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing: migrations, tables, nullable columns that came since, views, comments. All or nothing.

    Raises OutdatedTableError where an existing table differs in another way.
    """
    with transaction(connection):
        found = read_version(connection)
        if found is None:
            record_version(connection, current_version())
        else:
            apply_migrations(connection, found)
        for statement in list_statements("internal"):
            connection.execute(statement.text)
        for statement in list_statements("tables"):
            connection.execute(statement.text)
        added = [f"{table.name}.{name}" for table in STORED_TABLES.values() for name in _add_columns(connection, table)]
        if found != current_version() or added:
            for table in STORED_TABLES.values():
                _describe(connection, table)
        for statement in list_statements("views"):
            connection.execute(statement.text)


def _add_columns(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    found = {name: kind for name, kind, *_ in connection.execute(f"describe {table.name}").fetchall()}
    added = []
    for column in table.columns:
        expected = sql_type(column.field)
        if found.get(column.name) == expected:
            continue
        if column.name in found or column.required:
            state = f"is {found[column.name]}" if column.name in found else "is missing"
            raise OutdatedTableError(
                f"{table.name}.{column.name} {state} and should be {expected}: this warehouse.duckdb was made by another version; "
                f"move it away and run again over the same sources"
            )
        connection.execute(f"alter table {table.name} add column {column.name} {expected}")
        added.append(column.name)
    return added


def _describe(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Write what a table and its columns mean into the database, for whoever opens it without this program."""
    connection.execute(f"comment on table {table.name} is '{_quote(table.grain)}'")
    for column in table.columns:
        unit = f" [{column.field.unit}]" if column.field.unit else ""
        connection.execute(f"comment on column {table.name}.{column.name} is '{_quote(column.field.description + unit)}'")


def _quote(text: str) -> str:
    return text.replace("'", "''")
