"""Records of `.jsonl` files: the document each holds."""

import pytest

from flows.ingest.items import Declared
from flows.ingest.records import BadRecordError, Record, parse_record


@pytest.mark.parametrize(
    ("line", "record"),
    [
        pytest.param('{"text": "Boats came."}', Record("Boats came.", "text/plain", Declared(), None), id="text alone"),
        pytest.param(
            '{"id": 7, "headline": "Boats", "content": "They came.", "date": "2021-05-04", "authors": ["A. Bo", "C. Du"]}',
            Record("Boats\n\nThey came.", "text/plain", Declared(title="Boats", published="2021-05-04", author="A. Bo, C. Du"), "7"),
            id="a headline apart goes before the text",
        ),
        pytest.param(
            '{"title": "Boats", "text": "Boats\\nThey came."}',
            Record("Boats\nThey came.", "text/plain", Declared(title="Boats"), None),
            id="a headline in the text is not doubled",
        ),
        pytest.param('{"html": "<p>Boats</p>"}', Record("<p>Boats</p>", "text/html", Declared(), None), id="HTML"),
        pytest.param(
            '{"text": "Boats came.", "date": 20210504, "id": true}',
            Record("Boats came.", "text/plain", Declared(), None, (("published", "20210504"),)),
            id="values that are no text are told",
        ),
    ],
)
def test_a_record_is_read(line, record):
    assert parse_record(line) == record


@pytest.mark.parametrize(
    ("line", "check_name"),
    [
        pytest.param('{"text": "Boats ca', "json_line_is_an_object", id="cut short"),
        pytest.param("[1, 2]", "json_line_is_an_object", id="a list"),
        pytest.param("[" * 100_000, "json_line_is_an_object", id="nested without end"),
        pytest.param('{"title": "Boats"}', "record_has_text", id="no text"),
        pytest.param('{"text": "  "}', "record_has_text", id="blank text"),
        pytest.param('{"text": ["Boats"]}', "record_has_text", id="text that is a list"),
    ],
)
def test_a_line_without_a_document_says_which_claim_it_breaks(line, check_name):
    with pytest.raises(BadRecordError) as caught:
        parse_record(line)
    assert caught.value.check_name == check_name
