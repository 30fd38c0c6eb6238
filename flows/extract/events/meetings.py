"""Meetings: who met, visited or spoke with whom, by the rules of `seeds/rules/meetings.yml`.

Fields a rule fills: side, other (roles of the two sides), also (roles that only add), host (roles that name the country visited). Its
values: mode, host_takes_part, needs_person (two persons are named), needs_other (the other side is named), needs_names (pronouns do not
count) and needs_traveller (the side is somebody who can travel).
Who stands in a phrase is for meeting_sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from spacy.tokens import Token

from flows.extract.claims import Claim, read_claim
from flows.extract.events.candidates import Candidate, claim_columns, event_date, event_place, trigger_offsets
from flows.extract.events.meeting_sides import Participants, meeting_words, parties_at
from flows.extract.events.rules import Match, match_rules
from flows.extract.language.frames import preposition, surface_subject
from flows.extract.mentions.types import Actor, ActorMention, PlaceMention
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

KIND = "meetings"

_PLANNED = frozenset({"planned", "agreed", "considered", "offered", "requested", "threatened", "permitted"})
_ON_OCCASION = frozenset({"during", "after", "following", "at", "in", "since", "amid", "on"})
_VENUES = frozenset({"capital", "seat"})
_OPENING = 3
_LONGEST_SMALL_WORD = 4
_FEWEST_TITLE_WORDS = 4
_STAND_INS = frozenset({"pronoun", "definite"})
_TRAVELLERS = frozenset({"person", "role", "pronoun"})


def extract_meetings(sentence: Sentence, earlier: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield the meetings that a sentence states; `earlier` are the sentences before it."""
    if _is_link_headline(sentence):
        return
    found: list[tuple[Match, Candidate]] = []
    for match in match_rules(sentence, KIND):
        found.extend((match, candidate) for candidate in _meetings(sentence, match))
    for match, candidate in found:
        if not any(_is_part_of(match, candidate, outer, whole) for outer, whole in found if whole is not candidate):
            yield candidate


def _is_link_headline(sentence: Sentence) -> bool:
    """Return whether the sentence is the headline of another article among this one's text: in title case, after the opening."""
    words = [token.text for token in sentence.doc if token.is_alpha and len(token.text) > _LONGEST_SMALL_WORD]
    return sentence.index >= _OPENING and len(words) >= _FEWEST_TITLE_WORDS and all(word[0].isupper() for word in words)


def _is_part_of(match: Match, candidate: Candidate, outer: Match, whole: Candidate) -> bool:
    """Return whether the candidate only frames another one: a forum at whose margin they met, a trip to the venue of talks."""
    inner_codes, outer_codes = candidate.key[0], whole.key[0]
    forums = meeting_words("forums")
    is_trip, is_outer_trip = (bool(m.rule.values.get("needs_traveller")) for m in (match, outer))
    above = {governor.token for governor in match.frame.governors}
    if outer.trigger in above and not is_outer_trip and inner_codes & forums and not outer_codes & forums and len(outer_codes) > 1:
        return True
    below = {governor.token for governor in outer.frame.governors}
    return is_trip and match.trigger in below and len(outer_codes) > 1 and bool(inner_codes & outer_codes) and not inner_codes <= outer_codes


def _meetings(sentence: Sentence, match: Match) -> Iterator[Candidate]:
    if not _fits(sentence, match):
        return
    participants = _participants(sentence, match)
    if participants is None:
        return
    hosts = _hosts(sentence, match)
    if not match.rule.values.get("host_takes_part", False):
        yield from _candidate(sentence, match, participants, hosts[0] if hosts else event_place(sentence, match))
        return
    foreign = [host for host in hosts if host.country_code is not None and host.country_code not in participants.codes]
    for host in foreign:
        together = Participants(list(participants.actors), list(participants.mentions))
        together.add(Actor(str(host.country_code), host.name, "state"))
        yield from _candidate(sentence, match, together, host)
    if not foreign:
        yield from _candidate(sentence, match, participants, hosts[0] if hosts else event_place(sentence, match))


