"""Who supplies and who receives the weapons of one reading, as far as its sentence says.

Here: the roles of the rule, then the weapon's own phrase, then phrases right behind it. Not here: other sentences (arms_context).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.claims import Claim
from flows.extract.events.arms_words import arms_words, exporter_ranks
from flows.extract.events.candidates import fill_actors
from flows.extract.events.rules import Match
from flows.extract.language.frames import build_frame
from flows.extract.language.syntax import is_passive
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

_EXPLICIT = frozenset({"to", "for", "recipient", "by", "from", "agent", "patient"})
# Reaches in tokens: of a phrase right behind the weapon, and of a clause that says whom it helps.
_REACH = 3
_REACH_OF_BENEFIT = 14
# Of these, the first so many sell rather than buy where a deal names nobody else.
_LARGEST = 2


@dataclass(frozen=True, slots=True)
class Parties:
    """The suppliers and recipients of a reading; `by_speaker` where the text says "we" or "I" for the supplier."""

    suppliers: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    by_speaker: bool = False


def name_parties(sentence: Sentence, match: Match, claim: Claim, weapon: WeaponMention) -> Parties:
    """Return the parties of the reading that the sentence names; empty where it names none."""
    rule = match.rule
    head = weapon.head if weapon.head != match.trigger else None
    makers = origins(sentence, weapon)
    if rule.values.get("direction") == "open":
        suppliers, recipients = _sort_open(sentence, match, weapon, makers, head)
    elif "subjects" in rule.values:
        suppliers, recipients = _of_subject(sentence, match)
    else:
        suppliers = _fill(sentence, match, "supplier", head)
        recipients = _fill(sentence, match, "recipient", head)
    if rule.values.get("deal_type") == "licensed_production" and not makers and weapon.origin_code and weapon.designation:
        makers = [Actor(weapon.origin_code, weapon.origin_code, "state")]
    if rule.values.get("needs") == "origin":
        suppliers = makers or [actor for actor in suppliers if actor.kind in {"state", "organisation"}]
    is_buyer = bool(rule.values.get("buyer"))
    settle = _settle_buyer if is_buyer else _settle_giver
    suppliers, recipients = settle(sentence, match, suppliers, recipients, makers)
    if not suppliers:
        suppliers = _after(sentence, weapon, frozenset({"from"}), _codes(recipients))
    if not recipients and not is_buyer:
        given = _codes(suppliers)
        recipients = _after(sentence, weapon, arms_words("taker_cues"), given) or _beneficiaries(sentence, weapon, given)
    by_speaker = not suppliers and not is_buyer and _speaks(sentence, match)
    if by_speaker and claim.source is not None and len(claim.source.codes) == 1:
        (code,) = claim.source.codes
        suppliers, by_speaker = [Actor(code, claim.source.name or code, "state")], False
    return Parties(tuple(suppliers), tuple(recipients), by_speaker)


def _settle_buyer(
    sentence: Sentence, match: Match, suppliers: list[Actor], recipients: list[Actor], makers: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides where the rule names the buyer: who makes the weapon is not its buyer, and supplies it where nobody else does."""
    if not match.frame.is_verbal and any(governor.lemma in arms_words("punishing") for governor in match.frame.governors[:2]):
        recipients = [actor for actor, _ in fill_actors(sentence, match.frame, ("gov.on", "gov.against"))] or recipients
    recipients = _without(recipients, _codes(makers))
    suppliers = _without(suppliers, _codes(recipients)) or [actor for actor in makers if actor.code not in _codes(recipients)]
    return suppliers, recipients


