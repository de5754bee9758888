"""Polling one feed: ask, read, record.

due feed ──turn──▶ request ──▶ judge ──▶ parse in a cell ──▶ record: entries, validators, next poll, all at once
                     └ no answer, or one that says no ───────────┘
"""

from __future__ import annotations

import logging
from typing import NamedTuple
from urllib.parse import urljoin

from schemas.feed import Feed, FeedKind, FeedState, ParsedFeed, Poll, PollOutcome
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from services.fetcher.discovering import Discoverer, Found
from services.fetcher.pace import NotYet, Pace
from services.fetcher.recording import Recorder
from services.fetcher.timetable import Timetable
from services.fetcher.verdicts import Finding, adopted, conditions, judge, no_answer, remembered
from wirecopy.cells import craft
from wirecopy.cells.pool import CellError, Cells
from wirecopy.errors import BadUrl, FetchError, NotAFeed, RobotsRefused
from wirecopy.feeds.backoff import Trouble
from wirecopy.feeds.linkheader import links
from wirecopy.feeds.sitemap import pages_as_feed
from wirecopy.ledger import entries, feeds
from wirecopy.ledger.feeds import EntryCounts, Polled
from wirecopy.ledger.hosts import Turn
from wirecopy.records.urls import url_key
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_FEED, WebClient
from wirecopy.web.hosts import pacing_key
from wirecopy.web.response import Response
from wirecopy.web.robots import Robots

logger = logging.getLogger(__name__)

_MOST_OLDER_DOCUMENTS = 5
"""Archive documents (RFC 5005) that are read to close one gap."""


# The next request to that host is an hour off: a connection kept for it would only use up sockets, theirs and ours.
_HEADERS = {"Accept": ACCEPT_FEED, "Connection": "close"}


class Brought(NamedTuple):
    """What a poll brought for others to go on with."""

    found: tuple[Feed, ...] = ()
    """Feeds that were found in its place."""
    has_news: bool = False
    """Whether entries wait for their pages now that did not before."""


