"""Pages for people who ask: one is fetched as the fetcher would, or given, or taken from the archive, and explained.

    url ──▶ robots.txt, the host's turn, the address guard, the caps ─┐
    html, or a stored response ───────────────────────────────────────┴─▶ a cell ──▶ Explanation

A stranger's page is read in a cell, a process that can be killed, never in the server. All of this starts with the
first page that is asked for, so that a server of which none is asked costs nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from schemas.feed import FeedEntry
from services.fetcher.books import Books
from services.fetcher.pace import NotYet, Pace
from services.fetcher.pages import is_page
from services.fetcher.shelf import LedgerShelf
from wirecopy.archive import StoredResponse
from wirecopy.cells import craft
from wirecopy.cells.craft import PageBlock
from wirecopy.cells.pool import CellError, Cells
from wirecopy.cleaning.explain import Explanation
from wirecopy.cleaning.sites import site_of
from wirecopy.errors import FetchError, HttpStatus, RobotsRefused, Unreadable, WirecopyError
from wirecopy.ledger import sites
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_PAGE, WebClient
from wirecopy.web.freshness import retry_after
from wirecopy.web.response import Response
from wirecopy.web.robots import MAX_BYTES, Robots

P = ParamSpec("P")
R = TypeVar("R")

# Pages that may be on their way at once; whoever comes then is asked to come back. One process reads them, one by one.
_MOST_AT_ONCE = 8
_CELL_BYTES = 2 * 2**30
_COME_BACK = timedelta(seconds=5)


class Busy(WirecopyError):
    """It can't be had now; `seconds` is how long to wait before asking again."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = max(1, round(seconds))


@dataclass(frozen=True)
class _Tools:
    books: Books
    cells: Cells
    web: WebClient
    pace: Pace
    robots: Robots


class PageDesk:
    """Explains pages. Stores none of them. `clock` gives the present moment, aware and in UTC."""

    def __init__(self, settings: Settings, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._ledger = ledger
        self._clock = clock
        self._stack = AsyncExitStack()
        self._starting = asyncio.Lock()
        self._tools: _Tools | None = None
        self._asked = 0

    async def fetched(self, url: str) -> Explanation:
        """Fetch a page and explain it.

        Raises BadUrl, AddressRefused, RobotsRefused and the other FetchErrors where it can't be had, Busy where its
        host may not be asked now or too many pages are asked for, Unreadable where it is no page.
        """
        async with self._turn() as tools:

            async def hop(address: str) -> None:
                if not await tools.robots.allowed(address):
                    raise RobotsRefused(f"robots.txt disallows {address}")
                await tools.pace.turn(address, interval=tools.robots.crawl_delay(address))

            try:
                response = await tools.web.get(
                    url, max_bytes=self._settings.page_bytes, headers={"Accept": ACCEPT_PAGE}, hop=hop
                )
            except NotYet as error:
                raise Busy(str(error), (error.until - self._clock()).total_seconds()) from error
            await self._check(tools, response)
            return await self._explained(tools, response.body, response.url, response.content_type)

    async def given(self, html: str, url: str | None) -> Explanation:
        """Explain markup that somebody sent; `url` is where they had it from. Raises Busy and Unreadable."""
        async with self._turn() as tools:
            return await self._explained(tools, html, url, None)

    async def stored(self, response: StoredResponse, entry: FeedEntry | None) -> Explanation:
        """Explain an archived page, with what its feed said of it. Raises Busy and Unreadable."""
        async with self._turn() as tools:
            return await self._explained(tools, response.body, response.url, response.content_type, entry)

    async def blocks(self, response: StoredResponse) -> list[PageBlock]:
        """The blocks of an archived page, numbered as they are explained. Raises Busy and Unreadable."""
        async with self._turn() as tools:
            return await self._in_cell(tools, craft.page_blocks, response.body, response.content_type)

    async def close(self) -> None:
        """End the processes and connections, if there are any."""
        await self._stack.aclose()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[_Tools]:
        if self._asked >= _MOST_AT_ONCE:
            raise Busy(f"{self._asked} other pages are being read", _COME_BACK.total_seconds())
        self._asked += 1
        try:
            async with self._starting:
                if self._tools is None:
                    self._tools = await self._start()
            yield self._tools
        finally:
            self._asked -= 1

    async def _start(self) -> _Tools:
        settings = self._settings
        async with AsyncExitStack() as stack:
            books = Books(self._ledger)
            stack.callback(books.close)
            cells = await stack.enter_async_context(
                Cells(1, timeout=settings.clean_timeout, memory_bytes=_CELL_BYTES, imports=craft.__name__)
            )
            web = await stack.enter_async_context(
                WebClient(
                    user_agent=settings.introduction,
                    allow=settings.allow_networks,
                    timeout=settings.fetch_timeout,
                    concurrency=_MOST_AT_ONCE,
                )
            )
            pace = Pace(books, self._clock, interval=settings.host_interval, address_of=web.address_of)

            async def fetch_robots(url: str) -> Response:
                return await web.get(url, max_bytes=MAX_BYTES, hop=pace.turn, truncate=True)

            robots = Robots(fetch_robots, self._clock, LedgerShelf(books))
            self._stack = stack.pop_all()  # all of it has started, and ends with `close`
        return _Tools(books, cells, web, pace, robots)

    async def _check(self, tools: _Tools, response: Response) -> None:
        if response.status in (429, 503):
            quiet = await tools.pace.quiet(response.url, asked=retry_after(response.headers, self._clock()))
            raise HttpStatus(response.status, response.url, quiet)
        if not 200 <= response.status < 300:
            raise HttpStatus(response.status, response.url)
        if not is_page(response):
            raise FetchError(f"{response.url} is {response.content_type}, no web page")

    async def _explained(
        self,
        tools: _Tools,
        html: bytes | str,
        url: str | None,
        content_type: str | None,
        entry: FeedEntry | None = None,
    ) -> Explanation:
        host = site_of(url)
        memory = (await tools.books.write(sites.load, host)).memory if host else {}
        return await self._in_cell(tools, craft.explain_page, html, url, content_type, entry, memory, self._clock())

    async def _in_cell(self, tools: _Tools, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        try:
            return await tools.cells.run(function, *arguments, **named)
        except CellError as error:
            raise Unreadable(f"the page could not be read: {error}") from error
