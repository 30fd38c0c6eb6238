"""Fitting of confidence: the weights a logistic model must find, and a constant that makes new text come out right on average."""

import numpy as np
import pytest

from training.calibrate import Rated, describe, fit, move_constant, tabulate


def test_fit_finds_the_rates_of_two_groups() -> None:
    """Without a penalty the model gives each group the share of its rows that is right."""
    features = np.array([[1.0, 0.0]] * 10 + [[1.0, 1.0]] * 10)
    right = np.array([1.0] * 8 + [0.0] * 2 + [1.0] * 3 + [0.0] * 7)
    rated = 1 / (1 + np.exp(-features @ fit(features, right, penalty=1e-9)))
    assert rated[0] == pytest.approx(0.8, abs=1e-6)
    assert rated[-1] == pytest.approx(0.3, abs=1e-6)


def test_moved_constant_makes_the_mean_right() -> None:
    """Only the constant changes, until the mean confidence is the share of rows that is right."""
    features = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    right = np.array([1.0, 0.0, 0.0, 1.0])
    weights = np.array([3.0, -0.5])
    moved = move_constant(weights, features, right)
    assert moved[1] == weights[1]
    assert (1 / (1 + np.exp(-features @ moved))).mean() == pytest.approx(0.5, abs=1e-9)


def test_tabulate_puts_zero_for_absent_features() -> None:
    """A row has a column for every name, 0 where the feature is absent."""
    matrix, right = tabulate(
        [Rated("a", {"constant": 1.0}, True), Rated("b", {"constant": 1.0, "dated": 1.0}, False)], ["constant", "dated"]
    )
    assert matrix.tolist() == [[1.0, 0.0], [1.0, 1.0]]
    assert right.tolist() == [1.0, 0.0]


def test_reliability_table_has_a_line_for_each_filled_bin() -> None:
    """The table counts the rows of each bin; the area is 1 where every right row is rated above every wrong one."""
    table = describe(np.array([0.94, 0.92, 0.2]), np.array([1.0, 1.0, 0.0]))
    assert "| 0.9 to 1.0 | 2 | 0.93 | 1.00 |" in table
    assert "| 0.0 to 0.3 | 1 | 0.20 | 0.00 |" in table
    assert table.endswith("area under the curve 1.000")
