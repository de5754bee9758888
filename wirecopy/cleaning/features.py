"""Features: what a block, its box, its neighbours and the page's own statements say about whether it is the story.

    blocks ─▶ own (text and markup) ─┬─▶ boxes (how much prose stands where) ─▶ neighbours ─▶ matrix for `model.py`
    witnesses (JSON-LD's articleBody, the feed's content, title, description) ─┘

Each column has a name in `names()`. None knows a site or a word of any one language but the names in `names.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Block, Page, Scope
from wirecopy.cleaning.names import SIGNS

Matrix = NDArray[np.float32]
Column = NDArray[Any]

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_]+"
)
_END = frozenset(".!?。！？…\"”»’')）」』।؟٫۔｡")
_SENTENCE = re.compile("[.!?؟۔।](?=\\s)|[。！？｡]")
_COMMA = re.compile("[,،，、;；]")
_MARKS = re.compile("[|•›»→▶►·©]|\\.{3}$|…$")
_ADDRESS = re.compile("@|https?:|www\\.")
_WHEN = re.compile("\\d{1,2}[:.h]\\d{2}\\b|\\b(?:19|20)\\d\\d\\b|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|年")
_QUOTE = re.compile('["“”„«»「『]')
_SHORT = 300
# Letters of a line that count as prose where few of them are links and it has a sentence's end.
_PROSE_LETTERS, _PROSE_LINKED = 80, 0.34

_TAGS = ("p", "div", "h1", "h2", "h3", "h4", "li", "tr", "blockquote", "section", "article", "figcaption", "td", "a")
_LEAVES = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "dt", "dd", "pre", "figcaption")
)
_LEVELS = 4

_OWN = (
    "letters words linked links strong commas sentences ends_sentence ends_colon starts_lower starts_digit digits upper"
    " marks address when question quote unspaced word_length repeated after_picture parted depth hidden_around"
    " in_title is_title in_description in_body body_says prose"
).split()
_PLACE = (
    "place letters_before prose_before prose_after to_h1 to_best_prose run_of_path path_letters path_linked path_prose"
    " box_blocks box_letters box_prose box_linked outer_prose outer2_prose outer3_prose in_best in_outer_best"
    " best_up best_down after_best to_next_prose to_last_prose near_prose near_linked same_tag_before same_tag_after"
    " body_before body_after heading_leads"
).split()
_PAGE = "page_blocks page_letters page_prose page_linked best_share has_article has_body page_unspaced".split()
_NEAR = "letters linked prose is_heading is_item ends_sentence same_box body_says".split()
_REACH = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True)
class Witnesses:
    """What other places than the visible text say of the story: texts, empty where nothing is said."""

    title: str = ""
    description: str = ""
    bodies: tuple[str, ...] = ()
    """Texts that claim to be the whole story: JSON-LD's articleBody, the feed's content."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which blocks of a page belong together, as numbers that are equal for blocks of one group."""

    box: NDArray[np.int64]
    """The box that a block shares with the rest of its text."""
    path: NDArray[np.int64]
    """The tags and names of its innermost three boxes."""


def names() -> list[str]:
    """The names of the matrix's columns, in their order."""
    return [
        *_OWN,
        *(f"tag:{tag}" for tag in _TAGS),
        *(f"own:{sign}" for sign in SIGNS),
        *(f"box:{sign}" for sign in SIGNS),
        *(f"around:{sign}" for sign in SIGNS),
        *_PLACE,
        *(f"{name}{step:+d}" for step in _REACH for name in _NEAR),
        *_PAGE,
    ]


def matrix_of(page: Page, witnesses: Witnesses) -> tuple[Matrix, Layout]:
    """One row for each block of a page, one column for each of `names()`; and which blocks belong together."""
    blocks = page.blocks
    own = _own_columns(blocks, witnesses)
    tags = np.array([_TAG_ROWS.get(block.scope.tag, _NO_TAG) for block in blocks], dtype=np.float32)
    boxes = [_box(block.scope) for block in blocks]
    signs = [
        _bits(np.array(values, dtype=np.int64))
        for values in (
            [block.scope.signs for block in blocks],
            [box.signs for box in boxes],
            [block.scope.around for block in blocks],
        )
    ]
    layout = Layout(np.array([box.index for box in boxes], dtype=np.int64), _paths(blocks))
    place = _place_columns(page, layout, own)
    near = _near_columns(blocks, layout, own)
    whole = _page_columns(page, own, place, witnesses)
    return np.hstack([own, tags, *signs, place, near, whole]), layout


_NO_TAG = (0.0,) * len(_TAGS)
_TAG_ROWS = {tag: tuple(float(tag == other) for other in _TAGS) for tag in _TAGS}


def _bits(values: NDArray[np.int64]) -> Matrix:
    return ((values[:, None] >> np.arange(len(SIGNS))) & 1).astype(np.float32)


def _box(scope: Scope) -> Scope:
    """The box that a block shares with the rest of its text: the innermost that is no paragraph, heading or item."""
    while scope.tag in _LEAVES and scope.parent is not None:
        scope = scope.parent
    return scope


