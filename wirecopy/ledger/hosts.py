"""One pace per host, however many fetchers run: each takes the host's next free moment before it asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, case, select

from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import hosts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def reserve(conn: Connection, host: str, *, now: datetime, interval: float) -> datetime:
    """Take the host's next free moment, `now` at the earliest, and keep `interval` seconds after it free.

    The moment is the caller's alone; nobody gets one nearer than `interval` after it.
    """
    return reserve_many(conn, {host: interval}, now=now)[host]


def reserve_many(conn: Connection, intervals: Mapping[str, float], *, now: datetime) -> dict[str, datetime]:
    """`reserve` for several hosts, in one statement: host to seconds in, host to moment out."""
    if not intervals:
        return {}
    start = _microseconds(now)
    lengths = {host: round(interval * 1_000_000) for host, interval in intervals.items()}
    # In order of name: two callers that want the same hosts then queue up instead of deadlocking.
    wanted = [{"host": host, "next_free_us": start + lengths[host]} for host in sorted(lengths)]
    added = insert_into(conn, hosts).values(wanted)
    proposed = added.excluded.next_free_us
    # `proposed` is now + interval; where the host is busy until later, that time moves on by interval instead.
    later = case((hosts.c.next_free_us > start, hosts.c.next_free_us + (proposed - start)), else_=proposed)
    rows = conn.execute(
        added.on_conflict_do_update(index_elements=["host"], set_={"next_free_us": later}).returning(
            hosts.c.host, hosts.c.next_free_us
        )
    )
    return {row.host: _moment(row.next_free_us - lengths[row.host]) for row in rows}


def hold(conn: Connection, host: str, *, until: datetime) -> None:
    """Let nobody ask the host before `until` (429, 503). A longer hold stays."""
    added = insert_into(conn, hosts).values(host=host, next_free_us=_microseconds(until))
    later = case(
        (hosts.c.next_free_us > added.excluded.next_free_us, hosts.c.next_free_us), else_=added.excluded.next_free_us
    )
    conn.execute(added.on_conflict_do_update(index_elements=["host"], set_={"next_free_us": later}))


def next_free(conn: Connection, host: str) -> datetime | None:
    """From when on the host may be asked; None where it never was."""
    found: int | None = conn.execute(select(hosts.c.next_free_us).where(hosts.c.host == host)).scalar()
    return None if found is None else _moment(found)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
