"""Seventy faulty inputs beside good ones go through one run: the good ones land, every fault is one named row, and the page shows it.

A fault is a file, a line of records or a line of the manifest; each stands with the check it fails.
"""

import gzip
import json
from pathlib import Path

import pytest

from flows.pipeline import run_pipeline
from flows.run_summary import RunSummary
from flows.settings import Settings
from flows.warehouse import query

pytestmark = pytest.mark.slow

#: Lines of the manifest that are rejected; they are no documents.
MANIFEST_FAULTS = 5

GOOD = {
    "good_delivery.txt": "Turkey delivered 12 drones to Poland on 4 March 2024. The crates were unloaded in the port of Gdynia before noon.\n",
    "good_visit.txt": "Chinese President Xi Jinping met French President Emmanuel Macron in Paris on 7 May 2024. They spoke about brandy.\n",
    "good_ban.html": "<html><head><title>Ban</title></head><body><article><p>The European Union imposed sanctions on Russia on 24 June 2024. "
    "It took its ambassadors a month to agree on it.</p></article></body></html>\n",
}
WORDS = """
amber birch cedar dune ember fjord grove heath inlet juniper knoll larch maple nettle oak pine quarry reed sedge thistle umber vetch
willow yarrow alder brook cliff delta estuary fern glade hazel island jasmine kelp lagoon marsh north orchard pebble quartz ridge slate
tundra upland vale wheat zephyr acorn basin canyon drift east flint geyser hollow icefall jetty key ledge mesa
""".split()


def _prose(number: int) -> str:
    """Return a harmless article that resembles no other."""
    words = WORDS[number % len(WORDS) :] + WORDS[: number % len(WORDS)]
    return " ".join(f"The {words[i]} stood beside the {words[i + 7]} while {words[i + 3]} grew over the {words[i + 11]}." for i in range(6))


BINARY = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "gif": b"GIF89a\x01\x00\x01\x00",
    "zip": b"PK\x03\x04\x14\x00\x06\x00",
    "gzip": gzip.compress(b"an article", mtime=0),
    "bzip2": b"BZh91AY&SY",
    "seven_zip": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "program": b"\x7fELF\x02\x01\x01\x00",
    "old_office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "parquet": b"PAR1\x15\x04\x15",
    "sqlite": b"SQLite format 3\x00\x10\x00",
    "nulls": b"\x00\x01\x02\x03" * 200,
    "controls": bytes(range(1, 9)) * 40,
}


