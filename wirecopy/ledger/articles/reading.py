"""Reading articles: one, many, newest first, or those that hold a person's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from schemas.article import Article, Source
from schemas.revision import Revision
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import search as fulltext
from wirecopy.ledger import tables
from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import articles, story_articles

_KEPT_BACK = {"evidence", "sketch"}
_STORY = select(story_articles.c.story_id).where(story_articles.c.article_id == articles.c.id).scalar_subquery()
_COLUMNS = [*(column for column in articles.c if column.name not in _KEPT_BACK), _STORY.label("story_id")]
_SOURCE = {"host", "source_name", "feed_id"}


def get(conn: Connection, article_id: int) -> Article:
    """Raises NotFound."""
    found = by_ids(conn, [article_id])
    if not found:
        raise NotFound(f"there is no article {article_id}")
    return found[0]


def by_ids(conn: Connection, ids: Iterable[int]) -> list[Article]:
    """Those of these articles that there are, by id."""
    rows = conn.execute(select(*_COLUMNS).where(among(conn, articles.c.id, ids)).order_by(articles.c.id))
    return [_article(row) for row in rows]


def evidence(conn: Connection, article_id: int) -> dict[str, Any]:
    """Why it is a duplicate, or why it is none. Raises NotFound."""
    found = conn.execute(select(articles.c.evidence).where(articles.c.id == article_id)).one_or_none()
    if found is None:
        raise NotFound(f"there is no article {article_id}")
    return dict(found.evidence)


def page(
    conn: Connection,
    *,
    after: str | None = None,
    limit: int = 50,
    host: str | None = None,
    feed_id: int | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    duplicates: bool = False,
) -> tuple[list[Article], str | None]:
    """Articles by when they were first seen, newest first, and the cursor to go on from (None at the end).

    `since` and `until` bound that moment (until is exclusive). Duplicates are left out unless asked for. The cursor is
    opaque. Raises UsageError for one that is none of ours.
    """
    chosen = _filtered(host=host, feed_id=feed_id, language=language, since=since, until=until, duplicates=duplicates)
    if after is not None:
        moment, article_id = _position(after)
        chosen = chosen.where(
            or_(
                articles.c.first_seen_at < moment,
                and_(articles.c.first_seen_at == moment, articles.c.id < article_id),
            )
        )
    chosen = chosen.order_by(articles.c.first_seen_at.desc(), articles.c.id.desc()).limit(limit + 1)
    found = [_article(row) for row in conn.execute(chosen)]
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], f"{last.first_seen_at.isoformat()}~{last.id}"


def search(
    conn: Connection,
    query: str,
    *,
    after: str | None = None,
    limit: int = 50,
    host: str | None = None,
    feed_id: int | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    duplicates: bool = False,
) -> tuple[list[Article], str | None]:
    """Articles that hold these words, best match first, and the cursor to go on from. See search.py for the query.

    Any text is a query; one that asks for no word finds nothing. Filters and cursor are as in `page`.
    """
    offset = _offset(after)
    asked = fulltext.parse_query(query)
    if asked.finds_nothing:
        return [], None
    chosen = _filtered(host=host, feed_id=feed_id, language=language, since=since, until=until, duplicates=duplicates)
    chosen = fulltext.find(conn, chosen, asked).limit(limit + 1).offset(offset)
    found = [_article(row) for row in conn.execute(chosen)]
    return found[:limit], None if len(found) <= limit else str(offset + limit)


def revisions(conn: Connection, article_id: int) -> list[Revision]:
    """Every version of an article, oldest first; none for an article that is not there."""
    kept = tables.revisions
    columns = [column for column in kept.c if column.name != "reverted_to"]
    rows = conn.execute(select(*columns).where(kept.c.article_id == article_id).order_by(kept.c.number))
    return [Revision.model_validate(dict(row._mapping)) for row in rows]


def held(conn: Connection, ids: Iterable[int]) -> set[int]:
    """Those of these articles whose latest version was put back by a person: cleaning alone leaves them as they are."""
    latest = and_(tables.revisions.c.article_id == articles.c.id, tables.revisions.c.number == articles.c.revision)
    put_back = (
        select(articles.c.id)
        .join(tables.revisions, latest)
        .where(among(conn, articles.c.id, ids), tables.revisions.c.reverted_to.is_not(None))
    )
    return set(conn.execute(put_back).scalars())


def copies(conn: Connection, article_id: int) -> list[Article]:
    """Its duplicates, oldest first."""
    rows = conn.execute(select(*_COLUMNS).where(articles.c.duplicate_of == article_id).order_by(articles.c.id))
    return [_article(row) for row in rows]


def group(conn: Connection, article_id: int) -> list[Article]:
    """The articles that are copies of one another, this one among them: the first that was stored, then the others.

    Raises NotFound.
    """
    article = get(conn, article_id)
    root = article if article.duplicate_of is None else get(conn, article.duplicate_of)
    return [root, *copies(conn, root.id)]


def _filtered(
    *,
    host: str | None,
    feed_id: int | None,
    language: str | None,
    since: datetime | None,
    until: datetime | None,
    duplicates: bool,
) -> Select[Any]:
    chosen: Select[Any] = select(*_COLUMNS)
    for column, value in ((articles.c.host, host), (articles.c.feed_id, feed_id), (articles.c.language, language)):
        if value is not None:
            chosen = chosen.where(column == value)
    if since is not None:
        chosen = chosen.where(articles.c.first_seen_at >= since)
    if until is not None:
        chosen = chosen.where(articles.c.first_seen_at < until)
    return chosen if duplicates else chosen.where(articles.c.duplicate_of.is_(None))


def _position(cursor: str) -> tuple[datetime, int]:
    moment, _, article_id = cursor.partition("~")
    try:
        position = datetime.fromisoformat(moment), int(article_id)
    except ValueError:
        raise _bad_cursor() from None
    if position[0].tzinfo is None or not 0 <= position[1] < 2**63:
        raise _bad_cursor()
    return position


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 9):
        raise _bad_cursor()
    return int(cursor)


def _bad_cursor() -> UsageError:
    return UsageError("that is no cursor of this list: pass on the one that came with the answer before, unchanged")


def _article(row: Row[Any]) -> Article:
    fields = {name: value for name, value in row._mapping.items() if name not in _SOURCE}
    return Article.model_validate(
        {**fields, "source": Source(host=row.host, name=row.source_name, feed_id=row.feed_id)}
    )
