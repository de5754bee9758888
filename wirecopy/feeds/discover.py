"""The feeds a web page offers: what it declares in `link` elements first, then links that plainly lead to feeds."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.filter import SoupStrainer

from schemas.feed import FeedKind
from wirecopy.feeds import limits
from wirecopy.feeds.charset import decode
from wirecopy.feeds.links import absolute
from wirecopy.feeds.plaintext import shorten
from wirecopy.records.urls import LONGEST_FEED_URL

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
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.IGNORECASE)
# Buttons of other services carry the feed's address inside their own.
_SUBSCRIBE_BUTTONS = (
    "feedly.com",
    "inoreader.com",
    "netvibes.com",
    "newsblur.com",
    "theoldreader.com",
    "add.my.yahoo.com",
)


@dataclass(frozen=True)
class FoundFeed:
    """A feed that a page points to; `kind` is what the page says it is, if it says so."""

    url: str
    title: str = ""
    kind: FeedKind | None = None


def discover(body: bytes, *, url: str, content_type: str | None = None) -> list[FoundFeed]:
    """The feeds of a web page, the likeliest first: declared ones in page order, then linked ones, comments last.

    `url` is the page's address after redirects; found addresses are absolute and each stands once. Whether they are
    feeds only a request can tell. A page without any gives an empty list.
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
    found: dict[str, FoundFeed] = {}
    declared = (_declared(link, base) for link in soup.find_all("link", href=True))
    linked = (_linked(anchor, base, url) for anchor in soup.find_all("a", href=True))
    for feed in (*declared, *linked):
        if feed is not None and feed.url != url and len(feed.url) <= LONGEST_FEED_URL:
            found.setdefault(feed.url, feed)
    return sorted(found.values(), key=_is_of_comments)


def _declared(link: Tag, base: str) -> FoundFeed | None:
    relations = _attribute(link, "rel").lower().split()
    media_type = _attribute(link, "type").partition(";")[0].strip().lower()
    address = absolute(_attribute(link, "href"), base)
    if address is None:
        return None
    title = shorten(_attribute(link, "title"), limits.TITLE)
    if media_type in _TYPES and ("alternate" in relations or "feed" in relations or not relations):
        return FoundFeed(address, title, _TYPES[media_type])
    if "feed" in relations or ("alternate" in relations and media_type in _LOOSE_TYPES and _leads_to_feed(address)):
        return FoundFeed(address, title)
    return None


def _linked(anchor: Tag, base: str, url: str) -> FoundFeed | None:
    address = absolute(_attribute(anchor, "href"), base)
    if address is None:
        return None
    address = address.partition("#")[0]
    media_type = _attribute(anchor, "type").strip().lower()
    host = urlsplit(address).hostname or ""
    if host.endswith(_SUBSCRIBE_BUTTONS) or address == url.partition("#")[0]:
        return None
    if media_type in _TYPES or _leads_to_feed(address):
        title = shorten(_attribute(anchor, "title") or anchor.get_text(" "), limits.TITLE)
        return FoundFeed(address, title, _TYPES.get(media_type))
    return None


def _leads_to_feed(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def _is_of_comments(feed: FoundFeed) -> bool:
    return bool(_COMMENTS.search(feed.title) or _COMMENTS.search(urlsplit(feed.url).path))


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
