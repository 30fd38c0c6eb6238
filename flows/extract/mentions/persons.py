"""Persons and the offices they speak for, remembered through a document: "Iranian President Ebrahim Raisi ... Raisi ... the president".

Here: finding names of persons beside roles and states, and the memory. Not here: pronouns (coreference).
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Doc

from flows.extract.mentions.reference import Office, leader_by_surname, leader_of, offices_of
from flows.extract.mentions.types import Actor

_NAME_PARTICLES = frozenset(
    ["al", "el", "bin", "ben", "ibn", "abu", "abd", "von", "van", "der", "den", "de", "da", "di", "du", "dos", "la", "le", "ul", "ud", "ur"]
)
_TITLES = frozenset(
    [
        "Mr",
        "Mr.",
        "Mrs",
        "Mrs.",
        "Ms",
        "Ms.",
        "Dr",
        "Dr.",
        "Sir",
        "Gen",
        "Gen.",
        "General",
        "Lt",
        "Lt.",
        "Col",
        "Col.",
        "Adm",
        "Adm.",
        "Sen",
        "Sen.",
        "Rep",
        "Rep.",
        "Prince",
        "Princess",
        "King",
        "Queen",
        "Sheikh",
        "Ayatollah",
        "Maj",
        "Maj.",
        "Brig",
        "Brig.",
        "Capt",
        "Capt.",
    ]
)
# Offices by which a head of state or government may be called.
_GENERAL_ROLES = frozenset({"leader", "premier", "minister", "president", "prime minister"})
_NOT_NAMES = frozenset(
    [
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "To",
        "And",
        "But",
        "Or",
        "If",
        "As",
        "Is",
        "Was",
        "Has",
        "Have",
        "Had",
        "Will",
        "Of",
        "With",
        "After",
        "Before",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "State",
        "Defence",
        "Defense",
        "Foreign",
        "Affairs",
        "Ministry",
        "Minister",
        "Department",
        "President",
        "Government",
    ]
)
_HIGHEST = frozenset(
    {
        "president",
        "prime minister",
        "secretary-general",
        "king",
        "emir",
        "chancellor",
        "supreme leader",
        "commission president",
        "foreign policy chief",
    }
)
_LONGEST_NAME = 5
_LAST_SOVIET_YEAR = 1991
_FAMILY_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "HKG", "SGP"})


@dataclass(slots=True)
class PersonMemory:
    """The persons a document has named so far, by surname."""

    published: date | None
    by_surname: dict[str, Actor] = field(default_factory=dict)
    by_family: dict[str, Actor] = field(default_factory=dict)  # by the first word, where the family's name comes first
    last: Actor | None = None

    @property
    def year(self) -> int | None:
        """Return the year of publication, null where it is not known."""
        return self.published.year if self.published else None

    def remember(self, actor: Actor) -> None:
        """Keep a person for later mentions by surname, by role and by pronoun."""
        if actor.person is None:
            return
        surname = surname_of(actor.person)
        known = self.by_surname.get(surname)
        if known is None or (known.code == "UNK" and actor.code != "UNK") or len(actor.person) > len(known.person or ""):
            kept = (
                actor
                if actor.code != "UNK" or known is None
                else Actor(known.code, actor.name, known.kind, actor.person, actor.role or known.role)
            )
            self.by_surname[surname] = kept
            words = kept.person.split() if kept.person is not None else []
            if kept.code in _FAMILY_FIRST and len(words) > 1:
                self.by_family[words[0]] = kept
        self.last = self.by_surname[surname]

    def has_named(self, surname: str) -> bool:
        """Return whether the document has named a person of that surname."""
        return surname in self.by_surname or surname in self.by_family

    def recall(self, surname: str, role: str | None = None) -> Actor | None:
        """Return the person of that surname: one named before, else the one leader of that name around the year of publication."""
        known = self.by_surname.get(surname) or self.by_family.get(surname)
        if known is not None:
            return known
        office = leader_by_surname(surname, self.year, role)
        if office is None:
            return None
        return Actor(office.code, office.name, "state", office.name, office.role)

    def holder(self, code: str, role: str) -> Actor | None:
        """Return who holds an office of a state: a person named before with it, else the leaders' table in the year of publication."""
        for actor in reversed(list(self.by_surname.values())):
            if (
                actor.code == code
                and actor.role
                and (actor.role == role or (role == "leader" and actor.role in {"president", "prime minister", "supreme leader", "king"}))
            ):
                return actor
        office = leader_of(code, role, self.year)
        return Actor(code, office.name, "state", office.name, role) if office is not None else None


