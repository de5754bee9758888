"""Paragraphs: the blocks of a story in reading order, whatever markup they came in."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from lxml.etree import _Element, iterwalk

from wirecopy.cleaning.damage import mended

Kind = Literal["text", "heading", "item", "quote", "row"]

_KINDS: dict[str, Kind] = {
    "head": "heading",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "item": "item",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "quote": "quote",
    "blockquote": "quote",
    "row": "row",
    "tr": "row",
}
_BLOCKS = frozenset(
    """
    p div section article main header footer aside figure figcaption list ul ol dl table thead tbody body html pre code
    form details summary address hr
    """.split()
)
_CELLS = frozenset(("cell", "td", "th"))
_BREAKS = frozenset(("lb", "br"))
_SILENT = frozenset(("script", "style", "noscript", "template", "title", "svg", "iframe", "button", "select"))
_WHITE = re.compile(r"\s+")
BREAK = "\ue000"
"""Stands for the end of a paragraph inside a text node, for extractors that lose one of two line breaks."""
_PARAGRAPH_END = re.compile(rf"\n\s*\n|\s*{BREAK}\s*")


def mark_breaks(root: _Element) -> None:
    """Put BREAK, in place, behind each <br> that another one follows."""
    for element in root.iter("br"):
        following = element.getnext()
        if following is not None and following.tag == "br" and not (element.tail or "").strip():
            element.tail = BREAK


class Paragraph(NamedTuple):
    """One block of text on one line (cells of a table row are parted by tabs)."""

    text: str
    kind: Kind = "text"


def paragraphs_of(root: _Element) -> list[Paragraph]:
    """The paragraphs under `root`: a <body> of HTML, or trafilatura's (p, head, list/item, quote, table/row/cell).

    Two line breaks in a row end a paragraph, one is a space. What browsers do not show as text is left out. Takes time
    in proportion to the tree and never recurses.
    """
    reader = _Reader()
    walker = iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element.tag in _SILENT:
                walker.skip_subtree()
            else:
                reader.open(str(element.tag), element.text)
        else:
            reader.close(str(element.tag), element.tail if element is not root else None)
    reader.end_paragraph()
    return reader.paragraphs


def plain_line(text: str) -> str:
    """Text as one line: single spaces, nothing invisible, mojibake mended where that is certain."""
    return " ".join(mended(text).split())


class _Reader:
    """Takes tags and text in document order; keeps the paragraph that is being read and those that ended."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []
        self._kinds: list[Kind] = ["text"]

    def open(self, tag: str, text: str | None) -> None:
        if tag in _KINDS:
            self.end_paragraph()
            self._kinds.append(_KINDS[tag])
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag in _BREAKS:
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append("\t")
        self._add(text)

    def close(self, tag: str, tail: str | None) -> None:
        if tag in _KINDS:
            self.end_paragraph()
            self._kinds.pop()
        elif tag in _BLOCKS:
            self.end_paragraph()
        self._add(tail)

    def end_paragraph(self) -> None:
        if not self._pieces:
            return
        for part in _PARAGRAPH_END.split("".join(self._pieces)):
            cells = (plain_line(cell) for cell in part.split("\t"))
            if text := "\t".join(cell for cell in cells if cell):
                self.paragraphs.append(Paragraph(text, self._kinds[-1]))
        self._pieces.clear()

    def _add(self, text: str | None) -> None:
        if text:
            # Line ends and tabs of the source are spaces; from here on they are the markup's.
            self._pieces.append(_WHITE.sub(" ", text))
