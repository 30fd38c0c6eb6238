"""Meetings within one state: a government and the rebels it talks to, two armed groups.

Here: which nouns stand for an armed or political group, and whether those of one state are two sides. Not here: who takes part (meeting_roles).
"""

from spacy.tokens import Token

from flows.extract.events.meeting_words import meeting_words, party_noun
from flows.extract.mentions.types import ActorMention
from flows.extract.sentences import Sentence


def is_armed_group(token: Token) -> bool:
    """Return whether a noun stands for rebels, guerrillas or another group under arms: "Maoist rebels", "three ethnic armed groups"."""
    noun = party_noun(token)
    if noun in meeting_words("rebels"):
        return True
    return noun in meeting_words("groupings") and any(child.lower_ in meeting_words("rebellious") for child in token.children)


def is_syrian_opposition(sentence: Sentence, noun: Token) -> bool:
    """Return whether the noun stands for the opposition in a sentence about Syria: "talks with opposition representatives"."""
    is_named = noun.lemma_.lower() == "opposition" or (
        party_noun(noun) in meeting_words("parties") and any(child.lower_ == "opposition" for child in noun.children)
    )
    return is_named and any(actor.code == "SYR" for mention in sentence.actors for actor in mention.actors)


def are_two_sides(mentions: list[ActorMention], nouns: list[Token]) -> bool:
    """Return whether those who meet, all of one state, are a government or army and a group that is not; `nouns` are the heads of the mentions."""
    kinds = {_side(mention, noun) for mention, noun in zip(mentions, nouns, strict=True) if mention.how != "pronoun"}
    return {"group", "power"} <= kinds


def _side(mention: ActorMention, noun: Token) -> str | None:
    words = set(mention.text.lower().split())
    if (mention.actors and mention.actors[0].kind == "group") or is_armed_group(noun) or words & meeting_words("rebels"):
        return "group"
    is_power = (
        mention.how == "role"
        or (mention.actors[:1] and mention.actors[0].person is not None)
        or party_noun(noun) in meeting_words("powers")
    )
    return "power" if is_power else None
