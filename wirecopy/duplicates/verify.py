"""The verifier: how likely it is that an article is a copy of a candidate, and which candidate is the best."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from schemas.article import Draft
from wirecopy.duplicates.features import NAMES, Article, Floats, features
from wirecopy.duplicates.known import Candidate
from wirecopy.duplicates.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic function over standardized features."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float

    def probability(self, rows: Floats) -> Floats:
        """The probability of being a copy, for each row of features."""
        scores = (rows - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


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
    if tuple(stored["features"]) != NAMES:
        raise ValueError("weights.json was trained on other features: run bench/train_duplicates.py")
    mean, scale, weights = (
        np.array([stored["features"][name][part] for name in NAMES]) for part in ("mean", "scale", "weight")
    )
    return Weights(mean, scale, weights, bias=stored["bias"], threshold=stored["threshold"])


def best_match(
    draft: Draft, sketch: Sketch, candidates: Sequence[Candidate], weights: Weights | None = None
) -> Judgement | None:
    """The candidate that the article is most likely a copy of; None where there are no candidates."""
    if not candidates:
        return None
    weights = weights or shipped_weights()
    article = Article(sketch.parts, draft.source.host, draft.published_at, draft.word_count)
    rows = features(article, candidates)
    scores = weights.probability(rows)
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
    return Judgement(candidates[best], score, score >= weights.threshold, evidence)
