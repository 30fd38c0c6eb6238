"""What "the Gulf emirate", "the country", "the bloc" and "the North" stand for.

Here: resolving definites to actors named before, in the sentence or the document. Not here: names, plural nouns (pairs),
pronouns (pronouns), or what a description says (descriptions).
"""

from spacy.tokens import Doc, Token

from flows.extract.mentions.actor_memory import ActorMemory, Seen
from flows.extract.mentions.actor_pieces import take_tokens
from flows.extract.mentions.clauses import acting_codes, is_bare
from flows.extract.mentions.descriptions import Description, describe, find_epithets, is_description_noun
from flows.extract.mentions.pairs import find_pair, is_about_persons
from flows.extract.mentions.types import Actor, ActorMention

_SAYING = frozenset({"say", "announce", "state", "report", "add", "confirm", "note", "declare"})
_NEAR = 1  # sentence before the one that is read
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
        resolved = find_pair(doc, token, mentions, memory) or _single(doc, token, [*mentions, *found], memory)
        if resolved is None:
            continue
        start, actors = resolved
        take_tokens(taken, start, token.i + 1)
        text = doc[start : token.i + 1].text
        kept = tuple(a if is_about_persons(token.lower_) else Actor(a.code, a.name, a.kind) for a in actors)
        found.append(ActorMention(start, token.i + 1, token.i, kept, "definite", text))
    return found


def _single(doc: Doc, token: Token, mentions: list[ActorMention], memory: ActorMemory) -> tuple[int, tuple[Actor, ...]] | None:
    """Return the first token of "the Gulf emirate", "the bloc" or "the North" and whom it is, null for other words."""
    word = token.lower_
    before = doc[token.i - 1].lower_ if token.i else ""
    if not is_bare(doc, token.i) or _is_within_description(doc, token):
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
    barred = acting_codes(noun, mentions, memory)
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


def _korea(half: Actor, mentions: list[ActorMention], memory: ActorMemory) -> tuple[Actor, ...]:
    """Return the half of Korea that "the North" or "the South" is, empty in a text that names neither."""
    named = {actor.code for mention in mentions for actor in mention.actors} | {actor.code for actor in memory.recent}
    return (half,) if named & {"PRK", "KOR"} else ()


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
