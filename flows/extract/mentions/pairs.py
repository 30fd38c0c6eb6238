"""What "the two countries", "both sides", "the three leaders" and "the rivals" stand for.

Here: plural definites for actors named before. Not here: definites for one (coreference).
"""

import re

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory, distinct_states
from flows.extract.mentions.clauses import acting_codes, is_bare
from flows.extract.mentions.descriptions import states_with
from flows.extract.mentions.offices import name_office
from flows.extract.mentions.types import Actor, ActorMention

_PAIR_WORDS = frozenset({"two", "both"})
# What may stand between "the two" and the noun.
_PAIR_MODIFIERS = frozenset(
    "foreign prime defence defense finance interior trade oil energy neighbouring neighboring rival warring opposing asian african arab".split()
)
_FARTHEST_COUNT = 6
# The plural nouns that mean two who face each other even without a count.
_OPPOSED = frozenset(
    "neighbours neighbors rivals foes archrivals arch-rivals adversaries sides arch-foes enemies delegations leaders presidents".split()
)
_TRIO_WORDS = frozenset({"three", "four", "five"})
_COUNTS = {"three": 3, "four": 4, "five": 5}
_PERSON_NOUNS = frozenset(("leaders presidents ministers men women diplomats officials premiers two pair duo heads counterparts").split())
_PAIR_NOUNS = frozenset(
    (
        "countries sides nations states leaders presidents parties governments ministers neighbours neighbors capitals allies "
        "men powers delegations officials women diplomats premiers militaries armies rivals teams foes enemies adversaries "
        "partners economies giants producers kingdoms republics monarchies islands emirates superpowers members heavyweights "
        "democracies archrivals"
    ).split()
)


def is_about_persons(word: str) -> bool:
    """Return whether the noun means persons rather than their states: "the two leaders"."""
    return word in _PERSON_NOUNS


def find_pair(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> tuple[int, tuple[Actor, ...]] | None:
    """Return the first token of "the two countries" or "the three leaders" and whom they are, null for other words."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    start = token.i - 1 if token.i else token.i
    codes: frozenset[str] = frozenset()
    if word in _PAIR_NOUNS and before not in _PAIR_WORDS | _TRIO_WORDS:
        counted = _count_before(doc, token.i, mentions)
        if counted is not None:
            codes = states_with(doc[counted + 1 : token.i].text)
            start, before = counted, doc[counted].lower_
        elif before in _PAIR_MODIFIERS:
            start -= 1
            before = doc[start].lower_
    if (word in _PAIR_NOUNS and (before in _PAIR_WORDS or _is_each_of(doc, start))) or (before == "the" and _is_pair_alone(doc, token.i)):
        here = distinct_states([actor for mention in mentions if mention.start < token.i for actor in mention.actors])
        if len(here) == 1 and memory.pair and _is_of_third(doc, token, mentions, memory.pair):
            here = []  # "Silva telephoned both presidents": two others
        if len(here) < 2:
            here = distinct_states([*here, *memory.pair, *reversed(memory.recent)])
        office = name_office(re.sub(r"s$", "", " ".join(doc[start + 1 : token.i + 1].text.lower().split())))
        if len(distinct_states([a for m in mentions if m.start < token.i for a in m.actors if a.role == office])) < 2:
            here = list(memory.pair_in_office({"premier": "prime minister"}.get(office, office))) or here
        barred = acting_codes(token, mentions, memory) if here and len(here) < 3 else set()
        if barred & {actor.code for actor in here[:2]}:
            others = [
                seen.actor for seen in memory.states.values() if seen.actor.code not in barred and seen.sentence >= memory.sentences - 1
            ]
            here = distinct_states(others)[-2:] if len(distinct_states(others)) > 1 else here
        if codes:
            here = [
                actor for actor in distinct_states([*here, *(s.actor for s in reversed(memory.states.values()))]) if actor.code in codes
            ]
        return (start, tuple(here[:2])) if len(here) >= 2 else None
    if word in _PAIR_NOUNS and before in _TRIO_WORDS:
        here = distinct_states([actor for mention in mentions if mention.start < token.i for actor in mention.actors])
        wanted = _COUNTS[before]
        if len(here) != wanted and len(memory.several) == wanted and len(here) < 2:
            return start, memory.several
        if len(here) == wanted:
            return start, tuple(here)
        return (start, memory.group) if len(memory.group) == wanted and len(here) < 2 else None
    if word in _OPPOSED and is_bare(doc, token.i):
        return _opposed(doc, token, mentions, memory)
    return None


def _count_before(doc: Doc, i: int, mentions: list[ActorMention]) -> int | None:
    """Return the token of the count before a noun with adjectives: "the two South Asian rivals"; null where there is none."""
    claimed = {j for mention in mentions for j in range(mention.start, mention.end)}
    for j in range(i - 1, max(-1, i - _FARTHEST_COUNT), -1):
        if doc[j].lower_ in _PAIR_WORDS | _TRIO_WORDS:
            is_known = doc[j].lower_ == "both" or (j > 0 and doc[j - 1].lower_ in {"the", "these", "those", "all"})
            return j if is_known else None  # "three unnamed officials" were not named before
        if j in claimed or (doc[j].pos_ not in {"ADJ", "NOUN", "PROPN", "PUNCT", "ADV"} and doc[j].dep_ != "amod"):
            return None
    return None


def _opposed(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> tuple[int, tuple[Actor, ...]] | None:
    """Return the first token of "the neighbours", "the nuclear-armed rivals" and the two that the sentence before named."""
    the = next((j for j in range(token.i - 1, max(-1, token.i - _FARTHEST_COUNT), -1) if doc[j].lower_ == "the"), None)
    if the is None or any(mention.start < token.i and mention.end > the for mention in mentions) or len(memory.pair) != 2:
        return None
    if any(token.pos_ in {"VERB", "ADP", "NUM"} and token.dep_ != "amod" for token in doc[the : token.i]):
        return None
    fresh = {key for key, seen in memory.states.items() if seen.sentence == memory.sentences}
    here = {actor.code for mention in mentions if mention.start < the for actor in mention.actors}
    codes = states_with(doc[the : token.i].text)
    is_told = all(actor.code in fresh and (not codes or actor.code in codes) for actor in memory.pair) and len(fresh) == 2
    return (the, memory.pair) if is_told and not here - fresh else None


def _is_each_of(doc: Doc, the: int) -> bool:
    """Return whether the noun phrase that begins at `the` is one of which each is meant: "each of the presidents"."""
    return the > 1 and doc[the].lower_ == "the" and doc[the - 1].lower_ == "of" and doc[the - 2].lower_ in {"each", "both"}


def _is_of_third(doc: Doc, noun: Token, mentions: list[ActorMention], pair: tuple[Actor, ...]) -> bool:
    """Return whether the noun is no subject and the one who acts on it is none of the pair named before."""
    if not doc.has_annotation("DEP") or noun.dep_.startswith("nsubj"):
        return False
    codes = {actor.code for actor in pair}
    return all(actor.code not in codes for mention in mentions if mention.start < noun.i for actor in mention.actors)


def _is_pair_alone(doc: Doc, i: int) -> bool:
    """Return whether the token stands for two named before without a noun: "when the two met", "the pair agreed"."""
    token = doc[i]
    is_argument = token.dep_.startswith("nsubj") or token.dep_ in {"obj", "obl", "nmod"}
    return (
        token.lower_ in {"two", "pair", "duo"}
        and is_argument
        and is_bare(doc, i)
        and not (i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "ADJ", "PROPN"} and doc[i + 1].lower_ not in {"last", "first", "next"})
    )
