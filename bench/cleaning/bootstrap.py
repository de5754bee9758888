"""How sure a difference is: the paired bootstrap, by site.

Whole sites are drawn, for the pages of one rise and fall together; both systems are judged on the same draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.cleaning.metric import Tally, score

DRAWS = 4000


class Difference(NamedTuple):
    """How much more F1 one system has than the other, and the interval that holds 95 of 100 draws."""

    mean: float
    low: float
    high: float


def difference(ours: Sequence[Tally], theirs: Sequence[Tally], sites: Sequence[str], *, seed: int = 0) -> Difference:
    """Compare two systems on the same pages; `sites` names each page's site."""
    names = {name: number for number, name in enumerate(dict.fromkeys(sites))}
    where = [names[site] for site in sites]
    weights = np.random.default_rng(seed).multinomial(len(names), [1 / len(names)] * len(names), size=DRAWS)
    drawn = _f1(weights, ours, where) - _f1(weights, theirs, where)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Difference(score(ours).f1 - score(theirs).f1, float(low), float(high))


def _f1(weights: NDArray[Any], tallies: Sequence[Tally], where: Sequence[int]) -> NDArray[np.float64]:
    of_site = np.zeros((weights.shape[1], 4))
    np.add.at(of_site, where, np.array(tallies, dtype=np.float64))
    right, given, found, wanted = (weights @ of_site).T
    precision, recall = right / np.maximum(given, 1e-9), found / np.maximum(wanted, 1e-9)
    f1: NDArray[np.float64] = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return f1
