"""The actors of a sentence: states, organisations, groups, firms and persons with the state they serve.

Here: putting known names, roles, persons and noun phrases together, sentence by sentence. Not here: the tables (reference), the memory of
persons (persons) and what pronouns and definites stand for (coreference).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc
from spacy.vocab import Vocab

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.actor_pieces import (
    CLITICS,
    Piece,
    as_of,
    find_bearer,
    head_of,
    is_beside_state,
    is_currency,
    is_language,
    join_appositions,
    join_hyphenated,
    kind_of,
    known_pieces,
    role_before,
    role_pieces,
    state_after,
    state_around,
    state_before,
    take_tokens,
)
from flows.extract.mentions.bare_offices import BareOffices
from flows.extract.mentions.bodies import find_bodies
from flows.extract.mentions.coreference import find_definites
from flows.extract.mentions.descriptions import body_seated_in, is_bygone, is_membership
from flows.extract.mentions.groupings import find_groupings
from flows.extract.mentions.humans import find_counterparties, find_humans
from flows.extract.mentions.kin import find_kin
from flows.extract.mentions.person_spans import add_entity_spans, add_titled_spans, begins_name, is_elsewhere
from flows.extract.mentions.persons import PersonMemory, name_after, person_actor, surname_of
from flows.extract.mentions.places import place_after
from flows.extract.mentions.pronouns import find_pronouns
from flows.extract.mentions.reference import known_names, match_names, namesake
from flows.extract.mentions.short_forms import ShortForms
from flows.extract.mentions.types import Actor, ActorMention, Home

_ORGANISATION_LABELS = frozenset({"ORG"})
_BODIES = frozenset({"state", "organisation", "group"})


COURTESY_TITLES = frozenset({"Mr", "Mr.", "Mrs.", "Ms.", "Ms", "Gen.", "Dr."})
NAME_LINKS = frozenset({"bin", "ben", "al", "el", "ibn"})
_LONGEST_INITIALS = 3
_MONTH_NAMES = frozenset({"May", "April", "June"})  # a surname as well only where the full name stands before


class DocumentActors:
    """Finds actors sentence by sentence; call `find` in the order of the text."""

    def __init__(
        self,
        published: date | None = None,
        speaker: Actor | None = None,
        home: Home | None = None,
        speakers: Sequence[Actor] = (),
    ) -> None:
        """Start a document; `speaker` is whom "we" and "our" stand for, null where nobody speaks for a state; `home` where it is from.

        `speakers` are the two who take turns in remarks to the press, so that "you" stands for the other one.
        """
        self._persons = PersonMemory(published)
        self._memory = ActorMemory(speaker, speakers=tuple(speakers), year=self._persons.year)
        self._short_forms = ShortForms()
        self._offices = BareOffices(self._persons, self._memory, home)

    def prime(self, title: str) -> None:
        """Take in whom a document's title names, so that surnames in its text mean them; the title itself yields no mentions."""
        self.find(Doc(Vocab(), words=re.findall(r"\w[\w.’'-]*|[^\w\s]", title.replace("_", " "))))

    def find(self, doc: Doc) -> list[ActorMention]:
        """Return the actor mentions of the next sentence in text order, without overlaps."""
        taken = [False] * len(doc)
        last_person = self._offices.earlier = self._persons.last
        pieces = known_pieces(doc)
        barred = [piece for piece in pieces if (piece.name is not None and piece.name.kind == "blocked") or is_currency(doc, piece)]
        for piece in barred:
            take_tokens(taken, piece.start, piece.end)
        pieces = [piece for piece in pieces if piece not in barred and not is_language(doc, piece)]
        named = {piece.name.code for piece in pieces if piece.name is not None} | {actor.code for actor in self._memory.recent}
        mentions = list(find_groupings(doc, taken, frozenset(named)))
        mentions.extend(self._short_forms.find(doc, taken))
        roles = role_pieces(doc)
        self._add_persons(doc, pieces, roles, taken, mentions)
        self._add_roles(doc, pieces, roles, taken, mentions)
        self._add_names(doc, pieces, taken, mentions)
        self._add_entities(doc, taken, mentions)
        mentions.sort(key=lambda mention: mention.start)
        mentions = join_appositions(doc, mentions)
        self._short_forms.keep(doc, mentions)
        self._memory.take_turn(doc, mentions)
        mentions.extend(find_definites(doc, taken, mentions, self._memory))
        mentions.extend(list(find_bodies(doc, taken, mentions, self._memory)))
        mentions.extend(list(find_humans(doc, taken, mentions, self._memory)))
        mentions.extend(find_pronouns(doc, taken, mentions, self._memory, last_person))
        mentions.sort(key=lambda mention: mention.start)
        mentions.extend(list(find_kin(doc, taken, mentions, self._memory)))
        mentions.extend(list(find_counterparties(doc, taken, mentions, self._memory)))
        mentions.sort(key=lambda mention: mention.start)
        self._memory.see(doc, mentions)
        return [as_of(mention, self._persons.published) for mention in mentions]

    def settle(self, mentions: list[ActorMention]) -> list[ActorMention]:
        """Return mentions found before with the states of those persons whose office the text told only later."""
        return [replace(mention, actors=tuple(self._settled(actor) for actor in mention.actors)) for mention in mentions]

    def _settled(self, actor: Actor) -> Actor:
        if actor.person is None or actor.code != "UNK":
            return actor
        known = self._persons.by_surname.get(surname_of(actor.person))
        is_same = known is not None and known.code != "UNK" and known.person is not None and actor.person.split()[0] in known.person.split()
        return replace(actor, code=known.code, kind=known.kind) if is_same and known is not None else actor

    def _add_persons(self, doc: Doc, pieces: list[Piece], roles: list[Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        names = {piece.start: piece for piece in pieces if piece.name is not None and piece.name.kind == "person"}
        blocks = {i for piece in pieces if piece.name is not None and piece.name.kind != "person" for i in range(piece.start, piece.end)}
        spans = {start: piece.end for start, piece in names.items()}
        add_entity_spans(doc, pieces, blocks, spans, roles)
        add_titled_spans(doc, pieces, roles, blocks, spans)
        self._add_surname_spans(doc, roles, blocks, taken, spans)
        for start in sorted(spans):
            end = spans[start]
            if not doc.has_annotation("DEP") and start not in names and self._persons.recall(doc[start].text) is not None:
                end = start + 1  # "President Silva Rejects Isolation": in a title all words are capital
            if end < len(doc) and doc[end].lower_ in NAME_LINKS:
                end = name_after(doc, start, len(doc)) or end
            while end > start and doc[end - 1].text in CLITICS:
                end -= 1
            if end > start and not any(taken[start:end]):
                own_roles = [
                    role for role in roles if role.end not in spans or role.end <= start
                ]  # the office of a name after it is its own
                known = next((piece for first, piece in names.items() if start <= first and piece.end <= end), None)
                mentions.append(self._person_mention(doc, start, end, known, own_roles, pieces, taken))

    def _add_surname_spans(self, doc: Doc, roles: list[Piece], blocks: set[int], taken: list[bool], spans: dict[int, int]) -> None:
        """Add surnames of persons named before, and of leaders around the year of publication, that stand alone."""
        role_ends = {piece.end for piece in roles}
        inside = {i for start, end in spans.items() for i in range(start, end)}
        for token in doc:
            if token.i in inside or token.i in blocks or taken[token.i] or not token.text[:1].isupper():
                continue
            if token.text in _MONTH_NAMES and not self._persons.has_named(token.text):
                continue
            known = self._persons.recall(token.text)
            if known is None or (not self._persons.has_named(token.text) and token.pos_ not in {"PROPN", ""}) or begins_name(token):
                continue
            before = doc[token.i - 1] if token.i else None
            is_part_of_name = (
                before is not None and before.text[:1].isupper() and before.pos_ == "PROPN" and before.text not in COURTESY_TITLES
            )
            if not is_part_of_name or token.i - 1 in blocks or token.i in role_ends:
                spans[token.i] = token.i + 1

    def _person_mention(
        self, doc: Doc, start: int, end: int, known: Piece | None, roles: list[Piece], pieces: list[Piece], taken: list[bool]
    ) -> ActorMention:
        name = doc[start:end].text.removesuffix("'s").removesuffix("’s")
        role, state = role_before(doc, start, roles, pieces)
        first = start if role is None else role.start
        last = end
        if role is None:
            after = next((piece for piece in roles if end < piece.start <= end + 5 and doc[end].text == ","), None)
            if after is not None:
                between = state_before(doc, after.start, pieces)
                if between is not None or after.start <= end + 2:
                    role, state = after, between or state_after(doc, after.end, pieces)
        if state is None:
            state = state_before(doc, start, pieces) if role is None and start and is_beside_state(doc, start, pieces) else state
        if state is None and doc[end : end + 1].text == "of":
            state = state_after(doc, end, pieces)
        canonical = known.name.name if known is not None and known.name is not None else name
        if known is not None and known.name is not None:
            near = {piece.name.code for piece in pieces if piece.name is not None and piece.name.kind == "state"}
            canonical = namesake(name, canonical, self._persons.year, near, set(self._memory.states))
        if state is not None and role is None and is_elsewhere(start, state, canonical, self._persons):
            state = None
        if canonical.isupper() and len(canonical) > _LONGEST_INITIALS:
            canonical = canonical.title()
        actor = person_actor(
            canonical, state.name.code if state is not None and state.name else None, role.role if role else None, self._persons
        )
        if actor.code == "UNK" and role is not None and state is None:
            actor = replace(actor, code=self._offices.owner_of(doc, role, pieces) or "UNK")
        if actor.code == "UNK" and self._offices.is_american_legislator(doc, start, end):
            actor = replace(actor, code="USA", kind="state")
        if state is not None and state.end <= start:
            first = min(first, state.start)
        while first and doc[first - 1].text in COURTESY_TITLES and not taken[first - 1] and first == start:
            first = start = first - 1
        written = doc[first:last].text
        actor = Actor(actor.code, written.removesuffix("'s").removesuffix("’s"), actor.kind, actor.person, actor.role)
        self._persons.remember(Actor(actor.code, name, actor.kind, actor.person, actor.role))
        take_tokens(taken, first, last)
        return ActorMention(first, last, head_of(doc, start, end, first), (actor,), "person", written)

    def _add_roles(self, doc: Doc, pieces: list[Piece], roles: list[Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        """Add offices without a name: "the Iranian foreign minister", "Turkey's president", "his Egyptian counterpart"."""
        for role in roles:
            if any(taken[role.start : role.end]):
                continue
            state = state_before(doc, role.start, pieces)
            after = state_after(doc, role.end, pieces) if state is None else None
            found = state or after
            if found is None or found.name is None or any(taken[found.start : found.end]):
                bare = self._offices.find(doc, role, pieces) if found is None else None
                if bare is not None:
                    take_tokens(taken, bare.start, bare.end)
                    mentions.append(bare)
                continue
            first, last = min(role.start, found.start), max(role.end, found.end)
            holder = self._persons.holder(found.name.code, role.role or "")
            is_plural = doc[role.end - 1].lower_.endswith("s") and not (role.role or "").endswith("s")
            person = holder.person if holder is not None and not is_plural else None
            actor = Actor(found.name.code, doc[first:last].text, found.name.kind, person, role.role)
            take_tokens(taken, first, last)
            mentions.append(ActorMention(first, last, head_of(doc, role.start, role.end, first), (actor,), "role", doc[first:last].text))

    def _add_names(self, doc: Doc, pieces: list[Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        for piece in pieces:
            name = piece.name
            if name is None or name.kind == "person":
                continue
            is_member = name.kind == "organisation" and is_membership(doc, piece.start, piece.end)
            if is_member or is_bygone(doc, piece.start, piece.end):
                take_tokens(taken, piece.start, piece.end)
                continue
            if any(taken[piece.start : piece.end]):
                join_hyphenated(doc, piece, name, mentions)
                continue
            end = piece.end
            head = doc[end - 1]
            bearer = find_bearer(doc, piece)
            if bearer is not None and any(
                piece.end <= other.start < bearer.i for other in pieces if other.name is not None and other.name.kind in _BODIES
            ):
                bearer = None  # "German, French and Polish leaders": the noun belongs to the last of them
            if bearer is not None and not any(taken[piece.start : bearer.i + 1]):
                end, head = bearer.i + 1, bearer
            text = doc[piece.start : end].text
            kind = kind_of(name, bearer)
            take_tokens(taken, piece.start, end)
            known = {p.name.code for p in pieces if p.name is not None and p is not piece and p.name.how != "capital"} | set(
                self._memory.states
            )
            body = body_seated_in(doc, piece.start, piece.end, known) if name.how == "capital" and doc.has_annotation("DEP") else None
            if body is not None:
                kind = "organisation"
            owner = self._offices.owner_of_shared(doc[piece.start : piece.end].text, name.code) if name.kind == "ministry" else name.code
            actor = Actor(body or owner, text if bearer is not None else doc[piece.start : piece.end].text, kind)
            mentions.append(ActorMention(piece.start, end, head.i, (actor,), name.how, text))

    def _add_entities(self, doc: Doc, taken: list[bool], mentions: list[ActorMention]) -> None:
        """Add firms and bodies that no table knows, with the state their noun phrase names."""
        for entity in doc.ents:
            if entity.label_ not in _ORGANISATION_LABELS or any(taken[entity.start : entity.end]):
                continue
            code = state_around(entity, mentions)
            code = code or place_after(doc, entity.end)
            home = self._offices.home_of_body(doc, entity.start, entity.end) if code is None else None
            take_tokens(taken, entity.start, entity.end)
            actor = Actor(code or home or "UNK", entity.text, "state" if home is not None else "entity")
            mentions.append(
                ActorMention(
                    entity.start, entity.end, entity.root.i if doc.has_annotation("DEP") else entity.end - 1, (actor,), "model", entity.text
                )
            )


def resolve_name(text: str) -> Actor | None:
    """Return the actor that a bare name stands for, null where nothing in it is known."""
    exact = known_names().get(text)
    if exact is not None and exact.kind != "blocked":
        return Actor(exact.code, text, exact.kind, exact.name if exact.kind == "person" else None)
    for _, _, name in match_names(text):
        if name.kind != "blocked":
            return Actor(name.code, text, name.kind, name.name if name.kind == "person" else None)
    return None


__all__ = ["DocumentActors", "resolve_name", "surname_of"]
