"""One ledger for several processes, and times and values that come back as they went in."""

from __future__ import annotations

import multiprocessing
import os
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from tests.contract.ledger.builders import submitted
from wirecopy.ledger import Ledger, feeds, hosts


def _take(url, now, times, out):
    ledger = Ledger(url)
    for _ in range(times):
        with ledger.begin() as conn:
            out.put(hosts.take_turns(conn, {"a.example": (1.0, 1)}, now=now)["a.example"][0].at)
    ledger.close()


def test_several_processes_write_at_once(ledger_url, now):
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    processes = [context.Process(target=_take, args=(ledger_url, now, 20, out)) for _ in range(3)]
    for process in processes:
        process.start()
    got = sorted(out.get(timeout=60) for _ in range(60))
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    assert got == [now + timedelta(seconds=number) for number in range(60)]


def _fork(url, now):
    ledger = Ledger(url)
    with ledger.begin() as conn:
        submitted(conn, now)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with ledger.begin() as conn:
                submitted(conn, now, "https://valley.example/feed")
            ledger.close()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    with ledger.begin() as conn:
        assert len(feeds.page(conn)) == 2
    ledger.close()


def test_a_forked_child_leaves_its_parents_connections_alone(ledger_url, now):
    # In a process of its own: to fork is safe only where no other test has left a thread behind.
    process = multiprocessing.get_context("spawn").Process(target=_fork, args=(ledger_url, now))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def test_times_come_back_aware_in_utc_to_the_microsecond(ledger, now):
    oslo = timezone(timedelta(hours=1))
    with ledger.begin() as conn:
        for moment in (now, datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC), now.astimezone(oslo)):
            feed = submitted(conn, moment, f"https://{moment.timestamp()}.example/")
            kept = feeds.get(conn, feed.id).created_at
            assert kept == moment
            assert kept.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(ledger):
    with ledger.begin() as conn, pytest.raises(StatementError, match="without a zone"):
        submitted(conn, datetime(2026, 3, 14))  # noqa: DTZ001


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_keeps_what_it_promised_through_a_power_cut(ledger):
    with ledger.read() as conn:
        found = {
            name: conn.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
