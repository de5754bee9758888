"""A desk that pulls pages: real puller, ledger, sockets, cells and filing, and only the time is played."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from schemas.entry import Batch, CleanCopy, Entry, EntryState
from schemas.feed import FeedEntry
from services.fetcher.books import Books
from services.fetcher.pace import Pace
from services.fetcher.publishing import Publisher
from services.fetcher.pulling import Puller
from services.fetcher.shelf import LedgerShelf
from tests.behaviours.reader import Watch
from tests.newsroom import Newsroom, Request
from wirecopy.archive import Archive
from wirecopy.cells.pool import Cells
from wirecopy.filing import file_batch
from wirecopy.ledger import Ledger, articles, entries, feeds
from wirecopy.records.urls import url_key
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.hosts import pacing_key
from wirecopy.web.response import Response
from wirecopy.web.robots import MAX_BYTES, Robots

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class PageDesk:
    """Pulls one entry after the other, whenever a test says so, and files what comes of it."""

    def __init__(self, ledger: Ledger, cells: Cells, watch: Watch, newsroom: Newsroom, folder: Path, **settings: Any):
        self.ledger = ledger
        self.watch = watch
        self.newsroom = newsroom
        given = {"data_dir": folder, "allow_networks": (ip_network("127.0.0.0/8"),), "host_interval": 0.0}
        self.settings = Settings(**(given | {"fetch_timeout": 5.0, "retry_delay": 60.0} | settings))
        self.copies: list[CleanCopy] = []
        self.queue_is_lost = False
        self._cells = cells
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        settings, books = self.settings, Books(self.ledger)
        self._stack.callback(books.close)
        web = await self._stack.enter_async_context(
            WebClient(user_agent=settings.introduction, allow=settings.allow_networks, timeout=settings.fetch_timeout)
        )
        pace = Pace(
            books, self.watch, interval=settings.host_interval, address_of=web.address_of, sleep=self.watch.sleep
        )

        async def fetch_robots(url: str) -> Response:
            return await web.get(url, max_bytes=MAX_BYTES, hop=pace.turn, truncate=True)

        robots = Robots(fetch_robots, self.watch, LedgerShelf(books))
        archive = Archive(settings.archive_dir)
        self._stack.callback(archive.close)
        self._publisher = Publisher(books, self._send, self.watch, batch_size=500)
        self._puller = Puller(settings, books, web, pace, robots, archive, self._cells, self._publisher, self.watch)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    # ---- what a test does

    def enter(self, *urls: str, **item: Any) -> None:
        """Have a feed name these pages."""
        items = [FeedEntry(**{"key": url, "url": url, "title": "Untold"} | item) for url in urls]
        with self.ledger.begin() as conn:
            feed, _ = feeds.submit(conn, self.newsroom.url("/feed"), now=self.watch.now, interval=3600)
            entries.merge(conn, feed.id, items, now=self.watch.now, host_of=pacing_key, key_of=url_key)

    async def pull(self, *urls: str, **item: Any) -> list[Request]:
        """Have a feed name these pages and pull what is due; the requests that this made."""
        self.enter(*urls, **item)
        return await self.run_for(timedelta(0))

    async def run_for(self, stretch: timedelta) -> list[Request]:
        """Pull whatever gets due within that time; all the requests."""
        before, end = len(self.newsroom.all_requests), self.watch.now + stretch
        while (due := self._next()) <= max(end, self.watch.now):
            self.watch.now = max(self.watch.now, due)
            await self._round()
        self.watch.now = max(self.watch.now, end)
        return self.newsroom.all_requests[before:]

    # ---- what a test asks

    def entry(self, url: str) -> Entry:
        """The entry of this address."""
        (found,) = [entry for entry in self.entries() if entry.url == url]
        return found

    def entries(self) -> list[Entry]:
        with self.ledger.read() as conn:
            return entries.page(conn, limit=1000)

    def text(self, url: str) -> str:
        """The text of the article that this entry became."""
        article_id = self.entry(url).article_id
        assert article_id is not None, self.entry(url)
        with self.ledger.read() as conn:
            return articles.get(conn, article_id).text

    def outcome(self, url: str) -> tuple[EntryState, str | None]:
        entry = self.entry(url)
        return entry.state, entry.reason

    def copy(self, url: str) -> CleanCopy:
        """The last copy that was queued of this address."""
        return [copy for copy in self.copies if copy.url == url][-1]

    def _send(self, batch: Batch) -> None:
        self.copies += batch.copies
        if not self.queue_is_lost:
            file_batch(self.ledger, batch, now=self.watch.now, max_attempts=5, retry_delay=60)

    def _next(self) -> datetime:
        waiting = [entry.next_attempt_at for entry in self.entries() if entry.state is EntryState.WAITING]
        timeout = timedelta(seconds=self.settings.queue_timeout + 1)
        queued = [entry.queued_at + timeout for entry in self.entries() if entry.state is EntryState.QUEUED]
        with self.ledger.read() as conn:
            again = conn.exec_driver_sql("SELECT min(pull_again_at) FROM entries").scalar()
        sides = [datetime.fromisoformat(again).replace(tzinfo=self.watch.now.tzinfo)] if again else []
        return min([*waiting, *queued, *sides], default=datetime.max.replace(tzinfo=self.watch.now.tzinfo))

    async def _round(self) -> None:
        with self.ledger.begin() as conn:
            entries.reclaim(conn, now=self.watch.now, queue_timeout=self.settings.queue_timeout, max_attempts=5)
            entries.settle_known(conn, now=self.watch.now)
            leased = entries.lease(
                conn, now=self.watch.now, limit=500, per_host=500, lease_seconds=self.settings.lease_timeout
            )
        for entry in leased:
            await self._puller.pull(entry)
            await self._publisher.flush()


def paths(requests: list[Request], *, files: bool = False) -> list[str]:
    """The paths that were asked for; without those of robots.txt and tdmrep.json unless `files`."""
    return [r.path for r in requests if files or not r.path.endswith(("/robots.txt", "/tdmrep.json"))]
