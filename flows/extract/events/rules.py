"""Rules as data: `seeds/rules/*.yml` read, checked and matched against sentences.

A rule names its trigger words, says which frame role fills which field, and what the event is when they are filled. Here: loading and
matching. Not here: turning a match into a row; each kind of event has its module beside this one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flows.extract.language.frames import Frame, build_frame
from flows.extract.language.syntax import is_verbal_predicate
from flows.extract.sentences import Sentence
from flows.seeds import read_yaml, seeds_root


class RuleError(ValueError):
    """A rule in `seeds/rules` that cannot be read; the message names the file, the rule and the fix."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it fires and what it then says."""

    id: str
    kind: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    objects: frozenset[str]  # lemmas one of which the patient must have; empty: any
    governors: frozenset[str]  # lemmas one of which must stand above the trigger, at most two steps up; empty: any
    roles: dict[str, tuple[str, ...]]  # field -> roles in the order of preference
    values: dict[str, Any]  # constant fields: status, action, flow ...
    examples: tuple[dict[str, Any], ...] = field(default=(), hash=False, compare=False)
    counter_examples: tuple[dict[str, Any], ...] = field(default=(), hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule whose trigger stands in the sentence, with the trigger's frame; its fields are the kind's module's business."""

    rule: Rule
    frame: Frame

    @property
    def trigger(self) -> int:
        """Return the index of the trigger token."""
        return self.frame.predicate


_KEYS = frozenset({"id", "verbs", "nouns", "adjectives", "objects", "governors", "roles", "values", "examples", "counter_examples"})


@cache
def load_rules(kind: str) -> tuple[Rule, ...]:
    """Return the rules of `seeds/rules/<kind>.yml` in file order. Raises RuleError for what cannot be understood."""
    name = f"rules/{kind}.yml"
    rules = []
    for entry in read_yaml(name):
        identifier = entry.get("id")
        if not identifier:
            raise RuleError(f"{name}: a rule has no id; give it one such as {kind}.supply")
        unknown = set(entry) - _KEYS
        if unknown:
            raise RuleError(f"{name}: rule {identifier} has unknown keys {sorted(unknown)}; known are {sorted(_KEYS)}")
        rules.append(
            Rule(
                id=identifier,
                kind=kind,
                verbs=frozenset(entry.get("verbs", ())),
                nouns=frozenset(entry.get("nouns", ())),
                adjectives=frozenset(entry.get("adjectives", ())),
                objects=frozenset(entry.get("objects", ())),
                governors=frozenset(entry.get("governors", ())),
                roles={name: tuple(roles) for name, roles in entry.get("roles", {}).items()},
                values=entry.get("values", {}),
                examples=tuple(entry.get("examples", ())),
                counter_examples=tuple(entry.get("counter_examples", ())),
            )
        )
    repeated = sorted({rule.id for rule in rules if [other.id for other in rules].count(rule.id) > 1})
    if repeated:
        raise RuleError(f"{name}: these rule ids stand twice: {', '.join(repeated)}; an id names one rule")
    return tuple(rules)


@cache
def rule_kinds() -> tuple[str, ...]:
    """Return the kinds of event that have a rule file, sorted."""
    return tuple(sorted(path.stem for path in (seeds_root() / "rules").glob("*.yml")))


@cache
def _index(kind: str) -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Return the rules of a kind by (part, lemma), where part is verb, noun or adjective."""
    index: dict[tuple[str, str], list[Rule]] = {}
    for rule in load_rules(kind):
        for part, lemmas in (("verb", rule.verbs), ("noun", rule.nouns), ("adjective", rule.adjectives)):
            for lemma in lemmas:
                index.setdefault((part, lemma), []).append(rule)
    return {key: tuple(rules) for key, rules in index.items()}


_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def match_rules(sentence: Sentence, kind: str) -> Iterator[Match]:
    """Yield every rule of the kind whose trigger stands in the sentence and whose object fits, in text order, then file order."""
    index = _index(kind)
    for token in sentence.doc:
        part = _PARTS.get(token.pos_)
        if part is None:
            continue
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and not is_verbal_predicate(token):
            part, lemma = "noun", token.lower_
        candidates = index.get((part, lemma), ())
        particle = next((child.lower_ for child in token.children if child.dep_ == "compound:prt"), None)
        if particle:
            candidates = index.get((part, f"{lemma} {particle}"), candidates)
        if not candidates:
            continue
        frame = build_frame(sentence.doc, token.i)
        for rule in candidates:
            if _fits(sentence, rule, frame):
                yield Match(rule, frame)


_STEPS_UP = 2


def _fits(sentence: Sentence, rule: Rule, frame: Frame) -> bool:
    if rule.objects and not any(sentence.doc[i].lemma_.lower() in rule.objects for i in frame.fillers("patient")):
        return False
    return not rule.governors or any(governor.lemma in rule.governors for governor in frame.governors[:_STEPS_UP])


@cache
def known_lemmas() -> frozenset[str]:
    """Return every single-word lemma that some rule knows as a trigger, an object or a governor."""
    rules = [rule for kind in rule_kinds() for rule in load_rules(kind)]
    words = {lemma for rule in rules for lemma in (*rule.verbs, *rule.nouns, *rule.objects, *rule.governors)}
    return frozenset(word for word in words if " " not in word)
