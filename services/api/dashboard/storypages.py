"""The pages of stories, `/stories` and `/stories/{id}`, and what their forms do."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from sqlalchemy import Connection
from starlette.responses import RedirectResponse

from schemas.story import Story
from services.api import byhand
from services.api.answers import LARGEST_ID, Cursor, Id, Words
from services.api.context import Context, Here
from services.api.dashboard.chart import Course, course, floor
from services.api.dashboard.rendering import page
from wirecopy.ledger import stories
from wirecopy.ledger.stories import Order

router = APIRouter(include_in_schema=False)

_PAGE = 30
_MEMBERS = 100

ArticleId = Annotated[int, Form(ge=1, le=LARGEST_ID)]


class Span(StrEnum):
    """How far the page looks back."""

    DAY = "day"
    WEEK = "week"
    ALL = "all"


# Span: length of a bucket, number of buckets of its charts.
_BUCKETS = {
    Span.DAY: (timedelta(hours=1), 24),
    Span.WEEK: (timedelta(hours=6), 28),
    Span.ALL: (timedelta(days=1), 30),
}


@router.get("/stories")
def list_stories(
    context: Here,
    request: Request,
    *,
    span: Span = Span.DAY,
    order: Order = Order.BIGGEST,
    language: Annotated[Words, Query(max_length=35)] = "",
    cursor: Cursor = None,
) -> Response:
    """What the papers write about now: the stories that most outlets have, or those with the latest news."""
    bucket, columns = _BUCKETS[span]
    since = None if span is Span.ALL else context.clock() - bucket * columns
    with context.ledger.read() as conn:
        found, following = stories.page(
            conn, after=cursor, limit=_PAGE, order=order, since=since, language=language or None
        )
        courses = _courses(conn, context, found, span)
    kept = {"span": span.value, "order": order.value, **({"language": language} if language else {})}
    return page(
        request,
        "stories.html",
        stories=[(story, courses[story.id]) for story in found],
        span=span,
        order=order,
        language=language,
        cursor=cursor,
        further=f"/stories?{urlencode({**kept, 'cursor': following})}" if following else None,
    )


@router.get("/stories/{story_id}")
def show_story(context: Here, request: Request, story_id: Id, cursor: Cursor = None) -> Response:
    """One story: who had it when, why each article is in it, and what became of it."""
    with context.ledger.read() as conn:
        story = stories.get(conn, story_id)
        members, following = stories.members(conn, story_id, after=cursor, limit=_MEMBERS)
        log = stories.events(conn, story_id)
        span = Span.DAY if context.clock() - story.first_at < timedelta(days=1) else Span.WEEK
        if context.clock() - story.first_at > timedelta(days=7):
            span = Span.ALL
        drawn = _courses(conn, context, [story], span)[story.id]
    return page(
        request,
        "story.html",
        story=story,
        members=members,
        log=log,
        course=drawn,
        further=f"/stories/{story_id}?{urlencode({'cursor': following})}" if following else None,
    )


@router.post("/stories/{story_id}/split")
def split(context: Here, story_id: Id, article_id: ArticleId) -> Response:
    """Take an article out of the story."""
    byhand.split_story(context, story_id, article_id)
    return RedirectResponse(f"/stories/{story_id}", status_code=303)


@router.post("/stories/{story_id}/merge")
def merge(context: Here, story_id: Id, other_id: Annotated[int, Form(ge=1, le=LARGEST_ID)]) -> Response:
    """Make it one with another story."""
    return RedirectResponse(f"/stories/{byhand.merge_stories(context, story_id, other_id)}", status_code=303)


def _courses(conn: Connection, context: Context, found: list[Story], span: Span) -> dict[int, Course]:
    bucket, columns = _BUCKETS[span]
    now = context.clock()
    since = floor(now, bucket) - bucket * (columns - 1)
    counted = stories.timeline(
        conn, [story.id for story in found], since=since, bucket_seconds=int(bucket.total_seconds())
    )
    return {
        story.id: course(dict(counted.get(story.id, ())), now=now, bucket=bucket, columns=columns) for story in found
    }
