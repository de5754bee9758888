"""The pages of an article: asked for politely, followed to where the article is, kept in the archive, read in cells.

link ─▶ get ─▶ archive ─▶ land ─┬─ it refreshes, is AMP, or one of many ─▶ get that in its place
                                ├─ wall ─▶ Walled
                                └─ article ─▶ its further pages ─▶ joined ─▶ what the site says of rights
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.article import CleanPage
from schemas.entry import ArchivedResponse, Entry
from schemas.feed import FeedEntry
from schemas.site import Lesson, PageTrouble
from schemas.wall import Wall
from services.fetcher.books import Books
from services.fetcher.clock import Clock
from services.fetcher.pace import NotYet, Pace
from services.fetcher.shelf import LedgerShelf
from services.fetcher.siterights import TDMREP_BYTES, SiteRights
from wirecopy.archive import Archive, StoredResponse
from wirecopy.cells import craft
from wirecopy.cells.pool import CellError, Cells
from wirecopy.cleaning.assembling import put_together, witness
from wirecopy.cleaning.landing import Landing, noted_headers
from wirecopy.cleaning.pagination import MOST_PAGES, continues
from wirecopy.cleaning.sites import site_of
from wirecopy.cleaning.walls import REFUSALS, guard_headers, is_challenge
from wirecopy.errors import BadUrl, FetchError, HttpStatus, RobotsRefused, Unreachable
from wirecopy.ledger import pagememory, sites
from wirecopy.ledger.hosts import Turn
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_PAGE, WebClient
from wirecopy.web.freshness import retry_after
from wirecopy.web.hosts import pacing_key
from wirecopy.web.response import Response
from wirecopy.web.robots import Robots

logger = logging.getLogger(__name__)

# A part (206), a promise (202) and nothing (204) are no page; 203 is one that a proxy has rewritten.
_WHOLE_STATUS = frozenset({200, 203})
_PAGE_TYPES = ("text/html", "application/xhtml", "application/xml", "text/xml", "text/plain")
# From a link to its article: a refresh, from an AMP page to the true one, to the view of all its pages.
_MOST_STEPS = 3

# What says that a host does not want us, or is not there: how its pages fail is remembered. A wall for subscribers is
# not among them, for the next page may be free; 429 and 503 are the pace's to remember.
_SHUT_STATUS = frozenset({401, 403, 405, 406, 407, 418, 451, 520, 521, 522, 523, 524, 525, 526, 530})
_SHUT_WALLS = frozenset({Wall.CHALLENGE, Wall.CONSENT, Wall.NEEDS_SCRIPT})


class NoAddress(FetchError):
    """The feed gave no link for this entry."""

    def __init__(self) -> None:
        super().__init__("the feed gives no link for this entry")


class NotAPage(FetchError):
    """The link leads to something that is no web page, such as a PDF or a video."""


class RulesUnreachable(FetchError):
    """The site's robots.txt can't be had, so its pages are not asked for now (RFC 9309 section 2.3.1.4)."""


class RefreshLoop(FetchError):
    """The link leads to pages that do nothing but lead on."""


class Walled(FetchError):
    """The link leads to a page that stands in the article's place."""

    def __init__(self, wall: Wall, url: str) -> None:
        super().__init__(f"{url}: {wall}")
        self.wall = wall
        self.url = url


class KnownTrouble(FetchError):
    """The host's pages keep failing, so this one was not asked for."""

    def __init__(self, host: str, trouble: PageTrouble) -> None:
        super().__init__(
            f"the last {trouble.times} pages of {host} failed with {trouble.slug};"
            f" the next is tried after {trouble.probe_at:%d %b %H:%M} UTC"
        )
        self.trouble = trouble


class PageUnreadable(Exception):
    """A page that no cell could read; `archived` is where it lies."""

    def __init__(self, archived: ArchivedResponse, why: CellError) -> None:
        super().__init__(str(why))
        self.archived = archived


@dataclass(frozen=True)
class Article:
    """An article as its pages gave it. `page.text` is empty where they hold none."""

    page: CleanPage
    archived: ArchivedResponse
    is_whole: bool = True
    """Whether all its pages could be had."""
    lesson: Lesson | None = None
    """What its first page teaches of the site."""


@dataclass(frozen=True)
class _Read:
    archived: ArchivedResponse
    landing: Landing
    lesson: Lesson | None

    @property
    def article(self) -> CleanPage | None:
        """The page, if it is an article with a text."""
        page = self.landing.page
        return page if page is not None and page.text and self.landing.wall is None else None


