"""Publishing: clean copy into the queue, some twenty to a message.

An entry is marked as queued in the ledger before its message is sent: if this process dies in between, the reconciler
finds it there. The other order could have a worker file an article that nobody knows to be on its way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from schemas.entry import ArchivedResponse, Batch, CleanCopy
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from wirecopy.errors import BrokerDown
from wirecopy.ledger import entries

logger = logging.getLogger(__name__)

Pulled = tuple[CleanCopy, ArchivedResponse | None]

# How long a first copy waits for company, in seconds.
_LINGER = 0.4
_RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0)


class Publisher:
    """Collects clean copy and sends it. `send` publishes one batch and raises BrokerDown when it can't.

    While the broker is down the copy waits here; `add` blocks once two batches wait, so pulling stops by itself.
    """

    def __init__(self, books: Books, send: Callable[[Batch], None], clock: Clock, *, batch_size: int) -> None:
        self._books = books
        self._send = send
        self._clock = clock
        self._batch_size = batch_size
        self._waiting: asyncio.Queue[Pulled] = asyncio.Queue(maxsize=batch_size * 2)

    async def add(self, copy: CleanCopy, archived: ArchivedResponse | None) -> None:
        """Take one copy, with where its page lies in the archive."""
        await self._waiting.put((copy, archived))

    async def run(self) -> None:
        """Send batches until cancelled."""
        while True:
            await self._publish(await self._collect())

    async def flush(self) -> None:
        """Send what is left, once `run` has been cancelled."""
        while not self._waiting.empty():
            await self._publish(
                [self._waiting.get_nowait() for _ in range(min(self._batch_size, self._waiting.qsize()))]
            )

    async def _collect(self) -> list[Pulled]:
        batch = [await self._waiting.get()]
        deadline = asyncio.get_running_loop().time() + _LINGER
        while len(batch) < self._batch_size:
            try:
                async with asyncio.timeout_at(deadline):
                    batch.append(await self._waiting.get())
            except TimeoutError:
                break
        return batch

    async def _publish(self, pulled: list[Pulled]) -> None:
        marked = await self._books.write(_mark, pulled, now=self._clock())
        copies = tuple(copy for copy, _ in pulled if copy.entry_id in marked)
        if not copies:
            return
        batch = Batch(copies=copies)
        for attempt, pause in enumerate((*_RETRY_SECONDS, None)):
            try:
                await asyncio.to_thread(self._send, batch)
            except BrokerDown as error:
                if pause is None:
                    # The ledger has them as queued; the reconciler sends them round again.
                    logger.error("gave up on a batch of %d: %s", len(copies), error)
                    return
                if attempt == 0:
                    logger.warning("%s; trying on", error)
                await asyncio.sleep(pause)
            else:
                return


def _mark(conn: Connection, pulled: list[Pulled], *, now: datetime) -> set[int]:
    for copy, archived in pulled:
        if archived is not None:
            entries.record_archive(conn, copy.entry_id, archived)
    return set(entries.mark_queued(conn, [copy.entry_id for copy, _ in pulled], now=now))
