"""Lines of a manifest: what they declare and what is wrong with them."""

import pytest

from flows.ingest.items import Declared
from flows.ingest.manifest import parse_manifest


def test_a_line_declares_what_it_says():
    manifest = parse_manifest('{"file": "a.txt", "published": "2021-05-04", "title": " Boats ", "author": null, "language": "en"}\n\n')
    assert manifest.lines_by_file["a.txt"].declared == Declared(title="Boats", published="2021-05-04", language="en")
    assert [line.faults for line in manifest.lines] == [()]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("", [], id="an empty manifest has no faults"),
        pytest.param('\ufeff{"file": "./sub//a.txt"}\r\n', [], id="a byte order mark, dots and doubled slashes"),
        pytest.param('{"file": "a.txt"', [("manifest_line_is_valid", "error", None)], id="cut short"),
        pytest.param('["a.txt"]', [("manifest_line_is_valid", "error", None)], id="a list"),
        pytest.param('{"title": "Boats"}', [("manifest_line_is_valid", "error", None)], id="no file"),
        pytest.param('{"file": 7}', [("manifest_line_is_valid", "error", None)], id="a number for a file"),
        pytest.param("[" * 100_000, [("manifest_line_is_valid", "error", None)], id="nested without end"),
        pytest.param(
            '{"file": "a.txt", "published": 2021}', [("manifest_values_are_text", "warning", "published_declared")], id="year as number"
        ),
        pytest.param(
            '{"file": "a.txt", "colour": 1, "size": 2}', [("manifest_keys_are_known", "warning", None)], id="unknown keys, one fault"
        ),
        pytest.param('{"file": "a.txt"}\n{"file": "a.txt"}', [("manifest_names_each_file_once", "warning", None)], id="named twice"),
    ],
)
def test_every_fault_is_named(text, faults):
    found = [fault for line in parse_manifest(text).lines for fault in line.faults]
    assert [(fault.check_name, fault.severity, fault.column_name) for fault in found] == faults


def test_the_first_of_two_lines_counts():
    manifest = parse_manifest('{"file": "a.txt", "title": "first"}\n{"file": "a.txt", "title": "second"}')
    assert manifest.lines_by_file["a.txt"].declared.title == "first"
