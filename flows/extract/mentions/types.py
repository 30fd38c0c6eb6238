"""The mentions that rules work with: values found in one sentence, each with its place in it.

Token offsets count tokens of the sentence's own spaCy `Doc` (one Doc a sentence), end exclusive, as spaCy does.
Nothing here finds anything: each kind of mention has its own module beside this one.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor: its code (ISO 3166 alpha-3, an organisation code of the guidelines, or UNK) and its name as written."""

    code: str
    name: str
    kind: str  # state, organisation, group, entity (firm, agency), person, vessel, region
    person: str | None = None  # "Vladimir Putin", where a person speaks or acts for the actor
    role: str | None = None  # "president", "foreign minister", as written


@dataclass(frozen=True, slots=True)
class Home:
    """The state a text is written from."""

    code: str
    is_own_text: bool  # its government wrote it: "the Prime Minister" is its own; otherwise the report is dated from there


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch of tokens that stands for one actor, or for several ("the two countries")."""

    start: int
    end: int
    head: int  # the token that carries the syntactic relation of the mention
    actors: tuple[Actor, ...]
    how: str  # name, demonym, capital, seat, person, role, organisation, definite, pronoun, model
    text: str


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """A weapon, its parts or the know-how for it."""

    start: int
    end: int
    head: int
    text: str
    designation: str | None  # "Shahed-136"; null for a head noun alone ("drones")
    category: str  # the guidelines' categories
    sipri_category: str | None
    unroca_category: str | None
    aspect: str = "item"  # item, component, technology, licence, production, generic ("weapons", "military aid"), use ("drone strike")
    origin_code: str | None = None  # country of design where it is known


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A count of things: exact (minimum == maximum), open on one side, or a range; `unit` as in "two batteries of"."""

    start: int
    end: int
    minimum: float | None
    maximum: float | None
    text: str
    unit: str | None = None  # "batteries", "barrels_per_day", "tonnes"; null for a bare count


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """A sum of money in full units of its currency (ISO 4217, historic codes included)."""

    start: int
    end: int
    amount: float  # the midpoint of a range
    minimum: float | None
    maximum: float | None
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class PercentMention:
    """A percentage or a worded multiple ("doubled", "a third") in percent; the sign of a fall is the reader's business."""

    start: int
    end: int
    value: float  # midpoint of a range, never signed unless the text writes a sign
    text: str
    how: str = "percent"  # percent, fraction ("a third"), multiple ("threefold": 200 for +200 %), points


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a period, resolved; `first` and `last` are inclusive."""

    start: int
    end: int
    first: date
    last: date
    precision: str  # day, week, month, quarter, year, range
    text: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place with its country (ISO 3166 alpha-3), null where it is not known."""

    start: int
    end: int
    name: str
    country_code: str | None


@dataclass(frozen=True, slots=True)
class CommodityMention:
    """A traded good or service as written."""

    start: int
    end: int
    head: int
    text: str
