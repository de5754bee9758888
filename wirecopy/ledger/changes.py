"""The change log: what consumers follow.

Its order is commit order, and a reader that goes on from a cursor misses nothing. On SQLite that holds because writers
come one at a time. On PostgreSQL `append` takes a lock that is held until the commit: ids are then given out, and
become visible, in one order. (Transaction ids would do without the lock, but they start over when a dump is restored
into another cluster, and storing is serial anyway so that no story is stored twice.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select

from schemas.change import Change, ChangeKind
from wirecopy.errors import UsageError
from wirecopy.ledger import dialects
from wirecopy.ledger.tables import changes, revisions

_LARGEST_ID = 2**63 - 1


def append(conn: Connection, kind: ChangeKind, article_id: int, revision: int, *, now: datetime) -> None:
    """Write down what happened to an article. Others' appends wait until this transaction ends."""
    append_all(conn, [(kind, article_id, revision)], now=now)


def append_all(conn: Connection, happened: Sequence[tuple[ChangeKind, int, int]], *, now: datetime) -> None:
    """`append` for several, in this order: what happened, the article, its revision."""
    if not happened:
        return
    dialects.lock_for_transaction(conn, dialects.STORING)
    conn.execute(
        insert(changes),
        [
            {"at": now, "kind": kind, "article_id": article_id, "revision": revision}
            for kind, article_id, revision in happened
        ],
    )


def read(conn: Connection, cursor: str | None = None, limit: int = 100) -> list[Change]:
    """Up to `limit` changes after `cursor`, oldest first; from the very first without one.

    The cursor to go on from is that of the last change. Raises UsageError for a cursor that is none of ours.
    """
    rows = conn.execute(
        select(changes, revisions.c.kind.label("revision_kind"))
        .outerjoin(
            revisions, and_(revisions.c.article_id == changes.c.article_id, revisions.c.number == changes.c.revision)
        )
        .where(changes.c.id > _position(cursor))
        .order_by(changes.c.id)
        .limit(limit)
    )
    return [
        Change(
            cursor=str(row.id),
            at=row.at,
            kind=row.kind,
            article_id=row.article_id,
            revision=row.revision,
            story_id=row.story_id,
            revision_kind=row.revision_kind,
        )
        for row in rows
    ]


def latest(conn: Connection) -> str:
    """The cursor of the end: reading from it gives only what comes after."""
    return str(conn.execute(select(func.coalesce(func.max(changes.c.id), 0))).scalar_one())


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 20 and int(cursor) <= _LARGEST_ID):
        raise UsageError("that is no cursor of the change log: pass the `cursor` of the last change, unchanged")
    return int(cursor)
