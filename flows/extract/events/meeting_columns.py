"""What the words around a meeting say of its mode, its status, the rank of those who meet and its topics.

Here: these four columns. Not here: who meets and where (meeting_roles, meeting_sides).
"""

import re
from datetime import date
from functools import cache

from spacy.tokens import Token

from flows.extract.claims import Claim
from flows.extract.events.meeting_sides import Participants
from flows.extract.events.meeting_words import meeting_words
from flows.extract.events.rules import Match
from flows.extract.language.frames import Governor
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor, DateMention, PlaceMention
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml

_PLANNED = frozenset({"planned", "agreed", "considered", "offered", "requested", "threatened", "permitted"})
_ON_OCCASION = frozenset({"during", "after", "following", "at", "in", "since", "amid", "on"})


def mode_of(sentence: Sentence, match: Match, participants: Participants, place: PlaceMention | None) -> str:
    """Return visit, talks, call or multilateral: the rule's own mode unless the words or the number of sides say otherwise."""
    mode = str(match.rule.values.get("mode", "talks"))
    if match.rule.values.get("needs_envoy") or match.rule.values.get("needs_courtesy"):
        return mode
    words = _nearby_words(sentence, match)
    if match.rule.values.get("mode") == "talks" and sentence.doc[match.trigger].lemma_.lower() == "summit":
        return "multilateral" if participants.sides > 2 or _meets_as_forum(participants) else mode
    if mode != "visit" and (words & meeting_words("calls") or (place is None and _is_conversation(sentence, match, participants))):
        return "call"
    if mode == "talks" and match.frame.is_verbal and _is_by_phone(sentence, match):
        return "call"
    if mode == "talks" and (participants.sides > 2 or _meets_as_forum(participants) or words & meeting_words("gatherings")):
        return "multilateral"
    return mode


def _meets_as_forum(participants: Participants) -> bool:
    """Return whether an organisation takes part as such and not only by the head of its secretariat."""
    return any(actor.code in meeting_words("forums") and actor.person is None for actor in participants.actors)


def _is_by_phone(sentence: Sentence, match: Match) -> bool:
    """Return whether "by phone", "over the telephone" or "by video link" stands after the verb in its clause."""
    for token in sentence.doc[match.trigger + 1 :]:
        if token.pos_ == "VERB" and token.head.i != match.trigger and token.dep_ not in {"compound", "amod"}:
            return False
        if token.lower_ in meeting_words("calls") and preposition(token) in {"by", "over", "via", "on", "through"}:
            return True
    return False


def _is_conversation(sentence: Sentence, match: Match, participants: Participants) -> bool:
    """Return whether one person spoke once with another, and nothing says that they met: "The president spoke today with ..."."""
    token = sentence.doc[match.trigger]
    if token.lemma_.lower() != "speak" or sum(actor.person is not None for actor in participants.actors) < 2:
        return False
    has_partner = bool(match.frame.fillers("with") or match.frame.fillers("to"))
    is_perfect = any(child.lemma_.lower() == "have" and child.dep_ == "aux" for child in token.children)
    return has_partner and not is_perfect and not any(word.lower_ in {"face", "person", "margins", "sidelines"} for word in sentence.doc)


def _nearby_words(sentence: Sentence, match: Match) -> frozenset[str]:
    token = sentence.doc[match.trigger]
    near = [
        token,
        *token.children,
        *(grandchild for child in token.children if child.dep_ in {"obl", "nmod"} for grandchild in child.children),
    ]
    if not match.frame.is_verbal and match.frame.governors:
        near.append(token.head)
    return frozenset(word.lemma_.lower() for word in near if word.i == token.i or word.pos_ not in {"VERB", "AUX"})


def status_of(sentence: Sentence, match: Match, claim: Claim) -> str:
    """Return held, planned or cancelled by what the clause and the predicates above it say."""
    if match.rule.values.get("is_under_way"):
        return "held"
    words = (
        {lemma for governor in governors_of_act(sentence, match) for lemma in (governor.lemma, *governor.lemma.split())}
        if not happens_in_passing(sentence, match)
        else set()
    )
    words |= {
        f"{governor.lemma} {sentence.doc[governor.token + 1].lower_}"
        for governor in governors_of_act(sentence, match)
        if governor.token + 1 < len(sentence.doc)
    }
    ended = any(token.text == claim.stage_word and token.lemma_.lower() in meeting_words("endings") for token in sentence.doc)
    if (
        (claim.stage == "cancelled" and not ended)
        or (claim.is_negated and not _is_shown_by_nothing(sentence, match))
        or words & meeting_words("failures")
    ):
        return "cancelled"
    if _is_welcomed(sentence, match) and not claim.is_hypothetical and claim.tense != "future":
        return "held"
    is_planned = claim.stage in _PLANNED and not ended
    ranked = (match.trigger, *(governor.token for governor in match.frame.governors))
    if any(_is_ranked(sentence.doc[token]) for token in ranked) and not claim.is_hypothetical:
        return "held"
    if is_planned or claim.is_future or claim.is_hypothetical or words & meeting_words("wishes") or _lies_ahead(sentence, match):
        return "planned"
    return str(match.rule.values.get("status", "held"))


