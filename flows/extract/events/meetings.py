"""Meetings: who met, visited or spoke with whom, by the rules of `seeds/rules/meetings.yml`.

Here: from a rule that matches to candidates. Not here: which phrases name the sides (meeting_roles), who stands in a phrase (meeting_sides),
and what the words say of mode, status, level and topics (meeting_columns).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flows.extract.claims import read_claim
from flows.extract.events.candidates import Candidate, claim_columns, trigger_offsets
from flows.extract.events.event_dates import event_date
from flows.extract.events.meeting_columns import happens_in_passing, level_of, mode_of, status_at, status_of, topics_in
from flows.extract.events.meeting_hosts import hosts_of, place_of, places_in
from flows.extract.events.meeting_inner import are_two_sides
from flows.extract.events.meeting_pairs import separate_meetings
from flows.extract.events.meeting_persons import name_as_written, serve_home
from flows.extract.events.meeting_presence import match_aside, match_headline, reframe_copula
from flows.extract.events.meeting_roles import leaves_sides_open, participants_of
from flows.extract.events.meeting_sense import can_mean_meeting
from flows.extract.events.meeting_sides import Participants
from flows.extract.events.meeting_words import meeting_words
from flows.extract.events.rules import Match, match_rules
from flows.extract.mentions.types import Actor, PlaceMention
from flows.extract.sentences import Sentence

KIND = "meetings"

# Sentences that may be in title case because they are the article's own headlines.
_OPENING = 3
_LONGEST_SMALL_WORD = 4
_FEWEST_TITLE_WORDS = 4
# How many sentences back those who meet may be named.
_REACH = 5
# How many sentences back the country may be named that somebody "visited in 1967".
_NEAR = 4


def extract_meetings(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the meetings that a sentence states; `earlier` are the sentences before it, where "the talks" have their sides."""
    if _is_link_headline(sentence):
        return
    found: list[tuple[Match, Candidate]] = []
    for match in _matches(sentence):
        here = list(_meetings(sentence, match, earlier))
        if not here and leaves_sides_open(sentence, match):
            here = list(_resumed(sentence, match, earlier))
        if not here and _leaves_host_open(match):
            here = list(_visited_again(sentence, match, earlier))
        found.extend((match, candidate) for candidate in here)
    for match, candidate in found:
        if not any(_is_part_of(match, candidate, outer, whole) for outer, whole in found if whole is not candidate):
            yield candidate


def _matches(sentence: Sentence) -> Iterator[Match]:
    yield from (reframe_copula(sentence, match) for match in match_rules(sentence, KIND))
    yield from match_headline(sentence)
    yield from match_aside(sentence)


