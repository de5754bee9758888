"""Feed bytes to a ParsedFeed: the door of this room.

    body ─▶ (gunzip) ─▶ text ─▶ sniff ─┬─▶ JSON Feed
                                       ├─▶ XML tree ─┬─▶ sitemap
                                       │             └─▶ feed ─▶ fewer entries than the text shows? ─▶ feedparser too
                                       └─▶ NotAFeed, saying what it is instead

Our own reader over libxml2 comes first: it costs a small part of feedparser's time, is linear on hostile input and
keeps what feedparser keeps. feedparser is the second opinion on documents so broken that entries went missing.
"""

from __future__ import annotations

import re
import zlib

from schemas.feed import FeedEntry, ParsedFeed
from wirecopy.errors import NotAFeed
from wirecopy.feeds import limits
from wirecopy.feeds.identity import entry_key
from wirecopy.feeds.jsonfeed import read_json_feed
from wirecopy.feeds.robust import read_broken_feed
from wirecopy.feeds.sitemap import is_sitemap, read_sitemap
from wirecopy.feeds.xmlfeed import feed_kind, read_xml_feed
from wirecopy.feeds.xmltree import XmlDocument, read_xml
from wirecopy.records.charset import decode

_GZIP = b"\x1f\x8b"
_UNZIPPED_BYTES = 64 * 2**20
"""Cap of a gzipped body (sitemaps.org allows 50 MB)."""
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "a zip file",
}
# Possessive groups would say it shorter, but Pythons before 3.11.5 match them wrongly (python/cpython#106052).
_HTML = re.compile(
    r"\s*(?:(?:<\?xml[^>]*>|<!--(?:[^-]|-(?!->))*-->)\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_PROLOG_CHARS = 1_000
"""Within which a feed's root is looked for behind `<!DOCTYPE html>`, which some site generators put on their feeds."""
_FEED_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE)
# Entries as they stand in the text, whatever became of the markup around them; what CDATA and comments hold is none.
_ENTRY_START = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<entry><(?:rss:|atom:|rdf:)?(?:item|entry)(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_ROUGH_STARTS = ("<item", "<entry")


def parse(body: bytes, *, url: str | None = None, content_type: str | None = None) -> ParsedFeed:
    """Read a feed document: RSS, Atom, RDF, JSON Feed, a news sitemap, a plain sitemap or a sitemap index.

    `body` is the response as received, at most gzipped once more; `url` its address, which relative links are
    resolved against where the document gives no better base; `content_type` the HTTP header, read for its charset
    (no feed is refused for it). A broken feed gives the entries that could be read, and warnings.

    Keys tell addresses apart: where entries with different links share a guid, the link is their key. An entry that a
    feed lists twice comes twice, with one key. Of a broken feed, those that nothing is left of are
    left out, with a warning, where something is left of others.
    Raises NotAFeed, and nothing else, for all other bodies; `looks_like_html` tells whether discovery may find a feed.
    """
    return _with_distinct_keys(_without_empty_entries(_parse(_unzip(body), url, content_type)))


def _parse(body: bytes, url: str | None, content_type: str | None) -> ParsedFeed:
    decoded = decode(body, content_type)
    text = decoded.text.lstrip("\ufeff \t\r\n\0")
    if not text:
        raise NotAFeed("the body is empty")
    if text[0] in "{[":
        return _with_warning(read_json_feed(text, url), decoded.warning)
    for signature, name in _SIGNATURES.items():
        if body.startswith(signature):
            raise NotAFeed(f"it is {name}")
    if "<" not in text:
        raise NotAFeed("it is plain text without any markup")
    if _HTML.match(text) and not _FEED_ROOT.search(text, 0, _PROLOG_CHARS):
        raise NotAFeed("it is a web page", looks_like_html=True)

    document = read_xml(decoded.text)
    if document is not None and is_sitemap(document.root):
        feed = read_sitemap(document.root, url)
    else:
        feed = _read_feed(document, decoded.text, url, called_html="html" in (content_type or "").lower())
    if document is not None:
        feed = _with_warning(feed, "the document is cut off" if document.cut_off else document.fault)
    return _with_warning(feed, decoded.warning)


def _read_feed(document: XmlDocument | None, text: str, url: str | None, *, called_html: bool) -> ParsedFeed:
    kind = feed_kind(document.root) if document is not None else None
    feed = read_xml_feed(document.root, kind, url) if document is not None and kind is not None else None
    if feed is None and not _FEED_ROOT.search(text):
        raise NotAFeed(_description(document), looks_like_html=called_html or _has_html_root(document))
    shown = _entries_shown(text, len(feed.entries) if feed else 0)
    if feed is None or len(feed.entries) < shown:
        second = read_broken_feed(text, url)
        if second is not None and len(second.entries) > (len(feed.entries) if feed else 0):
            return second
    if feed is None:
        well_formed = document is not None and not document.fault
        raise NotAFeed(_description(document) if well_formed else "its XML is broken beyond reading")
    if len(feed.entries) < shown:
        return _with_warning(feed, f"{shown} entries begin in the text, {len(feed.entries)} could be read")
    return feed


def _entries_shown(text: str, found: int) -> int:
    """How many entries begin in the text, up to the cap; a rough count that finds no more than `found` is enough."""
    rough = sum(text.count(start) for start in _ROUGH_STARTS)
    if rough <= found and found:
        return found
    return min(sum(match["entry"] is not None for match in _ENTRY_START.finditer(text)), limits.ENTRIES)


def _description(document: XmlDocument | None) -> str:
    if document is None:
        return "its markup can't be read as XML"
    name = str(document.root.tag).rpartition("}")[2]
    if name.lower() == "opml":
        return "it is an OPML list of feeds, to be imported and not polled"
    return f"it is XML, but no feed: its root is <{name[:40]}>"


def _has_html_root(document: XmlDocument | None) -> bool:
    return document is not None and str(document.root.tag).rpartition("}")[2].lower() in ("html", "body", "head")


def _without_empty_entries(feed: ParsedFeed) -> ParsedFeed:
    told = tuple(entry for entry in feed.entries if entry != FeedEntry(key=entry.key, language=entry.language))
    # In a whole document an entry that says nothing is the publisher's, and so it is where all are like that; else, in
    # a broken one, it is a torn-off piece.
    if not feed.warnings or not told or len(told) == len(feed.entries):
        return feed
    empty = f"{len(feed.entries) - len(told)} entries with nothing in them"
    return feed.model_copy(update={"entries": told, "warnings": (*feed.warnings, empty)})


def _with_distinct_keys(feed: ParsedFeed) -> ParsedFeed:
    """Where one guid stands for several addresses, let the addresses be the keys."""
    addresses: dict[str, set[str | None]] = {}
    for entry in feed.entries:
        addresses.setdefault(entry.key, set()).add(entry.url)
    if all(len(urls) == 1 for urls in addresses.values()):
        return feed
    entries = tuple(
        entry.model_copy(update={"key": entry_key(None, entry.url, entry.title, entry.summary)})
        if len(addresses[entry.key]) > 1
        else entry
        for entry in feed.entries
    )
    return feed.model_copy(update={"entries": entries, "warnings": (*feed.warnings, "different entries share a guid")})


def _with_warning(feed: ParsedFeed, warning: str | None) -> ParsedFeed:
    return feed.model_copy(update={"warnings": (*feed.warnings, warning)}) if warning else feed


def _unzip(body: bytes) -> bytes:
    """A gzipped document (sitemaps come as `.xml.gz` without Content-Encoding) as it was, others unchanged."""
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(body, _UNZIPPED_BYTES)
    except zlib.error:
        raise NotAFeed("it is gzip data, but damaged") from None
    if inflater.unconsumed_tail:
        raise NotAFeed(f"it is gzip data that unpacks to more than {_UNZIPPED_BYTES >> 20} MiB")
    return plain
