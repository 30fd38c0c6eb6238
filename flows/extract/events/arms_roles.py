"""Who fills a party's roles of a rule: the actor at the role's word, of whom a common noun speaks, or an unnamed somebody.

Here: reading the roles of one reading. Not here: which side they are on in the end (arms_parties), deals whose direction is open (arms_deals).
"""

from collections.abc import Collection

from spacy.tokens import Token

from flows.extract.claims import is_reporting
from flows.extract.events.arms_bodies import name_body
from flows.extract.events.arms_subjects import name_subject
from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors, mentions_at
from flows.extract.events.rules import Match
from flows.extract.language.syntax import conjuncts, is_passive, preposition, surface_subject
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

# Tokens from "decision" to the infinitive that tells it.
_LONGEST_ASIDE = 10
_EXPLICIT = frozenset({"to", "for", "recipient", "by", "from", "agent", "patient", "at", "onto", "aboard", "gov.to"})


def fill_party(sentence: Sentence, match: Match, party: str, head: int | None) -> list[Actor]:
    """Return the actors in the first of the rule's roles for a party ("supplier", "recipient") that names any; `head` is the weapon's token."""
    roles = _roles(sentence, match, party)
    inside = match.rule.id.endswith(".equip")
    if party == "supplier" and match.frame.lemma in arms_words("carrying"):
        roles = ("from", "weapon.from", *roles)
    if party == "supplier" and "agent" in roles and (decided := _resolved(sentence, match)):
        return decided
    if party == "recipient" and match.rule.values.get("buyer") and (meant := _on_behalf(sentence, match)):
        return meant
    named = {i for weapon in sentence.weapons for i in range(weapon.start, weapon.end)}
    for role in roles:
        if role == "subject":
            actors = [actor for mention in name_subject(sentence, match.trigger) for actor in mention.actors if actor.code != "UNK"]
            if actors:
                return actors
            continue
        actors = [
            actor
            for actor, mention in fill_actors(sentence, match.frame, (role,), head, inside=inside)
            if (mention.how != "model" or mention.head not in named)
            and not (role in {"in", "at"} and actor.code == "UNK")
            and not _tells(sentence, mention)
        ]
        if actors:
            return _name_group(sentence, actors, role, match)
        if role == "agent" and (headed := _headed(sentence, match)):
            return headed
    return _fill_loosely(sentence, match, party, roles) or _fill_by_place(sentence, match, party)


def _fill_by_place(sentence: Sentence, match: Match, party: str) -> list[Actor]:
    """Return the state where weapons arrived: "two jets landed at Basra"."""
    arrives = match.rule.id.endswith((".arrive", ".arrival_noun"))
    cues = ("from",) if party == "supplier" else ("in", "at", "to") if arrives else ("to", "into", "toward", "towards")
    for role in [cue for cue in cues if cue in match.rule.roles.get(party, ())]:
        for token in match.frame.fillers(role):
            for place in sentence.places:
                if place.start <= token < place.end and place.country_code is not None:
                    return [Actor(place.country_code, usual_name(place.country_code), "state")]
    return []


def _tells(sentence: Sentence, mention: ActorMention) -> bool:
    """Return whether the actor only tells of it at the end of the sentence: "..., Ghana's army said"."""
    doc = sentence.doc
    before = doc[mention.start - 1].text if mention.start else ""
    return before == "," and mention.end < len(doc) and is_reporting(doc[mention.end].lemma_.lower())


def _on_behalf(sentence: Sentence, match: Match) -> list[Actor]:
    """Return for whom somebody else asks or buys: "requested by Spain on Togo's behalf", "on behalf of Togo"."""
    behalf = [i for i in match.frame.fillers("on") if sentence.doc[i].lower_ == "behalf"]
    found = [actor for i in behalf for mention in sentence.actors_under(i)[:1] for actor in mention.actors]
    return found or [actor for i in match.frame.fillers("on behalf of") for actor in _actors_at(sentence, i)]


