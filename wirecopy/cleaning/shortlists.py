"""Short lists on plain pages: what looks like a menu, but stands between two paragraphs of one story."""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.cleaning.blocks import Block, Scope
from wirecopy.cleaning.decisions import KEPT

# Pages that people write by hand. On larger ones the forest knows lists from menus by what else is there.
_MOST_BLOCKS = 60
_LINKED = 0.34
_LIST_TAGS = frozenset("ul ol dl li dt dd table thead tbody tr".split())


def with_short_lists(blocks: Sequence[Block], chances: Sequence[float]) -> list[float]:
    """The chances, even where a list of few links stands in one box with kept blocks before and behind it."""
    given = list(chances)
    if len(blocks) > _MOST_BLOCKS:
        return given
    kept = [index for index, chance in enumerate(given) if chance >= KEPT]
    if not kept:
        return given
    for index in range(kept[0] + 1, kept[-1]):
        block = blocks[index]
        if given[index] >= KEPT or block.kind not in ("item", "row") or block.linked > _LINKED * len(block.text):
            continue
        before = max(place for place in kept if place < index)
        behind = min(place for place in kept if place > index)
        around = _around_list(block.scope)
        if all(around in blocks[place].scope.outward() for place in (before, behind)) and not _is_named_within(
            block, around
        ):
            given[index] = KEPT
    return given


def _is_named_within(block: Block, around: Scope) -> bool:
    """Whether any box from the block to the list itself has a name of its own."""
    for scope in block.scope.outward():
        if scope is around:
            return False
        if scope.name:
            return True
    return False


def _around_list(scope: Scope) -> Scope:
    while scope.tag in _LIST_TAGS and scope.parent is not None:
        scope = scope.parent
    return scope
