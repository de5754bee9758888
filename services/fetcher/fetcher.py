"""The fetcher: polls due feeds, pulls and cleans the pages of their entries, queues the clean copy.

    due feeds ──lease──▶ Poller ──▶ entries in the ledger ──lease──▶ Puller ──▶ Publisher ══▶ Celery
        ▲                                      ▲                                                 │
        └── next_poll_at ──────────────────────┴────── reclaim: what ran out of time ◀───────────┘

Any number of fetchers may run: feeds and entries are leased, and the pace of each host stands in the ledger. What one
of them leaves behind when it dies is leased again when the lease runs out.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from schemas.entry import Batch, Entry
from schemas.feed import Feed
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from services.fetcher.discovering import Discoverer
from services.fetcher.pace import Pace
from services.fetcher.polling import Poller
from services.fetcher.publishing import Publisher
from services.fetcher.pulling import Puller
from services.fetcher.recording import Recorder
from services.fetcher.shelf import LedgerShelf
from services.fetcher.subscribing import Subscriber
from services.fetcher.timetable import Timetable
from wirecopy.archive import Archive
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.grouping import place_some
from wirecopy.ledger import entries, feeds, heartbeats, polls, turns
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.hosts import Turn
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.response import Response
from wirecopy.web.robots import MAX_BYTES, Robots

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0
_SETTLE_SECONDS = 0.5
_RECLAIM_SECONDS = 5.0
_BEAT_SECONDS = 15.0
_STOP_GRACE_SECONDS = 10.0
_TEND_SECONDS = 600.0
_KEEP_POLLS = timedelta(days=7)
# How far off the turn of a feed may be when it is leased; those with later ones stand in line in the ledger.
_TURN_PATIENCE = timedelta(seconds=2)
# Memory of one cleaning process; a page that needs more is no article.
_CELL_BYTES = 2 * 2**30


class Fetcher:
    """The service. `only_feeds` limits it to these feeds and those found in their place (for one-shot runs)."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        send: Callable[[Batch], None],
        clock: Clock,
        *,
        only_feeds: Iterable[int] | None = None,
    ) -> None:
        self._settings = settings
        self._books = Books(ledger)
        self._send = send
        self._clock = clock
        self._only_feeds = None if only_feeds is None else set(only_feeds)
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._timetable = Timetable(settings)
        self._polling: dict[asyncio.Task[None], int] = {}
        self._pulling: dict[asyncio.Task[None], int] = {}
        self._entries_came = asyncio.Event()
        self._subscribing: Callable[[], Coroutine[Any, Any, None]] | None = None
        # A feed or entry waits for its host's turn, its answer, a cell: lease twice the requests in flight.
        self._window = settings.concurrency * 2
        per_turn = settings.lease_timeout / 6
        self._per_host = (
            self._window
            if settings.host_interval == 0
            else max(1, min(self._window, int(per_turn / settings.host_interval)))
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then give back what is leased and end."""
        settings = self._settings
        async with AsyncExitStack() as stack:
            stack.callback(self._books.close)
            await self._adopt_found_feeds()
            cells = await stack.enter_async_context(
                Cells(
                    settings.cleaners, timeout=settings.clean_timeout, memory_bytes=_CELL_BYTES, imports=craft.__name__
                )
            )
            web = await stack.enter_async_context(
                WebClient(
                    user_agent=settings.introduction,
                    allow=settings.allow_networks,
                    timeout=settings.fetch_timeout,
                    concurrency=settings.concurrency,
                )
            )
            pace = Pace(self._books, self._clock, interval=settings.host_interval, address_of=web.address_of)

            async def fetch_robots(url: str) -> Response:
                return await web.get(url, max_bytes=MAX_BYTES, hop=pace.turn, truncate=True)

            robots = Robots(fetch_robots, self._clock, LedgerShelf(self._books))
            publisher = Publisher(self._books, self._send, self._clock, batch_size=settings.batch_size)
            archive = Archive(settings.archive_dir)
            stack.callback(archive.close)
            recorder = Recorder(self._books, self._clock)
            discoverer = Discoverer(settings, web, pace, robots, cells, self._clock)
            self._poller = Poller(
                settings, self._books, web, pace, robots, cells, discoverer, recorder, self._timetable, self._clock
            )
            self._puller = Puller(settings, self._books, web, pace, robots, archive, cells, publisher, self._clock)
            subscriber = Subscriber(settings, self._books, web, pace, cells, self._clock, news=self._entries_came.set)
            # Without an address for hubs to reach there is nothing to subscribe with.
            self._subscribing = subscriber.run if settings.public_url else None
            logger.info("fetching with %d requests in flight, %d cleaners", settings.concurrency, settings.cleaners)
            # Until the last poll has ended there may be something to record.
            recording = asyncio.create_task(recorder.run())
            try:
                await self._until(stop, recording, publisher.run())
                await self._wind_down(publisher)
            finally:
                recording.cancel()
                await asyncio.gather(recording, return_exceptions=True)
                await recorder.flush()

    async def _until(
        self, stop: asyncio.Event, recording: asyncio.Task[None], publishing: Coroutine[Any, Any, None]
    ) -> None:
        """Run the loops until `stop`; one that fails ends the service, for a supervisor to start it afresh."""
        # These two end by themselves: cancelled in the middle of a lease they would leave it to run out.
        leasing = [asyncio.create_task(loop(stop)) for loop in (self._poll_due, self._pull_waiting)]
        others = [asyncio.create_task(loop) for loop in (self._reclaim(), self._beat(), self._tend(), publishing)]
        if self._subscribing is not None:
            others.append(asyncio.create_task(self._subscribing()))
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait([stopping, recording, *leasing, *others], return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            await asyncio.gather(*leasing)
            for task in done - {stopping}:
                task.result()
        finally:
            for task in (stopping, *leasing, *others):
                task.cancel()
            await asyncio.gather(stopping, *leasing, *others, return_exceptions=True)

    async def _wind_down(self, publisher: Publisher) -> None:
        running = [*self._polling, *self._pulling]
        if running:
            await asyncio.wait(running, timeout=_STOP_GRACE_SECONDS)
        left_feeds = [feed for task, feed in self._polling.items() if not task.done()]
        left_entries = [entry for task, entry in self._pulling.items() if not task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await publisher.flush()
        await self._books.write(feeds.release, left_feeds, now=self._clock())
        await self._books.write(entries.unlease, left_entries)

    async def _adopt_found_feeds(self) -> None:
        """After a restart: the feeds that were found in place of a submitted page belong to the run as well."""
        if self._only_feeds is not None:
            children = await self._books.write(feeds.found_instead, sorted(self._only_feeds))
            self._only_feeds |= {feed.id for feed in children}

    # -- the loops -----------------------------------------------------------------------------------------------

    async def _poll_due(self, stop: asyncio.Event) -> None:
        await self._share_out()
        while not stop.is_set():
            free = self._window - len(self._polling)
            # Many to a lease: each is a transaction, and most polls are over within moments.
            if free < self._window // 2:
                await self._pause(stop, until_one_ends=self._polling)
                continue
            leased, in_line = await self._books.write(
                turns.lease_due,
                now=self._clock(),
                limit=free,
                lease_seconds=self._settings.lease_timeout,
                interval=self._settings.host_interval,
                patience=_TURN_PATIENCE,
                feed_ids=self._scope(),
            )
            for feed, turn in leased:
                self._start(self._polling, feed.id, self._poll(feed, turn))
            more_may_be_due = len(leased) + in_line >= free
            if more_may_be_due and not leased:
                continue
            await self._pause(stop, until_one_ends=self._polling if more_may_be_due else ())

    async def _pull_waiting(self, stop: asyncio.Event) -> None:
        settled = -_SETTLE_SECONDS
        while not stop.is_set():
            self._entries_came.clear()
            free = self._window - len(self._pulling)
            leased = await self._lease_entries(free)
            for entry in leased:
                self._start(self._pulling, entry.id, self._pull(entry))
            if not leased:
                # Stories that run in several feeds of a site: one page is enough. All that wait are looked at, and
                # news comes many times a second.
                if time.monotonic() - settled >= _SETTLE_SECONDS:
                    await self._books.write(entries.settle_known, now=self._clock())
                    settled = time.monotonic()
                await self._pause(stop, until_one_ends=self._pulling if free <= 0 else (), wake=self._entries_came)

    async def _lease_entries(self, free: int) -> list[Entry]:
        if free <= 0 or await self._books.write(entries.queued_count) >= self._settings.max_queued:
            return []
        return await self._books.write(
            entries.lease,
            now=self._clock(),
            limit=free,
            per_host=self._per_host,
            lease_seconds=self._settings.lease_timeout,
            feed_ids=self._scope(),
        )

    async def _reclaim(self) -> None:
        while True:
            reclaimed = await self._books.write(
                entries.reclaim,
                now=self._clock(),
                queue_timeout=self._settings.queue_timeout,
                max_attempts=self._settings.max_attempts,
            )
            if reclaimed.pulling or reclaimed.queued or reclaimed.failed:
                logger.warning(
                    "out of time: %d leases, %d queued went round again; %d failed",
                    reclaimed.pulling,
                    reclaimed.queued,
                    reclaimed.failed,
                )
                self._entries_came.set()
            # A worker places what it has filed; these are the last articles of one that died in between.
            await self._books.write(place_some, now=self._clock())
            await asyncio.sleep(_RECLAIM_SECONDS)

    async def _tend(self) -> None:
        """Share the budget of polls out anew as rhythms change, and forget polls of long ago."""
        while True:
            await asyncio.sleep(_TEND_SECONDS)
            await self._share_out()
            trimmed = await self._books.write(polls.trim, before=self._clock() - _KEEP_POLLS)
            if trimmed:
                logger.info("forgot %d polls that were older than %d days", trimmed, _KEEP_POLLS.days)

    async def _share_out(self) -> None:
        self._timetable.spread(*await self._books.write(feeds.rates))

    async def _beat(self) -> None:
        while True:
            detail = {"polling": len(self._polling), "pulling": len(self._pulling)}
            await self._books.write(heartbeats.beat, "fetcher", self._name, now=self._clock(), detail=detail)
            await asyncio.sleep(_BEAT_SECONDS)

    # -- one piece of work ---------------------------------------------------------------------------------------

    async def _poll(self, feed: Feed, turn: Turn) -> None:
        brought = await self._poller.poll(feed, turn)
        if self._only_feeds is not None:
            self._only_feeds |= {child.id for child in brought.found}
        if brought.has_news:
            self._entries_came.set()

    async def _pull(self, entry: Entry) -> None:
        await self._puller.pull(entry)

    def _start(self, running: dict[asyncio.Task[None], int], key: int, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        running[task] = key

        def ended(done: asyncio.Task[None]) -> None:
            running.pop(done, None)
            if not done.cancelled() and (error := done.exception()):
                # Its lease runs out and it comes round again, its attempt counted.
                logger.error("unexpected, item %d comes round again when its lease ends", key, exc_info=error)

        task.add_done_callback(ended)

    async def _pause(
        self,
        stop: asyncio.Event,
        *,
        until_one_ends: Iterable[asyncio.Task[None]] = (),
        wake: asyncio.Event | None = None,
    ) -> None:
        """Wait a moment, or until one of these tasks ends, `wake` is set, or the service stops."""
        signals = [asyncio.create_task(event.wait()) for event in (stop, wake) if event]
        try:
            await asyncio.wait({*until_one_ends, *signals}, timeout=_IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for signal in signals:
                signal.cancel()

    def _scope(self) -> list[int] | None:
        return None if self._only_feeds is None else sorted(self._only_feeds)
