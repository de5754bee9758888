"""What the pages' forms do. Each answers with a redirect, so that a reload repeats nothing; `protection` has already
refused what other sites send.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response, UploadFile
from starlette.responses import RedirectResponse

from schemas.entry import EntryState
from schemas.feed import FeedState
from services.api import byhand, submission
from services.api.answers import LARGEST_ID, Id
from services.api.context import Here
from services.api.dashboard.pages import front_page
from services.api.dashboard.rendering import page
from services.api.routes.entries import retry
from wirecopy.errors import AddressRefused, BadUrl
from wirecopy.ledger import entries, feeds

router = APIRouter(include_in_schema=False)


def _see(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


@router.post("/")
def submit(context: Here, request: Request, url: Annotated[str, Form()] = "") -> Response:
    """Take a feed's address; a bad one brings the form back with what is wrong."""
    if not url.strip():
        return front_page(context, request, error="Enter the address of a feed, or of a page that has one.")
    try:
        feed, _ = submission.submit(context, url)
    except (BadUrl, AddressRefused) as error:
        return front_page(context, request, url=url, error=str(error))
    return _see(f"/?submitted={feed.id}#submit")


@router.post("/feeds/import")
def import_feeds(context: Here, request: Request, file: UploadFile) -> Response:
    """Take an OPML file and show what became of each of its outlines."""
    return page(request, "imported.html", report=submission.import_opml(context, file.file.read()))


@router.post("/articles/{article_id}/split")
def split_article(context: Here, article_id: Id) -> Response:
    """Take the article out of its group of copies."""
    byhand.split_article(context, article_id)
    return _see(f"/articles/{article_id}")


@router.post("/articles/{article_id}/merge")
def merge_article(context: Here, article_id: Id, other_id: Annotated[int, Form(ge=1, le=LARGEST_ID)]) -> Response:
    """Put it into one group with another article."""
    byhand.merge_articles(context, article_id, other_id)
    return _see(f"/articles/{article_id}")


@router.post("/feeds/{feed_id}/pause")
def pause(context: Here, feed_id: Id) -> Response:
    """Poll the feed no more."""
    submission.set_state(context, feed_id, FeedState.PAUSED)
    return _see(f"/feeds/{feed_id}")


@router.post("/feeds/{feed_id}/resume")
def resume(context: Here, feed_id: Id) -> Response:
    """Poll the feed again."""
    submission.set_state(context, feed_id, FeedState.ACTIVE)
    return _see(f"/feeds/{feed_id}")


@router.post("/feeds/{feed_id}/poll")
def poll(context: Here, feed_id: Id) -> Response:
    """Poll the feed now."""
    submission.poll_now(context, feed_id)
    return _see(f"/feeds/{feed_id}")


@router.post("/feeds/{feed_id}/remove")
def remove(context: Here, feed_id: Id) -> Response:
    """Forget the feed; its articles stay."""
    with context.ledger.begin() as conn:
        feeds.remove(conn, feed_id, now=context.clock())
    return _see("/feeds")


@router.post("/entries/{entry_id}/retry")
def retry_one(context: Here, entry_id: Id) -> Response:
    """Send one entry round again."""
    retry(context, entry_id)
    return _see(f"/entries?state={EntryState.FAILED}&retried=1")


@router.post("/entries/retry-failed")
def retry_failed(context: Here, feed: Annotated[int | None, Form(ge=1, le=LARGEST_ID)] = None) -> Response:
    """Send every failed entry round again, or those of one feed."""
    with context.ledger.begin() as conn:
        number = entries.retry_failed(conn, now=context.clock(), feed_id=feed)
    return _see(f"/entries?state={EntryState.FAILED}&retried={number}")
