"""The page that a command was given: a stored article's, one on the web, or one in a file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from services.cli.folder import open_ledger, settings_for
from wirecopy.archive import Archive
from wirecopy.errors import HttpStatus, NotFound, Unreadable, UsageError
from wirecopy.ledger import articles, entries
from wirecopy.records.urls import check_url
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_PAGE, WebClient


@dataclass(frozen=True)
class GivenPage:
    """A page as it came, and its address after redirects."""

    body: bytes
    url: str
    content_type: str | None = None


def given_page(named: str, *, url: str | None, data_dir: Path | None) -> GivenPage:
    """The page that `named` means: the ID of a stored article, a file (whose address is `url`), or a URL.

    Raises NotFound, UsageError, BadUrl and FetchError.
    """
    if named.isdigit():
        return _stored(int(named), data_dir)
    if Path(named).is_file():
        if url is None:
            raise UsageError("--url has to tell the address of a page in a file")
        try:
            return GivenPage(Path(named).read_bytes(), check_url(url))
        except OSError as error:
            raise Unreadable(f"{named} can't be read: {error.strerror}") from error
    return asyncio.run(_fetched(check_url(named), settings_for(data_dir)))


def _stored(article_id: int, data_dir: Path | None) -> GivenPage:
    with open_ledger(data_dir) as (settings, ledger):
        with ledger.read() as conn:
            articles.get(conn, article_id)
            where = entries.archived_page(conn, article_id)
        if where is None:
            raise NotFound(f"article {article_id} was made from its feed's own words, there is no page of it")
        stored = Archive(settings.archive_dir).read(where)
    return GivenPage(stored.body, stored.url, stored.content_type)


async def _fetched(url: str, settings: Settings) -> GivenPage:
    async with WebClient(
        user_agent=settings.introduction, allow=settings.allow_networks, timeout=settings.fetch_timeout, concurrency=1
    ) as web:
        response = await web.get(url, max_bytes=settings.page_bytes, headers={"Accept": ACCEPT_PAGE})
    if not 200 <= response.status < 300:
        raise HttpStatus(response.status, response.url)
    return GivenPage(response.body, response.url, response.content_type)
