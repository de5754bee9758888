"""Entries: the work items of the ledger. Each ends in exactly one outcome."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field

from schemas.article import CleanPage
from schemas.base import Model, Moment
from schemas.feed import FeedEntry
from schemas.site import Lesson


class EntryState(StrEnum):
    """Where an entry stands. The first three are on the way, the rest are outcomes."""

    WAITING = "waiting"  # to be pulled, or to be tried again
    PULLING = "pulling"  # leased by a fetcher
    QUEUED = "queued"  # handed to the broker
    STORED = "stored"
    REVISED = "revised"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"


OUTCOMES = frozenset(
    {EntryState.STORED, EntryState.REVISED, EntryState.DUPLICATE, EntryState.REJECTED, EntryState.FAILED}
)


class ArchivedResponse(Model):
    """Where a raw response lies in the archive, and what is needed to clean it again."""

    file: str
    """Path of the WARC file, relative to the archive folder."""
    offset: int
    length: int
    url: str
    """Address after redirects."""
    status: int
    content_type: str | None = None
    fetched_at: Moment
    more: tuple[ArchivedResponse, ...] = ()
    """The further pages of an article in several pages, in their order; these have none."""
    site_rights: dict[str, str] = Field(default_factory=dict)
    """What the site's own files said then of the use of this page: signal to source (see `cleaning.rights`)."""


class Entry(Model):
    """One entry of one feed, on its way to becoming an article."""

    id: int
    feed_id: int
    key: str
    url: str | None
    host: str
    """Pacing key of the entry's address: registrable domain, or the literal address."""
    state: EntryState
    reason: str | None = None
    """Why it was rejected, is a duplicate, or waits."""
    error: str | None = None
    """Traceback or message of the last failed attempt."""
    attempts: int = 0
    item: FeedEntry
    archived: ArchivedResponse | None = None
    article_id: int | None = None
    seen_at: Moment
    next_attempt_at: Moment
    lease_until: Moment | None = None
    pulled_at: Moment | None = None
    queued_at: Moment | None = None
    settled_at: Moment | None = None

    def without_html(self) -> Self:
        """The entry as it is handed out: without the feed's own HTML, which is a stranger's, and for cleaning only."""
        return self.model_copy(update={"item": self.item.model_copy(update={"content_html": None})})


class CleanCopy(Model):
    """What the fetcher queues for the workers: one entry with its cleaned page, or with the feed's own words."""

    entry_id: int
    feed_id: int
    attempt: int
    url: str
    """Address the entry gave."""
    fetched_at: Moment
    item: FeedEntry
    page: CleanPage
    """Cleaned from the page, or, where that could not be had, from the feed's content (see `page.provenance`)."""
    pull_error: str | None = None
    """Why the page could not be had, when the feed's content stands in."""
    lesson: Lesson | None = None
    """What the page teaches of its site."""


class Batch(Model):
    """One message on the `articles` queue."""

    version: int = 1
    copies: tuple[CleanCopy, ...]
