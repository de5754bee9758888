"""What a person decides about copies: taking an article out of its group, putting two groups together.

Remembered as links, so that no later verdict undoes it; told to consumers; and the evidence says that it was by hand.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from schemas.change import ChangeKind
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import changes, links, stories
from wirecopy.ledger.articles.storing import serialize_stores
from wirecopy.ledger.dialects import among
from wirecopy.ledger.links import Link
from wirecopy.ledger.tables import article_keys, articles


def split(conn: Connection, article_id: int, *, now: datetime) -> int:
    """Take an article out of its group, as no copy of the others; give its id. Raises NotFound, and UsageError.

    UsageError is for an article that has no group. Where it was its first article, the next one takes that place.
    """
    serialize_stores(conn)
    root_id = _root(conn, article_id)
    group = _group(conn, root_id)
    others = [other for other in group if other != article_id]
    if not others:
        raise UsageError(f"article {article_id} is no copy, and has none: there is nothing to split")
    links.say(conn, Link.APART, [article_id], others, now=now)
    _lead(conn, [article_id], article_id)
    _stands_alone(conn, article_id, root_id if root_id != article_id else others[0], now=now)
    if root_id == article_id:
        first, *rest = others
        _lead(conn, others, first)
        _stands_alone(conn, first, article_id, now=now)
        conn.execute(update(articles).where(among(conn, articles.c.id, rest)).values(duplicate_of=first))
        _tell(conn, ChangeKind.DUPLICATE, rest, now=now)
    stories.put(conn, group)
    return article_id


def merge(conn: Connection, article_id: int, other_id: int, *, now: datetime) -> int:
    """Make one group of two articles' groups; give its first article, which all others are then copies of.

    Raises NotFound, and UsageError for articles that are of one group already.
    """
    serialize_stores(conn)
    one, other = _root(conn, article_id), _root(conn, other_id)
    if one == other:
        raise UsageError(f"articles {article_id} and {other_id} are of one group already")
    first, second = min(one, other), max(one, other)
    joining, known = _group(conn, second), _group(conn, first)
    # Whatever kept the two groups apart does not hold any more; of the two that were named it is remembered.
    links.unsay(conn, Link.APART, joining, known)
    links.say(conn, Link.SAME, [article_id], [other_id], now=now)
    _lead(conn, joining, first)
    conn.execute(update(articles).where(among(conn, articles.c.id, joining)).values(duplicate_of=first))
    named = article_id if one == second else other_id
    matched = other_id if one == second else article_id
    conn.execute(
        update(articles)
        .where(articles.c.id.in_([second, named]))
        .values(evidence={"tier": "hand", "by": "hand", "matched": matched})
    )
    _tell(conn, ChangeKind.DUPLICATE, joining, now=now)
    stories.put(conn, joining)
    return first


def _root(conn: Connection, article_id: int) -> int:
    root = func.coalesce(articles.c.duplicate_of, articles.c.id)
    found = conn.execute(select(root).where(articles.c.id == article_id)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"there is no article {article_id}")
    return int(found)


def _group(conn: Connection, root_id: int) -> list[int]:
    """All articles of a group, the first one first."""
    members = select(articles.c.id).where(or_(articles.c.id == root_id, articles.c.duplicate_of == root_id))
    return list(conn.execute(members.order_by(articles.c.id)).scalars())


def _lead(conn: Connection, article_ids: list[int], root_id: int) -> None:
    """Let the keys of these articles count for the group of `root_id`."""
    conn.execute(
        update(article_keys).where(among(conn, article_keys.c.article_id, article_ids)).values(root_id=root_id)
    )


def _stands_alone(conn: Connection, article_id: int, apart_from: int, *, now: datetime) -> None:
    evidence = {"tier": "hand", "by": "hand", "apart_from": apart_from}
    conn.execute(update(articles).where(articles.c.id == article_id).values(duplicate_of=None, evidence=evidence))
    _tell(conn, ChangeKind.SPLIT, [article_id], now=now)


def _tell(conn: Connection, kind: ChangeKind, article_ids: list[int], *, now: datetime) -> None:
    rows = conn.execute(select(articles.c.id, articles.c.revision).where(among(conn, articles.c.id, article_ids)))
    for row in sorted(rows):
        changes.append(conn, kind, row.id, row.revision, now=now)
