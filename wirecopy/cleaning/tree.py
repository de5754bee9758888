"""Markup to a tree that is safe to walk: one parse a page, of bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import lxml.html
import numpy as np
from lxml import etree
from lxml.html import HtmlElement

# libxml2 drops everything behind the 256th level unless told otherwise, and then reads 2048 levels. Old pages reach
# that with a <font> that no one ever closed; extractors recurse, so what lies deeper than this is made flat.
_DEEPEST = 200
# Control characters can't be told to lxml; NUL ends a document for libxml2. Lone surrogates can't be encoded. U+E000
# is our own mark (paragraphs.BREAK).
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ue000\ufffe\uffff]")
# Of lone surrogates encoding complains.
_OTHERS = "\ue000\ufffe\uffff"
# Long tags are common (JSON in one attribute), long lists of attributes are an attack.
_LONG_TAG_LETTERS = 5_000
# Tags of what may nest: not of what is always empty, or there once, or closed by the next of its kind.
_BOX_TAG = re.compile(
    rb"<(/?)(?!(?:p|br|hr|img|input|meta|link|source|wbr|area|base|col|embed|track|param|html|head|body|title|script|"
    rb"style|textarea)[\s/>])[a-z][^\s<>/]{0,40}[^<>]{0,5000}>",
    re.IGNORECASE,
)
_DEEPEST_BOX = 100
# A longer one has lost its end tag.
_LONGEST_READING = 60
_END_OF_PAGE = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_LONG_TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9:-]{{0,40}})([^<>]{{{_LONG_TAG_LETTERS},}})")


def parse_page(text: str) -> HtmlElement | None:
    """The page as a tree without comments; None where there is no markup and no text at all. Never raises."""
    body = _without_early_end(_readable(without_attribute_floods(text)))
    if not body or body.isspace():
        return None
    tree = _parse(body)
    if tree is not None and b"<rt" in body:
        _drop_readings(tree)
    if tree is None or tree.tag == "html":
        return tree
    page: HtmlElement = lxml.html.Element("html")
    page.append(tree)
    return page


def without_attribute_floods(text: str) -> str:
    """Markup without the attributes of tags that have thousands: libxml2 takes quadratic time for them."""
    pieces: list[str] = []
    done = 0
    for start in _long_tags(text):
        if tag := _LONG_TAG.match(text, start):
            pieces += text[done:start], _bare_tag(tag)
            done = tag.end()
    return "".join(pieces) + text[done:] if pieces else text


def _long_tags(text: str) -> Iterator[int]:
    """Where there is a "<" with thousands of letters and neither "<" nor ">" behind it.

    Then half as many in a row have neither, of those that we look at; to look for it by expression would take longer
    than all the rest of a parse.
    """
    half = _LONG_TAG_LETTERS // 2
    for start in range(half, len(text) - half, half):
        end = start + half
        if text.find(">", start, end) < 0 and text.find("<", start, end) < 0:
            opened = text.rfind("<", start - half, start)
            end = opened + _LONG_TAG_LETTERS
            if opened >= 0 and text.find(">", opened, end) < 0 and text.find("<", opened + 1, end) < 0:
                yield opened


def _readable(text: str) -> bytes:
    """The text for the parser, with spaces for what it can't read. The expression, which is slow, only where needed."""
    try:
        body = text.encode("utf-8")
    except UnicodeEncodeError:
        return _UNREADABLE.sub(" ", text).encode("utf-8")
    if not _has_controls(body) and not any(mark in text for mark in _OTHERS):
        return body
    return _UNREADABLE.sub(" ", text).encode("utf-8")


def _without_early_end(body: bytes) -> bytes:
    """The page without </body> and </html> where more follows: browsers show that too (HTML, 13.2.6.4.19 to 22), for
    libxml2 there is nothing."""
    ends = [end for end in (body.find(b"</html"), body.find(b"</HTML")) if end >= 0]
    follows = body[min(ends) :].partition(b">")[2].strip() if ends else b""
    return _END_OF_PAGE.sub(b"", body) if follows else body


def _has_controls(body: bytes) -> bool:
    """Whether there are control characters but tabs, line ends and form feeds."""
    codes = np.frombuffer(body, dtype=np.uint8)
    # Below 14 nought comes round to 242.
    return bool((codes < 0x09).any() or (codes - 0x0E < 0x20 - 0x0E).any()) or b"\x0b" in body or b"\x7f" in body


def _drop_readings(tree: HtmlElement) -> None:
    """Take out how the characters of a <ruby> are read: it stands above the text and is none of it."""
    for reading in tree.iter("rt", "rp"):
        if len(reading.text_content()) <= _LONGEST_READING:
            reading.clear(keep_tail=True)


def _bare_tag(tag: re.Match[str]) -> str:
    attributes = tag[2]
    many = attributes.count("=") > 1000 or ('"' not in attributes and len(attributes.split()) > 2000)
    return f"<{tag[1]}" if many else tag[0]


def _parse(body: bytes) -> HtmlElement | None:
    tree, fits = _read(body, deep=False)
    if fits:
        return tree
    tree, fits = _read(body, deep=True)
    if not fits:
        tree, _ = _read(_without_depth(body), deep=True)
    if tree is not None:
        _flatten(tree)
    return tree


def _read(body: bytes, *, deep: bool) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether it is whole: what is nested too deep is left out."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=deep)
    # lxml.html's own parser asks Python for the class of each element, which takes longer than reading it.
    parser.set_element_class_lookup(_ONE_CLASS)
    tree: HtmlElement | None = None
    with suppress(etree.ParserError, etree.XMLSyntaxError):
        tree = lxml.html.document_fromstring(body, parser=parser)
    return tree, not any(problem.type_name == "ERR_RESOURCE_LIMIT" for problem in parser.error_log)


def _without_depth(body: bytes) -> bytes:
    """Markup without the tags of boxes that lie deeper than any page's: an attack, or a script that went wrong. The
    parser gives up on what stands within and behind them; their text, and all that comes later, is kept."""
    pieces: list[bytes] = []
    depth = done = 0
    for tag in _BOX_TAG.finditer(body):
        is_end = bool(tag[1])
        depth = max(depth - is_end, 0)
        if depth >= _DEEPEST_BOX:
            pieces.append(body[done : tag.start()])
            done = tag.end()
        depth += not is_end
    return b" ".join([*pieces, body[done:]])


def _flatten(tree: HtmlElement) -> None:
    """Turn what lies deeper than the limit into paragraphs, one to a run of text."""
    level: list[HtmlElement] = [tree]
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in parent]
    for element in level:
        runs = [run for child in element for run in _texts(child)]
        for child in list(element):
            element.remove(child)
        for run in runs:
            etree.SubElement(element, "p").text = run


def _texts(element: HtmlElement) -> list[str]:
    return [str(run) for run in element.itertext() if isinstance(run, str) and run.strip()]
