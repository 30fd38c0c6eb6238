"""Partners that stand as the heading of a list in a statistics release: "Africa:", then "Exports: 25 million", "Imports: 12 million".

Here: the heading of such a list. Not here: parties in sentences (trade_parties, trade_context).
"""

import re
from collections.abc import Sequence

from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_LINE = re.compile(r"(?:total\s+)?(?:exports?|imports?|(?:trade\s+)?(?:deficit|surplus|balance))\s*:", re.IGNORECASE)
_HEADING = re.compile(r"[A-Z][\w .&'’-]{2,40}:?\s*")
_LONGEST_LIST = 4


def headed_partner(sentence: Sentence, sentences: Sequence[Sentence]) -> Actor | None:
    """Return the state or region whose heading the line of a list stands under; null for other sentences."""
    if not _LINE.match(sentence.text):
        return None
    before = {other.index: other for other in sentences}
    for back in range(1, _LONGEST_LIST + 1):
        other = before.get(sentence.index - back)
        if other is None:
            return None
        if not _LINE.match(other.text):
            return _named(other) if _HEADING.fullmatch(other.text) else None
    return None


def _named(heading: Sentence) -> Actor | None:
    mention = next((found for found in heading.actors if found.start == 0), None)
    if mention is not None:
        return next((actor for actor in mention.actors if actor.code != "UNK"), None)
    place = next((found for found in heading.places if found.start == 0 and found.country_code is None), None)
    return Actor("UNK", place.name, "region") if place is not None else None
