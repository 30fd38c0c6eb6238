"""Folders and files to raw documents and rejects, on real files."""

import json
import os
from datetime import UTC, datetime

import polars as pl
import pytest

from flows.ingest import ingest
from flows.ingest.batch import list_items, read_batch
from flows.ingest.documents import make_document_id
from flows.ingest.items import MAX_DOCUMENT_BYTES
from flows.ingest.source import Source, SourceError
from schemas.documents import RAW_DOCUMENTS
from schemas.rejects import stamp_rejects

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
TEXT = "Chile sold two frigates to Ecuador, the navy said on Tuesday."


def write(root, files):
    """Write files by relative path; bytes or text."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(root, **fields):
    """Return raw documents and rejects of a folder or file, both checked against their contracts."""
    source = Source(name="news", address=str(root), **fields)
    raw, rejects = read_batch(list_items(source), source, NOW)
    RAW_DOCUMENTS.validate(raw)
    assert stamp_rejects(rejects, "run", NOW).height == rejects.height, "two rejects have one identity"
    return raw, rejects


def told(rejects):
    """Return what the rejects say: record key without the folder, check, severity."""
    return [
        (key.split("/", 1)[1], check, severity) for key, check, severity in rejects.select("record_key", "check_name", "severity").rows()
    ]


def test_a_folder_is_read_through_and_in_order(tmp_path):
    write(
        tmp_path / "march",
        {"b.txt": TEXT, "a.html": "<p>x</p>", "sub/c.md": "# C", "sub/deep/d.HTM": "<p>d</p>", "e.jsonl": '{"id": "k", "text": "t"}'},
    )
    raw, rejects = read(tmp_path / "march")
    assert raw.select("source_uri", "media_type").rows() == [
        ("file:march/a.html", "text/html"),
        ("file:march/b.txt", "text/plain"),
        ("file:march/e.jsonl#k", "text/plain"),
        ("file:march/sub/c.md", "text/markdown"),
        ("file:march/sub/deep/d.HTM", "text/html"),
    ]
    assert rejects.height == 0


def test_gold_readmes_and_dot_files_are_passed_over(tmp_path):
    write(
        tmp_path, {"a.json": "{}", "README.md": "read", "readme.txt": "read", ".hidden.txt": "h", ".git/x.txt": "g", "manifest.jsonl": ""}
    )
    raw, rejects = read(tmp_path)
    assert (raw.height, rejects.height) == (0, 0)


def test_an_identity_is_the_uri_and_the_bytes(tmp_path):
    write(tmp_path / "f", {"a.txt": TEXT, "copy.txt": TEXT})
    raw, _ = read(tmp_path / "f")
    assert raw["document_id"].to_list() == [make_document_id(f"file:f/{name}", TEXT.encode()) for name in ("a.txt", "copy.txt")]
    assert raw["raw_sha256"].n_unique() == 1


def test_a_single_file_is_a_source_with_its_manifest(tmp_path):
    write(tmp_path / "f", {"a.txt": TEXT, "b.txt": TEXT, "manifest.jsonl": '{"file": "a.txt", "title": "Frigates"}\n{"file": "gone.txt"}'})
    raw, rejects = read(tmp_path / "f" / "a.txt")
    assert raw.select("source_uri", "title").rows() == [("file:f/a.txt", "Frigates")]
    assert rejects.height == 0


def test_the_manifest_nearest_to_a_file_counts_then_the_source(tmp_path):
    write(
        tmp_path,
        {
            "sub/a.txt": TEXT,
            "manifest.jsonl": '{"file": "sub/a.txt", "title": "far", "author": "far"}',
            "sub/manifest.jsonl": '{"file": "a.txt", "title": "near"}',
        },
    )
    raw, _ = read(tmp_path, publisher="Navy", language="en")
    assert raw.select("title", "author", "publisher", "language", "published_declared").rows() == [("near", "far", "Navy", "en", None)]


def test_faults_of_a_manifest_are_rows_and_its_files_are_read(tmp_path):
    lines = ['{"file": "a.txt"}', "{broken", '{"file": "gone.txt"}', '{"file": "../../etc/passwd"}', '{"file": "a.txt", "published": 1}']
    write(tmp_path, {"a.txt": TEXT, "manifest.jsonl": "\n".join(lines)})
    raw, rejects = read(tmp_path)
    assert raw.height == 1
    assert told(rejects) == [
        ("manifest.jsonl#2", "manifest_line_is_valid", "error"),
        ("manifest.jsonl#3", "manifest_names_an_existing_file", "error"),
        ("manifest.jsonl#4", "manifest_names_an_existing_file", "error"),
        ("manifest.jsonl#5", "manifest_values_are_text", "warning"),
        ("manifest.jsonl#5", "manifest_names_each_file_once", "warning"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "check_name"),
    [
        pytest.param("a.txt", b"", "document_has_text", id="empty"),
        pytest.param("a.txt", " \n\t\u200b\ufeff", "document_has_text", id="nothing to see"),
        pytest.param("a.txt", b"x" * (MAX_DOCUMENT_BYTES + 1), "document_is_at_most_10_mb", id="too large"),
        pytest.param("a.txt", b"%PDF-1.4", "file_is_text", id="a PDF called text"),
        pytest.param("a.pdf", b"%PDF-1.4", "file_is_an_article", id="a PDF"),
        pytest.param("a.png", b"\x89PNG", "file_is_an_article", id="a picture"),
        pytest.param("a", TEXT, "file_is_an_article", id="no extension"),
        pytest.param("a.txt", bytes(range(128, 256)) * 30, "bytes_decode", id="no encoding fits"),
        pytest.param("a.jsonl", "\n \n", "document_has_text", id="no records"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_named_row(tmp_path, name, content, check_name):
    write(tmp_path, {name: content, "good.txt": TEXT})
    raw, rejects = read(tmp_path)
    assert raw["source_uri"].str.split("/").list.last().to_list() == ["good.txt"]
    assert told(rejects) == [(name, check_name, "error")]
    assert json.loads(rejects["payload"][0])["source_uri"].endswith(name)


def test_bad_lines_do_not_stop_the_records_after_them(tmp_path):
    lines = [
        json.dumps({"id": "k", "text": TEXT}).encode(),
        b'{"id": "cut", "text": "Chi',
        json.dumps({"id": "k", "text": "another"}).encode(),
        b'{"text": "' + b"a" * (MAX_DOCUMENT_BYTES + 10) + b'"}',
        b"\x00\x01\x02\x03",
        json.dumps({"text": TEXT, "title": 5}).encode(),
    ]
    write(tmp_path, {"n.jsonl": b"\n".join(lines)})
    raw, rejects = read(tmp_path)
    assert [uri.split("#")[1] for uri in raw["source_uri"]] == ["k", "6"]
    assert told(rejects) == [
        ("n.jsonl#2", "json_line_is_an_object", "error"),
        ("n.jsonl#k@3", "record_id_is_unique", "error"),
        ("n.jsonl#4", "document_is_at_most_10_mb", "error"),
        ("n.jsonl#5", "file_is_text", "error"),
        ("n.jsonl#6", "record_values_are_text", "warning"),
    ]


def test_half_characters_of_json_can_be_stored(tmp_path):
    write(tmp_path, {"n.jsonl": '{"id": "s", "title": "A \\udfff", "text": "B \\ud800"}'})
    raw, _ = read(tmp_path)
    assert raw.select("title", "content").rows() == [("A ?", "A ?\n\nB ?")]


def test_links_and_pipes_are_named_and_never_followed_round(tmp_path):
    write(tmp_path / "f", {"a.txt": TEXT, "sub/b.txt": TEXT})
    (tmp_path / "f/sub/up").symlink_to(tmp_path / "f")
    (tmp_path / "f/gone.txt").symlink_to("nowhere")
    (tmp_path / "f/self.txt").symlink_to("self.txt")
    os.mkfifo(tmp_path / "f/pipe.txt")
    raw, rejects = read(tmp_path / "f")
    assert raw.height == 2
    assert told(rejects) == [
        ("gone.txt", "file_is_readable", "error"),
        ("pipe.txt", "file_is_regular", "error"),
        ("self.txt", "link_does_not_loop", "error"),
        ("sub/up", "link_does_not_loop", "error"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "locked/b.txt": TEXT})
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    try:
        _, rejects = read(tmp_path)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert told(rejects) == [("a.txt", "file_is_readable", "error"), ("locked", "folder_is_readable", "error")]


def test_a_file_that_goes_between_listing_and_reading_is_a_row(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    source = Source(name="news", address=str(tmp_path))
    items = list_items(source)
    (tmp_path / "a.txt").unlink()
    raw, rejects = read_batch(items, source, NOW)
    assert (raw.height, told(rejects)) == (1, [("a.txt", "file_is_readable", "error")])


def test_names_that_no_table_can_hold_are_mended(tmp_path):
    (tmp_path / "two\nlines.txt").write_text(TEXT)
    with open(os.fsencode(str(tmp_path)) + b"/\xff.txt", "w") as handle:  # noqa: PTH123 (pathlib takes no bytes)
        handle.write(TEXT)
    raw, _ = read(tmp_path)
    assert sorted(uri.rsplit("/", 1)[1] for uri in raw["source_uri"]) == ["two\ufffdlines.txt", "\ufffd.txt"]


def test_a_missing_source_is_an_error_of_the_whole():
    with pytest.raises(SourceError, match=r"source news: /no/such cannot be read"):
        list_items(Source(name="news", address="/no/such"))


def test_fingerprints_change_with_bytes_and_with_what_is_declared(tmp_path):
    source = Source(name="news", address=str(tmp_path))
    write(tmp_path, {"a.txt": TEXT})
    first = list_items(source)
    again = list_items(source)
    write(tmp_path, {"manifest.jsonl": '{"file": "a.txt", "published": "2024-02-02"}'})
    declared = list_items(source)
    write(tmp_path, {"a.txt": TEXT + " More."})
    changed = list_items(source)
    assert first == again
    assert len({items[0].fingerprint for items in (first, declared, changed)}) == 3


def test_batches_hold_all_documents_once(tmp_path):
    write(tmp_path, {f"{number}.txt": f"{TEXT} {number}" for number in range(5)})
    batches = list(ingest(Source(name="news", address=str(tmp_path)), NOW, batch_size=2))
    assert [raw.height for raw, _ in batches] == [2, 2, 1]
    assert pl.concat([raw for raw, _ in batches])["document_id"].n_unique() == 5
