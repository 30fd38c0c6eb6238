"""Returns text without the HTML tags that got into it, keeping every word and the breaks that tags stand for.

Here: fragments of HTML in text, and pages too deep or too large for a parser: one pass, time linear in the length. Not here: telling an
article from its page (`html.py`).
"""

import html
import re
from dataclasses import dataclass

_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
    "hr html li main nav ol p pre section summary table tbody tfoot thead title tr ul"
)
_INLINES = (
    "a abbr acronym amp-img audio b base basefont bdi bdo big br button canvas caption cite code col colgroup data datalist del dfn em embed "
    "font frame frameset i iframe img input ins kbd label legend link map mark meta meter nobr noscript object optgroup option output param "
    "picture progress q rp rt ruby s samp script select small source span strike strong style sub sup svg path g tbody td template textarea "
    "th time track tt u var video wbr"
)
#: Elements whose content is never text of the article.
_SILENT = frozenset({"script", "style", "iframe", "template", "svg", "noframes", "object", "select", "textarea"})
_BLOCK_NAMES = frozenset(_BLOCKS.split())
_KNOWN = _BLOCK_NAMES | frozenset(_INLINES.split())
_TAG = re.compile(r"<!--|<!\[CDATA\[|<![A-Za-z][^<>]{0,500}>|<\?[^<>]{0,500}>|<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})((?:\s[^<>]*)?)/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ENDED_WITHOUT_TAG = frozenset(["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "colgroup", "optgroup"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "basefont"]
)


def is_page(text: str) -> bool:
    """Whether text is a whole HTML page, by what stands in its first 2,000 characters."""
    return bool(_PAGE.search(text[:2000]))


def has_tags(text: str) -> bool:
    """Whether text holds at least one HTML tag or comment."""
    return any(_is_markup(match) for match in _TAG.finditer(text))


@dataclass(frozen=True, slots=True)
class PageSize:
    """How much work a page is for a parser: tags, greatest depth of nesting, greatest number of attributes of one tag."""

    tags: int
    depth: int
    attributes: int


def measure_page(text: str) -> PageSize:
    """Return the size of a page, as far as a scan without parsing can tell."""
    tags = depth = deepest = attributes = 0
    for match in _TAG.finditer(text):
        name = (match.group(2) or "").lower()
        if not name:
            continue
        tags += 1
        attributes = max(attributes, match.group(3).count("="))
        if name in _VOID or name in _ENDED_WITHOUT_TAG or match.group().endswith("/>"):
            continue
        depth = max(0, depth + (-1 if match.group(1) else 1))
        deepest = max(deepest, depth)
    return PageSize(tags, deepest, attributes)


def strip_tags(text: str) -> str:
    """Return the text without tags, comments, scripts and styles; blocks become paragraphs, `<br>` a line break, entities characters.

    Only names that HTML knows count as tags, besides lower-case names without attributes: ``x < y``, ``<jane@example.org>`` stay.
    """
    parts: list[str] = []
    start = 0
    unclosed: set[str] = set()
    for match in _TAG.finditer(text):
        if match.start() < start or not _is_markup(match):
            continue
        parts.append(text[start : match.start()])
        start = match.end()
        opening = match.group()
        if opening in ("<!--", "<![CDATA["):
            end = "-->" if opening == "<!--" else "]]>"
            if end not in unclosed and (found := text.find(end, start)) >= 0:
                if opening == "<![CDATA[":
                    parts.append(text[start:found])
                start = found + len(end)
            else:
                unclosed.add(end)
            continue
        name = (match.group(2) or "").lower()
        if name in _SILENT and not match.group(1) and not opening.endswith("/>") and name not in unclosed:
            closing = re.compile(rf"</{name}\s{{0,50}}>", re.IGNORECASE).search(text, start)
            if closing:
                start = closing.end()
            else:
                unclosed.add(name)
        parts.append(_break_for(name))
    parts.append(text[start:])
    return decode_entities("".join(parts))


def decode_entities(text: str) -> str:
    """Return the text with character references that end in a semicolon decoded, once."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def _is_markup(match: re.Match[str]) -> bool:
    """Whether a match is a tag or comment of HTML, not text in angle brackets."""
    name = match.group(2)
    if name is None:
        return True
    return name.lower() in _KNOWN or (name.islower() and not match.group(3).strip().rstrip("/"))


def _break_for(name: str) -> str:
    """Return what stands for a tag in the text."""
    if name in _BLOCK_NAMES:
        return "\n\n"
    return {"br": "\n", "td": " ", "th": " ", "option": " "}.get(name, "")
