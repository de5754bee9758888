"""A reader of feeds with a clock of its own: real poller, ledger, sockets and cells, and only the time is played."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from ipaddress import ip_network
from types import TracebackType
from typing import Any, Self

from schemas.feed import Feed, FeedState, Poll
from services.fetcher.books import Books
from services.fetcher.discovering import Discoverer
from services.fetcher.pace import Pace
from services.fetcher.polling import Brought, Poller
from services.fetcher.recording import Recorder
from services.fetcher.subscribing import Subscriber
from services.fetcher.timetable import Timetable
from tests.newsroom import Newsroom
from tests.newsroom.answers import Request
from wirecopy.cells.pool import Cells
from wirecopy.ledger import Ledger, feeds, polls, turns
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.response import Response
from wirecopy.web.robots import MAX_BYTES, Robots

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Watch:
    """The time, which passes only when somebody waits."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait: others who wait meanwhile wait at the same time."""
        until = self.now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.now = max(self.now, until)


class Reader:
    """Polls what is due, as the fetcher's loop does, whenever a test says so."""

    def __init__(
        self,
        ledger: Ledger,
        cells: Cells,
        watch: Watch,
        newsroom: Newsroom,
        *,
        luck: Callable[[], float] = random.random,
        **settings: Any,
    ) -> None:
        self.ledger = ledger
        self.watch = watch
        self.newsroom = newsroom
        given = {"allow_networks": (ip_network("127.0.0.0/8"),), "host_interval": 0.0, "fetch_timeout": 5.0}
        self.settings = Settings(**(given | settings))
        self._cells = cells
        self._timetable = Timetable(self.settings, luck=luck)
        self._stack = AsyncExitStack()
        self.brought: list[Brought] = []
        """What the polls of the last round brought."""

    async def __aenter__(self) -> Self:
        settings, books = self.settings, Books(self.ledger)
        self._stack.callback(books.close)
        self.web = await self._stack.enter_async_context(
            WebClient(user_agent=settings.introduction, allow=settings.allow_networks, timeout=settings.fetch_timeout)
        )
        self.pace = Pace(
            books, self.watch, interval=settings.host_interval, address_of=self.web.address_of, sleep=self.watch.sleep
        )
        robots = Robots(self._robots_txt, self.watch)
        recorder = Recorder(books, self.watch)
        recording = asyncio.create_task(recorder.run())
        self._stack.callback(recording.cancel)
        discoverer = Discoverer(settings, self.web, self.pace, robots, self._cells, self.watch)
        self._poller = Poller(
            settings, books, self.web, self.pace, robots, self._cells, discoverer, recorder, self._timetable, self.watch
        )
        self._subscriber = Subscriber(settings, books, self.web, self.pace, self._cells, self.watch, news=lambda: None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    # ---- what a test does

    def subscribe(self, *urls: str) -> Feed:
        """Submit feeds; gives the last one."""
        with self.ledger.begin() as conn:
            for url in urls:
                feed, _ = feeds.submit(conn, url, now=self.watch.now, interval=self.settings.poll_interval)
        return feed

    async def poll(self) -> list[Request]:
        """Wait until a feed is due, poll what is due then, and give the requests that this made."""
        before = len(self.newsroom.all_requests)
        self.watch.now = max(self.watch.now, self._next())
        await self._round()
        return self.newsroom.all_requests[before:]

    async def polls(self, times: int) -> list[Request]:
        """`poll` several times; all the requests."""
        return [request for _ in range(times) for request in await self.poll()]

    async def run_for(self, stretch: timedelta) -> list[Request]:
        """Poll whatever gets due within that time; all the requests."""
        before, end = len(self.newsroom.all_requests), self.watch.now + stretch
        while self._next() <= end:
            self.watch.now = max(self.watch.now, self._next())
            await self._round()
        self.watch.now = end
        return self.newsroom.all_requests[before:]

    async def look_after_subscriptions(self) -> None:
        """Do what is due at hubs, and read what they pushed."""
        while await self._subscriber.once():
            pass

    # ---- what a test asks

    def feed(self, url: str | None = None) -> Feed:
        """The feed of this address; the only one there is where none is given."""
        with self.ledger.read() as conn:
            known = feeds.page(conn, limit=2000)
        (found,) = [feed for feed in known if url in (None, feed.url)]
        return found

    def history(self, feed: Feed | None = None) -> list[Poll]:
        """A feed's polls, oldest first."""
        with self.ledger.read() as conn:
            return polls.page(conn, (feed or self.feed()).id, limit=500)[::-1]

    @property
    def wait(self) -> timedelta:
        """How long the only feed will not be asked."""
        return self.feed().next_poll_at - self.watch.now

    async def _robots_txt(self, url: str) -> Response:
        return await self.web.get(url, max_bytes=MAX_BYTES, hop=self.pace.turn, truncate=True)

    def _next(self) -> datetime:
        with self.ledger.read() as conn:
            active = feeds.page(conn, limit=2000, state=FeedState.ACTIVE)
        return min((feed.next_poll_at for feed in active), default=datetime.max.replace(tzinfo=self.watch.now.tzinfo))

    async def _round(self) -> None:
        with self.ledger.begin() as conn:
            self._timetable.spread(*feeds.rates(conn))
            due, _ = turns.lease_due(
                conn,
                now=self.watch.now,
                limit=1000,
                lease_seconds=self.settings.lease_timeout,
                interval=self.settings.host_interval,
                patience=timedelta(0),
            )
        self.brought = await asyncio.gather(*(self._poller.poll(feed, turn) for feed, turn in due))
