"""Which phrases of a sentence name those who meet and the country they visit.

Here: from the roles of a rule to participants and hosts. A rule of `seeds/rules/meetings.yml` fills
    side, other     roles of the two sides: the first that names anybody counts
    also            roles that only add to them
    host            roles of the country or place visited
and its values say what is needed: needs_other (the other side is named), needs_person (two persons are), other_is_person (the other side is
one), needs_names (pronouns do not count), needs_traveller (the side is somebody who travels), needs_known (of a known state), host_takes_part
(the country visited is a participant), host_from_place (where no role names it, it is where the sentence happens), names_sides (the trigger's
own name tells them: "EU-Ghana Council"). What the words around the trigger must say is listed in meeting_sense.
Not here: who stands in a phrase (meeting_sides), what is visited (meeting_hosts), whether it is a meeting at all (meeting_sense).
"""

from collections.abc import Iterator

from flows.extract.events.meeting_fillers import controller, fillers, shares_subject
from flows.extract.events.meeting_hosts import hosts_of, tours_of
from flows.extract.events.meeting_mediators import mediators_of
from flows.extract.events.meeting_sides import Participants, parties_at
from flows.extract.events.meeting_words import meeting_words, party_noun
from flows.extract.events.rules import Match
from flows.extract.language.syntax import preposition, surface_subject
from flows.extract.mentions.types import Actor, ActorMention, PlaceMention
from flows.extract.sentences import Sentence

_HEADLINE_LINKS = frozenset({"conj", "parataxis", "acl", "nmod", "appos"})
_VENUES = frozenset({"capital", "seat"})
_STAND_INS = frozenset({"pronoun", "definite"})
_ARMED = frozenset({"army", "military", "fighter", "militant", "rebel", "troop"})


def participants_of(sentence: Sentence, match: Match) -> Participants | None:
    """Return those who take part by the roles of the rule, null where what the rule needs is missing."""
    roles, values = match.rule.roles, match.rule.values
    found = Participants()
    toured = tours_of(sentence, match)
    side = iter([role for role in roles.get("side", ()) if role not in toured])
    any(_fill(found, sentence, match, role) and not _is_only_pronouns(found) for role in side)
    if values.get("needs_traveller") and not any(_travels(sentence, mention) for mention in found.mentions):
        return None
    if (values.get("needs_known") or values.get("needs_together")) and not found.codes:
        return None
    if "host" in roles and not match.frame.is_verbal and (not found.actors or _is_abroad(hosts_of(sentence, match), found)):
        _add_owner(found, sentence, match)
        return found
    if not _add_others(found, sentence, match):
        return None
    for role in side if not match.frame.fillers("between") else ():
        if not match.frame.is_verbal and found.sides < 2 and "host" not in roles:
            _fill(found, sentence, match, role)
    _add_owner(found, sentence, match)
    if found.actors:
        _add_company(found, sentence, match)
    if (
        _is_only_pronouns(found)
        and not _meet_again(sentence, match, found)
        and not _are_their_own(sentence, found)
        and "host" not in roles
        and not _are_two_persons(found)
    ):
        return None
    if values.get("needs_person") and _persons(sentence, match, found) < 2 and not _calls_colleagues(sentence, match):
        return None
    return found


def _add_others(found: Participants, sentence: Sentence, match: Match) -> bool:
    """Add the other side to the first; return whether all that the rule needs of it is there."""
    values = match.rule.values
    callers = found.codes
    is_met = any(_fill(found, sentence, match, role) for role in match.rule.roles.get("other", ()))
    is_met |= len(callers) > 1 and _is_mutual(sentence, match)
    if is_met and len(callers) > 1 and values.get("other_is_person") and found.codes == callers:
        return False  # "told their foreign ministers"
    if match.frame.is_verbal and not callers and is_met and (owner := controller(sentence, match)) is not None:
        for actor, mention in parties_at(sentence, owner.i):
            found.add(actor, mention)
    if _calls_colleagues(sentence, match):  # "phoned his colleagues in Baku and Yerevan"
        _fill(found, sentence, match, "in")
        return len(found.codes) > 1
    if values.get("needs_other") and not is_met:
        return False
    if match.frame.is_verbal and not is_met and found.codes and any(actor.code == "UNK" and actor.person for actor in found.actors):
        found.drop_unknown_persons()  # listed with those of a known state: of that state as well
    return True


def _is_mutual(sentence: Sentence, match: Match) -> bool:
    """Return whether "each other" or "one another" stands where the other side would."""
    after = [token.lower_ for token in sentence.doc[match.trigger + 1 : match.trigger + 4]]
    return any(after[i : i + 2] in (["each", "other"], ["one", "another"]) for i in range(2))


