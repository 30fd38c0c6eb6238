"""Returns the clean form of one raw document: its article as plain text, with metadata, language and date.

Here: the order of the steps. Not here: the steps (one module each), duplicates (they take several documents), tables (`batch.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flows.clean.boilerplate import find_error_page, strip_boilerplate
from flows.clean.html import extract_page
from flows.clean.language import detect_language, read_declared_language
from flows.clean.markdown import split_front_matter, strip_markdown
from flows.clean.markup import decode_entities, has_tags, is_page, strip_tags
from flows.clean.metadata import PageMetadata
from flows.clean.published import Published, find_published
from flows.clean.scrapes import split_scrape
from flows.clean.text import drop_long_words, find_odd_characters, join_wrapped_lines, normalise_space, repair_characters

#: A text of more words than this in which fewer than one in MAX_REPETITION are distinct is no prose.
MANY_WORDS = 2000
MAX_REPETITION = 200
#: Larger content is looked at for repetition before anything else is done with it.
LARGE_CHARACTERS = 500_000

_SCRIPT = re.compile(r"<script\b[^<>]{0,200}>[^<]{0,200}", re.IGNORECASE)

Doubt = tuple[str, str, str]  # check name, message, value
_UNDATED = Published(None, "none")
_SILENT = PageMetadata()


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """One document: text (empty where none is left) and what is known about it; `fault` where it cannot be used, `warnings` where it can."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: Published = _UNDATED
    fault: Doubt | None = None
    warnings: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """Text out of its markup, with what the markup said."""

    text: str
    said: PageMetadata = _SILENT
    warnings: tuple[Doubt, ...] = ()


def clean_document(raw: Mapping[str, Any], fetched: date) -> CleanDocument:
    """Return the clean form of a raw document (a row of raw documents); `fetched` bounds the dates that are believed."""
    content = str(raw["content"])
    if len(content) > LARGE_CHARACTERS and (fault := _find_repetition(content)):
        return CleanDocument("", fault=fault)
    opened = _open(repair_characters(content), str(raw["media_type"] or ""))
    stripped = strip_boilerplate(normalise_space(drop_long_words(opened.text)))
    text = normalise_space(stripped.text)
    said, warnings = opened.said, (*find_odd_characters(content), *opened.warnings)
    if fault := _find_fault(text, normalise_space(opened.text)):
        return CleanDocument(text, fault=fault, warnings=warnings)
    url = raw.get("url") or said.url
    declared = raw.get("language") or said.language
    language = read_declared_language(declared)
    if declared and language is None:
        message = f"the declared language {declared[:40]!r} is no ISO 639 code; write it as en"
        warnings = (*warnings, ("declared_language_is_known", message, declared[:200]))
    published = find_published((raw.get("published_declared"), said.published), (url, raw.get("source_uri")), opened.text, fetched)
    return CleanDocument(
        text,
        title=_tidy(raw.get("title")) or said.title or _find_headline(text),
        author=_tidy(raw.get("author")) or said.author,
        publisher=_tidy(raw.get("publisher")) or said.publisher or _host_of(url),
        language=detect_language(text, language),
        published=published,
        warnings=(*warnings, *published.warnings),
    )


def _open(content: str, media_type: str) -> _Opened:
    """Return the text of repaired content: out of a page, a scraping report, front matter, wrapped lines, tags, Markdown, in this order."""
    if is_page(content) or (media_type == "text/html" and has_tags(content)):
        page = extract_page(content)
        return _Opened(decode_entities(repair_characters(page.text)), page.metadata, page.warnings)
    reported, content = split_scrape(content)
    matter, content = split_front_matter(content)
    content = join_wrapped_lines(content)
    said = PageMetadata(
        title=matter.get("title") or None,
        author=matter.get("author") or None,
        published=next((matter[key] for key in ("published", "published_date", "published_at", "date") if matter.get(key)), None),
        url=matter.get("url") or reported.get("url"),
    )
    scripts = _SCRIPT.findall(content)
    content = strip_tags(content) if has_tags(content) else decode_entities(content)
    message = f"holds {len(scripts)} scripts in a file that is no HTML page; they were removed"
    warnings = (("text_has_no_scripts", message, scripts[0][:200]),) if scripts else ()
    return _Opened(strip_markdown(content), said, warnings)


def _find_fault(text: str, before: str) -> Doubt | None:
    """Return why a document cannot be used, or null. `before` is the text before boilerplate was removed."""
    if words := find_error_page(before):
        message = f"is an error or paywall page ({words.strip()[:60]!r}), not an article; fetch the article again"
        return "page_is_an_article", message, words.strip()
    if not any(map(str.isalnum, text)):
        return "document_has_text", "has no text once markup and boilerplate are removed; check what was fetched", before[:200]
    return _find_repetition(text)


def _find_repetition(text: str) -> Doubt | None:
    """Return what is wrong with a text that says the same few words over and over, or null."""
    found = text.lower().split()
    if len(found) > MANY_WORDS and len(set(found)) * MAX_REPETITION < len(found):
        message = f"repeats {len(set(found))} words over {len(found)} words, which is no prose; check what was fetched"
        return "text_is_prose", message, " ".join(found[:10])
    return None


def _find_headline(text: str) -> str | None:
    """Return the first line where it reads as a headline: short, alone, with text after it."""
    first, _, rest = text.partition("\n")
    if rest.strip() and 2 <= len(first.split()) <= 30 and len(first) <= 250 and not first.endswith((".", ":", ",", ";")):
        return first
    return None


def _tidy(value: str | None) -> str | None:
    """Return a declared value with repaired characters and single spaces, null where nothing is left."""
    return " ".join(repair_characters(value).split()) or None if value else None


def _host_of(url: str | None) -> str | None:
    """Return the host of an address, which names the publisher where nothing else does."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
