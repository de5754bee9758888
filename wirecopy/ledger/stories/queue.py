"""Articles that wait to be placed in a story: written with the article, deleted with its placement, so none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import articles, story_queue

_ADD = insert(story_queue)
_LETTERS = 4000
"""Of the text; placing reads no further."""
# A date in a page may be wrong, or planned; beyond this it is not believed.
_AHEAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article as far as placing needs it."""

    article_id: int
    duplicate_of: int | None
    host: str
    title: str
    text: str
    language: str | None
    at: datetime
    """When it was published; where that is not known or lies ahead, when it was first seen."""


def put(conn: Connection, article_ids: Iterable[int]) -> None:
    """Let these articles be placed, or looked at again. Waits for nobody."""
    rows = [{"article_id": article_id} for article_id in article_ids]
    if rows:
        conn.execute(_ADD, rows)


def put_copies(conn: Connection, article_id: int) -> None:
    """Let the copies of an article be looked at again."""
    copies = select(articles.c.id).where(articles.c.duplicate_of == article_id).order_by(articles.c.id)
    conn.execute(insert(story_queue).from_select(["article_id"], copies))


def waiting(conn: Connection) -> int:
    """How many wait."""
    return int(conn.execute(select(func.count()).select_from(story_queue)).scalar_one())


def take(conn: Connection, limit: int) -> list[Waiting]:
    """Take up to `limit` off the queue, those that have waited longest; an article that was put twice comes once."""
    rows = conn.execute(
        select(story_queue.c.id, story_queue.c.article_id).order_by(story_queue.c.id).limit(limit)
    ).all()
    if not rows:
        return []
    conn.execute(delete(story_queue).where(among(conn, story_queue.c.id, [row.id for row in rows])))
    return read(conn, [row.article_id for row in rows])


def read(conn: Connection, article_ids: Sequence[int]) -> list[Waiting]:
    """These articles, in the order of their ids."""
    chosen: Select[Any] = select(
        articles.c.id,
        articles.c.duplicate_of,
        articles.c.host,
        articles.c.title,
        func.substr(articles.c.text, 1, _LETTERS).label("text"),
        articles.c.language,
        articles.c.published_at,
        articles.c.first_seen_at,
    )
    rows = conn.execute(chosen.where(among(conn, articles.c.id, article_ids)).order_by(articles.c.id))
    return [_waiting(row) for row in rows]


def _waiting(row: Row[Any]) -> Waiting:
    believed = row.published_at is not None and row.published_at <= row.first_seen_at + _AHEAD
    at = row.published_at if believed else row.first_seen_at
    return Waiting(row.id, row.duplicate_of, row.host, row.title, row.text, row.language, at)
