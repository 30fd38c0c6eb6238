"""Dependency trees from arc scores.

What lives here: choosing one head for each word so that the result is a tree with one root: the greedy choice where it is one, else the
maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967). What must not: relations, Docs, the network.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.int64]

NEVER: Final = -1e9


def decode_tree(scores: Scores) -> Heads:
    """Return the head of each word, 0 for the root and i for the i-th word, from scores[dependent, head] of shape (n, n + 1).

    Exactly one word has head 0 and no word is its own ancestor; the sum of scores is the highest among all such trees.
    """
    heads: Heads = scores.argmax(axis=1).astype(np.int64)
    if is_tree(heads.tolist()):
        return heads
    return _best_single_root(scores)


def is_tree(heads: Sequence[int]) -> bool:
    """Return whether every word reaches the root through its heads and exactly one word hangs on it."""
    if list(heads).count(0) != 1:
        return False
    state = [0] * (len(heads) + 1)  # 0 not visited, 1 on the present path, 2 reaches the root
    state[0] = 2
    for word in range(1, len(heads) + 1):
        path = []
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = heads[word - 1]
        if state[word] == 1:
            return False
        for passed in path:
            state[passed] = 2
    return True


def _best_single_root(scores: Scores) -> Heads:
    """Return the heads of the best tree with one root: the unconstrained best, or the best over each likely root where it has several."""
    count = scores.shape[0]
    square = np.full((count + 1, count + 1), NEVER, dtype=np.float64)
    square[1:] = scores
    np.fill_diagonal(square, NEVER)
    heads = _maximum_arborescence(square)
    roots = [word for word in range(1, count + 1) if heads[word] == 0]
    if len(roots) == 1:
        return heads[1:].copy()
    best, best_total = heads, -np.inf
    for root in roots:
        alone = square.copy()
        alone[1:, 0] = NEVER
        alone[root, 0] = square[root, 0]
        candidate = _maximum_arborescence(alone)
        total = float(alone[np.arange(1, count + 1), candidate[1:]].sum())
        if total > best_total:
            best, best_total = candidate, total
    return best[1:].copy()


def _maximum_arborescence(square: npt.NDArray[np.float64]) -> Heads:
    """Return heads[node] of the maximum spanning arborescence from node 0 over square[dependent, head]; heads[0] is 0."""
    count = square.shape[0]
    heads: Heads = square.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(count, dtype=bool)
    members = np.asarray(cycle, dtype=np.int64)
    inside[members] = True
    outside = np.flatnonzero(~inside)
    cycle_scores = square[members, heads[members]]
    smaller = np.full((len(outside) + 1, len(outside) + 1), NEVER, dtype=np.float64)
    smaller[:-1, :-1] = square[np.ix_(outside, outside)]
    # Entering the cycle at a word replaces that word's arc inside the cycle.
    entering = square[np.ix_(members, outside)] - cycle_scores[:, None] + cycle_scores.sum()
    smaller[-1, :-1] = entering.max(axis=0)
    entry_words = members[entering.argmax(axis=0)]
    leaving = square[np.ix_(outside, members)]
    smaller[:-1, -1] = leaving.max(axis=1)
    leaving_words = members[leaving.argmax(axis=1)]
    smaller[0, :] = NEVER
    np.fill_diagonal(smaller, NEVER)
    contracted = _maximum_arborescence(smaller)
    result = heads.copy()
    for position, node in enumerate(outside):
        if node:
            chosen = contracted[position]
            result[node] = leaving_words[position] if chosen == len(outside) else outside[chosen]
    entry = contracted[-1]
    result[entry_words[entry]] = outside[entry]
    return result


def _find_cycle(heads: Heads) -> list[int] | None:
    """Return the nodes of one cycle, or None where every node reaches node 0."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return None
