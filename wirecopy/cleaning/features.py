"""Features: what a block, its box, its neighbours and the page's own statements say about whether it is the story.

    blocks ─▶ own (text and markup) ─┬─▶ boxes (how much prose stands where) ─▶ neighbours ─▶ matrix for `model.py`
    witnesses (JSON-LD's articleBody, the feed's content, title, description) ─┘

Each column has a name in `names()`. None knows a site or a word of any one language but the names in `signs.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.cleaning.blocks import Block, Page, Scope
from wirecopy.cleaning.counting import tally
from wirecopy.cleaning.signs import SIGNS

Matrix = NDArray[np.float32]
Column = NDArray[Any]

_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_]+"
)
_END = frozenset(".!?。！？…\"”»’')）」』।؟٫۔｡")
# Letters, figures and line ends of Windows-1252, and spaces for all else.
_SPACED = bytes(
    code if code == ord("\n") or bytes([code]).decode("cp1252", "replace").isalnum() else ord(" ")
    for code in range(256)
)
_WHEN = re.compile("\\d{1,2}[:.h]\\d{2}\\b|\\b(?:19|20)\\d\\d\\b|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|年")
_FIGURE = re.compile(r"[\d年]")
_HIDDEN = SIGNS.index("hidden")
_SHORT, _HEAD, _SHORTEST_PART = 300, 80, 30
_LONGEST_SEARCHED = 300_000
# Share of a block's 3-word shingles that the page's own full text must have.
_CONFIRMED = 0.6
# Letters of a line that count as prose where few of them are links and it has a sentence's end.
_PROSE_LETTERS, _PROSE_LINKED = 80, 0.34

_TAGS = ("p", "div", "h1", "h2", "h3", "h4", "li", "tr", "blockquote", "section", "article", "figcaption", "td", "a")
_LEAVES = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "dt", "dd", "pre", "figcaption")
)
_LEVELS = 3
_SHARES_OF_OUTER = (0.6, 0.3)
_NEAR_REACH, _NOWHERE = 5, 99

_OWN = (
    "letters words linked links strong commas sentences ends_sentence ends_colon starts_lower starts_digit digits upper"
    " marks code address when question quote unspaced word_length after_picture parted depth hidden_around"
    " repeated in_title is_title in_description in_authors is_alt is_part in_body body_says prose"
).split()
_NAMED = "apart_against apart_never apart_for own_against".split()
_AGAINST, _NEVER, _FOR = (
    [SIGNS.index(sign) for sign in signs.split()]
    for signs in (
        "related teaser share newsletter ad comments author caption nav footer sidebar tags consent hidden video meta",
        "share newsletter comments caption",
        "body text story",
    )
)
_PLACE = (
    "place letters_before prose_before prose_after to_h1 to_best_prose run_of_path path_letters path_linked path_prose"
    " box_blocks box_letters box_prose box_linked outer_prose outer2_prose outer3_prose in_best in_outer_best"
    " best_up best_down after_best to_next_prose to_last_prose near_prose near_linked same_tag_before same_tag_after"
    " body_before body_after heading_leads"
).split()
_PAGE = (
    "page_blocks page_letters page_prose page_linked best_share has_article has_body page_unspaced is_article".split()
)
_NEAR = "letters linked prose is_heading is_item ends_sentence same_box body_says".split()
_REACH = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True)
class Witnesses:
    """What other places than the visible text say of the story: texts, empty where nothing is said."""

    title: str = ""
    description: str = ""
    authors: str = ""
    bodies: tuple[str, ...] = ()
    """Texts that claim to be the whole story: JSON-LD's articleBody, the feed's content."""
    is_article: bool = False
    """Whether the page calls itself an article."""


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
        *(f"apart:{sign}" for sign in SIGNS),
        *_NAMED,
        *_PLACE,
        *(f"{name}{step:+d}" for step in _REACH for name in _NEAR),
        *_PAGE,
    ]


def matrix_of(page: Page, witnesses: Witnesses) -> Matrix:
    """One row for each block of a page, one column for each of `names()`."""
    blocks = page.blocks
    own = _own_columns(page, witnesses)
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
    best = _best_box(page, layout, own)
    apart = _bits(_signs_apart(page, layout, best))
    signs += [apart, _named_columns(signs[0], apart)]
    place = _place_columns(page, layout, own, best)
    near = _near_columns(blocks, layout, own)
    whole = _page_columns(page, own, place, witnesses)
    return np.hstack([own, tags, *signs, place, near, whole])


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
    lowered = text.lower()
    # Most Western text has that encoding, and a table of bytes is many times as fast as the expression.
    try:
        return lowered.encode("cp1252").translate(_SPACED).decode("cp1252").split()
    except UnicodeEncodeError:
        return _TOKEN.findall(lowered)


def _tokens_of_lines(lines: Sequence[str]) -> list[list[str]]:
    """`tokens` of texts without line ends, with one look at the table for all of them where that is enough."""
    try:
        spaced = "\n".join(lines).lower().encode("cp1252").translate(_SPACED).decode("cp1252")
    except UnicodeEncodeError:
        return list(map(tokens, lines))
    return [line.split() for line in spaced.split("\n")]


def grams_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Each three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


def _own_columns(page: Page, witnesses: Witnesses) -> Column:
    """What each block's own text and markup say."""
    blocks = page.blocks
    texts = [block.text for block in blocks]
    counts = tally(texts, head=_SHORT, beginning=_HEAD)
    size = np.fromiter(map(len, texts), dtype=np.float64, count=len(texts))
    is_short = size <= _SHORT
    unspaced = counts.unspaced_in_head / np.minimum(size, _SHORT)
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
            np.array(list(_comparisons(page, witnesses)), dtype=np.float32),
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
        len(text) <= _SHORT and _tells_time(text),
        "?" in text,
    )


