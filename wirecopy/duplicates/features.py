"""What the verifier looks at: one row of numbers for each candidate, all candidates at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.duplicates.known import Candidate
from wirecopy.duplicates.sketch import Parts, Short, Sketch, Slots, unpack

Floats = NDArray[np.float64]

NAMES = (
    "ours_in_theirs",
    "theirs_in_ours",
    "most",
    "least",
    "rare_ours_in_theirs",
    "rare_theirs_in_ours",
    "rare_most",
    "shared_runs",
    "lead_ours",
    "lead_theirs",
    "lead_most",
    "opening",
    "number_conflicts",
    "number_conflict_share",
    "numbers_agreeing",
    "name_conflicts",
    "name_conflict_share",
    "names_agreeing",
    "template",
    "title",
    "title_most",
    "days",
    "length_ratio",
    "same_host",
    "part_reused",
)

CASES = ("dated", "undated", "uncased", "uncased and undated")
"""What there is to go by: both dates or not, capitals or a script without. Each has weights of its own."""


class Article(NamedTuple):
    """The article in question, as far as features need it."""

    parts: Parts
    host: str
    published_at: datetime | None
    word_count: int


class Compared(NamedTuple):
    """An article beside its candidates."""

    rows: Floats
    """`NAMES` are its columns."""
    cases: NDArray[np.intp]
    """For each row the place in `CASES` of what there is to go by."""


class Overlap(NamedTuple):
    """One set of ours against that of each candidate: how many hashes are shared, and how many each side has."""

    shared: Floats
    ours: Floats
    theirs: Floats

    @property
    def of_ours(self) -> Floats:
        """The share of ours that is theirs too."""
        return self.shared / np.maximum(self.ours, 1)

    @property
    def of_theirs(self) -> Floats:
        """The share of theirs that is ours too."""
        return self.shared / np.maximum(self.theirs, 1)

    @property
    def of_smaller(self) -> Floats:
        """The share of the smaller set."""
        return self.shared / np.maximum(np.minimum(self.ours, self.theirs), 1)

    @property
    def of_larger(self) -> Floats:
        """The share of the larger set."""
        return self.shared / np.maximum(np.maximum(self.ours, self.theirs), 1)


def features(article: Article, candidates: Sequence[Candidate]) -> Compared:
    """A row for each candidate; shares lie between 0 and 1."""
    theirs = [unpack(candidate.packed) for candidate in candidates]
    roots = np.unique([candidate.root_id for candidate in candidates], return_inverse=True)[1]
    ours = article.parts
    ceilings = np.minimum([part.body_ceiling for part in theirs], ours.body_ceiling).astype(np.uint32)
    body, rare = _body(ours.body, [part.body for part in theirs], ceilings, roots)
    lead = _overlap(ours.lead, [part.lead for part in theirs])
    numbers = _conflicts(ours.numbers, [part.numbers for part in theirs])
    names = _conflicts(ours.names, [part.names for part in theirs])
    title = _overlap(ours.title, [part.title for part in theirs])
    lengths = np.array([candidate.word_count for candidate in candidates], dtype=np.float64)
    length_ratio = np.log((lengths + 1) / (article.word_count + 1))
    gaps = [_days_apart(article.published_at, candidate.published_at) for candidate in candidates]
    days = np.log1p([gap or 0.0 for gap in gaps])
    most = np.maximum(body.of_ours, body.of_theirs)
    lead_most = np.maximum(lead.of_ours, lead.of_theirs)
    opening = np.maximum(lead_most, title.of_smaller)
    columns = (
        body.of_ours,
        body.of_theirs,
        most,
        np.minimum(body.of_ours, body.of_theirs),
        rare.of_ours,
        rare.of_theirs,
        np.maximum(rare.of_ours, rare.of_theirs),
        np.log1p(rare.shared),
        lead.of_ours,
        lead.of_theirs,
        lead_most,
        opening,
        *numbers,
        *names,
        most * (numbers[1] + names[1]),
        title.of_larger,
        title.of_smaller,
        days,
        np.abs(length_ratio),
        np.array([float(candidate.host == article.host != "") for candidate in candidates]),
        (1 - opening) * (most - np.minimum(body.of_ours, body.of_theirs)),
    )
    undated = np.array([gap is None for gap in gaps])
    # Places of names in one text and of any words in the other say nothing of each other, and do no harm.
    uncased = np.array([not (ours.has_capitals or part.has_capitals) for part in theirs])
    return Compared(np.column_stack(columns), undated + 2 * uncased)


def share_in_common(sketch: Sketch, candidate: Candidate) -> float:
    """How much of the shorter text stands in the longer one, between 0 and 1."""
    ours, theirs = sketch.parts, unpack(candidate.packed)
    ceiling = np.uint32(min(ours.body_ceiling, theirs.body_ceiling))
    one, other = (part.body[: part.body.searchsorted(ceiling, side="right")] for part in (ours, theirs))
    return np.intersect1d(one, other, assume_unique=True).size / max(1, min(one.size, other.size))


def _conflicts(ours: Slots, theirs: Sequence[Slots]) -> tuple[Floats, Floats, Floats]:
    """Places that both texts have but fill differently: how many, which share; and how many they fill alike."""
    places = _overlap(ours.places, [slots.places for slots in theirs]).shared
    alike = np.minimum(_overlap(ours.filled, [slots.filled for slots in theirs]).shared, places)
    # Two more places, as if agreeing, keep one chance conflict from looking like a rule.
    return np.log1p(places - alike), (places - alike) / (places + 2), np.log1p(alike)


def _overlap(ours: Short, theirs: Sequence[Short]) -> Overlap:
    sizes: NDArray[np.intp] = np.array([part.size for part in theirs])
    found, _, owner = _search(ours, theirs, sizes)
    shared = np.bincount(owner[found], minlength=sizes.size).astype(np.float64)
    return Overlap(shared, np.full(sizes.size, float(ours.size)), sizes.astype(np.float64))


def _body(ours: Short, theirs: Sequence[Short], ceilings: Short, roots: NDArray[np.intp]) -> tuple[Overlap, Overlap]:
    """The overlap below each pair's common ceiling: plain, and with runs that many groups hold weighing less."""
    sizes: NDArray[np.intp] = np.array(
        [part.searchsorted(ceiling, side="right") for part, ceiling in zip(theirs, ceilings, strict=True)]
    )
    found, places, owner = _search(ours, [part[:size] for part, size in zip(theirs, sizes, strict=True)], sizes)
    owner, places = owner[found], places[found]
    holders = np.zeros((int(roots.max()) + 1, ours.size), dtype=bool)
    holders[roots[owner], places] = True
    weights = 1 / np.maximum(holders.sum(axis=0), 1)
    counts: NDArray[np.intp] = np.searchsorted(ours, ceilings, side="right")
    shared = np.bincount(owner, minlength=sizes.size).astype(np.float64)
    plain = Overlap(shared, counts.astype(np.float64), sizes.astype(np.float64))
    weighed: Floats = np.bincount(owner, weights=weights[places], minlength=sizes.size).astype(np.float64)
    total = np.concatenate(([0.0], np.cumsum(weights)))[counts]
    return plain, Overlap(weighed, total, weighed + plain.theirs - shared)


def _search(
    ours: Short, theirs: Sequence[Short], sizes: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
    """For each of all their hashes: whether it is ours, where in ours, and whose it is."""
    everything = np.concatenate(theirs)
    owner = np.repeat(np.arange(sizes.size), sizes)
    if ours.size == 0:
        return np.zeros(everything.size, dtype=bool), np.zeros(everything.size, dtype=np.intp), owner
    places = np.minimum(np.searchsorted(ours, everything), ours.size - 1)
    return ours[places] == everything, places, owner


def _days_apart(one: datetime | None, other: datetime | None) -> float | None:
    return None if one is None or other is None else abs((one - other).total_seconds()) / 86400
