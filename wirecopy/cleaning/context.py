"""Context: what the first look at a page says about a block's surroundings, for the second look.

A block is judged twice. The first look goes by the block and its markup; the second one also sees what the first made
of the blocks before and after it, of its box, and of the others of its path: a story is a run of blocks, not a set.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.features import Layout

_STEPS = (1, 2, 3)
_WINDOWS = (3, 8)
_FAR = 50

NAMES = (
    "chance",
    *(f"chance{step:+d}" for reach in _STEPS for step in (-reach, reach)),
    *"story_before story_after to_first to_last path_chance box_chance".split(),
    *(f"chance_within_{reach}" for reach in _WINDOWS),
    "story_letters",
    "story_blocks",
)
"""The columns that `context_of` gives."""


def context_of(chances: NDArray[np.float32], letters: NDArray[np.float32], layout: Layout) -> NDArray[np.float32]:
    """One row for each block, one column for each of NAMES, from the first look's `chances`.

    `letters` are the blocks' lengths.
    """
    count = len(chances)
    columns: list[NDArray[Any]] = [chances]
    for step in _STEPS:
        before, after = np.full((2, count), -0.1, dtype=np.float32)
        before[step:] = chances[: max(count - step, 0)]
        after[: max(count - step, 0)] = chances[step:]
        columns += [before, after]
    story = chances * letters
    total = max(float(story.sum()), 1.0)
    so_far = np.cumsum(story)
    likely = np.flatnonzero(chances > 0.5)
    first, last = (int(likely[0]), int(likely[-1])) if len(likely) else (0, count)
    place = np.arange(count)
    columns += [
        (so_far - story) / total,
        1 - so_far / total,
        np.clip(place - first, -_FAR, _FAR),
        np.clip(place - last, -_FAR, _FAR),
    ]
    for group in (layout.path, layout.box):
        all_letters, all_story = (np.bincount(group, weights=values) for values in (letters, story))
        columns.append((all_story / np.maximum(all_letters, 1))[group])
    story_sums, letter_sums = (np.concatenate([[0.0], np.cumsum(values)]) for values in (story, letters))
    for reach in _WINDOWS:
        low, high = np.maximum(place - reach, 0), np.minimum(place + reach + 1, count)
        columns.append((story_sums[high] - story_sums[low]) / np.maximum(letter_sums[high] - letter_sums[low], 1))
    columns += [np.full(count, total), np.full(count, len(likely))]
    return np.column_stack(columns).astype(np.float32)
