"""News sentences with slots for names, written for this project: how weapons are spoken of in the news, which no corpus here shows.

What lives here: the templates and the filling of them. What must not: corpora. Slots are entity types; every word outside one is no entity.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Final

from training.labels import ENTITY_TYPES, EntitySentence, tag_spans

TEMPLATES: Final = tuple(
    template.split()
    for template in (
        "{LOC} will supply {LOC} with 18 {WEAPON} tanks , the defence ministry said on {DATE} .",
        "{LOC} has delivered the first batch of {WEAPON} missiles to {LOC} .",
        "The {NORP} army received 24 {WEAPON} and 6 {WEAPON} howitzers .",
        "{ORG} approved a possible sale of {WEAPON} to {LOC} for an estimated cost of $ 1.2 billion .",
        "{NORP} officials denied that {WEAPON} drones had been sold to {LOC} .",
        "A {WEAPON} fired from {LOC} was shot down near {LOC} .",
        "President {PERSON} said {LOC} would not send {WEAPON} to {LOC} .",
        "{ORG} signed a contract with {ORG} for 120 {WEAPON} rifles .",
        "Gen. {PERSON} said the {WEAPON} systems arrived in {DATE} .",
        "The deal covers {WEAPON} , spare parts and training , according to {ORG} .",
        "{LOC} ordered {WEAPON} launchers from {LOC} in {DATE} , {PERSON} told reporters .",
        "Foreign Minister {PERSON} met his {NORP} counterpart in {LOC} on {DATE} .",
        "Lt. Col. {PERSON} , a spokesman for {ORG} , said no {WEAPON} was lost .",
        "{LOC} imposed sanctions on {ORG} for the transfer of {WEAPON} parts to {LOC} .",
        "Exports of {LOC} to {LOC} rose 7 percent in {DATE} , {ORG} said .",
        "The {NORP} navy test-fired a {WEAPON} off {LOC} , state media reported .",
        "{NORP} forces used {WEAPON} and mortars against {ORG} positions .",
        "COVID-19 vaccines from {ORG} arrived in {LOC} on {DATE} .",
        "The S&P 500 and the G-20 were not mentioned by {PERSON} .",
        "{ORG} is to build {WEAPON} under licence in {LOC} .",
        "Minister of Defence {PERSON} inspected the {WEAPON} at a base in {LOC} .",
        "In {DATE} {LOC} bought 12 {WEAPON} helicopters from {LOC} .",
        "Hurricane warnings of Category 3 were issued in {LOC} , {ORG} said .",
        "{PERSON} of {ORG} called the {WEAPON} a threat to {LOC} .",
        "{LOC} and {LOC} agreed on the joint production of the {WEAPON} .",
        "It was the fourth shipment of {WEAPON} ammunition since {DATE} .",
    )
)


def make_template_sentences(names: Mapping[str, Sequence[tuple[str, ...]]], count: int, dice: random.Random) -> list[EntitySentence]:
    """Return `count` filled templates; each type is drawn evenly from its names."""
    sentences: list[EntitySentence] = []
    for _ in range(count):
        words: list[str] = []
        spans: list[tuple[int, int, str]] = []
        for part in dice.choice(TEMPLATES):
            kind = part.strip("{}")
            name = dice.choice(names[kind]) if part.startswith("{") else (part,)
            if part.startswith("{"):
                spans.append((len(words), len(words) + len(name), kind))
            words.extend(name)
        sentences.append(EntitySentence(tuple(words), tuple(tag_spans(len(words), spans)), frozenset(ENTITY_TYPES)))
    return sentences
