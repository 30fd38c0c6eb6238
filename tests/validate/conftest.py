import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.validate import validate
from schemas.registry import EXTRACTED_TABLES, TABLES

GOOD_ROWS = Path(__file__).parents[1] / "schemas" / "good_rows.json"
SEEN = datetime(2023, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def rows():
    """A fresh copy of the good rows, by table, for a test to spoil."""
    return json.loads(GOOD_ROWS.read_text(encoding="utf-8"))


@pytest.fixture
def validate_rows():
    """Validate rows given as plain records; return the result."""

    def run(rows):
        tables = {name: TABLES[name].read_json(rows[name]) for name in EXTRACTED_TABLES}
        documents = TABLES["clean_documents"].read_json(rows["clean_documents"])
        return validate(tables, documents, run_id="run-1", extractor_version="1", seen_at=SEEN)

    return run
