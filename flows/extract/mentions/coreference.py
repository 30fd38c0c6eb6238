"""What "the two countries", "the kingdom", "he" and "its" stand for.

Here: resolving definites and pronouns to actors named before, in the sentence or the document. Not here: names.
"""

from functools import cache

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory, distinct_states
from flows.extract.mentions.turns import PERSON_PRONOUNS, addressed, is_quoted, quoted_person
from flows.extract.mentions.types import Actor, ActorMention
from flows.seeds import read_yaml

_PAIR_WORDS = frozenset({"two", "both"})
_TRIO_WORDS = frozenset({"three", "four", "five"})
_COUNTS = {"three": 3, "four": 4, "five": 5}
_PERSON_NOUNS = frozenset(
    {
        "leaders",
        "presidents",
        "ministers",
        "men",
        "women",
        "diplomats",
        "officials",
        "premiers",
        "two",
        "pair",
        "duo",
        "heads",
        "counterparts",
    }
)
_PAIR_NOUNS = frozenset(
    [
        "countries",
        "sides",
        "nations",
        "states",
        "leaders",
        "presidents",
        "parties",
        "governments",
        "ministers",
        "neighbours",
        "neighbors",
        "capitals",
        "allies",
        "men",
        "powers",
        "delegations",
        "officials",
        "women",
        "diplomats",
        "premiers",
        "militaries",
        "armies",
        "rivals",
        "teams",
    ]
)
_BLOC_NOUNS = frozenset({"bloc", "alliance", "union"})
_HALVES = {"North": Actor("PRK", "the North", "state"), "South": Actor("KOR", "the South", "state")}
_STATE_PRONOUNS = frozenset({"it", "its"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
_SPEAKER_PRONOUNS = frozenset({"we", "our", "us", "ours"})
_FIRST_PERSON = frozenset({"i", "me", "my", "mine"})
_STATE_KINDS = frozenset({"state", "organisation", "group"})


@cache
def _definite_nouns() -> dict[str, frozenset[str]]:
    """Return the nouns that may stand alone for a state, each with the codes it can mean; an empty set means any."""
    return {noun: frozenset(codes) for noun, codes in read_yaml("reference/definites.yml").items()}


def find_definites(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> list[ActorMention]:
    """Return mentions for "the two countries", "both sides", "the kingdom", "the bloc", marking their tokens as taken."""
    found = []
    for token in doc:
        if taken[token.i]:
            continue
        word = token.lower_
        before = doc[token.i - 1].lower_ if token.i else ""
        start = token.i - 1 if token.i else token.i
        actors: tuple[Actor, ...] = ()
        if (word in _PAIR_NOUNS and before in _PAIR_WORDS) or (before == "the" and _is_pair_alone(doc, token.i)):
            here = distinct_states([actor for mention in mentions if mention.start < token.i for actor in mention.actors])
            if len(here) < 2:
                here = distinct_states([*here, *memory.pair, *reversed(memory.recent)])
            actors = tuple(here[:2]) if len(here) >= 2 else ()
        elif word in _PAIR_NOUNS and before in _TRIO_WORDS:
            here = distinct_states([actor for mention in mentions if mention.start < token.i for actor in mention.actors])
            wanted = _COUNTS[before]
            actors = tuple(here) if len(here) == wanted else (memory.group if len(memory.group) == wanted and len(here) < 2 else ())
        elif word in _definite_nouns() and before in {"the", "that", "this"} and _is_bare(doc, token.i) and not _is_attribute(token):
            antecedent = _last_state(mentions, token.i, memory, "state", _definite_nouns()[word])
            actors = (antecedent,) if antecedent is not None else ()
        elif word in _BLOC_NOUNS and before == "the" and _is_bare(doc, token.i):
            antecedent = _last_state(mentions, token.i, memory, "organisation", frozenset())
            actors = (antecedent,) if antecedent is not None else ()
        elif token.text in _HALVES and before == "the" and not doc[token.i + 1 : token.i + 2].text[:1].isupper() and _is_bare(doc, token.i):
            actors = _korea(_HALVES[token.text], mentions, memory)
        if actors:
            for i in range(start, token.i + 1):
                taken[i] = True
            text = doc[start : token.i + 1].text
            is_about_persons = word in _PERSON_NOUNS
            kept = tuple(a if is_about_persons else Actor(a.code, a.name, a.kind) for a in actors)
            found.append(ActorMention(start, token.i + 1, token.i, kept, "definite", text))
    return found


def _korea(half: Actor, mentions: list[ActorMention], memory: ActorMemory) -> tuple[Actor, ...]:
    """Return the half of Korea that "the North" or "the South" is, empty in a text that names neither."""
    named = {actor.code for mention in mentions for actor in mention.actors} | {actor.code for actor in memory.recent}
    return (half,) if named & {"PRK", "KOR"} else ()


def _is_pair_alone(doc: Doc, i: int) -> bool:
    """Return whether the token stands for two named before without a noun: "when the two met", "the pair agreed"."""
    token = doc[i]
    is_argument = token.dep_.startswith("nsubj") or token.dep_ in {"obj", "obl", "nmod"}
    return (
        token.lower_ in {"two", "pair", "duo"}
        and is_argument
        and _is_bare(doc, i)
        and not (i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "ADJ", "PROPN"})
    )


def _is_bare(doc: Doc, i: int) -> bool:
    """Return whether nothing after the noun says which one is meant."""
    return i + 1 >= len(doc) or doc[i + 1].lower_ not in {"of", "that", "which", "where", "whose"}


def _is_attribute(token: Token) -> bool:
    """Return whether "state" only says whose a thing is: "the state shipyard", "the state media"."""
    return token.lower_ == "state" and token.dep_ in {"compound", "amod"} and token.head.i > token.i


def _last_state(mentions: list[ActorMention], before: int, memory: ActorMemory, kind: str, codes: frozenset[str]) -> Actor | None:
    """Return the latest actor of the kind, in the sentence and then before it, that the noun can mean."""
    here = [actor for mention in mentions if mention.start < before for actor in mention.actors if actor.person is None]
    for actor in reversed([*memory.recent, *here]):
        if actor.kind == kind and actor.code != "UNK" and (not codes or actor.code in codes):
            return actor
    return None


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
            barred = _clause_subject(doc, ordered, token.i)
            actor = (
                _parallel_subject(doc, found, token.i)
                or _person_before(doc, [mention for mention in ordered if mention is not barred], token.i)
                or memory.human
                or last_person
            )
            if actor is not None and barred is not None and actor.person == barred.actors[0].person:
                actor = None
            actors = (actor,) if actor is not None else ()
        elif word in _STATE_PRONOUNS and not _is_expletive(doc, token.i):
            actor = _subject_before(doc, ordered, token.i) or memory.latest(_STATE_KINDS)
            actors = (actor,) if actor is not None else ()
        elif word in _PLURAL_PRONOUNS:
            before = [mention for mention in ordered if mention.end <= token.i]
            plural = next((mention for mention in reversed(before) if len(mention.actors) > 1), None)
            if plural is not None:
                actors = plural.actors
            else:
                subjects = distinct_states([a for m in before if doc.has_annotation("DEP") and _is_subject(doc, m) for a in m.actors])
                actors = tuple(subjects[:2]) if subjects else ((memory.pair) if memory.pair and not before else ())
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
