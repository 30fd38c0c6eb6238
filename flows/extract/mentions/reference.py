"""The names of actors: `seeds/reference/*.csv` as one matcher over text.

Here: which stretch of text is which known name. Not here: who is meant by a person's surname, a pronoun or "the country" (persons,
coreference), nor syntax.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from flows.extract.mentions.offices import ministry_pattern
from flows.seeds import read_table

_SHORTEST_UPPER_CASED = 4
# States whose persons are named now surname first, now last.
_SURNAME_FIRST = frozenset({"JPN", "HUN", "KOR"})


@dataclass(frozen=True, slots=True)
class Name:
    """What one known name stands for."""

    name: str  # the canonical name
    code: str
    kind: str  # state, organisation, ministry, group, entity, media, thinktank, person, blocked
    how: str  # name, demonym, people, capital, seat, organisation, person, blocked


@dataclass(frozen=True, slots=True)
class Office:
    """One row of the leaders' table."""

    name: str
    surname: str
    code: str
    role: str
    from_year: int
    to_year: int | None


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


@cache
def known_names() -> dict[str, Name]:
    """Return every known name by its spelling; where two tables hold one spelling, states win over organisations over persons."""
    names: dict[str, Name] = {}
    for row in read_table("reference/not_actors.csv"):
        names.setdefault(row["phrase"], Name(row["phrase"], "UNK", "blocked", "blocked"))
    for row in read_table("reference/states.csv"):
        for how, spellings in (
            ("name", [row["name"], *_split(row["aliases"])]),
            ("demonym", _split(row["demonyms"])),
            ("people", _split(row["people"])),
            ("capital", _split(row["capital"])),
            ("seat", _split(row["seats"])),
        ):
            for spelling in spellings:
                names.setdefault(spelling, Name(row["name"], row["code"], "state", how))
    for row in read_table("reference/organisations.csv"):
        for spelling in (row["name"], *_split(row["aliases"])):
            names.setdefault(spelling, Name(row["name"], row["code"] or "UNK", row["kind"], "organisation"))
    for office in leaders():
        names.setdefault(office.name, Name(office.name, office.code, "person", "person"))
        if office.code in _SURNAME_FIRST and office.name.count(" ") == 1:
            names.setdefault(" ".join(reversed(office.name.split())), Name(office.name, office.code, "person", "person"))
    for row in read_table("reference/leaders.csv"):
        for spelling in _split(row["aliases"]):
            if " " in spelling:
                names.setdefault(spelling, Name(row["name"], row["code"], "person", "person"))
    _add_spellings(names)
    return names


def _add_spellings(names: dict[str, Name]) -> None:
    """Add how news agencies and ministries spell the names of persons: without accents, the family name in capitals."""
    for spelling, name in list(names.items()):
        if name.kind != "person" or " " not in spelling:
            continue
        if not spelling.isascii():
            names.setdefault(without_accents(spelling), name)
        first, *rest = spelling.split(" ")
        names.setdefault(" ".join((first.upper(), *rest)), name)  # "SILVA Ana", as ministries write family names
        names.setdefault(" ".join((first, *rest[:-1], rest[-1].upper())), name)


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "þ": "th", "Þ": "Th", "ð": "d", "æ": "ae", "Æ": "Ae"}
)


def without_accents(text: str) -> str:
    """Return the text in plain letters, as news agencies spell names: "Araújo" as "Araujo"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _namesakes() -> dict[str, tuple[Office, ...]]:
    """Return the offices of the persons who share a spelling, by that spelling: "King Abdullah" of two kingdoms."""
    found: dict[str, list[Office]] = {}
    for row, office in zip(read_table("reference/leaders.csv"), leaders(), strict=True):
        for spelling in (row["name"], *_split(row["aliases"])):
            found.setdefault(spelling, []).append(office)
    return {spelling: tuple(offices) for spelling, offices in found.items() if len({office.name for office in offices}) > 1}


def namesake(spelling: str, usual: str, year: int | None, near: set[str], known: set[str]) -> str:
    """Return the canonical name of whom a shared spelling means: of those in office in `year` the one whose state the text names.

    `near` are the codes of the states of the sentence, `known` of the text before; `usual` is returned where they do not tell.
    """
    offices = _namesakes().get(spelling, ())
    in_office = [
        office
        for office in offices
        if year is None or (office.from_year - 1 <= year and (office.to_year is None or year <= office.to_year + 1))
    ]
    for codes in (near, known, {office.code for office in in_office}):
        names = {office.name for office in in_office if office.code in codes}
        if len(names) == 1:
            return next(iter(names))
    return usual


@cache
def _usual_names() -> dict[str, str]:
    return {name.code: name.name for name in known_names().values() if name.kind == "state"}


def usual_name(code: str) -> str:
    """Return the canonical name of a state by its code, the code itself where no table knows it."""
    return _usual_names().get(code, code)


@cache
def leaders() -> tuple[Office, ...]:
    """Return the leaders' table, one entry a person and office."""
    return tuple(
        Office(
            row["name"],
            row["surname"],
            row["code"],
            row["role"],
            int(row["from_year"] or 0),
            int(row["to_year"]) if row["to_year"] else None,
        )
        for row in read_table("reference/leaders.csv")
    )


