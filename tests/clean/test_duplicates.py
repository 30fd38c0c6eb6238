"""Documents that repeat others."""

import polars as pl
import pytest

from flows.clean.duplicates import mark_duplicates, sign_documents

WORDS = [f"word{number}" for number in range(300)]
LONG = " ".join(WORDS)
NEARLY = " ".join([*WORDS[:150], "inserted", *WORDS[150:]])
OTHER = " ".join(f"other{number}" for number in range(300))


def documents(**texts):
    return pl.DataFrame(
        {"document_id": list(texts), "clean_text": list(texts.values())}, schema={"document_id": pl.String, "clean_text": pl.String}
    )


def marks(frame):
    return list(zip(frame["duplicate_of"], frame["duplicate_kind"], strict=True))


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        pytest.param({"a": LONG, "b": LONG}, [(None, None), ("a", "exact")], id="word for word"),
        pytest.param(
            {"a": "Two boats, for Lima.", "b": "two BOATS\nfor Lima"}, [(None, None), ("a", "exact")], id="but for case and marks"
        ),
        pytest.param({"a": LONG, "b": NEARLY}, [(None, None), ("a", "near")], id="a word more"),
        pytest.param({"a": LONG, "b": OTHER}, [(None, None), (None, None)], id="another text"),
        pytest.param(
            {"a": "Lima buys two boats", "b": "Lima buys ten boats"}, [(None, None), (None, None)], id="short items differ in one word"
        ),
        pytest.param({"a": LONG, "b": NEARLY, "c": NEARLY}, [(None, None), ("a", "near"), ("a", "near")], id="an original is no duplicate"),
        pytest.param({}, [], id="no documents"),
    ],
)
def test_repeats_in_one_batch(texts, marked):
    assert marks(mark_duplicates(documents(**texts))) == marked


def test_repeats_of_earlier_documents():
    earlier = sign_documents(mark_duplicates(documents(a=LONG, b=LONG, c=OTHER)))
    assert earlier["document_id"].to_list() == ["a", "c"]
    assert marks(mark_duplicates(documents(d=NEARLY, e=OTHER), earlier)) == [("a", "near"), ("c", "exact")]


def test_a_document_does_not_repeat_itself_in_a_second_run():
    batch = documents(a=LONG, b=LONG)
    first = mark_duplicates(batch)
    assert marks(mark_duplicates(batch, sign_documents(first))) == marks(first)
