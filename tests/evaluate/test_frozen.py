"""Frozen results: gains and losses by document, and no words of any document in the file."""

import json
from pathlib import Path

import pytest

from flows.evaluate import Change, compare, describe_changes, freeze, read_frozen
from flows.evaluate.scores import DocumentOutcome, KindScore, Rate, Scores
from flows.evaluate.statements import KINDS

NONE = Rate(0.0, 0.0, 0.0)


def scores_of(**outcomes: DocumentOutcome) -> Scores:
    """Return scores that hold these outcomes by document."""
    return Scores(len(outcomes), len(outcomes), {kind: KindScore(0, 0, 0, 0, NONE, NONE, {}) for kind in KINDS}, outcomes)


def outcome(*events: str, **false_alarms: int) -> DocumentOutcome:
    """Return the outcome of a document whose sanctions ended as named."""
    return DocumentOutcome(tuple(("sanction", event) for event in events), false_alarms, ("MISS\tsanction\tA sentence nobody may copy.",))


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        pytest.param({"a": outcome("core")}, {"a": outcome("core")}, [], id="nothing-changed"),
        pytest.param({"a": outcome("missed")}, {"a": outcome("core")}, [Change("a", 1, "sanction 1: missed -> core")], id="found"),
        pytest.param(
            {"a": outcome("core", "core")},
            {"a": outcome("core", "detected")},
            [Change("a", -1, "sanction 2: core -> detected")],
            id="worse",
        ),
        pytest.param({"a": outcome()}, {"a": outcome(meeting=2)}, [Change("a", -1, "meeting false alarms: 0 -> 2")], id="false-alarms"),
        pytest.param(
            {"a": outcome(meeting=1)}, {"a": outcome()}, [Change("a", 1, "meeting false alarms: 1 -> 0")], id="fewer-false-alarms"
        ),
        pytest.param(
            {"a": outcome("core"), "b": outcome("missed")},
            {"a": outcome("missed"), "b": outcome("core")},
            [Change("b", 1, "sanction 1: missed -> core"), Change("a", -1, "sanction 1: core -> missed")],
            id="gains-first",
        ),
        pytest.param(
            {"a": outcome()},
            {"b": outcome()},
            [Change("a", 0, "only in the frozen result"), Change("b", 0, "not in the frozen result")],
            id="other-documents",
        ),
        pytest.param(
            {"a": outcome("core")},
            {"a": outcome("core", "core")},
            [Change("a", 0, "its gold events are others than when the result was frozen")],
            id="gold-was-edited",
        ),
    ],
)
def test_changes_are_told_by_document(
    tmp_path: Path, before: dict[str, DocumentOutcome], now: dict[str, DocumentOutcome], changes: list[Change]
) -> None:
    path = tmp_path / "frozen.json"
    path.write_text(freeze(scores_of(**before)))
    assert compare(read_frozen(path), scores_of(**now)) == changes


def test_a_frozen_result_holds_no_words_of_documents() -> None:
    text = freeze(scores_of(a=outcome("core", meeting=1)))
    assert "sentence" not in text
    assert json.loads(text)["outcomes"] == {"a": {"events": [["sanction", "core"]], "false_alarms": {"meeting": 1}}}


def test_changes_read_as_lines() -> None:
    lines = describe_changes([Change("b", 1, "sanction 1: missed -> core"), Change("a", -1, "sanction 1: core -> missed")])
    assert lines == "against the frozen result: 1 gains, 1 losses\n+ b: sanction 1: missed -> core\n- a: sanction 1: core -> missed"


@pytest.mark.parametrize("content", [None, "{", "[]", '{"outcomes": 3}'], ids=["absent", "broken", "a-list", "no-outcomes"])
def test_what_is_no_frozen_result_is_said_plainly(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "frozen.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ValueError, match="cannot be read as a frozen result"):
        read_frozen(path)
