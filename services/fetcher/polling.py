"""Polling one feed: ask, read, record. `status_verdict` and `page_verdict` judge an answer, without I/O."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from schemas.feed import Feed, FeedKind, FeedState, ParsedFeed, Poll, PollOutcome
from services.fetcher import craft
from services.fetcher.books import Books
from services.fetcher.cells import CellError, Cells
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from wirecopy.errors import AddressRefused, BadUrl, FetchError, HttpStatus, NotAFeed
from wirecopy.feeds.discover import FoundFeed
from wirecopy.feeds.schedule import next_interval
from wirecopy.ledger import feeds
from wirecopy.records.urls import url_key
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_FEED, WebClient
from wirecopy.web.freshness import max_age, retry_after
from wirecopy.web.hosts import pacing_key
from wirecopy.web.response import Response

logger = logging.getLogger(__name__)

# Said with 429 or 503 but without Retry-After.
_DEFAULT_QUIET = 900.0
# A front page may name a feed for each of its sections; more than this is a directory, not a newsroom.
_MOST_FEEDS_OF_A_PAGE = 12


@dataclass(frozen=True)
class Finding:
    """What one poll came to, before it is written down."""

    outcome: PollOutcome
    response: Response | None = None
    parsed: ParsedFeed | None = None
    found: tuple[str, ...] = ()
    """Feeds to submit in place of a web page or a sitemap index."""
    error: str | None = None
    state: FeedState | None = None
    quiet_seconds: float | None = None


class Poller:
    """Polls leased feeds. Does not choose which: the fetcher leases them."""

    def __init__(
        self, settings: Settings, books: Books, web: WebClient, pace: Pace, cells: Cells, clock: Clock
    ) -> None:
        self._settings = settings
        self._books = books
        self._web = web
        self._pace = pace
        self._cells = cells
        self._clock = clock

    async def poll(self, feed: Feed) -> list[Feed]:
        """Poll one feed and record what came of it; gives the feeds that were found in its place, if any."""
        try:
            finding = await self._ask(feed)
        except NotYet as not_yet:
            await self._books.write(feeds.postpone, feed.id, until=not_yet.until)
            return []
        return await self._record(feed, finding)

    async def _ask(self, feed: Feed) -> Finding:
        try:
            response = await self._web.get(
                feed.url,
                max_bytes=self._settings.feed_bytes,
                headers={"Accept": ACCEPT_FEED, **validators(feed)},
                hop=self._pace.turn,
            )
        except NotYet:
            raise
        except AddressRefused as error:
            return Finding(PollOutcome.FAILED, error=str(error), state=FeedState.BLOCKED)
        except (BadUrl, FetchError) as error:
            return Finding(PollOutcome.FAILED, error=str(error))
        finding = status_verdict(feed, response, now=self._clock())
        if finding.quiet_seconds is not None:
            await self._pace.hold(response.url, seconds=finding.quiet_seconds)
        if finding.outcome is not PollOutcome.CHANGED:
            return finding
        return await self._read(response)

    async def _read(self, response: Response) -> Finding:
        document = (response.body, response.url, response.content_type)
        try:
            try:
                parsed = await self._cells.run(craft.parse_feed, *document)
            except NotAFeed as error:
                if not error.looks_like_html:
                    return Finding(PollOutcome.FAILED, response, error=str(error))
                return page_verdict(response, await self._cells.run(craft.find_feeds, *document))
        except CellError as error:
            return Finding(PollOutcome.FAILED, response, error=f"the document could not be read: {error}")
        if parsed.kind is FeedKind.SITEMAP_INDEX:
            return Finding(
                PollOutcome.DISCOVERED,
                response,
                found=parsed.sitemaps[:_MOST_FEEDS_OF_A_PAGE],
                state=FeedState.PAGE,
            )
        return Finding(PollOutcome.CHANGED, response, parsed)

    async def _record(self, feed: Feed, finding: Finding) -> list[Feed]:
        now, response = self._clock(), finding.response
        failed = finding.outcome is PollOutcome.FAILED
        interval = next_interval(
            base=self._settings.poll_interval,
            previous=feed.interval_seconds,
            changed=finding.outcome is PollOutcome.CHANGED,
            ttl=finding.parsed.ttl_seconds if finding.parsed else None,
            max_age=max_age(response.headers) if response and not failed else None,
            retry_after=finding.quiet_seconds,
            failures=feed.failures + 1 if failed else 0,
        )
        found: list[Feed] = []
        for url in finding.found:
            child, _ = await self._books.write(
                feeds.submit,
                url,
                now=now,
                interval=self._settings.poll_interval,
                tags=feed.tags,
                discovered_from=feed.url,
            )
            found.append(child)
        counts = await self._books.write(
            feeds.record_poll,
            feed,
            Poll(
                feed_id=feed.id,
                at=now,
                outcome=finding.outcome,
                status=response.status if response else None,
                body_bytes=len(response.body) if response else 0,
                duration_ms=response.elapsed_ms if response else 0,
                entries_found=len(finding.parsed.entries) if finding.parsed else 0,
                error=finding.error,
            ),
            now=now,
            # Jitter only adds: nobody is asked sooner than the interval says.
            next_poll_at=now + timedelta(seconds=interval * (1 + random.random() / 10)),
            interval=interval,
            parsed=finding.parsed,
            etag=response.headers.get("etag") if response else None,
            last_modified=response.headers.get("last-modified") if response else None,
            body_hash=body_hash(response.body) if response and response.body else None,
            state=finding.state,
            host_of=pacing_key,
            key_of=url_key,
        )
        logger.info(
            "feed %d %s: %s",
            feed.id,
            finding.outcome,
            finding.error or f"{counts.new} new, {counts.changed} changed, {counts.unchanged} known",
        )
        return found


def validators(feed: Feed) -> dict[str, str]:
    """The conditional headers for a feed, byte for byte as the server gave them (RFC 9110, 13.1)."""
    headers = {}
    if feed.etag:
        headers["If-None-Match"] = feed.etag
    if feed.last_modified:
        headers["If-Modified-Since"] = feed.last_modified
    return headers


def body_hash(body: bytes) -> str:
    """Fingerprint of a feed's body, to notice servers that send the same bytes and no 304."""
    return sha256(body).hexdigest()