def _tells_time(text: str) -> bool:
    figure = _FIGURE.search(text)
    return figure is not None and _WHEN.search(text, figure.start()) is not None


def _comparisons(page: Page, witnesses: Witnesses) -> Iterator[tuple[float, ...]]:
    """Each block compared with what the page says of its story elsewhere, and with the other blocks."""
    title = tokens(witnesses.title)
    of_title, of_authors = set(title), set(tokens(witnesses.authors))
    bodies = [body for body in witnesses.bodies if body]
    needs_all = bool(bodies or witnesses.description)
    parts = _Parts(page.blocks)
    texts = [block.text for block in page.blocks]
    read = _tokens_of_lines([text if needs_all or len(text) <= _SHORT else "" for text in texts])
    described, *confirmed = _shares(read, [witnesses.description, *bodies])
    for place, (text, found) in enumerate(zip(texts, read, strict=True)):
        in_title = is_title = in_authors = is_alt = in_body = 0.0
        count = len(found)
        if found and len(text) <= _SHORT:
            in_title = sum(map(of_title.__contains__, found)) / count
            is_title = float(found == title)
            in_authors = sum(map(of_authors.__contains__, found)) / count
            is_alt = float(text.lower() in page.alts)
        if count > 2:
            in_body = max((shares[place] for shares in confirmed), default=0.0)
        elif found and bodies:
            in_body = 0.5
        says = (1.0 if in_body >= _CONFIRMED else -1.0) if bodies else 0.0
        repeated, is_part = parts.repeated(text), parts.is_part(text)
        yield repeated, in_title, is_title, described[place], in_authors, is_alt, is_part, in_body, says


def _shares(read: Sequence[list[str]], texts: Sequence[str]) -> list[list[float]]:
    """For each text, the share of each block's three words in a row that it has too; 0 for a block of fewer words.

    Words are numbers here, and three of them one number, so that numpy compares those of all blocks at once.
    """
    numbers: dict[str, int] = {}
    numbered = [[numbers.setdefault(word, len(numbers) + 1) for word in tokens(text)] for text in texts]
    # A word that no text has is a 0.
    ours = _grams(np.fromiter(map(numbers.get, chain.from_iterable(read), repeat(0)), dtype=np.int64), len(numbers))
    counts = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
    starts = np.minimum(np.cumsum(counts) - counts, len(ours))
    ends = np.minimum(starts + np.maximum(counts - 2, 0), len(ours))
    shares = []
    for words in numbered:
        theirs = np.unique(_grams(np.array(words, dtype=np.int64), len(numbers)))
        if not len(theirs):
            shares.append([0.0] * len(read))
            continue
        has = theirs[np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)] == ours
        sums = np.concatenate([[0], np.cumsum(has)])
        shares.append(((sums[ends] - sums[starts]) / np.maximum(counts - 2, 1)).tolist())
    return shares


