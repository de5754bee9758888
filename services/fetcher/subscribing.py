"""WebSub: subscribing at the hubs that feeds name, and reading what they push.

poll finds a hub ──▶ wanted ──▶ asked ──hub verifies (API)──▶ active ──▶ renewed before its lease ends
                                                               │
entries in the ledger ◀── parsed in a cell ◀── pushes ◀── hub delivers (API)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from schemas.feed import ParsedFeed
from schemas.websub import Push, Subscription, SubscriptionState
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from wirecopy.cells import craft
from wirecopy.cells.pool import CellError, Cells
from wirecopy.errors import BadUrl, FetchError, NotAFeed
from wirecopy.feeds.websub import request_form
from wirecopy.ledger import entries, feeds, subscriptions
from wirecopy.ledger.entries import EntryCounts
from wirecopy.records.urls import url_key
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.hosts import pacing_key

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 2.0
_HUB_BYTES = 64 * 1024
_FIRST_PAUSE = timedelta(minutes=15)
_LONGEST_PAUSE = timedelta(days=1)
# A hub that does not want us to leave is left alone after so many tries: what it sends meets 410.
_FAREWELLS = 3


class Subscriber:
    """Looks after all subscriptions. `news` is called when a push brought entries."""

    def __init__(
        self,
        settings: Settings,
        books: Books,
        web: WebClient,
        pace: Pace,
        cells: Cells,
        clock: Clock,
        *,
        news: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._books = books
        self._web = web
        self._pace = pace
        self._cells = cells
        self._clock = clock
        self._news = news

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            if not await self.once():
                await asyncio.sleep(_IDLE_SECONDS)

    async def once(self) -> bool:
        """Do what is due; tells whether there was anything."""
        due = await self._books.write(subscriptions.due, now=self._clock())
        pushed = await self._books.write(
            subscriptions.lease_pushes, now=self._clock(), lease_seconds=self._settings.lease_timeout
        )
        await asyncio.gather(*(self._ask(one) for one in due), *(self._read(one) for one in pushed))
        return bool(due or pushed)

    async def _ask(self, wanted: Subscription) -> None:
        """Ask a hub to subscribe us, to renew, or to let us go (section 5.1)."""
        leaves = wanted.state is SubscriptionState.LEAVING
        form = request_form(
            mode="unsubscribe" if leaves else "subscribe",
            callback=f"{self._settings.public_url.rstrip('/')}/v1/websub/{wanted.token}",
            topic=wanted.topic_url,
            secret=wanted.secret,
        )
        try:
            response = await self._web.post(wanted.hub_url, form, max_bytes=_HUB_BYTES, hop=self._pace.turn)
        except NotYet as not_yet:
            await self._books.write(subscriptions.failed, wanted.id, error=str(not_yet), retry_at=not_yet.until)
            return
        except (BadUrl, FetchError) as error:
            await self._put_off(wanted, str(error))
            return
        if 200 <= response.status < 300:
            await self._books.write(subscriptions.asked, wanted.id, now=self._clock())
        else:
            await self._put_off(wanted, f"the hub {wanted.hub_url} answered {response.status}")

    async def _put_off(self, wanted: Subscription, error: str) -> None:
        pause = min(_FIRST_PAUSE * 2 ** min(wanted.attempts, 20), _LONGEST_PAUSE)
        gives_up = wanted.state is SubscriptionState.LEAVING and wanted.attempts + 1 >= _FAREWELLS
        retry_at = None if gives_up else self._clock() + pause
        logger.info("feed %s: %s", wanted.feed_id, error)
        await self._books.write(subscriptions.failed, wanted.id, error=error, retry_at=retry_at)

    async def _read(self, push: Push) -> None:
        """Enter what a push brought. What can't be read makes its feed due: a poll sees the whole document."""
        feed = await self._books.write(feeds.get, push.feed_id)
        try:
            parsed = await self._cells.run(craft.parse_feed, push.body, feed.url, push.content_type)
        except (NotAFeed, CellError) as error:
            logger.warning("feed %d: a push could not be read: %s", push.feed_id, error)
            parsed = None
        counts = await self._books.write(self._enter, push, parsed)
        if counts.new or counts.changed:
            self._news()
        logger.info("feed %d pushed: %d new, %d changed", push.feed_id, counts.new, counts.changed)

    def _enter(self, conn: Connection, push: Push, parsed: ParsedFeed | None) -> EntryCounts:
        """The entries and the end of the push, in one transaction."""
        now = self._clock()
        subscriptions.read(conn, push.id)
        if parsed is None or not parsed.entries:
            feeds.poll_now(conn, push.feed_id, now=now)
            return EntryCounts()
        # Never the whole feed: what is not in it is not gone, and the validators stay those of the last poll.
        return entries.merge(conn, push.feed_id, parsed.entries, now=now, host_of=pacing_key, key_of=url_key)
