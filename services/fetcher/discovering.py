"""From a web page or a sitemap index to the feeds that are polled in its place.

    page ─▶ feeds it declares ──none──▶ links that prove to be feeds ──none──▶ news sitemaps that robots.txt names
                                                                                  └──none──▶ a well-known path

What a page declares costs no request. All else does, so it is tried in one pass of few requests, each at its turn
and as robots.txt allows, until something is found. Which places, in which order, is decided in `wirecopy/feeds`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from schemas.feed import FeedKind, ParsedFeed
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from wirecopy.cells import craft
from wirecopy.cells.pool import CellError, Cells
from wirecopy.errors import (
    AddressRefused,
    BadUrl,
    FetchError,
    HttpStatus,
    NotAFeed,
    RobotsRefused,
    TooLarge,
    Unreachable,
)
from wirecopy.feeds.candidates import MOST_TAKEN, Evidence, FoundFeed, declared, linked
from wirecopy.feeds.places import likely_sitemaps, says_news, well_known
from wirecopy.feeds.sitemap import pages_as_feed
from wirecopy.records.urls import LONGEST_FEED_URL
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_FEED, WebClient
from wirecopy.web.freshness import retry_after
from wirecopy.web.response import Response
from wirecopy.web.robots import Robots

_LINK_REQUESTS = 4
_SITEMAP_REQUESTS = 6
_PATH_REQUESTS = 6
_CHILDREN = 3
"""Sitemaps of an index that are looked into although their names do not say news."""
_SITEMAP_BYTES = 4 * 2**20
"""A news sitemap has at most 1,000 stories, about a kilobyte each; one of a whole site need not be read to its end."""
_NO_FEEDS = frozenset({FeedKind.SITEMAP, FeedKind.SITEMAP_INDEX})
_TOLD = 12

WHAT_TO_DO = "submit the address of a feed or of a news sitemap"


@dataclass(frozen=True)
class Found:
    """What a search came to."""

    feeds: tuple[FoundFeed, ...] = ()
    """To be submitted in place of the page, the best first."""
    tried: tuple[str, ...] = ()
    """What was looked at and what was there instead, in order, for people to read."""
    error: str | None = None
    """Where nothing was found: what to tell whoever submitted the page."""
    passing: bool = False
    """Whether another time may find more: the site wanted a pause, did not answer, or took too long."""

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of the feeds."""
        return tuple(feed.url for feed in self.feeds)


