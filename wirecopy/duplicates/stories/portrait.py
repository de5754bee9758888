"""A portrait: what an article, or a whole story, is about, as a vector over its telling words.

An article's has the length one. A story's is the mean of its articles', and so the shorter the less they have in
common: an article's likeness to it is its mean likeness to each of them. (Made as long as one, the portrait of a loose
story would be like everything, and the story would take everything in.)
"""

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
_GRAMMAR = 0.3
"""A word in a greater share of them says nothing, not even in a headline."""
_FEW = 30
"""What so few articles hold is no common word, great as their share may be while a ledger is young: its first big story
would otherwise lose its own name."""
_REMEMBERED = 20
"""A story's portrait drifts with its news: it is the mean of about so many articles, the last ones counting most."""


class Portrait(NamedTuple):
    """A sparse vector; one without words has no entries and is like nothing."""

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
        """0 where no word is shared; of two articles the cosine, of a story the mean over its articles."""
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
    heading: NDArray[np.bool_]
    """Which of these stand in the headline, words of grammar aside."""


def draw(terms: Terms, holders: Floats, articles: int) -> Drawn:
    """Weigh an article's words by how rare they are.

    `holders` tells for each of the terms how many of the language's `articles` held it so far. While that is few, a
    word's length says how common it will be, so that the first articles of a language are not all alike in their "the".
    """
    shares = (holders + _EXPECTED * terms.shares) / (articles + _EXPECTED)
    weights = terms.weights * np.log(1 / np.clip(shares, 1e-9, 1.0))
    kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_OF_AN_ARTICLE])
    kept = kept[weights[kept] > 0]
    length = float(np.sqrt((weights[kept] ** 2).sum())) or 1.0
    portrait = Portrait(terms.hashes[kept], (weights[kept] / length).astype(np.float32))
    says_something = (shares <= _COMMON) | ((holders <= _FEW) & (terms.shares <= _COMMON))
    telling = kept[says_something[kept]]
    heaviest = telling[np.argsort(-weights[telling], kind="stable")][:_KEYS]
    return Drawn(
        portrait,
        keys=tuple(terms.hashes[heaviest].tolist()),
        words=tuple(terms.words[place] for place in kept.tolist()),
        heading=(terms.heading & (shares <= _GRAMMAR))[kept],
    )


def mean(portraits: Sequence[Portrait], counts: Sequence[int]) -> Portrait:
    """The portrait of a story made of parts, each with the number of articles that it stands for."""
    hashes, places = np.unique(np.concatenate([portrait.hashes for portrait in portraits]), return_inverse=True)
    known = [min(count, _REMEMBERED) for count in counts]
    parts = [portrait.weights * number for portrait, number in zip(portraits, known, strict=True)]
    weights = np.bincount(places, weights=np.concatenate(parts), minlength=hashes.size) / sum(known)
    kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_OF_A_STORY])
    return Portrait(hashes[kept], weights[kept].astype(np.float32))


def keys(portrait: Portrait) -> tuple[int, ...]:
    """The words a story is found by: its heaviest."""
    heaviest = np.argsort(-portrait.weights, kind="stable")[:_KEYS]
    return tuple(portrait.hashes[heaviest].tolist())
