"""Comparing: whether a block's words stand in what the page says of its story elsewhere, or on the page once more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Block, Page

SHORT = 300
"""Letters up to which a block may be a title, a name, a caption, a quote pulled out of the text."""
_SHORTEST_PART = 30
_LONGEST_SEARCHED = 300_000
# Share of a block's 3-word shingles that the page's own full text must have.
_CONFIRMED = 0.6
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
    return [line.split() for line in spaced.split("\n")]


def grams_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


def comparisons(page: Page, witnesses: Witnesses) -> Iterator[tuple[float, ...]]:
    """Each block compared with what the page says of its story elsewhere, and with the other blocks."""
    title = tokens(witnesses.title)
    of_title, of_authors = set(title), set(tokens(witnesses.authors))
    bodies = [body for body in witnesses.bodies if body]
    needs_all = bool(bodies or witnesses.description)
    parts = _Parts(page.blocks)
    texts = [block.text for block in page.blocks]
    read = _tokens_of_lines([text if needs_all or len(text) <= SHORT else "" for text in texts])
    described, *confirmed = _shares(read, [witnesses.description, *bodies])
    for place, (text, found) in enumerate(zip(texts, read, strict=True)):
        in_title = is_title = in_authors = is_alt = in_body = 0.0
        count = len(found)
        if found and len(text) <= SHORT:
            in_title = sum(map(of_title.__contains__, found)) / count
            is_title = float(found == title)
            in_authors = sum(map(of_authors.__contains__, found)) / count
            is_alt = float(text.lower() in page.alts)
        if count > 2:
            in_body = max((shares[place] for shares in confirmed), default=0.0)
        elif found and bodies:
            in_body = 0.5
        says = (1.0 if in_body >= _CONFIRMED else -1.0) if bodies else 0.0
        repeated, is_part = parts.repeated(text), parts.is_part(text)
        yield repeated, in_title, is_title, described[place], in_authors, is_alt, is_part, in_body, says


def _shares(read: Sequence[list[str]], texts: Sequence[str]) -> list[list[float]]:
    """For each text, the share of each block's three words in a row that it has too; 0 for a block of fewer words.

    Words are numbers here, and three of them one number, so that numpy compares those of all blocks at once.
    """
    numbers: dict[str, int] = {}
    numbered = [[numbers.setdefault(word, len(numbers) + 1) for word in tokens(text)] for text in texts]
    # A word that no text has is a 0.
    ours = _grams(np.fromiter(map(numbers.get, chain.from_iterable(read), repeat(0)), dtype=np.int64), len(numbers))
    counts = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
    starts = np.minimum(np.cumsum(counts) - counts, len(ours))
    ends = np.minimum(starts + np.maximum(counts - 2, 0), len(ours))
    shares = []
    for words in numbered:
        theirs = np.unique(_grams(np.array(words, dtype=np.int64), len(numbers)))
        if not len(theirs):
            shares.append([0.0] * len(read))
            continue
        has = theirs[np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)] == ours
        sums = np.concatenate([[0], np.cumsum(has)])
        shares.append(((sums[ends] - sums[starts]) / np.maximum(counts - 2, 1)).tolist())
    return shares


def _grams(numbers: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Each three numbers in a row, none of them above `most`, as one."""
    base = most + 1
    return (numbers[:-2] * base + numbers[1:-1]) * base + numbers[2:]


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
