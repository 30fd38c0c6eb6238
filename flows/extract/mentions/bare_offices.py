"""Offices without the name of their state or holder: "the prime minister", "Foreign Minister Silva".

Here: whose such an office is in this document, and who holds it. Not here: which offices there are (offices, reference).
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.actor_pieces import Piece, head_of
from flows.extract.mentions.offices import has_office, is_governmental, sole_owner
from flows.extract.mentions.persons import PersonMemory, surname_of
from flows.extract.mentions.types import Actor, ActorMention, Home
from flows.seeds import read_yaml

_ARTICLES = frozenset({"the", "his", "her", "their", "its"})
_HIGHEST = frozenset({"president", "prime minister", "king", "queen", "emir", "sultan"})  # nobody's own
_LEGISLATORS = frozenset({"Sen", "Sen.", "Senator", "Rep", "Rep.", "Representative", "Congressman", "Congresswoman"})
_PARTIES = frozenset({"Democrat", "Republican", "R", "D", "R-", "D-"})
_BODIES = frozenset({"Board", "Bureau", "Authority", "Ministry", "Department", "Directorate"})
_OPENERS = frozenset({'"', "“", "-", "–"})


@cache
def _shared() -> frozenset[str]:
    return frozenset(read_yaml("reference/definites.yml")["shared"])


def _is_office(held: str, named: str) -> bool:
    """Return whether an office held by somebody is the one named: "the minister" a foreign minister, "the premier" a prime minister."""
    return held == named or held.endswith(f" {named}") or (named == "premier" and held == "prime minister")


@dataclass(slots=True)
class BareOffices:
    """What a document tells of its offices: the persons and actors named so far, and where it is written from."""

    persons: PersonMemory
    memory: ActorMemory
    home: Home | None
    earlier: Actor | None = None  # the last person of the sentences before the one that is read

    def owner_of(self, doc: Doc, role: Piece, pieces: list[Piece]) -> str | None:
        """Return whose office it is where the text does not say: its own government's, the only one's that has it, the state's it is about."""
        office = role.role or ""
        is_owned = role.start > 0 and doc[role.start - 1].lower_ in {"his", "her"} and is_governmental(office)
        named_here = self.persons.last if self.persons.last is not self.earlier else None
        superior = (named_here or self.memory.human or self.earlier) if is_owned else None
        if superior is not None and superior.code != "UNK" and office not in _HIGHEST:
            return superior.code
        home = self.home if self.home is not None and has_office(self.home.code, office) else None
        if home is not None and home.is_own_text and (is_governmental(office) or sole_owner(office) is not None):
            return home.code
        owner = sole_owner(office)
        if owner is not None or not is_governmental(office):
            return owner
        before = next((p.name for p in pieces if p.name is not None and p.name.kind == "state" and p.end <= role.start), None)
        if before is not None:
            return before.code
        if home is not None:
            return home.code
        states = (actor.code for actor in reversed(self.memory.recent) if actor.kind == "state" and actor.code != "UNK")
        return next((code for code in states if has_office(code, office)), None)

    def is_american_legislator(self, doc: Doc, start: int, end: int) -> bool:
        """Return whether the name at start..end is one of the Congress of the United States: by its party, or by its title in a report from there."""
        before = doc[start - 1].text if start else ""
        titles = {before, doc[start].text}
        if not titles & _LEGISLATORS:
            return False
        is_home = self.home is not None and self.home.code == "USA"
        return is_home or any(token.text in _PARTIES for token in doc[end : end + 6])

    def home_of_body(self, doc: Doc, start: int, end: int) -> str | None:
        """Return whose a public body without a state's name is: "the Tea Board" in a report from Nairobi; null for other names.

        A ministry is that of the state the text is most about where it does not tell where it is from.
        """
        before = {token.lower_ for token in doc[max(0, start - 1) : start + 1]}
        is_ministry = any(token.text == "Ministry" for token in doc[start:end])
        if not (doc[end - 1].text in _BODIES or is_ministry) or not ("the" in before or start == 0):
            return None
        if self.home is not None:
            return self.home.code
        named = sorted((seen for seen in self.memory.states.values() if seen.actor.kind == "state"), key=lambda seen: -seen.times)
        is_told = bool(named) and named[0].times > 1 and (len(named) == 1 or named[0].times > named[1].times)
        return named[0].actor.code if is_ministry and is_told else None

    def owner_of_shared(self, name: str, usual: str) -> str:
        """Return whose a body is that several governments have under one name: "the Foreign Office" in a report from Islamabad."""
        is_elsewhere = self.home is not None and name in _shared() and usual not in self.memory.states
        return self.home.code if is_elsewhere and self.home is not None else usual

    def find(self, doc: Doc, role: Piece, pieces: list[Piece]) -> ActorMention | None:
        """Return the mention that an office without a state's name makes, null where it is nobody's or nobody known."""
        if not self._can_stand_alone(doc, role):
            return None
        is_own = self.home is not None and self.home.is_own_text and has_office(self.home.code, role.role or "")
        is_own = is_own and doc[role.start].text[:1].isupper()
        candidates = [
            actor
            for actor in self.persons.by_surname.values()
            if actor.role and _is_office(actor.role, role.role or "") and (not is_own or self.home is None or actor.code == self.home.code)
        ]
        later = doc[role.end :].text
        candidates = [a for a in candidates if a.person is None or surname_of(a.person) not in later] or candidates
        candidates = [actor for actor in candidates if actor.role == role.role] or candidates
        if len(candidates) > 1 and self.persons.last not in candidates and not is_own:
            candidates = [actor for actor in candidates if self.memory.human is not None and actor.person == self.memory.human.person]
        if len(candidates) != 1 and not (candidates and self.persons.last in candidates):
            return self._of_owner(doc, role, pieces)
        known = candidates[0] if len(candidates) == 1 else self.persons.last
        if known is None:
            return None
        written = doc[role.start : role.end].text
        actor = Actor(known.code, written, known.kind, known.person, known.role)
        return ActorMention(role.start, role.end, role.end - 1, (actor,), "role", written)

    def _of_owner(self, doc: Doc, role: Piece, pieces: list[Piece]) -> ActorMention | None:
        """Return an office of which no holder was named: "the prime minister" of the state that the text is about."""
        code = self.owner_of(doc, role, pieces) if not doc[role.end - 1].lower_.endswith("s") else None
        if code is None:
            return None
        holder = self.persons.holder(code, role.role or "")
        written = doc[role.start : role.end].text
        actor = Actor(code, written, "state", holder.person if holder is not None else None, role.role)
        return ActorMention(role.start, role.end, head_of(doc, role.start, role.end, role.start), (actor,), "role", written)

    def _can_stand_alone(self, doc: Doc, role: Piece) -> bool:
        """Return whether the office means one person: after an article, or as a heading's first words in a government's text."""
        if role.start and doc[role.start - 1].lower_ in _ARTICLES:
            return True
        is_own = self.home is not None and self.home.is_own_text
        return is_own and doc[role.start].text[:1].isupper() and (role.start == 0 or doc[role.start - 1].text in _OPENERS)
