"""One pace per host, however many ask; and the smaller tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.contract.ledger.builders import HOUR, MINUTE
from wirecopy.ledger import heartbeats, hosts, sites

SECOND = timedelta(seconds=1)


def test_slots_of_a_host_lie_apart(ledger, now):
    with ledger.begin() as conn:
        assert hosts.next_free(conn, "a.example") is None
        assert hosts.reserve(conn, "a.example", now=now, interval=1.5) == now
        assert hosts.next_free(conn, "a.example") == now + 1.5 * SECOND
        assert hosts.reserve(conn, "a.example", now=now + SECOND, interval=2) == now + 1.5 * SECOND
        assert hosts.reserve(conn, "a.example", now=now + MINUTE, interval=1) == now + MINUTE
        assert hosts.reserve(conn, "b.example", now=now, interval=1) == now


def test_many_hosts_are_reserved_at_once(ledger, now):
    with ledger.begin() as conn:
        hosts.reserve(conn, "b.example", now=now, interval=10)
        got = hosts.reserve_many(conn, {"c.example": 1.0, "b.example": 2.5, "a.example": 0.0}, now=now)
        assert got == {"a.example": now, "b.example": now + 10 * SECOND, "c.example": now}
        assert hosts.next_free(conn, "b.example") == now + 12.5 * SECOND
        assert hosts.reserve_many(conn, {}, now=now) == {}


def test_nobody_gets_a_slot_before_a_hold_ends(ledger, now):
    with ledger.begin() as conn:
        hosts.reserve(conn, "a.example", now=now, interval=1)
        hosts.hold(conn, "a.example", until=now + HOUR)
        hosts.hold(conn, "a.example", until=now + MINUTE)
        hosts.hold(conn, "new.example", until=now + HOUR)
        for host in ("a.example", "new.example"):
            assert hosts.reserve(conn, host, now=now, interval=1) == now + HOUR
            assert hosts.reserve(conn, host, now=now, interval=1) == now + HOUR + SECOND


def test_two_fetchers_never_get_one_slot(ledger, now):
    names = [f"{letter}.example" for letter in "abc"]

    def reserve(number):
        # Every thread names the hosts in another order.
        turned = names[number % 3 :] + names[: number % 3]
        with ledger.begin() as conn:
            return hosts.reserve_many(conn, dict.fromkeys(turned, 1.0), now=now)

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(reserve, range(24)))
    for name in names:
        assert sorted(slots[name] for slots in got) == [now + number * SECOND for number in range(24)]


def test_a_site_is_remembered_until_told_otherwise(ledger, now):
    with ledger.begin() as conn:
        assert sites.load(conn, "a.example") == {}
        sites.save(conn, "a.example", {"lines": {"Read more\x00": 3}}, now=now)
        assert sites.load(conn, "a.example") == {"lines": {"Read more": 3}}
        sites.save(conn, "a.example", {}, now=now)
        assert sites.load(conn, "a.example") == {}


def test_processes_are_alive_while_they_say_so(ledger, now):
    with ledger.begin() as conn:
        heartbeats.beat(conn, "worker", "host:2", now=now, detail={})
        heartbeats.beat(conn, "worker", "host:1", now=now, detail={"tasks": 1})
        heartbeats.beat(conn, "fetcher", "host:3", now=now, detail={})
        heartbeats.beat(conn, "worker", "host:1", now=now + MINUTE, detail={"tasks": 2})
        assert [(b.service, b.name) for b in heartbeats.alive(conn, since=now)] == [
            ("fetcher", "host:3"),
            ("worker", "host:1"),
            ("worker", "host:2"),
        ]
        assert heartbeats.alive(conn, since=now + SECOND) == [
            heartbeats.Heartbeat("worker", "host:1", now + MINUTE, {"tasks": 2})
        ]
