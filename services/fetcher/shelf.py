"""The shelf: sites' files for robots, kept in the ledger for all fetchers."""

from __future__ import annotations

from schemas.site import SiteFile
from services.fetcher.books import Books
from wirecopy.ledger import sitefiles


class LedgerShelf:
    """Keeps robots.txt and tdmrep.json where every fetcher finds them, also the one that is started next."""

    def __init__(self, books: Books) -> None:
        self._books = books

    async def load(self, url: str) -> SiteFile | None:
        """The file of this address as last read, if ever."""
        return await self._books.write(sitefiles.load, url)

    async def save(self, file: SiteFile) -> None:
        """Keep a file in place of the one of the same address."""
        await self._books.write(sitefiles.save, file)