def status_verdict(feed: Feed, response: Response, *, now: datetime) -> Finding:
    """What the status line and the bare bytes say; `CHANGED` means: worth reading."""
    match response.status:
        case 304:
            return Finding(PollOutcome.NOT_MODIFIED, response)
        case 410:
            return Finding(
                PollOutcome.FAILED,
                response,
                error="the server says that this feed is gone (410); it will not be polled again",
                state=FeedState.GONE,
            )
        case 429 | 503:
            quiet = retry_after(response.headers, now)
            return Finding(
                PollOutcome.FAILED,
                response,
                error=str(HttpStatus(response.status, response.url)),
                quiet_seconds=_DEFAULT_QUIET if quiet is None else quiet,
            )
        case status if not 200 <= status < 300:
            return Finding(PollOutcome.FAILED, response, error=str(HttpStatus(status, response.url)))
    if feed.body_hash and feed.body_hash == body_hash(response.body):
        return Finding(PollOutcome.SAME_BODY, response)
    return Finding(PollOutcome.CHANGED, response)


def page_verdict(response: Response, found: list[FoundFeed]) -> Finding:
    """A web page was submitted: its feeds are taken in its place.

    Sites offer the same stories as RSS and as Atom; taking only those of the best one's kind polls each story once.
    """
    if not found:
        return Finding(
            PollOutcome.FAILED,
            response,
            error=f"{response.url} is a web page that names no feed; submit the address of a feed or a news sitemap",
        )
    best = found[0].kind
    urls = tuple(feed.url for feed in found if feed.kind == best)[:_MOST_FEEDS_OF_A_PAGE]
    return Finding(PollOutcome.DISCOVERED, response, found=urls, state=FeedState.PAGE)
