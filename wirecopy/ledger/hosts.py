"""One pace per host, however many fetchers run: each takes the host's next free moment before it asks.

A host that does not answer, or asks for quiet, collects strikes. From the fifth in a row on its circuit is open: one
request a period goes out to try it, and the period doubles with each strike. One good answer closes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Case, ColumnElement, Connection, case, select, update

from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import hosts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000

STRIKES = 5
"""Strikes in a row that open a host's circuit."""

_PERIODS = tuple(300 * 2**rung * _SECOND for rung in range(8))
"""Microseconds between two tries of a host whose circuit is open: from five minutes to ten hours."""

STRETCH = timedelta(minutes=10)
"""Over which a host's requests are counted (`Turn.asked`)."""


@dataclass(frozen=True)
class Turn:
    """A moment at which a host may be asked, and how it stands."""

    at: datetime
    strikes: int
    asked: int
    """Requests of all fetchers in the current stretch of ten minutes, this one included."""

    @property
    def is_probe(self) -> bool:
        """Whether the host's circuit is open, so that this request is only to see whether it has recovered."""
        return self.strikes >= STRIKES


def take_turns(conn: Connection, wanted: Mapping[str, tuple[float, int]], *, now: datetime) -> dict[str, list[Turn]]:
    """Take the next free moments of several hosts, in one statement; none of them is before `now`.

    `wanted` has, for each host, the seconds between two of its turns and how many of them; they are the caller's alone.
    Where a host's circuit is open there is only one, whatever was asked for.
    """
    if not wanted:
        return {}
    start = _microseconds(now)
    lengths = {host: round(interval * _SECOND) for host, (interval, _) in wanted.items()}
    # In order of name: two callers that want the same hosts then queue up instead of deadlocking.
    rows = [
        {
            "host": host,
            "next_free_us": start + lengths[host] * wanted[host][1],
            "asked_since_us": start,
            "asked": wanted[host][1],
            "strikes": 0,
            "line_until_us": 0,
        }
        for host in sorted(wanted)
    ]
    added = insert_into(conn, hosts).values(rows)
    proposed, number = added.excluded.next_free_us, added.excluded.asked
    begin = case((hosts.c.next_free_us > start, hosts.c.next_free_us), else_=start)
    fresh = hosts.c.asked_since_us <= start - STRETCH // _MICROSECOND
    got = conn.execute(
        added.on_conflict_do_update(
            index_elements=["host"],
            set_={
                "next_free_us": begin + _period(proposed - start),
                "asked_since_us": case((fresh, start), else_=hosts.c.asked_since_us),
                "asked": case((fresh, number), else_=hosts.c.asked + number),
            },
        ).returning(hosts.c.host, hosts.c.next_free_us, hosts.c.strikes, hosts.c.asked)
    )
    turns: dict[str, list[Turn]] = {}
    for host, free_us, strikes, asked in got:
        number_, length = wanted[host][1], lengths[host]
        if strikes >= STRIKES:
            first = free_us - max(_PERIODS[min(strikes - STRIKES, len(_PERIODS) - 1)], length * number_)
            turns[host] = [Turn(_moment(first), strikes, asked)]
        else:
            first = free_us - length * number_
            turns[host] = [Turn(_moment(first + length * place), strikes, asked) for place in range(number_)]
    return turns


def take_turn(conn: Connection, host: str, *, now: datetime, interval: float, patience: timedelta) -> Turn | datetime:
    """Take one host's next free moment, if it is at most `patience` off; else give that moment, and take nothing."""
    standing = look(conn, [host]).get(host)
    if standing is not None and standing.at > now + patience:
        return standing.at
    return take_turns(conn, {host: (interval, 1)}, now=now)[host][0]


def look(conn: Connection, names: Iterable[str]) -> dict[str, Turn]:
    """How hosts stand, without taking anything; those that were never asked are left out."""
    rows = conn.execute(
        select(hosts.c.host, hosts.c.next_free_us, hosts.c.strikes, hosts.c.asked).where(hosts.c.host.in_(list(names)))
    )
    return {host: Turn(_moment(free_us), strikes, asked) for host, free_us, strikes, asked in rows}


def stand_in_line(conn: Connection, wanted: Mapping[str, tuple[float, int]], *, now: datetime) -> dict[str, datetime]:
    """Put work at the end of each host's line; give the moment at which the first of it should come back.

    `wanted` is as for `take_turns`: the next piece comes one interval later, and so on. The line is no turn: what
    comes back takes one, or stands in line again where pages of the host went first.
    """
    if not wanted:
        return {}
    start = _microseconds(now)
    lengths = {host: round(interval * _SECOND) * number for host, (interval, number) in wanted.items()}
    rows = [
        {"host": host, "next_free_us": 0, "line_until_us": start + lengths[host], "asked_since_us": 0, "asked": 0}
        for host in sorted(lengths)
    ]
    added = insert_into(conn, hosts).values(rows)
    front = case((hosts.c.next_free_us > start, hosts.c.next_free_us), else_=start)
    end = case((hosts.c.line_until_us > front, hosts.c.line_until_us), else_=front)
    got = conn.execute(
        added.on_conflict_do_update(
            index_elements=["host"], set_={"line_until_us": end + (added.excluded.line_until_us - start)}
        ).returning(hosts.c.host, hosts.c.line_until_us)
    )
    return {host: _moment(until_us - lengths[host]) for host, until_us in got}


def hold(conn: Connection, host: str, *, until: datetime) -> None:
    """Let nobody ask the host before `until` (429, 503). A longer hold stays."""
    added = insert_into(conn, hosts).values(host=host, next_free_us=_microseconds(until))
    later = case(
        (hosts.c.next_free_us > added.excluded.next_free_us, hosts.c.next_free_us), else_=added.excluded.next_free_us
    )
    conn.execute(added.on_conflict_do_update(index_elements=["host"], set_={"next_free_us": later}))


def strike(conn: Connection, host: str) -> int:
    """The host did not answer, or asked for quiet: one strike more. Gives how many they are now."""
    added = insert_into(conn, hosts).values(host=host, next_free_us=0, strikes=1)
    counted = added.on_conflict_do_update(index_elements=["host"], set_={"strikes": hosts.c.strikes + 1})
    return int(conn.execute(counted.returning(hosts.c.strikes)).scalar_one())


def forgive(conn: Connection, host: str, *, now: datetime, interval: float) -> None:
    """The host gave a good answer: no strikes, and where its circuit was open it is asked at its own pace again."""
    soon = _microseconds(now) + round(interval * _SECOND)
    conn.execute(
        update(hosts)
        .where(hosts.c.host == host, hosts.c.strikes > 0)
        .values(strikes=0, next_free_us=case((hosts.c.strikes >= STRIKES, soon), else_=hosts.c.next_free_us))
    )


def next_free(conn: Connection, host: str) -> datetime | None:
    """From when on the host may be asked; None where it never was."""
    found: int | None = conn.execute(select(hosts.c.next_free_us).where(hosts.c.host == host)).scalar()
    return None if found is None else _moment(found)


def _period(step: ColumnElement[int]) -> Case[int]:
    """The step that a turn takes: the host's interval, or on an open circuit its period where that is longer."""
    rungs = [(hosts.c.strikes >= STRIKES + rung, period) for rung, period in reversed(list(enumerate(_PERIODS)))]
    return case(
        *((condition & (step < period), period) for condition, period in rungs),
        else_=step,
    )


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
