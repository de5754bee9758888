"""The model's file and its answers."""

from __future__ import annotations

import numpy as np
import pytest

from wirecopy.cleaning.trees import chances_of, forest_from

FOREST = {
    "bias": 0.5,
    "trees": [
        {"asks": [["letters", 80.0], ["linked", 0.3]], "adds": [-1.0, 2.0, -3.0, -0.25]},
        # A tree that asks less than the others.
        {"asks": [["letters", 10.0]], "adds": [0.0, 0.125]},
    ],
}


def test_each_row_gets_the_sum_of_its_leaves():
    matrix = np.array([[100, 0.1], [100, 0.9], [20, 0.9], [5, 0.0], [80, 0.3]], dtype=np.float32)
    said = forest_from(FOREST, ["letters", "linked"]).log_odds(matrix)
    # The first question is the lowest bit of a leaf's number; what is equal to a border has not passed it.
    assert said.tolist() == [2.625, 0.375, -2.375, -0.5, -0.375]


def test_columns_are_found_by_name():
    turned = np.array([[0.1, 7.0, 100.0]], dtype=np.float32)
    assert forest_from(FOREST, ["linked", "other", "letters"]).log_odds(turned).tolist() == [2.625]


def test_a_model_for_other_features_is_refused_by_name():
    with pytest.raises(ValueError, match="linked"):
        forest_from(FOREST, ["letters"])


def test_no_rows_have_no_answers():
    assert forest_from(FOREST, ["letters", "linked"]).log_odds(np.empty((0, 2), dtype=np.float32)).tolist() == []


def test_chances_are_bounded():
    assert chances_of(np.array([-1000, 0, 1000], dtype=np.float32)).tolist() == pytest.approx([0, 0.5, 1])


def test_hopeless_rows_are_judged_by_the_first_trees_and_all_others_by_every_one():
    says = {"asks": [["letters", 80.0]], "adds": [-0.05, 0.125]}
    forest = forest_from({"bias": 0.0, "trees": [says] * 100}, ["letters"])
    short, long = forest.log_odds(np.array([[20], [100]], dtype=np.float32)).tolist()
    assert short == pytest.approx(-0.05 * 80)
    assert long == pytest.approx(0.125 * 100)
    undecided = forest_from({"bias": 2.0, "trees": [says] * 100}, ["letters"])
    assert undecided.log_odds(np.array([[20]], dtype=np.float32)).tolist() == pytest.approx([2 - 0.05 * 100])
