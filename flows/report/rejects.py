"""Lists the failed records that are still open.

Here: choosing and ordering them. Not here: how the list is shown.
"""

from pathlib import Path

import polars as pl

from flows.warehouse import query

COLUMNS = ("severity", "stage", "table_name", "check_name", "failure_case", "message", "sentence", "rule_id", "record_key")


def list_rejects(home: Path, check: str | None = None, severity: str | None = None) -> pl.DataFrame:
    """Return the open failures, errors first, with the columns COLUMNS; of one check or severity where these are given.

    Raises QueryError where nothing is published.
    """
    found = query(home, f"select {', '.join(COLUMNS)} from open_rejects order by severity, stage, check_name, record_key")
    for name, value in (("check_name", check), ("severity", severity)):
        if value is not None:
            found = found.filter(pl.col(name) == value)
    return found
