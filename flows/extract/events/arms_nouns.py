"""Whom the common noun at a role's word means: "the company, Rheinmetall", "the latter", "both of which", "separatists in Georgia".

Here: reading one noun, and the unnamed somebody it may be. Not here: actors named at the role's word (arms_roles), firms by their home
(arms_bodies).
"""

from collections.abc import Collection

from flows.extract.events.arms_bodies import name_body
from flows.extract.events.arms_subjects import name_subject
from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import mentions_at
from flows.extract.events.rules import Match
from flows.extract.language.syntax import conjuncts, preposition, surface_subject
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_EXPLICIT = frozenset({"to", "for", "recipient", "by", "from", "agent", "patient", "at", "onto", "aboard", "gov.to"})


def fill_by_noun(sentence: Sentence, match: Match, party: str, roles: tuple[str, ...]) -> list[Actor]:
    """Return whom the roles' common nouns stand for, or somebody without a code; empty where they name nobody at all."""
    for role in roles:
        if role == "on":
            behalf = [token for token in match.frame.fillers(role) if sentence.doc[token].lower_ == "behalf"]
            if behalf:
                return [actor for token in behalf for mention in sentence.actors_under(token)[:1] for actor in mention.actors]
        if role == "gov.agent":
            pair = [actor for token in match.frame.fillers(role) for actor in _both(sentence, token)]
            if pair:
                return pair
        if role not in _EXPLICIT:
            continue
        for token in match.frame.fillers(role):
            first = sentence.doc[token].head.i if sentence.doc[token].dep_ == "conj" else token
            is_weapon = any(weapon.start <= i < weapon.end for weapon in sentence.weapons for i in (token, first))
            if is_weapon and sentence.doc[token].lemma_.lower() not in arms_words("holdings"):
                continue
            found = _read_noun(sentence, match, party, role, token)
            if found is not None:
                return found
    return []


def _read_noun(sentence: Sentence, match: Match, party: str, role: str, token: int) -> list[Actor] | None:
    """Return whom the noun at a role's word means, empty for somebody that the text before tells, null where it means nobody."""
    noun = sentence.doc[token]
    meant = (
        name_titled(sentence, token)
        or _both(sentence, token)
        or _listed(sentence, token)
        or _ordered(sentence, token)
        or _apposed(sentence, token)
        or _behind(sentence, token)
    )
    if meant:
        return meant
    if noun.lemma_.lower() in arms_words("holdings") and (held := _held(sentence, token)):
        return held  # "the arsenal of the Togolese army"
    owner = [c for c in noun.children if c.dep_ == "nmod:poss"] if noun.pos_ == "PROPN" else []
    if role == "agent" and owner and actors_at(sentence, owner[0].i):
        return actors_at(sentence, owner[0].i)  # "Brazil's Taurus"
    if (party == "supplier" or role in {"to", "recipient"}) and (body := name_body(sentence, token)):
        return body
    if noun.lemma_.lower() in arms_words("somebody"):
        if party == "recipient" and any(child.lemma_.lower() in arms_words("states") for child in noun.children):
            return []  # "the republic's border guards"
        return _home(sentence, token) or [Actor("UNK", _phrase(sentence, token), "group")]
    if party == "recipient" and (match.rule.id.endswith(".load") or not sentence.weapons_under(token)):
        return _read_taker(sentence, role, token)
    return None


def _held(sentence: Sentence, token: int) -> list[Actor]:
    owners = [child for child in sentence.doc[token].children if child.dep_ == "nmod" and preposition(child) == "of"]
    return [actor for child in owners for actor in actors_at(sentence, child.i)]


def _listed(sentence: Sentence, token: int) -> list[Actor]:
    """Return the states that a plural noun goes on to name: "from countries including Spain and Italy", "states such as Togo"."""
    noun = sentence.doc[token]
    if noun.lemma_.lower() not in arms_words("somebody") | arms_words("sources"):
        return []
    named = [child for child in noun.children if child.dep_ == "nmod" and preposition(child) in {"including", "such as", "like"}]
    return [actor for child in named for member in conjuncts(child) for actor in actors_at(sentence, member.i)]


def _both(sentence: Sentence, token: int) -> list[Actor]:
    """Return whom "both of which" means: "Spain and Italy, both of which sold"."""
    noun = sentence.doc[token]
    if noun.lower_ not in {"both", "all", "each"} or noun.head.dep_ != "acl:relcl" or not any(c.lower_ == "which" for c in noun.children):
        return []
    return [actor for member in conjuncts(noun.head.head) for actor in actors_at(sentence, member.i)]


