"""Sentence splitting for news text, without a model.

What lives here: where sentences start and end in a plain text, by its lines, its marks and word lists. What must not: tokens, Docs, the
network's own sentence boundaries.

Lines decide first: a blank line, a bullet or the end of a line that was not merely wrapped always ends a sentence, so headlines without a
full stop stand alone. Then marks decide, minding abbreviations, initials, quotes and brackets.
"""

import re
from itertools import pairwise
from typing import Final

from flows.extract.language.abbreviations import (
    AFTER_NAME,
    BEFORE_NAME,
    BEFORE_NUMBER,
    MONTHS_AND_DAYS,
    SENTENCE_OPENERS,
    SPEECH_VERBS,
)

WIDEST_WRAPPED_LINE: Final = 110
"""Characters: a block with a longer line was not wrapped by a typist or a mailer, so every newline in it is a hard break."""
NARROWEST_WRAPPED_LINE: Final = 45

_LINE = re.compile(r"[^\n\r]+")
_BULLET = re.compile(r"(?:[-*+•‣◦▪●○■–—·]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|#{1,6})\s+\S")
_MARK = re.compile(
    r"""
    (?P<mark> [.!?…]+ (?:[.!?…\s](?=[.!?…]))* )          # "." "?!" "..." ". . ."
    (?P<closing> ["'”’»)\]]* (?:\[\d{1,3}\])* )           # closing quotes, brackets, note numbers
    (?P<gap> \s+ | (?=[A-Z][a-z]+\s) )                    # a space, or a lost one: "end.The next"
    (?P<opening> ["'“‘«(\[]* )
    (?P<next> \S )
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4})$")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FIRST_WORD = re.compile(r"\S+")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) character spans of the sentences of a text, in order, without surrounding white space; [] for a blank text."""
    spans: list[tuple[int, int]] = []
    for start, end in _find_units(text):
        spans.extend(_split_unit(text, start, end))
    return spans


def _find_units(text: str) -> list[tuple[int, int]]:
    """Return trimmed spans of text between hard line breaks."""
    lines = [
        (match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in _LINE.finditer(text)
        if not match[0].isspace()
    ]
    units: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for line in lines:
        if block and text.count("\n", block[-1][1], line[0]) != 1:
            units.extend(_join_wrapped_lines(text, block))
            block = []
        block.append(line)
    return units + _join_wrapped_lines(text, block)


def _join_wrapped_lines(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the units of a block of lines without a blank line: wrapped lines joined, hard breaks kept."""
    if len(block) < 2:
        return block
    width = max(end - start for start, end in block)
    units = [block[0]]
    for (last_start, last_end), (start, end) in pairwise(block):
        if _is_wrapped(text, (last_start, last_end), (start, end), width):
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units


def _is_wrapped(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Return whether the following line merely continues the line: its first word would not have fitted, or it opens in lower case."""
    if _BULLET.match(text, *following):
        return False
    opens = text[following[0]]
    ends_sentence = bool(_TERMINAL.search(text, max(line[0], line[1] - 4), line[1]))
    if opens.islower() and not ends_sentence:
        return True
    if width > WIDEST_WRAPPED_LINE or width < NARROWEST_WRAPPED_LINE:
        return False
    first_word = _FIRST_WORD.match(text, *following)
    room = width - (line[1] - line[0]) - 1
    return first_word is not None and len(first_word[0]) > room and not _looks_like_headline(text[line[0] : line[1]])


def _looks_like_headline(line: str) -> bool:
    """Return whether a line without a final mark has nearly all its longer words capitalised."""
    if _TERMINAL.search(line):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _split_unit(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentence spans of one unit."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _MARK.finditer(text, start, end):
        if _ends_sentence(text, begin, match):
            spans.append((begin, match.start("gap")))
            begin = match.start("opening")
    spans.append((begin, end))
    return spans


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    """Return whether the mark ends the sentence that begins at `begin`."""
    following = match["next"]
    if following.islower() or following in ",;:%)]-–—&/":
        return False
    word = _WORD_AFTER.match(text, match.start("next"))
    after = word[0] if word else following
    mark, closing = match["mark"], match["closing"]
    if mark[-1] in "!?" or len(mark) > 1:
        return not (closing and _is_speech_tag(text, match.start("next")))
    return _ends_at_stop(text, begin, match, after)


def _ends_at_stop(text: str, begin: int, match: re.Match[str], after: str) -> bool:
    """Return whether a single full stop ends the sentence, by the word before it and the word after it."""
    before_match = _WORD_BEFORE.search(text, max(begin, match.start() - 30), match.start())
    if before_match is None:
        return True
    before, opens = before_match[0], after.lower() in SENTENCE_OPENERS
    lowered = before.lower()
    if not match["gap"]:
        return lowered.isalpha() and before.islower() and len(before) > 2
    is_first = before_match.start() == begin
    if is_first and _LIST_NUMBER.match(before):
        return False
    if match["closing"] and not match["closing"].startswith((")", "]")):
        return True
    if lowered in BEFORE_NAME:
        return False
    if lowered in BEFORE_NUMBER:
        return not after[0].isdigit()
    if lowered in MONTHS_AND_DAYS or lowered in AFTER_NAME:
        return (opens or bool(match["opening"])) and lowered != "may"
    if _ACRONYM.match(before) or (len(before) == 1 and before.isalpha() and before.isupper()):
        return (opens and after != "I") or bool(match["opening"])
    return True


def _is_speech_tag(text: str, position: int) -> bool:
    """Return whether the words at a position are a name and a verb of saying, as in: "Why?" Putin asked."""
    words = text[position : position + 60].split(maxsplit=4)[:4]
    for word in words[1:]:
        if word.rstrip(",.:;").lower() in SPEECH_VERBS:
            return True
        if not word[:1].isupper():
            return False
    return False
