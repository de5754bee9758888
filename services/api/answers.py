"""Shapes of responses that are no record of the ledger."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, Field

from schemas.base import Moment
from schemas.entry import EntryState
from schemas.feed import FeedState
from wirecopy.subscriptions import ImportStatus

Item = TypeVar("Item")

LARGEST_ID = 2**63 - 1  # BIGINT; a greater number is a fault in both databases


def _without_nul(words: str) -> str:
    return words.replace("\0", " ")  # PostgreSQL takes no NUL in text


Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
FeedFilter = Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Id of the feed.")]
Words = Annotated[str, AfterValidator(_without_nul)]
"""Text out of a query string that a database may be asked for."""
Limit = Annotated[int, Query(ge=1, le=200, description="Items in one answer.")]
Cursor = Annotated[
    Words | None,
    Query(max_length=200, description="`next` of the answer before; leave it out to start at the beginning."),
]


class Listing(BaseModel, Generic[Item]):
    """One stretch of a list."""

    items: list[Item]
    next: str | None = Field(description="Cursor of the next stretch; null at the end of the list.")


class ChangeListing(BaseModel, Generic[Item]):
    """One stretch of the change log, which has no end."""

    items: list[Item]
    next: str | None = Field(description="Cursor to go on from, also when nothing is new; null on an empty log.")


class ImportedOutline(BaseModel):
    """One outline of an imported OPML file."""

    line: int = Field(description="Where it stands in the file, from 1.")
    url: str
    title: str = ""
    status: ImportStatus
    feed_id: int | None = None
    reason: str | None = Field(default=None, description="Why it was refused.")


class ImportReport(BaseModel):
    """What became of an OPML file, outline by outline."""

    accepted: int
    known: int
    refused: int
    outlines: list[ImportedOutline]
    problems: list[str] = Field(
        description="Outlines that could not be read at all, each with its line and the reason."
    )


class Process(BaseModel):
    """A fetcher or worker that was heard of lately."""

    name: str
    seen_at: Moment
    detail: dict[str, Any]


class Tasks(BaseModel):
    """Where the work stands."""

    queues: dict[str, int] | None = Field(description="Messages waiting on each queue; null when the broker is down.")
    broker_error: str | None
    entries: dict[EntryState, int]
    feeds: dict[FeedState, int]
    oldest_waiting_at: Moment | None = Field(description="When the oldest waiting entry was first seen.")
    fetchers: list[Process]
    workers: list[Process]


class Ready(BaseModel):
    """Every part this service needs answers."""

    status: str = "ready"
    database: str = "ok"
    broker: str = "ok"
