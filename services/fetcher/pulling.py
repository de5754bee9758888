"""Pulling one entry: fetch its page (or read it back from the archive), clean it, hand the copy to the publisher."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from schemas.article import CleanPage
from schemas.entry import ArchivedResponse, CleanCopy, Entry
from services.fetcher import craft
from services.fetcher.books import Books
from services.fetcher.cells import CellError, Cells
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from services.fetcher.publishing import Publisher
from wirecopy.archive import Archive
from wirecopy.errors import (
    AddressRefused,
    ArchiveDamaged,
    BadUrl,
    FetchError,
    HttpStatus,
    RobotsRefused,
    TooLarge,
)
from wirecopy.ledger import entries
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_PAGE, WebClient
from wirecopy.web.freshness import retry_after
from wirecopy.web.response import Response
from wirecopy.web.robots import Robots

logger = logging.getLogger(__name__)

# A part (206), a promise (202) and nothing (204) are no page; 203 is one that a proxy has rewritten.
_WHOLE_STATUS = frozenset({200, 203})
_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_PAGE_TYPES = ("text/html", "application/xhtml", "application/xml", "text/xml", "text/plain")


@dataclass(frozen=True)
class NoPage:
    """Why an entry's page could not be had. `slug` is stable: it ends up as the reason of a rejection."""

    slug: str
    detail: str
    passing: bool = False
    """Whether it may work another time."""
    quiet_seconds: float = 0.0
    """How long its host wants to be left alone."""


class Puller:
    """Pulls leased entries. Every entry ends up with the publisher, or back in the ledger to be tried again."""

    def __init__(
        self,
        settings: Settings,
        books: Books,
        web: WebClient,
        pace: Pace,
        robots: Robots,
        archive: Archive,
        cells: Cells,
        publisher: Publisher,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._books = books
        self._web = web
        self._pace = pace
        self._robots = robots
        self._archive = archive
        self._cells = cells
        self._publisher = publisher
        self._clock = clock

    async def pull(self, entry: Entry) -> None:
        """Bring one leased entry to the queue."""
        try:
            archived, body = await self._page(entry)
        except NotYet as not_yet:
            await self._books.write(entries.defer, entry.id, until=not_yet.until, reason="host-asked-for-quiet")
            return
        except (BadUrl, FetchError) as error:
            await self._without_page(entry, no_page(error))
            return
        try:
            page = await self._cells.run(craft.clean_page, body, archived.url, archived.content_type, entry.item)
        except CellError as error:
            await self._books.write(entries.record_archive, entry.id, archived)
            await self._without_page(entry, NoPage("page-unreadable", str(error), passing=True))
            return
        if not page.text:
            await self._books.write(entries.record_archive, entry.id, archived)
            await self._without_page(entry, NoPage("page-without-article", archived.url))
            return
        await self._hand_over(entry, page, archived)

    async def _page(self, entry: Entry) -> tuple[ArchivedResponse, bytes]:
        if entry.archived is not None:
            try:
                stored = await asyncio.to_thread(self._archive.read, entry.archived)
            except ArchiveDamaged as error:
                logger.warning("entry %d: %s; fetching again", entry.id, error)
            else:
                return entry.archived, stored.body
        if entry.url is None:
            raise NoAddress
        return await self._fetch(entry.url)

    async def _fetch(self, url: str) -> tuple[ArchivedResponse, bytes]:
        async def hop(address: str) -> None:
            if not await self._robots.allowed(address):
                raise RobotsRefused(f"robots.txt disallows {address}")
            await self._pace.turn(address, interval=self._robots.crawl_delay(address))

        response = await self._web.get(
            url, max_bytes=self._settings.page_bytes, headers={"Accept": ACCEPT_PAGE}, hop=hop
        )
        if response.status in (429, 503):
            quiet = await self._pace.quiet(response.url, asked=retry_after(response.headers, self._clock()))
            raise HttpStatus(response.status, response.url, quiet)
        if response.status not in _WHOLE_STATUS:
            raise HttpStatus(response.status, response.url)
        if not is_page(response):
            raise NotAPage(f"{response.url} is {response.content_type}")
        archived = await asyncio.to_thread(self._archive.append, response, fetched_at=self._clock())
        return archived, response.body

    async def _without_page(self, entry: Entry, why: NoPage) -> None:
        """Let the feed's own words stand in, or try again later when they are too few and the page may yet come."""
        now = self._clock()
        try:
            page = await self._cells.run(craft.clean_item, entry.item, entry.url)
        except CellError as error:
            await self._try_later(entry, f"{why.detail}; and the feed's own content could not be read: {error}")
            return
        if why.passing and entry.attempts < self._settings.max_attempts and page.word_count < _FULL_STORY:
            await self._try_later(entry, f"{why.slug}: {why.detail}", quiet_seconds=why.quiet_seconds)
            return
        if why.passing and page.text:
            await self._books.write(entries.pull_again, entry.id, at=now + _PULL_AGAIN_AFTER)
        await self._hand_over(entry, page, None, pull_error=why.slug)

    async def _try_later(self, entry: Entry, error: str, *, quiet_seconds: float = 0.0) -> None:
        now = self._clock()
        pause = self._settings.retry_delay * 2 ** (entry.attempts - 1)
        await self._books.write(
            entries.fail_attempt,
            entry.id,
            now=now,
            error=error,
            retry_at=now + timedelta(seconds=max(pause, quiet_seconds)),
            max_attempts=self._settings.max_attempts,
        )

    async def _hand_over(
        self, entry: Entry, page: CleanPage, archived: ArchivedResponse | None, *, pull_error: str | None = None
    ) -> None:
        copy = CleanCopy(
            entry_id=entry.id,
            feed_id=entry.feed_id,
            attempt=entry.attempts,
            url=entry.url or "",
            fetched_at=archived.fetched_at if archived else self._clock(),
            item=entry.item,
            page=page,
            pull_error=pull_error,
        )
        await self._publisher.add(copy, archived)


# Words from which a feed's own content passes for the whole story, so that a record is made before the page is there.
_FULL_STORY = 120
_PULL_AGAIN_AFTER = timedelta(hours=1)


class NoAddress(FetchError):
    """The feed gave no link for this entry."""

    def __init__(self) -> None:
        super().__init__("the feed gives no link for this entry")


class NotAPage(FetchError):
    """The link leads to something that is no web page, such as a PDF or a video."""


def is_page(response: Response) -> bool:
    """Whether a response can hold an article; a missing or odd Content-Type gets the benefit of the doubt."""
    media_type = (response.content_type or "").lower()
    return not media_type or "/" not in media_type or media_type.startswith(_PAGE_TYPES)


def no_page(error: BadUrl | FetchError) -> NoPage:
    """Put a fetch error into a stable slug, and tell whether trying again can help."""
    detail = str(error)
    match error:
        case HttpStatus(status=status, retry_after=quiet):
            return NoPage(f"page-{status}", detail, status in _PASSING_STATUS, quiet or 0.0)
        case BadUrl():
            return NoPage("bad-url", detail)
        case AddressRefused():
            return NoPage("address-refused", detail)
        case RobotsRefused():
            return NoPage("robots", detail)
        case TooLarge():
            return NoPage("page-too-large", detail)
        case NoAddress():
            return NoPage("no-url", detail)
        case NotAPage():
            return NoPage("not-a-page", detail)
        case _:
            return NoPage("page-unreachable", detail, passing=True)
