"""Tree decoding: the greedy heads where they are a tree, else the best tree with one root."""

import itertools

import numpy as np
import pytest

from flows.extract.language.trees import decode_tree, is_tree


def best_by_trial(scores: np.ndarray) -> tuple[list[int], float]:
    count = scores.shape[0]
    best: tuple[list[int], float] = ([], -np.inf)
    for heads in itertools.product(range(count + 1), repeat=count):
        if is_tree(heads):
            total = float(sum(scores[word, head] for word, head in enumerate(heads)))
            if total > best[1]:
                best = (list(heads), total)
    return best


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        pytest.param([0], True, id="one word is its own sentence"),
        pytest.param([2, 0, 2], True, id="a flat tree"),
        pytest.param([2, 3, 0], True, id="a chain"),
        pytest.param([0, 0], False, id="two roots"),
        pytest.param([2, 1, 0], False, id="a cycle beside the root"),
        pytest.param([2, 3, 1], False, id="no root at all"),
        pytest.param([3, 0, 1], False, id="a cycle away from the root"),
    ],
)
def test_is_tree(heads: list[int], expected: bool) -> None:
    assert is_tree(heads) is expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([[0.0, -9.0]], [0], id="one word hangs on the root"),
        pytest.param([[1.0, -9.0, 5.0], [9.0, 2.0, -9.0]], [2, 0], id="greedy heads that are a tree are kept"),
        pytest.param([[1.0, -9.0, 9.0], [3.0, 9.0, -9.0]], [2, 0], id="a cycle is opened where it costs least"),
        pytest.param([[9.0, -9.0, 8.0], [9.0, 1.0, -9.0]], [2, 0], id="of two roots the cheaper one is hung elsewhere"),
    ],
)
def test_decodes_small_tables(scores: list[list[float]], expected: list[int]) -> None:
    assert decode_tree(np.array(scores, dtype=np.float32)).tolist() == expected


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(12))
def test_finds_the_best_of_all_trees(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    for word in range(count):
        scores[word, word + 1] = -1e4
    heads = decode_tree(scores).tolist()
    best, total = best_by_trial(scores)
    assert is_tree(heads)
    assert heads == best
    assert sum(scores[word, head] for word, head in enumerate(heads)) == pytest.approx(total, abs=1e-4)


def test_long_random_rows_give_trees() -> None:
    scores = np.random.default_rng(7).normal(size=(120, 121)).astype(np.float32)
    for word in range(120):
        scores[word, word + 1] = -1e4
    assert is_tree(decode_tree(scores).tolist())
