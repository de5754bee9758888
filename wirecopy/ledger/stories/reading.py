"""Reading stories: one, many, its articles, its log, its course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    cast,
    extract,
    func,
    or_,
    select,
)

from schemas.story import Story, StoryArticle, StoryEvent
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import articles, stories, story_articles, story_log

_HOSTS = 8
_LEAD_LETTERS = 320

_STORIES: Select[Any] = select(
    stories.c.id,
    stories.c.language,
    stories.c.article_id,
    stories.c.first_at,
    stories.c.last_at,
    stories.c.articles,
    stories.c.outlets,
    stories.c.merged_into,
    articles.c.title,
    articles.c.summary,
    func.substr(articles.c.text, 1, 4 * _LEAD_LETTERS).label("opening"),
).join(articles, articles.c.id == stories.c.article_id)


class Order(StrEnum):
    """How stories are listed."""

    LATEST = "latest"
    """By their last article, the newest first."""
    BIGGEST = "biggest"
    """By their number of outlets, then of articles."""


def get(conn: Connection, story_id: int) -> Story:
    """Raises NotFound. A story that was merged into another is given as it is: without articles, and with where to."""
    rows = conn.execute(_STORIES.where(stories.c.id == story_id)).all()
    if not rows:
        raise NotFound(f"there is no story {story_id}")
    return _stories(conn, rows)[0]


def page(
    conn: Connection,
    *,
    after: str | None = None,
    limit: int = 50,
    order: Order = Order.LATEST,
    least: int = 2,
    since: datetime | None = None,
    until: datetime | None = None,
    language: str | None = None,
) -> tuple[list[Story], str | None]:
    """Stories of at least so many articles, and the cursor to go on from (None at the end).

    `since` and `until` bound the last article's moment (until is exclusive). The cursor is opaque and belongs to the
    order. Raises UsageError for one that is none of ours.
    """
    chosen = _STORIES.where(stories.c.articles >= max(least, 1))
    if least > 1:
        # Said once more for the sake of the partial index.
        chosen = chosen.where(stories.c.articles > 1)
    if since is not None:
        chosen = chosen.where(stories.c.last_at >= since)
    if until is not None:
        chosen = chosen.where(stories.c.last_at < until)
    if language is not None:
        chosen = chosen.where(stories.c.language == language)
    ordered: Sequence[ColumnElement[Any]]
    if order is Order.LATEST:
        ordered = (stories.c.last_at, stories.c.id)
    else:
        ordered = (stories.c.outlets, stories.c.articles, stories.c.id)
    if after is not None:
        chosen = chosen.where(_beyond(ordered, _position(after, order)))
    rows = conn.execute(chosen.order_by(*(column.desc() for column in ordered)).limit(limit + 1)).all()
    found = _stories(conn, rows[:limit])
    if len(rows) <= limit:
        return found, None
    last = found[-1]
    if order is Order.LATEST:
        return found, f"{last.last_at.isoformat()}~{last.id}"
    return found, f"{last.outlets}~{last.articles}~{last.id}"


def members(
    conn: Connection, story_id: int, *, after: str | None = None, limit: int = 50
) -> tuple[list[StoryArticle], str | None]:
    """A story's articles, earliest first, and the cursor to go on from. Raises UsageError for a foreign cursor."""
    chosen = (
        select(
            story_articles.c.article_id,
            articles.c.url,
            articles.c.host,
            articles.c.source_name,
            articles.c.title,
            story_articles.c.at,
            articles.c.duplicate_of,
            story_articles.c.evidence,
        )
        .join(articles, articles.c.id == story_articles.c.article_id)
        .where(story_articles.c.story_id == story_id)
    )
    if after is not None:
        at, article_id = _position(after, Order.LATEST)
        chosen = chosen.where(
            or_(
                story_articles.c.at > at,
                and_(story_articles.c.at == at, story_articles.c.article_id > article_id),
            )
        )
    rows = conn.execute(chosen.order_by(story_articles.c.at, story_articles.c.article_id).limit(limit + 1)).all()
    found = [StoryArticle.model_validate(dict(row._mapping)) for row in rows[:limit]]
    more = len(rows) > limit
    return found, f"{found[-1].at.isoformat()}~{found[-1].article_id}" if more else None