def _headed(sentence: Sentence, match: Match) -> list[Actor]:
    """Return the subject of a headline's infinitive: "Belgium to give Ghana 30 jets"."""
    trigger = sentence.doc[match.trigger]
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in trigger.children)
    if not sentence.is_headline or trigger.dep_ != "acl" or not is_infinitive or trigger.head.dep_.lower() != "root":
        return []
    mention = sentence.actor_at(trigger.head.i)
    return [actor for actor in mention.actors if actor.code != "UNK"] if mention is not None else []


def _resolved(sentence: Sentence, match: Match) -> list[Actor]:
    """Return whose decision an infinitive spells out though a clause stands between: "Spain's decision, announced on Monday, to send"."""
    doc, trigger = sentence.doc, sentence.doc[match.trigger]
    if trigger.dep_ == "acl" and trigger.head.lemma_.lower() in arms_words("permission") | {"request", "bid", "application"}:
        return _applicants(sentence, trigger.head)
    if trigger.dep_ == "xcomp":  # "sought Berlin's consent to give"
        nouns = [child for child in trigger.head.children if child.dep_ == "obj" and child.lemma_.lower() in arms_words("permission")]
        return _applicants(sentence, nouns[0]) if nouns else []
    mark = next((child.i for child in trigger.children if child.lower_ == "to" and child.dep_ == "mark"), 0)
    if not mark or doc[mark - 1].text not in {",", "–", "—", ")"}:
        return []
    for noun in reversed(doc[max(0, match.trigger - _LONGEST_ASIDE) : match.trigger]):
        if noun.pos_ == "VERB" and noun.dep_ not in {"acl", "advcl"}:
            return []
        if noun.lemma_.lower() in arms_words("resolves") and noun.pos_ == "NOUN":
            return [actor for child in noun.children if child.dep_ == "nmod:poss" for actor in _actors_at(sentence, child.i)]
    return []


def _applicants(sentence: Sentence, noun: Token) -> list[Actor]:
    """Return who asks to be allowed: "Spain's request to re-export", "Spain sought Bonn's consent to give"."""
    if noun.lemma_.lower() not in arms_words("permission"):
        return [actor for child in noun.children if child.dep_ == "nmod:poss" for actor in _actors_at(sentence, child.i)]
    subject = surface_subject(noun.head) if noun.head.pos_ == "VERB" else None
    is_asking = noun.head.lemma_.lower() in arms_words("seeking") and (
        noun.head.lemma_.lower() not in {"refuse", "deny", "grant"} or is_passive(noun.head)
    )
    return _actors_at(sentence, subject.i) if subject is not None and is_asking else []


def _name_group(sentence: Sentence, actors: list[Actor], role: str, match: Match) -> list[Actor]:
    """Return the actors, with the name or the home for a group without a code: "Kurdish groups such as the PKK", "rebels in Georgia"."""
    if any(actor.code != "UNK" for actor in actors):
        return actors
    for token in match.frame.fillers(role):
        inner = [mention for mention in sentence.actors_under(token) if any(a.code != "UNK" for a in mention.actors)]
        groups = [mention for mention in inner if mention.actors[0].kind == "group"]
        behind = [mention for mention in inner if mention.start > token]
        for mention in (*groups, *behind):
            return [actor for actor in mention.actors if actor.code != "UNK"]
    return actors


def _fill_loosely(sentence: Sentence, match: Match, party: str, roles: tuple[str, ...]) -> list[Actor]:
    """Return whom the roles' common nouns stand for, or somebody without a code; empty where they name nobody at all."""
    for role in roles:
        if role == "on":
            behalf = [token for token in match.frame.fillers(role) if sentence.doc[token].lower_ == "behalf"]
            if behalf:
                return [actor for token in behalf for mention in sentence.actors_under(token)[:1] for actor in mention.actors]
        if role not in _EXPLICIT:
            continue
        for token in match.frame.fillers(role):
            if any(weapon.start <= token < weapon.end for weapon in sentence.weapons):
                continue
            found = _read_noun(sentence, match, party, role, token)
            if found is not None:
                return found
    return []


