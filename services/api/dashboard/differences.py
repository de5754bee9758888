"""The versions of an article as the pages show them: each with what it changed, unchanged paragraphs folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from schemas.revision import Change, Difference, Passage, Revision
from wirecopy.revisions import compare


@dataclass(frozen=True)
class Row:
    """A paragraph of a difference, or a number of paragraphs in which nothing changed."""

    passage: Passage | None = None
    unchanged: int = 0


@dataclass(frozen=True)
class Step:
    """A version and what led to it."""

    revision: Revision
    difference: Difference
    rows: tuple[Row, ...]


def paragraphs(text: str) -> list[str]:
    """Split a record's text at its blank lines."""
    return [part for part in text.split("\n\n") if part.strip()]


def steps(revisions: Sequence[Revision]) -> list[Step]:
    """From each version to the next, the latest first."""
    found = []
    for before, after in pairwise(revisions):
        difference = compare((before.title, before.text), (after.title, after.text))
        found.append(Step(after, difference, _rows(difference.passages)))
    return found[::-1]


def _rows(passages: Sequence[Passage]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for same, run in groupby(passages, key=lambda passage: passage.change is Change.SAME):
        together = list(run)
        rows += [Row(unchanged=len(together))] if same else [Row(passage) for passage in together]
    return tuple(rows)
