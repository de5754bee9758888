"""Labels: which blocks of a page are in its gold text.

Long blocks by the share of their 4-word shingles that the gold has. Shorter ones by their place: the words around them
must stand around them in the gold as well. A line that stands several times on the page is as often of the story as
the gold has it, where the story's other blocks are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from wirecopy.cleaning.blocks import Block

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_FAR = 6
_LEAST_SHARE = 0.5


def labels_by_text(blocks: Sequence[Block], gold: str) -> list[float]:
    """The share of each block, 0 to 1, that belongs to the text `gold`."""
    page = [_TOKEN.findall(block.text) for block in blocks]
    words = _TOKEN.findall(gold)
    shingles = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    runs = {size: set(zip(*(words[start:] for start in range(size)), strict=False)) for size in (1, 2, 3)}
    shares = [_share(found, shingles, runs) for found in page]
    bridges = [_bridges(index, page, shares, shingles) if found else 0 for index, found in enumerate(page)]
    labels = [
        share if len(found) > 3 or not share else float(bridge > 0)
        for found, share, bridge in zip(page, shares, bridges, strict=True)
    ]
    _leave_repeats(page, labels, bridges, f" {' '.join(words).lower()} ")
    return labels


def labels_by_segments(blocks: Sequence[Block], wanted: Sequence[str], unwanted: Sequence[str]) -> list[float]:
    """1 for blocks that hold or are a wanted segment, 0 for those that hold an unwanted one, -1 for all others."""
    found = []
    for block in blocks:
        text = block.text
        label = 0.0 if any(segment in text for segment in unwanted) else -1.0
        if any(segment in text or (len(text) >= 12 and text in segment) for segment in wanted):
            label = 1.0
        found.append(label)
    return found


def _share(words: Sequence[str], shingles: Counter[tuple[str, ...]], runs: dict[int, set[tuple[str, ...]]]) -> float:
    if len(words) < 4:
        # Not enough to go by: its place decides.
        return 0.4 if words and tuple(words) in runs[len(words)] else 0.0
    own = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    return (own & shingles).total() / own.total()


def _bridges(
    index: int, page: Sequence[Sequence[str]], shares: Sequence[float], shingles: Counter[tuple[str, ...]]
) -> int:
    """At how many of its two ends the words go on as they do in the gold, to the next block that is surely in it."""
    words = list(page[index])
    hits = 0
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(page) and abs(other - index) <= _FAR:
            if len(page[other]) > 1 and shares[other] >= _LEAST_SHARE:
                near = list(page[other])
                shingle = (near[-2:] + words)[:4] if step < 0 else (words + near[:2])[-4:]
                hits += len(shingle) == 4 and tuple(shingle) in shingles
                break
            other += step
    return hits


def _leave_repeats(page: Sequence[Sequence[str]], labels: list[float], bridges: Sequence[int], gold: str) -> None:
    same: defaultdict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(page):
        if words and labels[index] >= _LEAST_SHARE:
            same[" ".join(words).lower()].append(index)
    for line, places in same.items():
        wanted = max(1, gold.count(f" {line} "))
        if len(places) <= wanted:
            continue

        def neighbours(index: int) -> int:
            near = range(max(0, index - 4), min(len(page), index + 5))
            return sum(labels[other] >= _LEAST_SHARE and len(page[other]) > 8 for other in near if other != index)

        places.sort(key=lambda index: (-bridges[index], -neighbours(index), index))
        for index in places[wanted:]:
            labels[index] = 0.0
