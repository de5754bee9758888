"""Between: what looks like none of it, but stands between two paragraphs of one story.

A paragraph of a word or two ("Why?") is little for a forest that judges by letters, and a list on a plain page looks
like a menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from wirecopy.cleaning.blocks import Block, Scope
from wirecopy.cleaning.decisions import KEPT

# Pages that people write by hand. On larger ones the forest knows lists from menus by what else is there.
_MOST_BLOCKS = 60
_LINKED = 0.34
_ENDS = frozenset('.!?。！？…"”»')
_LIST_TAGS = frozenset("ul ol dl li dt dd table thead tbody tr".split())


def with_lines_between(blocks: Sequence[Block], chances: Sequence[float]) -> list[float]:
    """The chances, even where a short paragraph, or a list of few links, stands between kept blocks of one box."""
    given = list(chances)
    kept = [index for index, chance in enumerate(given) if chance >= KEPT]
    for before, behind in pairwise(kept):
        between = range(before + 1, behind)
        if len(between) == 1 and _is_paragraph_between(*blocks[before : behind + 1]):
            given[before + 1] = KEPT
        elif len(blocks) <= _MOST_BLOCKS:
            for index in between:
                if _is_item_between(blocks[before], blocks[index], blocks[behind]):
                    given[index] = KEPT
    return given


def _is_paragraph_between(before: Block, block: Block, behind: Block) -> bool:
    """Whether a block is a sentence that stands in the same box as its neighbours and is marked as they are."""
    scopes = before.scope, block.scope, behind.scope
    return (
        block.kind == "text"
        and not block.links
        and block.text[-1] in _ENDS
        and not block.scope.name
        and len({scope.box for scope in scopes}) == len({scope.tag for scope in scopes}) == 1
    )


def _is_item_between(before: Block, block: Block, behind: Block) -> bool:
    """Whether a block is of a list in the box in which its neighbours stand, has few links, and no name of its own."""
    if block.kind not in ("item", "row") or block.linked > _LINKED * len(block.text):
        return False
    around = _around_list(block.scope)
    return all(around in other.scope.outward() for other in (before, behind)) and not _is_named_within(block, around)


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