def _settle_giver(
    sentence: Sentence, match: Match, suppliers: list[Actor], recipients: list[Actor], makers: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Return the sides where the rule names the giver: its maker supplies a weapon where nobody else does; nobody supplies itself."""
    if not suppliers:
        suppliers = [actor for actor in makers if actor.code not in _codes(recipients)]
    named = {actor.code for actor, _ in fill_actors(sentence, match.frame, ("recipient", "patient", "to"))}
    if match.frame.is_verbal and len(suppliers) == 1 and suppliers[0].code in named - {"UNK"}:
        suppliers = []
    return suppliers, _without(recipients, _codes(suppliers))


def _codes(actors: Iterable[Actor]) -> set[str]:
    return {actor.code for actor in actors}


def _without(actors: Iterable[Actor], codes: set[str]) -> list[Actor]:
    """Return the actors without those of the codes; unknown ones are never the same."""
    return [actor for actor in actors if actor.code == "UNK" or actor.code not in codes]


def origins(sentence: Sentence, weapon: WeaponMention) -> list[Actor]:
    """Return the states and firms that the weapon's phrase names as its origin: "Iranian drones", "Swedish-made radars"."""
    doc = sentence.doc
    found: dict[str, Actor] = {}
    for mention in sentence.actors:
        if (
            mention.how in {"pronoun", "definite", "model"}
            or mention.text in arms_words("not_makers")
            or any(actor.code == "UNK" for actor in mention.actors)
        ):
            continue
        inside = weapon.start <= mention.start < weapon.head or 0 <= weapon.start - mention.end <= _REACH
        token = doc[mention.head]
        modifies = (
            token.dep_ in {"amod", "compound", "nmod:poss", "nmod:unmarked", "nmod", "flat"}
            and weapon.start <= token.head.i < weapon.end
            and mention.start < weapon.head
        )
        is_joined = mention.end < len(doc) and doc[mention.end].text in {"-", "–"}
        bare = all(
            (part.is_lower and (part.pos_ not in {"VERB", "AUX", "ADP"} or part.dep_ == "amod")) or part.text in {"-", "–"}
            for part in doc[mention.end : weapon.start]
        )
        if (modifies or (inside and (is_joined or bare))) and not _is_argument(token):
            for actor in mention.actors:
                found.setdefault(actor.code, actor)
    if not found:
        for child in doc[weapon.head].children:
            if child.dep_ == "acl" and child.lemma_.lower() in arms_words("making") and is_passive(child):
                for actor, _ in fill_actors(sentence, build_frame(doc, child.i), ("agent", "by", "in"), inside=True):
                    if actor.code != "UNK":
                        found.setdefault(actor.code, actor)
    return list(found.values())


def _is_argument(token: Token) -> bool:
    return token.dep_ in {"obj", "iobj", "nsubj", "obl", "nsubj:pass"}


def _fill(sentence: Sentence, match: Match, party: str, head: int | None) -> list[Actor]:
    roles = _roles(sentence, match, party)
    inside = match.rule.id.endswith(".equip")
    if party == "supplier" and match.frame.lemma in arms_words("carrying"):
        roles = ("from", "weapon.from", *roles)
    named = {i for weapon in sentence.weapons for i in range(weapon.start, weapon.end)}
    for role in roles:
        actors = [
            actor
            for actor, mention in fill_actors(sentence, match.frame, (role,), head, inside=inside)
            if mention.how != "model" or mention.head not in named
        ]
        if actors:
            return actors
    places = {i for place in sentence.places for i in range(place.start, place.end)}
    for role in roles:
        if role == "on":
            behalf = [token for token in match.frame.fillers(role) if sentence.doc[token].lower_ == "behalf"]
            return [actor for token in behalf for mention in sentence.actors_under(token)[:1] for actor in mention.actors]
        if role not in _EXPLICIT:
            continue
        for token in match.frame.fillers(role):
            if sentence.doc[token].lemma_.lower() in arms_words("somebody"):
                return _home(sentence, token) or [Actor("UNK", _phrase(sentence, token), "group")]
            if party == "recipient" and not sentence.weapons_under(token):
                inner = [
                    actor
                    for mention in sentence.actors_under(token)[:1]
                    for actor in mention.actors
                    if mention.how != "model" and mention.start < token
                ]
                if inner:
                    return inner
                if role in {"to", "recipient"} and sentence.doc[token].pos_ == "PROPN" and sentence.doc[token].i not in places:
                    return [Actor("UNK", _phrase(sentence, token), "group")]
    return []


def _roles(sentence: Sentence, match: Match, party: str) -> tuple[str, ...]:
    """Return the rule's roles for a party; those of a verb above count only where its subject takes part in the transfer."""
    roles = tuple(match.rule.roles.get(party, ()))
    if (
        party == "supplier"
        and not match.frame.is_verbal
        and any(governor.lemma in arms_words("accusing") for governor in match.frame.governors[:2])
    ):
        return (*(role for role in roles if not role.startswith("gov.")), "gov.patient")
    above = next((governor.lemma for governor in match.frame.governors if sentence.doc[governor.token].pos_ == "VERB"), "")
    if above in arms_words("observing"):
        return tuple(role for role in roles if not role.startswith("gov."))
    if above in arms_words("taking") and match.rule.values.get("buyer") is None and match.rule.values.get("direction") is None:
        if party == "supplier":
            return tuple(role for role in roles if role != "gov.agent")
        return (*roles, "gov.agent")
    return roles


def _home(sentence: Sentence, token: int) -> list[Actor]:
    """Return the state in which a group without a code is at home: "separatists in Georgia"."""
    for mention in sentence.actors_under(token):
        if mention.head > token and any(actor.kind == "state" for actor in mention.actors):
            return list(mention.actors)
    return []


def _phrase(sentence: Sentence, token: int) -> str:
    doc = sentence.doc
    members = [child.i for child in doc[token].children if child.dep_ in {"amod", "compound", "nmod:poss"} and child.i < token]
    return str(doc[min([token, *members]) : token + 1].text)


def _of_subject(sentence: Sentence, match: Match) -> tuple[list[Actor], list[Actor]]:
    suppliers: list[Actor] = []
    recipients: list[Actor] = []
    for token in match.frame.fillers("agent"):
        frame = build_frame(sentence.doc, token)
        suppliers += [actor for actor, _ in fill_actors(sentence, frame, ("by", "from", "poss", "mod"))]
        recipients += [actor for actor, _ in fill_actors(sentence, frame, ("to", "for", "with"))]
    return suppliers, recipients


def _sort_open(
    sentence: Sentence, match: Match, weapon: WeaponMention, makers: Sequence[Actor], head: int | None
) -> tuple[list[Actor], list[Actor]]:
    """Return who sells and who buys in a deal: by the weapon's origin, else by who exports more arms."""
    frame = match.frame
    named: dict[str, Actor] = {}
    for role in ("from", "gov.agent", "poss", "between", "with", "gov.with", "mod", "to", "gov.to", "by"):
        for actor, mention in fill_actors(sentence, frame, (role,), head):
            if actor.code != "UNK" and mention.how != "model":
                named.setdefault(actor.code, actor)
    sources = {actor.code for actor in makers} or ({weapon.origin_code} if weapon.origin_code in named else set())
    if not sources and any(governor.lemma in arms_words("winning") for governor in frame.governors[:2]):
        sources = {actor.code for actor, _ in fill_actors(sentence, frame, ("gov.agent",))}
    suppliers = [*(actor for actor in named.values() if actor.code in sources)] or list(makers)
    others = [actor for actor in named.values() if actor.code not in {supplier.code for supplier in suppliers}]
    if suppliers:
        return suppliers, others
    ranks = exporter_ranks()
    if len(others) == 1:
        return ([], others) if ranks.get(others[0].code, len(ranks)) >= _LARGEST else (others, [])
    ranked = sorted(others, key=lambda actor: ranks.get(actor.code, len(ranks)))
    return ranked[:1], ranked[1:]


def _after(sentence: Sentence, weapon: WeaponMention, cues: Iterable[str], excluded: set[str]) -> list[Actor]:
    """Return the actors of a phrase "to X" or "from X" that begins right behind the weapon, whatever the parse hangs it on."""
    doc = sentence.doc
    for position in range(weapon.end, min(weapon.end + _REACH, len(doc))):
        if doc[position].lower_ in cues:
            for mention in sentence.actors:
                if position < mention.start <= position + _REACH + 1 and not any(
                    doc[i].pos_ in {"VERB", "AUX", "ADP", "PUNCT"} for i in range(position + 1, mention.start)
                ):
                    return [actor for actor in mention.actors if actor.code not in excluded]
    return []


def _beneficiaries(sentence: Sentence, weapon: WeaponMention, excluded: set[str]) -> list[Actor]:
    """Return whom the weapons help: "to help Kenyan troops", "which will strengthen Kenya's hand"."""
    doc = sentence.doc
    for position in range(weapon.end, min(weapon.end + _REACH_OF_BENEFIT, len(doc))):
        if doc[position].lower_ in arms_words("benefit") and (doc[position].pos_ == "VERB" or doc[position - 1].lower_ == "to"):
            for mention in sentence.actors:
                if position < mention.start <= position + 2 and mention.how != "model":
                    return [actor for actor in mention.actors if actor.code not in excluded and actor.code != "UNK"]
    return []


def _speaks(sentence: Sentence, match: Match) -> bool:
    tokens = [*match.frame.fillers("agent"), *match.frame.fillers("poss"), *match.frame.fillers("gov.agent")]
    return any(sentence.doc[token].lower_ in arms_words("first_person") for token in tokens)
