"""Figures that go on about the one before without its trade word: "Brazil was the largest buyer with $1.5 billion", "Wheat made up 2 million tonnes".

Here: which part of the figure before such a sentence replaces. Not here: sentences whose subject is "it" or "the total" (trade_figures).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_numbers import is_absolute_change, is_conversion, is_price, read_number
from flows.extract.events.trade_readings import Number, text_after
from flows.extract.events.trade_triggers import number_root
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import Actor, MoneyMention, PercentMention
from flows.extract.sentences import Sentence

_BUYERS = frozenset({"buyer", "customer", "market", "destination", "importer", "recipient", "taker", "purchaser"})
_SELLERS = frozenset({"supplier", "source", "seller", "provider", "exporter"})
_TAKES_PART = frozenset(
    {"supply", "provide", "buy", "take", "receive", "absorb", "account", "make", "purchase", "import", "deliver", "ship"}
)
_IS_PART = frozenset({"make", "account", "represent", "total", "earn", "bring", "fetch", "come", "amount", "contribute", "reach", "stand"})
_OUT, _IN = frozenset({"export", "sell", "ship", "supply", "deliver"}), frozenset({"buy", "import", "purchase", "take"})
_OF_IT = re.compile(
    r"\s*of\s+(?:that|it|this|them|those|these|the\s+(?:total|amount|sum|volume|shipments|exports|imports|trade|purchases|sales))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Followup:
    """A number that goes on about the figure before: the verb it hangs on, and the columns that differ."""

    number: Number
    verb: Token
    changes: dict[str, Any]


def find_followups(sentence: Sentence, numbers: list[Number], before: Candidate) -> Iterator[Followup]:
    """Yield the numbers of a sentence that say a part of the figure before or the same of another state, with measure, value and unit."""
    if before.fields["flow"] not in {"export", "import"} or sentence.weapons:
        return
    for number in numbers:
        if is_price(sentence, number) or is_conversion(sentence, number) or is_absolute_change(sentence, number):
            continue
        verb = next(
            (t for t in [number_root(sentence, number), *number_root(sentence, number).ancestors] if nominal_subject(t) is not None), None
        )
        subject = nominal_subject(verb) if verb is not None else None
        if verb is None or subject is None:
            continue
        changes = _changes(sentence, number, verb, subject, before)
        if changes is not None:
            yield Followup(number, verb, changes)


def _changes(sentence: Sentence, number: Number, verb: Token, subject: Token, before: Candidate) -> dict[str, Any] | None:
    """Return the columns in which the figure differs from the one before; null where the sentence does not go on about it."""
    known = before.fields
    state = _state_at(sentence, subject)
    lemma = verb.lemma_.lower()
    is_part = _OF_IT.match(text_after(sentence, number)) is not None
    if state is not None and lemma in (_BUYERS if known["flow"] == "export" else _SELLERS):
        who: dict[str, Any] = {"partner_code": state.code, "partner_name": state.name}
    elif state is not None and is_part and lemma in _TAKES_PART and state.code != known["reporter_code"]:
        who = {"partner_code": state.code, "partner_name": state.name}
    elif state is None and lemma in _IS_PART and (good := _good_at(sentence, subject)) is not None:
        who = {"commodity": good}
    elif state is None and lemma in _IS_PART and is_part and subject.pos_ in {"NOUN", "PROPN"} and isinstance(number, PercentMention):
        who = {
            "commodity": " ".join(
                t.text for t in subject.subtree if (t.i <= subject.i and t.dep_ in {"compound", "amod"}) or t.i == subject.i
            )
        }
    elif state is not None and lemma in _OUT | _IN and state.code != known["reporter_code"] and not is_part:
        who = {"reporter_code": state.code, "reporter_name": state.name, "flow": "export" if lemma in _OUT else "import"}
        if who["flow"] != known["flow"] or state.code == known["partner_code"]:
            return None
    else:
        return None
    measured = _measure(sentence, number, verb, known, is_part=is_part)
    return {**who, **measured} if measured is not None else None


def _measure(sentence: Sentence, number: Number, verb: Token, known: dict[str, Any], *, is_part: bool) -> dict[str, Any] | None:
    """Return measure, value and unit, where they are of the kind of the figure before or a share of it."""
    if isinstance(number, PercentMention):
        return {"measure": "share", "value": abs(number.value), "unit": "percent"} if is_part and number.how != "multiple" else None
    reading = read_number(sentence, number, verb.i, str(known["flow"]))
    if reading is None:
        return None
    is_same = reading.unit == known["unit"] or (isinstance(number, MoneyMention) and known["measure"] != "quantity")
    return {"measure": reading.measure, "value": reading.value, "unit": reading.unit} if is_same else None


def _state_at(sentence: Sentence, token: Token) -> Actor | None:
    mention = sentence.actor_at(token.i)
    if mention is None or mention.how == "pronoun":
        return None
    return next(
        (actor for actor in mention.actors if actor.kind in {"state", "organisation"} and actor.code != "UNK" and not actor.person), None
    )


def _good_at(sentence: Sentence, token: Token) -> str | None:
    """Return the good that is the subject: "Wheat", "sales of maize"."""
    inside = {member.i for member in token.subtree}
    return next(
        (
            found.text
            for found in sentence.commodities
            if found.head == token.i or (found.head in inside and token.lemma_.lower() == "sale")
        ),
        None,
    )