def _add_company(found: Participants, sentence: Sentence, match: Match) -> None:
    """Add those who come along, those who mediate and those in whose presence it happens."""
    for role in (*match.rule.roles.get("also", ()), *sorted(meeting_words("joining") - {"with", "like"})):
        _fill(found, sentence, match, role)
    for actor, mention in mediators_of(sentence, match):
        found.add(actor, mention)


def _persons(sentence: Sentence, match: Match, found: Participants) -> int:
    """Return how many persons meet, those of whom only the office or the errand is told included: "the North's envoy"."""
    unnamed = {
        actor.code
        for mention in found.mentions
        for actor in mention.actors
        if actor.person is None and len(mention.actors) == 1 and (mention.how == "role" or _has_errand(sentence, mention))
    }
    is_call = match.rule.values.get("mode") == "call"
    unnamed |= {
        actor.code
        for mention in found.mentions
        if is_call and mention.how == "definite" and party_noun(sentence.doc[mention.head]) in meeting_words("persons")
        for actor in mention.actors
    }
    named = [actor for actor in found.actors if actor.person is not None]
    return len(named) + len(unnamed - {actor.code for actor in named})


def _calls_colleagues(sentence: Sentence, match: Match) -> bool:
    """Return whether those who are called are only told by where they are."""
    if match.rule.id != "meetings.call":
        return False
    nouns = [sentence.doc[token] for token in match.frame.fillers("patient")]
    return any(party_noun(noun) in {"colleague", "counterpart"} and sentence.actor_at(noun.i) is None for noun in nouns)


def _has_errand(sentence: Sentence, mention: ActorMention) -> bool:
    head = sentence.doc[mention.head]
    is_owner = head.dep_ in {"nmod:poss", "nmod", "conj"} and head.head.pos_ != "VERB"
    noun = head.head if is_owner or head.head.lemma_.lower() in {"colleague", "counterpart"} else head
    if head.dep_ == "conj" and head.head.dep_ == "nmod":
        noun = head.head.head
    return noun.lemma_.lower() in meeting_words("envoys") | meeting_words("persons")


def _is_person(mention: ActorMention) -> bool:
    return mention.how == "role" or mention.actors[0].person is not None


def _are_two_persons(found: Participants) -> bool:
    """Return whether pronouns stand for two named persons of different states: "and on Wednesday he received him"."""
    return len(found.codes) > 1 and len(found.actors) == 2 and all(actor.person is not None for actor in found.actors)


def _is_only_pronouns(found: Participants) -> bool:
    return bool(found.mentions) and all(mention.how == "pronoun" for mention in found.mentions)


def _meet_again(sentence: Sentence, match: Match, found: Participants) -> bool:
    """Return whether "they" stands for two or more states named before that meet: "They meet again on Saturday"."""
    is_plural = all(mention.text.lower() == "they" for mention in found.mentions)
    return is_plural and len(found.codes) > 1 and sentence.doc[match.trigger].lemma_.lower() in {"meet", "reconvene", "convene", "see"}


def _are_their_own(sentence: Sentence, found: Participants) -> bool:
    """Return whether the pronoun says whose envoys meet: "Their foreign ministers met"."""
    heads = [sentence.doc[mention.head] for mention in found.mentions]
    return all(head.dep_ == "nmod:poss" and party_noun(head.head) in meeting_words("parties") for head in heads)


def _is_abroad(hosts: list[PlaceMention], guests: Participants) -> bool:
    """Return whether one of the places visited lies in a country other than the guests'."""
    return any(host.country_code is not None and host.country_code not in guests.codes for host in hosts)


def _fill(found: Participants, sentence: Sentence, match: Match, role: str) -> bool:
    """Add those that a role names; return whether it names any."""
    is_filled = False
    for token in fillers(sentence, match, role):
        if not _can_fill(sentence, match, role, token):
            continue
        for actor, mention in parties_at(sentence, token):
            is_trigger = mention.start <= match.trigger < mention.end and not match.rule.values.get("names_sides")
            is_known_kind = (
                not match.rule.values.get("other_is_person")
                or role not in match.rule.roles["other"]
                or _is_person(mention)
                or _has_errand(sentence, mention)
            )
            if not is_trigger and is_known_kind and _may_take_part(match, role, mention):
                found.add(actor, mention)
                is_filled = True
    return is_filled


def _add_owner(found: Participants, sentence: Sentence, match: Match) -> None:
    """Add the side that the sentence leaves to the clauses above, where one is missing."""
    if len(found.codes) < 2 and _needs_owner(sentence, match, found):
        for actor, mention in _owner(sentence, match):
            if actor.code != "UNK" and _may_take_part(match, "gov.agent", mention):
                found.add(actor, mention)


