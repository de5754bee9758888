"""Due feeds and their hosts' turns, taken together: a feed that is leased may be asked within moments.

So a fetcher's window is never full of feeds that wait for one busy host, and a poll costs no transaction of its own for
its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from schemas.feed import Feed
from wirecopy.ledger import feeds, hosts
from wirecopy.ledger.hosts import Turn


def lease_due(
    conn: Connection,
    *,
    now: datetime,
    limit: int,
    lease_seconds: float,
    interval: float,
    patience: timedelta,
    feed_ids: Sequence[int] | None = None,
) -> tuple[list[tuple[Feed, Turn]], int]:
    """Take up to `limit` due feeds whose hosts may be asked within `patience`, each with its turn; soonest first.

    `interval` is in seconds between two turns of a host. Due feeds whose hosts are busy for longer stand in line and
    are due again when the line has come to them; the second value tells how many these were.
    """
    due = feeds.lease_due(conn, now=now, limit=limit, lease_seconds=lease_seconds, feed_ids=feed_ids)
    by_host: dict[str, list[Feed]] = {}
    for feed in due:
        by_host.setdefault(feed.host, []).append(feed)
    standing = hosts.look(conn, by_host)
    wanted: dict[str, tuple[float, int]] = {}
    late: dict[str, list[Feed]] = {}
    for host, waiting in by_host.items():
        known = standing.get(host)
        room = _room(now if known is None else max(known.at, now), now + patience, interval)
        number = min(len(waiting), room, 1 if known is not None and known.is_probe else room)
        if number:
            wanted[host] = (interval, number)
        if number < len(waiting):
            late[host] = waiting[number:]
    turns = hosts.take_turns(conn, wanted, now=now)
    _stand_in_line(conn, late, interval, now)
    leased = [pair for host, got in turns.items() for pair in zip(by_host[host], got, strict=False)]
    return sorted(leased, key=lambda pair: pair[1].at), sum(map(len, late.values()))


def _room(start: datetime, end: datetime, interval: float) -> int:
    """How many turns begin between two moments, both included."""
    if start > end:
        return 0
    return int((end - start).total_seconds() / interval) + 1 if interval > 0 else 2**31


def _stand_in_line(conn: Connection, late: dict[str, list[Feed]], interval: float, now: datetime) -> None:
    # A line without an interval would be no line; a moment later there may be room again.
    step = max(interval, 0.1)
    fronts = hosts.stand_in_line(conn, {host: (step, len(waiting)) for host, waiting in late.items()}, now=now)
    feeds.postpone(
        conn,
        {
            feed.id: fronts[host] + timedelta(seconds=step * place)
            for host, waiting in late.items()
            for place, feed in enumerate(waiting)
        },
    )
