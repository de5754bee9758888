"""Comparing: whether a block's words stand in what the page says of its story elsewhere, or on the page once more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Block, Page

Column = NDArray[Any]

SHORT = 300
"""Letters up to which a block may be a title, a name, a caption, a quote pulled out of the text."""
_SHORTEST_PART = 30
_LONGEST_SEARCHED = 300_000
# Share of a block's 3-word shingles that the page's own full text must have.
_CONFIRMED = 0.6
_GRAM = 3
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_]+"
)
# Letters, figures and line ends of Windows-1252, and spaces for all else.
_SPACED = bytes(
    code if code == ord("\n") or bytes([code]).decode("cp1252", "replace").isalnum() else ord(" ")
    for code in range(256)
)


@dataclass(frozen=True)
class Witnesses:
    """What other places than the visible text say of the story: texts, empty where nothing is said."""

    title: str = ""
    description: str = ""
    authors: str = ""
    bodies: tuple[str, ...] = ()
    """Texts that claim to be the whole story: JSON-LD's articleBody, the feed's content."""
    is_article: bool = False
    """Whether the page calls itself an article."""


def tokens(text: str) -> list[str]:
    """Words without case; each letter of a script without spaces is one."""
    lowered = text.lower()
    # Most Western text has that encoding, and a table of bytes is many times as fast as the expression.
    try:
        return lowered.encode("cp1252").translate(_SPACED).decode("cp1252").split()
    except UnicodeEncodeError:
        return _TOKEN.findall(lowered)


def _tokens_of_lines(lines: Sequence[str]) -> list[list[str]]:
    """`tokens` of texts without line ends, with one look at the table for all of them where that is enough."""
    try:
        spaced = "\n".join(lines).lower().encode("cp1252").translate(_SPACED).decode("cp1252")
    except UnicodeEncodeError:
        return list(map(tokens, lines))
    return list(map(str.split, spaced.split("\n")))


def grams_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


def comparisons(page: Page, witnesses: Witnesses) -> Column:
    """Each block compared with what the page says of its story elsewhere, and with the other blocks.

    Words are numbers here, so that numpy compares those of all blocks at once; a word that no witness has is a 0.
    """
    texts = [block.text for block in page.blocks]
    size = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    bodies = [body for body in witnesses.bodies if body]
    # Who says nothing but a title has nothing in common with a long text.
    needs_all = bool(bodies or witnesses.description)
    read = _tokens_of_lines(texts if needs_all else [text if len(text) <= SHORT else "" for text in texts])
    numbers: dict[str, int] = {}
    title, authors, *whole = (
        np.array([numbers.setdefault(word, len(numbers) + 1) for word in tokens(said)], dtype=np.int64)
        for said in (witnesses.title, witnesses.authors, witnesses.description, *bodies)
    )
    found = _Words(read, numbers)
    is_short = (found.counts > 0) & (size <= SHORT)
    in_title = found.share_among(title) * is_short
    wanted = tokens(witnesses.title)
    is_title = np.zeros(len(texts))
    for place in np.flatnonzero((in_title == 1) & (found.counts == len(wanted))).tolist():
        is_title[place] = read[place] == wanted
    described, *confirmed = (found.share_of_grams(words) for words in whole)
    in_body = np.zeros(len(texts))
    for shares in confirmed:
        in_body = np.maximum(in_body, shares)
    if bodies:
        in_body[(found.counts > 0) & (found.counts < _GRAM)] = 0.5
    parts = _Parts(page.blocks)
    return np.column_stack(
        [
            [parts.repeated(text) for text in texts],
            in_title,
            is_title,
            described,
            found.share_among(authors) * is_short,
            is_short & [text.lower() in page.alts for text in texts] if page.alts else np.zeros(len(texts)),
            [parts.is_part(text) for text in texts],
            in_body,
            np.where(in_body >= _CONFIRMED, 1.0, -1.0) if bodies else np.zeros(len(texts)),
        ]
    )


class _Words:
    """The words of all blocks as numbers, one behind the other."""

    def __init__(self, read: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> None:
        self.counts = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
        """Of words in each block."""
        self._words = np.fromiter(map(numbers.get, chain.from_iterable(read), repeat(0)), dtype=np.int64)
        self._most = len(numbers)
        self._starts = np.cumsum(self.counts) - self.counts
        self._grams = self._grams_of(self._words)

    def share_among(self, words: Column) -> Column:
        """Of each block's words, the share that is among these."""
        known = np.zeros(self._most + 1, dtype=bool)
        known[words] = True
        return self._sums(known[self._words], self.counts) / np.maximum(self.counts, 1)

    def share_of_grams(self, words: Column) -> Column:
        """Of each block's three words in a row, the share that these have too; 0 for a block of fewer words."""
        grams = np.unique(self._grams_of(words))
        if not len(grams):
            return np.zeros(len(self.counts))
        has = grams[np.minimum(np.searchsorted(grams, self._grams), len(grams) - 1)] == self._grams
        many = np.maximum(self.counts - (_GRAM - 1), 0)
        return self._sums(has, many) / np.maximum(many, 1)

    def _sums(self, values: Column, counts: Column) -> Column:
        """For each block, the sum of so many values from its first word on."""
        sums = np.concatenate([[0], np.cumsum(values)])
        starts = np.minimum(self._starts, len(values))
        ends = np.minimum(starts + counts, len(values))
        return np.asarray(sums[ends] - sums[starts])

    def _grams_of(self, words: Column) -> Column:
        """Each three words in a row as one number."""
        base = self._most + 1
        return np.asarray((words[:-2] * base + words[1:-1]) * base + words[2:])


class _Parts:
    """Finds blocks that say again what stands in others: a quote pulled out of the text, or one of its sentences that
    stands in for the whole elsewhere."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._seen = Counter(block.text for block in blocks)
        longer = "\n".join(block.text for block in blocks if len(block.text) >= _SHORTEST_PART)
        # Each block is looked for in all of it: on a page of megabytes nobody looks.
        self._longer = longer if len(longer) <= _LONGEST_SEARCHED else ""
        self._words = Counter(self._longer.split())

    def repeated(self, text: str) -> int:
        """How many other blocks are the same."""
        return self._seen[text] - 1

    def is_part(self, text: str) -> bool:
        """Whether a block of some words stands within others."""
        if not _SHORTEST_PART <= len(text) <= SHORT:
            return False
        seen = self._seen[text]
        # A word that stands in this block only is quicker told than that the whole of it does.
        inner = text.split()[1:-1]
        if inner and min(map(self._words.__getitem__, inner)) <= seen:
            return False
        return self._longer.count(text) > seen
