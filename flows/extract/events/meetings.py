"""Meetings: who met, visited or spoke with whom, by the rules of `seeds/rules/meetings.yml`.

Fields a rule fills: side, other (roles of the two sides), host (roles that name the place or the country visited), mode.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, fill_actors, trigger_offsets
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor, PlaceMention
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "meetings"

_PLANNED = frozenset({"planned", "agreed", "considered", "offered", "requested", "threatened", "permitted"})


def extract_meetings(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the meetings that a sentence states; `earlier` are the sentences before it."""
    for match in match_rules(sentence, KIND):
        candidate = _meeting(sentence, match)
        if candidate is not None:
            yield candidate


def _meeting(sentence: Sentence, match: Match) -> Candidate | None:
    rule, frame = match.rule, match.frame
    participants: dict[tuple[str, str | None], Actor] = {}

    def add(actor: Actor) -> None:
        for code, person in list(participants):
            if code == actor.code and (person is None or actor.person is None or person == actor.person):
                if person is None and actor.person is not None:
                    del participants[(code, person)]
                    break
                return
        participants[(actor.code, actor.person)] = actor

    for name in ("side", "other", "also"):
        for role in rule.roles.get(name, ()):
            found = fill_actors(sentence, frame, (role,))
            for actor, _ in found:
                add(actor)
            if found and name != "also":
                break
    place = event_place(sentence, match)
    host = _host(sentence, match)
    if host is not None:
        place = host
        if rule.values.get("host_takes_part", False) and host.country_code:
            add(Actor(host.country_code, host.name, "state"))
    known = {code for code, _ in participants if code != "UNK"}
    if len(participants) < 2 or not known:
        return None
    if len(known) < 2 and not any(code == "UNK" for code, _ in participants):
        return None
    claim = read_claim(sentence, frame)
    assertion, attributed_to, cue = claim_columns(claim, frozenset(known), trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    mode = str(rule.values.get("mode", "talks"))
    if mode == "talks" and len(known) > 2:
        mode = "multilateral"
    fields: dict[str, Any] = {
        "mode": mode,
        "status": _status(match, claim),
        "level": _level(list(participants.values())),
        "host_country_code": place.country_code if place else None,
        "topics": topics_in(sentence.text),
    }
    return Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=rule.id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=(frozenset(known),),
        date=event_date(sentence, match),
        place=place,
        participants=list(participants.values()),
    )


def _host(sentence: Sentence, match: Match) -> PlaceMention | None:
    for role in match.rule.roles.get("host", ()):
        for token in match.frame.fillers(role):
            for place in sentence.places:
                if place.start <= token < place.end:
                    return place
            mention = sentence.actor_at(token)
            if mention is not None and mention.how in {"name", "capital", "seat", "definite", "pronoun", "demonym"} and len(mention.actors) == 1:
                return PlaceMention(mention.start, mention.end, mention.text, mention.actors[0].code if mention.actors[0].kind == "state" else None)
    return None


def _status(match: Match, claim: Claim) -> str:
    if claim.stage == "cancelled":
        return "cancelled"
    if claim.is_negated:
        return "cancelled"
    if claim.is_future or claim.stage in _PLANNED or claim.is_hypothetical:
        return "planned"
    return str(match.rule.values.get("status", "held"))


_RANKS = {
    "leaders": ("president", "prime minister", "king", "emir", "sultan", "chancellor", "supreme leader", "crown prince", "taoiseach", "premier", "leader"),
    "ministers": ("minister", "secretary of state", "secretary of defense", "treasury secretary", "foreign secretary"),
    "military": ("general", "admiral", "commander", "chief of staff", "marshal"),
    "parliament": ("speaker", "senator", "lawmaker", "member of parliament", "congressman"),
}


def _level(participants: list[Actor]) -> str | None:
    """Return the rank of those who meet by the roles the text gives: mixed where they differ, null where it gives none."""
    ranks = {_rank(actor.role.lower()) for actor in participants if actor.role}
    if not ranks:
        return None
    return ranks.pop() if len(ranks) == 1 else "mixed"


def _rank(role: str) -> str:
    if "vice" not in role and "deputy" not in role:
        if "minister" in role and "prime" not in role:
            return "ministers"
        for rank, words in _RANKS.items():
            if any(word in role for word in words):
                return rank
    return "officials"


@cache
def _topic_words() -> dict[str, str]:
    return {word: topic for topic, words in read_yaml("lexicons/topics.yml").items() for word in words}


def topics_in(text: str) -> list[str]:
    """Return the topics whose words of `seeds/lexicons/topics.yml` stand in the text, sorted."""
    lowered = f" {text.lower()} "
    return sorted({topic for word, topic in _topic_words().items() if f" {word}" in lowered})
