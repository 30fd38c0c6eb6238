"""Who those who meet are called: by the fullest name that the document gives them, or not at all.

Here: from the person that the tables know to the name as written. Not here: who takes part (meeting_roles).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from flows.extract.events.meeting_sides import Participants
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})


def name_as_written(together: Participants, sentence: Sentence, earlier: Sequence[Sentence]) -> Participants:
    """Return the participants with each person by the fullest name so far, and without the persons whom the document does not name."""
    sentences = [*earlier, sentence]
    return Participants([_as_written(actor, sentences) for actor in together.actors], together.mentions)


def _as_written(actor: Actor, sentences: Sequence[Sentence]) -> Actor:
    if actor.person is None:
        return actor
    mentions = [
        mention for sentence in sentences for mention in sentence.actors if any(known.person == actor.person for known in mention.actors)
    ]
    if any(mention.how == "speaker" or mention.text.lower() in _FIRST_PERSON for mention in mentions):
        return actor  # named by the title of what is said
    names = [name for mention in mentions if (name := _written(mention, actor.person)) is not None]
    return replace(actor, person=max(names, key=lambda name: len(name.split()), default=None))


def _written(mention: ActorMention, person: str) -> str | None:
    """Return the name in a mention of the person, without office and state; null for a pronoun or a pair."""
    if mention.how != "person":
        return None
    words = mention.text.removesuffix("'s").removesuffix("’s").split()
    known = {_folded(word) for word in person.replace("-", " ").split()}
    first = next((i for i, word in enumerate(words) if known & set(_folded(word).split("-"))), len(words) - 1)
    written = " ".join(words[first:])
    return person if written.isupper() else written  # "PRESIDENT SILVA"


def _folded(word: str) -> str:
    """Return a word in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)).strip(".,")
