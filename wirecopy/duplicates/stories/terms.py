"""An article's words as they count for its story.

What a story is about is said early: a word counts the less the later it stands, and half of the first after sixty
words. Numbers are left out: the toll, the score and the price change from one telling to the next (measured: with them
the semeval pairs are told apart worse). Names need no recogniser: they are rare, and so they weigh.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from wirecopy.duplicates.sketch import UNSPACED_LANGUAGES, Short
from wirecopy.records.text import bare, space_letters, unspaced_letters

Floats = NDArray[np.float64]

_HEADLINE, _FIRST_WORDS = 4, 14
# Beyond these a text adds next to nothing, and its cost stays bounded.
_LETTERS, _UNITS = 4000, 400
_HALVED_AFTER = 60
_DAMPING = 0.8
_STEM = 6
"""A word's first letters stand for it and its inflections, in any alphabet and without a list for each language."""

# In which share of articles a stem of so many letters is met, as long as nothing has been learned of it: short words
# are the grammar of a language. Measured over ten languages; six stands for longer ones too.
_SHARES = (0.6, 0.6, 0.6, 0.25, 0.08, 0.03)
_SHARE_OF_TWO_LETTERS = 0.05
"""The same for two letters of Chinese or Japanese, which are about a word."""


class Terms(NamedTuple):
    """The words of one article, each once; the arrays run side by side."""

    hashes: Short
    """Sorted; the same word of two languages has two hashes."""
    weights: Floats
    """How often and how early."""
    shares: Floats
    """The share of articles that a word of its length may be expected in."""
    heading: NDArray[np.bool_]
    """Whether it stands in the headline; where there is none to speak of, among the first words."""
    words: tuple[str, ...]
    """As it stands where it is met first."""


def terms(title: str, text: str, language: str | None) -> Terms:
    """Give the terms of an article. `language` is a code such as `en`; None counts as a language of its own."""
    headline = bare(title)
    cased = bare(f"{title}\n{text[:_LETTERS]}")
    unspaced = language in UNSPACED_LANGUAGES if language else unspaced_letters(cased) > len(cased) / 3
    if unspaced:
        letters = space_letters(cased).split()[:_UNITS]
        units = [one + other for one, other in pairwise(letters)]
        headed = len(space_letters(headline).split()) - 1
    else:
        units = cased.split()[:_UNITS]
        headed = len(headline.split())
    headed = headed if headed >= _HEADLINE else _FIRST_WORDS
    counted: dict[str, float] = {}
    words: dict[str, tuple[str, bool]] = {}
    for place, unit in enumerate(units):
        if unit[0].isdigit():
            continue
        stem = unit.casefold()[:_STEM]
        counted[stem] = counted.get(stem, 0.0) + 1 / (1 + place / _HALVED_AFTER)
        words.setdefault(stem, (unit, place < headed))
    start = crc32((language or "").encode())
    hashes: Short = np.fromiter(
        (crc32(stem.encode("utf-8", "surrogatepass"), start) for stem in counted), dtype=np.uint32, count=len(counted)
    )
    weights = np.fromiter(counted.values(), dtype=np.float64, count=len(counted)) ** _DAMPING
    shares = np.array([_SHARE_OF_TWO_LETTERS if unspaced else _SHARES[min(len(stem), 6) - 1] for stem in counted])
    hashes, places = np.unique(hashes, return_index=True)
    surface = list(words.values())
    met = [surface[place] for place in places.tolist()]
    heading = np.array([in_headline for _, in_headline in met], dtype=np.bool_)
    return Terms(hashes, weights[places], shares[places], heading, tuple(word for word, _ in met))
