"""OPML: lists of feeds, in and out (opml.org, 1.0 and 2.0).

Folders are tags, one for each level: a feed in `UK / Sport` has the tags `UK` and `Sport` and is found under either.
Going out, a feed's tags are folders again, the first outermost, so that lists survive the round trip unchanged,
whatever characters the tags hold; `category` repeats them for readers that look there, where its commas and slashes
allow (OPML 2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from wirecopy.errors import ParseError
from wirecopy.feeds import limits
from wirecopy.feeds.links import absolute
from wirecopy.feeds.outlines import Outline, is_cut_off, names_opml, outlines
from wirecopy.feeds.plaintext import shorten
from wirecopy.records.charset import decode

MOST_BYTES = 32 * 2**20
"""Of one list. The largest that we know of has about 10,000 feeds in 2 MiB."""
_MOST_OUTLINES = 100_000
_FEED_TYPES = frozenset({"rss", "rss1", "rss2", "atom", "feed", "rdf", "jsonfeed"})
_HOST_FIRST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?/", re.IGNORECASE)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2


@dataclass(frozen=True)
class OpmlFeed:
    """One feed of a list; `tags` are the folders it lies in, outermost first, and its categories."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    html_url: str | None = None
    """The web page whose feed it is."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file that it was read from, from 1."""


@dataclass(frozen=True)
class OpmlProblem:
    """Something in a list that could not be used."""

    line: int
    reason: str
    name: str = ""
    """The outline's, where it has one."""

    def __str__(self) -> str:
        return f"line {self.line}: {f'“{shorten(self.name, 60)}”: ' if self.name else ''}{self.reason}"


@dataclass(frozen=True)
class OpmlDocument:
    """A list of feeds, each address once, and what in it could not be used."""

    feeds: list[OpmlFeed] = field(default_factory=list)
    problems: list[OpmlProblem] = field(default_factory=list)
    """In the order of the file; headings and folders without feeds are none."""


def read_opml(body: bytes, content_type: str | None = None) -> OpmlDocument:
    """Read an OPML file, going on after every outline that is bad.

    A feed listed twice is one feed with the tags of both, on the line of the first. Raises ParseError for what is no
    OPML at all, and for more than `MOST_BYTES`.
    """
    if len(body) > MOST_BYTES:
        raise ParseError(f"this is larger than {MOST_BYTES >> 20} MiB, which no list of feeds is; import it in parts")
    text = _for_xml(decode(body, content_type).text.replace("\r\n", "\n").replace("\r", "\n"))
    found: dict[str, OpmlFeed] = {}
    problems = []
    count = 0
    for count, outline in enumerate(outlines(text), 1):
        if count > _MOST_OUTLINES:
            problems.append(
                OpmlProblem(outline.line, f"the list goes on beyond {_MOST_OUTLINES:,} outlines; import it in parts")
            )
            break
        if feed := _feed(outline):
            found[feed.url] = _united(found[feed.url], feed) if feed.url in found else feed
        elif reason := _problem(outline):
            problems.append(OpmlProblem(outline.line, reason, _name(outline)))
    if not count and not names_opml(text):
        raise ParseError("this is no OPML file: it has no <opml> element")
    if is_cut_off(text):
        problems.append(OpmlProblem(text.rstrip().count("\n") + 1, "the file ends in the middle of its list"))
    return OpmlDocument(list(found.values()), problems)


def write_opml(feeds: Iterable[OpmlFeed], title: str, *, created: datetime) -> bytes:
    """An OPML 2.0 file, UTF-8, whose folders are the feeds' tags. `created` is aware.

    `read_opml` gives back the same feeds, folder by folder. Every feed has the type `rss`, as the specification has it
    for all formats.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _for_xml(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(created)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for feed in feeds:
        for depth, name in enumerate(feed.tags):
            path = feed.tags[: depth + 1]
            if path not in folders:
                folders[path] = etree.SubElement(
                    folders[path[:-1]], "outline", text=_for_xml(name), title=_for_xml(name)
                )
        name = _for_xml(feed.title or feed.url)
        outline = etree.SubElement(
            folders[feed.tags], "outline", type="rss", text=name, title=name, xmlUrl=_for_xml(feed.url)
        )
        if feed.html_url:
            outline.set("htmlUrl", _for_xml(feed.html_url))
        if categories := [tag for tag in feed.tags if not {",", "/"} & set(tag)]:
            outline.set("category", _for_xml(",".join(categories)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _feed(outline: Outline) -> OpmlFeed | None:
    given = _address(outline)
    url = absolute(_over_http(given))
    if url is None:
        return None
    name = _name(outline)
    tags = (*(shorten(folder, limits.TAG) for folder in outline.folders), *_categories(outline.attributes))
    return OpmlFeed(
        url,
        # Where a feed has no name, writers give its address in place of one.
        "" if name == given else shorten(name, limits.TITLE),
        tuple(dict.fromkeys(tag for tag in tags if tag))[: limits.TAGS],
        absolute(outline.attributes.get("htmlurl")),
        outline.line,
    )


def _united(known: OpmlFeed, again: OpmlFeed) -> OpmlFeed:
    tags = tuple(dict.fromkeys((*known.tags, *again.tags)))[: limits.TAGS]
    return OpmlFeed(known.url, known.title or again.title, tags, known.html_url or again.html_url, known.line)


def _problem(outline: Outline) -> str | None:
    """Why an outline gives no feed; None for a folder or a mere heading."""
    kind = outline.attributes.get("type", "").lower()
    if given := _address(outline):
        return f"“{shorten(given, 100)}” is no http(s) address"
    if kind in _FEED_TYPES:
        page = absolute(outline.attributes.get("htmlurl"))
        hint = f"; submit its page {shorten(page, 200)} instead" if page else ""
        return f"it is marked as a feed but has no xmlUrl{hint}"
    if kind in ("include", "link") and not outline.has_children:
        return "it refers to another document, which is not followed"
    return None


def _address(outline: Outline) -> str:
    """What should be the feed's address. Some writers put it into `url`, which is for links and includes (OPML 2.0)."""
    attributes = outline.attributes
    is_feed = attributes.get("type", "").lower() in _FEED_TYPES
    return attributes.get("xmlurl") or (attributes.get("url", "") if is_feed else "")


def _name(outline: Outline) -> str:
    return outline.attributes.get("title") or outline.attributes.get("text") or ""


def _over_http(url: str) -> str:
    """`feed://host/…`, `feed:https://…` and `host.example/…`, which lists hold, as the addresses they stand for."""
    lowered = url.lower()
    if lowered.startswith("feed://"):
        return "http://" + url[len("feed://") :]
    if lowered.startswith("feed:"):
        return url[len("feed:") :]
    return f"https://{url}" if _HOST_FIRST.match(url) else url


def _categories(attributes: dict[str, str]) -> list[str]:
    """The `category` attribute: comma-separated, each a word or a slash-delimited path whose parts are all tags."""
    text = attributes.get("category", "")
    return [tag for path in text.split(",") for part in path.split("/") if (tag := shorten(part, limits.TAG))]


def _for_xml(text: str) -> str:
    return _NOT_XML.sub("", text)