def _grams(numbers: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Each three numbers in a row, none of them above `most`, as one."""
    base = most + 1
    return (numbers[:-2] * base + numbers[1:-1]) * base + numbers[2:]


class _Parts:
    """Finds blocks that say again what stands in others: a quote pulled out of the text, or one of its sentences that
    stands in for the whole elsewhere."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._seen = Counter(block.text for block in blocks)
        longer = "\n".join(block.text for block in blocks if len(block.text) >= _SHORTEST_PART)
        # Each block is looked for in all of it: on a page of megabytes nobody looks.
        self._longer = longer if len(longer) <= _LONGEST_SEARCHED else ""
        self._words = Counter(self._longer.split())

    def repeated(self, text: str) -> int:
        """How many other blocks are the same."""
        return self._seen[text] - 1

    def is_part(self, text: str) -> bool:
        """Whether a block of some words stands within others."""
        if not _SHORTEST_PART <= len(text) <= _SHORT:
            return False
        seen = self._seen[text]
        # A word that stands in this block only is quicker told than that the whole of it does.
        inner = text.split()[1:-1]
        if inner and min(map(self._words.__getitem__, inner)) <= seen:
            return False
        return self._longer.count(text) > seen


_AT = {name: place for place, name in enumerate(_OWN)}


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


def _best_box(page: Page, layout: Layout, own: Column) -> int:
    """The box with the most prose in itself and, at a discount, in the boxes right inside it."""
    prose = own[:, _AT["letters"]] * own[:, _AT["prose"]]
    rank = np.bincount(layout.box, weights=prose, minlength=len(page.scopes))
    for index in np.flatnonzero(rank).tolist():
        scope, held = page.scopes[index].parent, rank[index]
        for share in _SHARES_OF_OUTER:
            if scope is None:
                break
            rank[scope.index] += held * share
            scope = scope.parent
    return int(rank.argmax())


def _signs_apart(page: Page, layout: Layout, best: int) -> NDArray[np.int64]:
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


def _place_columns(page: Page, layout: Layout, own: Column, best: int) -> Matrix:
    """Where each block stands: on the page, among the prose, in its box."""
    count = len(page.blocks)
    letters, linked, is_prose = own[:, _AT["letters"]], own[:, _AT["linked"]], own[:, _AT["prose"]] > 0
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
    outer = [-1 if scope.parent is None else scope.parent.index for scope in page.scopes]
    parents = np.array(outer, dtype=np.int64)
    ways = _ways_from(best, box, outer)
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
            *_outer_shares(box, direct, parents, all_prose),
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
            *_body_shares(letters, own[:, _AT["body_says"]] > 0),
            leads,
        ]
    ).astype(np.float32)


def _headline(page: Page, own: Column) -> int:
    """The block of the first <h1>, else the first that is the page's title, else the first of all."""
    first = next((block.index for block in page.blocks if block.scope.tag == "h1"), None)
    if first is None:
        titled = np.flatnonzero(own[:, _AT["is_title"]])
        first = int(titled[0]) if len(titled) else 0
    return first


def _ways_from(best: int, box: NDArray[np.int64], parents: Sequence[int]) -> Matrix:
    """For each block, how many levels lead up from the page's best box and down again to the block's own."""
    ways: dict[int, tuple[int, int]] = {}
    up, level = best, 0
    while up >= 0:
        ways[up] = (level, 0)
        up, level = parents[up], level + 1
    for index in dict.fromkeys(box.tolist()):
        below = [index]
        while below[-1] not in ways:
            below.append(parents[below[-1]])
        for outer, inner in zip(below[::-1], below[-2::-1], strict=False):
            ups, downs = ways[outer]
            ways[inner] = (ups, downs + 1)
    return np.array([ways[index] for index in box.tolist()], dtype=np.float32).reshape(len(box), 2)


def _outer_shares(
    box: NDArray[np.int64], direct: Column, parents: NDArray[np.int64], all_prose: float
) -> Iterator[Column]:
    """The shares of the page's prose within a block's box, the one around it, and the next."""
    sums, outer = direct.tolist(), parents.tolist()
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
        witnesses.is_article,
    ]
    return np.tile(np.array(row, dtype=np.float32), (len(page.blocks), 1))
