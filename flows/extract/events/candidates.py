"""What the modules of events/ hand to merging: one reading of one passage, before rows are made.

Here: the value and the slots every kind shares (date, place, offsets). Not here: the fields of a kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim
from flows.extract.events.event_dates import nearest_mention
from flows.extract.events.rules import Match
from flows.extract.language.frames import Frame, build_frame
from flows.extract.language.syntax import conjuncts, preposition
from flows.extract.mentions.actor_pieces import bearers
from flows.extract.mentions.types import Actor, ActorMention, DateMention, PlaceMention
from flows.extract.sentences import Sentence


@dataclass(slots=True)
class Candidate:
    """One event as one passage states it; `fields` holds the columns of its table, `key` what makes it the same event elsewhere."""

    kind: str
    sentence: Sentence
    trigger_start: int  # characters of the clean text
    trigger_end: int
    rule_id: str
    assertion: str
    attributed_to: str | None
    attribution_cue: str | None
    fields: dict[str, Any]
    key: tuple[Any, ...]
    date: DateMention | None = None
    place: PlaceMention | None = None
    participants: list[Actor] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)
    origin: str | None = None  # the country that makes the weapon, where its name tells


def trigger_offsets(sentence: Sentence, token: int) -> tuple[int, int]:
    """Return where the trigger stands in the clean text."""
    start = sentence.start + sentence.doc[token].idx
    return start, start + len(sentence.doc[token].text)


def trigger_token(event: Candidate) -> Token:
    """Return the token of the sentence that the event's trigger begins at."""
    at = event.trigger_start - event.sentence.start
    return next((token for token in event.sentence.doc if token.idx == at), event.sentence.doc[0])


def event_verb(event: Candidate) -> Token | None:
    """Return the trigger if it is a verb, else the nearest verb above it."""
    trigger = trigger_token(event)
    return next((token for token in [trigger, *trigger.ancestors] if token.pos_ in {"VERB", "AUX"}), None)


def mentions_at(sentence: Sentence, token: int) -> list[ActorMention]:
    """Return the actor at a token: the mention there, or the one that modifies a noun for people or bodies ("Iranian officials")."""
    mention = sentence.actor_at(token)
    if mention is not None:
        return [mention]
    head = sentence.doc[token]
    if head.lemma_.lower() not in bearers():
        return []
    return [
        found
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod:poss", "nmod"} and (child.dep_ != "nmod" or preposition(child) in {"of", "from", "in"})
        for member in conjuncts(child)
        for found in [sentence.actor_at(member.i)]
        if found is not None
    ]


def fill_actors(
    sentence: Sentence, frame: Frame, roles: Iterable[str], weapon_head: int | None = None, *, inside: bool = False
) -> list[tuple[Actor, ActorMention]]:
    """Return the actors in the first of the roles that names any, each once, in text order.

    A role `weapon.ROLE` looks at the arguments of the weapon's noun phrase: "jets from Russia" is weapon.from. With `inside`, an actor
    named within the argument counts where its head is none: "sanctions on Iranian crude".
    """
    for role in roles:
        if role.startswith("weapon."):
            tokens = _noun_role(sentence, weapon_head, role.removeprefix("weapon.")) if weapon_head is not None else []
        else:
            tokens = frame.fillers(role)
        found: dict[tuple[str, str | None], tuple[Actor, ActorMention]] = {}
        for token in tokens:
            mentions = mentions_at(sentence, token)
            if not mentions and inside:
                mentions = sentence.actors_under(token)[:1]
            for mention in mentions:
                for actor in mention.actors:
                    found.setdefault((actor.code, _own_name(actor)), (actor, mention))
        if found:
            return list(found.values())
    return []


def _own_name(actor: Actor) -> str | None:
    """Return what tells an actor from others of its code: the person, or the name of a firm, a vessel or an unknown."""
    if actor.person is not None:
        return actor.person
    return actor.name if actor.code == "UNK" or actor.kind in {"entity", "vessel", "person"} else None


def _noun_role(sentence: Sentence, head: int, role: str) -> list[int]:
    frame = build_frame(sentence.doc, head)
    return [argument.token for argument in frame.arguments if argument.role == role]


def event_place(sentence: Sentence, match: Match) -> PlaceMention | None:
    """Return the place where the event happens: an "in", "at" or "near" phrase of its clause, null where there is none."""
    located = [place for place in sentence.places if _is_location(sentence, place)]
    return nearest_mention(sentence, match.frame, located)


def _is_location(sentence: Sentence, place: PlaceMention) -> bool:
    doc = sentence.doc
    before = doc[place.start - 1].lower_ if place.start else ""
    if before in {"the", "nearby", "downtown", "central"} and place.start > 1:
        before = doc[place.start - 2].lower_
    return before in {"in", "at", "near", "outside", "inside"}


def claim_columns(claim: Claim, parties: frozenset[str], *, trusts_reports: bool) -> tuple[str, str | None, str | None]:
    """Return assertion, attributed_to and attribution_cue of a claim about these parties; no cue where a party speaks for itself."""
    name = claim.attributed_to(parties)
    assertion = claim.assertion(parties, trusts_reports)
    says_somebody = claim.source is not None and (name is not None or assertion != "asserted")
    return assertion, name, claim.source.cue if claim.source is not None and says_somebody else None
