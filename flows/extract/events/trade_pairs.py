"""Numbers and names told in the same order: "exports and imports rose 5 and 7 percent respectively", "trade with Peru and Chile grew 5% and 9%".

Here: which of several coordinated names or trade words a number belongs to. Not here: names that stand right beside their number (trade_takers, trade_lists).
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from flows.extract.events.rules import Match
from flows.extract.events.trade_readings import Number, Reading
from flows.extract.mentions.types import Actor
from flows.extract.sentences import Sentence

_JOINTS = frozenset({",", "and", "or", "by", "to", "at", "of", "&", "about", "around", "nearly", "some", "almost", "just", "over"})
_LONGEST_JOINT = 3
_CHAIN, _MANY = 4, 3


def pair_partners(sentence: Sentence, number: Number, partners: Sequence[Actor]) -> list[Actor]:
    """Return the one partner that the number is told of where as many numbers as partners stand in a row; all of them otherwise."""
    run = _run(sentence, number)
    if len(partners) < 2 or len(run) != len(partners):
        return list(partners)
    return [partners[run.index(number)]]


def sum_partners(partners: list[Actor], reading: Reading) -> list[Actor]:
    """Return one region for many partners of one sum or amount ("exports to Peru, Chile and Cuba came to $2bn"); few partners come back as they are."""
    if len(partners) < (_MANY if reading.measure in {"value", "quantity"} else _MANY + 1):
        return partners
    return [Actor("UNK", f"{', '.join(actor.name for actor in partners[:-1])} and {partners[-1].name}", "region")]


def pair_words(sentence: Sentence, number: Number, matches: Sequence[Match]) -> Match | None:
    """Return the trade word that the number is told of where "respectively" deals numbers out to coordinated words; null otherwise."""
    if not any(token.lower_ == "respectively" for token in sentence.doc):
        return None
    run = _run(sentence, number)
    words = [match for match in matches if match.trigger < run[0].start]
    chain: list[Match] = []
    for match in reversed(words):
        if chain and not _is_joined(sentence.doc, match.trigger + 1, chain[0].trigger):
            break
        chain.insert(0, match)
    return chain[run.index(number)] if len(run) >= 2 and len(chain) == len(run) else None


def _is_joined(doc: Doc, start: int, end: int) -> bool:
    return (
        0 < end - start <= _CHAIN
        and any(token.lower_ in {"and", ","} for token in doc[start:end])
        and not any(t.pos_ == "VERB" for t in doc[start:end])
    )


def _run(sentence: Sentence, number: Number) -> list[Number]:
    """Return the numbers of one kind that stand in a row with this one, joined by commas and "and"."""
    numbers: list[Number] = [
        other for other in (*sentence.money, *sentence.percentages, *sentence.trade_quantities) if type(other) is type(number)
    ]
    numbers.sort(key=lambda other: other.start)
    run: list[Number] = []
    for other in numbers:
        between = sentence.doc[run[-1].end : other.start] if run else None
        if between is not None and not (0 < len(between) <= _LONGEST_JOINT and all(token.lower_ in _JOINTS for token in between)):
            if number in run:
                return run
            run = []
        run.append(other)
    return run if number in run else [number]