def _is_shown_by_nothing(sentence: Sentence, match: Match) -> bool:
    """Return whether what is denied is only something of the meeting: "no photographs of their meeting exist"."""
    token = sentence.doc[match.trigger]
    denied = token.head.children if token.dep_ == "nmod" and preposition(token) == "of" else ()
    return not match.frame.is_verbal and any(child.lower_ == "no" for child in denied)


def governors_of_act(sentence: Sentence, match: Match) -> list[Governor]:
    """Return the predicates that say something of the meeting itself: not the verb its own is coordinated with, nor what stands above that."""
    found: list[Governor] = []
    for governor in match.frame.governors:
        if governor.relation == "conj" and found and sentence.doc[governor.token].pos_ == "VERB":
            break
        found.append(governor)
    return found


def _is_welcomed(sentence: Sentence, match: Match) -> bool:
    """Return whether what stands above an infinitive only says how one feels about it: "it is an honour to welcome you", "glad to meet"."""
    token = sentence.doc[match.trigger]
    if not match.frame.is_verbal or not match.frame.governors or token.dep_ not in {"acl", "xcomp", "csubj", "advcl", "ccomp"}:
        return False
    above = sentence.doc[match.frame.governors[0].token]
    return above.lower_ in meeting_words("feelings") and not any(child.dep_ == "aux" for child in above.children)


def status_at(when: DateMention | None, published: date | None, status: str, claim: Claim) -> str:
    """Return the status in the light of the date: what is dated before the report was held, what is dated after it is planned."""
    if when is None or published is None or claim.is_hypothetical:
        return status
    if status == "planned" and when.last < published:
        return "held"
    return "planned" if status == "held" and when.first > published else status


def happens_in_passing(sentence: Sentence, match: Match) -> bool:
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
            if governor.relation == "advcl" and "Ger" in below.morph.get("VerbForm", []):
                return True
        below = doc[governor.token]
    return False


def _lies_ahead(sentence: Sentence, match: Match) -> bool:
    token = sentence.doc[match.trigger]
    if not match.frame.is_verbal:
        return preposition(token) in meeting_words("ahead") or (token.dep_ == "obj" and _is_to_do(token.head))
    if _shares_future(token):
        return True
    is_heading = token.lemma_.lower() in {"head", "go"} and any(child.lower_ in {"is", "are"} for child in token.children)
    if _is_to_do(token) or is_heading:
        return True
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)
    is_below_noun = token.dep_ == "xcomp" and token.head.pos_ in {"AUX", "ADJ", "NOUN"}
    return is_infinitive and (is_below_noun or token.dep_ in {"root", "parataxis", "acl"})


def _is_to_do(verb: Token) -> bool:
    """Return whether the verb stands after "is to": "is to hold talks"."""
    words = {child.lower_ for child in verb.children if child.dep_ in {"cop", "aux", "mark", "case"}}
    if "due" in words:
        return True
    return "to" in words and bool(words & {"is", "are", "was", "were", "'s", "’s"})


def _is_ranked(token: Token) -> bool:
    """Return whether the verb says who was first, second or last to do it: "became the first president to visit"."""
    ranked = [token.head] if token.dep_.startswith("acl") else []
    if token.dep_ == "xcomp":  # hung on the verb: "became the first president to visit"
        ranked = [child for child in token.head.children if child.dep_ in {"xcomp", "obj"} and child.i < token.i and child.pos_ != "VERB"]
    return any(child.lower_ in {"first", "second", "third", "last", "only"} for noun in ranked for child in noun.children)


def _shares_future(token: Token) -> bool:
    """Return whether the verb shares the auxiliary of the one it is coordinated with: "will address Congress, meet ... and visit ..."."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if first.i == token.i or token.text != token.lemma_ or any(child.dep_ in {"aux", "nsubj"} for child in token.children):
        return False
    return any(child.lower_ in {"will", "shall", "'ll", "’ll"} for child in first.children if child.dep_ == "aux")


_RANKS = {
    "leaders": (
        "president",
        "prime minister",
        "king",
        "emir",
        "sultan",
        "chancellor",
        "supreme leader",
        "crown prince",
        "taoiseach",
        "premier",
        "leader",
    ),
    "ministers": ("minister", "secretary of state", "secretary of defense", "treasury secretary", "foreign secretary"),
    "military": ("general", "admiral", "commander", "chief of staff", "marshal"),
    "parliament": ("speaker", "senator", "lawmaker", "member of parliament", "congressman"),
}


def level_of(participants: list[Actor]) -> str | None:
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
def _topic_pattern() -> tuple[dict[str, str], re.Pattern[str]]:
    topics = {word: topic for topic, words in read_yaml("lexicons/topics.yml").items() for word in words}
    longest_first = sorted(topics, key=len, reverse=True)
    return topics, re.compile(rf"\b({'|'.join(re.escape(word) for word in longest_first)})", re.IGNORECASE)


def topics_in(text: str) -> list[str]:
    """Return the topics whose words of `seeds/lexicons/topics.yml` begin a word of the text, sorted."""
    topics, pattern = _topic_pattern()
    return sorted({topics[found.lower()] for found in pattern.findall(text)})
