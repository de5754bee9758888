"""Blocks: what a page shows as text, cut where a reader sees it cut, with all that its markup says of each piece.

    tree ─▶ one walk in document order ─▶ blocks (text, kind, counts) ─┐
                                          scopes (the boxes they stand in) ─▶ features.py judges them

Left out is what no browser shows as text (scripts, styles, form fields), and the page's landmarks: menus, and its own
header, footer and sidebars. Those are over a third of all blocks, and no story of 1,300 development pages has a
sentence there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.etree import _Element

from wirecopy.cleaning.paragraphs import Kind
from wirecopy.cleaning.signs import BIT, signs_of

MOST_BLOCKS = 6_000
"""The longest of 1,500 article pages has 2,900; what lies behind is no article."""
_LONGEST_BLOCK = 100_000

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "tr": "row",
}
_BLOCK_TAGS = frozenset(
    """
    p div section article main header footer aside nav figure figcaption ul ol dl table thead tbody tfoot caption body
    html pre form fieldset details summary address center menu dialog search hgroup noframes amp-img
    """.split()
) | frozenset(_KINDS)
_SILENT = frozenset(
    """
    script style template svg iframe select textarea head title object canvas audio video noscript map datalist
    math option input meta link base picture-source
    """.split()
)
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 li tr blockquote dt dd pre figcaption".split())
# What an element is to a reader, by its tag.
_BOX, _INLINE, _LINK, _STRONG, _PICTURE, _BREAK, _CELL_OF_ROW, _RULE, _LANDMARK, _NOTHING = range(10)
_WHAT = {
    **dict.fromkeys(_SILENT, _NOTHING),
    **dict.fromkeys(_BLOCK_TAGS, _BOX),
    **dict.fromkeys(("span", "em", "i", "button", "picture", "label"), _INLINE),
    **dict.fromkeys(("b", "strong"), _STRONG),
    **dict.fromkeys(("td", "th"), _CELL_OF_ROW),
    "a": _LINK,
    "img": _PICTURE,
    "br": _BREAK,
    "hr": _RULE,
    **dict.fromkeys(("nav", "header", "footer", "aside"), _LANDMARK),
}
# Landmarks as HTML-AAM has them (https://www.w3.org/TR/html-aam-1.0/): within one of these, a <header>, <footer> or
# <aside> is that one's own: an article's lead, who is quoted, a box of facts.
_WITH_OWN = frozenset(("article", "main", "section", "blockquote", "figure", "li", "td"))
# A box that holds one of these is more than a landmark, whatever its tag: an end tag is missing, or a whole page is
# called a header.
_OF_STORIES = ("h1", "article", "main")
# Letters outside of links below which a page's story may stand where none belongs.
_LEAST_LETTERS = 80
_CELL = "\ue000"
"""Stands before each cell of a row; `tree.parse_page` lets no page have it."""
_HIDDEN = BIT["hidden"]
_NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_LONGEST_NAME, _LONGEST_ALT = 80, 1000
# Attributes that name what an element is for.
_NAMING = frozenset(
    """
    class id itemprop role data-testid data-component data-module data-type data-name data-block data-qa data-test-id
    data-component-name data-block-type data-widget data-area data-region aria-label data-gu-name data-cy
    """.split()
)
# What an element's own tag or role says, as its name would.
_TAG_SIGNS = {
    "nav": BIT["nav"],
    "menu": BIT["nav"],
    "header": BIT["header"],
    "footer": BIT["footer"],
    "aside": BIT["sidebar"],
    "figure": BIT["picture"],
    "figcaption": BIT["caption"],
    "caption": BIT["caption"],
    "form": BIT["search"],
    "fieldset": BIT["search"],
    "dialog": BIT["consent"],
    "blockquote": BIT["quote"],
    "table": BIT["table"],
    "article": BIT["story"],
    "address": BIT["author"],
}


class Scope:
    """An element that stands as a box of its own: where blocks live. Holds counts, no judgement."""

    __slots__ = ("around", "box", "depth", "index", "is_section", "name", "parent", "signs", "tag")

    def __init__(self, tag: str, name: str, parent: Scope | None, signs: int, index: int) -> None:
        self.tag = tag
        self.name = name
        """Its first classes, else its id, without their numbers: what boxes of one kind have in common."""
        self.parent = parent
        self.signs = signs
        """What its own tag and names say, as bits of `signs.SIGNS`."""
        self.around: int = signs if parent is None else signs | parent.around
        """What its and all outer boxes' names say."""
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.box: Scope = self if parent is None or tag not in _LEAVES else parent.box
        """The box that its text shares with the rest of a text: the innermost that is no paragraph, heading or item."""
        self.is_section: bool = tag in _WITH_OWN or (parent is not None and parent.is_section)
        """Whether it is, or stands in, a part of the page that may have a header and a footer of its own."""
        self.index = index
        """Its place in `Page.scopes`; outer boxes come first."""

    def outward(self) -> Iterator[Scope]:
        """This box and those around it, the innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    @property
    def step(self) -> str:
        """The box as one step of a path: its tag, and id and classes without their numbers."""
        return f"{self.tag}.{self.name}" if self.name else self.tag


@dataclass(slots=True)
class Block:
    """One block of text on one line; the cells of a table's row are parted by tabs."""

    text: str
    kind: Kind
    scope: Scope
    index: int
    """Its place on the page."""
    linked: int
    """Letters that stand in links."""
    links: int
    strong: int
    """Letters in bold."""
    after_picture: bool
    """Whether a picture stands between the block before and this one."""
    parted: bool
    """Whether it was parted from the block before or after by two line breaks, not by markup."""

    @property
    def path(self) -> str:
        """The boxes it stands in, from the outermost, such as `body>div.article-body>p`."""
        return ">".join(scope.step for scope in reversed(list(self.scope.outward())))


