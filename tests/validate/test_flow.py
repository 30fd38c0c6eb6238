"""The Prefect shell of validation."""

from datetime import UTC, datetime

from flows.validate.flow import validate_batch
from schemas.registry import empty_table


def test_a_batch_is_validated_through_the_task():
    seen_at = datetime(2023, 5, 4, 7, tzinfo=UTC)
    validated = validate_batch.fn({}, empty_table("clean_documents"), run_id="run-1", extractor_version="1", seen_at=seen_at, batch="1")
    assert {name: frame.height for name, frame in validated.tables.items()}["documents"] == 0
