"""Runs the checks across rows: each statement of `sql/checks/` selects the rows that break its claim.

Here: running them and reading what they select. Not here: what follows from it (`landing.py`).
"""

import duckdb

from flows.warehouse.statements import list_statements
from schemas.rejects import Reject

COLUMNS = ("table_name", "record_key", "document_id", "column_name", "failure_case")
"""What every check selects, in this order."""


def find_offenders(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Reject]:
    """Return one Reject for each row that breaks a claim; an empty list where all claims hold.

    Checks may read the tables, `source_bounds` and the variable `run_id` (the run that is landing).
    """
    connection.execute("set variable run_id = $run_id", {"run_id": run_id})
    return [
        Reject(
            stage="land",
            table_name=table_name,
            record_key=record_key,
            check_name=check.name,
            message=f"It should hold that {check.claim}; see sql/checks/{check.name}.sql",
            document_id=document_id,
            column_name=column_name,
            failure_case=failure_case,
            severity=check.severity,
        )
        for check in list_statements("checks")
        for table_name, record_key, document_id, column_name, failure_case in connection.execute(check.text).fetchall()
    ]