def tokens(text: str) -> list[str]:
    """Words without case; each letter of a script without spaces is one."""
    return _TOKEN.findall(text.lower())


def _grams(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def _own_columns(blocks: Sequence[Block], witnesses: Witnesses) -> Column:
    title, described = tokens(witnesses.title), set(_grams(tokens(witnesses.description)))
    title_words = set(title)
    bodies = [set(_grams(tokens(body))) for body in witnesses.bodies if body]
    seen = Counter(block.text for block in blocks)
    rows = []
    for block in blocks:
        text = block.text
        size = len(text)
        head = text[:_SHORT]
        is_short = size <= _SHORT
        unspaced = 0 if text.isascii() else len(_UNSPACED.findall(head)) / len(head)
        words = text.count(" ") + 1 + unspaced * size / 2
        linked = block.linked / size
        sentences = len(_SENTENCE.findall(text))
        last = text[-1]
        ends = last in _END
        in_title = is_title = in_description = in_body = 0.0
        if bodies or (is_short and (title_words or described)) or described:
            found = tokens(text if bodies else head)
            grams = list(_grams(found))
            if is_short and title_words and found:
                in_title = sum(word in title_words for word in found) / len(found)
                is_title = float(found == title)
            if grams:
                if described:
                    in_description = sum(gram in described for gram in grams) / len(grams)
                for body in bodies:
                    in_body = max(in_body, sum(gram in body for gram in grams) / len(grams))
            elif bodies and found:
                in_body = 0.5
        letters = size * (1 + unspaced)
        prose = float(letters >= _PROSE_LETTERS and linked < _PROSE_LINKED and (sentences > 0 or ends))
        rows.append(
            (
                letters,
                words,
                linked,
                block.links,
                block.strong / size,
                len(_COMMA.findall(text)),
                sentences,
                ends,
                last in ":：",
                head[0].islower(),
                head[0].isdigit(),
                sum(map(str.isdigit, head)) / len(head) if is_short else 0.0,
                sum(map(str.isupper, head)) / len(head) if is_short else 0.0,
                len(_MARKS.findall(head)),
                _ADDRESS.search(head) is not None,
                is_short and _WHEN.search(head) is not None,
                "?" in text,
                _QUOTE.search(text) is not None,
                unspaced,
                size / words,
                seen[text] - 1,
                block.after_picture,
                block.parted,
                block.scope.depth,
                block.scope.around >> SIGNS.index("hidden") & 1,
                in_title,
                is_title,
                in_description,
                in_body,
                (1.0 if in_body >= 0.6 else -1.0) if bodies else 0.0,
                prose,
            )
        )
    return np.array(rows, dtype=np.float32).reshape(len(blocks), len(_OWN))


_AT = {name: place for place, name in enumerate(_OWN)}


def _place_columns(page: Page, layout: Layout, own: Column) -> Matrix:
    blocks, scopes = page.blocks, page.scopes
    count = len(blocks)
    letters, linked, is_prose = own[:, _AT["letters"]], own[:, _AT["linked"]], own[:, _AT["prose"]]
    prose = letters * is_prose
    parents = np.array([-1 if scope.parent is None else scope.parent.index for scope in scopes], dtype=np.int64)
    box, paths = layout.box, layout.path
    direct = np.bincount(box, weights=prose, minlength=len(scopes))
    inside = direct.copy()
    # Outer boxes come first, so from the end each box's sum is ready before it goes to the next outer one.
    for index in range(len(scopes) - 1, 0, -1):
        if inside[index]:
            inside[parents[index]] += inside[index]
    all_prose = max(float(prose.sum()), 1.0)
    # The box with the most prose in itself and, at a discount, in the boxes right inside it.
    rank = direct.copy()
    held = np.flatnonzero(direct)
    for index in held:
        up, share = parents[index], 0.6
        for _ in range(2):
            if up < 0:
                break
            rank[up] += direct[index] * share
            up, share = parents[up], 0.3
    best = int(rank.argmax()) if count else 0
    chain = {}
    up, level = best, 0
    while up >= 0:
        chain[up] = level
        up, level = int(parents[up]), level + 1
    rise: dict[int, tuple[int, int]] = {}

    def way(index: int) -> tuple[int, int]:
        """Levels up from the best box, and down again, to this one."""
        if index not in rise:
            rise[index] = (
                (chain[index], 0) if index in chain else (way_up := way(int(parents[index])))[:1] + (way_up[1] + 1,)
            )
        return rise[index]

    ways = np.array([way(index) for index in box], dtype=np.float32).reshape(count, 2)
    outer = [box]
    for _ in range(_LEVELS):
        outer.append(np.where(parents[outer[-1]] >= 0, parents[outer[-1]], outer[-1]))
    box_blocks = np.bincount(box, minlength=len(scopes))[box]
    box_letters = np.bincount(box, weights=letters, minlength=len(scopes))[box]
    box_linked = np.bincount(box, weights=letters * linked, minlength=len(scopes))[box]
    path_count = np.bincount(paths)[paths]
    path_letters = np.bincount(paths, weights=letters)[paths] / path_count
    path_linked = np.bincount(paths, weights=linked)[paths] / path_count
    path_prose = np.bincount(paths, weights=prose)[paths] / all_prose
    before = np.cumsum(letters) - letters
    prose_before = np.cumsum(prose) - prose
    place = np.arange(count)
    h1 = [index for index, block in enumerate(blocks) if block.scope.tag == "h1"]
    titled = np.flatnonzero(own[:, _AT["is_title"]])
    top = h1[0] if h1 else (int(titled[0]) if len(titled) else 0)
    best_index = int(prose.argmax()) if count else 0
    is_in_best = ways[:, 0] == 0
    last_best = int(np.flatnonzero(is_in_best & (is_prose > 0))[-1]) if (is_in_best & (is_prose > 0)).any() else count
    spots = np.flatnonzero(is_prose)
    following = np.searchsorted(spots, place, side="right")
    leading = np.searchsorted(spots, place, side="left") - 1
    next_prose = (
        np.where(following < len(spots), spots[np.minimum(following, max(len(spots) - 1, 0))] - place, 99)
        if len(spots)
        else np.full(count, 99)
    )
    last_prose = np.where(leading >= 0, place - spots[np.maximum(leading, 0)], 99) if len(spots) else np.full(count, 99)
    near_prose = _window(prose, 5) / all_prose
    near_linked = _window(letters * linked, 5) / np.maximum(_window(letters, 5), 1)
    same = np.array(
        [blocks[i].scope.tag == blocks[i - 1].scope.tag and box[i] == box[i - 1] for i in range(1, count)],
        dtype=np.float32,
    )
    says = own[:, _AT["body_says"]] > 0
    body_letters = letters * says
    body_sum = max(float(body_letters.sum()), 1.0)
    body_before = (np.cumsum(body_letters) - body_letters) / body_sum
    heads = np.array([block.kind == "heading" for block in blocks], dtype=bool)
    leads = np.zeros(count, dtype=np.float32)
    if count:
        leads[:-1] = heads[:-1] & (is_prose[1:] > 0)
    return np.column_stack(
        [
            place / max(count, 1),
            before / max(float(letters.sum()), 1.0),
            prose_before / all_prose,
            (all_prose - prose_before - prose) / all_prose,
            np.clip(place - top, -100, 200),
            np.clip(place - best_index, -200, 200),
            path_count,
            path_letters,
            path_linked,
            path_prose,
            box_blocks,
            box_letters,
            direct[box] / all_prose,
            box_linked / np.maximum(box_letters, 1),
            *(inside[outer[level]] / all_prose for level in range(3)),
            is_in_best,
            ways[:, 0] == 1,
            ways[:, 0],
            ways[:, 1],
            np.clip(place - last_best, -100, 100),
            np.minimum(next_prose, 99),
            np.minimum(last_prose, 99),
            near_prose,
            near_linked,
            np.concatenate([[0], same])[:count],
            np.concatenate([same, [0]])[:count],
            body_before if says.any() else np.full(count, -1.0),
            1 - body_before if says.any() else np.full(count, -1.0),
            leads,
        ]
    ).astype(np.float32)


def _paths(blocks: Sequence[Block]) -> NDArray[np.int64]:
    """A number for each block, the same for blocks whose innermost three boxes have the same tags and names."""
    numbers: dict[tuple[str, ...], int] = {}
    found = []
    for block in blocks:
        scope: Scope | None = block.scope
        steps = []
        for _ in range(3):
            if scope is None:
                break
            steps.append(scope.tag)
            steps.append(scope.name)
            scope = scope.parent
        found.append(numbers.setdefault(tuple(steps), len(numbers)))
    return np.array(found, dtype=np.int64)


def _window(values: Column, reach: int) -> Column:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(len(values))
    return np.asarray(sums[np.minimum(place + reach + 1, len(values))] - sums[np.maximum(place - reach, 0)])


def _near_columns(blocks: Sequence[Block], layout: Layout, own: Column) -> Matrix:
    count, box = len(blocks), layout.box
    base = np.column_stack(
        [
            np.log1p(own[:, _AT["letters"]]),
            own[:, _AT["linked"]],
            own[:, _AT["prose"]],
            np.array([block.kind == "heading" for block in blocks]),
            np.array([block.kind == "item" for block in blocks]),
            own[:, _AT["ends_sentence"]],
            own[:, _AT["body_says"]],
        ]
    ).astype(np.float32)
    columns = []
    for step in _REACH:
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


def _page_columns(page: Page, own: Column, place: Matrix, witnesses: Witnesses) -> Matrix:
    letters = own[:, _AT["letters"]]
    total = max(float(letters.sum()), 1.0)
    prose = float((letters * own[:, _AT["prose"]]).sum())
    row = [
        len(page.blocks),
        total,
        prose,
        float((letters * own[:, _AT["linked"]]).sum()) / total,
        float(place[:, _PLACE.index("box_prose")].max(initial=0.0)),
        sum(scope.tag == "article" for scope in page.scopes),
        any(witnesses.bodies),
        float((letters * own[:, _AT["unspaced"]]).sum()) / total,
    ]
    return np.tile(np.array(row, dtype=np.float32), (len(page.blocks), 1))
