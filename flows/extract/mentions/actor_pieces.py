"""Pieces of actor mentions: known names, offices, and the noun phrases around them.

Here: what stands beside what in a sentence. Not here: who a person is (persons) or the order in which pieces become mentions (actors).
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Doc, Span, Token

from flows.extract.mentions.offices import name_office
from flows.extract.mentions.reference import Name, known_names, match_names, role_pattern
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml

POSSESSIVES = frozenset({"his", "her", "their", "its", "whose"})
_CURRENCY_LETTERS = 3
_OF_PAST = frozenset("speaking speaker language educated born style sounding inspired accented trained era".split())
_LAST_SOVIET_DAY = date(1991, 12, 26)
CLITICS = frozenset({"'s", "’s", "'", "’"})


@cache
def bearers() -> dict[str, str]:
    """Return the nouns that stand for the actor that modifies them, each with the kind of actor it makes: "company" an entity."""
    return {noun: kind for kind, nouns in read_yaml("reference/bearers.yml").items() for noun in nouns}


@dataclass(slots=True)
class Piece:
    """A recognised stretch before pieces are put together."""

    start: int
    end: int
    name: Name | None
    role: str | None = None


def known_pieces(doc: Doc) -> list[Piece]:
    """Return the known names of a sentence as pieces, blocked ones included, without possessive endings."""
    pieces = []
    for start, end, name in match_names(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            pieces.append(Piece(span.start, span.end - (1 if span[-1].text in CLITICS and len(span) > 1 else 0), name))
    return pieces


def is_language(doc: Doc, piece: Piece) -> bool:
    """Return whether an adjective tells a language or somebody's past: "English-speaking", "U.S.-educated", "said in Russian"."""
    if piece.name is None or piece.name.kind != "state":
        return False
    if doc[piece.end - 1].lower_.rpartition("-")[2] in _OF_PAST and "-" in doc[piece.end - 1].text:
        return True
    after = [token.lower_ for token in doc[piece.end : piece.end + 2]]
    if len(after) > 1 and after[0] in {"-", "–"} and after[1] in _OF_PAST:
        return True
    is_spoken = piece.start > 0 and doc[piece.start - 1].lower_ in {"in", "fluent"} and piece.name.how == "demonym"
    return is_spoken and (
        piece.end >= len(doc) or doc[piece.end].pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "PART"} or after[0] in {".", ","}
    )


def is_currency(doc: Doc, piece: Piece) -> bool:
    """Return whether a name is the code of a currency before its sum: "NPR 17 billion"."""
    word = doc[piece.start].text
    is_code = piece.end == piece.start + 1 and len(word) == _CURRENCY_LETTERS and word.isupper()
    return is_code and piece.end < len(doc) and (doc[piece.end].like_num or doc[piece.end].text[:1].isdigit())


def role_pieces(doc: Doc) -> list[Piece]:
    """Return the offices that a sentence names, in text order."""
    pieces = []
    for match in role_pattern().finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None and len(span):
            if match.group() in {"PM", "FM"} and span.start and doc[span.start - 1].text[-1:].isdigit():
                continue  # a time of day
            if match.group().lower() == "chief" and not _is_body(doc, span.start - 1):
                continue  # "the UN chief", but no other
            pieces.append(Piece(span.start, span.end, None, name_office(re.sub(r"[\s-]+", " ", match.group()))))
    return pieces


def _is_body(doc: Doc, i: int) -> bool:
    """Return whether the name of a body of states ends at token `i`."""
    names = (known_names().get(doc[j : i + 1].text) for j in range(max(0, i - 1), i + 1))
    return i >= 0 and any(name is not None and name.kind == "organisation" for name in names)


def take_tokens(taken: list[bool], start: int, end: int) -> None:
    """Mark the tokens from start to end as belonging to a mention."""
    taken[start:end] = [True] * (end - start)


_STATE_KINDS = frozenset({"state", "organisation", "group", "ministry"})


