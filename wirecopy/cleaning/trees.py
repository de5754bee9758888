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

# Two thirds of a page's blocks are in menus and the like, and the first trees are sure of it. Of 89,000 blocks of
# development pages, two of those that had such log-odds by then came to more than -1, and none above 0.
_FIRST, _HOPELESS = 80, -3.0


@dataclass(frozen=True, slots=True)
class Forest:
    """Oblivious trees over named columns. Answers in log-odds."""

    columns: NDArray[np.int64]
    """For each level of each tree, the column that it asks for: (depth, trees)."""
    borders: NDArray[np.float32]
    """What the column's value must exceed: (depth, trees)."""
    leaves: NDArray[np.float32]
    """What each tree adds, one behind the other: (trees * 2 ** depth,)."""
    bias: float

    def log_odds(self, matrix: Matrix) -> NDArray[np.float32]:
        """For each row of `matrix`, the sum of what the trees say; of a hopeless one what the first of them say."""
        trees = self.columns.shape[1]
        said = self._sums(matrix, 0, min(_FIRST, trees)) + np.float32(self.bias)
        rows = np.flatnonzero(said >= _HOPELESS)
        said[rows] += self._sums(matrix[rows], min(_FIRST, trees), trees)
        return said

    def _sums(self, matrix: Matrix, first: int, behind: int) -> NDArray[np.float32]:
        """For each row, the sum of what the trees from `first` on up to the one before `behind` say."""
        depth = len(self.columns)
        columns = np.ascontiguousarray(matrix.T)
        places = np.repeat(np.arange(first, behind, dtype=np.int32)[:, None] << depth, len(matrix), axis=1)
        for level in range(depth):
            passed = columns[self.columns[level, first:behind]] > self.borders[level, first:behind, None]
            places |= passed.astype(np.int32) << level
        return np.asarray(self.leaves.take(places).sum(axis=0, dtype=np.float32))


def forest_from(value: dict[str, Any], names: list[str]) -> Forest:
    """A forest as `bench/extractor` writes it: {"bias", "trees": [{"asks": [[name, border], ...], "adds": [...]}]}.

    `names` are the columns of the matrices it will see. Raises ValueError where it asks for another one: then model
    and features are not of the same version.
    """
    places = {name: place for place, name in enumerate(names)}
    unknown = {name for tree in value["trees"] for name, _ in tree["asks"]} - places.keys()
    if unknown:
        raise ValueError(f"the model asks for features that are not there: {', '.join(sorted(unknown))}")
    depth = max(len(tree["asks"]) for tree in value["trees"])
    return Forest(
        columns=_by_level([_padded([places[name] for name, _ in tree["asks"]], depth, 0) for tree in value["trees"]]),
        borders=_by_level(
            [_padded([border for _, border in tree["asks"]], depth, np.inf) for tree in value["trees"]]
        ).astype(np.float32),
        leaves=np.array([_padded(tree["adds"], 2**depth, 0.0) for tree in value["trees"]], dtype=np.float32).ravel(),
        bias=float(value["bias"]),
    )


def _by_level(rows: list[list[Any]]) -> NDArray[Any]:
    return np.ascontiguousarray(np.array(rows).T)


def _padded(values: list[Any], length: int, filling: float) -> list[Any]:
    """A tree of fewer levels as one of more, whose last questions nobody passes."""
    return values + [filling] * (length - len(values))


def chances_of(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), dtype=np.float32)
