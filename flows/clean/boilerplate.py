"""Returns articles without the lines that pages put around them.

Here: what counts as such a line, by the patterns in `seeds/lexicons/boilerplate.yml`, and error pages. Not here: markup.
A line goes only whole, and only when a pattern matches all of it: losing a sentence of an article is worse than keeping a menu.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.clean.days import DATE
from flows.seeds import read_yaml

#: Longer lines are prose, whatever they say.
MAX_LINE_CHARACTERS = 400
#: A menu is a run of at least this many short lines, of which this share are names of sections.
MIN_MENU_LINES = 4
MIN_MENU_SHARE = 0.6
MAX_MENU_WORDS = 3
#: A tail of links holds no line of more words than this.
MAX_TAIL_LINE_WORDS = 30

_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*$")
_CLOCK_ONLY = re.compile(r"^[\s,·|\-–—]*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,20}$|^\W*$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `boilerplate.yml` says, compiled."""

    lines: tuple[tuple[str, re.Pattern[str]], ...]
    menu_words: frozenset[str]
    tail_headings: re.Pattern[str]
    error_pages: re.Pattern[str]
    error_page_max_words: int


@dataclass(frozen=True, slots=True)
class Stripped:
    """An article without its boilerplate, and the lines removed with the name of the group that removed each."""

    text: str
    removed: tuple[tuple[str, str], ...]


def parse_lexicon(content: dict[str, Any]) -> Lexicon:
    """Return the compiled lexicon; raise ValueError that names the group where a pattern is wrong."""
    lines = []
    for group in content["lines"]:
        try:
            lines.append((str(group["name"]), _any_of(group["patterns"])))
        except re.error as error:
            raise ValueError(f"boilerplate.yml, {group['name']}: {error}") from error
    errors = content["error_pages"]
    return Lexicon(
        tuple(lines),
        frozenset(content["menu_words"].split()),
        _any_of(content["tail_headings"]),
        re.compile("|".join(f"(?:{pattern})" for pattern in errors["patterns"]), re.IGNORECASE | re.DOTALL),
        int(errors["max_words"]),
    )


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of `seeds/lexicons/boilerplate.yml`, read once."""
    return parse_lexicon(read_yaml("lexicons/boilerplate.yml"))


def strip_boilerplate(text: str) -> Stripped:
    """Return the text without boilerplate lines, menus, teasers of other articles and the tail of links, and what was removed."""
    lexicon = load_lexicon()
    lines = text.split("\n")
    matched = {line: _match_line(lexicon, line) for line in dict.fromkeys(lines)}
    reasons = [matched[line] for line in lines]
    for start, reason in _find_menus(lexicon, lines) | _find_teasers(lines):
        reasons[start] = reasons[start] or reason
    tail = _find_tail(lexicon, lines)
    for index in range(tail, len(lines)):
        reasons[index] = reasons[index] or ("tail of links" if lines[index].strip() else None)
    kept = [line for line, reason in zip(lines, reasons, strict=True) if reason is None]
    removed = tuple((reason, line) for line, reason in zip(lines, reasons, strict=True) if reason is not None)
    return Stripped("\n".join(kept), removed)


def find_error_page(text: str) -> str | None:
    """Return the words that show a short text to be an error, challenge or paywall page instead of an article; null where it is none."""
    lexicon = load_lexicon()
    if len(text.split(maxsplit=lexicon.error_page_max_words + 1)) > lexicon.error_page_max_words:
        return None
    match = lexicon.error_pages.search(text)
    return match.group() if match else None


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern for all, case ignored."""
    for pattern in patterns:
        re.compile(pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _match_line(lexicon: Lexicon, line: str) -> str | None:
    """Return the name of the group whose pattern matches the whole line, or null."""
    stripped = line.strip()
    if not stripped or len(stripped) > MAX_LINE_CHARACTERS:
        return None
    return next((name for name, pattern in lexicon.lines if pattern.fullmatch(stripped)), None)


def _find_menus(lexicon: Lexicon, lines: list[str]) -> set[tuple[int, str]]:
    """Return the lines that belong to a menu: runs of short lines most of which name a section."""
    found: set[tuple[int, str]] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, "."]):
        words = line.split()
        if not words and index < len(lines):
            continue
        if words and len(words) <= MAX_MENU_WORDS and not _SENTENCE_END.search(line.strip()):
            run.append(index)
            continue
        named = [position for position in run if _names_section(lexicon, lines[position])]
        if len(run) >= MIN_MENU_LINES and len(named) >= MIN_MENU_SHARE * len(run):
            found |= {(position, "menu") for position in run}
        run = []
    return found


def _names_section(lexicon: Lexicon, line: str) -> bool:
    """Whether all words of a short line are words of menus."""
    words = [word for word in re.split(r"[\s&/,|]+", line.lower()) if word not in ("", "and", "the", "in", "of")]
    return bool(words) and all(word in lexicon.menu_words for word in words)


def _find_teasers(lines: list[str]) -> set[tuple[int, str]]:
    """Return the lines of teasers of other articles inside the text: a short label, a headline, a date line.

    The article's own headline is dated in the same way, so nothing counts before the first line of 25 words.
    """
    filled = [index for index, line in enumerate(lines) if line.strip()]
    begun = next((place for place, index in enumerate(filled) if len(lines[index].split()) >= 25), len(filled))
    found: set[tuple[int, str]] = set()
    for label, headline, dated in zip(filled[begun:], filled[begun + 1 :], filled[begun + 2 :], strict=False):
        words = lines[headline].split()
        is_headline = 4 <= len(words) <= 25 and not lines[headline].rstrip().endswith((".", "!", ":"))
        if is_headline and len(lines[label].split()) <= MAX_MENU_WORDS and _is_date_line(lines[dated]):
            found |= {(label, "teaser"), (headline, "teaser"), (dated, "teaser")}
    return found


def _is_date_line(line: str) -> bool:
    """Whether a line is a date, perhaps with the time of day, and nothing else."""
    stripped = line.strip()
    match = DATE.match(stripped)
    return bool(match and _CLOCK_ONLY.match(stripped[match.end() :]))


def _find_tail(lexicon: Lexicon, lines: list[str]) -> int:
    """Return the index of the first line of the tail of links; the number of lines where there is none."""
    total = sum(map(len, lines))
    before = 0
    for index, line in enumerate(lines):
        if before * 2 >= total and line.strip() and len(line) <= 80 and lexicon.tail_headings.fullmatch(line.strip()):
            rest = lines[index + 1 :]
            if all(len(following.split()) <= MAX_TAIL_LINE_WORDS for following in rest):
                return index
        before += len(line)
    return len(lines)
