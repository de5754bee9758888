"""The feeds a web page points to: those it declares in `Link` headers and `link` elements, and links that look like it.

BeautifulSoup reads it, on lxml: front pages are the most broken HTML there is, and one is read once.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.filter import SoupStrainer

from schemas.feed import FeedKind
from wirecopy.errors import BadUrl
from wirecopy.feeds import limits
from wirecopy.feeds.candidates import Evidence, FoundFeed, ranked
from wirecopy.feeds.linkheader import links
from wirecopy.feeds.links import absolute
from wirecopy.feeds.plaintext import shorten
from wirecopy.records.charset import decode
from wirecopy.records.urls import LONGEST_FEED_URL, same_site

_TYPES = {
    "application/rss+xml": FeedKind.RSS,
    "application/x-rss+xml": FeedKind.RSS,
    "text/rss+xml": FeedKind.RSS,
    "application/atom+xml": FeedKind.ATOM,
    "application/x.atom+xml": FeedKind.ATOM,
    "text/atom+xml": FeedKind.ATOM,
    "application/rdf+xml": FeedKind.RDF,
    "application/feed+json": FeedKind.JSON,
}
# Types that mean a feed only where the address says so too: WordPress declares its whole API as application/json.
_LOOSE_TYPES = frozenset({"application/json", "application/xml", "text/xml"})
_FEED_PATH = re.compile(
    r"(?:/(?:rss|atom|feeds?|rdf)(?:\.(?:xml|rss|rdf|atom|php|aspx?|json))?/?|/index\.(?:xml|rdf)|\.(?:rss|atom|rdf)"
    r"|/(?:rss|atom|feeds?)/[^?#]*\.(?:xml|json)|[/._-](?:rss|atom|feed)[._-][^/]*\.xml)\Z",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(
    r"(?:\A|&)(?:feed=(?:rss2?|atom|rdf)|format=(?:rss|atom|feed)|type=rss)(?:&|\Z)", re.IGNORECASE
)
# Where many sites of other names keep their feeds.
_FEED_HOSTS = ("feedburner.com", "feedpress.me", "feedblitz.com")
_LABEL = re.compile(
    r"\W*(?:(?:rss|atom|xml|json|news)[- ]?feeds?|rss(?:[- ]?2(?:\.0)?)?|atom|feeds?|web ?feed"
    r"|subscribe (?:via|by|to) rss|flux rss|fil rss|feed rss|canal rss|лента rss|rss[- ]?лента)\W*\Z",
    re.IGNORECASE,
)
_MOST_LINKS = 5_000
_MOST_FOUND = 200

__all__ = ["FoundFeed", "discover"]


def discover(
    body: bytes, *, url: str, content_type: str | None = None, link_headers: Sequence[str] = ()
) -> list[FoundFeed]:
    """The feeds of a web page, the likeliest first (see `candidates.ranked`).

    `url` is the page's address after redirects, `link_headers` the values of its `Link` headers; found addresses are
    absolute and each stands once. Whether they are feeds only a request can tell. A page without any gives an empty
    list.
    """
    markup = decode(body, content_type).text
    with warnings.catch_warnings():
        # What we are given may be XML or no markup at all; then nothing is found, and that is the answer.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(markup, "lxml", parse_only=SoupStrainer(["base", "link", "a"]))
    base = url
    if (first := soup.find("base", href=True)) is not None:
        base = absolute(_attribute(first, "href"), url) or url
    # A header's links are relative to the response, whatever the document says its base is (RFC 8288, section 3.2).
    headed = (_declared(link.target, url, link.relations, link.media_type, link.title) for link in links(link_headers))
    elements = (
        _declared(
            _attribute(link, "href"),
            base,
            frozenset(_attribute(link, "rel").lower().split()),
            _attribute(link, "type").partition(";")[0].strip().lower(),
            _attribute(link, "title"),
        )
        for link in soup.find_all("link", href=True, limit=_MOST_LINKS)
    )
    linked = (_linked(anchor, base, url) for anchor in soup.find_all("a", href=True, limit=_MOST_LINKS))
    found: dict[str, FoundFeed] = {}
    here = url.partition("#")[0]
    for feed in chain(
        (replace(feed, evidence=Evidence.HEADER) for feed in headed if feed is not None),
        (feed for feed in chain(elements, linked) if feed is not None),
    ):
        if feed.url.partition("#")[0] != here and len(feed.url.encode("utf-8", "replace")) <= LONGEST_FEED_URL:
            found.setdefault(feed.url, feed)
        if len(found) == _MOST_FOUND:
            break
    return ranked(list(found.values()), url)


def _declared(href: str, base: str, relations: frozenset[str], media_type: str, title: str) -> FoundFeed | None:
    address = absolute(href, base)
    if address is None:
        return None
    title = shorten(title, limits.TITLE)
    if media_type in _TYPES and ("alternate" in relations or "feed" in relations or not relations):
        return FoundFeed(address, title, _TYPES[media_type])
    if "feed" in relations or ("alternate" in relations and media_type in _LOOSE_TYPES and _leads_to_feed(address)):
        return FoundFeed(address, title)
    return None


def _linked(anchor: Tag, base: str, url: str) -> FoundFeed | None:
    address = absolute(_attribute(anchor, "href"), base)
    if address is None or not _belongs_to(address, url):
        return None
    address = address.partition("#")[0]
    media_type = _attribute(anchor, "type").partition(";")[0].strip().lower()
    label = _attribute(anchor, "title") or anchor.get_text(" ") or _attribute(anchor, "aria-label")
    label = shorten(label or _picture_text(anchor), limits.TITLE)
    if media_type in _TYPES:
        return FoundFeed(address, label, _TYPES[media_type], Evidence.TYPE)
    if "feed" in _attribute(anchor, "rel").lower().split():
        return FoundFeed(address, label, None, Evidence.TYPE)
    if _leads_to_feed(address):
        return FoundFeed(address, label, None, Evidence.ADDRESS)
    return FoundFeed(address, label, None, Evidence.LABEL) if _LABEL.match(label) else None


def _belongs_to(address: str, page: str) -> bool:
    """Whether a link may lead to the page's own feed: pages link to other people's as well."""
    host = urlsplit(address).hostname or ""
    if host.endswith(_FEED_HOSTS):
        return True
    try:
        return same_site(address, page)
    except BadUrl:
        return False


def _picture_text(anchor: Tag) -> str:
    picture = anchor.find("img", alt=True)
    return _attribute(picture, "alt") if picture is not None else ""


def _leads_to_feed(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
