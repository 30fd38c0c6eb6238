"""Maps stretches of a sentence's text to its tokens.

Here: the one place where character offsets become token offsets. Not here: finding anything in the text.
"""

from spacy.tokens import Doc


def align_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token offsets (end exclusive) of the smallest run of tokens that covers the characters start..end.

    Raises ValueError where the characters lie outside the sentence.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"characters {start}..{end} lie outside the sentence {doc.text[:80]!r}")
    return span.start, span.end
