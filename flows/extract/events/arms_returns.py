"""Weapons that go back to where they came from: "sent the jets back to Spain" tells of an earlier delivery by Spain.

Here: seeing that they go back. Not here: the rule of "return" (seeds/rules), or who was asked to take them.
"""

from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.sentences import Sentence

_REACH = 12


def is_return(sentence: Sentence, match: Match) -> bool:
    """Return whether the verb sends weapons back: "sent it back", "will hand the howitzers back to Spain"."""
    if not match.frame.is_verbal or match.frame.lemma not in arms_words("giving_back"):
        return False
    trigger = sentence.doc[match.trigger]
    return any(
        token.lower_ == "back" and token.dep_ in {"advmod", "compound:prt"} and trigger in {token.head, token.head.head}
        for token in sentence.doc[match.trigger + 1 : match.trigger + _REACH]
    )
