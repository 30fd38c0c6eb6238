"""The words that are marked in a sentence, and the characters that are made visible."""

import pytest

from flows.report.highlight import Piece, cut_text, find_offending, find_words


@pytest.mark.parametrize(
    ("text", "spans", "pieces"),
    [
        pytest.param("", [], [], id="nothing"),
        pytest.param("ab cd", [], [("ab cd", "plain")], id="nothing-marked"),
        pytest.param("ab cd", [(3, 5)], [("ab ", "plain"), ("cd", "marked")], id="at-the-end"),
        pytest.param("ab cd ef", [(0, 4), (3, 5)], [("ab cd", "marked"), (" ef", "plain")], id="overlapping-spans-are-one"),
        pytest.param("ab", [(-3, 99)], [("ab", "marked")], id="a-span-that-reaches-too-far"),
        pytest.param("ab", [(5, 9)], [("ab", "plain")], id="a-span-elsewhere"),
        pytest.param("a\u202eb", [(0, 3)], [("a", "marked"), ("U+202E", "unseen"), ("b", "marked")], id="turned-direction"),
        pytest.param("\x07\x1b", [], [("U+0007", "unseen"), ("U+001B", "unseen")], id="controls-alone"),
        pytest.param("a\tb\nc", [], [("a\tb\nc", "plain")], id="tabs-and-line-ends-can-be-seen"),
    ],
)
def test_a_text_is_cut_at_what_is_marked_and_what_cannot_be_seen(
    text: str, spans: list[tuple[int, int]], pieces: list[tuple[str, str]]
) -> None:
    assert [(piece.text, piece.kind) for piece in cut_text(text, spans)] == pieces


def test_a_character_that_cannot_be_seen_is_named() -> None:
    assert cut_text("\u202e\x01") == (
        Piece("U+202E", "unseen", "right-to-left override"),
        Piece("U+0001", "unseen", "control character"),
    )


SENTENCE = "Estonia has ordered 12 K9 howitzers from South Korea, and Estonian 12s are rare."
ROW = {
    "quantity_text": "12",
    "recipient_name": "Estonia",
    "trigger": "ordered",
    "trigger_start": 112,
    "trigger_end": 119,
    "sentence_start": 100,
}


@pytest.mark.parametrize(
    ("value", "column", "row", "marked"),
    [
        pytest.param("South Korea", "supplier_code", ROW, ["South Korea"], id="the-value-itself"),
        pytest.param("south korea", "supplier_code", ROW, ["South Korea"], id="whatever-its-case"),
        pytest.param("-5", "quantity_min", ROW, ["12"], id="the-words-it-was-read-from"),
        pytest.param("12", "quantity_min", ROW, ["12"], id="whole-words-alone"),
        pytest.param("UNK", "recipient_code", ROW, ["Estonia"], id="the-name-of-a-code"),
        pytest.param("decade", "date_precision", ROW, ["ordered"], id="else-the-trigger"),
        pytest.param(None, None, ROW, ["ordered"], id="no-value"),
        pytest.param("decade", "date_precision", {"trigger": "rare"}, ["rare"], id="a-trigger-without-offsets"),
        pytest.param("decade", "date_precision", {}, [], id="a-record-that-says-nothing"),
        pytest.param("...", "trigger", {"trigger_start": 9_000, "trigger_end": 9_001, "sentence_start": 0}, [], id="offsets-elsewhere"),
    ],
)
def test_the_offending_words_are_found(value: str | None, column: str | None, row: dict[str, object], marked: list[str]) -> None:
    assert [SENTENCE[start:end] for start, end in find_offending(SENTENCE, value, column, row)] == marked


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("a.b", 1, id="no-pattern"),
        pytest.param("(a", 1, id="brackets"),
        pytest.param("a", 2, id="twice"),
        pytest.param(" . ", 0, id="nothing-to-find"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_words_are_found_as_they_are_written(words: str, count: int) -> None:
    assert len(find_words("see a.b (axb, (a", words)) == count
