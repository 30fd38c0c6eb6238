"""What "he", "its" and "they" stand for.

Here: resolving pronouns to actors named before, in the sentence or the document. Not here: names, definites (coreference), "I", "we" and
"you" (turns).
"""

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory, distinct_states
from flows.extract.mentions.clauses import acting_tokens
from flows.extract.mentions.turns import PERSON_PRONOUNS, addressed, is_quoted, quoted_person
from flows.extract.mentions.types import Actor, ActorMention

_STATE_PRONOUNS = frozenset({"it", "its"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
_SPEAKER_PRONOUNS = frozenset({"we", "our", "us", "ours"})
_FIRST_PERSON = frozenset({"i", "me", "my", "mine"})
_STATE_KINDS = frozenset({"state", "organisation", "group"})
_OF_DEEDS = frozenset(
    "deny confirm reject dismiss welcome hail call describe condemn do make renew say extend propose regret applaud admit".split()
)
_OF_WOMEN = frozenset({"she", "her", "hers"})
_OF_MEN = frozenset({"he", "him", "his"})
_HIGHEST_CLAUSE = 8
_THINGS = _STATE_KINDS | {"entity"}


def find_pronouns(
    doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory, last_person: Actor | None
) -> list[ActorMention]:
    """Return mentions for pronouns that stand for an actor named before in the sentence, as its subject, or in the sentences before.

    `last_person` is the last person of the sentences before this one.
    """
    found: list[ActorMention] = []
    ordered = sorted(mentions, key=lambda mention: mention.start)
    quoted = quoted_person(doc, ordered, memory, last_person)
    for token in doc:
        if taken[token.i] or token.pos_ not in {"PRON", "DET", ""}:
            continue
        word = token.lower_
        actors: tuple[Actor, ...] = ()
        if word in PERSON_PRONOUNS:
            actors = _person(doc, token, ordered, found, memory, last_person)
        elif word in _STATE_PRONOUNS and not _is_expletive(doc, token.i) and not _is_deed(token):
            actor = _thing(doc, token, ordered, memory)
            actors = (actor,) if actor is not None else ()
        elif word in _PLURAL_PRONOUNS:
            actors = _several(doc, ordered, token.i, memory)
        elif (both := addressed(doc, token.i, memory)) is not None:
            taken[token.i] = True
            found.append(ActorMention(token.i, token.i + 1, token.i, both, "speaker", token.text))
        elif word in _SPEAKER_PRONOUNS and memory.speaker is not None:
            actors = (Actor(memory.speaker.code, memory.speaker.name, memory.speaker.kind),)
        elif word in _FIRST_PERSON and memory.speaker is not None:
            actors = (memory.speaker,)
        elif word in _FIRST_PERSON | _SPEAKER_PRONOUNS and quoted is not None and is_quoted(doc, token.i):
            actors = (quoted,)
        if actors:
            taken[token.i] = True
            found.append(ActorMention(token.i, token.i + 1, token.i, actors, "pronoun", token.text))
    return found


def _person(
    doc: Doc, token: Token, named: list[ActorMention], pronouns: list[ActorMention], memory: ActorMemory, last_person: Actor | None
) -> tuple[Actor, ...]:
    """Return whom "he" or "her" stands for: whom the sentence or the text goes on about, as an object somebody else than who acts."""
    barred = _clause_subject(doc, named, token.i)
    acting = _clause_subject(doc, pronouns, token.i)
    other = next((m for m in pronouns if doc[m.start].lower_ in (_OF_MEN if token.lower_ in _OF_WOMEN else _OF_WOMEN)), None)
    acting = other or acting
    excluded = {mention.actors[0].person for mention in (barred, acting) if mention is not None}
    known = [actor for actor in reversed(memory.recent) if actor.person is not None]
    candidates = (
        _parallel_subject(doc, pronouns, token.i),
        _person_before(doc, [mention for mention in named if mention is not barred], token.i),
        memory.human,
        last_person,
        *(known if acting is not None else ()),
    )
    chosen = next((actor for actor in candidates if actor is not None and (acting is None or actor.person not in excluded)), None)
    return (chosen,) if chosen is not None and (barred is None or chosen.person != barred.actors[0].person) else ()


def _is_deed(token: Token) -> bool:
    """Return whether "it" is what was said or done: "Peru denied it"."""
    return token.lower_ == "it" and token.dep_ == "obj" and token.head.lemma_.lower() in _OF_DEEDS


def _thing(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> Actor | None:
    """Return whom "it" or "its" stands for: the subject before it in the sentence, else whom the text goes on about; as an object not who acts."""
    acting = acting_tokens(token) if token.lower_ == "it" and not token.dep_.startswith("nsubj") else set()
    barred = {a.code for m in mentions if m.head in acting or acting & set(range(m.start, m.end)) for a in m.actors}
    before = [m for m in mentions if not barred & {a.code for a in m.actors}]
    topic = memory.topic(_THINGS, barred)
    if (
        token.dep_ == "nsubj"
        and topic is not None
        and memory.is_fresh(topic)
        and not any(_is_subject(doc, m) for m in before if m.end <= token.i)
    ):
        return topic  # "in Peru it said"
    return _governing_subject(token, before) or _subject_before(doc, before, token.i) or topic


def _is_given(noun: Token) -> bool:
    """Return whether the noun is to whom something goes: "Peru said Chile sent jets to its army" is the army of Peru."""
    return noun.dep_ == "obl" and any(child.dep_ == "case" and child.lower_ == "to" for child in noun.children)


def _governing_subject(token: Token, mentions: list[ActorMention]) -> Actor | None:
    """Return the subject of the nearest clause above the pronoun's: in "Peru paid after Chile said it would", "it" is Chile."""
    verb = token.head
    if token.dep_.startswith("nsubj") or _is_given(token.head):
        verb = verb.head if verb.head.i != verb.i else verb
    if _is_given(token.head):
        verb = verb.head if verb.head.i != verb.i else verb
    for _ in range(_HIGHEST_CLAUSE):
        for child in verb.children:
            if not child.dep_.startswith("nsubj") or child.i >= token.i:
                continue
            found = [m for m in mentions if m.head == child.i or (m.start <= child.i < m.end)]
            owners = [m for m in mentions if m.head in {owner.i for owner in child.children if owner.dep_ == "nmod:poss"}]
            for mention in [*found, *owners]:
                actor = mention.actors[0]
                is_unknown = actor.person is not None and actor.code == "UNK"
                if mention.end <= token.i and actor.kind in _THINGS and mention.how != "pronoun" and not is_unknown:
                    return Actor(actor.code, actor.name, actor.kind)
        if verb.head.i == verb.i:
            break
        verb = verb.head
    return None


def _several(doc: Doc, mentions: list[ActorMention], i: int, memory: ActorMemory) -> tuple[Actor, ...]:
    """Return whom "they", "them" or "their" stands for: those joined in the sentence, a people or group, the plural subject before it."""
    barred = _clause_subject(doc, mentions, i)
    before = [m for m in mentions if m.end <= i and m is not barred]
    plural = next((m for m in reversed(before) if len(m.actors) > 1), None)
    if plural is not None:
        return plural.actors
    if doc.has_annotation("DEP"):
        subjects = distinct_states([a for m in before if _is_subject(doc, m) for a in m.actors])
        if len(subjects) > 1:
            return tuple(subjects[:2])
        gathered = next((m for m in before if _is_subject(doc, m) and _is_gathering(doc, m)), None)
        if gathered is not None:
            return gathered.actors
    if before:
        return ()
    if memory.several:
        return memory.several
    if memory.human is None and (group := memory.latest(_STATE_KINDS)) is not None and group.kind == "group":
        return (group,)
    is_told = doc[i].lower_ == "their" or all(actor.person is not None for actor in memory.pair)
    return memory.pair if is_told else ()


def _is_gathering(doc: Doc, mention: ActorMention) -> bool:
    """Return whether one actor is spoken of as many: "the Peruvians", "Peruvian officials", a movement."""
    head = doc[mention.head]
    is_plural = head.pos_ == "NOUN" and head.text.endswith("s") and head.lemma_.lower() != head.lower_
    return mention.how == "people" or mention.actors[0].kind == "group" or is_plural


def _parallel_subject(doc: Doc, pronouns: list[ActorMention], i: int) -> Actor | None:
    """Return whom the same pronoun stands for as the subject of the clause that this one is coordinated with: "he called X and he left"."""
    verb = doc[i].head
    if doc[i].dep_ != "nsubj" or verb.dep_ != "conj":
        return None
    first = next((child for child in verb.head.children if child.dep_ == "nsubj" and child.lower_ == doc[i].lower_), None)
    return next((m.actors[0] for m in pronouns if first is not None and m.start == first.i), None)


def _clause_subject(doc: Doc, mentions: list[ActorMention], i: int) -> ActorMention | None:
    """Return the subject of the clause whose object the pronoun is: in "Smith met him", "him" is not Smith."""
    if doc[i].dep_ not in {"obj", "iobj", "obl"}:
        return None
    verb = doc[i].head
    if verb.dep_ == "acl:relcl" and any(child.lower_ == "who" and child.dep_ == "nsubj" for child in verb.children):
        told = verb.head.head if verb.head.dep_ == "appos" else verb.head
        return next((m for m in mentions if m.start <= told.i < m.end), None)
    return next((m for m in mentions if doc[m.head].head.i == verb.i and doc[m.head].dep_.startswith("nsubj")), None)


def _person_before(doc: Doc, mentions: list[ActorMention], before: int) -> Actor | None:
    persons = [m for m in mentions if m.end <= before and (m.actors[0].person is not None or m.how == "role")]
    subject = next((m for m in persons if doc.has_annotation("DEP") and _is_subject(doc, m)), None)
    chosen = subject or (persons[-1] if persons else None)
    return chosen.actors[0] if chosen is not None else None


def _subject_before(doc: Doc, mentions: list[ActorMention], before: int) -> Actor | None:
    states = [m for m in mentions if m.end <= before and m.actors[0].kind in _STATE_KINDS | {"entity"} and m.how != "pronoun"]
    subject = next((m for m in states if doc.has_annotation("DEP") and _is_subject(doc, m)), None)
    chosen = subject or (states[0] if states else None)
    return chosen.actors[0] if chosen is not None else None


def _is_subject(doc: Doc, mention: ActorMention) -> bool:
    token = doc[mention.head]
    return token.dep_.startswith("nsubj") or (token.dep_ in {"conj", "appos"} and token.head.dep_.startswith("nsubj"))


def _is_expletive(doc: Doc, i: int) -> bool:
    """Return whether "it" only fills the subject's place: "it is expected that", "it seems"."""
    return doc[i].dep_ == "expl" or (
        i + 2 < len(doc) and doc[i + 1].lower_ in {"is", "was", "seems", "appears"} and doc[i + 2].pos_ == "ADJ"
    )
