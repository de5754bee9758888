"""What runs in a cell, the killable process: the craft's pure functions, by name and with plain arguments."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from schemas.article import CleanPage
from schemas.feed import FeedEntry, ParsedFeed
from schemas.site import Lesson
from wirecopy.cleaning.explain import Explanation, explain
from wirecopy.cleaning.feedtext import clean_entry
from wirecopy.cleaning.landing import Landing, land
from wirecopy.cleaning.sites import Visit, from_json
from wirecopy.cleaning.sites.teaching import read_page
from wirecopy.feeds.discover import FoundFeed, discover
from wirecopy.feeds.parse import parse


def parse_feed(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """See `wirecopy.feeds.parse.parse`."""
    return parse(body, url=url, content_type=content_type)


def find_feeds(body: bytes, url: str, content_type: str | None, link_headers: tuple[str, ...] = ()) -> list[FoundFeed]:
    """See `wirecopy.feeds.discover.discover`."""
    return discover(body, url=url, content_type=content_type, link_headers=link_headers)


def land_page(
    body: bytes,
    url: str,
    content_type: str | None,
    headers: dict[str, str],
    asked: str | None,
    item: FeedEntry,
    memory: dict[str, Any],
    at: datetime,
) -> tuple[Landing, Lesson | None]:
    """See `wirecopy.cleaning.landing.land`; with what the page teaches of its site, whose memory is given as JSON."""
    visit = Visit(from_json(memory), at=at)
    landing = land(body, url=url, content_type=content_type, headers=headers, asked=asked, entry=item, visit=visit)
    return landing, visit.lesson


def clean_item(item: FeedEntry, url: str | None) -> CleanPage:
    """See `wirecopy.cleaning.feedtext.clean_entry`."""
    return clean_entry(item, url=url)


def explain_page(
    html: bytes | str,
    url: str | None,
    content_type: str | None,
    entry: FeedEntry | None,
    memory: dict[str, Any],
    at: datetime,
) -> Explanation:
    """See `wirecopy.cleaning.explain.explain`; with the memory of the page's site, given as JSON."""
    visit = Visit(from_json(memory), at=at)
    return explain(html, url=url, content_type=content_type, entry=entry, visit=visit)


class PageBlock(NamedTuple):
    """A block of a page, for whoever teaches: see `wirecopy.cleaning.sites.Block`."""

    text: str
    kind: str
    path: str


def page_blocks(body: bytes, content_type: str | None) -> list[PageBlock]:
    """See `wirecopy.cleaning.sites.teaching.read_page`."""
    return [PageBlock(block.text, block.kind, block.path) for block in read_page(body, content_type)]
