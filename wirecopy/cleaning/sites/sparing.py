"""Sparing: what a memory would take out of a page and may not.

A memory can be wrong, and strangers can write parts of a site: no page loses more than a share to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wirecopy.cleaning.sites.lesson import Block
from wirecopy.cleaning.sites.verdicts import PLACE, REPEATS, Judged

_LONGEST_LABEL, _LABELS = 40, 3

# Shares of the letters that the page alone keeps which a memory may remove, and of those that it is sure of.
MOST_REMOVED, MOST_SURE_REMOVED = 0.35, 0.15
_SURE = 0.9
# Short pages: a line or two may go, whatever share they are.
_ALWAYS_REMOVABLE = 120


def with_headings(judged: list[Judged], blocks: Sequence[Block]) -> list[Judged]:
    """Give back headings whose text stays: "What we know" stands over another text each time.

    Only what is no heading comes between: a heading over teasers goes with them.
    """
    spared = list(judged)
    text_stays = False
    times = Counter(block.text for block in blocks if len(block.text) <= _LONGEST_LABEL)
    for index in range(len(blocks) - 1, -1, -1):
        item = judged[index]
        # A label such as "Pros" over each of several parts is a heading, whatever its markup says.
        if blocks[index].kind != "heading" and times[blocks[index].text] < _LABELS:
            text_stays = item.chance >= 0.5
        elif text_stays and item.reason in (REPEATS, PLACE):
            spared[index] = Judged(0.5, recurrence=item.recurrence)
    return spared


def spare(judged: list[Judged], blocks: Sequence[Block], chances: Sequence[float]) -> list[Judged]:
    """Give back what the memory would take beyond its shares of the page, what is least certain first.

    Pins are a person's word and have no cap.
    """
    kept = sum(len(block.text) for block, chance in zip(blocks, chances, strict=True) if chance >= 0.5)
    sure = sum(len(block.text) for block, chance in zip(blocks, chances, strict=True) if chance >= _SURE)
    left = max(MOST_REMOVED * kept, _ALWAYS_REMOVABLE)
    left_of_sure = max(MOST_SURE_REMOVED * sure, _ALWAYS_REMOVABLE)
    spared = list(judged)
    removals = [index for index, item in enumerate(judged) if item.reason in (REPEATS, PLACE)]
    for index in sorted(removals, key=lambda index: judged[index].chance):
        letters, is_sure = len(blocks[index].text), chances[index] >= _SURE
        if letters > left or (is_sure and letters > left_of_sure):
            spared[index] = Judged(chances[index])
            continue
        left -= letters
        left_of_sure -= letters if is_sure else 0
    return spared