def _read_taker(sentence: Sentence, role: str, token: int) -> list[Actor] | None:
    """Return the taker that stands inside the noun's phrase, or a name that no table knows."""
    mentions = [m for m in sentence.actors_under(token) if m.how != "pronoun" or m.head == token][:1]
    inner = [actor for mention in mentions for actor in mention.actors if mention.how != "model" and mention.start < token]
    inner = inner or (_home(sentence, token, {"in"}) if role in {"to", "recipient"} else [])
    if inner:
        return inner
    is_place = any(place.start <= token < place.end for place in sentence.places)
    if role in {"to", "recipient"} and sentence.doc[token].pos_ == "PROPN" and not is_place:
        return [Actor("UNK", _phrase(sentence, token), "group")]
    return None


def _ordered(sentence: Sentence, token: int) -> list[Actor]:
    """Return whom "the latter" or "the former" means: of the two states that the sentence named before."""
    word = sentence.doc[token].lower_
    if word not in {"latter", "former"}:
        return []
    named: dict[str, Actor] = {}
    for mention in sentence.actors:
        if mention.end <= token and mention.how not in {"pronoun", "model"}:
            for actor in mention.actors:
                if actor.code != "UNK":
                    named.setdefault(actor.code, actor)
    pair = list(named.values())
    return [pair[1 if word == "latter" else 0]] if len(pair) == 2 else []


def actors_at(sentence: Sentence, token: int) -> list[Actor]:
    """Return the actors with a code at a token."""
    return [actor for mention in mentions_at(sentence, token) for actor in mention.actors if actor.code != "UNK"]


def name_titled(sentence: Sentence, token: int) -> list[Actor]:
    """Return whose name stands right behind a noun that says what it is: "NATO member Slovakia"."""
    titled = next((m for m in sentence.actors if m.start == token + 1 and m.how in {"name", "organisation"}), None)
    if titled is None or sentence.doc[token].pos_ != "NOUN" or sentence.doc[titled.head].head.i != token:
        return []
    return [actor for actor in titled.actors if actor.code != "UNK"]


def _apposed(sentence: Sentence, token: int) -> list[Actor]:
    """Return who a common noun is: "the company, Rheinmetall", "became the first customer and ordered"."""
    if sentence.doc[token].pos_ != "NOUN":
        return []
    for child in sentence.doc[token].children:
        mention = sentence.actor_at(child.i) if child.dep_ == "appos" else None
        if mention is not None and mention.how != "model":
            return list(mention.actors)
    return [actor for mention in name_subject(sentence, token) for actor in mention.actors if actor.code != "UNK"]


def _behind(sentence: Sentence, token: int) -> list[Actor]:
    """Return whose decision or factory a common noun is: "the decision by London to provide", "a plant in Ghana makes"."""
    noun = sentence.doc[token]
    lemma = noun.lemma_.lower()
    cues = {"by", "of", "from"} if lemma in arms_words("resolves") else {"in", "near", "at"} if lemma in arms_words("works") else set()
    if not cues:
        return []
    for child in (*noun.children, *(noun.head.children if "by" in cues else ())):
        if child.dep_ in {"nmod", "obl", "obl:agent"} and preposition(child) in cues:
            mention = sentence.actor_at(child.i)
            if mention is not None:
                return [actor for actor in mention.actors if actor.code != "UNK"]
    if "in" in cues and noun.dep_ == "obj":
        owner = surface_subject(noun.head)
        mention = sentence.actor_at(owner.i) if owner is not None else None
        return [actor for actor in mention.actors if actor.code != "UNK"] if mention is not None else []
    return []


def _home(sentence: Sentence, token: int, cues: Collection[str] = ()) -> list[Actor]:
    """Return the state in which a group without a code is at home: "separatists in Georgia"; behind one of the cues, where there are any."""
    for mention in sentence.actors_under(token):
        if cues and sentence.doc[mention.start - 1].lower_ not in cues:
            continue
        if mention.head > token and any(actor.kind == "state" for actor in mention.actors):
            return list(mention.actors)
    return []


def _phrase(sentence: Sentence, token: int) -> str:
    doc = sentence.doc
    members = [child.i for child in doc[token].children if child.dep_ in {"amod", "compound", "nmod:poss"} and child.i < token]
    return str(doc[min([token, *members]) : token + 1].text)
