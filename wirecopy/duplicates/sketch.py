"""The sketch: what is remembered of a text so that its copies can be found and told from look-alikes.

    keys      a few 64-bit hashes: the index holds them, a copy shares some of them
    packed    about a kilobyte: sets of 32-bit hashes that the verifier compares
        body      runs of three words, sampled by their hash, so that two texts sample the same runs (FracMinHash)
        lead      every run of the first sixty words: what a stub or a cut copy still has
        title     its words
        numbers   slots: what stands before each number, and which number it is
        names     slots: what stands before each capitalised word, and which word it is; where there are no capitals,
                  before any word

Slots tell a copy from the next bulletin of a template: in "a high near 35 degrees" and "a high near 70 degrees" the
places agree, and what fills them does not.

Hashes are the same on every machine and Python version: CRC-32 of a word's UTF-8, mixed in 64-bit arithmetic.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, Self, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from wirecopy.records.text import bare, space_letters, unspaced_letters

Hashes = NDArray[np.uint64]
Short = NDArray[np.uint32]
_Word = TypeVar("_Word", np.uint32, np.uint64)

UNSPACED_LANGUAGES = frozenset(("zh", "ja", "th", "lo", "my", "km", "yue", "wuu"))
# Five letters of Chinese or Japanese say about as much as three words.
_RUN, _LETTER_RUN = 3, 5
_LEAD_UNITS = 60
_LEAD_KEYS = 4
_SLOTS = 40
_TITLE_UNITS = 24
# A title of fewer words ("Morning briefing") is many articles' title.
_TITLE_KEY_UNITS = 4
_HEAD = struct.Struct("<BI7H")
_VERSION = 1
_CAPITALS = 0x80
"""Beside the version: whether the text has any, so that the slots of `names` are of names."""

# The class comes first, since `re` skips to it; what stands before it is looked at afterwards.
_THOUSANDS = re.compile(r"[,.\u00a0\u202f](?<=\d.)(?=\d{3}(?!\d))")


class _Sampling(NamedTuple):
    """Which of a text's runs are kept: those with the lowest hashes, one in `share` of all.

    A short text keeps at least so many, or it would have none; a long one at most so many, which bounds its cost.
    """

    share: int
    least: int
    most: int

    def lowest(self, hashes: Hashes) -> tuple[Hashes, int]:
        """Of sorted hashes those that are kept, and up to which hash that is all of them."""
        ceiling = 2**64 // self.share
        count = int(np.searchsorted(hashes, np.uint64(ceiling)))
        if self.least <= count <= self.most:
            return hashes[:count], ceiling
        kept = hashes[: min(max(count, self.least), self.most)]
        return kept, 2**64 - 1 if kept.size == hashes.size else int(kept[-1])


_VERIFIED = _Sampling(share=16, least=64, most=256)
_INDEXED = _Sampling(share=32, least=8, most=48)


class Slots(NamedTuple):
    """Places in a text, by the two words before them; numbers and names among these count as any number, any name."""

    places: Short
    """Sorted, without repeats."""
    filled: Short
    """Hashes of a place together with what fills it; sorted, without repeats."""


class Parts(NamedTuple):
    """The verifier's sets, each sorted and without repeats."""

    body: Short
    body_ceiling: int
    """Of the body's hashes, all up to this one are held."""
    lead: Short
    title: Short
    numbers: Slots
    names: Slots
    has_capitals: bool
    """Whether the names are names; in a text without capitals they are any words."""


@dataclass(frozen=True)
class Sketch:
    """What is remembered of one text. Says nothing of who published it and when."""

    keys: tuple[int, ...]
    """Signed 64-bit, ascending; empty for a text without words."""
    packed: bytes
    """For `unpack`; its form may change between versions, its first byte tells which it is."""

    @cached_property
    def parts(self) -> Parts:
        """The sets in `packed`."""
        return unpack(self.packed)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """A sketch without its keys, from what was stored. Raises ValueError for bytes that `sketch` did not make."""
        stored = cls(keys=(), packed=packed)
        _ = stored.parts
        return stored


class _Units(NamedTuple):
    """A text as the words, or letters, that runs are made of."""

    hashes: Hashes
    is_number: NDArray[np.bool_]
    is_name: NDArray[np.bool_]
    alike: Hashes
    """The same, but with one hash for all numbers and one for all names."""
    run: int
    """How many make a run."""
    context: int
    """How many before a number or a name make its place."""


def sketch(title: str, text: str, language: str | None) -> Sketch:
    """Sketch an article. `language` is a code such as `zh`; without one, the text's own letters decide on its units."""
    units = _units(text, language)
    runs = _distinct(_runs(units.hashes, units.run))
    body, ceiling = _VERIFIED.lowest(runs)
    lead = _distinct(_runs(units.hashes[:_LEAD_UNITS], units.run))
    title_words = _distinct(_units(title, language).hashes)
    sets = [
        body,
        lead,
        title_words[:_TITLE_UNITS],
        *_number_slots(units),
        *_name_slots(units),
    ]
    keys = [_INDEXED.lowest(runs)[0], lead[:_LEAD_KEYS]]
    if title_words.size >= _TITLE_KEY_UNITS:
        keys.append(_mix(np.bitwise_xor.reduce(title_words, keepdims=True)))
    return Sketch(
        keys=tuple(np.unique(np.concatenate(keys).view(np.int64)).tolist()),
        packed=_pack(ceiling >> 32, sets, has_capitals=bool(units.is_name.any())),
    )


