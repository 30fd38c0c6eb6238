"""A parsed sentence with all its mentions, and the questions rules ask of it.

Here: who or what stands at a token. Not here: finding mentions (mentions/), syntax (language/frames), or what events mean (events/).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from flows.extract.mentions.types import (
    ActorMention,
    CommodityMention,
    DateMention,
    MoneyMention,
    PercentMention,
    PlaceMention,
    QuantityMention,
    WeaponMention,
)

# Below these a clause begins: what stands there belongs to another predicate.
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "csubj"})


@dataclass(slots=True)
class Sentence:
    """One sentence: its place in the document, its parse and its mentions; offsets count characters of the clean text."""

    index: int
    start: int
    end: int
    doc: Doc
    published: date | None
    kinds: frozenset[str] = frozenset()
    is_headline: bool = False
    paragraph: int = 0
    section: DateMention | None = None  # the date in the heading above, in diaries and timelines
    dateline: str = ""  # what stands before the sentence of where and when it was filed
    actors: list[ActorMention] = field(default_factory=list)
    weapons: list[WeaponMention] = field(default_factory=list)
    quantities: list[QuantityMention] = field(default_factory=list)
    money: list[MoneyMention] = field(default_factory=list)
    percentages: list[PercentMention] = field(default_factory=list)
    trade_quantities: list[QuantityMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    commodities: list[CommodityMention] = field(default_factory=list)
    _actor_at: dict[int, ActorMention] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the clean text."""
        return self.doc.text

    def index_actors(self) -> None:
        """Make `actor_at` answer for the actors found so far."""
        self._actor_at = {i: mention for mention in self.actors for i in range(mention.start, mention.end)}

    def actor_at(self, token: int) -> ActorMention | None:
        """Return the actor mention that covers the token or carries its syntactic relation, null if there is none."""
        found = self._actor_at.get(token)
        if found is not None:
            return found
        return next((mention for mention in self.actors if mention.head == token), None)

    def weapons_under(self, token: int) -> list[WeaponMention]:
        """Return the weapons named by the noun phrase headed by `token`, clauses inside it left out."""
        return [weapon for weapon in self.weapons if weapon.head in self._phrase(token) or weapon.start <= token < weapon.end]

    def actors_under(self, token: int) -> list[ActorMention]:
        """Return the actors named in the noun phrase headed by `token`, clauses inside it left out."""
        phrase = self._phrase(token)
        return [mention for mention in self.actors if mention.head in phrase or mention.start in phrase]

    def clause_tokens(self, predicate: int) -> set[int]:
        """Return the tokens of the predicate's clause, subordinate clauses left out."""
        return self._phrase(predicate)

    def _phrase(self, token: int) -> set[int]:
        return {member.i for member in _walk(self.doc[token])}


def _walk(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ not in _CLAUSES:
            yield from _walk(child)


def sentence_at(sentences: Sequence[Sentence], index: int) -> Sentence | None:
    """Return the sentence with that place in the document, null where it was not parsed."""
    return next((sentence for sentence in sentences if sentence.index == index), None)
