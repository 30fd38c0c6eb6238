"""The claims that look beyond a row are all tried in test_validation.py: one that is not fails here."""

from pathlib import Path

import pytest

from flows.validate import context

CLAIMS = {
    claim.name: claim
    for claims in (
        context.EVENT_CONTEXT_CLAIMS,
        context.MEETING_CONTEXT_CLAIMS,
        context.PARTICIPANT_CONTEXT_CLAIMS,
        context.EVIDENCE_CONTEXT_CLAIMS,
    )
    for claim in claims
}


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_has_a_failing_row(name):
    assert f'"{name}"' in (Path(__file__).parent / "test_validation.py").read_text(encoding="utf-8")
