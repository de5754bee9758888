"""One pace per host, however many fetchers run: the next free moment of each host stands in the ledger.

A host is a registrable domain. Where a site lives with a shared hoster, the hoster's address has a pace as well, or a
thousand blogs of one machine would be asked all at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from services.fetcher.books import Books
from services.fetcher.clock import Clock
from wirecopy.errors import FetchError
from wirecopy.ledger import hosts
from wirecopy.ledger.hosts import Turn
from wirecopy.web.hosts import is_hosted, pacing_key
from wirecopy.web.target import target

# A longer wait would hold a lease and a place in the window for nothing; the caller comes back later instead.
_PATIENCE = timedelta(seconds=45)

# After 429 or 503 without a Retry-After, and the least with one; doubled with each strike, since the last pause was not
# enough.
_QUIET_SECONDS = 900.0
_LEAST_QUIET_SECONDS = 60.0
_LONGEST_QUIET_SECONDS = 86_400.0
# A week: what asks for more is a slip, or a way to say never, for which there is 410.
_LONGEST_WISH_SECONDS = 7 * 86_400.0

AddressOf = Callable[[str], Awaitable[str | None]]


class NotYet(FetchError):
    """The host may not be asked before `until`."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} is not asked before {until:%H:%M:%S} UTC")
        self.until = until


class Pace:
    """Hands out moments at which a host may be asked, and keeps what hosts asked for.

    `interval` is in seconds between two requests to one host; `address_of` looks a host name up (None: not found);
    `sleep` waits.
    """

    def __init__(
        self,
        books: Books,
        clock: Clock,
        *,
        interval: float,
        address_of: AddressOf,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._books = books
        self._clock = clock
        self._interval = interval
        self._address_of = address_of
        self._sleep = sleep

    async def turn(self, url: str, *, interval: float | None = None) -> Turn:
        """Wait until it is this request's turn at the host of `url`.

        `interval` may only lengthen the pause after it (robots.txt's crawl-delay). Raises NotYet when the turn is far
        off, because the host asked for quiet or the line is long.
        """
        turn = await self._take(pacing_key(url), max(self._interval, interval or 0.0))
        return await self.reach(url, turn)

    async def reach(self, url: str, turn: Turn) -> Turn:
        """Wait for a turn at the host of `url` that was taken already, and for its address's turn if that is shared."""
        until = turn.at
        if is_hosted(url):
            address = await self._address_of(target(url).host)
            if address is not None:
                until = max(until, (await self._take(address, self._interval)).at)
        if (wait := (until - self._clock()).total_seconds()) > 0:
            await self._sleep(wait)
        return turn

    async def quiet(self, url: str, *, asked: float | None) -> float:
        """The host said 429 or 503: nobody asks it for the seconds it `asked`, or for longer each time it says so.

        Gives the seconds.
        """
        strikes = await self._books.write(hosts.strike, pacing_key(url))
        own = _LEAST_QUIET_SECONDS if asked is not None and asked > 0 else _QUIET_SECONDS
        own = min(own * float(1 << min(strikes - 1, 20)), _LONGEST_QUIET_SECONDS)
        seconds = min(max(asked or 0.0, own), _LONGEST_WISH_SECONDS)
        await self._books.write(hosts.hold, pacing_key(url), until=self._clock() + timedelta(seconds=seconds))
        return seconds

    async def no_answer(self, url: str) -> None:
        """The host did not answer. After a few times in a row it is only tried now and then."""
        await self._books.write(hosts.strike, pacing_key(url))

    async def answered(self, url: str, turn: Turn) -> None:
        """The host gave a good answer in this turn."""
        if turn.strikes:
            await self._books.write(hosts.forgive, pacing_key(url), now=self._clock(), interval=self._interval)

    async def _take(self, key: str, interval: float) -> Turn:
        turn = await self._books.write(hosts.take_turn, key, now=self._clock(), interval=interval, patience=_PATIENCE)
        if isinstance(turn, datetime):
            raise NotYet(key, turn)
        return turn
