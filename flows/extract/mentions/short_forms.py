"""Short forms that a text introduces for itself: "the Andean Police Force (APF) ... the APF".

Here: keeping and finding them. Not here: short forms that all the world knows (reference).
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.types import Actor, ActorMention

_SHORT = re.compile(r"[A-Z][A-Za-z&-]{1,9}")
_LEAST_CAPITALS = 2


class ShortForms:
    """The short forms a document has introduced, with the actor that each stands for."""

    def __init__(self) -> None:
        """Start a document."""
        self._actors: dict[str, Actor] = {}

    def keep(self, doc: Doc, mentions: list[ActorMention]) -> None:
        """Take in the short forms in brackets right after the actors of a sentence."""
        for mention in mentions:
            i = mention.end + (1 if mention.end < len(doc) and doc[mention.end].text in {'"', "”"} else 0)
            if i + 2 >= len(doc) or doc[i].text != "(" or mention.how == "pronoun" or len(mention.actors) != 1:
                continue
            close = i + 4 if doc[i + 1].text in {'"', "“"} and i + 4 < len(doc) else i + 2
            word = doc[close - 1 if close == i + 2 else i + 2].text
            actor = mention.actors[0]
            if _is_short_form(word) and actor.person is None and actor.code != "UNK":
                self._actors.setdefault(word, actor)

    def find(self, doc: Doc, taken: list[bool]) -> Iterator[ActorMention]:
        """Yield the short forms of a sentence and mark their tokens as taken."""
        for token in doc:
            actor = self._actors.get(token.text)
            if actor is not None and not taken[token.i]:
                take_tokens(taken, token.i, token.i + 1)
                yield ActorMention(token.i, token.i + 1, token.i, (Actor(actor.code, actor.name, actor.kind),), "organisation", token.text)


def _is_short_form(word: str) -> bool:
    return _SHORT.fullmatch(word) is not None and sum(letter.isupper() for letter in word) >= _LEAST_CAPITALS
