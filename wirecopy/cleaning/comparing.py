"""Comparing: whether a block's words stand in what the page says of its story elsewhere, or on the page once more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from wirecopy.cleaning.blocks import Page
from wirecopy.cleaning.wordnumbers import GRAM, Column, Words, among, grams, numbered

SHORT = 300
"""Letters up to which a block may be a title, a name, a caption, a quote pulled out of the text."""
_SHORTEST_PART = 30
_LONGEST_SEARCHED = 300_000
# Share of a block's 3-word shingles that the page's own full text must have.
_CONFIRMED = 0.6


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


def comparisons(page: Page, witnesses: Witnesses) -> Column:
    """Each block compared with what the page says of its story elsewhere, and with the other blocks."""
    texts = [block.text for block in page.blocks]
    count = len(texts)
    bodies = [body for body in witnesses.bodies if body]
    every = numbered([*texts, witnesses.title, witnesses.authors, witnesses.description, *bodies])
    words = every.first(count)
    title, authors, *whole = (every.of(count + place) for place in range(3 + len(bodies)))
    size = np.fromiter(map(len, texts), dtype=np.int64, count=count)
    is_short = (words.counts > 0) & (size <= SHORT)
    in_title = _share(words, among(words.numbers, title)) * is_short
    is_title = np.zeros(count)
    for place in np.flatnonzero((in_title == 1) & (words.counts == len(title))).tolist():
        is_title[place] = np.array_equal(words.of(place), title)
    shingles = grams(words.numbers)
    described, *confirmed = (_share(words, among(shingles, grams(said)), GRAM - 1) for said in whole)
    in_body = np.zeros(count)
    for shares in confirmed:
        in_body = np.maximum(in_body, shares)
    if bodies:
        in_body[(words.counts > 0) & (words.counts < GRAM)] = 0.5
    times = Counter(texts)
    seen = np.array([times[text] for text in texts])
    return np.column_stack(
        [
            seen - 1,
            in_title,
            is_title,
            described,
            _share(words, among(words.numbers, authors)) * is_short,
            is_short & [text.lower() in page.alts for text in texts] if page.alts else np.zeros(count),
            _parts(texts, size, words, shingles, seen),
            in_body,
            np.where(in_body >= _CONFIRMED, 1.0, -1.0) if bodies else np.zeros(count),
        ]
    )


def _share(words: Words, has: Column, without: int = 0) -> Column:
    """For each block the share of its words, or of its shingles, fewer by `without`, for which `has` holds."""
    return np.asarray(words.sums(has, without=without) / np.maximum(words.counts - without, 1))


def _parts(texts: list[str], size: Column, words: Words, shingles: Column, seen: Column) -> Column:
    """Which blocks say again what stands in others: a quote pulled out of the text, or one of its sentences that stands
    in for the whole elsewhere. `seen` is how many blocks are the same."""
    found = np.zeros(len(texts), dtype=bool)
    longer = "\n".join(text for text in texts if len(text) >= _SHORTEST_PART)
    # Each block is looked for in all of it: on a page of megabytes nobody looks.
    if len(longer) > _LONGEST_SEARCHED:
        return found
    _, place, times = np.unique(shingles, return_inverse=True, return_counts=True)
    # Three words that stand in this block only are quicker told than that the whole of it does. A block's first and
    # last word may be parts of others.
    own = times[place] <= np.repeat(seen, words.counts)[: len(shingles)]
    may_be = (size >= _SHORTEST_PART) & (size <= SHORT) & (words.sums(own, without=GRAM + 1, behind=1) == 0)
    for index in np.flatnonzero(may_be).tolist():
        found[index] = longer.count(texts[index]) > seen[index]
    return found
