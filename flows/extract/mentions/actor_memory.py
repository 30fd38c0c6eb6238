"""What a document has named so far: its actors, pairs and groups of states, and who speaks or is quoted.

Here: keeping them. Not here: resolving words to them (coreference, turns).
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.extract.mentions.types import Actor, ActorMention

_STATE_KINDS = frozenset({"state", "organisation", "group"})
_LONGEST_LABEL = 8
_MEMORY = 12


@dataclass(slots=True)
class ActorMemory:
    """The actors of the sentences so far, the most salient of the latest sentence last."""

    speaker: Actor | None = None
    recent: list[Actor] = field(default_factory=list)
    pair: tuple[Actor, ...] = ()
    group: tuple[Actor, ...] = ()  # the three or more states of the latest sentence that names so many
    human: Actor | None = None  # the person or holder of an office whom the latest sentence is about
    quoted: Actor | None = None  # whose words were quoted last
    speakers: tuple[Actor, ...] = ()  # the two who take turns, for remarks to the press

    def take_turn(self, doc: Doc, mentions: list[ActorMention]) -> None:
        """Take in who begins to speak: "PRESIDENT SILVA: Thank you"."""
        colon = next((token.i for token in doc[:_LONGEST_LABEL] if token.text == ":"), None)
        if len(self.speakers) > 1 and colon and all(not token.is_alpha or token.is_upper for token in doc[:colon]):
            label = next((m.actors[0] for m in mentions if m.end <= colon and m.actors[0].person is not None), None)
            if label is not None:
                self.speaker = next((known for known in self.speakers if is_same_person(known, label)), label)

    @property
    def partner(self) -> Actor | None:
        """Return whom the one who speaks addresses, null where it is not one of two."""
        others = [known for known in self.speakers if self.speaker is not None and not is_same_person(known, self.speaker)]
        return others[0] if len(others) == 1 and len(self.speakers) > 1 else None

    def see(self, doc: Doc, mentions: list[ActorMention]) -> None:
        """Take in a sentence: its subject is the most salient of its actors."""
        named = [mention for mention in mentions if mention.how != "pronoun"]
        subjects = [m for m in named if doc.has_annotation("DEP") and doc[m.head].dep_.startswith("nsubj")]
        others = [m for m in named if m not in subjects]
        for mention in [*reversed(others), *reversed(subjects)]:
            for actor in mention.actors:
                self.recent = [known for known in self.recent if known.code != actor.code or known.person != actor.person]
                self.recent.append(actor)
        self.recent = self.recent[-_MEMORY:]
        humans = [m for m in named if m.actors[0].person is not None or m.how == "role"]
        self.human = next((m.actors[0] for m in humans if m in subjects), humans[-1].actors[0] if humans else self.human)
        distinct = distinct_states([actor for mention in named for actor in mention.actors])
        if len(distinct) >= 2:
            self.pair = (distinct[0], distinct[1])
        if len(distinct) > 2:
            self.group = tuple(distinct)

    def latest(self, kinds: frozenset[str]) -> Actor | None:
        """Return the most salient actor of these kinds, null if there is none."""
        return next((actor for actor in reversed(self.recent) if actor.kind in kinds and actor.code != "UNK"), None)


def is_same_person(one: Actor, other: Actor) -> bool:
    """Return whether two actors are one person, by surname; without a person, one state."""
    if one.person is None or other.person is None:
        return one.code == other.code
    return one.person.split()[-1].lower() == other.person.split()[-1].lower()


def distinct_states(actors: list[Actor]) -> list[Actor]:
    """Return the states and bodies of states among actors, each once, in their order."""
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.code != "UNK" and actor.kind in _STATE_KINDS:
            found.setdefault(actor.code, actor)
    return list(found.values())
