"""The actors of a sentence: states, organisations, groups, firms and persons with the state they serve.

Here: putting known names, roles, persons and noun phrases together, sentence by sentence. Not here: the tables (reference), the memory of
persons (persons) and what pronouns and definites stand for (coreference).
"""

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from flows.extract.mentions.coreference import ActorMemory, find_definites, find_pronouns
from flows.extract.mentions.persons import PersonMemory, name_after, person_actor, surname_of
from flows.extract.mentions.reference import Name, known_names, match_names, role_pattern
from flows.extract.mentions.types import Actor, ActorMention

# Nouns that stand for the actor whose name or adjective modifies them.
BEARERS = frozenset(
    "government authority official officer minister ministry leader president administration army force troop military side delegation company firm "
    "manufacturer maker regime state republic diplomat envoy negotiator lawmaker parliament navy spokesman spokeswoman spokesperson country counterpart "
    "rebel militant fighter separatist unit agency embassy ambassador mission bank shipowner trader importer exporter producer refiner buyer "
    "customer client supplier contractor executive businessman oligarch national citizen individual person people entity group organisation organization "
    "corporation conglomerate shipbuilder soldier commander general monarch king premier chancellor senator legislator representative team delegate "
    "vessel ship tanker institute university factory plant council department bureau commission cabinet congress senate court establishment junta "
    "businesswoman hacker scientist engineer operator airline carrier oil_company central_bank party prosecutor police intelligence guard".split()
)
_PERSON_LABELS = frozenset({"PERSON"})
_ORGANISATION_LABELS = frozenset({"ORG"})
_CLITICS = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class _Piece:
    """A recognised stretch before pieces are put together."""

    start: int
    end: int
    name: Name | None
    role: str | None = None


