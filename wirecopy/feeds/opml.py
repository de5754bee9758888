"""OPML: lists of feeds, in and out (opml.org, 1.0 and 2.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from wirecopy.errors import ParseError
from wirecopy.feeds import limits
from wirecopy.feeds.charset import decode
from wirecopy.feeds.links import absolute
from wirecopy.feeds.plaintext import resolve_references, shorten
from wirecopy.feeds.xmltree import read_xml

_XML_URL = re.compile(
    r"<!--.*?(?:-->|\Z)|\bxmlUrl\s*=\s*[\"'](?P<url>[^\"'<>]{1,4096})[\"']", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class OpmlFeed:
    """One feed of a list; `tags` are the folders it lies in, outermost first, and its categories."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpmlDocument:
    """A list of feeds, each address once, and what in it could not be used."""

    feeds: list[OpmlFeed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One sentence for each outline that was passed over, naming its line."""


def read_opml(body: bytes, content_type: str | None = None) -> OpmlDocument:
    """Read an OPML file, going on after every outline that is bad.

    A feed listed twice is one feed with the tags of both. Raises ParseError for what is no OPML at all.
    """
    text = decode(body, content_type).text
    document = read_xml(text)
    if document is None or _local(document.root) != "opml":
        raise ParseError("this is no OPML file: it has no <opml> element")
    found: dict[str, OpmlFeed] = {}
    problems = []
    for outline, folders in _outlines(document.root):
        attributes = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        given = attributes.get("xmlurl", "")
        title = shorten(attributes.get("title") or attributes.get("text") or "", limits.TITLE)
        url = absolute(_over_http(given))
        if url:
            known = found.get(url)
            tags = (*(known.tags if known else ()), *folders, *_categories(attributes.get("category", "")))
            found[url] = OpmlFeed(url, (known.title if known else "") or title, tuple(dict.fromkeys(tags)))
        elif problem := _problem(outline, attributes, title):
            problems.append(f"line {outline.sourceline}: {problem}")
    if document.fault:
        for url, position in _addresses_in(text):
            if url not in found:
                found[url] = OpmlFeed(url)
                line = text.count("\n", 0, position) + 1
                problems.append(f"line {line}: a broken outline; of its feed only the address {url} could be read")
    if document.cut_off:
        problems.append(f"line {text.count(chr(10)) + 1}: the file ends in the middle of its list")
    return OpmlDocument(list(found.values()), problems)


def write_opml(feeds: Iterable[OpmlFeed], title: str) -> bytes:
    """An OPML 2.0 file: feeds with tags in a folder of their first tag, all tags as categories; UTF-8."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = shorten(title, limits.TITLE)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for feed in feeds:
        parent = body
        if feed.tags:
            name = feed.tags[0]
            if name not in folders:
                folders[name] = etree.SubElement(body, "outline", text=name, title=name)
            parent = folders[name]
        name = feed.title or feed.url
        outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
        if feed.tags:
            # A comma parts categories (OPML 2.0), so one inside a tag would make it two.
            outline.set("category", ",".join(tag.replace(",", " ") for tag in feed.tags))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Every outline in document order, with the names of the folders around it."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        inside = folders
        if _local(element) == "outline":
            yield element, folders
            name = shorten(element.get("text") or element.get("title") or "", limits.TAG)
            inside = (*folders, name) if name else folders
        waiting.extend((child, inside) for child in reversed(element))


def _addresses_in(text: str) -> Iterator[tuple[str, int]]:
    """Feed addresses as they stand in the text, with their positions: for outlines the tree lacks."""
    for match in _XML_URL.finditer(text):
        url = absolute(_over_http(resolve_references(match["url"]))) if match["url"] else None
        if url:
            yield url, match.start("url")


def _problem(outline: etree._Element, attributes: dict[str, str], title: str) -> str | None:
    """Why an outline gives no feed; None for a folder or a mere heading."""
    named = f"outline “{shorten(title, 60)}”" if title else "an outline without a name"
    if given := attributes.get("xmlurl"):
        return f"{named}: “{shorten(given, 100)}” is no http(s) address"
    if attributes.get("type", "").lower() in ("rss", "atom", "feed"):
        return f"{named} is marked as a feed but has no xmlUrl"
    if attributes.get("type", "").lower() in ("include", "link") and len(outline) == 0:
        return f"{named} refers to another document, which is not followed"
    return None


def _over_http(url: str) -> str:
    """`feed://host/…` and `feed:https://…`, which some readers write, as the addresses they stand for."""
    if url.lower().startswith("feed://"):
        return "http://" + url[len("feed://") :]
    return url[len("feed:") :] if url.lower().startswith("feed:") else url


def _categories(text: str) -> list[str]:
    """The `category` attribute: comma-separated, each a word or a slash-delimited path whose parts are all tags."""
    return [tag for path in text.split(",") for part in path.split("/") if (tag := shorten(part, limits.TAG))]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
