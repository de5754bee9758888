"""Lists of feeds, into the ledger and out of it, whichever door they use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from schemas.feed import FeedState
from wirecopy.errors import AddressRefused, BadUrl
from wirecopy.feeds.opml import OpmlDocument, OpmlFeed
from wirecopy.ledger import feeds
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from wirecopy.web.guard import check_submitted

# One transaction for each so many outlines: SQLite has one writer, and a fetcher must not wait for 10,000 rows.
_OUTLINES_PER_TRANSACTION = 200
_FEEDS_A_READ = 500


class ImportStatus(StrEnum):
    """What became of one feed of a list."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True)
class Imported:
    """One feed of a list and what became of it."""

    line: int
    """Where it stands in the list, from 1."""
    url: str
    title: str
    status: ImportStatus
    feed_id: int | None = None
    reason: str | None = None
    """Why it was refused."""


def import_list(
    ledger: Ledger,
    settings: Settings,
    document: OpmlDocument,
    *,
    now: datetime,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Imported]:
    """Submit every feed of a list, in its order; all are due at `now`. A refused one stops no other.

    Refused are addresses that are none, and those that give themselves away as not public; names are not resolved here,
    as every address is checked when it is dialled. `tell` gets the number of feeds done so far.
    """
    outlines: list[Imported] = []
    for start in range(0, len(document.feeds), _OUTLINES_PER_TRANSACTION):
        with ledger.begin() as conn:
            outlines += [
                _import_one(conn, settings, feed, now)
                for feed in document.feeds[start : start + _OUTLINES_PER_TRANSACTION]
            ]
        tell(len(outlines))
    return outlines


def export_list(conn: Connection) -> Iterator[OpmlFeed]:
    """Every feed that another reader could poll, by id: no files, no pages, no feeds that became part of others."""
    after = 0
    while stretch := feeds.page(conn, after=after, limit=_FEEDS_A_READ):
        yield from (
            OpmlFeed(feed.url, feed.title, feed.tags, feed.site_url)
            for feed in stretch
            if feed.state not in (FeedState.LOCAL, FeedState.PAGE, FeedState.MERGED)
        )
        after = stretch[-1].id


def _import_one(conn: Connection, settings: Settings, outline: OpmlFeed, now: datetime) -> Imported:
    try:
        url = check_submitted(outline.url, settings.allow_networks)
    except (BadUrl, AddressRefused) as error:
        return Imported(outline.line, outline.url, outline.title, ImportStatus.REFUSED, reason=str(error))
    feed, created = feeds.submit(
        conn, url, now=now, interval=settings.poll_interval, title=outline.title, tags=outline.tags
    )
    status = ImportStatus.ACCEPTED if created else ImportStatus.KNOWN
    return Imported(outline.line, url, outline.title, status, feed.id)
