"""Every rule proves itself: its examples yield what they expect through this rule, its counter-examples yield nothing of its kind."""

from datetime import date
from typing import Any

import pytest

from flows.extract.document import DocumentText, add_mentions, find_candidates, parse_documents
from flows.extract.events.candidates import Candidate
from flows.extract.events.rules import Rule, load_rules, rule_kinds
from flows.extract.language import load_model

RULES = [rule for kind in rule_kinds() for rule in load_rules(kind)]
EXAMPLES = [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples, start=1)]
COUNTER_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-not-{n}") for rule in RULES for n, example in enumerate(rule.counter_examples, start=1)
]


def read_candidates(example: dict[str, Any]) -> list[Candidate]:
    """Return all readings of an example's text."""
    published = example.get("published")
    day = published if isinstance(published, date) or published is None else date.fromisoformat(published)
    (sentences,) = parse_documents([DocumentText("example", example["text"], day)], load_model())
    add_mentions(sentences, day)
    return list(find_candidates(sentences))


def columns(candidate: Candidate) -> dict[str, Any]:
    """Return everything an example may expect of a candidate, as YAML can write it."""
    return {
        **candidate.fields,
        "assertion": candidate.assertion,
        "attributed_to": candidate.attributed_to,
        "participants": sorted({actor.code for actor in candidate.participants}),
        "persons": sorted(actor.person for actor in candidate.participants if actor.person),
        "date": candidate.date.first if candidate.date else None,
        "place": candidate.place.country_code if candidate.place else None,
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples(rule: Rule) -> None:
    """A rule without an example proves nothing."""
    assert rule.examples, f"{rule.id} needs at least one example in seeds/rules/{rule.kind}.yml"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_yields_what_it_expects(rule: Rule, example: dict[str, Any]) -> None:
    """The rule fires on its example, and some reading of it has each expected set of columns."""
    candidates = [candidate for candidate in read_candidates(example) if candidate.rule_id == rule.id]
    assert candidates, f"{rule.id} never fires on: {example['text']}"
    for expected in example["expect"]:
        assert any({key: columns(candidate).get(key) for key in expected} == expected for candidate in candidates), [
            {key: columns(candidate).get(key) for key in expected} for candidate in candidates
        ]


@pytest.mark.parametrize(("rule", "example"), COUNTER_EXAMPLES)
def test_counter_example_yields_nothing(rule: Rule, example: dict[str, Any]) -> None:
    """Text that only looks like the rule's event gives no event of its kind."""
    assert [candidate.fields for candidate in read_candidates(example) if candidate.rule_id == rule.id] == []
