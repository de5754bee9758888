"""The markup within blocks, as runs of text: what was a link, what was stressed.

    markup ─▶ safe_html ─▶ BeautifulSoup ─▶ its innermost blocks ─▶ runs, found again by the block's text

For people who look at a page: a record has plain text. A run is text and three facts, no markup, so whoever shows it
writes the elements himself. BeautifulSoup reads it, because here a page is looked at once and by its structure, and
because what it gets was made safe before.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag
from bs4.element import NavigableString

from wirecopy.cleaning.safehtml import safe_html
from wirecopy.feeds.links import absolute

_BLOCKS = (
    "p div section article main header footer aside figure figcaption blockquote ul ol li dl dt dd table caption tbody "
    "thead tfoot tr td th h1 h2 h3 h4 h5 h6 pre address hgroup center body"
).split()
_STRESS = frozenset(("em", "i", "cite", "dfn", "var"))
_STRONG = frozenset(("strong", "b"))
_WHITE = re.compile(r"\s+")


class Run(NamedTuple):
    """A piece of a block's text. `href` is an absolute web address where it was a link."""

    text: str
    stress: bool = False
    strong: bool = False
    href: str | None = None


def runs_of(markup: str, *, url: str | None = None) -> Mapping[str, tuple[Run, ...]]:
    """The runs of a page's blocks by the block's text, its white space single; only of blocks that have any markup."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a page that is one word is still a page
        soup = BeautifulSoup(safe_html(markup), "lxml")
    found: dict[str, tuple[Run, ...]] = {}
    for block in _innermost(soup.find_all(_BLOCKS)):
        runs = tuple(_runs(block, url))
        if any(run.stress or run.strong or run.href for run in runs):
            found.setdefault("".join(run.text for run in runs), runs)
    return found


def _innermost(blocks: Iterable[Tag]) -> Iterator[Tag]:
    """The blocks in which no other stands."""
    blocks = list(blocks)
    outer: set[int] = set()
    for block in blocks:
        for around in block.parents:
            if id(around) in outer:
                break
            outer.add(id(around))
    return (block for block in blocks if id(block) not in outer)


def _runs(block: Tag, url: str | None) -> Iterator[Run]:
    """The runs of one block; white space is single, also where two runs meet, and there is none at the ends."""
    waiting: Run | None = None
    for run in _pieces(block, url):
        text = _WHITE.sub(" ", run.text)
        if waiting is None or waiting.text.endswith(" "):
            text = text.lstrip()
        if not text:
            continue
        if waiting is not None and run[1:] == waiting[1:]:
            waiting = waiting._replace(text=waiting.text + text)
        else:
            if waiting is not None:
                yield waiting
            waiting = run._replace(text=text)
    if waiting is not None and (last := waiting.text.rstrip()):
        yield waiting._replace(text=last)


def _pieces(block: Tag, url: str | None) -> Iterator[Run]:
    for piece in block.descendants:
        if isinstance(piece, Tag):
            if piece.name == "br":
                yield Run(" ")
        elif type(piece) is NavigableString:
            around = []
            for element in piece.parents:
                if element is block:
                    break
                around.append(element)
            names = {element.name for element in around}
            link = next((element for element in around if element.name == "a"), None)
            href = absolute(str(link.get("href", "")), url) if link is not None else None
            yield Run(str(piece), bool(names & _STRESS), bool(names & _STRONG), href)
