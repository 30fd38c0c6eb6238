"""What "the two countries", "the Gulf emirate", "the bloc" and "the North" stand for.

Here: resolving definites to actors named before, in the sentence or the document. Not here: names, pronouns (pronouns), or what a
description says (descriptions).
"""

import re

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory, Seen, distinct_states
from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.clauses import acting_tokens
from flows.extract.mentions.descriptions import Description, describe, find_epithets, is_description_noun, states_with
from flows.extract.mentions.offices import name_office
from flows.extract.mentions.types import Actor, ActorMention

_PAIR_WORDS = frozenset({"two", "both"})
# What may stand between "the two" and the noun.
_PAIR_MODIFIERS = frozenset(
    "foreign prime defence defense finance interior trade oil energy neighbouring neighboring rival warring opposing asian african arab".split()
)
_FARTHEST_COUNT = 6
_SAYING = frozenset({"say", "announce", "state", "report", "add", "confirm", "note", "declare"})
_NEAR = 1  # sentence before the one that is read
# The plural nouns that mean two who face each other even without a count.
_OPPOSED = frozenset(
    "neighbours neighbors rivals foes archrivals arch-rivals adversaries sides arch-foes enemies delegations leaders presidents".split()
)
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
        "foes",
        "enemies",
        "adversaries",
        "partners",
        "economies",
        "giants",
        "producers",
        "kingdoms",
        "republics",
        "monarchies",
        "islands",
        "emirates",
        "superpowers",
        "members",
        "heavyweights",
        "democracies",
        "archrivals",
    ]
)
_BLOC_NOUNS = frozenset({"bloc", "alliance", "union", "grouping"})
_OF_BODIES = frozenset(
    "regional sub-regional subregional trade trading economic military political west east southern south african asian american arab european".split()
)
_HALVES = {"North": Actor("PRK", "the North", "state"), "South": Actor("KOR", "the South", "state")}


def find_definites(doc: Doc, taken: list[bool], mentions: list[ActorMention], memory: ActorMemory) -> list[ActorMention]:
    """Return mentions for "the two countries", "both sides", "the Gulf kingdom", "the bloc", marking their tokens as taken."""
    found = list(find_epithets(doc, taken, memory.year))
    for token in doc:
        if taken[token.i]:
            continue
        resolved = _pair(doc, token, mentions, memory) or _single(doc, token, [*mentions, *found], memory)
        if resolved is None:
            continue
        start, actors = resolved
        take_tokens(taken, start, token.i + 1)
        text = doc[start : token.i + 1].text
        kept = tuple(a if token.lower_ in _PERSON_NOUNS else Actor(a.code, a.name, a.kind) for a in actors)
        found.append(ActorMention(start, token.i + 1, token.i, kept, "definite", text))
    return found


