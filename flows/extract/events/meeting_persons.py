"""Who those who meet are called and whom they serve, by what the document says before.

Here: the fullest name that the document gives, the state of a minister whose state no phrase names. Not here: who takes part (meeting_roles).
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from flows.extract.events.meeting_sides import Participants
from flows.extract.events.meeting_words import meeting_words
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

_OFTEN = 2
_BESIDE = 3
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})


def name_as_written(together: Participants, sentence: Sentence, earlier: Sequence[Sentence]) -> Participants:
    """Return the participants with each person by the fullest name so far, and without the persons whom the document does not name."""
    sentences = [*earlier, sentence]
    return Participants([_as_written(actor, sentences) for actor in together.actors], together.mentions)


def serve_home(together: Participants, sentence: Sentence, earlier: Sequence[Sentence]) -> None:
    """Give a minister or an envoy of no known state the state that the document names most and that does not take part by itself."""
    for place, actor in enumerate(together.actors):
        together.actors[place] = _by_given_name(actor, earlier)
    unknown = [place for place, actor in enumerate(together.actors) if _serves_somebody(actor) and not _heads_organisation(sentence, actor)]
    if not unknown or len(together.codes) != 1:
        return
    named = Counter(
        actor.code
        for told in (*earlier, sentence)
        for mention in told.actors
        for actor in mention.actors
        if actor.kind == "state" and actor.code not in {"UNK", *together.codes} and mention.how != "pronoun"
    )
    if named and named.most_common(1)[0][1] >= _OFTEN:
        for place in unknown:
            together.actors[place] = replace(together.actors[place], code=named.most_common(1)[0][0], kind="state")


def _by_given_name(actor: Actor, earlier: Sequence[Sentence]) -> Actor:
    """Return a person called by one name as the one whose full name the document gave: "Chansamone" after "General Chansamone Chanyalath"."""
    if actor.code != "UNK" or actor.person is None or " " in actor.person:
        return actor
    named = [found for told in earlier for mention in told.actors for found in mention.actors if found.person and found.code != "UNK"]
    known = next((found for found in reversed(named) if actor.person in (found.person or "").split()), None)
    return actor if known is None else replace(actor, code=known.code, kind=known.kind, person=known.person)


def _serves_somebody(actor: Actor) -> bool:
    if actor.code != "UNK" or actor.person is None or actor.role is None:
        return False
    return any(word in meeting_words("offices_of_state") for word in actor.role.lower().split())


def _heads_organisation(sentence: Sentence, actor: Actor) -> bool:
    """Return whether a body of no state's is named beside the person: "the secretary general of the Organization of American States, X"."""
    if "secretary general" in (actor.role or "").lower().replace("-", " "):
        return True
    persons = [mention for mention in sentence.actors if actor in mention.actors]
    bodies = [
        mention for mention in sentence.actors if mention.actors[0].kind in {"organisation", "entity"} and mention.actors[0].code == "UNK"
    ]
    return any(abs(body.end - person.start) <= _BESIDE or abs(person.end - body.start) <= _BESIDE for person in persons for body in bodies)


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
