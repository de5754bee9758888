"""Features: what a block, its box, its neighbours and the page's own statements say about whether it is the story.

    blocks ─┬─▶ own text and markup (counting.py), compared with the page's witnesses (comparing.py) ─┐
            ├─▶ where it stands (placing.py) ─────────────────────────────────────────────────────────┼─▶ matrix
            └─▶ what its boxes are named (signs.py) ──────────────────────────────────────────────────┘

Each column has a name (columns.py). None knows a site, or a word of any one language but those of class names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Page
from wirecopy.cleaning.columns import AT, PLACE, TAGS
from wirecopy.cleaning.comparing import SHORT, Witnesses, comparisons
from wirecopy.cleaning.counting import tally
from wirecopy.cleaning.placing import Column, Matrix, best_box, layout_of, near_columns, place_columns
from wirecopy.cleaning.signs import SIGNS

_END = frozenset(".!?。！？…\"”»’')）」』।؟٫۔｡")
_WHEN = re.compile("\\d{1,2}[:.h]\\d{2}\\b|\\b(?:19|20)\\d\\d\\b|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|年")
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
_TAG_PLACES = {tag: place for place, tag in enumerate(TAGS)}
_TAG_ROWS = np.eye(len(TAGS) + 1, len(TAGS), dtype=np.float32)
"""A row for each tag, and one of noughts for the others."""


def matrix_of(page: Page, witnesses: Witnesses) -> Matrix:
    """One row for each block of a page, one column for each of `columns.names()`."""
    scopes = [block.scope for block in page.blocks]
    own = _own_columns(page, witnesses)
    own_signs, box_signs, signs_around = (
        _bits(np.array(signs, dtype=np.int64))
        for signs in (
            [scope.signs for scope in scopes],
            [scope.box.signs for scope in scopes],
            [scope.around for scope in scopes],
        )
    )
    layout = layout_of(page)
    best = best_box(page, layout, own)
    apart = _bits(_signs_apart(page, best))
    named = _named_columns(own_signs, apart)
    place = place_columns(page, layout, own, best)
    near = near_columns(page.blocks, layout, own)
    whole = _page_columns(page, own, place, witnesses)
    tags = _TAG_ROWS[[_TAG_PLACES.get(scope.tag, len(TAGS)) for scope in scopes]]
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
    lasts = [text[-1] for text in texts]
    ends_sentence = np.array([last in _END for last in lasts])
    ends_dots = np.array(
        [last == "…" or (last == "." and text.endswith("...")) for last, text in zip(lasts, texts, strict=True)]
    )
    has_figures = is_short & (counts.digits_in_head + counts.years_in_head > 0)
    # A letter of a script without spaces says as much as two or three of another.
    letters, linked = size * (1 + unspaced), np.array([block.linked for block in blocks]) / size
    prose = (letters >= _PROSE_LETTERS) & (linked < _PROSE_LINKED) & ((counts.sentences > 0) | ends_sentence)
    return np.column_stack(
        [
            letters,
            words,
            linked,
            [block.links for block in blocks],
            np.array([block.strong for block in blocks]) / size,
            counts.commas,
            counts.sentences,
            ends_sentence,
            [last in ":：" for last in lasts],
            [text[0].islower() for text in texts],
            [text[0].isdigit() for text in texts],
            counts.digits_in_head / size * is_short,
            counts.capitals_in_beginning / np.minimum(size, _HEAD) * is_short,
            (counts.marks_in_head + ends_dots) * is_short,
            counts.braces_in_head,
            (counts.ats > 0) | _holding(texts, ("http", "www.")),
            _where(texts, has_figures, _WHEN),
            counts.questions > 0,
            counts.quotes_in_head > 0,
            unspaced,
            size / words,
            [block.after_picture for block in blocks],
            [block.parted for block in blocks],
            [block.scope.depth for block in blocks],
            [block.scope.around >> _HIDDEN & 1 for block in blocks],
            comparisons(page, witnesses),
            prose,
        ]
    ).astype(np.float32)


def _holding(texts: Sequence[str], parts: Sequence[str]) -> NDArray[np.bool_]:
    """Which texts hold one of the parts. Most pages have no such text."""
    joined = "\n".join(texts)
    found = np.zeros(len(texts), dtype=bool)
    for part in parts:
        if part in joined:
            found |= [part in text for text in texts]
    return found


def _where(texts: Sequence[str], chosen: NDArray[np.bool_], expression: re.Pattern[str]) -> NDArray[np.bool_]:
    """In which of the chosen texts an expression finds something."""
    found = np.zeros(len(texts), dtype=bool)
    for place in np.flatnonzero(chosen).tolist():
        found[place] = expression.search(texts[place]) is not None
    return found


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
