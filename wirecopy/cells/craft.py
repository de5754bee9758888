"""What runs in a cell, the killable process: the craft's pure functions, by name and with plain arguments."""

from __future__ import annotations

from schemas.article import CleanPage
from schemas.feed import FeedEntry, ParsedFeed
from wirecopy.cleaning.feedtext import clean_entry
from wirecopy.cleaning.landing import Landing, land
from wirecopy.feeds.discover import FoundFeed, discover
from wirecopy.feeds.parse import parse


def parse_feed(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """See `wirecopy.feeds.parse.parse`."""
    return parse(body, url=url, content_type=content_type)


def find_feeds(body: bytes, url: str, content_type: str | None, link_headers: tuple[str, ...] = ()) -> list[FoundFeed]:
    """See `wirecopy.feeds.discover.discover`."""
    return discover(body, url=url, content_type=content_type, link_headers=link_headers)


def land_page(
    body: bytes, url: str, content_type: str | None, headers: dict[str, str], asked: str | None, item: FeedEntry
) -> Landing:
    """See `wirecopy.cleaning.landing.land`."""
    return land(body, url=url, content_type=content_type, headers=headers, asked=asked, entry=item)


def clean_item(item: FeedEntry, url: str | None) -> CleanPage:
    """See `wirecopy.cleaning.feedtext.clean_entry`."""
    return clean_entry(item, url=url)