def leaves_sides_open(sentence: Sentence, match: Match) -> bool:
    """Return whether a noun for talks names nobody and only says when, where or how they go on: "Another round of talks was held in May"."""
    doc = sentence.doc
    token = doc[match.trigger]
    if match.frame.is_verbal or token.lower_ not in meeting_words("open_nouns") or not match.frame.governors:
        return False
    noun, verb = token, token.head
    if verb.lemma_.lower() in {"round", "day", "session", "series"} and token.dep_ == "nmod":
        noun, verb = verb, verb.head
    if noun.dep_ not in {"nsubj", "nsubj:pass", "obj"} or verb.lemma_.lower() not in meeting_words("open_verbs"):
        return False
    parts = [
        child
        for head in (token, noun)
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod:poss", "nmod"} and child.i != token.i
    ]
    named = [child for child in parts if child.dep_ != "nmod" or preposition(child) in {"of", "with", "between", "by"}]
    return all(child.lemma_.lower() in meeting_words("open_modifiers") for child in named)


def _needs_owner(sentence: Sentence, match: Match, found: Participants) -> bool:
    """Return whether one side is named and the other left to the clauses above: "said talks with Iran had stalled", "announced a visit to Japan"."""
    if "host" in match.rule.roles:
        return not found.actors and bool(hosts_of(sentence, match))
    if match.frame.is_verbal:
        return not found.actors
    return bool(match.frame.fillers("with")) and bool(found.actors)


def _owner(sentence: Sentence, match: Match) -> Iterator[tuple[Actor, ActorMention]]:
    """Yield the subject of the nearest clause above that names an actor, or the noun a headline's verb was hung on."""
    doc = sentence.doc
    for governor in match.frame.governors:
        head = doc[governor.token]
        if governor.relation == "acl:relcl":
            return
        if head.pos_ in {"VERB", "AUX"}:
            subject = surface_subject(head)
            if subject is not None and subject.i != match.trigger:
                found = list(parties_at(sentence, subject.i))
                if found:
                    yield from found
                    return
        elif match.frame.is_verbal and governor.relation in _HEADLINE_LINKS and head.i < match.trigger:
            yield from parties_at(sentence, head.i)
            return


def _may_take_part(match: Match, role: str, mention: ActorMention) -> bool:
    if role == "mod" and mention.how in _VENUES:
        return False
    if match.rule.values.get("needs_names") and mention.how in _STAND_INS:
        return False
    is_visited = role == "patient" and "patient" in match.rule.roles.get("host", ())
    return not is_visited or mention.actors[0].person is not None


def _travels(sentence: Sentence, mention: ActorMention) -> bool:
    if mention.actors[0].person is not None or mention.how == "role" or mention.text.lower() in {"he", "she"}:
        return True
    head = sentence.doc[mention.head]
    nouns = {party_noun(head)}
    if head.dep_ in {"compound", "amod", "nmod:poss"}:  # "Houthi negotiators"
        nouns.add(party_noun(head.head))
    if head.dep_ == "nmod" and preposition(head) in {"from", "of"}:  # "a delegation from Malta"
        nouns.add(party_noun(head.head))
    return bool(nouns & meeting_words("parties")) and not nouns & _ARMED


def _can_fill(sentence: Sentence, match: Match, role: str, token: int) -> bool:
    """Return whether the argument is one of the meeting, not of something else in its clause."""
    first = sentence.doc[token]
    while first.dep_ == "conj" and first.head.pos_ not in {"VERB", "AUX"}:
        first = first.head
    head = first.head
    known = {match.trigger, *(governor.token for governor in match.frame.governors)}
    if role.endswith("with") and head.i not in known and head.pos_ != "VERB":
        # the phrase was lifted out of another noun: "delayed the talks due to the war with Iran"
        is_time = any(date.start <= head.i < date.end for date in sentence.dates)
        is_matter = match.frame.is_verbal and head.dep_ == "obj" and head.head.i == match.trigger
        if is_matter and (match.frame.lemma != "discuss" or head.lemma_.lower() not in meeting_words("relations")):
            return True
        is_setting = head.dep_ == "obl" and head.head.i in known and preposition(head) in {"in", "at", "on", "by", "over"}
        mention = sentence.actor_at(token)
        if is_setting and mention is not None and _is_person(mention):
            return True  # "met at his office in Malta with the envoy"
        return is_time or sentence.actor_at(head.i) is not None or head.lemma_.lower() in meeting_words("nouns")
    if role == "gov.between":
        return head.i in known and head.pos_ in {"VERB", "AUX"}
    if not role.startswith("gov."):
        return role not in {"on", "upon"} or head.i == match.trigger
    if role in {"gov.patient", "gov.recipient"}:  # "promised the chancellor help during talks in Rome", "told him in a call"
        mention = sentence.actor_at(token)
        return (
            preposition(sentence.doc[match.trigger]) in {"during", "at", "in", "by", "over"} and mention is not None and _is_person(mention)
        )
    if head.dep_ == "acl:relcl" and head.head.i == match.trigger:
        return head.lemma_.lower() in meeting_words("light_verbs")
    return shares_subject(sentence, match, role)
