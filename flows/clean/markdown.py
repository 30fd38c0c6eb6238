"""Returns text without Markdown, keeping every word that a reader of the rendered page would see.

Here: links, images, emphasis, headings, lists, rules, quotes, escapes, front matter. Not here: HTML (`markup.py`).
"""

import re
from collections.abc import Callable

_IMAGE = re.compile(r"!\[[^\]\[]{0,2000}\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\s?\)")
_LINK = re.compile(r"\[([^\]\[]{0,2000})\]\(<?(?:[^()\s]|\([^()\s]{0,500}\)){0,2000}>?(?:\s+\"[^\"]{0,500}\")?\s?\)")
_REFERENCE_LINK = re.compile(r"\[([^\]\[\n]{1,500})\]\[[^\]\[\n]{0,100}\]")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\[\n^]{1,100}\]:[ ]\s{0,5}<?(?:https?://|www\.|/|#)\S*[^\n]{0,300}$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]{1,40}\]:?")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=[^\s*_])\1(?![\w*_])")
_CODE = re.compile(r"`{1,3}([^`\n]{1,500})`{1,3}")
_STRUCK = re.compile(r"~~([^~\n]{1,2000})~~")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_UNDERLINE = re.compile(r"(?<=\S)\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ ]{0,3}(?:\\?[-*_#][ \t]?){3,}$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ ]{0,3}\|?(?:[ ]?:?-{3,}:?[ ]?\|)+(?:[ ]?:?-{3,}:?[ ]?)?$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ ]{0,3}\|(.*)\|[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-*+•·▪◦‣●■][ \t]+)+(?=\S)", re.MULTILINE)
# two list items or more that are nothing but a link each: other articles
_LINK_ITEM = r"[ \t]*[-*+][ \t]+\[[^\]\[\n]{1,300}\]\((?:[^()\s]|\([^()\s]{0,500}\)){1,2000}\)[ \t]*"
_LINK_LIST = re.compile(rf"^{_LINK_ITEM}(?:\n+{_LINK_ITEM})+$", re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n`]{0,50}$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~$&\"'])")
_FRONT_MATTER = re.compile(r"\A(?:[^\n]{0,300}\n\s{0,5})?---[ \t]*\n(.{0,8000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"^([A-Za-z_][\w -]{0,40}):[ \t]*(.*)$", re.MULTILINE)
_FRONT_NAMES = "title url date author published published_date published_at source_url slug layout language lang description tags"
_FRONT_KEYS = frozenset(_FRONT_NAMES.split())

# what is left of each construct
_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_FENCE, ""),
    (_IMAGE, ""),
    (_LINK_LIST, ""),
    (_LINK, r"\1"),
    (_REFERENCE, ""),
    (_REFERENCE_LINK, r"\1"),
    (_FOOTNOTE, ""),
    (_TABLE_RULE, ""),
    (_UNDERLINE, "\n"),
    (_RULE, ""),
    (_QUOTE, ""),
    (_HEADING, r"\1"),
    (_TABLE_ROW, lambda match: " ; ".join(cell.strip() for cell in match.group(1).split("|"))),
    (_BULLET, ""),
    (_STRONG, r"\2"),
    (_EMPHASIS, r"\2"),
    (_STRUCK, r"\1"),
    (_CODE, r"\1"),
    (_ESCAPE, r"\1"),
)


def strip_markdown(text: str) -> str:
    """Return the text that a reader sees. Plain text without Markdown in it comes back as it is, but for bullets and rules.

    Pictures go with their alternative text, which describes the file more often than the event; captions are text and stay. Lists of nothing
    but links go: they lead to other articles.
    """
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    return text


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the values of a YAML front matter and the text after it; no values where there is none.

    A single line, such as a headline, may stand before the front matter; it is kept.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    values = {line.group(1).strip().lower(): line.group(2).strip().strip("\"'") for line in _FRONT_LINE.finditer(match.group(1))}
    if len(values.keys() & _FRONT_KEYS) < 2:  # an article between two rules may have lines such as "Source: the ministry"
        return {}, text
    before = match.group()[: match.start(1) - match.start()].rpartition("---")[0]
    return values, before + text[match.end() :]