def _fits(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger can mean a meeting here at all."""
    if match.rule.values.get("mode") != "call":
        return True
    token = sentence.doc[match.trigger]
    if match.frame.is_verbal:  # "called the deal historic", "called for an end"
        return not any(child.dep_ in {"ccomp", "xcomp"} and sentence.actor_at(child.i) is None for child in token.children)
    return not match.frame.fillers("for") or bool(match.frame.fillers("with"))


def _participants(sentence: Sentence, match: Match) -> Participants | None:
    rule, frame = match.rule, match.frame
    found = Participants()

    def fill(role: str) -> bool:
        filled = False
        for token in frame.fillers(role):
            if not _can_fill(sentence, match, role, token):
                continue
            for actor, mention in parties_at(sentence, token):
                if mention.start <= match.trigger < mention.end or not _may_take_part(match, role, mention):
                    continue
                found.add(actor, mention)
                filled = True
        return filled

    side_roles = list(rule.roles.get("side", ()))
    while side_roles and not fill(side_roles.pop(0)):
        pass
    if rule.values.get("needs_traveller") and not any(_travels(sentence, mention) for mention in found.mentions):
        return None
    is_met = False
    for role in rule.roles.get("other", ()):
        is_met = is_met or fill(role)
    if rule.values.get("needs_other") and not is_met:
        return None
    while side_roles and not frame.is_verbal and found.sides < 2 and "host" not in rule.roles:
        fill(side_roles.pop(0))
    if len(found.codes) < 2 and _needs_owner(sentence, match, found):
        for actor, mention in _owner(sentence, match):
            if actor.code != "UNK" and _may_take_part(match, "gov.agent", mention):
                found.add(actor, mention)
    if found.actors:
        for role in (*rule.roles.get("also", ()), *sorted(meeting_words("joining") - {"with", "like"})):
            fill(role)
    if rule.values.get("needs_person") and sum(actor.person is not None for actor in found.actors) < 2:
        return None
    return found


def _needs_owner(sentence: Sentence, match: Match, found: Participants) -> bool:
    """Return whether one side is named and the other left to the clauses above: "said talks with Iran had stalled", "announced a visit to Japan"."""
    if "host" in match.rule.roles:
        return not found.actors and bool(_hosts(sentence, match))
    if match.frame.is_verbal:
        return not found.actors
    return bool(match.frame.fillers("with")) and bool(found.actors)


def _owner(sentence: Sentence, match: Match) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the subject of the nearest clause above that names an actor, or the noun a headline's verb was hung on."""
    doc = sentence.doc
    for governor in match.frame.governors:
        head = doc[governor.token]
        if head.pos_ in {"VERB", "AUX"}:
            subject = surface_subject(head)
            if subject is not None and subject.i != match.trigger:
                found = list(parties_at(sentence, subject.i))
                if found:
                    yield from found
                    return
        elif match.frame.is_verbal and governor.relation in {"conj", "parataxis", "acl", "nmod", "appos"} and head.i < match.trigger:
            yield from parties_at(sentence, head.i)
            return


def _may_take_part(match: Match, role: str, mention: ActorMention) -> bool:
    if role == "mod" and mention.how in _VENUES:
        return False
    if match.rule.values.get("needs_names") and mention.how in _STAND_INS:
        return False
    is_visited = "host" in match.rule.roles and role in match.rule.roles.get("other", ())
    return not is_visited or mention.actors[0].person is not None


def _travels(sentence: Sentence, mention: ActorMention) -> bool:
    return mention.actors[0].person is not None or mention.how == "role" or sentence.doc[mention.head].lemma_.lower() in meeting_words("parties")


def _can_fill(sentence: Sentence, match: Match, role: str, token: int) -> bool:
    """Return whether the argument is one of the meeting, not of something else in its clause."""
    first = sentence.doc[token]
    while first.dep_ == "conj" and first.head.pos_ not in {"VERB", "AUX"}:
        first = first.head
    head = first.head
    if role.endswith("with") and head.i != match.trigger and head.i not in {governor.token for governor in match.frame.governors} and head.pos_ != "VERB":
        # the phrase was lifted out of another noun: "delayed the talks due to the war with Iran"
        return sentence.actor_at(head.i) is not None or any(date.start <= head.i < date.end for date in sentence.dates) or head.lemma_.lower() in meeting_words("nouns")
    if not role.startswith("gov."):
        return True
    if head.dep_ == "acl:relcl" and head.head.i == match.trigger:
        return head.lemma_.lower() in meeting_words("light_verbs")
    return _shares_subject(sentence, match, role)


def _shares_subject(sentence: Sentence, match: Match, role: str) -> bool:
    """Return whether the arguments of the clause above are those of a nominal meeting: "held talks", "said after talks"."""
    doc = sentence.doc
    below = match.trigger
    is_occasion = False
    for governor in match.frame.governors:
        head = doc[governor.token]
        is_occasion |= preposition(doc[below]) in _ON_OCCASION - {"on"}
        if head.pos_ in {"VERB", "AUX"}:
            if is_occasion:
                return True
            if governor.relation in {"obj", "nsubj:pass", "xcomp", "ccomp"}:
                return head.lemma_.lower() in meeting_words("light_verbs")
            if governor.relation.startswith("obl") or governor.relation == "advcl":
                case = preposition(doc[below])
                if case in meeting_words("ahead") and role == "gov.agent":
                    return bool(match.frame.fillers("with"))
                return case is None or case in meeting_words("occasions")
            return governor.relation == "nsubj"
        below = governor.token
    return True


def _candidate(sentence: Sentence, match: Match, participants: Participants, place: PlaceMention | None) -> Iterator[Candidate]:
    codes = participants.codes
    if codes & meeting_words("forums") and len(codes) == 1 and place is not None and place.country_code:
        participants.add(Actor(place.country_code, place.name, "state"))
        codes = participants.codes
    if participants.sides < 2 or not codes:
        return
    claim = read_claim(sentence, match.frame)
    if _happens_in_passing(sentence, match):
        claim = replace(claim, stage=None, stage_word=None, is_negated=False)
    assertion, attributed_to, cue = claim_columns(claim, codes, trusts_reports=True)
    start, end = trigger_offsets(sentence, match.trigger)
    fields: dict[str, Any] = {
        "mode": _mode(sentence, match, participants),
        "status": _status(sentence, match, claim),
        "level": _level(participants.actors),
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
        date=event_date(sentence, match),
        place=place,
        participants=participants.actors,
    )


def _hosts(sentence: Sentence, match: Match) -> list[PlaceMention]:
    """Return the places and countries visited, one for each country, from the first role that names any."""
    found: dict[str | None, PlaceMention] = {}
    for role in match.rule.roles.get("host", ()):
        for token in match.frame.fillers(role):
            if not (role.startswith("gov.") and not _shares_subject(sentence, match, role)):
                host = _host_at(sentence, token)
                if host is not None:
                    found.setdefault(host.country_code, host)
        if found:
            break
    return list(found.values())


def _host_at(sentence: Sentence, token: int) -> PlaceMention | None:
    for place in sentence.places:
        if place.start <= token < place.end:
            return place
    mention = sentence.actor_at(token)
    if mention is None or len(mention.actors) != 1:
        return _city_modifier(sentence, sentence.doc[token])
    actor = mention.actors[0]
    if actor.kind != "state" or actor.person is not None or mention.how not in {"name", "capital", "seat", "definite", "pronoun", "demonym"}:
        return None
    return PlaceMention(mention.start, mention.end, mention.text, actor.code)


def _city_modifier(sentence: Sentence, token: Token) -> PlaceMention | None:
    """Return the place that names a site: "the Syrian city of Homs", "the Iranian capital", "Baghdad airport"."""
    below = {child.i for child in token.children if child.dep_ in {"nmod", "amod", "compound", "appos", "nmod:poss"}}
    for place in sentence.places:
        if any(place.start <= i < place.end for i in below):
            return place
    for i in sorted(below):
        mention = sentence.actor_at(i)
        if mention is not None and mention.how in {"demonym", "name"} and mention.actors[0].kind == "state" and token.lemma_.lower() in {"capital", "city", "port", "town", "resort", "island", "province", "region"}:
            return PlaceMention(mention.start, token.i + 1, token.text, mention.actors[0].code)
    return None


def _mode(sentence: Sentence, match: Match, participants: Participants) -> str:
    mode = str(match.rule.values.get("mode", "talks"))
    words = _nearby_words(sentence, match)
    if words & meeting_words("calls") and mode != "visit":
        return "call"
    if mode == "talks" and (participants.sides > 2 or participants.codes & meeting_words("forums")):
        return "multilateral"
    return mode


def _nearby_words(sentence: Sentence, match: Match) -> frozenset[str]:
    token = sentence.doc[match.trigger]
    near = [token, *token.children, *(grandchild for child in token.children if child.dep_ in {"obl", "nmod"} for grandchild in child.children)]
    if not match.frame.is_verbal and match.frame.governors:
        near.append(token.head)
    return frozenset(word.lemma_.lower() for word in near if word.i == token.i or word.pos_ not in {"VERB", "AUX"})


def _status(sentence: Sentence, match: Match, claim: Claim) -> str:
    stage = claim.stage
    ended = claim.stage_word is not None and any(token.text == claim.stage_word and token.lemma_.lower() in meeting_words("endings") for token in sentence.doc)
    if (stage == "cancelled" and not ended) or claim.is_negated:
        return "cancelled"
    if claim.is_future or stage in _PLANNED or claim.is_hypothetical or _lies_ahead(sentence, match):
        return "planned"
    return str(match.rule.values.get("status", "held"))


def _happens_in_passing(sentence: Sentence, match: Match) -> bool:
    """Return whether the meeting is only the occasion of what the clause above says: "pledged aid when he visited", "signed during talks"."""
    doc = sentence.doc
    below = doc[match.trigger]
    for governor in match.frame.governors:
        if governor.relation.startswith("obl") or governor.relation in {"nmod", "advcl"}:
            marks = {child.lower_ for child in below.children if child.dep_ in {"mark", "advmod", "case"}}
            case = preposition(below) if below.pos_ not in {"VERB", "AUX"} else None
            is_verb = doc[governor.token].pos_ == "VERB"
            if (marks & meeting_words("time_marks") and is_verb) or case in (_ON_OCCASION if is_verb else _ON_OCCASION - {"on"}):
                return True
            if governor.relation == "advcl" and "Ger" in below.morph.get("VerbForm"):
                return True
        below = doc[governor.token]
    return False


def _lies_ahead(sentence: Sentence, match: Match) -> bool:
    token = sentence.doc[match.trigger]
    if not match.frame.is_verbal:
        return preposition(token) in meeting_words("ahead")
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)
    return is_infinitive and (token.dep_ in {"root", "parataxis", "acl"} or (token.dep_ == "xcomp" and token.head.pos_ in {"AUX", "ADJ", "NOUN"}))


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
