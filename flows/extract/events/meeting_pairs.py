"""Several meetings told by one predicate: "conferred separately with X and Y", "phoned both premiers", "spoke with X and with Y".

Here: whether those met are met one after the other, and one list of participants for each. Not here: who takes part (meeting_roles).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.events.meeting_fillers import fillers
from flows.extract.events.meeting_sides import Participants, parties_at
from flows.extract.events.meeting_words import meeting_words, party_noun
from flows.extract.events.rules import Match
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_ONE_BY_ONE = frozenset({"both", "each"})
_FEWEST_GUESTS = 2


def separate_meetings(sentence: Sentence, match: Match, together: Participants) -> list[Participants]:
    """Return one list of participants for each state met, where the text tells that they were met one by one; else the one list."""
    callers = {
        actor.code
        for role in ("agent", "gov.agent")
        for token in fillers(sentence, match, role)
        for actor, _ in parties_at(sentence, token)
    }
    guests = [guest for guest in _guests(sentence, match, together) if guest[0].code not in callers]
    codes = list(dict.fromkeys(actor.code for actor, _, _ in guests if actor.code != "UNK"))
    hosts = [actor for actor in together.actors if actor.code not in codes]
    known = {actor.code for actor in hosts} - {"UNK"}
    if len(codes) < _FEWEST_GUESTS or len(known) != 1 or not _is_one_by_one(sentence, match, guests):
        return [together]  # those whom two states call together are in one conference
    return [Participants([*hosts, *(actor for actor in together.actors if actor.code == code)], list(together.mentions)) for code in codes]


def _guests(sentence: Sentence, match: Match, together: Participants) -> Iterator[tuple[Actor, ActorMention, Token]]:
    """Yield those of the first role of the other side that names several, else all, each with the head of its phrase."""
    for role in match.rule.roles.get("other", ()):
        found = [
            (actor, mention, sentence.doc[token])
            for token in fillers(sentence, match, role)
            for actor, mention in parties_at(sentence, token)
        ]
        if len({actor.code for actor, _, _ in found}) > 1:
            yield from found
            return
    for mention in together.mentions:
        yield from ((actor, mention, sentence.doc[mention.head]) for actor in mention.actors)


def _is_one_by_one(sentence: Sentence, match: Match, guests: list[tuple[Actor, ActorMention, Token]]) -> bool:
    trigger = sentence.doc[match.trigger]
    is_told = _tells_separation(trigger) or _is_list_of_many(sentence, match)
    is_call = match.rule.values.get("mode") == "call"
    if match.frame.is_verbal and (is_call or _is_by_phone(sentence, match)):  # "telephoned the two leaders", "spoke by phone with X and Y"
        is_told = True
    if not match.frame.is_verbal and _is_plural(trigger) and _tells_several(trigger, is_call=is_call):
        is_told = True
    if any(mention.text.lower().split()[0] in _ONE_BY_ONE for _, mention, _ in guests):
        is_told = True
    cases = [sentence.doc[start - 1].lower_ for start in {mention.start for _, mention, _ in guests} if start]
    return is_told or any(cases.count(case) > 1 for case in ("with", "to"))


def _is_list_of_many(sentence: Sentence, match: Match) -> bool:
    """Return whether those met are some of several met at one occasion: "met several ministers in the margins, including X and Y"."""
    heads = [sentence.doc[token] for role in ("patient", "with") for token in match.frame.fillers(role)]
    is_generic = any(
        _is_plural(head) and sentence.actor_at(head.i) is None and party_noun(head) in meeting_words("parties") for head in heads
    )
    return is_generic and bool(match.frame.fillers("including") or match.frame.fillers("such as"))


def _tells_separation(trigger: Token) -> bool:
    """Return whether an adverb, an adjective or a phrase beside the trigger says that the meetings were separate."""
    words = meeting_words("separation")
    heads = [trigger, *(token for token in [trigger.head] if token.pos_ in {"VERB", "AUX"})]
    if any(child.lower_ in meeting_words("joint_words") for child in trigger.children):
        return False
    near = [child for head in heads for child in head.children if child.dep_ != "amod" or _is_plural(head)]
    below = [grandchild for child in near if child.dep_.startswith("obl") and _is_plural(child) for grandchild in child.children]
    return any(token.lower_ in words and token.dep_ in {"advmod", "amod", "acl", "advcl"} for token in (*near, *below))


def _tells_several(trigger: Token, *, is_call: bool) -> bool:
    """Return whether the plural noun means one meeting with each: "bilateral meetings with", "phone calls with"."""
    if any(child.lower_ in meeting_words("joint_words") for child in trigger.children):
        return False
    return is_call or any(child.lower_ == "bilateral" for child in trigger.children)


def _is_by_phone(sentence: Sentence, match: Match) -> bool:
    """Return whether the verb's clause says that it was by phone, and not by video, where several can meet."""
    words = {token.lower_ for token in sentence.doc[match.trigger :]}
    return bool(words & {"phone", "telephone"}) and not words & (meeting_words("joint_words") | {"video", "videoconference"})


def _is_plural(noun: Token) -> bool:
    return "Plur" in noun.morph.get("Number", [])
