"""The trigger scan: which sentences are worth a parse, by the words they hold.

Here: one pass over the text with all trigger stems at once. Not here: what a trigger means (seeds/rules).
"""

from collections.abc import Sequence
from functools import cache

import ahocorasick

from flows.seeds import read_yaml


@cache
def _automaton() -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    kinds_of: dict[str, set[str]] = {}
    for kind, stems in read_yaml("lexicons/triggers.yml").items():
        for stem in stems:
            kinds_of.setdefault(stem.lower(), set()).add(kind)
    for stem, kinds in kinds_of.items():
        automaton.add_word(stem, (len(stem), frozenset(kinds)))
    automaton.make_automaton()
    return automaton


def scan_triggers(text: str, spans: Sequence[tuple[int, int]]) -> list[frozenset[str]]:
    """Return for each sentence span the kinds of event whose trigger stems begin a word in it, empty sets included."""
    found: list[set[str]] = [set() for _ in spans]
    lowered = text.lower()
    if len(lowered) != len(text):  # a few characters change length when lowered; offsets must stay those of the text
        lowered = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    hits = _automaton().iter(lowered)
    position = 0
    for last, (length, kinds) in hits:
        first = last - length + 1
        if first and lowered[first - 1].isalnum():
            continue
        while position < len(spans) and spans[position][1] <= first:
            position += 1
        if position == len(spans):
            break
        if spans[position][0] <= first:
            found[position] |= kinds
    return [frozenset(kinds) for kinds in found]
