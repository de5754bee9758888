"""Sitemaps: news sitemaps, plain ones and indexes, out of an XML tree.

A plain sitemap says only which pages there are and when they changed: its entries carry nothing but `url` and
`updated_at`, its kind is `sitemap`, and `pages_as_feed` decides whether it can be polled (it may list a whole site).
Where only some addresses carry news elements, only those are news: the rest are pages, and left out. What pictures,
videos and translations say of a page is passed over, but for a news story's first picture.
Sources: sitemaps.org protocol 0.9, Google's sitemap-news 0.9.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from schemas.feed import FeedEntry, FeedKind, ParsedFeed
from wirecopy.errors import NotAFeed
from wirecopy.feeds import limits
from wirecopy.feeds.dates import parse_date
from wirecopy.feeds.fields import fields_of, first_text, name_of
from wirecopy.feeds.identity import entry_key
from wirecopy.feeds.languages import language_tag
from wirecopy.feeds.links import absolute
from wirecopy.feeds.names import XML_BASE
from wirecopy.feeds.plaintext import plain
from wirecopy.records.urls import LONGEST_FEED_URL

_PLACES = 50_000
"""Addresses that the protocol allows in one sitemap; what a longer one lists beyond is not read."""
_MOST_PAGES = 1_000
"""Pages of a plain sitemap that is polled; as many as Google allows in a news sitemap."""
_FEW = 5
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?:[-_/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_WALLED = frozenset({"subscription", "registration"})


def is_sitemap(root: etree._Element) -> bool:
    """Whether a root element is a sitemap's or a sitemap index's."""
    return name_of(root).rpartition(":")[2] in ("urlset", "sitemapindex")


def read_sitemap(root: etree._Element, url: str | None) -> ParsedFeed:
    """Read a sitemap's tree. Of a plain one with more than the cap, the pages changed last are kept."""
    base = absolute(root.get(XML_BASE), url) or url
    if name_of(root).endswith("sitemapindex"):
        return _index(root, base)
    places = [child for child in islice(root, _PLACES) if _is(child, "url")]
    news = [place for place in places if any(name_of(child) == "news:news" for child in place)]
    if news:
        return ParsedFeed(
            kind=FeedKind.NEWS_SITEMAP,
            title=_publication(news),
            entries=tuple(entry for place in news[: limits.ENTRIES] if (entry := _news_entry(place, base))),
            parser="sitemap",
            warnings=_over(len(news), "entries"),
        )
    pages = [entry for place in places if (entry := _page_entry(place, base))]
    if len(pages) > limits.ENTRIES:
        pages.sort(key=lambda entry: entry.updated_at.timestamp() if entry.updated_at else 0.0, reverse=True)
    return ParsedFeed(
        kind=FeedKind.SITEMAP,
        entries=tuple(pages[: limits.ENTRIES]),
        parser="sitemap",
        warnings=_over(len(pages), "pages"),
    )


def pages_as_feed(feed: ParsedFeed) -> ParsedFeed:
    """A plain sitemap as it can be polled: its dated pages; a page that gets a later date has changed.

    Raises NotAFeed, saying what to do, for one of more than 1,000 pages (a site and not its news), one of which most
    pages have no date, and one whose dates are all the same: that is the moment at which the sitemap was made, and
    every page would be fetched again each time. One without any page is a feed: so look news sitemaps at night.
    """
    instead = "submit a feed or a news sitemap of the site"
    if len(feed.entries) > _MOST_PAGES:
        raise NotAFeed(f"it is a sitemap of a whole site, with more than {_MOST_PAGES:,} pages; {instead}")
    dated = tuple(page for page in feed.entries if page.updated_at)
    if 2 * len(dated) < len(feed.entries):
        raise NotAFeed(f"it is a sitemap that does not say when its pages changed; {instead}")
    if len(dated) > _FEW and len({page.updated_at for page in dated}) == 1:
        raise NotAFeed(f"it is a sitemap that gives all its pages one date, so that none is known to be new; {instead}")
    left_out = len(feed.entries) - len(dated)
    warnings = (*feed.warnings, f"{left_out} pages without a date were left out") if left_out else feed.warnings
    return feed.model_copy(update={"entries": dated, "warnings": warnings})


def _index(root: etree._Element, base: str | None) -> ParsedFeed:
    """An index with its sitemaps, the newest first: by their dates, else by the months in their names."""
    found: dict[str, datetime] = {}
    for child in islice(root, _PLACES):
        if _is(child, "sitemap"):
            fields = fields_of(child)
            address = absolute(first_text(fields, "loc"), base)
            if address and len(address.encode("utf-8", "replace")) <= LONGEST_FEED_URL:
                found.setdefault(address, parse_date(first_text(fields, "lastmod")) or _period(address))
    newest_first = sorted(found, key=lambda address: found[address], reverse=True)
    return ParsedFeed(
        kind=FeedKind.SITEMAP_INDEX,
        sitemaps=tuple(newest_first[: limits.ENTRIES]),
        parser="sitemap",
        warnings=_over(len(found), "sitemaps"),
    )


def _period(address: str) -> datetime:
    """The day, month or year in a sitemap's name, such as `/sitemap-2024-05.xml`."""
    match = _PERIOD.search(urlsplit(address).path)
    return parse_date("-".join(part for part in match.groups() if part)) or _LONG_AGO if match else _LONG_AGO


def _publication(news: list[etree._Element]) -> str:
    """The name that most of the news give as their publication's."""
    names = Counter(
        name
        for place in news[: limits.ENTRIES]
        for publication in fields_of(fields_of(place)["news:news"][0]).get("news:publication", ())[:1]
        if (name := plain(first_text(fields_of(publication), "news:name"), limits.TITLE))
    )
    return names.most_common(1)[0][0] if names else ""


def _is(element: etree._Element, name: str) -> bool:
    return name_of(element).rpartition(":")[2] == name


def _over(found: int, what: str) -> tuple[str, ...]:
    return (f"{found} {what}; {limits.ENTRIES} were read",) if found > limits.ENTRIES else ()


def _news_entry(place: etree._Element, base: str | None) -> FeedEntry | None:
    fields = fields_of(place)
    url = absolute(first_text(fields, "loc"), base)
    if not url:
        return None
    news = fields_of(fields["news:news"][0])
    publication = fields_of(news["news:publication"][0]) if "news:publication" in news else {}
    image = fields_of(fields["image:image"][0]) if "image:image" in fields else {}
    keywords = (plain(keyword, limits.TAG) for keyword in first_text(news, "news:keywords").split(","))
    return FeedEntry(
        key=entry_key(None, url, "", ""),
        url=url,
        title=plain(first_text(news, "news:title"), limits.TITLE),
        published_at=parse_date(first_text(news, "news:publication_date")),
        updated_at=parse_date(first_text(fields, "lastmod")),
        tags=tuple(dict.fromkeys(keyword for keyword in keywords if keyword))[: limits.TAGS],
        language=language_tag(first_text(publication, "news:language") or first_text(news, "news:language")),
        image_url=absolute(first_text(image, "image:loc"), base),
        # Google has dropped the element; papers still send it.
        paywalled=first_text(news, "news:access").lower() in _WALLED or None,
    )


def _page_entry(place: etree._Element, base: str | None) -> FeedEntry | None:
    fields = fields_of(place)
    url = absolute(first_text(fields, "loc"), base)
    if not url:
        return None
    return FeedEntry(key=entry_key(None, url, "", ""), url=url, updated_at=parse_date(first_text(fields, "lastmod")))
