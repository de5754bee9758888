"""The outlines of an OPML text, read by a scanner that goes on after whatever is broken.

No XML parser: subscription lists are written by hand and by careless programs, with bare `&` and `<`, quotation marks
inside quoted values, values without quotes, tags that are never closed; an XML parser that recovers loses the names
and folders around such a place. Reading tags as they stand keeps them, knows every line, and expands and fetches
nothing: of a document type not even the entities are read. Each pattern takes linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.feeds.plaintext import resolve_references

_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?opml(?=[\s>/])", re.IGNORECASE)
_END = re.compile(r"</(?:[\w.-]{1,30}:)?opml\b", re.IGNORECASE)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(?P<end>/?)(?:[\w.-]{1,30}:)?outline(?=[\s/>]|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# Where a tag that has lost its ">" ends at the latest.
_NEXT = re.compile(r"<(?:/?(?:[\w.-]{1,30}:)?outline(?=[\s/>])|/(?:[\w.-]{1,30}:)?(?:body|opml)\b)", re.IGNORECASE)
_WANTED = frozenset({"text", "title", "type", "xmlurl", "htmlurl", "url", "category"})
_KNOWN = r"(?:text|title|type|xmlurl|htmlurl|url|category|description|language|version)"
_NAME = re.compile(r"(?P<name>[^\s=<>\"'/]{1,100})\s*=\s*(?:(?P<quote>[\"'])|(?P<bare>[^\s\"'<>]{1,4096}))")
# A tag ends where no text follows: descriptions hold whole HTML links, unescaped.
_CLOSE = re.compile(r"\s*/?>\s*(?=\Z|<[!?]|<[\w.-]{1,30}:)")
# A quotation mark ends a value only where the tag ends or the next attribute begins; others are part of the value.
_AFTER = re.compile(
    rf"{_CLOSE.pattern}|\s*\Z|\s*{_KNOWN}\s*=\s*[\"']|\s+[^\s=<>\"'/]{{1,100}}\s*=\s*[\"']", re.IGNORECASE
)
_NEXT_KNOWN = re.compile(rf"\s(?={_KNOWN}\s*=\s*(?P<quote>[\"']))", re.IGNORECASE)
_PASSED_OVER = re.compile(r"\s+|[^\s=<>\"'/]+|.", re.DOTALL)
_BRACKET = re.compile(r"\s*/?>")
_DEPTH = 20
"""Folders within folders whose names are told; real lists have two or three."""


@dataclass(frozen=True)
class Outline:
    """One outline: its line (from 1), the attributes that are of use (lower-case names), the folders around it."""

    line: int
    attributes: dict[str, str]
    folders: tuple[str, ...]
    """Outermost first."""
    has_children: bool


def names_opml(text: str) -> bool:
    """Whether the text has an `<opml>` element."""
    return _ROOT.search(text) is not None


def is_cut_off(text: str) -> bool:
    """Whether the text opens an `<opml>` element and never closes it."""
    return names_opml(text) and _END.search(text) is None


def outlines(text: str) -> Iterator[Outline]:
    """Every outline in document order. Takes a text with `\\n` as line end."""
    root = _ROOT.search(text)
    position = counted = root.start() if root else 0
    line = 1 + text.count("\n", 0, position)
    folders: list[str] = []
    while tag := _TAG.search(text, position):
        position = tag.end()
        if tag["end"] is None:
            continue
        if tag["end"]:
            if folders:
                folders.pop()
            continue
        line += text.count("\n", counted, tag.start())
        counted = tag.start()
        following = _NEXT.search(text, position)
        rest = text[position : following.start() if following else len(text)]
        attributes, length, is_empty = _attributes(rest)
        position += length
        yield Outline(line, attributes, tuple(name for name in folders[:_DEPTH] if name), not is_empty)
        if not is_empty:
            # A feed is no folder: one whose tag is never closed must not swallow the rest of the list.
            is_feed = "xmlurl" in attributes
            folders.append("" if is_feed else attributes.get("text") or attributes.get("title") or "")


def _attributes(tag: str) -> tuple[dict[str, str], int, bool]:
    """The attributes of a tag's text behind its name, the length of what was read, and whether it closes itself."""
    found: dict[str, str] = {}
    marks = {mark: _Marks(tag, mark) for mark in "\"'"}
    at = 0
    while at < len(tag):
        if close := _CLOSE.match(tag, at):
            return found, close.end(), "/" in close[0]
        attribute = _NAME.match(tag, at)
        if attribute is None:
            passed = _PASSED_OVER.match(tag, at)
            at = passed.end() if passed else at + 1
            continue
        name, value, at = attribute["name"].lower(), attribute["bare"], attribute.end()
        if value is None:
            end, at = marks[attribute["quote"]].end_of_value(at)
            value = tag[attribute.end() : end]
        elif value.endswith("/") and tag.startswith(">", at):
            value, at = value[:-1], at - 1
        if name in _WANTED and value.strip():
            found.setdefault(name, resolve_references(value).strip())
    return found, len(tag), tag.rstrip().endswith("/>")


class _Marks:
    """Where the quotation marks of one kind may end a value. Found once for a tag, so that none is tried twice."""

    def __init__(self, tag: str, mark: str) -> None:
        places = [match.start() for match in re.finditer(mark, tag)]
        self._ends = [place for place in places if _AFTER.match(tag, place + 1)]
        self._brackets = [place for place in places if _BRACKET.match(tag, place + 1)]
        self._known = [match.start() for match in _NEXT_KNOWN.finditer(tag) if match["quote"] == mark]
        self._length = len(tag)

    def end_of_value(self, start: int) -> tuple[int, int]:
        """Where a value that begins at `start` ends, and where to read on.

        One whose closing mark is missing ends before the next well-known attribute that has the same marks.
        """
        bound = _first(self._known, start, self._length)
        for places in (self._ends, self._brackets):
            if (end := _first(places, start, bound)) < bound:
                return end, end + 1
        return bound, bound


def _first(places: list[int], start: int, otherwise: int) -> int:
    """The first of these sorted places from `start` on."""
    nearest = bisect_left(places, start)
    return places[nearest] if nearest < len(places) else otherwise
