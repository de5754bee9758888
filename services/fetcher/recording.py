"""Recording polls: many to a transaction, since most of them bring nothing and a commit costs more than they do."""

from __future__ import annotations

import asyncio
import logging

from services.fetcher.books import Books
from services.fetcher.clock import Clock
from wirecopy.errors import LedgerDown
from wirecopy.ledger import feeds
from wirecopy.ledger.feeds import EntryCounts, Polled
from wirecopy.records.urls import url_key
from wirecopy.web.hosts import pacing_key

logger = logging.getLogger(__name__)

# Polls in one transaction; more would keep other writers waiting for too long.
_AT_ONCE = 100


class Recorder:
    """Writes polls into the ledger. `record` returns when its poll is safe there; `run` does the writing."""

    def __init__(self, books: Books, clock: Clock) -> None:
        self._books = books
        self._clock = clock
        self._waiting: asyncio.Queue[tuple[Polled, asyncio.Future[EntryCounts | None]]] = asyncio.Queue()

    async def record(self, polled: Polled) -> EntryCounts | None:
        """Save one poll; gives what its entries turned out to be, None where the feed was removed meanwhile.

        Raises LedgerDown, and whatever else kept it from being saved; then nothing of it was.
        """
        written: asyncio.Future[EntryCounts | None] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((polled, written))
        return await written

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            # While one transaction runs the next one's polls gather: the busier it is, the more go into one.
            batch = [await self._waiting.get()]
            while len(batch) < _AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            await self._write(batch)

    async def flush(self) -> None:
        """Write what is left, once `run` has been cancelled."""
        while not self._waiting.empty():
            await self._write([self._waiting.get_nowait()])

    async def _write(self, batch: list[tuple[Polled, asyncio.Future[EntryCounts | None]]]) -> None:
        try:
            counted = await self._books.write(
                feeds.record_polls,
                [polled for polled, _ in batch],
                now=self._clock(),
                host_of=pacing_key,
                key_of=url_key,
            )
        except asyncio.CancelledError:
            _fail(batch, LedgerDown("the fetcher stops"))
            raise
        except Exception as error:  # noqa: BLE001 - it is raised where the poll was made
            if len(batch) == 1 or isinstance(error, LedgerDown):
                _fail(batch, error)
                return
            # One feed's words must not keep the others from being saved.
            logger.warning("a batch of %d polls was refused (%s); saving each alone", len(batch), error)
            for one in batch:
                await self._write([one])
            return
        for polled, written in batch:
            if not written.done():
                written.set_result(counted.get(polled.feed.id))


def _fail(batch: list[tuple[Polled, asyncio.Future[EntryCounts | None]]], error: Exception) -> None:
    for _, written in batch:
        if not written.done():
            written.set_exception(error)
