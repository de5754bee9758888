"""`/v1/feeds`: submit, list, show, pause, resume, poll, remove."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from schemas.feed import Feed, FeedState, Poll
from services.api import submission
from services.api.answers import Cursor, Id, Limit, Listing, Words
from services.api.context import Here
from services.api.cursors import after_id
from wirecopy.ledger import feeds, polls

router = APIRouter(prefix="/v1/feeds", tags=["feeds"])

Tag = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]


class Submission(BaseModel):
    """A feed to follow, or a web page that has one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"url": "https://harbour.example/rss", "tags": ["local"]}]}
    )

    url: str = Field(min_length=1, max_length=2048, description="http or https; https:// is added where missing.")
    tags: list[Tag] = Field(default=[], max_length=50, description="Joined with those the feed already has.")


@router.get("", summary="List the feeds")
def list_feeds(
    context: Here,
    cursor: Cursor = None,
    limit: Limit = 50,
    state: FeedState | None = None,
    q: Annotated[Words | None, Query(max_length=200, description="Part of the title or the URL.")] = None,
) -> Listing[Feed]:
    """Feeds in the order they were submitted."""
    with context.ledger.read() as conn:
        found = feeds.page(conn, after=after_id(cursor), limit=limit + 1, state=state, query=q)
    return Listing(items=found[:limit], next=str(found[limit - 1].id) if len(found) > limit else None)


@router.post(
    "",
    status_code=201,
    summary="Submit a feed",
    responses={202: {"model": Feed, "description": "The feed was known; it is due now."}},
)
def submit_feed(context: Here, submitted: Submission, response: Response) -> Feed:
    """Make a feed due now; a fetcher takes it from there. Idempotent: a known URL is polled again at once.

    A URL that is a web page is searched for its feeds when it is fetched.
    """
    feed, created = submission.submit(context, submitted.url, submitted.tags)
    response.status_code = 201 if created else 202
    response.headers["Location"] = f"/v1/feeds/{feed.id}"
    return feed


@router.get("/{feed_id}", summary="Show a feed")
def show_feed(context: Here, feed_id: Id) -> Feed:
    """One feed with its validators, its schedule and its last error."""
    with context.ledger.read() as conn:
        return feeds.get(conn, feed_id)


@router.delete("/{feed_id}", status_code=204, summary="Remove a feed")
def remove_feed(context: Here, feed_id: Id) -> None:
    """Forget a feed, its polls and its entries. Its articles stay."""
    with context.ledger.begin() as conn:
        feeds.remove(conn, feed_id, now=context.clock())


@router.post("/{feed_id}/pause", summary="Pause a feed")
def pause_feed(context: Here, feed_id: Id) -> Feed:
    """Poll it no more until it is resumed. What is on the way is finished."""
    return submission.set_state(context, feed_id, FeedState.PAUSED)


@router.post("/{feed_id}/resume", summary="Resume a feed")
def resume_feed(context: Here, feed_id: Id) -> Feed:
    """Poll it again: one that was paused, or one that was gone or blocked."""
    return submission.set_state(context, feed_id, FeedState.ACTIVE)


@router.post("/{feed_id}/poll", status_code=202, summary="Poll a feed now")
def poll_feed(context: Here, feed_id: Id) -> Feed:
    """Make it due now instead of at its next turn."""
    return submission.poll_now(context, feed_id)


@router.get("/{feed_id}/polls", summary="List a feed's polls")
def list_polls(context: Here, feed_id: Id, cursor: Cursor = None, limit: Limit = 50) -> Listing[Poll]:
    """Requests for the feed, newest first, each with its outcome."""
    with context.ledger.read() as conn:
        feeds.get(conn, feed_id)
        found = polls.page(conn, feed_id, before=after_id(cursor) or None, limit=limit + 1)
    return Listing(items=found[:limit], next=str(found[limit - 1].id) if len(found) > limit else None)
