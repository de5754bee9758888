"""Features: what a block, its box, its neighbours and the page's own statements say about whether it is the story.

    blocks ─┬─▶ own text and markup (counting.py), compared with the page's witnesses (comparing.py) ─┐
            ├─▶ where it stands (placing.py) ─────────────────────────────────────────────────────────┼─▶ matrix
            └─▶ what its boxes are named (signs.py) ──────────────────────────────────────────────────┘

Each column has a name (columns.py). None knows a site, or a word of any one language but those of class names.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Page
from wirecopy.cleaning.columns import AT, PLACE, TAGS
from wirecopy.cleaning.comparing import SHORT, Witnesses, comparisons
from wirecopy.cleaning.counting import tally
from wirecopy.cleaning.placing import Column, Matrix, best_box, box_of, layout_of, near_columns, place_columns
from wirecopy.cleaning.signs import SIGNS

_END = frozenset(".!?。！？…\"”»’')）」』।؟٫۔｡")
_WHEN = re.compile("\\d{1,2}[:.h]\\d{2}\\b|\\b(?:19|20)\\d\\d\\b|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|年")
_FIGURE = re.compile(r"[\d年]")
_HIDDEN = SIGNS.index("hidden")
_HEAD = 80
# Letters of a line that count as prose where few of them are links and it has a sentence's end.
_PROSE_LETTERS, _PROSE_LINKED = 80, 0.34

_AGAINST, _NEVER, _FOR = (
    [SIGNS.index(sign) for sign in signs.split()]
    for signs in (
        "related teaser share newsletter ad comments author caption nav footer sidebar tags consent hidden video meta",
        "share newsletter comments caption",
        "body text story",
    )
)
_NO_TAG = (0.0,) * len(TAGS)
_TAG_ROWS = {tag: tuple(float(tag == other) for other in TAGS) for tag in TAGS}


def matrix_of(page: Page, witnesses: Witnesses) -> Matrix:
    """One row for each block of a page, one column for each of `columns.names()`."""
    blocks = page.blocks
    own = _own_columns(page, witnesses)
    tags = np.array([_TAG_ROWS.get(block.scope.tag, _NO_TAG) for block in blocks], dtype=np.float32)
    own_signs, box_signs, signs_around = (
        _bits(np.array(values, dtype=np.int64))
        for values in (
            [block.scope.signs for block in blocks],
            [box_of(block.scope).signs for block in blocks],
            [block.scope.around for block in blocks],
        )
    )
    layout = layout_of(page)
    best = best_box(page, layout, own)
    apart = _bits(_signs_apart(page, best))
    named = _named_columns(own_signs, apart)
    place = place_columns(page, layout, own, best)
    near = near_columns(blocks, layout, own)
    whole = _page_columns(page, own, place, witnesses)
    return np.hstack([own, tags, own_signs, box_signs, signs_around, apart, named, place, near, whole])


def _bits(values: NDArray[np.int64]) -> Matrix:
    return ((values[:, None] >> np.arange(len(SIGNS))) & 1).astype(np.float32)


def _own_columns(page: Page, witnesses: Witnesses) -> Column:
    """What each block's own text and markup say."""
    blocks = page.blocks
    texts = [block.text for block in blocks]
    counts = tally(texts, head=SHORT, beginning=_HEAD)
    size = np.fromiter(map(len, texts), dtype=np.float64, count=len(texts))
    is_short = size <= SHORT
    unspaced = counts.unspaced_in_head / np.minimum(size, SHORT)
    words = counts.spaces + 1 + unspaced * size / 2
    told_by_text = np.array([_of_text(text) for text in texts], dtype=np.float32)
    markup = np.array(
        [
            (
                block.linked,
                block.links,
                block.strong,
                block.after_picture,
                block.parted,
                block.scope.depth,
                block.scope.around >> _HIDDEN & 1,
            )
            for block in blocks
        ],
        dtype=np.float64,
    )
    ends_sentence, ends_colon, ends_dots, starts_lower, starts_digit, address, when, question = told_by_text.T
    # A letter of a script without spaces says as much as two or three of another.
    letters, linked = size * (1 + unspaced), markup[:, 0] / size
    prose = (letters >= _PROSE_LETTERS) & (linked < _PROSE_LINKED) & ((counts.sentences > 0) | (ends_sentence > 0))
    return np.column_stack(
        [
            letters,
            words,
            linked,
            markup[:, 1],
            markup[:, 2] / size,
            counts.commas,
            counts.sentences,
            ends_sentence,
            ends_colon,
            starts_lower,
            starts_digit,
            counts.digits_in_head / size * is_short,
            counts.capitals_in_beginning / np.minimum(size, _HEAD) * is_short,
            (counts.marks_in_head + ends_dots) * is_short,
            counts.braces_in_head,
            address,
            when,
            question,
            counts.quotes_in_head > 0,
            unspaced,
            size / words,
            markup[:, 3:],
            np.array(list(comparisons(page, witnesses)), dtype=np.float32),
            prose,
        ]
    ).astype(np.float32)


def _of_text(text: str) -> tuple[bool, ...]:
    """How a text ends and begins, and whether it holds an address, a time, a question."""
    last = text[-1]
    return (
        last in _END,
        last in ":：",
        last == "…" or text.endswith("..."),
        text[0].islower(),
        text[0].isdigit(),
        "@" in text or "http" in text or "www." in text,
        len(text) <= SHORT and _tells_time(text),
        "?" in text,
    )


def _tells_time(text: str) -> bool:
    figure = _FIGURE.search(text)
    return figure is not None and _WHEN.search(text, figure.start()) is not None


def _named_columns(own: Matrix, apart: Matrix) -> Matrix:
    """How many names speak against a block, how many of those that are hardly ever wrong, and how many for it."""
    return np.column_stack(
        [
            apart[:, _AGAINST].sum(axis=1),
            apart[:, _NEVER].sum(axis=1),
            apart[:, _FOR].sum(axis=1),
            own[:, _AGAINST].sum(axis=1),
        ]
    ).astype(np.float32)


def _signs_apart(page: Page, best: int) -> NDArray[np.int64]:
    """What the names of those boxes say in which a block stands and the best box does not.

    A name on the way to the best box, such as a <body> with the class `has-comments`, says nothing of any one block.
    """
    shared = {scope.index for scope in page.scopes[best].outward()}
    apart: dict[int, int] = dict.fromkeys(shared, 0)
    # Outer boxes come first.
    for scope in page.scopes:
        if scope.index not in shared:
            apart[scope.index] = scope.signs | (0 if scope.parent is None else apart[scope.parent.index])
    return np.array([apart[block.scope.index] for block in page.blocks], dtype=np.int64)


def _page_columns(page: Page, own: Column, place: Matrix, witnesses: Witnesses) -> Matrix:
    letters = own[:, AT["letters"]]
    total = max(float(letters.sum()), 1.0)
    prose = float((letters * own[:, AT["prose"]]).sum())
    row = [
        len(page.blocks),
        total,
        prose,
        float((letters * own[:, AT["linked"]]).sum()) / total,
        float(place[:, PLACE.index("box_prose")].max(initial=0.0)),
        sum(scope.tag == "article" for scope in page.scopes),
        any(witnesses.bodies),
        float((letters * own[:, AT["unspaced"]]).sum()) / total,
        witnesses.is_article,
    ]
    return np.tile(np.array(row, dtype=np.float32), (len(page.blocks), 1))
