"""The loss of a chain of entity tags, against the sum over all sequences."""

import itertools
import math

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from training.network import entity_loss  # noqa: E402  (needs torch)


@pytest.mark.parametrize(
    ("allowed", "mask"),
    [
        pytest.param([1, 2, 4], [1, 1, 1], id="one sequence is right"),
        pytest.param([3, 7, 1], [1, 1, 1], id="several are"),
        pytest.param([1, 0, 4], [1, 1, 1], id="nothing is known of one word"),
        pytest.param([1, 2, 0], [1, 1, 0], id="a row shorter than the batch"),
    ],
)
def test_loss_is_that_of_all_sequences(allowed: list[int], mask: list[int]) -> None:
    torch.manual_seed(1)
    logits, steps = torch.randn(1, 3, 3), torch.randn(3, 3)
    length = sum(mask)

    def weight(path: tuple[int, ...]) -> float:
        return math.exp(
            sum(float(logits[0, i, tag] + steps[before, tag]) for i, (before, tag) in enumerate(itertools.pairwise((0, *path))))
        )

    paths = list(itertools.product(range(3), repeat=length))
    right = [path for path in paths if all(not allowed[i] or allowed[i] >> tag & 1 for i, tag in enumerate(path))]
    expected = -math.log(sum(map(weight, right)) / sum(map(weight, paths))) / sum(bool(bits) for bits in allowed)
    loss = entity_loss(logits, steps, torch.tensor([allowed]), torch.tensor([mask]))
    assert float(loss) == pytest.approx(expected, abs=1e-4)