def list_files() -> dict[str, tuple[bytes, str]]:
    """Return files by name: their bytes and the check they fail."""
    p = iter(range(1, 1000))

    def text() -> str:
        return _prose(next(p))

    long_page = "<html><body>" + "<div>" * 60_000 + text() + "</body></html>"
    attributes = "<html><body><p " + " ".join(f'a{i}="{i}"' for i in range(60_000)) + f">{text()}</p></body></html>"
    return {
        **{f"binary_{name}.txt": (data, "file_is_text") for name, data in BINARY.items()},
        # encodings
        "utf8_mark_broken.txt": (b"\xef\xbb\xbf" + text().encode() + b"\xff\xfe\xfd" * 3, "bytes_decode"),
        "utf16_cut.txt": (b"\xff\xfe" + text().encode("utf-16-le")[:-1], "bytes_decode"),
        "utf32_cut.txt": (b"\xff\xfe\x00\x00" + text().encode("utf-32-le")[:-2], "bytes_decode"),
        "two_encodings.txt": ((text() + " Café, œuvre, naïve, Škoda, “quoted”.").encode() + b" caf\xe9", "text_is_in_one_encoding"),
        "decoded_twice.txt": ((text() + " The cafÃ© of the dâ€™Orsay, cafÃ© again.").encode(), "text_is_decoded_once"),
        "no_encoding.txt": (bytes((i * 37 + i * i * 11) % 128 + 128 for i in range(900)), "bytes_decode"),
        # nothing in it
        "empty.txt": (b"", "document_has_text"),
        "blank.txt": (b" \t\r\n\n \xc2\xa0\n", "document_has_text"),
        "mark_only.txt": (b"\xef\xbb\xbf", "document_has_text"),
        "no_width.txt": ("\u200b\u200b\u200b\n".encode(), "document_has_text"),
        "marks_only.txt": (b"---\n***\n...\n", "document_has_text"),
        "empty_page.html": (b"<html><head><title></title></head><body><script>let a = 1;</script></body></html>", "document_has_text"),
        "comment_only.html": (b"<!-- nothing was fetched -->", "document_has_text"),
        # no article
        "error_page.html": (
            b"<html><body><h1>404 Not Found</h1><p>The requested URL was not found on this server.</p></body></html>",
            "page_is_an_article",
        ),
        "one_word.txt": (b"drone " * 1_600_000, "text_is_prose"),
        "few_words.txt": (b"missile delivered sanctions " * 3_000, "text_is_prose"),
        "too_large.txt": (b"a longer word each " * 600_000, "document_is_at_most_10_mb"),
        "table.xlsx": (b"PK\x03\x04", "file_is_an_article"),
        "no_suffix": (text().encode(), "file_is_an_article"),
        "script.exe": (b"MZ\x90\x00", "file_is_an_article"),
        # text with something wrong in it: it lands, and is told of
        "bell.txt": (f"{text()} A bell \x07 rang, and \x1b[31mred\x1b[0m followed.".encode(), "text_has_no_control_characters"),
        "turned.txt": (f"{text()} The file \u202egpj.exe\u202c was sent.".encode(), "text_keeps_its_direction"),
        "isolated.txt": (f"{text()} A \u2067turned\u2069 word.".encode(), "text_keeps_its_direction"),
        "script.txt": (f"{text()} <script>alert('here')</script> It went on.".encode(), "text_has_no_scripts"),
        "deep.html": (long_page.encode(), "html_can_be_parsed"),
        "attributes.html": (attributes.encode(), "html_can_be_parsed"),
        # dates and codes a document declares about itself
        "far_year.md": (f"---\ntitle: Vines\ndate: 20023-05-01\n---\n\n{text()}".encode(), "published_date_is_plausible"),
        "odd_date.md": (f"---\ntitle: Vines\ndate: sometime in spring\n---\n\n{text()}".encode(), "published_date_is_understood"),
    }


def list_manifest() -> list[tuple[dict[str, object] | str, str]]:
    """Return lines of the manifest, each for a file of its own unless it names none, with the check it fails."""
    return [
        ({"published": "20023-01-01"}, "published_date_is_plausible"),
        ({"published": "2523-01-01"}, "published_date_is_plausible"),
        ({"published": "1023-01-01"}, "published_date_is_plausible"),
        ({"published": "2024-02-31"}, "published_date_is_plausible"),
        ({"published": "yesterday"}, "published_date_is_understood"),
        ({"published": -5}, "manifest_values_are_text"),
        ({"language": "klingonese"}, "declared_language_is_known"),
        ({"language": "XQ9"}, "declared_language_is_known"),
        ({"language": 17}, "manifest_values_are_text"),
        ({"title": ["a", "b"]}, "manifest_values_are_text"),
        ({"country": "ZZZ"}, "manifest_keys_are_known"),
        ({"file": "not_there.txt"}, "manifest_names_an_existing_file"),
        ({"file": "../outside.txt"}, "manifest_names_an_existing_file"),
        ('{"file": "cut', "manifest_line_is_valid"),
        ("[1, 2]", "manifest_line_is_valid"),
        ("null", "manifest_line_is_valid"),
    ]


def list_records() -> list[tuple[str, str | None]]:
    """Return lines of a file of records, with the check each fails; null for a good one."""

    def record(**values: object) -> str:
        return json.dumps(values)

    return [
        (record(id="a1", text="Turkey delivered 7 howitzers to Estonia on 2 April 2024. They came by sea."), None),
        (record(id="a1", text=_prose(300)), "record_id_is_unique"),
        ('{"id": "a2", "text": "The vines stood', "json_line_is_an_object"),
        ("{'id': 'a3'}", "json_line_is_an_object"),
        ("[]", "json_line_is_an_object"),
        ("17", "json_line_is_an_object"),
        ("[" * 50_000, "json_line_is_an_object"),
        (record(id="a4"), "record_has_text"),
        (record(id="a5", text=""), "record_has_text"),
        (record(id="a6", text=-12), "record_has_text"),
        (record(id="a7", text=None, html=None), "record_has_text"),
        (record(id="a8", text=_prose(301), published=-1), "record_values_are_text"),
        (record(id="a9", text=_prose(302), title={"a": 1}), "record_values_are_text"),
        (record(id="a10", text=_prose(303), published="20023-07-07"), "published_date_is_plausible"),
        (record(id="a11", text=_prose(304), language="??"), "declared_language_is_known"),
    ]


