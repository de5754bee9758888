"""One pace per host, however many fetchers run: the next free moment of each host stands in the ledger."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from services.fetcher.books import Books
from services.fetcher.clock import Clock
from wirecopy.errors import FetchError
from wirecopy.ledger import hosts
from wirecopy.web.hosts import pacing_key

# A longer wait would hold a lease and a place in the window for nothing; the caller comes back later instead.
_PATIENCE = timedelta(seconds=45)


class NotYet(FetchError):
    """The host may not be asked before `until`."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} is not asked before {until:%H:%M:%S} UTC")
        self.until = until


class Pace:
    """Hands out moments at which a host may be asked. `interval` is in seconds between two of them."""

    def __init__(self, books: Books, clock: Clock, *, interval: float) -> None:
        self._books = books
        self._clock = clock
        self._interval = interval

    async def turn(self, url: str, *, interval: float | None = None) -> None:
        """Wait until it is this request's turn at the host of `url`.

        `interval` may only lengthen the pause after it (robots.txt's crawl-delay). Raises NotYet when the turn is far
        off, because the host asked for quiet or the line is long.
        """
        now, host = self._clock(), pacing_key(url)
        free_at = await self._books.write(hosts.next_free, host)
        if free_at and free_at > now + _PATIENCE:
            raise NotYet(host, free_at)
        pause = max(self._interval, interval or 0.0)
        slot = await self._books.write(hosts.reserve, host, now=now, interval=pause)
        if (wait := (slot - self._clock()).total_seconds()) > 0:
            await asyncio.sleep(wait)

    async def hold(self, url: str, *, seconds: float) -> datetime:
        """The host asked for quiet (429, 503): nobody asks it for `seconds`. Gives the moment it ends."""
        until = self._clock() + timedelta(seconds=seconds)
        await self._books.write(hosts.hold, pacing_key(url), until=until)
        return until
