"""Sitemaps: news sitemaps, plain ones and indexes, out of an XML tree.

A plain sitemap says only which pages there are and when they changed: its entries carry nothing but `url` and
`updated_at`, its kind is `sitemap`, and it is for the caller to decide whether those pages are wanted (it may list a
whole site). Where only some addresses carry news elements, only those are news: the rest are pages, and left out.
Sources: sitemaps.org protocol 0.9, Google's sitemap-news 0.9.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from schemas.feed import FeedEntry, FeedKind, ParsedFeed
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


def is_sitemap(root: etree._Element) -> bool:
    """Whether a root element is a sitemap's or a sitemap index's."""
    return name_of(root).rpartition(":")[2] in ("urlset", "sitemapindex")


def read_sitemap(root: etree._Element, url: str | None) -> ParsedFeed:
    """Read a sitemap's tree. Of a plain one with more than the cap, the pages changed last are kept."""
    base = absolute(root.get(XML_BASE), url) or url
    if name_of(root).endswith("sitemapindex"):
        children = (absolute(first_text(fields_of(child), "loc"), base) for child in root if _is(child, "sitemap"))
        sitemaps = tuple(dict.fromkeys(child for child in children if child and len(child) <= LONGEST_FEED_URL))
        return ParsedFeed(
            kind=FeedKind.SITEMAP_INDEX,
            sitemaps=sitemaps[: limits.ENTRIES],
            parser="sitemap",
            warnings=_over(len(sitemaps), "sitemaps"),
        )
    places = [child for child in islice(root, _PLACES) if _is(child, "url")]
    news = [place for place in places if any(name_of(child) == "news:news" for child in place)]
    if news:
        return ParsedFeed(
            kind=FeedKind.NEWS_SITEMAP,
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
    )


def _page_entry(place: etree._Element, base: str | None) -> FeedEntry | None:
    fields = fields_of(place)
    url = absolute(first_text(fields, "loc"), base)
    if not url:
        return None
    return FeedEntry(key=entry_key(None, url, "", ""), url=url, updated_at=parse_date(first_text(fields, "lastmod")))
