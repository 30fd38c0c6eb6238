"""Entity spans from tag scores.

What lives here: the best sequence of B-/I-/O tags by the scores of the words and of the steps from tag to tag (Viterbi), and its spans.
What must not: Docs.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Tags = npt.NDArray[np.int64]

_NEVER = -1e9
_LISTED = frozenset({"PERSON", "ORG", "NORP", "WEAPON"})
_AFTER_COMMA = frozenset("inc inc. llc llp ltd ltd. co co. corp corp. plc gmbh s.a. sa jr jr. sr sr. l.p. lp limited".split())
"""What goes on with a name behind a comma: "Apex Minerals, Ltd"."""


def build_transitions(tags: Sequence[str], learned: Sequence[Sequence[float]] = ()) -> Scores:
    """Return the (tags, tags) table of scores of the second tag after the first: the learned ones, else 0; -1e9 where it may not follow."""
    table = np.array(learned, dtype=np.float32) if learned else np.zeros((len(tags), len(tags)), dtype=np.float32)
    for before, first in enumerate(tags):
        for after, second in enumerate(tags):
            if second.startswith("I-") and first[2:] != second[2:]:
                table[before, after] = _NEVER
    return table


def choose_tags(scores: Scores, lengths: Sequence[int], transitions: Scores) -> Tags:
    """Return the best tag sequence of each row of scores[row, word, tag]; words from the row's length on are padding and have tag 0.

    A row is read as if tag 0, which is "O", stood before it. Its tags do not depend on the other rows.
    """
    rows, width, _ = scores.shape
    chosen: Tags = np.zeros((rows, width), dtype=np.int64)
    if not width:
        return chosen
    into = np.ascontiguousarray(transitions.T)
    best = scores[:, 0] + transitions[0]
    at_end = np.zeros_like(best)
    backward = np.zeros(scores.shape, dtype=np.int64)
    ends = np.asarray(lengths) - 1
    for place in range(width):
        if place:
            candidates = best[:, None, :] + into
            backward[:, place] = candidates.argmax(axis=2)
            best = candidates.max(axis=2) + scores[:, place]
        is_end = ends == place
        if is_end.any():
            at_end[is_end] = best[is_end]
    current = at_end.argmax(axis=1)
    every = np.arange(rows)
    for place in range(width - 1, -1, -1):
        is_inside = place <= ends
        chosen[:, place] = np.where(is_inside, current, 0)
        current = np.where(is_inside, backward[every, place, current], current)
    return chosen


def read_spans(numbers: Sequence[int], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the (start, end, type) spans, in word numbers, of a sequence of tag numbers."""
    spans: list[tuple[int, int, str]] = []
    if not any(numbers):
        return spans
    for position, number in enumerate(numbers):
        if number:
            tag = tags[number]
            if tag.startswith("I-") and spans and spans[-1][1] == position:
                spans[-1] = (spans[-1][0], position + 1, spans[-1][2])
            else:
                spans.append((position, position + 1, tag[2:]))
    return spans


def part_lists(spans: Sequence[tuple[int, int, str]], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans with names that only commas join parted: "Grodno Azot, Minsk Motors" is two firms, "Apex, Inc." one."""
    parted: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        first = start
        if kind in _LISTED:
            for place in range(start + 1, end - 1):
                if words[place] == "," and words[place + 1].lower() not in _AFTER_COMMA:
                    parted.append((first, place, kind))
                    first = place + 1
        parted.append((first, end, kind))
    return parted