def write_corpus(folder: Path) -> dict[str, str]:
    """Write good and faulty inputs into a folder; return the check that each faulty one fails, by the end of its record_key."""
    folder.mkdir()
    expected: dict[str, str] = {}
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, (data, check) in list_files().items():
        (folder / name).write_bytes(data)
        expected[f"/{name}"] = check
    lines = []
    for number, (line, check) in enumerate(list_manifest(), start=1):
        if isinstance(line, str):
            lines.append(line)
            expected[f"/manifest.jsonl#{number}"] = check
            continue
        name = f"declared_{number}.txt"
        if "file" not in line:
            (folder / name).write_text(_prose(100 + 3 * number), encoding="utf-8")
        lines.append(json.dumps({"file": name} | line))
        at_document = check.startswith(("published_", "declared_"))
        expected[f"/{name}" if at_document else f"/manifest.jsonl#{number}"] = check
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    records = list_records()
    (folder / "records.jsonl").write_text("\n".join(line for line, _ in records), encoding="utf-8")
    for number, (line, check) in enumerate(records, start=1):
        if check is None:
            continue
        record_id = json.loads(line)["id"] if line.startswith('{"id"') and line.endswith("}") else str(number)
        expected[f"/records.jsonl#{record_id}" + (f"@{number}" if check == "record_id_is_unique" else "")] = check
    return expected


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> tuple[Path, dict[str, str], RunSummary]:
    """Return the home of one run over the corpus, the check that each fault is expected to fail, and the run's summary."""
    folder = tmp_path_factory.mktemp("faults") / "corpus"
    expected = write_corpus(folder)
    settings = Settings(home=folder.parent / "home", most_rejected=0.9)
    return settings.home, expected, run_pipeline(settings, [str(folder)])


def test_the_corpus_is_large_enough(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    assert len(corpus[1]) >= 60


def test_what_is_good_lands(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    home, _, summary = corpus
    assert summary.run.status == "completed"
    events = query(home, "select kind, list_sort(actor_codes) from events order by all").rows()
    assert events == [
        ("arms_transfer", ["EST", "TUR"]),
        ("arms_transfer", ["POL", "TUR"]),
        ("meeting", ["CHN", "FRA"]),
        ("sanction", ["EU", "RUS"]),
    ]


def test_every_fault_is_one_named_row(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    home, expected, _ = corpus
    rejects = query(home, "select record_key, check_name from open_rejects where stage in ('ingest', 'clean')").rows()
    assert sorted((key.removeprefix("file:corpus"), check) for key, check in rejects) == sorted(expected.items())


def test_a_document_lands_or_is_in_quarantine(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    home, _, summary = corpus
    stages = {stage.stage: stage for stage in summary.stages}
    landed = query(home, "select count(*) from documents").item()
    assert stages["ingest"].rows_in == landed + sum(stages[name].rows_rejected for name in ("ingest", "clean")) - MANIFEST_FAULTS


def test_the_page_shows_every_fault(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    _, expected, summary = corpus
    assert summary.page is not None
    html = summary.page.read_text(encoding="utf-8")
    assert [key for key in expected if f"file:corpus{key}</code>" not in html] == []
    assert [check for check in set(expected.values()) if f'data-check="{check}"' not in html] == []
    assert "\u202e" not in html
    assert html.count("<script>") == 1


def test_a_second_run_meets_the_same_failures_and_no_new_ones(corpus: tuple[Path, dict[str, str], RunSummary]) -> None:
    home, expected, first = corpus
    again = run_pipeline(Settings(home=home, most_rejected=0.9), [str(home.parent / "corpus")])
    assert again.rows["documents"] == 0
    assert query(home, "select count(*) from open_rejects where stage in ('ingest', 'clean')").item() == len(expected)
    met = "select count(*) from open_rejects where stage = 'ingest' and run_id = '{}'"
    at_ingest = query(home, "select count(*) from open_rejects where stage = 'ingest'").item()
    assert query(home, met.format(again.run.run_id)).item() == at_ingest
    assert query(home, met.format(first.run.run_id)).item() == 0