def _pair(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> tuple[int, tuple[Actor, ...]] | None:
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
        barred = _clause_subjects(doc, token, mentions, memory) if here and len(here) < 3 else set()
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
        if len(here) == wanted:
            return start, tuple(here)
        return (start, memory.group) if len(memory.group) == wanted and len(here) < 2 else None
    if word in _OPPOSED and _is_bare(doc, token.i):
        return _opposed(doc, token, mentions, memory)
    return None


def _count_before(doc: Doc, i: int, mentions: list[ActorMention]) -> int | None:
    """Return the token of the count before a noun with adjectives: "the two South Asian rivals"; null where there is none."""
    claimed = {j for mention in mentions for j in range(mention.start, mention.end)}
    for j in range(i - 1, max(-1, i - _FARTHEST_COUNT), -1):
        if doc[j].lower_ in _PAIR_WORDS:
            return j
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


def _single(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> tuple[int, tuple[Actor, ...]] | None:
    """Return the first token of "the Gulf emirate", "the bloc" or "the North" and whom it is, null for other words."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    if not _is_bare(doc, token.i) or _is_within_description(doc, token):
        return None
    if token.text in _HALVES and before == "the" and not doc[token.i + 1 : token.i + 2].text[:1].isupper():
        half = _korea(_HALVES[token.text], mentions, memory)
        return (token.i - 1, half) if half else None
    the = _the_of_body(doc, token) if word in _BLOC_NOUNS else None
    if the is not None:
        body = last_of(mentions, token.i, memory, "organisation") or _named_later(mentions, token.i)
        return (the, (body,)) if body is not None else None
    described = describe(doc, token.i, mentions) if not _is_attribute(token) else None
    if described is None:
        return None
    state = fitting_state(doc, token, described, mentions, memory) or _fitting_later(token, described, mentions, memory)
    return (described.start, (state,)) if state is not None else None


def _the_of_body(doc: Doc, noun: Token) -> int | None:
    """Return the token of "the" of "the bloc" or "the regional bloc", null for other phrases."""
    first = noun.i - 1
    while first > 0 and doc[first].lower_ in _OF_BODIES and noun.lower_ != "union":
        first -= 1
    return first if first >= 0 and doc[first].lower_ == "the" else None


def _fitting_later(noun: Token, described: Description, mentions: list[ActorMention], memory: ActorMemory) -> Actor | None:
    """Return the one state that the noun can mean where the sentence names it only later and none before can be meant."""
    if not described.codes or any(code in described.codes for code in memory.states):
        return None
    later = {a.code: a for m in mentions if m.start > noun.i for a in m.actors if a.kind == "state" and a.code in described.codes}
    state = next(iter(later.values()), None)
    return Actor(state.code, state.name, state.kind) if state is not None and len(later) == 1 else None


def fitting_state(doc: Doc, noun: Token, described: Description, mentions: list[ActorMention], memory: ActorMemory) -> Actor | None:
    """Return the state named before that a description means: the latest that it fits, of equals the one in a like place, else null."""
    barred = _clause_subjects(doc, noun, mentions, memory)
    here: dict[str, Seen] = {}
    for mention in mentions:
        if mention.start >= noun.i or mention.how == "model":
            continue
        is_subject = doc.has_annotation("DEP") and doc[mention.head].dep_.startswith("nsubj")
        for actor in mention.actors:
            if actor.kind == "state" and actor.code != "UNK" and (actor.person is None or described.is_specific):
                here.pop(actor.code, None)
                here[actor.code] = Seen(Actor(actor.code, actor.name, "state"), memory.sentences + 1, is_subject)
    known = {
        key: seen for key, seen in memory.states.items() if key not in here and seen.actor.kind == "state" and seen.actor.code != "UNK"
    }
    fitting = [
        seen for code, seen in [*known.items(), *here.items()] if code not in barred and (not described.codes or code in described.codes)
    ]
    if not described.is_specific:
        if doc[described.start].lower_ == "that":
            named = [seen for seen in fitting if not seen.is_subject and seen.sentence >= memory.sentences]
            return named[-1].actor if named else None
        if noun.dep_ == "nsubj" and noun.head.lemma_.lower() in _SAYING:
            acting = [seen for seen in fitting if seen.sentence > memory.sentences and seen.is_subject]
            fitting = acting or fitting  # "Peru armed Chile, the government said"
        return _salient(fitting, memory)
    if fitting and fitting[-1].sentence < memory.sentences - _NEAR:
        fitting = sorted(fitting, key=lambda seen: seen.times)  # of those named long before the one the text is most about
        return fitting[-1].actor if len(fitting) == 1 or fitting[-1].times > fitting[-2].times else None
    latest = [seen for seen in fitting if seen.sentence == fitting[-1].sentence]
    if len(latest) > 1:
        alike = [seen for seen in latest if seen.is_subject == noun.dep_.startswith("nsubj")]
        latest = alike if len(alike) == 1 else []
    return latest[0].actor if latest else None


def _salient(fitting: list[Seen], memory: ActorMemory) -> Actor | None:
    """Return the latest state of the sentence, else the most salient of the sentences before, as far as they are kept."""
    if fitting and fitting[-1].sentence > memory.sentences:
        return fitting[-1].actor
    codes = {seen.actor.code for seen in fitting}
    return next((a for a in reversed(memory.recent) if a.kind == "state" and a.code in codes and a.person is None), None)


def _clause_subjects(doc: Doc, noun: Token, mentions: list[ActorMention], memory: ActorMemory) -> set[str]:
    """Return the codes of those who act in the noun's own clause: in "Peru sold the country tanks" the country is not Peru.

    So does whoever owns what the noun is part of: "Peru's exports to the country", "its imports from the country".
    """
    acting = acting_tokens(noun)
    codes = {a.code for m in mentions if m.start < noun.i and (m.head in acting or acting & set(range(m.start, m.end))) for a in m.actors}
    if any(doc[i].lower_ in {"its", "it"} for i in acting) and not codes:
        topic = memory.latest(frozenset({"state", "organisation"}))
        codes |= {topic.code} if topic is not None else set()
    return codes


def _named_later(mentions: list[ActorMention], i: int) -> Actor | None:
    """Return the body for which somebody speaks at the end of a sentence that names none before: "the alliance ..., NATO's Silva said"."""
    bodies = [
        actor
        for mention in mentions
        if mention.start > i
        for actor in mention.actors
        if actor.kind == "organisation" or actor.code in {"EU", "NATO"}
    ]
    found = {actor.code: Actor(actor.code, actor.code, "organisation") for actor in bodies}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_each_of(doc: Doc, the: int) -> bool:
    """Return whether the noun phrase that begins at `the` is one of which each is meant: "each of the presidents"."""
    return the > 1 and doc[the].lower_ == "the" and doc[the - 1].lower_ == "of" and doc[the - 2].lower_ in {"each", "both"}


def _is_of_third(doc: Doc, noun: Token, mentions: list[ActorMention], pair: tuple[Actor, ...]) -> bool:
    """Return whether the noun is no subject and the one who acts on it is none of the pair named before."""
    if not doc.has_annotation("DEP") or noun.dep_.startswith("nsubj"):
        return False
    codes = {actor.code for actor in pair}
    return all(actor.code not in codes for mention in mentions if mention.start < noun.i for actor in mention.actors)


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
        and not (i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "ADJ", "PROPN"} and doc[i + 1].lower_ not in {"last", "first", "next"})
    )


def _is_bare(doc: Doc, i: int) -> bool:
    """Return whether nothing after the noun says which one is meant."""
    return i + 1 >= len(doc) or doc[i + 1].lower_ not in {"of", "that", "which", "where", "whose"}


def _is_within_description(doc: Doc, token: Token) -> bool:
    """Return whether a longer description goes on after the noun: "the island nation"."""
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    return token.dep_ in {"compound", "amod"} and is_description_noun(after)


def _is_attribute(token: Token) -> bool:
    """Return whether "state" only says whose a thing is: "the state shipyard", "the state media"."""
    return token.lower_ == "state" and token.dep_ in {"compound", "amod"} and token.head.i > token.i


def last_of(mentions: list[ActorMention], before: int, memory: ActorMemory, kind: str) -> Actor | None:
    """Return the latest actor of the kind, in the sentence and then before it."""
    here = [actor for mention in mentions if mention.start < before for actor in mention.actors if actor.person is None]
    kept = [seen.actor for seen in memory.states.values()]
    return next((actor for actor in reversed([*kept, *here]) if actor.kind == kind and actor.code != "UN"), None)
