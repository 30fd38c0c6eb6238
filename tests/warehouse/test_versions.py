"""A warehouse of every earlier version becomes one of today, one of a later version is left alone."""

from pathlib import Path

import duckdb
import pytest

from flows.warehouse import NewerWarehouseError, open_warehouse, publish, query
from flows.warehouse.connection import STORAGE_VERSION
from flows.warehouse.versions import FIRST_VERSION, current_version, list_migrations, read_version

LAYOUTS = Path(__file__).parent / "layouts"
EARLIER = range(FIRST_VERSION, current_version())


def make_warehouse(home: Path, *statements: str) -> None:
    """Write a warehouse made by these statements."""
    home.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home}/warehouse.duckdb' as warehouse (storage_version '{STORAGE_VERSION}')")
        connection.execute("use warehouse")
        for statement in statements:
            connection.execute(statement)


def describe_layout(home: Path) -> list[tuple[str, ...]]:
    """Return every column of the warehouse with its type and place."""
    with open_warehouse(home) as connection:
        question = (
            "select schema_name, table_name, column_name, data_type, is_nullable from duckdb_columns() where database_name = 'warehouse'"
        )
        return connection.execute(f"{question} order by all").fetchall()


def test_every_earlier_layout_is_tried_and_every_migration_leads_to_the_next() -> None:
    assert sorted(int(path.stem) for path in LAYOUTS.glob("*.sql")) == list(EARLIER)
    assert list(list_migrations()) == [version + 1 for version in EARLIER]


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_warehouse_is_migrated_after_a_backup(home: Path, tmp_path: Path, version: int) -> None:
    make_warehouse(home, (LAYOUTS / f"{version}.sql").read_text(encoding="utf-8"))
    assert describe_layout(home) == describe_layout(tmp_path / "fresh")
    publish(home)
    stages = query(home, "select stage, rows_in, seconds, documents_per_second from run_stages order by stage").rows()
    assert stages == [("clean", 20, 5.0, 4.0), ("land", 31, 4.0, None)]
    assert query(home, "select version from internal.migrations").rows() == [(current_version(),)]
    (backup,) = (home / "backups").iterdir()
    assert backup.name.startswith(f"warehouse-v{version}-")
    with duckdb.connect(str(backup), read_only=True) as connection:
        assert read_version(connection) == version
        assert connection.execute("select count(*) from run_stages").fetchone() == (2,)
    with open_warehouse(home):
        pass
    assert len(list((home / "backups").iterdir())) == 1, "what is up to date is not copied again"


def test_a_migration_that_fails_changes_nothing(home: Path) -> None:
    text = (LAYOUTS / "1.sql").read_text(encoding="utf-8")
    make_warehouse(home, text, "alter table run_stages drop column rows_skipped", "alter table run_stages add column seconds varchar[]")
    with pytest.raises(duckdb.Error), open_warehouse(home):
        pass
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        assert read_version(connection) == 1
        assert "documents_per_second" not in [row[0] for row in connection.execute("describe run_stages").fetchall()]


def test_a_newer_warehouse_is_refused_and_left_as_it_is(home: Path) -> None:
    with open_warehouse(home) as connection:
        connection.execute(f"insert into internal.migrations values ({current_version() + 1}, now(), '9.0.0')")
    before = (home / "warehouse.duckdb").read_bytes()
    with pytest.raises(NewerWarehouseError, match="a newer version wrote it"), open_warehouse(home):
        pass
    assert (home / "warehouse.duckdb").read_bytes() == before
    assert not (home / "backups").exists()
