"""Placing: where each block stands on its page: among the prose, in its box, beside which neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Block, Page, Scope
from wirecopy.cleaning.columns import AT, REACH
from wirecopy.cleaning.signs import UNLIKELY

Matrix = NDArray[np.float32]
Column = NDArray[Any]

_LEVELS = 3
_SHARES_OF_OUTER = (0.6, 0.3)
_NEAR_REACH, _NOWHERE = 5, 99
# Readers' comments, or what a newspaper tells of itself, may be longer than the story.
_SHARE_OF_UNLIKELY = 0.25


@dataclass(frozen=True, slots=True)
class Layout:
    """Which blocks of a page belong together, as numbers that are equal for blocks of one group."""

    box: NDArray[np.int64]
    """The box that a block shares with the rest of its text."""
    path: NDArray[np.int64]
    """The tags and names of its innermost three boxes."""


def layout_of(page: Page) -> Layout:
    """Which blocks belong together."""
    return Layout(np.array([block.scope.box.index for block in page.blocks], dtype=np.int64), _paths(page.blocks))


def unlikely_names(blocks: Sequence[Block]) -> int:
    """Which names say of a box on this page that it hardly holds the story, as bits of `signs.SIGNS`: none that all
    boxes have, as below <body class="has-sidebar">."""
    return UNLIKELY & ~reduce(and_, (block.scope.around for block in blocks), UNLIKELY)


def best_box(page: Page, layout: Layout, own: Column) -> int:
    """The box with the most prose in itself and, at a discount, in the boxes right inside it.

    Prose in boxes that hardly hold a story counts little, and for no box around them.
    """
    prose = own[:, AT["letters"]] * own[:, AT["prose"]]
    against = unlikely_names(page.blocks)
    prose *= [_SHARE_OF_UNLIKELY if block.scope.around & against else 1.0 for block in page.blocks]
    rank = np.bincount(layout.box, weights=prose, minlength=len(page.scopes))
    for index in np.flatnonzero(rank).tolist():
        if page.scopes[index].around & against:
            continue
        scope, held = page.scopes[index].parent, rank[index]
        for share in _SHARES_OF_OUTER:
            if scope is None:
                break
            rank[scope.index] += held * share
            scope = scope.parent
    return int(rank.argmax())


def place_columns(page: Page, layout: Layout, own: Column, best: int) -> Matrix:
    """Where each block stands: on the page, among the prose, in its box."""
    count = len(page.blocks)
    letters, linked, is_prose = own[:, AT["letters"]], own[:, AT["linked"]], own[:, AT["prose"]] > 0
    prose = letters * is_prose
    all_prose = max(float(prose.sum()), 1.0)
    prose_before = np.cumsum(prose) - prose
    place = np.arange(count)
    before = (np.cumsum(letters) - letters) / max(float(letters.sum()), 1.0)
    box, path = layout.box, layout.path
    size = len(page.scopes)
    box_letters = np.bincount(box, weights=letters, minlength=size)[box]
    path_blocks = np.bincount(path)[path]
    direct = np.bincount(box, weights=prose, minlength=size)
    ways = _ways_from(best, box, page)
    in_best = ways[:, 0] == 0
    best_prose = np.flatnonzero(in_best & is_prose)
    last_best = int(best_prose[-1]) if len(best_prose) else count
    next_prose, last_prose = _distances(np.flatnonzero(is_prose), place)
    near_letters, near_linked = _window(letters, _NEAR_REACH), _window(letters * linked, _NEAR_REACH)
    same = np.zeros(count + 1, dtype=np.float32)
    tags = [block.scope.tag for block in page.blocks]
    same[1:count] = [tag == before for tag, before in pairwise(tags)]
    same[1:count] *= box[1:] == box[:-1]
    heads = np.array([block.kind == "heading" for block in page.blocks], dtype=bool)
    leads = heads & np.append(is_prose[1:], False)
    return np.column_stack(
        [
            place / max(count, 1),
            before,
            prose_before / all_prose,
            (all_prose - prose_before - prose) / all_prose,
            np.clip(place - _headline(page, own), -100, 200),
            np.clip(place - (int(prose.argmax()) if count else 0), -200, 200),
            path_blocks,
            np.bincount(path, weights=letters)[path] / path_blocks,
            np.bincount(path, weights=linked)[path] / path_blocks,
            np.bincount(path, weights=prose)[path] / all_prose,
            np.bincount(box, minlength=size)[box],
            box_letters,
            direct[box] / all_prose,
            np.bincount(box, weights=letters * linked, minlength=size)[box] / np.maximum(box_letters, 1),
            *_outer_shares(box, direct, page, all_prose),
            in_best,
            ways[:, 0] == 1,
            ways,
            np.clip(place - last_best, -100, 100),
            next_prose,
            last_prose,
            _window(prose, _NEAR_REACH) / all_prose,
            near_linked / np.maximum(near_letters, 1),
            same[:count],
            same[1:],
            *_body_shares(letters, own[:, AT["body_says"]] > 0),
            leads,
        ]
    ).astype(np.float32)


def _headline(page: Page, own: Column) -> int:
    """The block of the first <h1>, else the first that is the page's title, else the first of all."""
    first = next((block.index for block in page.blocks if block.scope.tag == "h1"), None)
    if first is None:
        titled = np.flatnonzero(own[:, AT["is_title"]])
        first = int(titled[0]) if len(titled) else 0
    return first


