"""The word a noun phrase points back with: the "the" of "the small Gulf emirate".

Here: the walk from the noun to it. Not here: which words may stand between, which each kind of description says for itself.
"""

from collections.abc import Callable, Collection

from spacy.tokens import Doc, Token


def find_pointer(doc: Doc, noun: int, reach: int, pointers: Collection[str], may_stand_between: Callable[[Token], bool]) -> int | None:
    """Return the nearest of the pointing words less than `reach` tokens before the noun, null where a word that may not stands between."""
    for i in range(noun - 1, max(-1, noun - reach), -1):
        if doc[i].lower_ in pointers:
            return i
        if not may_stand_between(doc[i]):
            return None
    return None
