"""The parties of a sanction as one sentence gives them: who imposes, and whom it hits.

Here: which of those in a rule's roles impose, and which are hit. Not here: the roles (sanction_reading), who stands for a power
(sanction_powers), what is done (sanction_acts), what a phrase names (sanction_targets), rows (sanctions).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from flows.extract.claims import is_reporting
from flows.extract.events.sanction_acts import askers, opposers
from flows.extract.events.sanction_codes import authority_codes, usual_targets
from flows.extract.events.sanction_homes import codes_at, states_within
from flows.extract.events.sanction_names import NAMED_TYPES, Target, names_between, names_by_commas
from flows.extract.events.sanction_powers import is_silent, powers_at, powers_before
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_targets import read_targets
from flows.extract.language.syntax import conjuncts, is_passive, preposition
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence


def authorities_of(reading: Reading, targets: list[Target]) -> list[Actor] | None:
    """Return who imposes, empty where the sentence does not say it; null where somebody acts who is no state: a firm, a club."""
    rule = reading.match.rule
    hit = {target.code for target in targets if target.code and target.type != "person"}
    for role in rule.roles.get("authority", ()):
        tokens = [i for i in reading.fillers(role) if not _is_makers(reading, i)]
        if role == "barring":
            found = [
                Actor(code, code, "state")
                for i in tokens
                for code in states_within(reading.sentence, reading.sentence.doc[i]) or codes_at(reading.sentence, reading.sentence.doc[i])
            ]
            found = [actor for actor in found if actor.code in authority_codes()]
        else:
            found = [actor for i in tokens for actor in _meant_by_pronoun(reading, i) or powers_at(reading.sentence, i)]
        found = [
            actor
            for actor in found
            if actor.code not in hit and (actor.kind != "organisation" or actor.code != "UNK" or _acts_itself(reading, role))
        ]
        if role == "mod":
            found = [actor for actor in found if actor.code in authority_codes() or actor.code == "UNK" or (hit and actor.code not in hit)]
        if role == "mod" and found:
            found = [*powers_before(reading.sentence, min(tokens)), *found]
        if found and role.endswith("agent"):
            found = [*found, *(actor for actor in _acting_along(reading) if actor.code not in hit)]
        if found:
            return list({actor.code: actor for actor in found}.values())
        if role == "agent" and tokens and not any(is_silent(reading.sentence, i) for i in tokens):
            return _who_ordered(reading)
    if rule.values.get("main"):  # whoever may no longer travel is no power
        return []
    ordered = _who_ordered(reading)
    if ordered:
        return [actor for actor in ordered if actor.code not in hit]
    return [
        actor
        for actor in _asked(reading) or _powers_beside(reading) or _powers_above(reading) or _powers_after_by(reading)
        if actor.code not in hit
    ]


def _acting_along(reading: Reading) -> list[Actor]:
    """Return the powers that act together with the subject: "Kenya, along with Uganda and Rwanda, imposed"."""
    doc = reading.sentence.doc
    before = [token for token in doc[: reading.match.trigger] if preposition(token) in {"along with", "together with", "alongside"}]
    return [power for token in before for m in conjuncts(token) for power in powers_at(reading.sentence, m.i)]


def _acts_itself(reading: Reading, role: str) -> bool:
    """Return whether an organisation that no list gives a code is the doer: "the OAS imposed sanctions", but not "a SWIFT ban"."""
    return role.rpartition(".")[2] in {"agent", "by"} and (
        reading.match.frame.is_verbal or reading.act.action in {"imposed", "lifted", "eased"}
    )


_ORDERS = frozenset({"order", "instruct", "tell", "direct", "oblige", "require", "command"})


def _who_ordered(reading: Reading) -> list[Actor] | None:
    """Return the power that had somebody do it: "the Swiss government ordered banks to freeze"; null where nobody did."""
    verb = reading.sentence.doc[reading.match.trigger]
    if verb.dep_ not in {"xcomp", "advcl", "ccomp"} or verb.head.lemma_.lower() not in _ORDERS or is_passive(verb.head):
        return None
    subject = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    return (powers_at(reading.sentence, subject.i) or None) if subject is not None else None


def _powers_of_infinitive(reading: Reading) -> list[Actor]:
    """Return the power before the infinitive of a headline: "U.S. to impose sanctions"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    for i in (*reading.act.predicates, reading.match.trigger):
        if sentence.is_headline and i >= 2 and doc[i - 1].lower_ == "to" and sentence.actor_at(i - 2) is not None:
            return powers_at(sentence, i - 2)
    return []