# Stories that are about have the same candidates again and again.
@lru_cache(maxsize=4096)
def unpack(packed: bytes) -> Parts:
    """Read `Sketch.packed`. Raises ValueError for bytes that `sketch` did not make."""
    if len(packed) < _HEAD.size or packed[0] & ~_CAPITALS != _VERSION:
        raise ValueError("not a sketch of this version")
    has_capitals = bool(packed[0] & _CAPITALS)
    _, ceiling, *sizes = _HEAD.unpack_from(packed)
    if len(packed) != _HEAD.size + 4 * sum(sizes):
        raise ValueError("a sketch that is cut short")
    every = np.frombuffer(packed, dtype="<u4", offset=_HEAD.size)
    ends = list(accumulate(sizes))
    body, lead, title, number_places, numbers, name_places, names = (
        every[end - size : end] for end, size in zip(ends, sizes, strict=True)
    )
    return Parts(body, ceiling, lead, title, Slots(number_places, numbers), Slots(name_places, names), has_capitals)


def _pack(ceiling: int, sets: Iterable[Hashes], *, has_capitals: bool) -> bytes:
    short = [_distinct((hashes >> np.uint64(32)).astype("<u4")) for hashes in sets]
    version = _VERSION | _CAPITALS if has_capitals else _VERSION
    return _HEAD.pack(version, ceiling, *(part.size for part in short)) + b"".join(part.tobytes() for part in short)


def _units(text: str, language: str | None) -> _Units:
    cased = bare(_THOUSANDS.sub("", text))
    unspaced = language in UNSPACED_LANGUAGES if language else unspaced_letters(cased) > len(cased) / 3
    if unspaced:
        cased = space_letters(cased)
    firsts = [unit[0] for unit in cased.split()]
    folded = cased.casefold().encode("utf-8", "surrogatepass").split()
    hashes = _mix(np.fromiter(map(crc32, folded), dtype=np.uint64, count=len(folded)))
    is_number = np.fromiter(map(str.isdigit, firsts), dtype=np.bool_, count=len(firsts))
    is_name = np.fromiter(map(str.isupper, firsts), dtype=np.bool_, count=len(firsts))
    return _Units(
        hashes,
        is_number,
        is_name,
        alike=np.where(is_number, np.uint64(1), np.where(is_name, np.uint64(2), hashes)),
        run=_LETTER_RUN if unspaced else _RUN,
        context=_LETTER_RUN - 1 if unspaced else _RUN - 1,
    )


def _distinct(hashes: NDArray[_Word]) -> NDArray[_Word]:
    """Sorted and without repeats; for arrays this small several times as fast as numpy.unique."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if ordered.size else ordered


def _mix(values: Hashes) -> Hashes:
    """The finalizer of splitmix64: every bit of the result depends on every bit of the value."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _runs(units: Hashes, length: int) -> Hashes:
    """One hash for each run of `length` units; a text shorter than a run is one run."""
    if units.size == 0:
        return units
    length = min(length, units.size)
    count = units.size - length + 1
    runs = units[:count].copy()
    for step in range(1, length):
        runs = _mix(runs) + units[step : step + count]
    return _mix(runs)


def _slots(places: Hashes, where: NDArray[np.intp], units: _Units) -> tuple[Hashes, Hashes]:
    """The places with the lowest hashes, and these filled with what stands `where` they are."""
    kept = _distinct(places)[:_SLOTS]
    filled = _mix(places + units.hashes[where])
    return kept, _distinct(filled[places <= kept[-1:].max(initial=0)])[: 2 * _SLOTS]


def _number_slots(units: _Units) -> tuple[Hashes, Hashes]:
    """Numbers, each by the words before its row of numbers and its place in that row: a draw is 7, 0, 1, 7."""
    words = np.flatnonzero(~units.is_number)
    where = np.flatnonzero(units.is_number)
    before = np.searchsorted(words, where)
    where, before = where[before >= units.context], before[before >= units.context]
    places = (where - words[before - 1]).astype(np.uint64)
    for step in range(1, units.context + 1):
        places = _mix(places + units.alike[words[before - step]])
    return _slots(places, where, units)


def _name_slots(units: _Units) -> tuple[Hashes, Hashes]:
    """Capitalised words; in a text without capitals, any word or letter."""
    is_filling = units.is_name if units.is_name.any() else ~units.is_number
    where = np.flatnonzero(is_filling)
    where = where[where >= units.context]
    places = np.zeros(where.size, dtype=np.uint64)
    for step in range(units.context, 0, -1):
        places = _mix(places + units.alike[where - step])
    return _slots(places, where, units)