def surname_of(person: str) -> str:
    """Return the part of a name that later mentions use: the last word, with a particle before it ("bin Salman", "al-Assad" as Assad)."""
    words = [word for word in person.replace("’s", "").replace("'s", "").split() if word not in {"Jr.", "Jr", "Sr.", "II", "III"}]
    last = words[-1] if words else person
    return re.sub(r"^(?:al|el|Al|El)-", "", last)


def without_titles(name: str) -> str:
    """Return a name without the ranks and forms of address before it: "Lt. Gen. Ana Silva" as "Ana Silva"."""
    words = name.split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(words)


def _highest(offices: tuple[Office, ...]) -> Office:
    """Return the highest office of a person, the last of equals: for texts of an unknown year."""
    return next((office for office in reversed(offices) if office.role in _HIGHEST), offices[-1])


def person_actor(name: str, code: str | None, role: str | None, memory: PersonMemory) -> Actor:
    """Return the actor for a person's name: the state it serves from the text, the leaders' table or earlier mentions, else UNK."""
    offices = offices_of(name) or offices_of(without_titles(name))
    if offices and memory.year is not None and memory.year > _LAST_SOVIET_YEAR:
        offices = tuple(replace(office, code="RUS") if office.code == "SUN" else office for office in offices)
    if not offices:
        remembered = memory.by_surname.get(surname_of(name))
        if (
            remembered is not None
            and remembered.person
            and (name in remembered.person or remembered.person.split()[0] == name.split(maxsplit=1)[0] or " " not in name)
        ):
            return Actor(
                code or remembered.code,
                name,
                "state",
                remembered.person if len(remembered.person) > len(name) else name,
                role or remembered.role,
            )
        recalled = memory.recall(name, role) if " " not in name else _spelled_otherwise(name, role, memory.year)
        if recalled is not None:
            return Actor(code or recalled.code, name, recalled.kind, recalled.person, role or recalled.role)
        return Actor(code or "UNK", name, "state" if code else "person", name, role)
    year = memory.year
    office = next(
        (o for o in offices if year is not None and o.from_year <= year and (o.to_year is None or year <= o.to_year)), _highest(offices)
    )
    return Actor(code or office.code, name, "state" if office.role != "businessman" else "person", office.name, role or office.role)


def _spelled_otherwise(name: str, role: str | None, year: int | None) -> Actor | None:
    """Return the leader whose name is written in another way, by surname, office and first letter: "President Abdel-Fattah El-Sisi"."""
    office = leader_by_surname(surname_of(name), year) if role is not None else None
    if office is None or office.name[:1] != name[:1] or role not in {office.role, *_GENERAL_ROLES}:
        return None
    return Actor(office.code, name, "state", office.name, role)


def name_after(doc: Doc, start: int, stop: int) -> int | None:
    """Return the end (exclusive) of a person's name that starts at token `start`, before `stop`; null where no name starts there."""
    position = start
    capitalised = 0
    while position < min(stop, start + _LONGEST_NAME + 2, len(doc)):
        token = doc[position]
        text = token.text
        if text in {"-", "–"} and capitalised and position + 1 < len(doc) and not token.whitespace_ and not doc[position - 1].whitespace_:
            position += 1
            continue
        if text[:1].isupper() and text not in _NOT_NAMES and text[-1:] != ":" and any(c.isalpha() for c in text):
            capitalised += 1
            position += 1
            continue
        if (
            text.lower() in _NAME_PARTICLES
            and position + 1 < len(doc)
            and (doc[position + 1].text[:1].isupper() or doc[position + 1].text == "-")
        ):
            position += 1
            continue
        break
    while position > start and doc[position - 1].text in {"-", "–"}:
        position -= 1
    if capitalised == 0 or all(doc[i].text in _TITLES for i in range(start, position)):
        return None
    return position