class Poller:
    """Polls leased feeds. Does not choose which: the fetcher leases them."""

    def __init__(
        self,
        settings: Settings,
        books: Books,
        web: WebClient,
        pace: Pace,
        robots: Robots,
        cells: Cells,
        discoverer: Discoverer,
        recorder: Recorder,
        timetable: Timetable,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._books = books
        self._web = web
        self._pace = pace
        self._robots = robots
        self._cells = cells
        self._discoverer = discoverer
        self._recorder = recorder
        self._timetable = timetable
        self._clock = clock

    async def poll(self, feed: Feed, turn: Turn) -> Brought:
        """Poll one feed in the turn that it got, and record what came of it."""
        try:
            finding, quiet = await self._ask(feed, turn)
        except NotYet as not_yet:
            await self._books.write(feeds.postpone, {feed.id: not_yet.until})
            return Brought()
        found = [await self._submit(url, feed) for url in finding.found]
        counts = await self._record(feed, finding, quiet)
        if counts is not None and finding.parsed is not None and _has_gap(feed, finding.parsed, counts):
            await self._close_gap(feed, finding.parsed)
        return Brought(tuple(found), counts is not None and counts.new + counts.changed > 0)

    async def _ask(self, feed: Feed, turn: Turn) -> tuple[Finding, float]:
        """The finding, and for how many seconds the host wants quiet."""
        asked: str | None = None

        async def hop(address: str) -> None:
            nonlocal asked, turn
            if not self._settings.feeds_despite_robots and not await self._robots.allowed(address):
                raise RobotsRefused(f"robots.txt disallows {address}")
            turn = await (self._pace.reach(address, turn) if asked is None else self._pace.turn(address))
            asked = address

        try:
            response = await self._web.get(
                feed.url,
                max_bytes=self._settings.feed_bytes,
                headers=_HEADERS,
                conditions=conditions(feed, now=self._clock()),
                hop=hop,
            )
        except NotYet:
            raise
        except (BadUrl, FetchError) as error:
            finding = no_answer(error)
            if asked is not None and finding.trouble in (Trouble.TRANSIENT, Trouble.NAME):
                await self._pace.no_answer(asked)
            return finding, 0.0
        finding = judge(feed, response, now=self._clock(), asked=turn.asked)
        if finding.trouble is Trouble.THROTTLED:
            return finding, await self._pace.quiet(response.url, asked=finding.wait)
        if finding.outcome is not PollOutcome.FAILED:
            await self._pace.answered(response.url, turn)
        return (await self._read(feed, finding, response) if finding.outcome is PollOutcome.CHANGED else finding), 0.0

    async def _read(self, feed: Feed, finding: Finding, response: Response) -> Finding:
        document = (response.body, response.url, response.content_type)
        unreadable: str
        try:
            parsed = await self._cells.run(craft.parse_feed, *document)
            if parsed.kind is FeedKind.SITEMAP_INDEX:
                if not _may_be_a_page(feed):
                    raise NotAFeed("it is a sitemap index")
                return instead(response, await self._discoverer.feeds_of_index(response, parsed))
            if parsed.kind is FeedKind.SITEMAP:
                parsed = pages_as_feed(parsed)
            return Finding(PollOutcome.CHANGED, response, parsed, wait=finding.wait)
        except NotAFeed as error:
            if error.looks_like_html and _may_be_a_page(feed):
                return await self._find(response)
            unreadable = str(error)
        except CellError as error:
            unreadable = f"the document could not be read: {error}"
        return Finding(PollOutcome.FAILED, response, error=unreadable, trouble=Trouble.UNREADABLE, wait=finding.wait)

    async def _find(self, response: Response) -> Finding:
        try:
            return instead(response, await self._discoverer.feeds_of_page(response))
        except CellError as error:
            unreadable = f"the page could not be read: {error}"
            return Finding(PollOutcome.FAILED, response, error=unreadable, trouble=Trouble.UNREADABLE)

    async def _submit(self, url: str, page: Feed) -> Feed:
        child, _ = await self._books.write(
            feeds.submit,
            url,
            now=self._clock(),
            interval=self._settings.poll_interval,
            tags=page.tags,
            discovered_from=page.url,
        )
        return child

    async def _record(self, feed: Feed, finding: Finding, quiet: float) -> EntryCounts | None:
        now, response = self._clock(), finding.response
        items = finding.parsed.entries if finding.parsed else ()

        def settle(counts: EntryCounts, pushed: bool) -> Feed:
            after = remembered(feed, finding, counts, now=now)
            if finding.outcome is PollOutcome.FAILED:
                return self._timetable.put_off(after, finding, quiet=quiet, now=now)
            return self._timetable.planned(after, finding, counts, pushed=pushed, first=feed.read_at is None, now=now)

        after = remembered(feed, finding, EntryCounts(), now=now)
        counts = await self._recorder.record(
            Polled(
                feed,
                Poll(
                    feed_id=feed.id,
                    at=now,
                    outcome=finding.outcome,
                    status=response.status if response else None,
                    body_bytes=len(response.body) if response else 0,
                    duration_ms=response.elapsed_ms if response else 0,
                    entries_found=len(items),
                    error=finding.error,
                ),
                settle,
                items,
                whole=not finding.is_delta,
                hub=self._hub(finding),
                new_url=adopted(after, now=now) if finding.outcome is not PollOutcome.FAILED else None,
            )
        )
        if counts is not None:
            said = finding.error or f"{counts.new} new, {counts.changed} changed, {counts.unchanged} known"
            logger.info("feed %d %s: %s", feed.id, finding.outcome, said)
        return counts

    def _hub(self, finding: Finding) -> tuple[str | None, str | None] | None:
        """The hub and the topic that a document names, or its headers, which count more (WebSub, section 4)."""
        response, parsed = finding.response, finding.parsed
        if not self._settings.public_url or response is None or parsed is None or finding.is_delta:
            return None
        named = {
            relation: urljoin(response.url, link.target)
            for link in links(value for name, value in response.headers.pairs if name.lower() == "link")
            for relation in link.relations & {"hub", "self"}
        }
        hub, topic = named.get("hub", parsed.hub_url), named.get("self", parsed.self_url)
        if hub is None:
            return None, None
        # Whoever writes a feed may name any topic; only one of its own site is taken at its word.
        return hub, topic if topic is not None and _same_site(topic, response.url) else response.url

    async def _close_gap(self, feed: Feed, parsed: ParsedFeed) -> None:
        """Read older documents of a paged feed (RFC 5005) until one holds something that is known."""
        seen = {feed.url}
        for _ in range(_MOST_OLDER_DOCUMENTS):
            url = parsed.previous_url
            if url is None or url in seen or pacing_key(url) != pacing_key(feed.url):
                return
            seen.add(url)
            try:
                response = await self._web.get(
                    url, max_bytes=self._settings.feed_bytes, headers=_HEADERS, hop=self._pace.turn
                )
                if response.status != 200:
                    return
                parsed = await self._cells.run(craft.parse_feed, response.body, response.url, response.content_type)
            except (BadUrl, FetchError, NotAFeed, CellError) as error:
                logger.info("feed %d: the older entries in %s can't be had: %s", feed.id, url, error)
                return
            counts = await self._books.write(
                entries.merge, feed.id, parsed.entries, now=self._clock(), host_of=pacing_key, key_of=url_key
            )
            logger.info("feed %d: %d older entries out of %s", feed.id, counts.new, url)
            if counts.new < len(parsed.entries):
                return


def _same_site(one: str, other: str) -> bool:
    try:
        return pacing_key(one) == pacing_key(other)
    except BadUrl:
        return False


def _has_gap(feed: Feed, parsed: ParsedFeed, counts: EntryCounts) -> bool:
    """Whether a feed that was read before shows nothing any more that is known, though older documents are at hand."""
    return feed.read_at is not None and parsed.previous_url is not None and 0 < counts.new == len(parsed.entries)


def _may_be_a_page(feed: Feed) -> bool:
    """Whether an address may be a page or an index that leads to feeds.

    What once was a feed and is a page now is a feed whose server has trouble, or a login or error page. What was found
    on a page is a feed or nothing: pages that name pages could go on for ever.
    """
    return feed.read_at is None and feed.discovered_from is None


def instead(response: Response, found: Found) -> Finding:
    """A web page or a sitemap index was submitted: its feeds are taken in its place."""
    if found.feeds:
        return Finding(PollOutcome.DISCOVERED, response, found=found.urls, state=FeedState.PAGE)
    # Nothing is there: as with 404 it is looked at less and less often, and given up in the end.
    trouble = Trouble.TRANSIENT if found.passing else Trouble.MISSING
    return Finding(PollOutcome.FAILED, response, error=found.error, trouble=trouble)