@dataclass(slots=True)
class Page:
    """A page's blocks in document order, and the boxes they stand in, outer ones first."""

    blocks: list[Block] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    alts: set[str] = field(default_factory=set)
    """What pictures say to those who can't see them, in lower case."""
    landmarks: set[int] = field(default_factory=set)
    """The blocks that are the page's and no story's, if these were asked for."""

    def without(self, places: Set[int]) -> Page:
        """The page without the blocks at these places; the others are numbered anew."""
        left = (block for block in self.blocks if block.index not in places)
        return Page([replace(block, index=index) for index, block in enumerate(left)], self.scopes, self.alts)


def read_blocks(tree: _Element, *, with_landmarks: bool = False) -> Page:
    """The blocks of a page's <body> (else of the whole tree), at most MOST_BLOCKS.

    Headings, list items, table rows and quotes keep their kind. Two line breaks in a row end a block, one is a space.
    Time goes with the size of the tree; its depth is bounded by `tree.parse_page`. Landmarks are read only where asked
    for, and where hardly any text stands outside of them.
    """
    body = tree.find("body")
    root = tree if body is None else body
    reader = _Reader(whole=with_landmarks)
    reader.read(root)
    if reader.has_landmarks and _letters_outside(reader.page) < _LEAST_LETTERS:
        reader = _Reader(whole=True)
        reader.read(root)
        reader.page.landmarks.clear()
    return reader.page


def _letters_outside(page: Page) -> int:
    """Letters that stand neither in landmarks nor in links."""
    return sum(len(block.text) - block.linked for block in page.blocks if block.index not in page.landmarks)


def signs_of_tag(tag: str) -> int:
    """What an element's tag says, as its name would: bits of `signs.SIGNS`."""
    return _TAG_SIGNS.get(tag, 0)


@lru_cache(maxsize=20_000)
def _told_by_names(attributes: tuple[tuple[str, str], ...]) -> tuple[int, str]:
    """What an element's naming attributes say, as bits of `signs.SIGNS`, and its name. Pages repeat themselves."""
    values = dict(attributes)
    return signs_of(" ".join(values.values())), _short_name(values.get("class") or values.get("id") or "")


def _short_name(names: str) -> str:
    return _NUMBERS.sub("", ".".join(names[:_LONGEST_ALT].split()[:3])[:_LONGEST_NAME])


