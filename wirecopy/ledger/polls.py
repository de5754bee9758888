"""Polls: what each request for a feed brought, kept for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, case, delete, func, insert, select

from schemas.feed import Poll, PollOutcome
from wirecopy.ledger.tables import polls


@dataclass(frozen=True)
class Totals:
    """The polls of a stretch of time, added up."""

    polls: int
    failed: int
    not_modified: int
    """304, or a body that was the same byte for byte."""
    entries_new: int
    entries_changed: int
    body_bytes: int


def append(conn: Connection, given: Sequence[Poll]) -> None:
    """Keep several polls, in one statement."""
    conn.execute(insert(polls), [poll.model_dump(exclude={"id"}) for poll in given])


def page(conn: Connection, feed_id: int, *, before: int | None = None, limit: int = 50) -> list[Poll]:
    """A feed's polls, newest first; `before` is the id of the last one seen."""
    chosen = select(polls).where(polls.c.feed_id == feed_id).order_by(polls.c.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(polls.c.id < before)
    return [Poll.model_validate(dict(row._mapping)) for row in conn.execute(chosen)]


def recent(conn: Connection, *, since: datetime) -> Totals:
    """All feeds' polls at or after `since`."""
    same = (PollOutcome.NOT_MODIFIED, PollOutcome.SAME_BODY)
    row = conn.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((polls.c.outcome == PollOutcome.FAILED, 1), else_=0)), 0),
            func.coalesce(func.sum(case((polls.c.outcome.in_(same), 1), else_=0)), 0),
            func.coalesce(func.sum(polls.c.entries_new), 0),
            func.coalesce(func.sum(polls.c.entries_changed), 0),
            func.coalesce(func.sum(polls.c.body_bytes), 0),
        ).where(polls.c.at >= since)
    ).one()
    return Totals(*(int(number) for number in row))


def trim(conn: Connection, *, before: datetime) -> int:
    """Forget the polls before that moment; give how many."""
    return cast("CursorResult[Any]", conn.execute(delete(polls).where(polls.c.at < before))).rowcount