def membership(conn: Connection, article_id: int) -> tuple[int, dict[str, Any]] | None:
    """The story that an article is in, and why; None where it has not been placed yet."""
    row = conn.execute(
        select(story_articles.c.story_id, story_articles.c.evidence).where(story_articles.c.article_id == article_id)
    ).one_or_none()
    return None if row is None else (row.story_id, dict(row.evidence))


def events(conn: Connection, story_id: int, *, limit: int = 100) -> list[StoryEvent]:
    """What happened to a story, on either side of it, newest first."""
    rows = conn.execute(
        select(story_log)
        .where(or_(story_log.c.story_id == story_id, story_log.c.other_id == story_id))
        .order_by(story_log.c.id.desc())
        .limit(limit)
    )
    return [StoryEvent.model_validate(dict(row._mapping)) for row in rows]


def timeline(
    conn: Connection, story_ids: Iterable[int], *, since: datetime, bucket_seconds: int
) -> dict[int, list[tuple[datetime, int]]]:
    """For each story (start of the bucket, articles) at or after `since`, in order; empty buckets are left out."""
    seconds = extract("epoch", story_articles.c.at)
    bucket = cast(seconds - seconds % bucket_seconds, BigInteger).label("bucket")
    rows = conn.execute(
        select(story_articles.c.story_id, bucket, func.count().label("articles"))
        .where(among(conn, story_articles.c.story_id, story_ids), story_articles.c.at >= since)
        .group_by(story_articles.c.story_id, bucket)
        .order_by(bucket)
    )
    found: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for row in rows:
        found[row.story_id].append((datetime.fromtimestamp(row.bucket, UTC), row.articles))
    return dict(found)


def _stories(conn: Connection, rows: Sequence[Row[Any]]) -> list[Story]:
    hosts = _hosts(conn, [row.id for row in rows])
    return [
        Story(
            **{name: value for name, value in row._mapping.items() if name not in ("summary", "opening")},
            lead=_lead(row.summary, row.opening),
            hosts=tuple(hosts.get(row.id, ())),
        )
        for row in rows
    ]


def _hosts(conn: Connection, story_ids: Sequence[int]) -> dict[int, list[str]]:
    """The first hosts of each story, in the order in which they had it."""
    had = (
        select(story_articles.c.story_id, story_articles.c.host, func.min(story_articles.c.at).label("at"))
        .where(among(conn, story_articles.c.story_id, story_ids))
        .group_by(story_articles.c.story_id, story_articles.c.host)
        .subquery()
    )
    place = func.row_number().over(partition_by=had.c.story_id, order_by=(had.c.at, had.c.host)).label("place")
    ranked = select(had.c.story_id, had.c.host, place).subquery()
    rows = conn.execute(
        select(ranked.c.story_id, ranked.c.host)
        .where(ranked.c.place <= _HOSTS)
        .order_by(ranked.c.story_id, ranked.c.place)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.story_id].append(row.host)
    return found


def _lead(summary: str, opening: str) -> str:
    """The summary, or else the first paragraph; cut at a word where it is long."""
    lead = summary.strip() or opening.partition("\n\n")[0].strip()
    if len(lead) <= _LEAD_LETTERS:
        return lead
    kept = lead[:_LEAD_LETTERS]
    return (kept.rpartition(" ")[0] or kept) + " …"


def _beyond(ordered: Sequence[ColumnElement[Any]], position: Sequence[Any]) -> ColumnElement[bool]:
    """What comes after a position in descending order."""
    first, *rest = ordered
    value, *others = position
    below: ColumnElement[bool] = first < value
    if not rest:
        return below
    return or_(below, and_(first == value, _beyond(rest, others)))


def _position(cursor: str, order: Order) -> tuple[Any, ...]:
    parts = cursor.split("~")
    try:
        if order is Order.BIGGEST:
            position: tuple[Any, ...] = tuple(int(part) for part in parts)
            valid = len(position) == 3 and all(0 <= number < 2**63 for number in position)
        else:
            moment, story_id = parts
            position = (datetime.fromisoformat(moment), int(story_id))
            valid = position[0].tzinfo is not None and 0 <= position[1] < 2**63
    except ValueError:
        valid = False
    if not valid:
        raise UsageError("that is no cursor of this list: pass on the one that came with the answer before, unchanged")
    return position
