"""Train the verifier's weights: `python -m bench.train_duplicates [--write]`.

Runs through the stream in arrival order with the gold groups as roots, takes the features of every candidate that
the index offers, and fits a logistic function (Newton's method, L2). Prints the pair figures of five-fold
cross-validation by cluster; with `--write`, fits all folds and writes wirecopy/duplicates/weights.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import wirecopy.duplicates
from bench.wirebench import FILE, Line, read
from wirecopy.duplicates.features import NAMES, Article, Floats, features
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.duplicates.verify import Weights

# The best of some thirty candidates is asked for more than even odds.
THRESHOLD = 0.75
RIDGE = 3.0


def pairs(lines: Sequence[Line]) -> tuple[Floats, Floats, Floats]:
    """Features, labels (1 for a copy) and the fold of each pair of an article and a candidate."""
    known = MemoryKnown()
    roots: dict[str, int] = {}
    urls: set[str] = set()
    rows: list[Floats] = []
    labels: list[float] = []
    folds: list[int] = []
    for number, line in enumerate(lines, start=1):
        drawn = sketch(line.draft.title, line.draft.text, line.draft.language)
        root = roots.setdefault(line.cluster, number)
        candidates = known.candidates(drawn.keys, line.draft.published_at)
        # An article whose address is known never reaches the verifier.
        if candidates and not urls.intersection(line.draft.url_keys):
            article = Article(drawn.parts, line.draft.source.host, line.draft.published_at, line.draft.word_count)
            rows.append(features(article, candidates))
            labels.extend(float(candidate.root_id == root) for candidate in candidates)
            folds.extend([line.fold] * len(candidates))
        urls.update(line.draft.url_keys)
        known.add(line.draft, drawn, article_id=number, root_id=root)
    return np.concatenate(rows), np.array(labels), np.array(folds)


def fit(rows: Floats, labels: Floats) -> Weights:
    """Logistic regression with a ridge penalty on standardized features.

    Every pair is learned twice, with and without its dates: a feed may give none, and then the text must do.
    """
    dateless = rows.copy()
    dateless[:, NAMES.index("days")] = 0
    dateless[:, NAMES.index("undated")] = 1
    rows, labels = np.concatenate([rows, dateless]), np.concatenate([labels, labels])
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
        if np.abs(step).max() < 1e-6:
            break
    return Weights(mean, scale, weights[:-1], bias=float(weights[-1]), threshold=THRESHOLD)


def main() -> None:
    """Cross-validate, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that ship")
    parser.add_argument("--file", type=Path, default=FILE, help="the stream; default: %(default)s")
    arguments = parser.parse_args()
    rows, labels, folds = pairs(read(arguments.file))
    held = np.zeros(len(labels), dtype=bool)
    for fold in range(5):
        judged = folds == fold
        held[judged] = fit(rows[~judged], labels[~judged]).probability(rows[judged]) >= THRESHOLD
    right = float((held & (labels == 1)).sum())
    print(f"{len(labels)} pairs, {int(labels.sum())} of them copies")
    print(f"held out: precision {right / held.sum():.4f}, recall {right / labels.sum():.4f}")
    weights = fit(rows, labels)
    for name, weight in sorted(zip(NAMES, weights.weights, strict=True), key=lambda item: -abs(item[1])):
        print(f"  {name:22} {weight:+.2f}")
    if arguments.write:
        stored = {
            "trained_by": "bench/train_duplicates.py",
            "threshold": weights.threshold,
            "bias": round(weights.bias, 5),
            "features": {
                name: {
                    "mean": round(float(mean), 5),
                    "scale": round(float(scale), 5),
                    "weight": round(float(weight), 5),
                }
                for name, mean, scale, weight in zip(NAMES, weights.mean, weights.scale, weights.weights, strict=True)
            },
        }
        path = Path(wirecopy.duplicates.__path__[0]) / "weights.json"
        path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