class Discoverer:
    """Searches for feeds. Submits none and records nothing: that is the caller's.

    A search takes at most half the time of a lease, so that nobody else begins the same meanwhile. It raises CellError
    where the page itself can't be read, and nothing else.
    """

    def __init__(
        self, settings: Settings, web: WebClient, pace: Pace, robots: Robots, cells: Cells, clock: Clock
    ) -> None:
        self._settings = settings
        self._web = web
        self._pace = pace
        self._robots = robots
        self._cells = cells
        self._clock = clock

    async def feeds_of_page(self, response: Response) -> Found:
        """The feeds of a web page that was fetched, with up to some 16 more requests where it declares none."""
        candidates = await self._candidates(response)
        if taken := declared(candidates, response.url):
            return Found(tuple(taken))
        search = _Search(response.url)
        search.note("its link elements and Link header", "name no feed")
        return await self._until_stopped(search, self._search_page(search, candidates), "is a web page")

    async def feeds_of_index(self, response: Response, index: ParsedFeed) -> Found:
        """The news sitemaps of a sitemap index, or else its newest small sitemaps, if their pages have dates."""
        search = _Search(response.url)
        return await self._until_stopped(search, self._search_index(search, index), "is a sitemap index")

    async def _until_stopped(self, search: _Search, work: Coroutine[Any, Any, list[FoundFeed]], what: str) -> Found:
        try:
            async with asyncio.timeout(self._settings.lease_timeout / 2):
                feeds = await work
        except TimeoutError:
            search.note("more places", "no time was left for them", passing=True)
            feeds = search.news
        except _Stopped:
            feeds = search.news
        if feeds:
            return Found(tuple(feeds), tuple(search.tried))
        return Found((), tuple(search.tried), search.error(what), search.passing)

    # -- where to look -------------------------------------------------------------------------------------------

    async def _search_page(self, search: _Search, candidates: Sequence[FoundFeed]) -> list[FoundFeed]:
        return (
            await self._linked_feeds(search, linked(candidates, search.page))
            or await self._sitemaps_of_site(search)
            or await self._well_known(search)
        )

    async def _linked_feeds(self, search: _Search, links: Sequence[FoundFeed]) -> list[FoundFeed]:
        """The linked feeds, once one has proved to be one: its like are believed."""
        for place, link in enumerate(links[:_LINK_REQUESTS]):
            looked = await self._look(search, link.url, max_bytes=self._settings.feed_bytes)
            if isinstance(looked, ParsedFeed) and looked.kind not in _NO_FEEDS:
                others = [other for other in links[place + 1 :] if other.evidence is not Evidence.LABEL]
                return [link, *others][:MOST_TAKEN]
            if isinstance(looked, Response):
                # A page about the site's feeds. What it links to is named as a feed there, or looks like one.
                directory = await self._candidates(looked)
                found = declared(directory, looked.url) or [
                    feed for feed in linked(directory, looked.url) if feed.evidence is not Evidence.LABEL
                ]
                if found := [feed for feed in found if feed.url not in search.asked][:MOST_TAKEN]:
                    return found
                search.note(link.url, "it is a web page that names no feed")
        return []

    async def _sitemaps_of_site(self, search: _Search) -> list[FoundFeed]:
        robots = f"{urlsplit(search.page).scheme}://{urlsplit(search.page).netloc}/robots.txt"
        try:
            named = await self._robots.sitemaps(search.page)
        except NotYet:
            raise search.stopped(robots, "the host wants to be asked later") from None
        except AddressRefused:
            search.note(robots, "its address is not allowed")
            return []
        except (BadUrl, FetchError):
            raise search.stopped(robots, "it can't be had, so nothing was guessed at") from None
        if not named:
            search.note(robots, "it names no sitemap")
        await self._find_news(search, likely_sitemaps(named), follow=True)
        return search.news[:MOST_TAKEN]

    async def _find_news(self, search: _Search, sitemaps: Sequence[str], *, follow: bool) -> None:
        """Find the news sitemaps among these; with `follow` also among those of an index, one level down."""
        for url in sitemaps:
            if search.left <= 0 or (search.news and not says_news(url)):
                break
            if url in search.asked:
                continue
            search.left -= 1
            looked = await self._look(search, url, max_bytes=_SITEMAP_BYTES)
            if not isinstance(looked, ParsedFeed):
                if looked is not None:
                    search.note(url, "it is a web page")
            elif looked.kind is FeedKind.SITEMAP_INDEX:
                if follow:
                    await self._find_news(search, _children(looked), follow=False)
                else:
                    search.note(url, "it is an index inside an index, which is not followed")
            elif looked.kind is FeedKind.SITEMAP:
                search.plain[url] = looked
                search.note(url, "it is no news sitemap")
            else:
                search.news.append(FoundFeed(url, looked.title, looked.kind))

    async def _search_index(self, search: _Search, index: ParsedFeed) -> list[FoundFeed]:
        await self._find_news(search, _children(index), follow=False)
        if search.news:
            return search.news
        found: list[FoundFeed] = []
        # Whoever submits an index by itself wants what is in it, as with a plain sitemap.
        for url, sitemap in search.plain.items():
            try:
                if pages_as_feed(sitemap).entries:
                    found.append(FoundFeed(url, "", FeedKind.SITEMAP))
            except NotAFeed as error:
                search.note(url, str(error).partition(";")[0])
        return found

    async def _well_known(self, search: _Search) -> list[FoundFeed]:
        places = [url for url in well_known(search.page) if url not in search.asked]
        for url in places[:_PATH_REQUESTS]:
            looked = await self._look(search, url, max_bytes=self._settings.feed_bytes)
            if isinstance(looked, ParsedFeed) and looked.kind not in _NO_FEEDS:
                # A guess is not the publisher's word: what answered is the address, not what was guessed.
                answered_at = search.answered_at[url]
                address = answered_at if len(answered_at) <= LONGEST_FEED_URL else url
                return [FoundFeed(address, looked.title, looked.kind)]
            if looked is not None:
                search.note(url, "it is no feed")
        return []

    # -- one request ---------------------------------------------------------------------------------------------

    async def _look(self, search: _Search, url: str, *, max_bytes: int) -> ParsedFeed | Response | None:
        """The feed at `url`, or the response where it is a web page; else None, and why is noted.

        Raises _Stopped where the host has had enough.
        """
        search.asked.add(url)
        if len(url.encode("utf-8", "replace")) > LONGEST_FEED_URL:
            search.note(url[:100], "its address is too long")
            return None
        try:
            response = await self._web.get(url, max_bytes=max_bytes, headers={"Accept": ACCEPT_FEED}, hop=self._turn)
            if response.status in (429, 503):
                await self._pace.quiet(response.url, asked=retry_after(response.headers, self._clock()))
                raise search.stopped(url, f"it answered {response.status}, so nothing more was asked")
            if not 200 <= response.status < 300:
                raise HttpStatus(response.status, response.url)
        except NotYet:
            raise search.stopped(url, "the host wants to be asked later") from None
        except (BadUrl, FetchError) as error:
            search.note(url, _why_not(error), passing=isinstance(error, Unreachable))
            return None
        search.answered_at[url] = response.url
        try:
            return await self._cells.run(craft.parse_feed, response.body, response.url, response.content_type)
        except NotAFeed as error:
            if error.looks_like_html:
                return response
            search.note(url, str(error))
        except CellError:
            search.note(url, "it could not be read")
        return None

    async def _turn(self, url: str) -> None:
        """Wait until `url` may be asked. Raises RobotsRefused, NotYet, and what robots.txt's own request raises."""
        if not await self._robots.allowed(url):
            raise RobotsRefused(f"robots.txt disallows {url}")
        await self._pace.turn(url, interval=self._robots.crawl_delay(url))

    async def _candidates(self, response: Response) -> list[FoundFeed]:
        headers = tuple(value for name, value in response.headers.pairs if name.lower() == "link")
        return await self._cells.run(craft.find_feeds, response.body, response.url, response.content_type, headers)


