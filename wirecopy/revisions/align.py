"""What two sequences have in common, in order (Myers 1986, "An O(ND) Difference Algorithm and Its Variations").

difflib finds nicer blocks at times, and takes minutes where a page repeats one word ten thousand times. Here the work
is bounded: who compares strangers' texts brings an `Effort`, and takes a sequence for rewritten when it is used up.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Beyond so many insertions and deletions two sequences are two texts.
_MOST_EDITS = 400


@dataclass
class Effort:
    """How many more steps a comparison may take; some two million are a second."""

    steps: int = 1_000_000


class Block(NamedTuple):
    """A stretch of both sequences: equal, or put in each other's place (either side may be empty)."""

    equal: bool
    old: slice
    new: slice


def align(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[Block]:
    """The blocks of two sequences in order, equal ones and others in turn; without a common part just one."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_end, new_end = len(old) - tail, len(new) - tail
    pairs = [(at, at) for at in range(head)]
    pairs += [(head + i, head + j) for i, j in _common(old[head:old_end], new[head:new_end], effort)]
    pairs += [(old_end + at, new_end + at) for at in range(tail)]
    return _blocks(pairs, len(old), len(new))


def _common(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[tuple[int, int]]:
    """The pairs of places of a longest common subsequence; none where finding it takes too much."""
    if not old or not new:
        return []
    furthest = {1: 0}
    before: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _MOST_EDITS) + 1):
        before.append(furthest.copy())
        effort.steps -= edits
        for diagonal in range(-edits, edits + 1, 2):
            from_above = diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1])
            i = start = furthest[diagonal + 1] if from_above else furthest[diagonal - 1] + 1
            j = i - diagonal
            while i < len(old) and j < len(new) and old[i] == new[j]:
                i, j = i + 1, j + 1
            effort.steps -= i - start
            furthest[diagonal] = i
            if i >= len(old) and j >= len(new):
                return _path(before, len(old), len(new))
        if effort.steps < 0:
            return []
    return []


def _path(before: list[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    """Walk back from the end: the diagonal steps are what is common."""
    pairs: list[tuple[int, int]] = []
    for edits in range(len(before) - 1, -1, -1):
        furthest, diagonal = before[edits], i - j
        if edits == 0:
            came_i, came_j = 0, 0
        else:
            from_above = diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1])
            came_i = furthest[diagonal + 1] if from_above else furthest[diagonal - 1]
            came_j = came_i - (diagonal + 1 if from_above else diagonal - 1)
        while i > came_i and j > came_j:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        i, j = came_i, came_j
    return pairs[::-1]


def _blocks(pairs: list[tuple[int, int]], old_size: int, new_size: int) -> list[Block]:
    blocks: list[Block] = []
    i = j = 0
    at = 0
    while at < len(pairs):
        first = at
        while at + 1 < len(pairs) and pairs[at + 1] == (pairs[at][0] + 1, pairs[at][1] + 1):
            at += 1
        (old_from, new_from), (old_to, new_to) = pairs[first], pairs[at]
        if (old_from, new_from) != (i, j):
            blocks.append(Block(False, slice(i, old_from), slice(j, new_from)))
        i, j, at = old_to + 1, new_to + 1, at + 1
        blocks.append(Block(True, slice(old_from, i), slice(new_from, j)))
    if (i, j) != (old_size, new_size):
        blocks.append(Block(False, slice(i, old_size), slice(j, new_size)))
    return blocks
