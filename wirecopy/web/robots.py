"""robots.txt (RFC 9309), read once a day for each origin."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from wirecopy.errors import TooLarge, Unreachable
from wirecopy.web.client import Response

# The name under which a site may address us (RFC 9309, 2.2.1).
PRODUCT_TOKEN = "wirecopy"  # noqa: S105 - no secret

_LIFETIME = timedelta(hours=24)  # RFC 9309, 2.4: not longer
_RETRY_AFTER = timedelta(minutes=10)
_MOST_ORIGINS = 20_000


@dataclass(frozen=True)
class _Rules:
    """What an origin says; `rules` is None where it says nothing, `unreachable` tells why it could not be asked."""

    until: datetime
    rules: Protego | None = None
    unreachable: str | None = None


class Robots:
    """Knows whether an address may be fetched. `fetch` gets robots.txt by URL, paced like any request."""

    def __init__(self, fetch: Callable[[str], Awaitable[Response]], clock: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def allowed(self, url: str) -> bool:
        """Whether robots.txt lets us fetch `url`.

        A file that is not there (4xx) allows everything. One that can't be had (5xx, no connection) forbids everything
        for the time being (RFC 9309, 2.3.1.4): raises Unreachable, so that the page is tried again later.
        """
        found = await self._rules(url)
        if found.unreachable:
            raise Unreachable(found.unreachable)
        return found.rules is None or bool(found.rules.can_fetch(url, PRODUCT_TOKEN))

    async def crawl_delay(self, url: str) -> float | None:
        """The pause in seconds that the origin asks for between two requests, if any."""
        found = await self._rules(url)
        delay = found.rules.crawl_delay(PRODUCT_TOKEN) if found.rules else None
        return None if delay is None else float(delay)

    async def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        lock = self._asking.setdefault(origin, asyncio.Lock())
        try:
            async with lock:
                found = self._known.get(origin)
                if found is None or found.until <= self._clock():
                    found = await self._ask(origin)
                    if len(self._known) >= _MOST_ORIGINS:
                        self._known.pop(next(iter(self._known)))
                    self._known[origin] = found
                return found
        finally:
            if not lock.locked():
                self._asking.pop(origin, None)

    async def _ask(self, origin: str) -> _Rules:
        now = self._clock()
        try:
            response = await self._fetch(f"{origin}/robots.txt")
        except Unreachable as error:
            return _Rules(now + _RETRY_AFTER, unreachable=f"robots.txt could not be had: {error}")
        except TooLarge:
            # Larger than the standard asks anyone to read. What can't be read can't forbid.
            return _Rules(now + _LIFETIME)
        if response.status == 429 or response.status >= 500:
            return _Rules(now + _RETRY_AFTER, unreachable=f"{origin}/robots.txt answered {response.status}")
        if not 200 <= response.status < 300:
            return _Rules(now + _LIFETIME)
        return _Rules(now + _LIFETIME, Protego.parse(response.body.decode("utf-8", "replace").removeprefix("\ufeff")))
