"""Maps stretches of a sentence's text to its tokens.

Here: the one place where character offsets become token offsets. Not here: finding anything in the text.
"""

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Token


def _start_of(token: Token) -> int:
    return token.idx


def align_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token offsets (end exclusive) of the smallest run of tokens that covers the characters start..end.

    Searches by halves, as `Doc.char_span` walks every token of the sentence. Raises ValueError where the characters lie outside the sentence.
    """
    if not 0 <= start < end <= len(doc.text):
        raise ValueError(f"characters {start}..{end} lie outside the sentence {doc.text[:80]!r}")
    first = max(0, bisect_right(doc, start, key=_start_of) - 1)
    last = max(first + 1, bisect_left(doc, end, key=_start_of))
    return first, last
