"""What a run that is killed leaves behind: nothing."""

import subprocess
import sys

from flows.warehouse import publish, query
from flows.warehouse.landing import stored_row_counts

KILLED_WHILE_LANDING = """
import sys
from pathlib import Path
from flows.warehouse import open_warehouse
with open_warehouse(Path(sys.argv[1])) as connection:
    connection.begin()
    connection.execute("delete from sanctions")
    connection.execute("insert into runs by name select * replace ('run-2' as run_id) from runs")
    print("in the middle", flush=True)
    sys.stdin.readline()
"""


def test_a_run_killed_while_landing_changes_nothing_and_holds_nothing(rows, land_rows, home):
    land_rows(rows)
    before = stored_row_counts(home)
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED_WHILE_LANDING, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "in the middle\n"
    run.kill()
    run.wait()
    assert stored_row_counts(home) == before
    publish(home)
    assert query(home, "select run_id from runs")["run_id"].to_list() == ["run-1"]
