"""The verifier: how likely it is that an article is a copy of a candidate, and which candidate is the best."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from schemas.article import Draft
from wirecopy.duplicates.features import CASES, NAMES, Article, Floats, features
from wirecopy.duplicates.known import Candidate
from wirecopy.duplicates.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic function over standardized features."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float
    """From which probability on it is a copy."""

    def probability(self, rows: Floats) -> Floats:
        """The probability of being a copy, for each row of features."""
        scores = (rows - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


Weights = Mapping[str, Logistic]
"""One for each of `features.CASES`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The best candidate, and how good it is."""

    candidate: Candidate
    score: float
    is_copy: bool
    evidence: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights in `weights.json`, which bench/train_duplicates.py writes."""
    stored = json.loads(files("wirecopy.duplicates").joinpath("weights.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != NAMES or tuple(stored["cases"]) != CASES:
        raise ValueError("weights.json was trained on other features: run bench/train_duplicates.py")
    return {
        case: Logistic(
            mean=np.array(given["mean"]),
            scale=np.array(given["scale"]),
            weights=np.array(given["weights"]),
            bias=given["bias"],
            threshold=given["threshold"],
        )
        for case, given in stored["cases"].items()
    }


def best_match(
    draft: Draft, sketch: Sketch, candidates: Sequence[Candidate], weights: Weights | None = None
) -> Judgement | None:
    """The candidate that the article is most likely a copy of; None where there are no candidates."""
    if not candidates:
        return None
    weights = weights or shipped_weights()
    article = Article(sketch.parts, draft.source.host, draft.published_at, draft.word_count)
    rows, cases = features(article, candidates)
    scores = np.zeros(len(rows))
    for case in np.unique(cases):
        scores[cases == case] = weights[CASES[case]].probability(rows[cases == case])
    best = int(np.argmax(scores))
    evidence = {
        name: round(float(rows[best, NAMES.index(name)]), 3)
        for name in (
            "ours_in_theirs",
            "theirs_in_ours",
            "lead_most",
            "number_conflict_share",
            "name_conflict_share",
            "title",
        )
    }
    score = round(float(scores[best]), 4)
    return Judgement(candidates[best], score, score >= weights[CASES[cases[best]]].threshold, evidence)
