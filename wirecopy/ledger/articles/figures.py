"""Counting articles, for the dashboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Connection, case, cast, extract, func, select

from schemas.change import ChangeKind
from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import articles, changes

_KINDS = (ChangeKind.NEW, ChangeKind.REVISED, ChangeKind.DUPLICATE)


@dataclass(frozen=True)
class Counts:
    """What came in during a stretch of time, and how much there is in all."""

    new: int
    revised: int
    duplicates: int
    total: int
    """All articles of all time, duplicates among them."""


def counts(conn: Connection, *, since: datetime) -> Counts:
    """What the change log says of the time at or after `since`."""
    rows = conn.execute(select(changes.c.kind, func.count()).where(changes.c.at >= since).group_by(changes.c.kind))
    by_kind = {ChangeKind(kind): number for kind, number in rows}
    total = conn.execute(select(func.count()).select_from(articles)).scalar_one()
    return Counts(
        new=by_kind.get(ChangeKind.NEW, 0),
        revised=by_kind.get(ChangeKind.REVISED, 0),
        duplicates=by_kind.get(ChangeKind.DUPLICATE, 0),
        total=total,
    )


def throughput(conn: Connection, *, since: datetime, bucket_seconds: int) -> list[tuple[datetime, int, int, int]]:
    """(start of the bucket, new, revised, duplicate) at or after `since`, in order; empty buckets are left out.

    Buckets start at whole multiples of `bucket_seconds` since 1970.
    """
    seconds = extract("epoch", changes.c.at)
    bucket = cast(seconds - seconds % bucket_seconds, BigInteger).label("bucket")
    sums = [func.sum(case((changes.c.kind == kind, 1), else_=0)) for kind in _KINDS]
    rows = conn.execute(select(bucket, *sums).where(changes.c.at >= since).group_by(bucket).order_by(bucket))
    return [(datetime.fromtimestamp(start, UTC), *numbers) for start, *numbers in rows]


def copy_counts(conn: Connection, ids: Iterable[int]) -> dict[int, int]:
    """How many duplicates each of these articles has; those with none are left out."""
    rows = conn.execute(
        select(articles.c.duplicate_of, func.count())
        .where(among(conn, articles.c.duplicate_of, ids))
        .group_by(articles.c.duplicate_of)
    )
    return {row[0]: row[1] for row in rows}
