"""Judging articles one after the other, as `wirecopy dedupe` does."""

from __future__ import annotations

from typing import NamedTuple

from schemas.article import Draft
from wirecopy.duplicates.decide import Verdict, decide
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.duplicates.verify import Weights


class Judged(NamedTuple):
    """One article's verdict and its place in its group."""

    verdict: Verdict
    article_id: int
    """Numbers from 1 in order of arrival; that of the known article for a revision."""
    root_id: int
    """The first article of the group."""


class Stream:
    """Holds all that it has judged in memory and never forgets; judging is not thread-safe."""

    def __init__(self) -> None:
        self._known = MemoryKnown()
        self._roots: list[int] = [0]

    def judge(self, draft: Draft, *, weights: Weights | None = None) -> Judged:
        """Judge an article against those before it, and remember it."""
        drawn = sketch(draft.title, draft.text, draft.language)
        verdict = decide(draft, drawn, self._known, weights=weights)
        article_id = verdict.article_id
        if article_id is None:
            article_id = len(self._roots)
            self._roots.append(verdict.duplicate_of or article_id)
        root_id = self._roots[article_id]
        if verdict.kind != "unchanged":
            self._known.add(draft, drawn, article_id=article_id, root_id=root_id)
        return Judged(verdict, article_id, root_id)
