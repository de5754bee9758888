"""Words as numbers: those of many texts at once, for numpy to compare where Python would compare one by one.

A word's number is the sum of its letters, each times a number of its place, so that two words share one about once in
10^19 pairs. That holds within one call: what encoding the texts have decides what number a letter is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Numbers = NDArray[np.uint64]

GRAM = 3
"""Words in a row that are compared as one."""
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_]+"
)
# Letters, figures and line ends of Windows-1252, and spaces for all else.
_SPACED = bytes(
    code if code == ord("\n") or bytes([code]).decode("cp1252", "replace").isalnum() else ord(" ")
    for code in range(256)
)
# Letters further behind share the last place's number: few words have any.
_PLACES = np.random.default_rng(1).integers(1, 2**64, size=64, dtype=np.uint64) | np.uint64(1)
_FIRST, _SECOND, _THIRD = np.random.default_rng(2).integers(1, 2**64, size=GRAM, dtype=np.uint64) | np.uint64(1)


def tokens(text: str) -> list[str]:
    """Words without case; each letter of a script without spaces is one."""
    lowered = text.lower()
    # Most Western text has that encoding, and a table of bytes is many times as fast as the expression.
    try:
        return lowered.encode("cp1252", _MARKS_AS_SPACES).translate(_SPACED).decode("cp1252").split()
    except UnicodeEncodeError:
        return _TOKEN.findall(lowered)


def grams_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts as numbers, one text behind the other."""

    numbers: Numbers
    counts: Column
    """Of words in each text."""
    starts: Column
    """Where each text's first word stands in `numbers`."""

    def of(self, text: int) -> Numbers:
        """The words of one text."""
        return self.numbers[self.starts[text] : self.starts[text] + self.counts[text]]

    def first(self, texts: int) -> Words:
        """The words of the first so many texts."""
        counts = self.counts[:texts]
        return Words(self.numbers[: int(counts.sum())], counts, self.starts[:texts])

    def sums(self, values: Column, *, without: int = 0, behind: int = 0) -> Column:
        """For each text the sum of `values`, of which there is one to each word, or to each that a gram begins with,
        over all its words but the first `behind` and, at its end, so many that it leaves `without` in all."""
        sums = np.concatenate([[0], np.cumsum(values)])
        starts = np.minimum(self.starts + behind, len(values))
        ends = np.minimum(starts + np.maximum(self.counts - without, 0), len(values))
        return np.asarray(sums[ends] - sums[starts])


def numbered(texts: Sequence[str]) -> Words:
    """The words of texts, as `tokens` has them; a text's line ends part words as spaces do."""
    codes = _codes([text.replace("\n", " ") for text in texts])
    is_letter = codes > ord(" ")
    edges = np.flatnonzero(np.diff(is_letter, prepend=False, append=False))
    begin, end = edges[::2], edges[1::2]
    lengths = end - begin
    within = np.cumsum(lengths) - lengths
    letters = codes[is_letter].astype(np.uint64)
    letters *= _PLACES[np.minimum(np.arange(len(letters)) - np.repeat(within, lengths), len(_PLACES) - 1)]
    numbers = np.add.reduceat(letters, within) if len(begin) else letters
    text = np.searchsorted(np.flatnonzero(codes == ord("\n")), begin)
    counts = np.bincount(text, minlength=len(texts))
    return Words(numbers, counts, np.cumsum(counts) - counts)


def grams(numbers: Numbers) -> Numbers:
    """Each three words in a row as one number."""
    return np.asarray(numbers[:-2] * _FIRST + numbers[1:-1] * _SECOND + numbers[2:] * _THIRD)


def among(numbers: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Which of the numbers are known."""
    if not len(known):
        return np.zeros(len(numbers), dtype=bool)
    known = np.sort(known)
    return np.asarray(known[np.minimum(np.searchsorted(known, numbers), len(known) - 1)] == numbers)


def _codes(texts: Sequence[str]) -> NDArray[Any]:
    """The texts' letters, lower, as numbers above that of a space; spaces for all that is no letter, and line ends
    between the texts."""
    lowered = "\n".join(texts).lower()
    try:
        return np.frombuffer(lowered.encode("cp1252", _MARKS_AS_SPACES).translate(_SPACED), dtype=np.uint8)
    except UnicodeEncodeError:
        parted = "\n".join(" ".join(_TOKEN.findall(line)) for line in lowered.split("\n"))
        return np.frombuffer(parted.encode("utf-32-le", "replace"), dtype=np.uint32)


def _spaces_for_marks(error: UnicodeError) -> tuple[str, int]:
    """Arrows, bullets and the like are no part of a word; a letter that an encoding lacks is one."""
    if not isinstance(error, UnicodeEncodeError) or any(map(str.isalnum, error.object[error.start : error.end])):
        raise error
    return " " * (error.end - error.start), error.end


_MARKS_AS_SPACES = "wirecopy-marks-as-spaces"
codecs.register_error(_MARKS_AS_SPACES, _spaces_for_marks)
