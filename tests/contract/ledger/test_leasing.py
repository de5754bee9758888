"""Entries leased to fetchers, host by host, and handed to the queue."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from schemas.entry import EntryState
from tests.contract.ledger.builders import (
    HOUR,
    MINUTE,
    archived,
    draft,
    item,
    leased,
    merged,
    stored,
    submitted,
)
from wirecopy.ledger import entries


def test_leasing_counts_an_attempt_and_takes_the_longest_waiting_first(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merged(conn, feed, now, item("late"))
        merged(conn, feed, now - MINUTE, item("later"))
        merged(conn, feed, now + MINUTE, item("future"))
        got = entries.lease(conn, now=now, limit=10, per_host=10, lease_seconds=60)
        assert [entry.key for entry in got] == ["later", "late"]
        for entry in got:
            assert (entry.state, entry.attempts, entry.lease_until) == (EntryState.PULLING, 1, now + MINUTE)
            assert entries.get(conn, entry.id) == entry
        assert leased(conn, now) == []


def test_no_host_has_more_than_its_share_at_once(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        for host in ("a.example", "b.example", "c.example"):
            merged(conn, feed, now, *(item(f"{host}-{number}", host=host) for number in range(5)))
        first = entries.lease(conn, now=now, limit=100, per_host=2, lease_seconds=60)
        assert Counter(entry.host for entry in first) == {"a.example": 2, "b.example": 2, "c.example": 2}
        assert leased(conn, now, per_host=2) == []
        done = next(entry for entry in first if entry.host == "b.example")
        entries.mark_queued(conn, [done.id], now=now)
        assert [entries.get(conn, entry_id).host for entry_id in leased(conn, now, per_host=2)] == ["b.example"]
        assert len(leased(conn, now, per_host=3)) == 3


def test_the_limit_holds_and_goes_to_those_that_waited_longest(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        for minutes, host in enumerate(("c.example", "a.example", "b.example")):
            merged(conn, feed, now - 5 * MINUTE + minutes * MINUTE, item(host, host=host))
        assert [entries.get(conn, i).host for i in leased(conn, now, limit=2)] == ["c.example", "a.example"]


def test_entries_without_a_host_are_bound_by_the_limit_alone(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        merged(conn, feed, now, *(item(f"note-{number}", url=None) for number in range(9)))
        assert len(leased(conn, now, per_host=1, limit=7)) == 7


def test_two_entries_with_one_address_are_never_on_the_way_together(ledger, now):
    with ledger.begin() as conn:
        one, two = submitted(conn, now), submitted(conn, now, "https://valley.example/feed")
        (first,) = merged(conn, one, now, item("one"))
        (second,) = merged(conn, two, now, item("other-guid", url="http://harbour.example/one?from=valley"))
        assert leased(conn, now) == [first]
        assert leased(conn, now) == []
        entries.mark_queued(conn, [first], now=now)
        assert leased(conn, now) == []
        entries.settle(conn, first, now=now, state=EntryState.REJECTED, reason="no-text")
        assert leased(conn, now) == [second]


def test_an_entry_behind_one_with_the_same_address_does_not_hold_up_its_host(ledger, now):
    with ledger.begin() as conn:
        for number in range(6):
            merged(
                conn,
                submitted(conn, now, f"https://{number}.example/"),
                now,
                item(f"g{number}", url="https://h.example/x"),
            )
        (last,) = merged(conn, submitted(conn, now, "https://last.example/"), now, item("y", host="h.example"))
        assert len(leased(conn, now, per_host=2)) == 1
        assert leased(conn, now, per_host=2) == [last]


def test_leasing_can_be_narrowed_to_some_feeds(ledger, now):
    with ledger.begin() as conn:
        one, two = submitted(conn, now), submitted(conn, now, "https://valley.example/feed")
        merged(conn, one, now, item("one"))
        wanted = merged(conn, two, now, item("two"), item("three", url=None))
        assert leased(conn, now, feed_ids=[]) == []
        assert leased(conn, now, feed_ids=[two.id], per_host=1) == wanted


def test_fetchers_that_lease_at_once_get_different_entries_and_keep_to_the_share(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        for host in ("a.example", "b.example"):
            merged(conn, feed, now, *(item(f"{host}-{number}", host=host) for number in range(30)))
        # Two addresses that several feeds have.
        for number in range(4):
            other = submitted(conn, now, f"https://{number}.example/")
            merged(conn, other, now, item("same-1", host="c.example"), item("same-2", host="c.example"))

    def lease(_number):
        with ledger.begin() as conn:
            return entries.lease(conn, now=now, limit=4, per_host=10, lease_seconds=60)

    with ThreadPoolExecutor(4) as pool:
        got = [entry for some in pool.map(lease, range(12)) for entry in some]
    assert len({entry.id for entry in got}) == len(got)
    assert Counter(entry.host for entry in got) == {"a.example": 10, "b.example": 10, "c.example": 2}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_walks_the_waiting_entries_by_their_own_index(ledger, now):
    # It would otherwise sort all waiting entries once for every host (see the figures in migration 0001).
    plans = []

    def explain(conn, _cursor, statement, parameters, *_):
        if statement.startswith("WITH RECURSIVE"):
            plans.extend(row[3] for row in conn.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    with ledger.begin() as conn:
        event.listen(conn, "before_cursor_execute", explain)
        leased(conn, now)
        event.remove(conn, "before_cursor_execute", explain)
    walks = [step for step in plans if "beyond" in step]
    assert walks == ["SEARCH beyond USING INDEX ix_entries_waiting (host>?)"] * 2


def test_known_addresses_are_settled_without_a_fetch(ledger, now):
    with ledger.begin() as conn:
        article = stored(conn, now, draft("one", url_keys=("harbour.example/one", "harbour.example/amp/one")))
        feed = submitted(conn, now)
        one, two, amp = merged(conn, feed, now, item("one"), item("two"), item("amp/one"))
        assert entries.settle_known(conn, now=now + MINUTE, limit=1) == 1
        assert entries.settle_known(conn, now=now + MINUTE) == 1
        assert entries.settle_known(conn, now=now + MINUTE) == 0
        for entry_id in (one, amp):
            entry = entries.get(conn, entry_id)
            assert (entry.state, entry.reason, entry.article_id) == (EntryState.DUPLICATE, "same-url", article)
            assert entry.settled_at == now + MINUTE
        assert entries.get(conn, two).state is EntryState.WAITING


def test_the_archive_is_remembered(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = merged(conn, submitted(conn, now), now, item())
        entries.record_archive(conn, entry_id, archived(now + MINUTE))
        entry = entries.get(conn, entry_id)
        assert (entry.archived, entry.pulled_at) == (archived(now + MINUTE), now + MINUTE)


def test_only_entries_still_leased_are_queued(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        ids = merged(conn, feed, now, *(item(name) for name in "abcd"))
        assert leased(conn, now, limit=3) == ids[:3]
        entries.settle(conn, ids[1], now=now, state=EntryState.REJECTED, reason="no-text")
        assert entries.mark_queued(conn, [*ids, 999], now=now + MINUTE) == [ids[0], ids[2]]
        assert entries.mark_queued(conn, ids, now=now + MINUTE) == []
        entry = entries.get(conn, ids[0])
        assert (entry.state, entry.queued_at, entry.lease_until) == (EntryState.QUEUED, now + MINUTE, None)
        assert entries.queued_count(conn) == 2


def test_a_deferred_entry_waits_and_its_attempt_counts(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = leased_one(conn, now)
        entries.defer(conn, entry_id, until=now + HOUR, reason="host-asked-for-quiet", error="answered 429")
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.reason, entry.error) == (EntryState.WAITING, "host-asked-for-quiet", "answered 429")
        assert (entry.attempts, entry.next_attempt_at, entry.lease_until) == (1, now + HOUR, None)
        assert leased(conn, now) == []
        assert leased(conn, now + HOUR) == [entry_id]


def test_an_entry_given_back_has_lost_no_attempt(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = leased_one(conn, now)
        entries.unlease(conn, [entry_id, 999])
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.attempts, entry.lease_until) == (EntryState.WAITING, 0, None)
        entries.unlease(conn, [entry_id])
        assert entries.get(conn, entry_id).attempts == 0


@pytest.mark.parametrize("step", [entries.defer, entries.unlease])
def test_what_has_been_queued_is_no_fetchers_any_more(ledger, now, step):
    with ledger.begin() as conn:
        (entry_id,) = leased_one(conn, now)
        entries.mark_queued(conn, [entry_id], now=now)
        before = entries.get(conn, entry_id)
        if step is entries.defer:
            entries.defer(conn, entry_id, until=now + HOUR, reason="late")
        else:
            entries.unlease(conn, [entry_id])
        assert entries.get(conn, entry_id) == before


def leased_one(conn, now):
    merged(conn, submitted(conn, now), now, item())
    return leased(conn, now)