@cache
def _offices_by_name() -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for office in leaders():
        found.setdefault(office.name, []).append(office)
    return {name: tuple(offices) for name, offices in found.items()}


def offices_of(name: str) -> tuple[Office, ...]:
    """Return the offices of a person by canonical name, empty for one the table does not know."""
    return _offices_by_name().get(name, ())


@cache
def _surnames() -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for row, office in zip(read_table("reference/leaders.csv"), leaders(), strict=True):
        for spelling in {office.surname, *(alias for alias in _split(row["aliases"]) if " " not in alias)}:
            if spelling:
                found.setdefault(spelling, []).append(office)
    return {surname: tuple(offices) for surname, offices in found.items()}


_YEARS_AFTER_OFFICE = 6
_TOP_ROLES = frozenset({"president", "prime minister", "king", "supreme leader", "chancellor", "general secretary", "emir"})
_HEADS_OF_STATE = frozenset({"president", "supreme leader"})


def leader_by_surname(surname: str, year: int | None, role: str | None = None) -> Office | None:
    """Return the one leader whose surname this is around `year`, null where there is none; of several the one head of state or government.

    Where the text names an office before the surname, `role`, those who held it are preferred.
    """
    offices = _surnames().get(surname, ())
    offices = tuple(office for office in offices if office.role == role) or offices
    if year is not None:
        offices = tuple(o for o in offices if o.from_year - 1 <= year and (o.to_year is None or year <= o.to_year + _YEARS_AFTER_OFFICE))
    for chosen in (
        offices,
        tuple(o for o in offices if o.role in _TOP_ROLES),
        tuple(o for o in offices if year is not None and holds_office(o, year)),
        tuple(o for o in offices if year is not None and holds_office(o, year) and o.role in _HEADS_OF_STATE),
    ):
        if chosen and len({office.name for office in chosen}) == 1:
            return next((office for office in chosen if year is not None and holds_office(office, year)), chosen[-1])
    return None


def holds_office(office: Office, year: int) -> bool:
    """Return whether the person held the office in that year."""
    return office.from_year <= year and (office.to_year is None or year <= office.to_year)


def leader_of(code: str, role: str, year: int | None) -> Office | None:
    """Return who held this office of this state in `year`, null where that is not known or not one person."""
    if year is None:
        return None
    people = {
        o.name: o
        for o in leaders()
        if o.code == code and o.role == role and o.from_year <= year and (o.to_year is None or year <= o.to_year)
    }
    return next(iter(people.values())) if len(people) == 1 else None


@cache
def _roles() -> dict[str, str]:
    return {row["role"].lower(): row["rank"] for row in read_table("reference/roles.csv")}


@cache
def role_pattern() -> re.Pattern[str]:
    """Return a pattern for the offices of `roles.csv`, longest first, plural and hyphens allowed, whatever the case."""
    roles = sorted((role for role in _roles() if role not in {"official", "lawmaker", "diplomat"}), key=len, reverse=True)
    roles.append("counterpart")
    written = (re.escape(role).replace(r"\ of\ the\ ", r"\ of(?:\ the)?\ ") for role in roles)
    spelled = "|".join(role.replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]") for role in written)
    return re.compile(rf"\b(?:{ministry_pattern()}|(?:{spelled}|(?-i:PM|FM))\b)", re.IGNORECASE)


@cache
def _automaton() -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for spelling, name in known_names().items():
        automaton.add_word(spelling, (spelling, name))
        if len(spelling) >= _SHORTEST_UPPER_CASED and not spelling.isupper():
            upper = spelling.upper()
            if upper not in known_names():
                automaton.add_word(upper, (upper, name))
    automaton.make_automaton()
    return automaton


_PLAIN = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "’": "'"})


def match_names(text: str) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, name) of the known names in a text, longest first where they overlap, in text order, blocked ones included."""
    found = []
    for last, (spelling, name) in _automaton().iter(text.translate(_PLAIN)):
        start, end = last - len(spelling) + 1, last + 1
        if start and (text[start - 1].isalnum() or text[start - 1] in "_@"):
            continue
        if end < len(text) and (text[end].isalnum() or text[end] == "_"):
            continue
        found.append((start, end, name))
    taken_until = -1
    for start, end, name in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start < taken_until:
            continue
        taken_until = end
        yield start, end, name