class Pages:
    """Gets articles. Paces itself, obeys robots.txt, remembers how hosts' pages fail, and archives whatever came."""

    def __init__(
        self,
        settings: Settings,
        books: Books,
        web: WebClient,
        pace: Pace,
        robots: Robots,
        archive: Archive,
        cells: Cells,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._books = books
        self._web = web
        self._pace = pace
        self._robots = robots
        self._archive = archive
        self._cells = cells
        self._clock = clock
        self._site_rights = SiteRights(self._fetch_file, robots, LedgerShelf(books), clock)
        # Turns wait for each other, and a lease does not wait: so long may the pages of one article take.
        self._patience = timedelta(seconds=settings.lease_timeout / 2)

    async def fetch(self, entry: Entry) -> Article:
        """Get an entry's article from its site.

        Raises NotYet where a host may not be asked now, BadUrl and FetchError (Walled, KnownTrouble and the others of
        this module among them) where there is no article, PageUnreadable where a cell died of it.
        """
        if entry.url is None:
            raise NoAddress
        deadline = self._clock() + self._patience
        read = await self._arrive(entry.url, entry.item)
        if read.landing.wall is not None:
            raise Walled(read.landing.wall, read.archived.url)
        further, is_whole = await self._further_pages(read, entry.item, deadline)
        archived = read.archived.model_copy(
            update={
                "more": tuple(page.archived for page in further),
                "site_rights": await self._site_rights.of(read.archived.url) if read.article else {},
            }
        )
        return Article(_put_together([read, *further], archived), archived, is_whole, read.lesson)

    async def read_again(self, entry: Entry, archived: ArchivedResponse) -> Article:
        """Read an article out of the archive, as it would be read today; asks nobody. Raises ArchiveDamaged, Walled and
        PageUnreadable."""
        read: list[_Read] = []
        for place in (archived, *archived.more):
            stored = await asyncio.to_thread(self._archive.read, place)
            item = witness(entry.item, page=len(read) + 1)
            read.append(await self._read(stored, place, asked=place.url if read else entry.url, item=item))
        if read[0].landing.wall is not None:
            raise Walled(read[0].landing.wall, archived.url)
        return Article(_put_together(read, archived), archived, lesson=read[0].lesson)

    # ---- from the link to the article

    async def _arrive(self, url: str, item: FeedEntry) -> _Read:
        """The page where the article is; with the best of those on the way where that can't be had."""
        best = await self._get(url, asked=url, item=item)
        seen = {url, best.archived.url}
        for _ in range(_MOST_STEPS):
            target = best.landing.leads_to
            if target is None:
                break
            if target in seen:
                if best.landing.page is None:
                    raise RefreshLoop(f"{url} leads to {target} and back")
                break
            seen.add(target)
            try:
                there = await self._get(target, asked=url, item=item)
            except NotYet:
                raise
            except (BadUrl, FetchError) as error:
                if best.landing.page is None:
                    raise
                logger.info("%s: %s; %s will do", target, error, best.archived.url)
                break
            seen.add(there.archived.url)
            if best.landing.page is None and there.landing.page is None and there.landing.wall is None:
                raise RefreshLoop(f"{url} leads to {target}, which leads on to {there.landing.leads_to}")
            if best.article is not None and there.article is None:
                break
            best = there
        return best

    async def _further_pages(self, first: _Read, item: FeedEntry, deadline: datetime) -> tuple[list[_Read], bool]:
        """The article's other pages in their order, and whether these are all."""
        article = first.article
        # Where the feed's own content stood in for a short first page it holds the other pages as well.
        if article is None or not article.provenance.extractor.startswith("page:"):
            return [], True
        read: list[_Read] = []
        seen = {first.archived.url}
        address = first.landing.next_page
        while address is not None and address not in seen and len(read) + 1 < MOST_PAGES:
            seen.add(address)
            if self._clock() > deadline:
                return read, False
            try:
                page = await self._get(address, asked=address, item=witness(item, page=2))
            except (BadUrl, FetchError) as error:
                logger.info("only %d pages of %s: %s", len(read) + 1, first.archived.url, error)
                return read, False
            except PageUnreadable:
                break
            if page.article is None or not continues(article, page.article):
                break
            read.append(page)
            address = page.landing.next_page
        return read, True

    # ---- one page

    async def _get(self, url: str, *, asked: str, item: FeedEntry) -> _Read:
        """Ask for one page and read it; what comes is remembered of its host."""
        asked_last, troubled = url, False
        turn: Turn | None = None

        async def hop(address: str) -> None:
            nonlocal asked_last, troubled, turn
            troubled = await self._may_ask(address) or troubled
            asked_last = address
            turn = await self._turn(address)

        try:
            response = await self._web.get(
                url, max_bytes=self._settings.page_bytes, headers={"Accept": ACCEPT_PAGE}, hop=hop
            )
            await self._check(response)
            if turn is not None:
                await self._pace.answered(response.url, turn)
            archived = await asyncio.to_thread(self._archive.append, response, fetched_at=self._clock())
            stored = StoredResponse(
                response.body, response.headers, response.url, response.status, response.content_type
            )
            read = await self._read(stored, archived, asked=asked, item=item)
        except (HttpStatus, Walled, Unreachable) as error:
            await self._remember(asked_last, error)
            raise
        if read.landing.wall in _SHUT_WALLS:
            await self._remember(response.url, Walled(read.landing.wall, response.url))
        elif troubled:
            await self._books.write(pagememory.forget, pacing_key(response.url))
        return read

    async def _may_ask(self, address: str) -> bool:
        """Raise KnownTrouble where the host's pages are left alone; else tell whether there is trouble at all."""
        host = pacing_key(address)
        may_ask, trouble = await self._books.write(pagememory.ask, host, now=self._clock())
        if trouble is not None and not may_ask:
            raise KnownTrouble(host, trouble)
        return trouble is not None

    async def _turn(self, address: str) -> Turn:
        try:
            is_allowed = await self._robots.allowed(address)
        except Unreachable as error:
            raise RulesUnreachable(str(error)) from error
        if not is_allowed:
            raise RobotsRefused(f"robots.txt disallows {address}")
        return await self._pace.turn(address, interval=self._robots.crawl_delay(address))

    async def _check(self, response: Response) -> None:
        """Raise unless the response may hold an article."""
        if response.status in REFUSALS and is_challenge(guard_headers(response.headers.pairs), response.body):
            raise Walled(Wall.CHALLENGE, response.url)
        if response.status in (429, 503):
            quiet = await self._pace.quiet(response.url, asked=retry_after(response.headers, self._clock()))
            raise HttpStatus(response.status, response.url, quiet)
        if response.status not in _WHOLE_STATUS:
            raise HttpStatus(response.status, response.url)
        if not is_page(response):
            raise NotAPage(f"{response.url} is {response.content_type}")

    async def _remember(self, address: str, error: HttpStatus | Walled | Unreachable) -> None:
        match error:
            case Walled(wall=wall) if wall in _SHUT_WALLS:
                slug = str(wall)
            case HttpStatus(status=status) if status in _SHUT_STATUS:
                slug = f"page-{status}"
            case Unreachable():
                slug = "page-unreachable"
            case _:
                return
        host = pacing_key(address)
        trouble = await self._books.write(pagememory.failed, host, slug, now=self._clock())
        if trouble.times == pagememory.PATIENCE:
            logger.warning("%s: %d pages in a row failed with %s; left alone for a while", host, trouble.times, slug)

    async def _read(
        self, stored: StoredResponse, archived: ArchivedResponse, *, asked: str | None, item: FeedEntry
    ) -> _Read:
        headers = noted_headers(stored.headers.pairs)
        host = site_of(stored.url)
        site = await self._books.write(sites.load, host) if host else None
        memory, at = site.memory if site else {}, archived.fetched_at
        try:
            landing, lesson = await self._cells.run(
                craft.land_page, stored.body, stored.url, stored.content_type, headers, asked, item, memory, at
            )
        except CellError as error:
            raise PageUnreadable(archived, error) from error
        return _Read(archived, landing, lesson)

    async def _fetch_file(self, url: str) -> Response:
        """A file of a site that says something of its pages."""

        async def hop(address: str) -> None:
            await self._turn(address)

        return await self._web.get(url, max_bytes=TDMREP_BYTES, hop=hop, truncate=True)


def is_page(response: Response) -> bool:
    """Whether a response can hold an article; a missing or odd Content-Type gets the benefit of the doubt."""
    media_type = (response.content_type or "").lower()
    return not media_type or "/" not in media_type or media_type.startswith(_PAGE_TYPES)


def _put_together(read: Sequence[_Read], archived: ArchivedResponse) -> CleanPage:
    page = put_together([page.landing for page in read], archived.site_rights)
    if page is None:
        raise RefreshLoop(f"{archived.url} does nothing but lead on")
    return page
