"""Who fills a party's roles of a rule: the actor at the role's word, of whom a common noun speaks, or an unnamed somebody.

Here: reading the roles of one reading. Not here: which side they are on in the end (arms_parties), deals whose direction is open (arms_deals).
"""

from spacy.tokens import Token

from flows.extract.claims import is_reporting
from flows.extract.events.arms_nouns import actors_at, fill_by_noun, name_titled
from flows.extract.events.arms_subjects import name_subject
from flows.extract.events.arms_words import arms_words
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_passive, preposition, surface_subject
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import Actor, ActorMention
from flows.extract.sentences import Sentence

# Tokens from "decision" to the infinitive that tells it.
_LONGEST_ASIDE = 10


def fill_party(sentence: Sentence, match: Match, party: str, head: int | None) -> list[Actor]:
    """Return the actors in the first of the rule's roles for a party ("supplier", "recipient") that names any; `head` is the weapon's token."""
    roles = _roles(sentence, match, party)
    inside = match.rule.id.endswith(".equip")
    if party == "supplier" and match.frame.lemma in arms_words("carrying"):
        roles = ("from", "weapon.from", *roles)
    if party == "supplier" and "agent" in roles and (decided := _identified(sentence, match) or _resolved(sentence, match)):
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
            if (
                (mention.how != "model" and (role != "patient" or party == "supplier" or inside))
                or not _is_of_weapon(sentence, mention, named)
            )
            and not (
                actor.code == "UNK" and (role in {"in", "at"} or (role == "patient" and mention.how == "model" and party == "supplier"))
            )
            and not _tells(sentence, mention)
        ]
        if actors:
            return _name_group(sentence, actors, role, match)
        if role == "agent" and (headed := _headed(sentence, match) or _titled(sentence, match)):
            return headed
    return fill_by_noun(sentence, match, party, roles) or _fill_by_place(sentence, match, party) or _fill_by_tender(sentence, match, party)


def _fill_by_tender(sentence: Sentence, match: Match, party: str) -> list[Actor]:
    """Return whose tender a weapon is offered in: "proposed in Ghana's tender"."""
    if party != "recipient" or not match.rule.id.endswith((".offer", ".promote")):
        return []
    tenders = [
        i for role in ("in", "for", "to") for i in match.frame.fillers(role) if sentence.doc[i].lemma_.lower() in arms_words("bidding")
    ]
    return [
        actor
        for i in tenders
        for child in sentence.doc[i].children
        if child.dep_ in {"nmod:poss", "amod", "compound"}
        for actor in actors_at(sentence, child.i)
    ]


def _is_of_weapon(sentence: Sentence, mention: ActorMention, named: set[int]) -> bool:
    """Return whether a mention is the weapon's own phrase, or is joined to it by the parse: "Russian MiG-29 fighters", "tanks, and Hanwha"""
    token = sentence.doc[mention.head]
    return mention.head in named or mention.end - 1 in named or (token.dep_ == "conj" and token.head.i in named)


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
    return found or [actor for i in match.frame.fillers("on behalf of") for actor in actors_at(sentence, i)]


def _headed(sentence: Sentence, match: Match) -> list[Actor]:
    """Return the subject of a headline's infinitive: "Belgium to give Ghana 30 jets"."""
    trigger = sentence.doc[match.trigger]
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "mark" for child in trigger.children)
    if not sentence.is_headline or trigger.dep_ != "acl" or not is_infinitive or trigger.head.dep_.lower() != "root":
        return []
    mention = sentence.actor_at(trigger.head.i)
    return [actor for actor in mention.actors if actor.code != "UNK"] if mention is not None else []


def _titled(sentence: Sentence, match: Match) -> list[Actor]:
    return [actor for token in match.frame.fillers("agent") for actor in name_titled(sentence, token)]


def _identified(sentence: Sentence, match: Match) -> list[Actor]:
    """Return who is named as the giver: "identified Spain as having supplied", "and Italy as having sold"."""
    mark = next((child.i for child in sentence.doc[match.trigger].children if child.lower_ == "as" and child.dep_ == "mark"), None)
    before = [mention for mention in sentence.actors if mark is not None and mention.end == mark and mention.how != "model"]
    is_part = any(child.lower_ in {"having", "being"} for child in sentence.doc[match.trigger].children)
    return [actor for mention in before for actor in mention.actors if actor.code != "UNK"] if is_part else []


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
            return [actor for child in noun.children if child.dep_ == "nmod:poss" for actor in actors_at(sentence, child.i)]
    return []


def _applicants(sentence: Sentence, noun: Token) -> list[Actor]:
    """Return who asks to be allowed: "Spain's request to re-export", "Spain sought Bonn's consent to give"."""
    if noun.lemma_.lower() not in arms_words("permission"):
        askers = [c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and preposition(c) in {"by", "from"})]
        return [actor for child in askers for actor in actors_at(sentence, child.i)]
    subject = surface_subject(noun.head) if noun.head.pos_ == "VERB" else None
    is_asking = noun.head.lemma_.lower() in arms_words("seeking") and (
        noun.head.lemma_.lower() not in {"refuse", "deny", "grant"} or is_passive(noun.head)
    )
    return actors_at(sentence, subject.i) if subject is not None and is_asking else []


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
        is_paid_for = match.rule.id.endswith(".purchase_noun") and bool(match.frame.fillers("for") or match.frame.fillers("gov.for"))
        if party == "supplier" and above in arms_words("funding") and is_paid_for:
            return (*roles, "gov.agent")
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