def _resumed(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the meeting of those who met in the sentences before: "Another round of talks was held in May"."""
    for before in reversed(earlier[-_REACH:]):
        stated = [found for other in _matches(before) for found in _meetings(before, other, ()) if found.fields["mode"] != "visit"]
        if stated and sentence.index - before.index <= _REACH:
            states = [Actor(actor.code, actor.name, "state") for actor in stated[-1].participants if actor.code != "UNK"]
            together = Participants()
            for state in states:
                together.add(state)
            for candidate in _candidate(sentence, match, together, place_of(sentence, match), earlier):
                candidate.features["fallback"] = 1.0
                yield candidate
            return


def _leaves_host_open(match: Match) -> bool:
    """Return whether a visit does not say where to: "visited in 1967", "postponed her state visit"."""
    if match.rule.id == "meetings.visit":
        return not match.frame.fillers("patient")
    ended = {"cancel", "postpone", "call off", "put off", "scrap", "shelve", "delay", "scrub", "defer", "axe", "drop"}
    return match.rule.id == "meetings.visit_noun" and any(governor.lemma in ended for governor in match.frame.governors[:1])


def _visited_again(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the visit to where the sentences right before told of one: "Two kings came to Malta. Haakon visited in 1967"."""
    guests = participants_of(sentence, match)
    is_told_who = match.rule.id == "meetings.visit_noun" or (guests is not None and any(actor.person for actor in guests.actors))
    if guests is None or not guests.codes or not is_told_who or places_in(sentence):
        return
    for before in reversed(earlier[-_NEAR:]):
        hosts = [host for other in _matches(before) if other.rule.values.get("mode") == "visit" for host in hosts_of(before, other)]
        if hosts and sentence.index - before.index <= _NEAR:
            host = hosts[-1]
            if host.country_code is not None and host.country_code not in guests.codes:
                guests.add(Actor(host.country_code, host.name, "state"))
                yield from _candidate(sentence, match, guests, None, earlier)
            return


def _is_link_headline(sentence: Sentence) -> bool:
    """Return whether the sentence is the headline of another article among this one's text: in title case, after the opening."""
    words = [token.text for token in sentence.doc if token.is_alpha and len(token.text) > _LONGEST_SMALL_WORD]
    is_title = len(words) >= _FEWEST_TITLE_WORDS and all(word[0].isupper() for word in words)
    has_verb = any(token.pos_ in {"VERB", "AUX"} and token.text.islower() for token in sentence.doc)
    return is_title and sentence.index >= _OPENING and not has_verb


def _is_part_of(match: Match, candidate: Candidate, outer: Match, whole: Candidate) -> bool:
    """Return whether the candidate only frames another one: a forum at whose margin they met, a trip to the venue of talks."""
    inner_codes, outer_codes = candidate.key[0], whole.key[0]
    forums = meeting_words("forums")
    is_trip, is_outer_trip = (bool(m.rule.values.get("needs_traveller")) for m in (match, outer))
    above = {governor.token for governor in match.frame.governors}
    if outer.trigger in above and not is_outer_trip and inner_codes & forums and not outer_codes & forums and len(outer_codes) > 1:
        return True
    below = {governor.token for governor in outer.frame.governors}
    is_elsewhere = bool(inner_codes & outer_codes) and not inner_codes <= outer_codes
    return is_trip and match.trigger in below and len(outer_codes) > 1 and is_elsewhere


def _meetings(sentence: Sentence, match: Match, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    if not can_mean_meeting(sentence, match):
        return
    participants = participants_of(sentence, match)
    if participants is None:
        return
    hosts = hosts_of(sentence, match)
    if not hosts and match.rule.values.get("host_from_place", False):
        hosts = places_in(sentence)
    if not match.rule.values.get("host_takes_part", False):
        for together in separate_meetings(sentence, match, participants):
            yield from _candidate(sentence, match, together, hosts[0] if hosts else place_of(sentence, match), earlier)
        return
    foreign = [host for host in hosts if host.country_code is not None and host.country_code not in participants.codes]
    foreign = [host for host in foreign if host.name not in meeting_words("venues") or not match.rule.values.get("needs_traveller")]
    for host in foreign:
        together = Participants(list(participants.actors), list(participants.mentions))
        together.add(Actor(str(host.country_code), host.name, "state"))
        yield from _candidate(sentence, match, together, host, earlier)
    is_trip = "other" not in match.rule.roles and not hosts  # "they are unlikely to come"
    if not foreign and not is_trip and (hosts or len(participants.codes) > 1):
        yield from _candidate(sentence, match, participants, hosts[0] if hosts else place_of(sentence, match), earlier)


def _candidate(
    sentence: Sentence, match: Match, participants: Participants, place: PlaceMention | None, earlier: Sequence[Sentence]
) -> Iterator[Candidate]:
    codes = participants.codes
    if codes & meeting_words("forums") and len(codes) == 1 and place is not None and place.country_code:
        participants.add(Actor(place.country_code, place.name, "state"))
        codes = participants.codes
    heads = [sentence.doc[mention.head] for mention in participants.mentions]
    if not codes or (participants.sides < 2 and not are_two_sides(participants.mentions, heads)):
        return
    serve_home(participants, sentence, earlier)
    codes = participants.codes
    claim = read_claim(sentence, match.frame)
    if happens_in_passing(sentence, match):
        claim = replace(claim, stage=None, stage_word=None, is_negated=False)
    assertion, attributed_to, cue = claim_columns(claim, codes, trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    when = event_date(sentence, match)
    status = status_at(when, sentence.published, status_of(sentence, match, claim), claim)
    if status == "cancelled" and assertion == "denied" and (claim.source is None or claim.source.manner != "denying"):
        assertion = "asserted"  # "will not attend" is a refusal, not a denial
    fields: dict[str, Any] = {
        "mode": mode_of(sentence, match, participants, place),
        "status": status,
        "level": level_of(participants.actors),
        "host_country_code": place.country_code if place else None,
        "topics": topics_in(sentence.text),
    }
    yield Candidate(
        kind=KIND,
        sentence=sentence,
        trigger_start=start,
        trigger_end=end,
        rule_id=match.rule.id,
        assertion=assertion,
        attributed_to=attributed_to,
        attribution_cue=cue,
        fields=fields,
        key=(codes,),
        date=when,
        place=place,
        features={"vague": 1.0} if sentence.is_headline else {},
        participants=name_as_written(participants, sentence, earlier).actors,
    )
