"""Returns what the head of an HTML page says about it: title, author, publisher, date, language, address.

Here: meta elements, JSON-LD, `<time>`, `<title>`. Not here: reading dates (`days.py`) and finding the text (`html.py`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resiliparse.parse.html import HTMLTree

# names of meta elements, the most telling first
_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "date",
)
_URL = ("og:url", "twitter:url")
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s+[|–—»·-]\s+([^|–—»·]{2,60})$")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says about itself, as written; null where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


def read_metadata(tree: HTMLTree) -> PageMetadata:
    """Return what the page says about itself; structured data (JSON-LD) counts before meta elements, those before visible ones."""
    meta = _read_meta(tree)
    linked = _read_linked_data(tree)
    publisher = linked.get("publisher") or _first(meta, _PUBLISHER)
    return PageMetadata(
        title=_read_title(tree, meta, linked, publisher),
        author=_tidy(linked.get("author") or _first(meta, _AUTHOR)),
        publisher=_tidy(publisher),
        published=linked.get("published") or _first(meta, _PUBLISHED) or _read_time(tree),
        language=_read_language(tree),
        url=_read_canonical(tree) or _first(meta, _URL),
    )


def select_all(tree: HTMLTree, selector: str) -> list[Any]:
    """Return the elements that a CSS selector picks, none where the page is empty."""
    return list(tree.document.query_selector_all(selector)) if tree.document else []


def _select(tree: HTMLTree, selector: str) -> Any:
    """Return the first element that a CSS selector picks, or null."""
    return tree.document.query_selector(selector) if tree.document else None


def _read_title(tree: HTMLTree, meta: dict[str, str], linked: dict[str, str], publisher: str | None) -> str | None:
    """Return the headline: the only `<h1>`, or what the metadata says, or `<title>` without the name of the site."""
    headings = [text for node in select_all(tree, "h1") if (text := _tidy(node.text))]
    if len(headings) == 1:
        return headings[0]
    said = linked.get("title") or _first(meta, _TITLE)
    if said:
        return _tidy(said)
    title = _tidy(tree.title)
    if title and (tail := _TITLE_TAIL.search(title)) and (publisher is None or publisher.casefold() in tail.group(1).casefold()):
        title = title[: tail.start()]
    return title


def _read_meta(tree: HTMLTree) -> dict[str, str]:
    """Return the content of the meta elements by name in lower case, the first of each name."""
    found: dict[str, str] = {}
    for node in select_all(tree, "meta[content]")[:500]:
        name = (node.getattr("property") or node.getattr("name") or node.getattr("itemprop") or "").strip().lower()
        content = (node.getattr("content") or "").strip()
        if name and content:
            found.setdefault(name, content[:1000])
    return found


def _read_linked_data(tree: HTMLTree) -> dict[str, str]:
    """Return title, author, publisher and date of publication of the first article in the page's JSON-LD."""
    for node in select_all(tree, 'script[type="application/ld+json"]')[:20]:
        try:
            data = json.loads((node.text or "")[:500_000])
        except (ValueError, RecursionError):
            continue
        for entity in _walk_entities(data):
            if _ARTICLE_TYPES.search(str(entity.get("@type", ""))) and (entity.get("datePublished") or entity.get("headline")):
                values = {
                    "title": _name_of(entity.get("headline")),
                    "author": _name_of(entity.get("author")),
                    "publisher": _name_of(entity.get("publisher")),
                    "published": _name_of(entity.get("datePublished")),
                }
                return {key: value for key, value in values.items() if value}
    return {}


def _walk_entities(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in JSON-LD, the outer ones first."""
    if depth > 5:
        return
    if isinstance(data, list):
        for entry in data[:100]:
            yield from _walk_entities(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _walk_entities(data.get("@graph"), depth + 1)


def _name_of(value: Any) -> str | None:
    """Return the name in a JSON-LD value: text, an object with a name, or a list of such."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return _name_of(value.get("name"))
    if isinstance(value, list):
        return ", ".join(name for entry in value[:20] if (name := _name_of(entry))) or None
    return None


def _read_time(tree: HTMLTree) -> str | None:
    """Return the date of the first `<time>` element inside an article or header, or null."""
    for selector in ("article time[datetime]", "header time[datetime]", "main time[datetime]", "time[pubdate]", "time[datetime]"):
        node = _select(tree, selector)
        if node and (value := (node.getattr("datetime") or "").strip()):
            return value[:100]
    return None


def _read_language(tree: HTMLTree) -> str | None:
    """Return the declared language of the page as a two- or three-letter code."""
    root = _select(tree, "html[lang]")
    match = re.match(r"[A-Za-z]{2,3}", (root.getattr("lang") or "") if root else "")
    return match.group().lower() if match else None


def _read_canonical(tree: HTMLTree) -> str | None:
    """Return the canonical address of the page, or null."""
    node = _select(tree, 'link[rel="canonical"][href]')
    href = (node.getattr("href") or "").strip() if node else ""
    return href if href.startswith(("http://", "https://")) else None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first of the named values that is there."""
    return next((meta[name] for name in names if name in meta), None)


def _tidy(value: str | None) -> str | None:
    """Return a value with single spaces, null where nothing is left or where it is an address."""
    text = " ".join((value or "").split())[:500]
    return text if text and not text.startswith(("http://", "https://")) else None