def _ways_from(best: int, box: NDArray[np.int64], page: Page) -> Matrix:
    """For each block, how many levels lead up from the page's best box and down again to the block's own."""
    around = {scope.index for scope in page.scopes[best].outward()}
    # Of each box the depth of the innermost that it shares with the best one. Outer boxes come first.
    shared: list[int] = []
    for scope in page.scopes:
        parent = scope.parent
        shared.append(scope.depth if parent is None or scope.index in around else shared[parent.index])
    meeting = np.array(shared, dtype=np.float32)[box]
    depths = np.array([scope.depth for scope in page.scopes], dtype=np.float32)
    return np.column_stack([depths[best] - meeting, depths[box] - meeting])


def _outer_shares(box: NDArray[np.int64], direct: Column, page: Page, all_prose: float) -> Iterator[Column]:
    """The shares of the page's prose within a block's box, the one around it, and the next."""
    outer = [-1 if scope.parent is None else scope.parent.index for scope in page.scopes]
    parents = np.array(outer, dtype=np.int64)
    sums = direct.tolist()
    # Outer boxes come first, so from the end each box's sum is ready before it goes to the next outer one.
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[outer[index]] += sums[index]
    inside = np.array(sums)
    for _ in range(_LEVELS):
        yield inside[box] / all_prose
        box = np.where(parents[box] >= 0, parents[box], box)


def _distances(spots: NDArray[np.int64], place: NDArray[np.int64]) -> tuple[Column, Column]:
    """Blocks to the next and from the last of `spots`, 99 where there is none."""
    if not len(spots):
        return np.full(len(place), _NOWHERE), np.full(len(place), _NOWHERE)
    following = np.searchsorted(spots, place, side="right")
    leading = np.searchsorted(spots, place, side="left") - 1
    after = np.where(following < len(spots), spots[np.minimum(following, len(spots) - 1)] - place, _NOWHERE)
    before = np.where(leading >= 0, place - spots[np.maximum(leading, 0)], _NOWHERE)
    return np.minimum(after, _NOWHERE), np.minimum(before, _NOWHERE)


def _body_shares(letters: Column, says: Column) -> tuple[Column, Column]:
    """How much of what the page's own full text confirms stands before a block, and from it on; -1 without one."""
    confirmed = letters * says
    total = float(confirmed.sum())
    if not total:
        return np.full(len(letters), -1.0), np.full(len(letters), -1.0)
    before = (np.cumsum(confirmed) - confirmed) / total
    return before, 1 - before


def _paths(blocks: Sequence[Block]) -> NDArray[np.int64]:
    """A number for each block, the same for blocks whose innermost three boxes have the same tags and names."""
    numbers: dict[tuple[object, ...], int] = {}
    outer_two: dict[Scope | None, int] = {}

    def number(*steps: object) -> int:
        return numbers.setdefault(steps, len(numbers))

    found = []
    for block in blocks:
        scope, parent = block.scope, block.scope.parent
        around = outer_two.get(parent)
        if around is None:
            last = None if parent is None else parent.parent
            around = outer_two[parent] = number(
                *(() if parent is None else (parent.tag, parent.name)), *(() if last is None else (last.tag, last.name))
            )
        found.append(number(scope.tag, scope.name, around))
    return np.array(found, dtype=np.int64)


def _window(values: Column, reach: int) -> Column:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(len(values))
    return np.asarray(sums[np.minimum(place + reach + 1, len(values))] - sums[np.maximum(place - reach, 0)])


def near_columns(blocks: Sequence[Block], layout: Layout, own: Column) -> Matrix:
    """What the three blocks before and behind each are like; -1 where there are none."""
    count, box = len(blocks), layout.box
    base = np.column_stack(
        [
            np.log1p(own[:, AT["letters"]]),
            own[:, AT["linked"]],
            own[:, AT["prose"]],
            np.array([block.kind == "heading" for block in blocks]),
            np.array([block.kind == "item" for block in blocks]),
            own[:, AT["ends_sentence"]],
            own[:, AT["body_says"]],
        ]
    ).astype(np.float32)
    columns = []
    for step in REACH:
        moved = np.full((count, base.shape[1]), -1.0, dtype=np.float32)
        same = np.zeros((count, 1), dtype=np.float32)
        if step < 0 and count > -step:
            moved[-step:] = base[:step]
            same[-step:, 0] = box[-step:] == box[:step]
        elif 0 < step < count:
            moved[:-step] = base[step:]
            same[:-step, 0] = box[:-step] == box[step:]
        columns.append(np.hstack([moved[:, :6], same, moved[:, 6:]]))
    return np.hstack(columns)
