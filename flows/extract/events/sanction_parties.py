"""Whom a sanction hits, as one sentence gives it.

Here: which of those in a rule's roles are hit. Not here: the roles (sanction_reading), who imposes (sanction_doers), what is done
(sanction_acts), what a phrase names (sanction_targets), rows (sanctions).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from flows.extract.events.sanction_codes import authority_codes, usual_targets
from flows.extract.events.sanction_names import NAMED_TYPES, Target, names_between, names_by_commas
from flows.extract.events.sanction_reading import Reading
from flows.extract.events.sanction_roles import told_along
from flows.extract.events.sanction_targets import read_targets
from flows.extract.language.syntax import is_passive
from flows.extract.sentences import Sentence


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
                *(
                    target
                    for target in read_targets(sentence, told_along(sentence, reading.match.trigger, len(sentence.doc)))
                    if target.how != "vague" and target not in targets
                ),
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
