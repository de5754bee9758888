"""A portrait: what an article, or a whole story, is about, as a unit vector over its telling words."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from wirecopy.duplicates.sketch import Short
from wirecopy.duplicates.stories.terms import Floats, Terms

_MOST_OF_AN_ARTICLE, _MOST_OF_A_STORY = 80, 120
_KEYS = 12
_HEAD = struct.Struct("<BH")
_VERSION = 1

_EXPECTED = 100
"""So many articles' worth of belief in what a word's length says of its frequency, before counting takes over."""
_COMMON = 0.04
"""A word in a greater share of its language's articles finds too much to be looked up by."""
_REMEMBERED = 20
"""A story's portrait drifts with its news: it is the mean of about so many articles, the last ones counting most."""


class Portrait(NamedTuple):
    """A sparse unit vector; one without words has no entries and is like nothing."""

    hashes: Short
    """Sorted."""
    weights: NDArray[np.float32]

    def pack(self) -> bytes:
        """Its bytes, for `unpack`; the first tells the version."""
        hashes, weights = self.hashes.astype("<u4"), self.weights.astype("<f4")
        return _HEAD.pack(_VERSION, hashes.size) + hashes.tobytes() + weights.tobytes()

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Raises ValueError for bytes that `pack` did not make."""
        if len(packed) < _HEAD.size or packed[0] != _VERSION:
            raise ValueError("not a portrait of this version")
        size = _HEAD.unpack_from(packed)[1]
        if len(packed) != _HEAD.size + 8 * size:
            raise ValueError("a portrait that is cut short")
        hashes = np.frombuffer(packed, dtype="<u4", count=size, offset=_HEAD.size)
        return cls(hashes, np.frombuffer(packed, dtype="<f4", offset=_HEAD.size + 4 * size))

    def likeness(self, other: Portrait) -> float:
        """The cosine: 0 where no word is shared, 1 for the same article."""
        return float(self.parts_shared(other).sum())

    def parts_shared(self, other: Portrait) -> Floats:
        """What each of our words adds to the likeness."""
        if not self.hashes.size or not other.hashes.size:
            return np.zeros(self.hashes.size)
        places = np.minimum(np.searchsorted(other.hashes, self.hashes), other.hashes.size - 1)
        alike = other.hashes[places] == self.hashes
        return np.where(alike, self.weights * other.weights[places], 0.0).astype(np.float64)


class Drawn(NamedTuple):
    """An article's portrait with what is needed while it is being placed."""

    portrait: Portrait
    keys: tuple[int, ...]
    """The words it is looked up by, the heaviest first."""
    words: tuple[str, ...]
    """Those of the portrait, in its order."""


def draw(terms: Terms, holders: Floats, articles: int) -> Drawn:
    """Weigh an article's words by how rare they are.

    `holders` tells for each of the terms how many of the language's `articles` held it so far. While that is few, a
    word's length says how common it will be, so that the first articles of a language are not all alike in their "the".
    """
    shares = (holders + _EXPECTED * terms.shares) / (articles + _EXPECTED)
    weights = terms.weights * np.log(1 / np.clip(shares, 1e-9, 1.0))
    kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_OF_AN_ARTICLE])
    kept = kept[weights[kept] > 0]
    portrait = _unit(terms.hashes[kept], weights[kept])
    telling = kept[shares[kept] <= _COMMON]
    heaviest = telling[np.argsort(-weights[telling], kind="stable")][:_KEYS]
    return Drawn(portrait, tuple(terms.hashes[heaviest].tolist()), tuple(terms.words[place] for place in kept))


def mean(portraits: Sequence[Portrait], counts: Sequence[int]) -> Portrait:
    """The portrait of a story made of parts, each with the number of articles that it stands for."""
    hashes, places = np.unique(np.concatenate([portrait.hashes for portrait in portraits]), return_inverse=True)
    parts = [portrait.weights * min(count, _REMEMBERED) for portrait, count in zip(portraits, counts, strict=True)]
    weights: Floats = np.bincount(places, weights=np.concatenate(parts), minlength=hashes.size).astype(np.float64)
    kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_OF_A_STORY])
    return _unit(hashes[kept], weights[kept])


def keys(portrait: Portrait) -> tuple[int, ...]:
    """The words a story is found by: its heaviest."""
    heaviest = np.argsort(-portrait.weights, kind="stable")[:_KEYS]
    return tuple(portrait.hashes[heaviest].tolist())


def _unit(hashes: Short, weights: Floats) -> Portrait:
    length = float(np.sqrt((weights * weights).sum()))
    return Portrait(hashes, (weights / length if length else weights).astype(np.float32))
