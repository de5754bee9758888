"""Feed text to an XML tree: safe against hostile documents, patient with broken ones.

What makes XML dangerous lies in the document type (entities, external subsets): it is cut off before parsing, so
nothing is ever expanded or fetched. Depth and text length are bounded by libxml2 (no huge_tree); its time is linear
in the number of attributes. What makes feeds break (HTML entities, bare ampersands, stray `<`, control characters) is
repaired when a first reading finds faults; libxml2 then recovers what it can of the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

# Everything before the root: declaration, comments, stylesheets, document types with their internal subset. Each part
# can be read in one way only, so that nothing is tried twice; no possessive groups, see parse.py.
_PROLOG = re.compile(
    r"(?:\s|<\?(?:[^?]|\?(?!>))*\?>|<!--(?:[^-]|-(?!->))*-->"
    r"|<!DOCTYPE(?:[^\[<>\"']|\"[^\"]*\"|'[^']*')*(?:\[(?:[^\]]|\](?!\s*>))*\]\s*)?>)*",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|urlset|sitemapindex|opml)(?=[\s>/])", re.IGNORECASE)
_JUNK_CHARS = 10_000
"""How far into a document a root is looked for, behind warnings that a server wrote first."""
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2
_REPAIR = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?P<decimal>\d{1,10})|#[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));|&"
    r"|<(?![A-Za-z_/!?:])",
    re.DOTALL,
)
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True)
class XmlDocument:
    """A document's tree and what had to be forgiven."""

    root: etree._Element
    fault: str | None
    """The first fault, as libxml2 words it, with its line."""
    cut_off: bool
    """Whether the document ends before its root does."""


def read_xml(text: str) -> XmlDocument | None:
    """Parse `text`; None where nothing in it can be read as XML. Line numbers are those of `text`."""
    start = _root_start(text)
    if start is None:
        return None
    text = "\n" * text.count("\n", 0, start) + text[start:].rstrip()
    document = _parse(text)
    if document and not document.fault:
        return document
    repaired = _REPAIR.sub(_repair, _FORBIDDEN.sub("", text))
    if repaired == text:
        return document
    second = _parse(repaired)
    if second is None:
        return document
    fault = document.fault if document else None
    return XmlDocument(second.root, fault or second.fault, second.cut_off)


def _root_start(text: str) -> int | None:
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    root = _ROOT.search(text, start, start + _JUNK_CHARS)
    if root:
        return root.start()
    return start if text.startswith("<", start) and not text.startswith(("<!", "<?"), start) else None


def _parse(text: str) -> XmlDocument | None:
    parser = etree.XMLParser(
        recover=True,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace").translate(None, _CONTROLS), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    faults = [
        fault
        for fault in parser.error_log
        # Undeclared prefixes are common and harm nothing: names are matched by prefix then.
        if not fault.type_name.startswith("NS_") and fault.level >= etree.ErrorLevels.ERROR
    ]
    if not faults:
        return XmlDocument(root, None, cut_off=False)
    # The error log is capped, so the end of the document is looked at itself.
    local = root.tag.rpartition("}")[2] if isinstance(root.tag, str) else ""
    closed = re.search(rf"(?:</(?:[\w.-]+:)?{re.escape(local)}\s*|/)>\s*\Z", text[-2000:]) is not None
    if not closed:
        _drop_cut_text(root, text)
    first = faults[0]
    # Some messages quote the document behind a line break.
    return XmlDocument(root, f"line {first.line}: {first.message.partition(chr(10))[0][:200]}", cut_off=not closed)


def _drop_cut_text(root: etree._Element, text: str) -> None:
    """Drop the element in whose text the document breaks off: half a link or half a guid is worse than none."""
    rest = text[text.rfind(">") + 1 :].strip()
    if not rest or rest.startswith("<"):
        return
    last = root
    while len(last):
        last = last[-1]
    parent = last.getparent()
    if parent is not None:
        parent.remove(last)


def _repair(match: re.Match[str]) -> str:
    whole = match[0]
    if whole == "&":
        return "&amp;"
    if whole == "<":
        return "&lt;"
    if name := match["name"]:
        if name in _XML_NAMES:
            return whole
        characters = html5.get(name + ";")
        return "".join(f"&#{ord(char)};" for char in characters) if characters else f"&amp;{name};"
    if match["decimal"] or match["hex"]:
        return whole if _is_character(int(match["decimal"] or "0") or int(match["hex"] or "0", 16)) else "\ufffd"
    return whole


def _is_character(point: int) -> bool:
    return point in (9, 10, 13) or (0x20 <= point <= 0x10FFFF and not _FORBIDDEN.match(chr(point)))