def _read_noun(sentence: Sentence, match: Match, party: str, role: str, token: int) -> list[Actor] | None:
    """Return whom the noun at a role's word means, empty for somebody that the text before tells, null where it means nobody."""
    noun = sentence.doc[token]
    if noun.lower_ in {"both", "all", "each"} and noun.head.dep_ == "acl:relcl" and any(c.lower_ == "which" for c in noun.children):
        return [
            actor for member in conjuncts(noun.head.head) for actor in _actors_at(sentence, member.i)
        ]  # "Spain and Italy, both of which"
    meant = _ordered(sentence, token) or _apposed(sentence, token) or _behind(sentence, token)
    if meant:
        return meant
    owner = [c for c in noun.children if c.dep_ == "nmod:poss"] if noun.pos_ == "PROPN" else []
    if role == "agent" and owner and _actors_at(sentence, owner[0].i):
        return _actors_at(sentence, owner[0].i)  # "Brazil's Taurus"
    if (party == "supplier" or role in {"to", "recipient"}) and (body := name_body(sentence, token)):
        return body
    if noun.lemma_.lower() in arms_words("somebody"):
        if party == "recipient" and any(child.lemma_.lower() in arms_words("states") for child in noun.children):
            return []  # "the republic's border guards"
        return _home(sentence, token) or [Actor("UNK", _phrase(sentence, token), "group")]
    if party == "recipient" and (match.rule.id.endswith(".load") or not sentence.weapons_under(token)):
        return _read_taker(sentence, role, token)
    return None


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


def _actors_at(sentence: Sentence, token: int) -> list[Actor]:
    return [actor for mention in mentions_at(sentence, token) for actor in mention.actors if actor.code != "UNK"]


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


def _roles(sentence: Sentence, match: Match, party: str) -> tuple[str, ...]:
    """Return the rule's roles for a party; those of a verb above count only where its subject takes part in the transfer."""
    roles = tuple(match.rule.roles.get(party, ()))
    if (
        party == "supplier"
        and not match.frame.is_verbal
        and any(governor.lemma in arms_words("accusing") | arms_words("punishing_verbs") for governor in match.frame.governors[:2])
    ):
        return (*(role for role in roles if not role.startswith("gov.")), "gov.patient")
    above = next((governor.lemma for governor in match.frame.governors if sentence.doc[governor.token].pos_ == "VERB"), "")
    if match.rule.values.get("buyer") and not match.frame.is_verbal:
        if party == "recipient" and above in arms_words("funding"):
            return ("for", "weapon.for", "gov.for", *roles)
        if party == "supplier" and above in arms_words("answering") and match.rule.id.endswith(".request_noun"):
            return (*roles, "gov.agent")
        if party == "recipient" and above in arms_words("answering") and match.rule.id.endswith(".request_noun"):
            return tuple(role for role in roles if role != "gov.agent")
    if match.rule.id.endswith(".offer_noun") and above in arms_words("answering") | arms_words("weighing"):
        return (*roles, "gov.agent") if party == "recipient" else roles
    if (
        match.rule.id.endswith((".supply_noun", ".sale_noun"))
        and match.frame.governors[:1]
        and match.frame.governors[0].lemma in arms_words("told_deals")
    ):
        roles = tuple(role for role in roles if role != "gov.agent")  # "a contract on delivery, signed by": who signs may buy
    if party == "supplier" and match.rule.id.endswith(".sale_noun") and _is_waved_through(sentence, match):
        return (*roles, "gov.agent")
    if party == "supplier" and match.rule.id.endswith(".sale_noun") and above in arms_words("deciding"):
        return (*roles, "gov.agent")
    if above in arms_words("observing"):
        return tuple(role for role in roles if not role.startswith("gov.") or (role == "gov.to" and party == "recipient"))
    if above in arms_words("taking") and match.rule.values.get("buyer") is None and match.rule.values.get("direction") is None:
        if party == "supplier":
            return tuple(role for role in roles if role not in {"gov.agent", "poss", "weapon.poss", "by"})
        return (*roles, "gov.agent")
    return roles


def _is_waved_through(sentence: Sentence, match: Match) -> bool:
    """Return whether a relative clause says who let the sale go: "the sale of spares that Washington approved"."""
    clauses = [child for child in sentence.doc[match.trigger].children if child.dep_ == "acl:relcl"]
    return any(child.lemma_.lower() in arms_words("deciding") for child in clauses)


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
