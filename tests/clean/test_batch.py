"""Raw documents to clean ones, whole."""

import json
from datetime import UTC, date, datetime

import pytest

from flows.clean import clean
from schemas.documents import CLEAN_DOCUMENTS, RAW_DOCUMENTS
from schemas.rejects import stamp_rejects

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
TEXT = "Chile sold two frigates to Ecuador, the navy said on Tuesday. The ships will be handed over in the port of Guayaquil in June."


def raw(*contents, **fields):
    """Return raw documents with these contents and fields."""
    rows = [
        {
            "document_id": f"{number:024x}",
            "source_uri": f"file:news/{number}.txt",
            "source_name": "news",
            "media_type": "text/plain",
            "raw_sha256": "0" * 64,
            "content": content,
            "fetched_at": NOW,
            **fields,
        }
        for number, content in enumerate(contents)
    ]
    return RAW_DOCUMENTS.build(rows)


def cleaned(*contents, **fields):
    """Return clean documents and rejects, checked against their contracts."""
    documents, rejects = clean(raw(*contents, **fields))
    CLEAN_DOCUMENTS.validate(documents)
    stamp_rejects(rejects, "run", NOW)
    return documents, rejects


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        pytest.param(TEXT, "text/plain", TEXT, id="plain text"),
        pytest.param(f"Support Us\n\nFrigates\n\n{TEXT}\n\nComments (0)", "text/plain", f"Frigates\n\n{TEXT}", id="boilerplate around it"),
        pytest.param(
            f"[ad_1]\n<br><div>\n\n\n<p>{TEXT}</p></div>\n<a href='x'>Source</a>",
            "text/plain",
            TEXT,
            id="a fragment of HTML in a text file",
        ),
        pytest.param(f"# Frigates\n\n**{TEXT}**\n\n---\n", "text/markdown", f"Frigates\n\n{TEXT}", id="Markdown"),
        pytest.param(
            f"<html><body><article><h1>Frigates</h1><p>{TEXT}</p></article></body></html>", "text/html", f"Frigates\n\n{TEXT}", id="a page"
        ),
        pytest.param(f"<html><body><p>{TEXT}</p></body></html>", "text/plain", TEXT, id="a page in a text file"),
        pytest.param(TEXT, "text/html", TEXT, id="text in an HTML file"),
        pytest.param(
            "Two\u00a0frigates   left.\r\nFour\u200b came.", "text/plain", "Two frigates left.\nFour came.", id="spaces and line ends"
        ),
        pytest.param(f"{TEXT} &lt;script&gt;", "text/plain", f"{TEXT} <script>", id="an escaped tag is text"),
    ],
)
def test_every_form_gives_the_article(content, media_type, text):
    documents, rejects = cleaned(content, media_type=media_type)
    assert documents["clean_text"].to_list() == [text]
    assert rejects.height == 0


@pytest.mark.parametrize(
    ("content", "check_name"),
    [
        pytest.param("<html><body><script>x = 1</script></body></html>", "document_has_text", id="a page of scripts"),
        pytest.param("---\n***\n", "document_has_text", id="nothing but rules"),
        pytest.param("Access Denied\nReference #18.ab12cd34ef56.1", "page_is_an_article", id="access denied"),
        pytest.param("frigate " * 100_000, "text_is_prose", id="one word without end"),
        pytest.param("x" * 600_000, "document_has_text", id="one word as long as a book"),
    ],
)
def test_what_is_no_article_is_one_named_row(content, check_name):
    documents, rejects = cleaned(content, TEXT)
    assert documents["document_id"].to_list() == [f"{1:024x}"]
    assert rejects.select("record_key", "document_id", "check_name", "severity").rows() == [
        ("file:news/0.txt", f"{0:024x}", check_name, "error")
    ]
    assert len(json.loads(rejects["payload"][0])["content"]) <= 2000


@pytest.mark.parametrize(
    ("content", "fields", "check_name", "column"),
    [
        pytest.param(TEXT, {"published_declared": "20023-12-08"}, "published_date_is_plausible", "published_at", id="the year 20023"),
        pytest.param(TEXT, {"language": "Elvish"}, "declared_language_is_known", "language", id="an unknown language"),
        pytest.param(TEXT + "\x07", {}, "text_has_no_control_characters", "clean_text", id="a control character"),
        pytest.param("\u202e" + TEXT, {}, "text_keeps_its_direction", "clean_text", id="a mark that turns the direction"),
        pytest.param(TEXT + " â€“ so", {}, "text_is_decoded_once", "clean_text", id="mojibake"),
        pytest.param("<script>alert(1)</script>\n" + TEXT, {}, "text_has_no_scripts", "clean_text", id="a script in a text file"),
        pytest.param("<html><body>" + "<div>" * 2000 + TEXT, {}, "html_can_be_parsed", "clean_text", id="an HTML bomb"),
    ],
)
def test_what_was_mended_lands_with_a_warning(content, fields, check_name, column):
    documents, rejects = cleaned(content, **fields)
    assert documents["clean_text"][0].startswith("Chile sold two frigates to Ecuador")
    assert rejects.select("check_name", "column_name", "severity").rows() == [(check_name, column, "warning")]


def test_metadata_is_taken_where_it_is_declared_then_where_the_page_has_it():
    page = (
        "<html lang='en'><head><title>Frigates</title><meta name='author' content='Ana Ruiz'><meta property='og:site_name' content='Harbour'>"
        f"<meta name='date' content='2021-05-04'></head><body><h1>Frigates</h1><p>{TEXT}</p></body></html>"
    )
    documents, _ = cleaned(page, media_type="text/html", author="Declared", published_declared="2021-05-05")
    columns = ("title", "author", "publisher", "language", "published_at", "published_from")
    assert documents.select(columns).rows() == [("Frigates", "Declared", "Harbour", "en", date(2021, 5, 5), "metadata")]


def test_a_text_is_titled_by_its_first_line_and_published_by_its_host():
    documents, _ = cleaned(f"Frigates for Guayaquil\n\n{TEXT}", url="https://www.harbour.example/2021/05/04/frigates")
    assert documents.select("title", "publisher", "published_at", "published_from").rows() == [
        ("Frigates for Guayaquil", "harbour.example", date(2021, 5, 4), "url")
    ]


def test_other_languages_are_kept_with_their_language():
    documents, rejects = cleaned("Der Minister empfing am Montag den Botschafter und sprach mit ihm über Getreide und Schiffe.")
    assert (documents["language"].to_list(), rejects.height) == (["de"], 0)


def test_an_empty_batch_is_an_empty_batch():
    documents, rejects = cleaned()
    assert (documents.height, rejects.height) == (0, 0)