def _asked(reading: Reading) -> list[Actor]:
    """Return the power that somebody asks to act: "we call on the Council to extend the embargo"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    for i in (reading.match.trigger, *reading.act.predicates):
        verb = doc[i]
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.head.lemma_.lower() in askers():
            asked = [
                c for c in verb.head.children if c.dep_ in {"obj", "iobj"} or (c.dep_ == "obl" and preposition(c) in {"on", "upon", "to"})
            ]
            before = [m for c in asked for m in conjuncts(c) if m.i < i]
            return [power for token in before[-1:] for power in powers_at(sentence, token.i)]
    return []


def _is_makers(reading: Reading, i: int) -> bool:
    """Return whether a phrase only says whose the thing is that is hit: "flights by the carrier have been barred"."""
    token = reading.sentence.doc[i]
    if not reading.match.frame.is_verbal:  # "embargoes on Kenya's government, and bans on ...": the parser hangs the bans on the government
        trigger = reading.sentence.doc[reading.match.trigger]
        return trigger.dep_ == "conj" and token.dep_ == "nmod:poss" and token.head.i == trigger.head.i and preposition(trigger.head) == "on"
    return token.dep_ == "nmod" and token.head.i in reading.match.frame.fillers("patient")


def _meant_by_pronoun(reading: Reading, i: int) -> list[Actor]:
    """Return the power that "it" stands for within its sentence: "the Treasury said it was", "In its latest sanctions, the Council"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if doc[i].lower_ not in {"it", "its"}:
        return []
    verb = doc[reading.match.trigger]
    for _ in range(_LONGEST_WAY_UP):
        above = verb.head
        subject = next((child for child in above.children if child.dep_ == "nsubj" and child.i != i), None)
        is_told = verb.dep_ == "ccomp" and is_reporting(above.lemma_.lower())
        is_ahead = verb.dep_ in {"advcl", "obl"} and subject is not None and subject.i > i
        if subject is not None and (is_told or is_ahead):
            return powers_at(sentence, subject.i)
        if above.i == verb.i:
            return []
        verb = above
    return []


_LONGEST_WAY_UP = 4


_BY_REACH = 8


def _powers_after_by(reading: Reading) -> list[Actor]:
    """Return the power after the nearest "by" before an act, where the parser lost it: "the decision by Kenya to impose"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.act.action is None or not reading.act.predicates:
        return []
    first = min(reading.act.predicates)
    for mention in reversed(sentence.actors):
        before = doc[mention.start - 1].lower_ if mention.start else ""
        before = doc[mention.start - 2].lower_ if before == "the" and mention.start > 1 else before
        if first - _BY_REACH <= mention.start < first and before == "by":
            return powers_at(sentence, mention.head)
    return []


def _powers_beside(reading: Reading) -> list[Actor]:
    """Return the power that stands right before the trigger's noun phrase, whatever it hangs on: "lived under a U.S. trade embargo"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.match.frame.is_verbal:
        return _powers_right_before(reading)
    for i in range(min(reading.act.phrase) - 1, max(-1, min(reading.act.phrase) - 5), -1):
        if doc[i].pos_ not in {"ADJ", "NOUN", "PROPN", "PUNCT", "PART", "CCONJ"} or doc[i].text == ",":
            return []
        mention = sentence.actor_at(i)
        if mention is not None:
            return [actor for actor in mention.actors if actor.code in authority_codes()]
    return []