def join_appositions(doc: Doc, mentions: list[ActorMention]) -> list[ActorMention]:
    """Join "Russian state bank" and the name right after it into one mention with that name and the state's code."""
    joined: list[ActorMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        own = mention.actors[0]
        if (
            before is not None
            and before.end == mention.start
            and own.kind == "entity"
            and own.person is None
            and mention.how in {"organisation", "model"}
        ):
            first = before.actors[0]
            if before.how in {"demonym", "name"} and own.code in {first.code, "UNK"}:
                actor = Actor(first.code, mention.text, own.kind)
                joined[-1] = ActorMention(
                    before.start,
                    mention.end,
                    head_of(doc, before.start, mention.end, before.start),
                    (actor,),
                    mention.how,
                    doc[before.start : mention.end].text,
                )
                continue
        joined.append(mention)
    return joined


def join_hyphenated(doc: Doc, piece: Piece, name: Name, mentions: list[ActorMention]) -> None:
    """Add the second actor of one token to the mention of the first: "U.S.-China" stands for both."""
    text = doc[piece.start : piece.end].text
    for place, mention in enumerate(mentions):
        is_same_token = (mention.start, mention.end) == (piece.start, piece.end) and any(joint in text for joint in "-–/")
        if is_same_token and mention.how != "person" and name.code not in {actor.code for actor in mention.actors}:
            mentions[place] = replace(mention, actors=(*mention.actors, Actor(name.code, name.name, name.kind)))


def state_before(doc: Doc, position: int, pieces: list[Piece]) -> Piece | None:
    """Return the state whose adjective or possessive stands right before a role: "Iranian President", "Russia's long-time foreign minister"."""
    for piece in pieces:
        is_within = piece.start < position < piece.end  # "the Peruvian Army chief": the office begins within the name
        if piece.name is None or piece.name.kind not in _STATE_KINDS or not (is_within or 0 <= position - piece.end <= 3):
            continue
        between = [token.lower_ for token in doc[piece.end : position]]
        if not between or all(
            word in CLITICS
            or word in {"'s", "’s", "former", "new", "vice", "deputy", "then", "-", "first", "top", "visiting", "long", "acting"}
            for word in between
        ):
            return piece
        if between[0] in CLITICS and len(between) <= 3:
            return piece
    return None


# Words between "of" and the state in an office: "minister of the Federal Republic of Somalia".
_BEFORE_STATE = frozenset({"the", "state", "republic", "kingdom", "federal", "democratic", "islamic", "federative", "cooperative", "of"})
_LONGEST_FORM = 6


def state_after(doc: Doc, position: int, pieces: list[Piece]) -> Piece | None:
    """Return the state after a role: "President of the United States", "foreign minister of Iran"."""
    if position >= len(doc) or doc[position].lower_ not in {"of", "to", "for"}:
        return None
    start = position + 1
    while start < len(doc) and doc[start].lower_ in _BEFORE_STATE and start < position + _LONGEST_FORM:
        start += 1
    found = next((p for p in pieces if p.name is not None and p.name.kind in _STATE_KINDS and position < p.start <= start), None)
    is_adjective = (
        found is not None and found.name is not None and found.name.how == "demonym" and doc[found.end : found.end + 1].text.islower()
    )
    return None if is_adjective and found is not None and doc[found.end].pos_ == "NOUN" else found


def role_before(doc: Doc, start: int, roles: list[Piece], pieces: list[Piece]) -> tuple[Piece | None, Piece | None]:
    """Return the office right before a person's name and its state: "Iran's foreign minister, X", "President of the United States X"."""
    for role in roles:
        if role.end > start:
            continue
        state = state_after(doc, role.end, pieces)
        end = state.end if state is not None and state.end <= start else role.end
        if state is not None and end < len(doc) and doc[end].lower_ == "to":  # "ambassador of Cuba to Mongolia Ana Silva"
            end = next((p.end for p in pieces if p.name is not None and p.start in {end + 1, end + 2} and p.end <= start), end)
        if end == start or (end == start - 1 and doc[end].text == ","):
            before = state_before(doc, role.start, pieces) or _state_of_rank(doc, role, roles, pieces)
            is_owned = role.start > 0 and doc[role.start - 1].lower_ in POSSESSIVES
            if before is not None or state is not None or end == start or is_owned:
                return role, before or state
    return None, None


def _state_of_rank(doc: Doc, rank: Piece, roles: list[Piece], pieces: list[Piece]) -> Piece | None:
    """Return the state of the office right before a rank: "Indian [Army Chief] General X"."""
    office = next((role for role in roles if role.end == rank.start), None)
    return state_before(doc, office.start, pieces) if office is not None else None


def is_beside_state(doc: Doc, start: int, pieces: list[Piece]) -> bool:
    """Return whether the name or adjective of a state, or its possessive, stands right before token `start`."""
    end = start - 1 if doc[start - 1].text in CLITICS else start
    return any(
        piece.end == end and piece.name is not None and piece.name.kind == "state" and piece.name.how in {"demonym", "name"}
        for piece in pieces
    )


def find_bearer(doc: Doc, piece: Piece) -> Token | None:
    """Return the noun for people or a body that a state's adjective, name or possessive modifies."""
    name = piece.name
    if name is None or name.kind != "state" or name.how not in {"demonym", "name", "capital"}:
        return None
    if doc.has_annotation("DEP"):
        token = doc[piece.end - 1]
        head = token.head
        links = {"amod", "compound", "nmod:poss", "nmod:desc", "nmod"} if name.how == "demonym" else {"compound", "nmod:poss"}
        if head.i >= piece.end and head.i - piece.end <= 6 and token.dep_ in links and head.lemma_.lower() in bearers():
            return head
        return None
    for i in range(piece.end, min(piece.end + 4, len(doc))):
        lowered = doc[i].lower_
        if (lowered in bearers() or lowered.removesuffix("s") in bearers()) and name.how == "demonym":
            return doc[i]
    return None


def kind_of(name: Name, bearer: Token | None) -> str:
    """Return the kind of actor that a known name is, given the noun it modifies."""
    made = bearers().get(bearer.lemma_.lower() or bearer.lower_, "state") if bearer is not None else "state"
    if made != "state":
        return made
    return {"ministry": "state", "media": "entity", "thinktank": "entity"}.get(name.kind, name.kind)


def state_around(entity: Span, mentions: list[ActorMention]) -> str | None:
    """Return the code of a state that modifies a firm's name ("Iranian firm X", "X of China", "China-based X", "X, a Russian bank")."""
    for mention in mentions:
        near = 0 <= entity.start - mention.end <= 3 or 0 <= mention.start - entity.end <= 3
        between = entity.doc[min(entity.end, mention.end) : max(entity.start, mention.start)]
        if (
            near
            and not any(token.pos_ in {"VERB", "AUX"} for token in between)
            and mention.how in {"demonym", "name", "capital"}
            and mention.actors[0].code != "UNK"
        ):
            return mention.actors[0].code
    return None


def head_of(doc: Doc, start: int, end: int, first: int) -> int:
    """Return the token of doc[start:end] by which the whole mention hangs on the rest; the last one where there is no parse."""
    if not doc.has_annotation("DEP"):
        return end - 1
    for i in (*range(start, end), *range(first, start)):
        head: int = doc[i].head.i
        if head == i or not first <= head < end:
            return int(i)
    return end - 1


def as_of(mention: ActorMention, published: date | None) -> ActorMention:
    """Return the mention with the state of its time: Moscow stood for the Soviet Union until its end."""
    if published is None or published > _LAST_SOVIET_DAY or all(actor.code != "RUS" for actor in mention.actors):
        return mention
    return replace(mention, actors=tuple(replace(actor, code="SUN") if actor.code == "RUS" else actor for actor in mention.actors))
