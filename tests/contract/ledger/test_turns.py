"""Due feeds and their hosts' turns."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.ledger.builders import HOUR, MINUTE, submitted
from wirecopy.ledger import feeds, hosts, turns

SECOND = timedelta(seconds=1)


def lease(conn, now, limit=50, interval=1.0, **options):
    return turns.lease_due(
        conn, now=now, limit=limit, lease_seconds=60, interval=interval, patience=2 * SECOND, **options
    )


def test_feeds_of_one_host_are_leased_a_few_at_a_time_and_the_rest_stands_in_line(ledger, now):
    with ledger.begin() as conn:
        made = [submitted(conn, now, f"https://{n}.paper.example/feed").id for n in range(50)]
        alone = submitted(conn, now, "https://other.example/feed").id
        got, in_line = lease(conn, now, limit=60)
        assert {feed.id: turn.at for feed, turn in got} == {
            **{feed_id: now + place * SECOND for place, feed_id in enumerate(made[:3])},
            alone: now,
        }
        assert in_line == 47
        assert lease(conn, now) == ([], 0)
        # One each second, none lost, and each stood in line only once.
        came = [feed.id for feed, _ in got]
        for second in range(1, 60):
            feeds.release(conn, came, now=now + HOUR)
            more, _ = lease(conn, now + second * SECOND)
            assert len(more) <= 3
            came += [feed.id for feed, _ in more]
        assert sorted(came) == sorted([*made, alone])


def test_a_host_that_wants_quiet_keeps_its_feeds_waiting_and_no_others(ledger, now):
    with ledger.begin() as conn:
        held, free = (submitted(conn, now, f"https://{name}.example/feed") for name in ("held", "free"))
        hosts.hold(conn, "held.example", until=now + HOUR)
        got, in_line = lease(conn, now)
        assert ([feed.id for feed, _ in got], in_line) == ([free.id], 1)
        assert feeds.get(conn, held.id).next_poll_at == now + HOUR
        assert feeds.get(conn, held.id).leased_until is None


def test_only_one_feed_goes_out_to_try_a_host_that_does_not_answer(ledger, now):
    with ledger.begin() as conn:
        for n in range(10):
            submitted(conn, now, f"https://{n}.dead.example/feed")
        for _ in range(hosts.STRIKES):
            hosts.strike(conn, "dead.example")
        got, in_line = lease(conn, now)
        assert (len(got), in_line) == (1, 9)
        assert got[0][1].is_probe
        assert lease(conn, now + MINUTE) == ([], 0)


def test_without_an_interval_all_go_at_once(ledger, now):
    with ledger.begin() as conn:
        for n in range(20):
            submitted(conn, now, f"https://{n}.paper.example/feed")
        got, in_line = lease(conn, now, interval=0.0)
        assert (len(got), in_line) == (20, 0)
        assert {turn.at for _, turn in got} == {now}


def test_leasing_can_be_narrowed_to_some_feeds(ledger, now):
    with ledger.begin() as conn:
        one, _two = (submitted(conn, now, f"https://{name}.example/feed") for name in ("one", "two"))
        got, _ = lease(conn, now, feed_ids=[one.id])
        assert [feed.id for feed, _ in got] == [one.id]