def _powers_right_before(reading: Reading) -> list[Actor]:
    """Return the power that stands right before an active verb which the parser gave no subject."""
    doc, sentence = reading.sentence.doc, reading.sentence
    trigger = doc[reading.match.trigger]
    if is_passive(trigger) or trigger.dep_ in {"amod", "acl"}:
        return []
    i = trigger.i - 1
    while i >= 0 and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    return powers_at(sentence, i) if i >= 0 and sentence.actor_at(i) is not None else []


# Verbs by which somebody judges an act of others.
_OPINIONS = frozenset(
    "welcome hail praise celebrate condemn denounce criticise criticize slam protest deplore mock applaud regret lament greet resent call describe".split()
)
_ABOVE = frozenset({"obj", "obl", "xcomp", "advcl", "acl", "nmod", "conj", "ccomp", "appos"})


def _powers_above(reading: Reading) -> list[Actor]:
    """Return the power that is the subject of a verb above an act: "Congress passed the law, imposing sanctions on"."""
    doc, sentence = reading.sentence.doc, reading.sentence
    if reading.act.action not in {"imposed", "lifted", "eased"} or not reading.act.predicates:
        return []
    token = doc[reading.act.predicates[-1]]
    while token.dep_ in _ABOVE and token.head.i != token.i:
        is_timed = any(child.dep_ == "mark" and child.lower_ not in {"to", "by", "in"} for child in token.children)
        token = token.head
        lemma = token.lemma_.lower()
        if is_timed or is_reporting(lemma) or lemma in askers() | opposers() | _OPINIONS:
            return []
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return powers_at(sentence, subject.i)
    return []


def targets_of(reading: Reading, authorities: frozenset[str]) -> list[Target]:
    """Return whom the first of the rule's roles names that can be hit by these authorities."""
    sentence = reading.sentence
    for role in reading.match.rule.roles.get("target", ()):
        tokens = reading.fillers(role)
        targets = read_targets(sentence, tokens)
        if role == "mod":
            targets = [
                target
                for target in targets
                if target.code not in authority_codes() and target.how in {"name", "demonym", "capital", "seat"}
            ]
        if role == "asker.agent":
            targets = [target for target in targets if target.code not in authority_codes()]
        if role.endswith("agent") and not reading.match.rule.values.get("only"):
            targets = [
                target for target in targets if target.type in {"country", "group"} or reading.match.rule.values.get("action") == "in_force"
            ]
        only = reading.match.rule.values.get("only")
        if only and "entity" in only:  # "the Revolutionary Guards" are listed as a body, not as their state
            targets = [replace(target, type="entity") if target.how == "seat" else target for target in targets]
        if reading.match.rule.values.get("usual"):
            targets = [target for target in targets if target.code in usual_targets()]
        if is_adjective(reading):
            targets = [target for target in targets if target.how in {"named", "listed", "organisation", "model", "person"}]
        if role in {"patient", "act.patient"} and only != ["person"]:
            targets = _with_names_after(reading, targets)
        targets = [
            target for target in targets if _can_be_hit(target, authorities) and (not only or target.type in only or _is_body(target, only))
        ]
        if len(targets) > 1:
            targets = [target for target in targets if target.code not in _NEVER_TARGETS]
        targets = _with_examples(reading, targets)
        if targets:
            targets = [
                *targets,
                *(target for target in read_targets(sentence, reading.along()) if target.how != "vague" and target not in targets),
            ]
            evades = role in {"act.agent", "act.by", "gov.agent"} and reading.match.rule.values.get("action") == "evaded"
            reading.is_weak = evades or role == "asker.agent"  # who asks for relief need not be whom they hit
            return _with_listed(sentence, tokens, targets)
    return []


_STOPS = frozenset(
    {"for", "who", "which", "that", "because", "after", "as", "over", "to", "whose", "where", "while", "when", "by", "against"}
)


_FEWEST_COMMAS = 2