class _Stopped(Exception):
    """The host has had enough; what was found so far is all there is."""


@dataclass
class _Search:
    """What one search has done so far."""

    page: str
    tried: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    answered_at: dict[str, str] = field(default_factory=dict)
    """The addresses after redirects, by those that were asked."""
    news: list[FoundFeed] = field(default_factory=list)
    """News sitemaps that were met, and the plain ones, by address."""
    plain: dict[str, ParsedFeed] = field(default_factory=dict)
    left: int = _SITEMAP_REQUESTS
    """Requests for sitemaps that may still be made."""
    passing: bool = False

    def note(self, place: str, why: str, *, passing: bool = False) -> None:
        """Note what was looked at in vain; addresses of the page's own site by their path."""
        parts = urlsplit(place)
        if parts.netloc == urlsplit(self.page).netloc:
            place = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self.tried.append(f"{place} ({why})")
        self.passing |= passing

    def stopped(self, place: str, why: str) -> _Stopped:
        """Note why the search ends here; gives what to raise."""
        self.note(place, why, passing=True)
        return _Stopped(why)

    def error(self, what: str) -> str:
        """What to tell people when nothing was found."""
        told = self.tried[:_TOLD] + (["…"] if len(self.tried) > _TOLD else [])
        return f"{self.page} {what} in which no feed was found; tried: {', '.join(told)}; {WHAT_TO_DO}"


def _children(index: ParsedFeed) -> list[str]:
    """The sitemaps of an index that are looked into: those that say news, and the newest few of the others."""
    likely = likely_sitemaps(index.sitemaps)
    news = [url for url in likely if says_news(url)]
    return news + likely[len(news) :][:_CHILDREN]


def _why_not(error: BadUrl | FetchError) -> str:
    """Why there is nothing at an address, in a few words that tell nothing of a refused one."""
    match error:
        case HttpStatus(status=status):
            return f"it answered {status}"
        case RobotsRefused():
            return "robots.txt disallows it"
        case AddressRefused():
            return "its address is not allowed"
        case TooLarge():
            return "it is too large"
        case BadUrl():
            return "it is no web address"
        case _:
            return "it did not answer"
