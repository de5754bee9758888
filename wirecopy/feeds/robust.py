"""The second opinion: feedparser, for documents in which our own reader misses entries.

feedparser is patient with everything and slow; some inputs cost it quadratic time. So it only sees documents that
are in sane bounds, and it never sees the raw body: a path or an address in place of a document would be opened.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import feedparser

from schemas.feed import Enclosure, FeedEntry, FeedKind, ParsedFeed
from wirecopy.feeds import limits
from wirecopy.feeds.dates import parse_date
from wirecopy.feeds.identity import entry_key
from wirecopy.feeds.languages import language_tag
from wirecopy.feeds.links import absolute
from wirecopy.feeds.media import whole_number
from wirecopy.feeds.persons import person_name
from wirecopy.feeds.plaintext import plain

_RDF_VERSIONS = frozenset({"rss090", "rss10"})
_MAX_CHARS = 4 * 2**20
_MAX_TAGS = 100_000
# feedparser takes time by the square of a tag's attributes (20,000 took 5 s); a real tag has a few hundred characters.
_FLOOD = re.compile(r"<[^<>]{20000}")
_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)


def read_broken_feed(text: str, url: str | None) -> ParsedFeed | None:
    """Read a broken feed with feedparser; None where it finds no entry, or where the document is not safe to try.

    Content comes as published: sanitizing and rewriting addresses inside it is not the parser's work.
    """
    if len(text) > _MAX_CHARS or text.count("<") > _MAX_TAGS or _FLOOD.search(text):
        return None
    found = feedparser.parse(
        BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.entries:
        return None
    feed = found.feed
    site_url = absolute(_string(feed, "link"), url)
    self_url = _relation(feed, "self", url)
    language = language_tag(_string(feed, "language"))
    base = site_url or self_url or url
    version = str(found.get("version") or "")
    kind = FeedKind.ATOM if version.startswith("atom") else FeedKind.RDF if version in _RDF_VERSIONS else FeedKind.RSS
    return ParsedFeed(
        kind=kind,
        title=plain(_string(feed, "title"), limits.TITLE),
        site_url=site_url,
        self_url=self_url,
        hub_url=_relation(feed, "hub", url),
        language=language,
        entries=tuple(_entry(entry, base, language) for entry in found.entries[: limits.ENTRIES]),
        parser="feedparser",
    )


def _entry(entry: Any, base: str | None, language: str | None) -> FeedEntry:
    guid = _string(entry, "id").strip() or None
    url = absolute(_string(entry, "link"), base)
    title = plain(_string(entry, "title"), limits.TITLE)
    summary = plain(_string(entry, "summary"), limits.SUMMARY)
    content = next((_string(part, "value") for part in _list(entry, "content") if _string(part, "value")), None)
    authors = dict.fromkeys(person_name(_string(person, "name")) for person in _list(entry, "authors"))
    labels = (_string(tag, "label") or _string(tag, "term") for tag in _list(entry, "tags"))
    tags = dict.fromkeys(plain(label, limits.TAG) for label in labels)
    authors.pop("", None)
    tags.pop("", None)
    links = {absolute(_string(link, "href"), base): link for link in _list(entry, "enclosures")}
    return FeedEntry(
        key=entry_key(guid, url, title, summary),
        guid=guid,
        url=url,
        title=title,
        summary=summary,
        content_html=content,
        authors=tuple(authors)[: limits.AUTHORS],
        published_at=parse_date(_string(entry, "published")),
        updated_at=parse_date(_string(entry, "updated")),
        tags=tuple(tags)[: limits.TAGS],
        language=language_tag(_string(entry, "language")) or language,
        enclosures=tuple(
            Enclosure(
                url=address, media_type=_string(link, "type") or None, length=whole_number(_string(link, "length"))
            )
            for address, link in links.items()
            if address
        )[: limits.ENCLOSURES],
    )


def _string(source: Any, name: str) -> str:
    """A field as text. Read as from a plain dict: feedparser's own access stands in other fields for missing ones."""
    value = dict.get(source, name) if isinstance(source, dict) else None
    return value if isinstance(value, str) else ""


def _list(source: Any, name: str) -> list[Any]:
    value = dict.get(source, name)
    return value if isinstance(value, list) else []


def _relation(source: Any, rel: str, base: str | None) -> str | None:
    for link in _list(source, "links"):
        if _string(link, "rel") == rel:
            return absolute(_string(link, "href"), base)
    return None