def _with_names_after(reading: Reading, targets: list[Target]) -> list[Target]:
    """Return the targets with the names that a long list after the trigger adds, which parsers lose: "A; B, its head; and C"."""
    doc = reading.sentence.doc
    trigger = doc[reading.match.trigger]
    if trigger.lemma_.lower() not in {"sanction", "designate", "blacklist", "list", "add"} or is_passive(trigger) or not targets:
        return targets
    end = next(
        (i for i in range(trigger.i + 1, len(doc)) if doc[i].lower_ in _STOPS and doc[i : i + 3].text.lower() != "as well as"), len(doc)
    )
    if sum(doc[i].text in {",", ";"} for i in range(trigger.i, end)) < _FEWEST_COMMAS:
        return targets
    known = {word for target in targets for word in target.name.lower().split()}
    code = next((target.code for target in targets if target.code), None)
    added = [
        Target(name.code or code, name.name, name.type, "listed")
        for name in names_between(reading.sentence, trigger.i + 1, end)
        if not set(name.name.lower().split()) & known
    ]
    return [*targets, *added]


def _with_listed(sentence: Sentence, tokens: Iterable[int], targets: list[Target]) -> list[Target]:
    """Return the targets, or the names after a colon where the phrase only announces them."""
    doc = sentence.doc
    last = max(tokens)
    colon = next((i for i in range(last + 1, len(doc)) if doc[i].text == ":"), None)
    if colon is not None and {target.type for target in targets} == {"vessel"}:  # names of ships are strange to taggers
        ships = names_by_commas(sentence, colon + 1, len(doc), "vessel")
        return ships if len(ships) > len(targets) else targets
    if colon is None or any(target.type in NAMED_TYPES and target.how != "phrase" for target in targets):
        return targets
    listed = names_between(sentence, colon + 1, len(doc))
    code = next((target.code for target in targets if target.code), None)
    return [Target(name.code or code, name.name, name.type, "listed") for name in listed] if len(listed) > 1 else targets


def _is_body(target: Target, only: Collection[str]) -> bool:
    """Return whether a target is an armed group by its name, which is listed as firms are."""
    return target.type == "group" and "entity" in only and target.how == "organisation"


def _with_examples(reading: Reading, targets: list[Target]) -> list[Target]:
    """Return the targets with the names after "among them": "four firms in March, among them A and B"; the names stand for the number."""
    doc = reading.sentence.doc
    trigger = reading.match.trigger
    start = next(
        (i for i in range(trigger + 1, len(doc) - 2) if doc[i].lower_ == "among" and doc[i + 1].lower_ in {"them", "which", "these"}), None
    )
    described = [target for target in targets if target.type in NAMED_TYPES | {"sector"} and target.how == "phrase"]
    if start is None or not described:
        return targets
    end = next((i for i in range(start + 2, len(doc)) if doc[i].lower_ in _STOPS | {";", "until"}), len(doc))
    listed = names_between(reading.sentence, start + 2, end)
    code = described[-1].code
    named = [Target(name.code or code, name.name, name.type, "listed") for name in listed]
    others = [target for target in targets if target not in described and target.name not in {name.name for name in named}]
    return [*others, *named] if named else targets


_PERMANENT_MEMBERS = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})


_NEVER_TARGETS = frozenset({"UN", "EU", "WEST", "G7", "NATO", "G20"})


def _can_be_hit(target: Target, authorities: frozenset[str]) -> bool:
    if target.type in NAMED_TYPES and target.how != "phrase":
        return target.code not in authorities
    if target.code in authorities or ("UN" in authorities and target.code in _PERMANENT_MEMBERS):
        return False
    if target.code in authority_codes() and target.type == "country" and (not authorities or target.how in {"definite", "pronoun"}):
        return False
    return target.code not in _NEVER_TARGETS or bool(authorities)


def is_adjective(reading: Reading) -> bool:
    """Return whether the trigger is a participle before its noun ("sanctioned goods"): it tells of an act only where it describes a name."""
    token = reading.sentence.doc[reading.match.trigger]
    return token.dep_ == "amod" and not token.lower_.endswith("ing")
