"""The sketch: what is remembered of a text so that its copies can be found and told from look-alikes.

    keys      a few 64-bit hashes: the index holds them, a copy shares some of them
    packed    about half a kilobyte: sets of 32-bit hashes that the verifier compares
        body      runs of three words, sampled by their hash, so that two texts sample the same runs (FracMinHash)
        lead      every run of the first sixty words: what a stub or a cut copy still has
        numbers   each number with the word before it: what tells one bulletin of a template from the next
        title     its words

Hashes are the same on every machine and Python version: CRC-32 of a word's UTF-8, mixed in 64-bit arithmetic.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from wirecopy.records.text import fold, space_letters, unspaced_letters

Hashes = NDArray[np.uint64]
Short = NDArray[np.uint32]

UNSPACED_LANGUAGES = frozenset(("zh", "ja", "th", "lo", "my", "km", "yue", "wuu"))
# Five letters of Chinese or Japanese say about as much as three words.
_RUN, _LETTER_RUN = 3, 5
_LEAD_UNITS = 60
# Of the runs, those with the lowest hashes are kept: one in 16 to verify, one in 32 in the index. Short texts keep at
# least so many, or they would have no key at all, and long ones at most so many, which bounds an article's cost.
_VERIFY_SHARE, _VERIFY_LEAST, _VERIFY_MOST = 16, 64, 256
_KEY_SHARE, _KEY_LEAST, _KEY_MOST = 32, 8, 48
_LEAD_KEYS = 4
_NUMBERS_MOST = 48
_TITLE_MOST = 24
_TITLE_KEY_WORDS = 4
_HEAD = struct.Struct("<BIHHHH")
_VERSION = 1

_NUMBER = re.compile(rb"[^ ]*[0-9][^ ]*")
_THOUSANDS = re.compile(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}(?!\d))")


class Parts(NamedTuple):
    """The verifier's sets, each sorted and without repeats."""

    body: Short
    body_ceiling: int
    """Of the body's hashes, all up to this one are held."""
    lead: Short
    numbers: Short
    title: Short


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


def sketch(title: str, text: str, language: str | None) -> Sketch:
    """Sketch an article. `language` is a code such as `zh`; without one, the text's own letters decide on its units."""
    units, run = _units(text, language)
    words = _word_hashes(units)
    runs = _runs(words, run)
    body = np.unique(runs)
    kept = _lowest(body, share=_VERIFY_SHARE, least=_VERIFY_LEAST, most=_VERIFY_MOST)
    complete = kept.size == body.size
    lead = np.unique(_runs(words[:_LEAD_UNITS], run))
    title_words = np.unique(_word_hashes(_units(title, language)[0]))
    packed = _pack(
        body=kept,
        ceiling=2**32 - 1 if complete else int(kept[-1] >> np.uint64(32)),
        lead=lead,
        numbers=_numbers(units, words)[:_NUMBERS_MOST],
        title=title_words[:_TITLE_MOST],
    )
    keys = [_lowest(body, share=_KEY_SHARE, least=_KEY_LEAST, most=_KEY_MOST), lead[:_LEAD_KEYS]]
    if title_words.size >= _TITLE_KEY_WORDS:
        keys.append(_mix(np.array([np.bitwise_xor.reduce(title_words)], dtype=np.uint64)))
    return Sketch(tuple(np.unique(np.concatenate(keys).view(np.int64)).tolist()), packed)


def unpack(packed: bytes) -> Parts:
    """Read `Sketch.packed`. Raises ValueError for bytes that `sketch` did not make."""
    if len(packed) < _HEAD.size or packed[0] != _VERSION:
        raise ValueError("not a sketch of this version")
    _, ceiling, *sizes = _HEAD.unpack_from(packed)
    if len(packed) != _HEAD.size + 4 * sum(sizes):
        raise ValueError("a sketch that is cut short")
    sets = []
    offset = _HEAD.size
    for size in sizes:
        sets.append(np.frombuffer(packed, dtype="<u4", count=size, offset=offset))
        offset += 4 * size
    body, lead, numbers, title = sets
    return Parts(body, ceiling, lead, numbers, title)


def _pack(*, body: Hashes, ceiling: int, lead: Hashes, numbers: Hashes, title: Hashes) -> bytes:
    sets = [np.unique((hashes >> np.uint64(32)).astype("<u4")) for hashes in (body, lead, numbers, title)]
    return _HEAD.pack(_VERSION, ceiling, *(part.size for part in sets)) + b"".join(part.tobytes() for part in sets)


def _units(text: str, language: str | None) -> tuple[list[bytes], int]:
    """What runs are made of, words or letters, and how many make a run."""
    folded = fold(_THOUSANDS.sub("", text))
    unspaced = language in UNSPACED_LANGUAGES if language else unspaced_letters(folded) > len(folded) / 3
    if unspaced:
        return space_letters(folded).encode("utf-8", "surrogatepass").split(), _LETTER_RUN
    return folded.encode("utf-8", "surrogatepass").split(), _RUN


def _word_hashes(units: list[bytes]) -> Hashes:
    return _mix(np.fromiter(map(crc32, units), dtype=np.uint64, count=len(units)))


def _mix(values: Hashes) -> Hashes:
    """The finalizer of splitmix64: every bit of the result depends on every bit of the value."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _runs(words: Hashes, length: int) -> Hashes:
    """One hash for each run of `length` words; a text shorter than a run is one run."""
    if words.size == 0:
        return words
    length = min(length, words.size)
    count = words.size - length + 1
    runs = words[:count].copy()
    for step in range(1, length):
        runs = _mix(runs) + words[step : step + count]
    return _mix(runs)


def _numbers(units: list[bytes], words: Hashes) -> Hashes:
    """Each number together with the word before it: `high near 35` and `35 miles` share none."""
    places = [place for place, unit in enumerate(units) if _NUMBER.fullmatch(unit)]
    if not places:
        return np.empty(0, dtype=np.uint64)
    here = np.array(places)
    before = np.where(here > 0, words[here - 1], np.uint64(0))
    return np.unique(_mix(_mix(before) + words[here]))


def _lowest(hashes: Hashes, *, share: int, least: int, most: int) -> Hashes:
    """The lowest 1/`share` of all possible hashes, and of those that are there at least and at most so many."""
    count = int(np.searchsorted(hashes, np.uint64(2**64 // share)))
    return hashes[: min(max(count, least), most)]
