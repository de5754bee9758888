"""Trees: a small model as a file that can be read, and its answers for many blocks at once.

The trees are oblivious: all nodes of a level ask the same question, so a tree of six levels is six comparisons and one
look-up in a table of 64, and numpy answers for a whole page in about a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """Oblivious trees over named columns. Answers in log-odds."""

    columns: NDArray[np.int64]
    """Of each level of each tree, the column that it asks for: (trees, depth)."""
    borders: NDArray[np.float32]
    """What the column's value must exceed: (trees, depth)."""
    leaves: NDArray[np.float32]
    """What each tree adds: (trees, 2 ** depth)."""
    bias: float

    def log_odds(self, matrix: Matrix) -> NDArray[np.float32]:
        """For each row of `matrix`, the sum of what the trees say."""
        trees, depth = self.columns.shape
        passed = matrix[:, self.columns.ravel()] > self.borders.ravel()
        places = passed.reshape(len(matrix), trees, depth) @ (1 << np.arange(depth, dtype=np.int16))
        said: NDArray[np.float32] = self.leaves[np.arange(trees), places].sum(axis=1, dtype=np.float32) + np.float32(
            self.bias
        )
        return said


def forest_from(value: dict[str, Any], names: list[str]) -> Forest:
    """A forest as `bench/extractor` writes it: {"bias", "trees": [{"asks": [[name, border], ...], "adds": [...]}]}.

    `names` are the columns of the matrices it will see. Raises ValueError where it asks for another one: then model
    and features are not of the same version.
    """
    places = {name: place for place, name in enumerate(names)}
    unknown = {name for tree in value["trees"] for name, _ in tree["asks"]} - places.keys()
    if unknown:
        raise ValueError(f"the model asks for features that are not there: {', '.join(sorted(unknown))}")
    return Forest(
        columns=np.array([[places[name] for name, _ in tree["asks"]] for tree in value["trees"]], dtype=np.int64),
        borders=np.array([[border for _, border in tree["asks"]] for tree in value["trees"]], dtype=np.float32),
        leaves=np.array([tree["adds"] for tree in value["trees"]], dtype=np.float32),
        bias=float(value["bias"]),
    )


def chances_of(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), dtype=np.float32)
