"""One pace per host, however many ask; and the smaller tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.contract.ledger.builders import HOUR, MINUTE
from wirecopy.ledger import heartbeats, hosts

SECOND = timedelta(seconds=1)


def turn_at(conn, host, now, interval=1.0):
    (turn,) = hosts.take_turns(conn, {host: (interval, 1)}, now=now)[host]
    return turn.at


def test_turns_of_a_host_lie_apart(ledger, now):
    with ledger.begin() as conn:
        assert hosts.next_free(conn, "a.example") is None
        assert turn_at(conn, "a.example", now, 1.5) == now
        assert hosts.next_free(conn, "a.example") == now + 1.5 * SECOND
        assert turn_at(conn, "a.example", now + SECOND, 2) == now + 1.5 * SECOND
        assert turn_at(conn, "a.example", now + MINUTE, 1) == now + MINUTE
        assert turn_at(conn, "b.example", now, 1) == now


def test_turns_of_many_hosts_are_taken_at_once(ledger, now):
    with ledger.begin() as conn:
        turn_at(conn, "b.example", now, 10)
        wanted = {"c.example": (1.0, 1), "b.example": (2.5, 3), "a.example": (0.0, 2)}
        got = hosts.take_turns(conn, wanted, now=now)
        assert [turn.at for turn in got["b.example"]] == [now + seconds * SECOND for seconds in (10, 12.5, 15)]
        assert [turn.at for turn in got["a.example"]] == [now, now]
        assert [turn.at for turn in got["c.example"]] == [now]
        assert hosts.next_free(conn, "b.example") == now + 17.5 * SECOND
        assert hosts.take_turns(conn, {}, now=now) == {}


def test_a_turn_that_is_far_off_is_not_taken(ledger, now):
    with ledger.begin() as conn:
        assert hosts.take_turn(conn, "a.example", now=now, interval=90, patience=MINUTE).at == now
        assert hosts.take_turn(conn, "a.example", now=now, interval=90, patience=MINUTE) == now + 90 * SECOND
        assert hosts.next_free(conn, "a.example") == now + 90 * SECOND


def test_a_host_that_wants_quiet_gets_it(ledger, now):
    with ledger.begin() as conn:
        turn_at(conn, "a.example", now)
        hosts.hold(conn, "a.example", until=now + HOUR)
        hosts.hold(conn, "a.example", until=now + MINUTE)
        hosts.hold(conn, "new.example", until=now + HOUR)
        for host in ("a.example", "new.example"):
            assert turn_at(conn, host, now) == now + HOUR
            assert turn_at(conn, host, now) == now + HOUR + SECOND


def test_requests_to_a_host_are_counted_by_the_stretch(ledger, now):
    with ledger.begin() as conn:
        for number in range(1, 4):
            (turn,) = hosts.take_turns(conn, {"a.example": (1.0, 1)}, now=now + number * SECOND)["a.example"]
            assert turn.asked == number
        assert hosts.look(conn, ["a.example", "b.example"])["a.example"].asked == 3
        (turn,) = hosts.take_turns(conn, {"a.example": (1.0, 1)}, now=now + hosts.STRETCH + MINUTE)["a.example"]
        assert turn.asked == 1


def test_a_host_that_does_not_answer_is_only_tried_now_and_then(ledger, now):
    with ledger.begin() as conn:
        turn_at(conn, "a.example", now)
        for number in range(1, hosts.STRIKES + 1):
            assert hosts.strike(conn, "a.example") == number
        at = now + HOUR
        (probe,) = hosts.take_turns(conn, {"a.example": (1.0, 4)}, now=at)["a.example"]
        assert (probe.at, probe.is_probe) == (at, True)
        # The next one may only come five minutes later, and after one more strike ten.
        assert hosts.next_free(conn, "a.example") == at + 5 * MINUTE
        hosts.strike(conn, "a.example")
        (probe,) = hosts.take_turns(conn, {"a.example": (1.0, 1)}, now=at + HOUR)["a.example"]
        assert hosts.next_free(conn, "a.example") == probe.at + 10 * MINUTE
        hosts.forgive(conn, "a.example", now=probe.at, interval=1.0)
        assert hosts.next_free(conn, "a.example") == probe.at + SECOND
        assert hosts.look(conn, ["a.example"])["a.example"].strikes == 0


def test_a_line_grows_at_its_end_and_starts_where_the_host_is_free(ledger, now):
    with ledger.begin() as conn:
        hosts.hold(conn, "a.example", until=now + MINUTE)
        assert hosts.stand_in_line(conn, {"a.example": (2.0, 3)}, now=now) == {"a.example": now + MINUTE}
        assert hosts.stand_in_line(conn, {"a.example": (2.0, 1)}, now=now) == {"a.example": now + MINUTE + 6 * SECOND}
        # The line takes no turns.
        assert hosts.next_free(conn, "a.example") == now + MINUTE
        assert hosts.stand_in_line(conn, {"a.example": (2.0, 1)}, now=now + HOUR) == {"a.example": now + HOUR}
        assert hosts.stand_in_line(conn, {"b.example": (2.0, 2)}, now=now) == {"b.example": now}
        assert hosts.stand_in_line(conn, {}, now=now) == {}


def test_two_fetchers_never_get_one_turn(ledger, now):
    names = [f"{letter}.example" for letter in "abc"]

    def take(number):
        # Every thread names the hosts in another order.
        turned = names[number % 3 :] + names[: number % 3]
        with ledger.begin() as conn:
            return hosts.take_turns(conn, dict.fromkeys(turned, (1.0, 1)), now=now)

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(take, range(24)))
    for name in names:
        assert sorted(turns[name][0].at for turns in got) == [now + number * SECOND for number in range(24)]


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
