"""Entity spans from tag log probabilities.

What lives here: the best sequence of B-/I-/O tags in which every I- continues its own type (Viterbi), and its spans. What must not: Docs.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

_NEVER = -1e9


def build_transitions(tags: Sequence[str]) -> Scores:
    """Return the (tags, tags) table of transition scores, 0 where the second tag may follow the first and -1e9 where it may not."""
    table = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for before, first in enumerate(tags):
        for after, second in enumerate(tags):
            if second.startswith("I-") and first[2:] != second[2:]:
                table[before, after] = _NEVER
    return table


def decode_spans(scores: Scores, tags: Sequence[str], transitions: Scores) -> list[tuple[int, int, str]]:
    """Return the (start, end, type) spans, in word numbers, of the best permitted tag sequence of scores[word, tag]."""
    greedy = scores.argmax(axis=1)
    if not greedy.any():
        return []
    path = greedy.tolist()
    if tags[path[0]].startswith("I-") or transitions[greedy[:-1], greedy[1:]].any():
        path = _find_best_path(scores, tags, transitions)
    spans: list[tuple[int, int, str]] = []
    for position, number in enumerate(path):
        tag = tags[number]
        if tag.startswith("I-") and spans and spans[-1][1] == position:
            spans[-1] = (spans[-1][0], position + 1, spans[-1][2])
        elif tag != "O":
            spans.append((position, position + 1, tag[2:]))
    return spans


def _find_best_path(scores: Scores, tags: Sequence[str], transitions: Scores) -> list[int]:
    """Return the tag numbers of the best permitted sequence."""
    opening = np.array([_NEVER if tag.startswith("I-") else 0.0 for tag in tags], dtype=np.float32)
    best = scores[0] + opening
    backward = np.zeros(scores.shape, dtype=np.int64)
    for position in range(1, len(scores)):
        candidates = best[:, None] + transitions
        backward[position] = candidates.argmax(axis=0)
        best = candidates.max(axis=0) + scores[position]
    path = [int(best.argmax())]
    for position in range(len(scores) - 1, 0, -1):
        path.append(int(backward[position, path[-1]]))
    return path[::-1]
