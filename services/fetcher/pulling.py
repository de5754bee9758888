"""Pulling one entry: fetch its page (or read it back from the archive), clean it, hand the copy to the publisher."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.article import CleanPage
from schemas.entry import ArchivedResponse, CleanCopy, Entry
from schemas.site import Lesson
from schemas.wall import Wall
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from services.fetcher.pages import (
    Article,
    KnownTrouble,
    NoAddress,
    NotAPage,
    Pages,
    PageUnreadable,
    RefreshLoop,
    RulesUnreachable,
    Walled,
)
from services.fetcher.publishing import Publisher
from wirecopy.archive import Archive
from wirecopy.cells import craft
from wirecopy.cells.pool import CellError, Cells
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
from wirecopy.records.normalize import FULL_WORDS
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.robots import RETRY, Robots

logger = logging.getLogger(__name__)

_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


@dataclass(frozen=True)
class NoPage:
    """Why an entry's page could not be had. `slug` is stable: it ends up as the reason of a rejection."""

    slug: str
    detail: str
    passing: bool = False
    """Whether it may work another time."""
    quiet_seconds: float = 0.0
    """How long its host wants to be left alone."""
    mood: bool = False
    """Whether it may work after a while, though not within minutes: until then the feed's own words stand in."""
    again_at: datetime | None = None
    """The same, and from when on."""


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
        self._cells = cells
        self._publisher = publisher
        self._clock = clock
        self._pages = Pages(settings, books, web, pace, robots, archive, cells, clock)

    async def pull(self, entry: Entry) -> None:
        """Bring one leased entry to the queue."""
        try:
            article = await self._article(entry)
        except NotYet as not_yet:
            await self._books.write(entries.defer, entry.id, until=not_yet.until, reason="host-asked-for-quiet")
        except (BadUrl, FetchError) as error:
            await self._without_page(entry, no_page(error))
        except PageUnreadable as error:
            await self._books.write(entries.record_archive, entry.id, error.archived)
            await self._without_page(entry, NoPage("page-unreadable", str(error), passing=True))
        else:
            if not article.page.text:
                await self._books.write(entries.record_archive, entry.id, article.archived)
                await self._without_page(entry, NoPage("page-without-article", article.archived.url))
                return
            if not article.is_whole:
                await self._books.write(entries.pull_again, entry.id, at=self._clock() + _PULL_AGAIN_AFTER)
            await self._hand_over(entry, article.page, article.archived, lesson=article.lesson)

    async def _article(self, entry: Entry) -> Article:
        if entry.archived is not None:
            try:
                return await self._pages.read_again(entry, entry.archived)
            except ArchiveDamaged as error:
                logger.warning("entry %d: %s; fetching again", entry.id, error)
        return await self._pages.fetch(entry)

    async def _without_page(self, entry: Entry, why: NoPage) -> None:
        """Let the feed's own words stand in, or try again later when they are too few and the page may yet come."""
        now = self._clock()
        try:
            page = await self._cells.run(craft.clean_item, entry.item, entry.url)
        except CellError as error:
            await self._try_later(entry, f"{why.detail}; and the feed's own content could not be read: {error}")
            return
        if why.passing and entry.attempts < self._settings.max_attempts and page.word_count < FULL_WORDS:
            await self._try_later(entry, f"{why.slug}: {why.detail}", quiet_seconds=why.quiet_seconds)
            return
        if why.mood or why.again_at or (why.passing and page.text):
            await self._books.write(entries.pull_again, entry.id, at=why.again_at or now + _PULL_AGAIN_AFTER)
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
        self,
        entry: Entry,
        page: CleanPage,
        archived: ArchivedResponse | None,
        *,
        pull_error: str | None = None,
        lesson: Lesson | None = None,
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
            lesson=lesson,
        )
        await self._publisher.add(copy, archived)


_PULL_AGAIN_AFTER = timedelta(hours=1)


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
        case Walled(wall=wall):
            return NoPage(wall, detail, passing=wall is Wall.ERROR_PAGE, mood=wall is Wall.CHALLENGE)
        case KnownTrouble(trouble=trouble):
            return NoPage(trouble.slug, detail, again_at=trouble.probe_at)
        case RulesUnreachable():
            return NoPage("robots-unreachable", detail, passing=True, quiet_seconds=RETRY.total_seconds())
        case RefreshLoop():
            return NoPage("refresh-loop", detail)
        case _:
            return NoPage("page-unreachable", detail, passing=True)
