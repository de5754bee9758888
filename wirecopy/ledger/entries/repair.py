"""Bringing back what was lost on the way, and giving what has failed another chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, func, literal, or_, select, update

from schemas.entry import EntryState
from wirecopy.errors import NotFound
from wirecopy.ledger.dialects import among
from wirecopy.ledger.entries.rows import ON_THE_WAY, in_state
from wirecopy.ledger.tables import entries


@dataclass(frozen=True)
class Reclaimed:
    """How many entries were found lost."""

    pulling: int
    """Back to waiting, because the lease of a fetcher ran out."""
    queued: int
    """Back to waiting, because no worker settled them in time."""
    failed: int
    """Lost once too often."""
    pulled_again: int
    """Not lost: settled on the feed's own words a while ago, and now to be fetched (see `pull_again`)."""


def reclaim(conn: Connection, *, now: datetime, queue_timeout: float, max_attempts: int) -> Reclaimed:
    """Send entries round again whose lease, or whose time on the queue (`queue_timeout` seconds), has run out.

    Their archived page is kept, so that no page is fetched twice. At `max_attempts` they have failed instead. An entry
    that a worker holds at this moment is left to it. Also sends out again what `pull_again` has set aside until now.
    """
    late = or_(
        in_state(EntryState.PULLING) & (entries.c.lease_until < now),
        in_state(EntryState.QUEUED) & (entries.c.queued_at < now - timedelta(seconds=queue_timeout)),
    )
    lost = conn.execute(
        select(entries.c.id, entries.c.state, entries.c.attempts)
        # Said twice, for the sake of the index: an OR of conditions finds none.
        .where(in_state(EntryState.PULLING, EntryState.QUEUED), late)
        .with_for_update(skip_locked=True)
    ).all()
    spent = [row.id for row in lost if row.attempts >= max_attempts]
    again = [row for row in lost if row.attempts < max_attempts]
    if spent:
        gone = f"lost on the way {max_attempts} times: no fetcher or worker finished it in time"
        conn.execute(
            update(entries)
            .where(among(conn, entries.c.id, spent))
            .values(
                state=EntryState.FAILED,
                reason="attempts-exhausted",
                error=func.coalesce(entries.c.error, literal(gone)),
                lease_until=None,
                settled_at=now,
            )
        )
    if again:
        conn.execute(
            update(entries)
            .where(among(conn, entries.c.id, [row.id for row in again]))
            .values(state=EntryState.WAITING, next_attempt_at=now, lease_until=None)
        )
    pulling = sum(row.state == EntryState.PULLING for row in again)
    return Reclaimed(pulling, len(again) - pulling, len(spent), _pull_again(conn, now))


def _pull_again(conn: Connection, now: datetime) -> int:
    due = (
        select(entries.c.id)
        .where(entries.c.pull_again_at <= now, ~in_state(*ON_THE_WAY))
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    sent = conn.execute(
        update(entries)
        .where(entries.c.id.in_(select(due.c.id)))
        .values(**_fresh(now), refetch=True, pull_again_at=None, archived=None)
        .returning(entries.c.id)
    )
    return len(sent.all())


def retry(conn: Connection, entry_id: int, *, now: datetime) -> None:
    """Let an entry that failed, was rejected or waits be tried now, with all its attempts before it.

    Does nothing to one that is being pulled or queued, or that has become an article. Raises NotFound.
    """
    tried = conn.execute(
        update(entries)
        .where(entries.c.id == entry_id, in_state(EntryState.FAILED, EntryState.REJECTED, EntryState.WAITING))
        .values(**_fresh(now))
    )
    if cast("CursorResult[Any]", tried).rowcount == 0 and (
        conn.execute(select(entries.c.id).where(entries.c.id == entry_id)).one_or_none() is None
    ):
        raise NotFound(f"there is no entry {entry_id}")


def retry_failed(conn: Connection, *, now: datetime, feed_id: int | None = None) -> int:
    """`retry` for all that have failed, or for one feed's; give how many."""
    failed = update(entries).where(in_state(EntryState.FAILED)).values(**_fresh(now))
    if feed_id is not None:
        failed = failed.where(entries.c.feed_id == feed_id)
    return cast("CursorResult[Any]", conn.execute(failed)).rowcount


def _fresh(now: datetime) -> dict[str, Any]:
    return {
        "state": EntryState.WAITING,
        "attempts": 0,
        "reason": None,
        "next_attempt_at": now,
        "settled_at": None,
    }