class DocumentActors:
    """Finds actors sentence by sentence; call `find` in the order of the text."""

    def __init__(self, published: date | None = None, speaker: Actor | None = None) -> None:
        """Start a document; `speaker` is whom "we" and "our" stand for, null where nobody speaks for a state."""
        self._persons = PersonMemory(published)
        self._memory = ActorMemory(speaker)

    def find(self, doc: Doc) -> list[ActorMention]:
        """Return the actor mentions of the next sentence in text order, without overlaps."""
        taken = [False] * len(doc)
        last_person = self._persons.last
        pieces = _known_pieces(doc)
        for piece in pieces:
            if piece.name is not None and piece.name.kind == "blocked":
                _take(taken, piece.start, piece.end)
        pieces = [piece for piece in pieces if piece.name is None or piece.name.kind != "blocked"]
        mentions: list[ActorMention] = []
        roles = _role_pieces(doc)
        self._add_persons(doc, pieces, roles, taken, mentions)
        self._add_roles(doc, pieces, roles, taken, mentions)
        self._add_names(doc, pieces, taken, mentions)
        self._add_entities(doc, taken, mentions)
        mentions.sort(key=lambda mention: mention.start)
        mentions = _join_appositions(doc, mentions)
        mentions.extend(find_definites(doc, taken, mentions, self._memory))
        mentions.extend(find_pronouns(doc, taken, mentions, self._memory, last_person))
        mentions.sort(key=lambda mention: mention.start)
        self._memory.see(doc, mentions)
        return mentions

    def _add_persons(self, doc: Doc, pieces: list[_Piece], roles: list[_Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        names = {piece.start: piece for piece in pieces if piece.name is not None and piece.name.kind == "person"}
        blocks = {i for piece in pieces if piece.name is not None and piece.name.kind != "person" for i in range(piece.start, piece.end)}
        ends = {piece.end: piece for piece in roles}
        spans: dict[int, int] = {start: piece.end for start, piece in names.items()}
        for entity in doc.ents:
            if entity.label_ in _PERSON_LABELS and not any(start < entity.end and end > entity.start for start, end in spans.items()):
                if not all(i in blocks for i in range(entity.start, entity.end)):
                    spans[entity.start] = entity.end
        for role in roles:
            after = _state_of(doc, role.end, pieces)
            start = after.end if after is not None else role.end
            if start < len(doc) and doc[start].text == "," and start + 1 < len(doc):
                start += 1
            stop = next((i for i in range(start, len(doc)) if i in blocks), len(doc))
            end = name_after(doc, start, stop) if start not in spans else None
            if end is not None and doc[start].text[:1].isupper() and (start == role.end or (after is not None and start == after.end) or end - start >= 2):
                spans.setdefault(start, end)
        for token in doc:
            if token.i in spans or token.i in blocks or taken[token.i] or not token.text[:1].isupper():
                continue
            if any(start <= token.i < end for start, end in spans.items()):
                continue
            known = self._persons.recall(token.text)
            if known is not None and (token.text in self._persons.by_surname or token.pos_ in {"PROPN", ""}):
                before = doc[token.i - 1] if token.i else None
                if before is not None and before.text[:1].isupper() and before.pos_ == "PROPN" and before.text not in {"Mr", "Mr.", "Mrs.", "Ms.", "Ms", "Gen.", "Dr."} and before.i not in blocks and before.i + 1 not in ends:
                    continue
                spans[token.i] = token.i + 1
        for start in sorted(spans):
            end = spans[start]
            if end < len(doc) and doc[end].lower_ in {"bin", "ben", "al", "el", "ibn"}:
                end = name_after(doc, start, len(doc)) or end
            while end > start and doc[end - 1].text in _CLITICS:
                end -= 1
            if end <= start or any(taken[start:end]):
                continue
            mentions.append(self._person_mention(doc, start, end, names.get(start), roles, pieces, taken))

    def _person_mention(
        self, doc: Doc, start: int, end: int, known: _Piece | None, roles: list[_Piece], pieces: list[_Piece], taken: list[bool]
    ) -> ActorMention:
        name = doc[start:end].text.removesuffix("'s").removesuffix("’s")
        role, state = _role_before(doc, start, roles, pieces)
        first = start if role is None else role.start
        last = end
        if role is None:
            after = next((piece for piece in roles if end < piece.start <= end + 5 and doc[end].text == ","), None)
            if after is not None:
                between = _state_before(doc, after.start, pieces)
                if between is not None or after.start <= end + 2:
                    role, state = after, between or _state_of(doc, after.end, pieces)
        if state is None:
            state = _state_before(doc, start, pieces) if role is None and start and _is_adjacent_demonym(doc, start, pieces) else state
        if state is None and doc[end : end + 1].text == "of":
            state = _state_of(doc, end, pieces)
        canonical = known.name.name if known is not None and known.name is not None else name
        actor = person_actor(canonical, state.name.code if state is not None and state.name else None, role.role if role else None, self._persons)
        if state is not None and state.end <= start:
            first = min(first, state.start)
        written = doc[first:last].text
        actor = Actor(actor.code, written.removesuffix("'s").removesuffix("’s"), actor.kind, actor.person, actor.role)
        self._persons.remember(Actor(actor.code, name, actor.kind, actor.person, actor.role))
        _take(taken, first, last)
        return ActorMention(first, last, _head(doc, start, end, first), (actor,), "person", written)

    def _add_roles(self, doc: Doc, pieces: list[_Piece], roles: list[_Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        """Add offices without a name: "the Iranian foreign minister", "Turkey's president", "his Egyptian counterpart"."""
        for role in roles:
            if any(taken[role.start : role.end]):
                continue
            state = _state_before(doc, role.start, pieces)
            after = _state_of(doc, role.end, pieces) if state is None else None
            found = state or after
            if found is None or found.name is None or any(taken[found.start : found.end]):
                if found is None and role.start and doc[role.start - 1].lower_ in {"the", "his", "her", "their", "its"}:
                    self._add_bare_role(doc, role, taken, mentions)
                continue
            first, last = min(role.start, found.start), max(role.end, found.end)
            holder = self._persons.holder(found.name.code, role.role or "")
            is_plural = doc[role.end - 1].lower_.endswith("s") and not (role.role or "").endswith("s")
            person = holder.person if holder is not None and not is_plural else None
            actor = Actor(found.name.code, doc[first:last].text, found.name.kind, person, role.role)
            _take(taken, first, last)
            mentions.append(ActorMention(first, last, _head(doc, role.start, role.end, first), (actor,), "role", doc[first:last].text))

    def _add_bare_role(self, doc: Doc, role: _Piece, taken: list[bool], mentions: list[ActorMention]) -> None:
        candidates = [actor for actor in self._persons.by_surname.values() if actor.role and (actor.role == role.role or actor.role.endswith(f" {role.role}"))]
        if len(candidates) != 1 and not (candidates and self._persons.last in candidates):
            return
        known = candidates[0] if len(candidates) == 1 else self._persons.last
        if known is None:
            return
        actor = Actor(known.code, doc[role.start : role.end].text, known.kind, known.person, known.role)
        _take(taken, role.start, role.end)
        mentions.append(ActorMention(role.start, role.end, role.end - 1, (actor,), "role", doc[role.start : role.end].text))

    def _add_names(self, doc: Doc, pieces: list[_Piece], taken: list[bool], mentions: list[ActorMention]) -> None:
        for piece in pieces:
            name = piece.name
            if name is None or name.kind in {"person"} or any(taken[piece.start : piece.end]):
                continue
            end = piece.end
            head = doc[end - 1]
            bearer = _bearer(doc, piece)
            if bearer is not None and any(piece.end <= other.start < bearer.i for other in pieces if other.name is not None and other.name.kind == "state"):
                bearer = None  # "German, French and Polish leaders": the noun belongs to the last of them
            if bearer is not None and not any(taken[piece.start : bearer.i + 1]):
                end, head = bearer.i + 1, bearer
            text = doc[piece.start : end].text
            kind = _kind(name, bearer)
            _take(taken, piece.start, end)
            actor = Actor(name.code, text if bearer is not None else doc[piece.start : piece.end].text, kind)
            mentions.append(ActorMention(piece.start, end, head.i, (actor,), name.how, text))

    def _add_entities(self, doc: Doc, taken: list[bool], mentions: list[ActorMention]) -> None:
        """Add firms and bodies that no table knows, with the state their noun phrase names."""
        for entity in doc.ents:
            if entity.label_ not in _ORGANISATION_LABELS or any(taken[entity.start : entity.end]):
                continue
            code = _state_around(doc, entity, mentions)
            _take(taken, entity.start, entity.end)
            actor = Actor(code or "UNK", entity.text, "entity")
            mentions.append(ActorMention(entity.start, entity.end, entity.root.i if doc.has_annotation("DEP") else entity.end - 1, (actor,), "model", entity.text))


def resolve_name(text: str) -> Actor | None:
    """Return the actor that a bare name stands for, null where nothing in it is known."""
    exact = known_names().get(text)
    if exact is not None and exact.kind != "blocked":
        return Actor(exact.code, text, exact.kind, exact.name if exact.kind == "person" else None)
    for _, _, name in match_names(text):
        if name.kind != "blocked":
            return Actor(name.code, text, name.kind, name.name if name.kind == "person" else None)
    return None


def _known_pieces(doc: Doc) -> list[_Piece]:
    pieces = []
    for start, end, name in match_names(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            pieces.append(_Piece(span.start, span.end - (1 if span[-1].text in _CLITICS and len(span) > 1 else 0), name))
    return pieces


def _role_pieces(doc: Doc) -> list[_Piece]:
    pieces = []
    for match in role_pattern().finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None and len(span):
            pieces.append(_Piece(span.start, span.end, None, re.sub(r"[\s-]+", " ", match.group().lower())))
    return pieces


def _take(taken: list[bool], start: int, end: int) -> None:
    taken[start:end] = [True] * (end - start)


_STATE_KINDS = frozenset({"state", "organisation", "group", "ministry"})


def _join_appositions(doc: Doc, mentions: list[ActorMention]) -> list[ActorMention]:
    """Join "Russian state bank" and the name right after it into one mention with that name and the state's code."""
    joined: list[ActorMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        own = mention.actors[0]
        if before is not None and before.end == mention.start and own.kind == "entity" and own.person is None and mention.how in {"organisation", "model"}:
            first = before.actors[0]
            if before.how in {"demonym", "name"} and own.code in {first.code, "UNK"}:
                actor = Actor(first.code, mention.text, own.kind)
                joined[-1] = ActorMention(before.start, mention.end, _head(doc, before.start, mention.end, before.start), (actor,), mention.how, doc[before.start : mention.end].text)
                continue
        joined.append(mention)
    return joined


def _state_before(doc: Doc, position: int, pieces: list[_Piece]) -> _Piece | None:
    """Return the state whose adjective or possessive stands right before a role: "Iranian President", "Russia's long-time foreign minister"."""
    for piece in pieces:
        if piece.name is None or piece.name.kind not in _STATE_KINDS or not 0 <= position - piece.end <= 3:
            continue
        between = [token.lower_ for token in doc[piece.end : position]]
        if not between or all(word in _CLITICS or word in {"'s", "’s", "former", "new", "vice", "deputy", "then", "-", "first", "top", "visiting", "long", "acting"} for word in between):
            return piece
        if between[0] in _CLITICS and len(between) <= 3:
            return piece
    return None


def _state_of(doc: Doc, position: int, pieces: list[_Piece]) -> _Piece | None:
    """Return the state after a role: "President of the United States", "foreign minister of Iran"."""
    if position >= len(doc) or doc[position].lower_ not in {"of", "to", "for"}:
        return None
    start = position + 1
    while start < len(doc) and doc[start].lower_ in {"the", "state", "republic", "kingdom"} and start < position + 4:
        start += 1
    return next((p for p in pieces if p.name is not None and p.name.kind in _STATE_KINDS and position < p.start <= start), None)


def _role_before(doc: Doc, start: int, roles: list[_Piece], pieces: list[_Piece]) -> tuple[_Piece | None, _Piece | None]:
    """Return the office right before a person's name and its state: "Iran's foreign minister, X", "President of the United States X"."""
    for role in roles:
        if role.end > start:
            continue
        state = _state_of(doc, role.end, pieces)
        end = state.end if state is not None and state.end <= start else role.end
        if end == start or (end == start - 1 and doc[end].text == ","):
            before = _state_before(doc, role.start, pieces)
            if before is not None or state is not None or end == start:
                return role, before or state
    return None, None


def _is_adjacent_demonym(doc: Doc, start: int, pieces: list[_Piece]) -> bool:
    return any(piece.end == start and piece.name is not None and piece.name.kind == "state" and piece.name.how in {"demonym", "name"} for piece in pieces)


def _bearer(doc: Doc, piece: _Piece) -> Token | None:
    """Return the noun for people or a body that a state's adjective, name or possessive modifies."""
    name = piece.name
    if name is None or name.kind != "state" or name.how not in {"demonym", "name", "capital"}:
        return None
    if doc.has_annotation("DEP"):
        token = doc[piece.end - 1]
        head = token.head
        links = {"amod", "compound", "nmod:poss", "nmod:desc", "nmod"} if name.how == "demonym" else {"compound", "nmod:poss"}
        if head.i >= piece.end and head.i - piece.end <= 6 and token.dep_ in links and head.lemma_.lower() in BEARERS:
            return head
        return None
    for i in range(piece.end, min(piece.end + 4, len(doc))):
        lowered = doc[i].lower_
        if (lowered in BEARERS or lowered.removesuffix("s") in BEARERS) and name.how == "demonym":
            return doc[i]
    return None


_ENTITY_BEARERS = frozenset("company firm bank shipowner trader conglomerate corporation manufacturer maker entity organisation organization factory airline refiner".split())
_PERSON_BEARERS = frozenset("national citizen individual businessman oligarch person people hacker".split())


def _kind(name: Name, bearer: Token | None) -> str:
    if bearer is not None:
        lemma = bearer.lemma_.lower() or bearer.lower_
        if lemma in _ENTITY_BEARERS:
            return "entity"
        if lemma in {"vessel", "ship", "tanker"}:
            return "vessel"
        if lemma in _PERSON_BEARERS:
            return "person"
    return {"ministry": "state", "media": "entity", "thinktank": "entity"}.get(name.kind, name.kind)


def _state_around(doc: Doc, entity: Span, mentions: list[ActorMention]) -> str | None:
    """Return the code of a state that modifies a firm's name ("Iranian firm X", "X of China", "China-based X", "X, a Russian bank")."""
    for mention in mentions:
        near = 0 <= entity.start - mention.end <= 3 or 0 <= mention.start - entity.end <= 3
        if near and mention.how in {"demonym", "name", "capital"} and mention.actors[0].code != "UNK":
            return mention.actors[0].code
    return None


def _head(doc: Doc, start: int, end: int, first: int) -> int:
    """Return the token of doc[start:end] by which the whole mention hangs on the rest; the last one where there is no parse."""
    if not doc.has_annotation("DEP"):
        return end - 1
    for i in (*range(start, end), *range(first, start)):
        head = doc[i].head.i
        if head == i or not first <= head < end:
            return i
    return end - 1


__all__ = ["BEARERS", "DocumentActors", "resolve_name", "surname_of"]
