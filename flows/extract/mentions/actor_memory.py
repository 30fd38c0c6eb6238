"""What a document has named so far: its actors, pairs and groups of states, and who speaks or is quoted.

Here: keeping them. Not here: resolving words to them (coreference, turns).
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.extract.mentions.types import Actor, ActorMention

_STATE_KINDS = frozenset({"state", "organisation", "group"})
_LONGEST_LABEL = 8
_MEMORY = 12
_BODY_KINDS = frozenset({"organisation", "seat", "model"})
_TOPIC_REACH = 3  # sentences


@dataclass(slots=True)
class Seen:
    """When a state was named last, and how."""

    actor: Actor
    sentence: int
    is_subject: bool
    subject_in: int = -9  # the latest sentence of which it was the subject
    times: int = 1  # that it was named


@dataclass(slots=True)
class ActorMemory:
    """The actors of the sentences so far, the most salient of the latest sentence last."""

    speaker: Actor | None = None
    recent: list[Actor] = field(default_factory=list)
    pair: tuple[Actor, ...] = ()
    group: tuple[Actor, ...] = ()  # the three or more states of the latest sentence that names so many
    several: tuple[Actor, ...] = ()  # the plural subject of the latest sentence
    human: Actor | None = None  # the person or holder of an office whom the latest sentence is about
    quoted: Actor | None = None  # whose words were quoted last
    speakers: tuple[Actor, ...] = ()  # the two who take turns, for remarks to the press
    year: int | None = None  # of publication
    sentences: int = 0  # seen so far
    acting: set[str] = field(default_factory=set)  # the names of the subjects of the latest sentence
    bodies: dict[str, Actor] = field(default_factory=dict)  # the bodies named so far by the noun in their names: "council"
    states: dict[str, Seen] = field(default_factory=dict)  # every state and body of states named so far, by code, the latest last
    holders: dict[tuple[str, str], Actor] = field(default_factory=dict)  # who holds an office, by office and code, the latest last

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
        """Take in a sentence: whom it goes on about with a pronoun is the most salient of its actors, then its subject."""
        named = [mention for mention in mentions if mention.how != "pronoun" and not _is_source(doc, mention)]
        subjects = [m for m in named if is_subject(doc, m)]
        subjects.sort(key=lambda m: not _acts_in_main_clause(doc, m))
        others = [m for m in named if m not in subjects]
        codes = {actor.code for mention in named for actor in mention.actors}
        resumed = [m for m in mentions if m.how == "pronoun" and len(m.actors) == 1 and m.actors[0].code not in codes]
        resumed.sort(key=lambda m: not is_subject(doc, m))
        for mention in [*reversed(others), *reversed(subjects), *reversed(resumed)]:
            for actor in mention.actors:
                self.recent = [known for known in self.recent if not _is_same(known, actor)]
                self.recent.append(actor)
        self.recent = self.recent[-_MEMORY:]
        self.sentences += 1
        for mention in named:
            last = mention.text.split()[-1]
            if mention.how in {"name", "demonym"} and last.islower() and " " in mention.text and mention.actors[0].code != "UNK":
                self.bodies[last] = mention.actors[0]
            if mention.how in _BODY_KINDS and mention.actors[0].code != "UNK":
                self.bodies.update(dict.fromkeys((word.lower() for word in mention.text.split() if word[:1].isupper()), mention.actors[0]))
        self.acting = {actor.name for mention in [*subjects, *resumed] for actor in mention.actors}
        for mention in [*named, *resumed]:
            is_topic = mention in subjects or mention in resumed
            for actor in mention.actors:
                if actor.kind in _STATE_KINDS and (actor.code != "UNK" or actor.person is None):
                    self._keep(actor, is_topic)
                if actor.role and actor.code != "UNK":
                    role = self._office_of_counterpart(named) if actor.role == "counterpart" else actor.role
                    held = self.holders.pop((role, actor.code), actor)
                    self.holders[role, actor.code] = actor if actor.person is not None else held
        humans = [m for m in named if m.actors[0].person is not None or m.how == "role"]
        gone_on = next(
            (m.actors[0] for m in mentions if m.how == "pronoun" and m.actors[0].person is not None and doc[m.start].dep_ == "nsubj"), None
        )
        self.human = next((m.actors[0] for m in humans if m in subjects), gone_on or (humans[-1].actors[0] if humans else self.human))
        self.several = next((actors for actors in (self._several(doc, m, named) for m in subjects) if actors), ())
        distinct = distinct_states([actor for mention in named for actor in mention.actors])
        if len(distinct) >= 2:
            self.pair = (distinct[0], distinct[1])
        if len(distinct) > 2:
            self.group = tuple(distinct)

    @staticmethod
    def _several(doc: Doc, subject: ActorMention, mentions: list[ActorMention]) -> tuple[Actor, ...]:
        """Return the actors of a plural subject: "Peru and Chile", "the two countries"; empty for a single one."""
        joined = [m for m in mentions if m is subject or (doc[m.head].dep_ == "conj" and doc[m.head].head.i == subject.head)]
        actors = tuple(actor for mention in joined for actor in mention.actors)
        return actors if len(actors) > 1 else ()

    @staticmethod
    def _office_of_counterpart(mentions: list[ActorMention]) -> str:
        return next((a.role for m in mentions for a in m.actors if a.role and a.role != "counterpart"), "counterpart")

    def _keep(self, actor: Actor, is_subject: bool) -> None:
        key = _key(actor)
        before = self.states.pop(key, None)
        is_subject = is_subject or (before is not None and before.sentence == self.sentences and before.is_subject)
        subject_in = self.sentences if is_subject else before.subject_in if before is not None else -9
        times = 1 + (before.times if before is not None else 0)
        self.states[key] = Seen(Actor(actor.code, actor.name, actor.kind), self.sentences, is_subject, subject_in, times)

    def topic(self, kinds: frozenset[str], barred: set[str]) -> Actor | None:
        """Return whom the text goes on about: the latest subject of the last sentences, where these name others, else their most salient actor."""
        known = [actor for actor in self.recent if actor.kind in kinds and actor.code not in barred and _is_known(actor)]
        known = [actor for actor in known if actor.kind in _STATE_KINDS or actor.name in self.acting]
        last = next(reversed(known), None)
        seen = self.states.get(_key(last)) if last is not None else None
        if last is None or seen is None or last.kind not in _STATE_KINDS or seen.subject_in == self.sentences:
            return last
        told = [
            s
            for s in self.states.values()
            if s.subject_in >= self.sentences - _TOPIC_REACH and s.actor.code not in barred and _is_known(s.actor)
        ]
        latest = [s for s in told if s.subject_in == max(one.subject_in for one in told)]
        return latest[0].actor if len(latest) == 1 and seen.sentence == self.sentences else last

    def is_fresh(self, actor: Actor) -> bool:
        """Return whether the actor was a subject of the latest sentence."""
        seen = self.states.get(_key(actor))
        return seen is not None and seen.subject_in == self.sentences

    def pair_in_office(self, office: str) -> tuple[Actor, ...]:
        """Return the two who hold an office whose states the text is most about, empty where fewer were named."""
        held = [actor for (role, _), actor in self.holders.items() if role == office]
        held.sort(key=lambda actor: -self.states[actor.code].times if actor.code in self.states else 0)
        return tuple(held[:2]) if len(held) > 1 else ()

    def latest(self, kinds: frozenset[str]) -> Actor | None:
        """Return the most salient actor of these kinds, null if there is none."""
        known = [actor for actor in self.recent if actor.kind in kinds and actor.code != "UNK"]
        return next(reversed(known), None)


def _key(actor: Actor) -> str:
    return actor.code if actor.code != "UNK" else actor.name


def _is_same(one: Actor, other: Actor) -> bool:
    """Return whether two are one actor for the memory: a firm is another one than its state."""
    return one.code == other.code and one.person == other.person and (one.kind == "entity") == (other.kind == "entity")


def _is_known(actor: Actor) -> bool:
    """Return whether it is told who the actor is: by its code, or as a body of states that has none."""
    return actor.code != "UNK" or (actor.kind == "organisation" and actor.person is None)


def is_subject(doc: Doc, mention: ActorMention) -> bool:
    """Return whether the mention is a subject, the owner of one ("Peru's exports rose") or what one is said to be; false without a parse."""
    token = doc[mention.head]
    if token.dep_ == "root" and token.pos_ == "PROPN" and any(child.dep_ == "cop" for child in token.children):
        return True
    if token.dep_ == "nmod:poss":
        token = token.head
    while token.dep_ == "conj" and token.pos_ in {"NOUN", "PROPN"} and token.head.i < token.i:
        token = token.head  # "Denmark and Norway stopped sales": both are
    return token.dep_.startswith("nsubj")


def _is_source(doc: Doc, mention: ActorMention) -> bool:
    """Return whether the mention only tells where a claim comes from: "according to the Silva Institute, a Peruvian think-tank"."""
    token = doc[mention.head]
    while token.head.i != token.i and token.dep_ in {"appos", "amod", "compound", "nmod:poss", "nmod"}:
        token = token.head
    return any(child.lower_ == "according" for child in token.children)


def _acts_in_main_clause(doc: Doc, mention: ActorMention) -> bool:
    """Return whether the subject is that of the sentence, not of a clause within it."""
    token = doc[mention.head]
    while token.head.i != token.i and token.dep_ in {"nmod:poss", "nsubj", "nsubj:pass", "conj", "appos"}:
        token = token.head
    return token.dep_ == "root"


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
