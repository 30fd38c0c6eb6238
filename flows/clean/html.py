"""Returns the article in an HTML page: its text with captions, and what the page says about it.

Here: choosing the main content, and guards against pages that no parser survives. Not here: fragments of HTML in text (`markup.py`) and
lines that are no article (`boilerplate.py`).
"""

import re
from dataclasses import dataclass, field

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from flows.clean.markup import measure_page, strip_tags
from flows.clean.metadata import PageMetadata, read_metadata, select_all

#: Deeper pages are not parsed: measured, the parser's stack overflows somewhere between 500 and 200,000 levels.
MAX_DEPTH = 500
#: Larger pages go to the fast extractor: trafilatura takes 7 s for 200,000 paragraphs, resiliparse 0.3 s.
MAX_TAGS = 20_000
MAX_FAST_TAGS = 500_000
#: Parsers look for repeated attributes one by one: a tag with 300,000 of them takes minutes.
MAX_ATTRIBUTES = 1000
#: An extraction with fewer characters than this share of the fast extractor's main content has lost something.
MIN_SHARE = 0.5

#: Class names of boxes that stand in an article but are no part of it.
_BOXES = "ad ads advert advertisement ad-slot ad-container adsbygoogle sponsored promo newsletter-signup related-articles share-buttons social-share cookie-banner"
_BOXES_PATH = "//*[" + " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in _BOXES.split()) + "]"

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, its metadata, and what was wrong with it (check name, message, value)."""

    text: str
    metadata: PageMetadata = field(default_factory=PageMetadata)
    warnings: tuple[tuple[str, str, str], ...] = ()


def extract_page(html: str) -> Page:
    """Return the article of a page: headline first, then the text, with the captions that the extractor left out at the end.

    A page nested deeper than MAX_DEPTH or with more than MAX_FAST_TAGS tags or MAX_ATTRIBUTES attributes is stripped of its tags without being parsed, with a warning.
    """
    html = html.replace("\x00", "")
    size = measure_page(html)
    if size.depth > MAX_DEPTH or size.tags > MAX_FAST_TAGS or size.attributes > MAX_ATTRIBUTES:
        found = f"{size.tags} tags, {size.depth} deep, up to {size.attributes} attributes"
        message = f"has {found}: its tags were stripped without telling article from menu; check the text"
        return Page(strip_tags(html), warnings=(("html_can_be_parsed", message, found),))
    tree = HTMLTree.parse(html)
    metadata = read_metadata(tree)
    text = _extract_text(html, tree, size.tags)
    missing = [caption for caption in _read_captions(tree) if not _holds(text, caption)]
    if metadata.title and not _holds(text, metadata.title):
        text = f"{metadata.title}\n\n{text}"
    return Page("\n\n".join([text, *missing]).strip(), metadata)


def _extract_text(html: str, tree: HTMLTree, tags: int) -> str:
    """Return the main content by trafilatura, or by resiliparse where trafilatura finds too little, or all text where both do."""
    fast = str(extract_plain_text(tree, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False))
    careful = ""
    if tags <= MAX_TAGS:
        careful = _run_trafilatura(html)
    if len(careful) >= MIN_SHARE * len(fast) and len(careful) > 0:
        return careful
    if len(fast.split()) >= 20:
        return fast
    return max(careful, fast, str(extract_plain_text(tree, preserve_formatting=True, list_bullets=False, alt_texts=False)), key=len)


def _run_trafilatura(html: str) -> str:
    """Return what trafilatura takes for the article, empty where it finds none or fails."""
    try:
        found = trafilatura.extract(
            html, include_comments=False, include_tables=True, favor_recall=True, output_format="txt", prune_xpath=_BOXES_PATH
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError):
        return ""  # a page that upsets one extractor is left to the other
    return (found or "").replace("\n", "\n\n")  # it puts each paragraph on a line


def _read_captions(tree: HTMLTree) -> list[str]:
    """Return the captions of the page's pictures, without repeats."""
    captions = (" ".join((node.text or "").split()) for node in select_all(tree, "figcaption, .wp-caption-text")[:200])
    return list(dict.fromkeys(caption for caption in captions if len(caption.split()) >= 4))


def _holds(text: str, passage: str) -> bool:
    """Whether a text holds the words of a passage in their order, whatever stands between them."""
    return " ".join(_WORDS.findall(passage.lower())) in " ".join(_WORDS.findall(text.lower()))
