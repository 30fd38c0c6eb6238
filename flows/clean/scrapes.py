"""Returns the article inside the report of a scraping tool, with what the report says about it.

Here: reports with `## Metadata`, `## Page Structure`, `## Content`, `## Links` sections. Not here: any other Markdown.
"""

import re

_CONTENT = re.compile(r"^## Content[ \t]*\n", re.MULTILINE)
_METADATA = re.compile(r"^## Metadata[ \t]*\n", re.MULTILINE)
_AFTER = re.compile(r"^## (?:Links|Images|Media|Errors)[ \t]*$", re.MULTILINE)
_VALUE = re.compile(r"^- \*\*([\w /-]{1,40})\*\*:[ \t]*(\S.*)$", re.MULTILINE)


def split_scrape(text: str) -> tuple[dict[str, str], str]:
    """Return the metadata of a scraping report (keys in lower case, such as `url` and `http status`) and the article in it.

    Text that is no such report comes back whole, with no metadata. When the tool ran is not when the article was published, so neither
    `scraped at` nor `timestamp` is a date of publication; the caller takes only what it knows.
    """
    metadata, content = _METADATA.search(text), _CONTENT.search(text)
    if not metadata or not content or content.start() < metadata.start():
        return {}, text
    values = {match.group(1).lower(): match.group(2).strip() for match in _VALUE.finditer(text[metadata.end() : content.start()])}
    body = text[content.end() :]
    after = _AFTER.search(body)
    return values, body[: after.start()] if after else body
