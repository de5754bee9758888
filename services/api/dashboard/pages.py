"""The pages to read: `/`, `/articles`, `/articles/{id}`, `/feeds`, `/feeds/{id}`, `/entries`."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from schemas.entry import EntryState
from schemas.feed import FeedState
from services.api.answers import Cursor, FeedFilter, Id, Words
from services.api.context import Here
from services.api.cursors import after_id
from services.api.dashboard.differences import paragraphs, steps
from services.api.dashboard.listing import listed
from services.api.dashboard.overview import Span, overview
from services.api.dashboard.rendering import page
from services.api.routes.entries import RETRIED
from services.api.standing import entry_counts
from wirecopy.errors import NotFound
from wirecopy.ledger import articles, entries, feeds, polls, stories, subscriptions
from wirecopy.syndication import syndication

router = APIRouter(include_in_schema=False)

_PAGE = 50
_POLLS = 30
_FEED_ENTRIES = 50


@router.get("/")
def front(context: Here, request: Request, span: Span = Span.HOUR, submitted: FeedFilter = None) -> Response:
    """Everything at a glance; `submitted` is the feed that the form has just taken."""
    return front_page(context, request, span=span, submitted=submitted)


def front_page(
    context: Here,
    request: Request,
    *,
    span: Span = Span.HOUR,
    submitted: int | None = None,
    url: str = "",
    error: str | None = None,
) -> Response:
    """Render the front page, with what the form should say of the last submission."""
    taken = None
    if submitted is not None:
        with context.ledger.read() as conn:
            try:
                taken = feeds.get(conn, submitted)
            except NotFound:  # an old address of ours that was kept or shared
                taken = None
    return page(
        request,
        "overview.html",
        status=422 if error else 200,
        view=overview(context, span),
        taken=taken,
        url=url,
        error=error,
    )


@router.get("/articles")
def list_articles(
    context: Here,
    request: Request,
    *,
    q: Annotated[Words, Query(max_length=500)] = "",
    host: Annotated[Words, Query(max_length=253)] = "",
    feed: FeedFilter = None,
    duplicates: bool = False,
    cursor: Cursor = None,
) -> Response:
    """Records, newest first, or found by words."""
    with context.ledger.read() as conn:
        look: dict[str, Any] = {"host": host or None, "feed_id": feed, "duplicates": duplicates}
        if q.strip():
            found, following = articles.search(conn, q, after=cursor, limit=_PAGE, **look)
        else:
            found, following = articles.page(conn, after=cursor, limit=_PAGE, **look)
        lines = listed(conn, found)
    asked = {"q": q, "host": host, "feed": feed or "", "duplicates": "true" if duplicates else ""}
    kept = {name: value for name, value in asked.items() if value}
    return page(
        request,
        "articles.html",
        articles=lines,
        q=q,
        host=host,
        feed=feed,
        duplicates=duplicates,
        cursor=cursor,
        older=f"/articles?{urlencode({**kept, 'cursor': following})}" if following else None,
    )


@router.get("/articles/{article_id}")
def show_article(context: Here, request: Request, article_id: Id) -> Response:
    """One record, with everything wirecopy knows of how it came to be."""
    with context.ledger.read() as conn:
        article = articles.get(conn, article_id)
        revisions = articles.revisions(conn, article_id)
        copies = {copy.id: articles.evidence(conn, copy.id) for copy in articles.copies(conn, article_id)}
        root = articles.get(conn, article.duplicate_of) if article.duplicate_of else None
        standing = articles.evidence(conn, article_id)
        place = stories.membership(conn, article_id)
        story = stories.get(conn, place[0]) if place else None
        members = articles.group(conn, article_id) if root or copies else []
    return page(
        request,
        "article.html",
        article=article,
        paragraphs=paragraphs(article.text),
        steps=steps(revisions),
        first=revisions[0] if revisions else None,
        why=copies,
        syndication=syndication(members) if members else None,
        root=root,
        evidence=standing if root else {},
        standing=standing,
        story=story,
        place=place[1] if place else {},
    )


@router.get("/feeds")
def list_feeds(
    context: Here,
    request: Request,
    state: FeedState | None = None,
    q: Annotated[Words, Query(max_length=200)] = "",
    cursor: Cursor = None,
) -> Response:
    """All feeds, with the forms that submit, import and export."""
    with context.ledger.read() as conn:
        found = feeds.page(conn, after=after_id(cursor), limit=_PAGE + 1, state=state, query=q.strip() or None)
        counts = feeds.count_by_state(conn)
    kept = {name: value for name, value in {"q": q, "state": state or ""}.items() if value}
    more = len(found) > _PAGE
    return page(
        request,
        "feeds.html",
        feeds=found[:_PAGE],
        counts=counts,
        total=sum(counts.values()),
        state=state,
        q=q,
        further=f"/feeds?{urlencode({**kept, 'cursor': found[_PAGE - 1].id})}" if more else None,
    )


@router.get("/feeds/{feed_id}")
def show_feed(context: Here, request: Request, feed_id: Id) -> Response:
    """One feed: its schedule, its polls, its entries and their errors."""
    with context.ledger.read() as conn:
        return page(
            request,
            "feed.html",
            feed=feeds.get(conn, feed_id),
            hub=subscriptions.of_feed(conn, feed_id),
            polls=polls.page(conn, feed_id, before=None, limit=_POLLS),
            counts=entries.counts(conn, feed_ids=[feed_id]),
            troubled=[
                entry
                for state in (EntryState.FAILED, EntryState.REJECTED)
                for entry in entries.page(conn, state=state, feed_id=feed_id, limit=_FEED_ENTRIES)
            ],
            newest=listed(conn, articles.page(conn, limit=10, feed_id=feed_id, duplicates=True)[0]),
            retried=RETRIED,
        )


@router.get("/entries")
def list_entries(
    context: Here,
    request: Request,
    *,
    state: EntryState | None = None,
    feed: FeedFilter = None,
    cursor: Cursor = None,
    retried: int | None = None,
) -> Response:
    """Entries by state; those that failed with their traceback and a button to try again."""
    with context.ledger.read() as conn:
        found = entries.page(conn, state=state, feed_id=feed, after=after_id(cursor), limit=_PAGE + 1)
        counts = entry_counts(conn)
    kept = {name: value for name, value in {"state": state or "", "feed": feed or ""}.items() if value}
    more = len(found) > _PAGE
    return page(
        request,
        "entries.html",
        entries=found[:_PAGE],
        counts=counts,
        total=sum(counts.values()),
        state=state,
        feed=feed,
        done=retried,
        retried=RETRIED,
        further=f"/entries?{urlencode({**kept, 'cursor': found[_PAGE - 1].id})}" if more else None,
    )
