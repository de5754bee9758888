"""Train the verifier's weights: `python -m bench.train_duplicates [--write]`.

Runs through the stream in arrival order with the gold groups as roots, takes the features of the candidates that the
index offers, and fits a logistic function (Newton's method, L2) for each case of what there is to go by: the stream as
it came and as it would be in a script without capitals, both with and without dates.

A threshold is chosen on articles that the weights were not fitted on, by cross-validation among the folds that may be
learned from. `held_out` does all of it without one fold: no article, no candidate and no choice comes from there.
With `--write`, learns from all folds and writes wirecopy/duplicates/weights.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import wirecopy.duplicates
from bench.duplicate_conditions import without_case
from bench.wirebench import FILE, Line, read
from wirecopy.duplicates.features import NAMES, Article, Floats, features
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.duplicates.verify import Logistic, Weights

FOLDS = 5
RIDGE = 3.0
_LEARNED = 8
"""Candidates of an article that are learned from, the closest first: the rest are easily told."""


class Pairs(NamedTuple):
    """Articles and their candidates, one row each."""

    rows: Floats
    labels: Floats
    """1 for a copy."""
    articles: NDArray[np.intp]
    """The same number for the candidates of one article, ascending."""
    folds: NDArray[np.intp]
    """Of the article and of the candidate: two columns."""

    def where(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Some of them."""
        return Pairs(self.rows[chosen], self.labels[chosen], self.articles[chosen], self.folds[chosen])

    def apart_from(self, fold: int) -> Pairs:
        """Those of which neither side is in this fold."""
        return self.where((self.folds != fold).all(axis=1))

    def undated(self) -> Pairs:
        """The same without dates."""
        rows = self.rows.copy()
        rows[:, NAMES.index("days")] = 0
        return self._replace(rows=rows)

    def of(self, fold: int) -> Pairs:
        """Those whose article is in this fold."""
        return self.where(self.folds[:, 0] == fold)


def pairs(lines: Sequence[Line]) -> dict[str, Pairs]:
    """All that there is to learn from, for each of `CASES`."""
    as_they_came, uncased = _pairs(lines), _pairs([without_case(line) for line in lines])
    return {
        "dated": as_they_came,
        "undated": as_they_came.undated(),
        "uncased": uncased,
        "uncased and undated": uncased.undated(),
    }


def _pairs(lines: Sequence[Line]) -> Pairs:
    known = MemoryKnown()
    roots: dict[str, int] = {}
    urls: set[str] = set()
    rows: list[Floats] = []
    labels: list[float] = []
    articles: list[int] = []
    folds: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        drawn = sketch(line.draft.title, line.draft.text, line.draft.language)
        root = roots.setdefault(line.cluster, number)
        candidates = known.candidates(drawn.keys, line.draft.published_at)[:_LEARNED]
        # An article whose address is known never reaches the verifier.
        if candidates and not urls.intersection(line.draft.url_keys):
            article = Article(drawn.parts, line.draft.source.host, line.draft.published_at, line.draft.word_count)
            rows.append(features(article, candidates).rows)
            labels.extend(float(candidate.root_id == root) for candidate in candidates)
            articles.extend([number] * len(candidates))
            folds.extend((line.fold, lines[candidate.article_id].fold) for candidate in candidates)
        urls.update(line.draft.url_keys)
        known.add(line.draft, drawn, article_id=number, root_id=root)
    return Pairs(np.concatenate(rows), np.array(labels), np.array(articles), np.array(folds))


def held_out(learned: Mapping[str, Pairs], fold: int) -> Weights:
    """Weights and thresholds for judging a fold, from the other folds alone."""
    others = [other for other in range(FOLDS) if other != fold]
    return {case: learn(given.apart_from(fold), others) for case, given in learned.items()}


def learn(given: Pairs, folds: Sequence[int]) -> Logistic:
    """Weights from these folds, with the threshold that does best on each when it is left out of the fitting."""
    left_out = [(given.of(fold), fit(given.apart_from(fold))) for fold in folds]
    outcomes = np.concatenate([_outcomes(part, weights.probability(part.rows)) for part, weights in left_out])
    return replace(fit(given), threshold=_best_threshold(outcomes))


def _outcomes(part: Pairs, scores: Floats) -> Floats:
    """For each article: its best candidate's score, whether that one is a copy, whether any is."""
    starts = np.flatnonzero(np.diff(part.articles, prepend=-1))
    of = np.repeat(np.arange(starts.size), np.diff(starts, append=scores.size))
    best = np.lexsort((-scores, of))[starts]
    return np.column_stack([scores[best], part.labels[best], np.maximum.reduceat(part.labels, starts)])


def _best_threshold(outcomes: Floats) -> float:
    """The one with the best F1 of articles joined."""
    steps = np.arange(0.5, 0.99, 0.01)
    joined = outcomes[:, :1] >= steps
    right = (joined & (outcomes[:, 1:2] == 1)).sum(axis=0)
    f1 = 2 * right / (joined.sum(axis=0) + outcomes[:, 2].sum())
    return round(float(steps[np.argmax(f1)]), 2)


def fit(given: Pairs) -> Logistic:
    """Logistic regression with a ridge penalty on standardized features; its threshold is even odds."""
    rows, labels = given.rows, given.labels
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1
    inputs = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    penalty = np.diag([RIDGE] * len(NAMES) + [0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (chance - labels) + penalty @ weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    return Logistic(mean, scale, weights[:-1], bias=float(weights[-1]), threshold=0.5)


def main() -> None:
    """Learn from everything, print the weights, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that ship")
    parser.add_argument("--file", type=Path, default=FILE, help="the stream; default: %(default)s")
    arguments = parser.parse_args()
    learned = pairs(read(arguments.file))
    dated = learned["dated"].labels
    print(f"{len(dated)} pairs, {int(dated.sum())} of them copies\n")
    weights = {case: learn(given, range(FOLDS)) for case, given in learned.items()}
    print(f"{'':22}" + "".join(f"{case:>22}" for case in weights))
    for place, name in enumerate(NAMES):
        print(f"{name:22}" + "".join(f"{given.weights[place]:+22.2f}" for given in weights.values()))
    print(f"{'threshold':22}" + "".join(f"{given.threshold:22.2f}" for given in weights.values()))
    if arguments.write:
        stored = {
            "trained_by": "bench/train_duplicates.py",
            "features": NAMES,
            "cases": {
                case: {
                    "threshold": given.threshold,
                    "bias": round(given.bias, 5),
                    **{
                        part: [round(float(value), 5) for value in getattr(given, part)]
                        for part in ("mean", "scale", "weights")
                    },
                }
                for case, given in weights.items()
            },
        }
        path = Path(wirecopy.duplicates.__path__[0]) / "weights.json"
        path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
