"""The workers' side: entries are taken off the queue and come to rest, each in exactly one outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import BigInteger, Connection, CursorResult, bindparam, func, select, update

from schemas.entry import Entry, EntryState
from wirecopy.errors import NotFound
from wirecopy.ledger.dialects import among
from wirecopy.ledger.entries.rows import COLUMNS, ON_THE_WAY, in_state, to_entry
from wirecopy.ledger.tables import entries


class Outcome(NamedTuple):
    """How an entry came to rest; see `settle`."""

    entry_id: int
    state: EntryState
    reason: str | None = None
    article_id: int | None = None
    error: str | None = None


# Columns that a row of parameters names are set as well.
_SETTLE = (
    update(entries)
    .where(entries.c.id == bindparam("settled"), in_state(*ON_THE_WAY))
    .values(
        article_id=func.coalesce(bindparam("article", type_=BigInteger), entries.c.article_id),
        refetch=False,
        lease_until=None,
    )
)


def take(conn: Connection, ids: Iterable[int]) -> dict[int, Entry]:
    """Lock these entries until the transaction ends, and give those that are not at rest.

    Left out are the settled and the removed: a message that is delivered twice finds nothing to do. A message that
    comes late, when its entry has gone back to waiting or is being pulled again, still counts.
    """
    rows = conn.execute(
        select(*COLUMNS)
        .where(among(conn, entries.c.id, ids), in_state(*ON_THE_WAY))
        .order_by(entries.c.id)
        .with_for_update()
    )
    return {row.id: to_entry(row) for row in rows}


def settle(
    conn: Connection,
    entry_id: int,
    *,
    now: datetime,
    state: EntryState,
    reason: str | None = None,
    article_id: int | None = None,
    error: str | None = None,
) -> bool:
    """Give an entry on the way its outcome. Does nothing, and gives False, when it has one (or was removed).

    `reason` is a slug. Without `article_id` the one it had from an earlier round stays.
    """
    return settle_all(conn, [Outcome(entry_id, state, reason, article_id, error)], now=now) == 1


def settle_all(conn: Connection, outcomes: Sequence[Outcome], *, now: datetime) -> int:
    """`settle` for several at once; gives how many of them had no outcome before."""
    for outcome in outcomes:
        if outcome.state in ON_THE_WAY:
            raise ValueError(f"{outcome.state} is no outcome")
    if not outcomes:
        return 0
    rows = [
        {
            "settled": outcome.entry_id,
            "state": outcome.state,
            "reason": outcome.reason,
            "error": outcome.error,
            "article": outcome.article_id,
            "settled_at": now,
        }
        for outcome in outcomes
    ]
    return cast("CursorResult[Any]", conn.execute(_SETTLE, rows)).rowcount


def fail_attempt(
    conn: Connection, entry_id: int, *, now: datetime, error: str, retry_at: datetime, max_attempts: int
) -> EntryState:
    """Keep the error of a failed attempt, and try again at `retry_at`, or fail for good at `max_attempts`.

    Gives the state the entry is in then; one at rest stays as it is. Raises NotFound.
    """
    found = conn.execute(
        select(entries.c.state, entries.c.attempts).where(entries.c.id == entry_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound(f"there is no entry {entry_id}")
    state = EntryState(found.state)
    if state not in ON_THE_WAY:
        return state
    if found.attempts >= max_attempts:
        settle(conn, entry_id, now=now, state=EntryState.FAILED, reason="attempts-exhausted", error=error)
        return EntryState.FAILED
    conn.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(state=EntryState.WAITING, error=error, next_attempt_at=retry_at, lease_until=None)
    )
    return EntryState.WAITING