class _Reader:
    """Walks a tree once. Keeps the block that is being read."""

    def __init__(self, *, whole: bool) -> None:
        self.page = Page()
        self.has_landmarks = False
        self._whole = whole
        self._pieces: list[str] = []
        self._has_cells = False
        self._linked = self._links = self._strong = 0
        self._in_link = self._in_strong = 0
        self._after_picture = self._after_break = self._parted = False

    def read(self, root: _Element) -> None:
        scope = self._scope(root, str(root.tag), None)
        self._inside(root, scope, "text")
        self._end(scope, "text")

    def _inside(self, element: _Element, scope: Scope, kind: Kind) -> None:
        """Read what stands within an element: its text, its children, and the texts behind each."""
        pieces = self._pieces
        # Between two blocks there is white space, mostly.
        if (text := element.text) and (pieces or not text.isspace()):
            self._add(text)
        for child in element:
            tag = child.tag
            what = _WHAT.get(tag)
            if what is None:
                what = _BOX if "-" in tag else _INLINE
            if what is _LANDMARK and not self._is_landmark(child, tag, scope):
                what = _BOX
            if what is _BOX:
                if pieces:
                    self._end(scope, kind)
                    if len(self.page.blocks) >= MOST_BLOCKS:
                        return
                self._links, self._after_break = 0, False
                inner, inner_kind = self._scope(child, tag, scope), _KINDS.get(tag, kind)
                self._inside(child, inner, inner_kind)
                if pieces:
                    self._end(inner, inner_kind)
                self._links, self._after_break = 0, False
            elif what is _INLINE:
                self._inside(child, scope, kind)
            elif what is _LINK:
                self._in_link += 1
                self._links += 1
                self._inside(child, scope, kind)
                self._in_link -= 1
            elif what is not _NOTHING:
                self._read_rarer(child, what, scope, kind)
            if (tail := child.tail) and (pieces or not tail.isspace()):
                self._add(tail)

    def _read_rarer(self, element: _Element, what: int, scope: Scope, kind: Kind) -> None:
        if what is _STRONG:
            self._in_strong += 1
            self._inside(element, scope, kind)
            self._in_strong -= 1
        elif what is _PICTURE:
            self._after_picture = True
            if alt := element.get("alt"):
                self.page.alts.add(" ".join(alt[:_LONGEST_ALT].lower().split()))
        elif what is _BREAK:
            if self._after_break:
                self._end(scope, kind, parted=True)
            self._pieces.append(" ")
            self._after_break = True
        elif what is _CELL_OF_ROW:
            self._pieces.append(_CELL)
            self._has_cells = True
            self._inside(element, scope, kind)
        elif what is _RULE:
            self._end(scope, kind)
        elif what is _LANDMARK:
            self.has_landmarks = True
            self._end(scope, kind)
            if self._whole:
                first = len(self.page.blocks)
                inner = self._scope(element, str(element.tag), scope)
                self._inside(element, inner, kind)
                self._end(inner, kind)
                self.page.landmarks.update(range(first, len(self.page.blocks)))

    def _is_landmark(self, element: _Element, tag: str, scope: Scope) -> bool:
        """Whether a box of such a tag is a menu, or the page's header, footer or sidebar, and no part of a story."""
        if scope.is_section and tag != "nav":
            return False
        # Some headlines are second to the site's name.
        headings = ("h2", *_OF_STORIES) if tag == "header" else _OF_STORIES
        return next(element.iter(*headings), None) is None

    def _scope(self, element: _Element, tag: str, parent: Scope | None) -> Scope:
        signs, name = _TAG_SIGNS.get(tag, 0), ""
        named: list[tuple[str, str]] = []
        attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
        for attribute in attributes:
            key = attribute[0]
            if key in _NAMING:
                named.append(attribute)
            elif key == "hidden" or (key == "style" and _NOT_SHOWN.search(attribute[1])):
                signs |= _HIDDEN
        if named:
            said, name = _told_by_names(tuple(named))
            signs |= said
        scopes = self.page.scopes
        scope = Scope(tag, name, parent, signs, len(scopes))
        scopes.append(scope)
        return scope

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self._after_break or self._in_link or self._in_strong:
            letters = len(text.strip())
            if letters:
                self._after_break = False
            if self._in_link:
                self._linked += letters
            if self._in_strong:
                self._strong += letters

    def _end(self, scope: Scope, kind: Kind, *, parted: bool = False) -> None:
        """End the block that is being read; `parted` by two line breaks."""
        if self._pieces and len(self.page.blocks) < MOST_BLOCKS:
            joined = "".join(self._pieces)[:_LONGEST_BLOCK]
            if self._has_cells:
                cells = (" ".join(cell.split()) for cell in joined.split(_CELL))
                text = "\t".join(cell for cell in cells if cell)
            else:
                text = " ".join(joined.split())
            if text:
                block = Block(
                    text,
                    kind,
                    scope,
                    len(self.page.blocks),
                    min(self._linked, len(text)),
                    self._links,
                    min(self._strong, len(text)),
                    self._after_picture,
                    parted or self._parted,
                )
                self.page.blocks.append(block)
                self._after_picture, self._parted = False, parted
            self._pieces.clear()
            self._has_cells = False
            self._linked = self._strong = 0
        self._links = 0
        self._after_break = False
