"""Entries coming to rest, and coming back when they were lost on the way."""

from __future__ import annotations

import threading

import pytest

from schemas.entry import OUTCOMES, EntryState
from tests.contract.ledger.builders import (
    HOUR,
    MINUTE,
    archived,
    item,
    leased,
    merged,
    parsed,
    polled,
    stored,
    submitted,
)
from wirecopy.errors import NotFound
from wirecopy.ledger import entries


def queued(conn, now, *names):
    ids = merged(conn, submitted(conn, now), now, *(item(name) for name in names or ("one",)))
    leased(conn, now)
    entries.mark_queued(conn, ids, now=now)
    return ids


def test_what_is_at_rest_or_removed_is_not_taken(ledger, now):
    with ledger.begin() as conn:
        ids = queued(conn, now, "a", "b", "c", "d", "e", "f")
        for entry_id, outcome in zip(ids, sorted(OUTCOMES), strict=False):
            entries.settle(conn, entry_id, now=now, state=outcome)
        assert list(entries.take(conn, [999, *reversed(ids)])) == [ids[5]]


def test_a_message_that_comes_late_still_counts(ledger, now):
    with ledger.begin() as conn:
        waiting, pulling = queued(conn, now, "a", "b")
        entries.reclaim(conn, now=now + HOUR, queue_timeout=60, max_attempts=9)
        assert leased(conn, now + HOUR, limit=1) == [waiting]
        assert set(entries.take(conn, [waiting, pulling])) == {waiting, pulling}


def test_a_second_delivery_waits_for_the_first_and_finds_nothing_to_do(ledger, now):
    with ledger.begin() as conn:
        ids = queued(conn, now, "a", "b")
    held, found = threading.Event(), []

    def second():
        held.wait(10)
        with ledger.begin() as conn:
            found.append(entries.take(conn, reversed(ids)))

    other = threading.Thread(target=second)
    other.start()
    with ledger.begin() as conn:
        assert set(entries.take(conn, ids)) == set(ids)
        held.set()
        other.join(0.3)
        assert other.is_alive()
        for entry_id in ids:
            entries.settle(conn, entry_id, now=now, state=EntryState.REJECTED, reason="no-text")
    other.join(10)
    assert found == [{}]


def test_settling_is_done_once(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = queued(conn, now)
        article = stored(conn, now)
        assert entries.settle(conn, entry_id, now=now, state=EntryState.STORED, article_id=article)
        before = entries.get(conn, entry_id)
        assert (before.state, before.article_id, before.settled_at) == (EntryState.STORED, article, now)
        assert not entries.settle(conn, entry_id, now=now + HOUR, state=EntryState.FAILED, error="late")
        assert not entries.settle(conn, 999, now=now, state=EntryState.FAILED)
        assert entries.get(conn, entry_id) == before


def test_settling_says_why_and_keeps_the_article_of_an_earlier_round(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = queued(conn, now)
        article = stored(conn, now)
        entries.settle(conn, entry_id, now=now, state=EntryState.STORED, article_id=article)
        entries.merge(conn, 1, [item(title="Corrected")], now=now, host_of=lambda _: "h", key_of=lambda _: "k")
        entries.settle(conn, entry_id, now=now, state=EntryState.REJECTED, reason="no-text", error="12 words")
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.reason, entry.error) == (EntryState.REJECTED, "no-text", "12 words")
        assert entry.article_id == article


@pytest.mark.parametrize("state", [EntryState.WAITING, EntryState.PULLING, EntryState.QUEUED])
def test_nothing_settles_on_the_way(ledger, now, state):
    with ledger.begin() as conn:
        (entry_id,) = queued(conn, now)
        with pytest.raises(ValueError, match="no outcome"):
            entries.settle(conn, entry_id, now=now, state=state)


def test_a_failed_attempt_is_tried_again_until_there_were_enough(ledger, now):
    def fail(attempt):
        return entries.fail_attempt(
            conn, entry_id, now=now, error=f"error {attempt}", retry_at=now + MINUTE, max_attempts=3
        )

    with ledger.begin() as conn:
        (entry_id,) = merged(conn, submitted(conn, now), now, item())
        for attempt in (1, 2):
            assert leased(conn, now + attempt * MINUTE) == [entry_id]
            assert fail(attempt) is EntryState.WAITING
            entry = entries.get(conn, entry_id)
            assert (entry.error, entry.next_attempt_at) == (f"error {attempt}", now + MINUTE)
            assert (entry.attempts, entry.lease_until) == (attempt, None)
        leased(conn, now + HOUR)
        assert fail(3) is EntryState.FAILED
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.reason, entry.error) == (EntryState.FAILED, "attempts-exhausted", "error 3")
        assert entry.settled_at == now
        assert fail(4) is EntryState.FAILED
        assert entries.get(conn, entry_id) == entry
        with pytest.raises(NotFound):
            entries.fail_attempt(conn, 999, now=now, error="", retry_at=now, max_attempts=3)


def test_what_ran_out_of_time_goes_round_again_from_the_archive(ledger, now):
    with ledger.begin() as conn:
        ids = merged(conn, submitted(conn, now), now, *(item(name) for name in "abcd"))
        leased(conn, now, lease_seconds=60)
        for entry_id in ids:
            entries.record_archive(conn, entry_id, archived(now))
        entries.mark_queued(conn, ids[:2], now=now)
        entries.settle(conn, ids[0], now=now, state=EntryState.REJECTED)
        again = {"queue_timeout": 60, "max_attempts": 3}
        assert entries.reclaim(conn, now=now + MINUTE, **again) == entries.Reclaimed(0, 0, 0, 0)
        assert entries.reclaim(conn, now=now + 1.1 * MINUTE, **again) == entries.Reclaimed(2, 1, 0, 0)
        assert entries.reclaim(conn, now=now + 1.1 * MINUTE, **again) == entries.Reclaimed(0, 0, 0, 0)
        for entry_id in ids[1:]:
            entry = entries.get(conn, entry_id)
            assert (entry.state, entry.archived, entry.attempts) == (EntryState.WAITING, archived(now), 1)
            assert entry.lease_until is None
        assert leased(conn, now + 2 * MINUTE) == ids[1:]


def test_what_was_lost_too_often_has_failed(ledger, now):
    with ledger.begin() as conn:
        pulling, waiting = merged(conn, submitted(conn, now), now, item("a"), item("b"))
        assert leased(conn, now) == [pulling, waiting]
        entries.mark_queued(conn, [waiting], now=now)
        reclaimed = entries.reclaim(conn, now=now + HOUR, queue_timeout=60, max_attempts=1)
        assert reclaimed == entries.Reclaimed(0, 0, 2, 0)
        for entry_id in (pulling, waiting):
            entry = entries.get(conn, entry_id)
            assert (entry.state, entry.reason, entry.settled_at) == (
                EntryState.FAILED,
                "attempts-exhausted",
                now + HOUR,
            )
            assert "lost on the way" in entry.error


@pytest.mark.parametrize(
    "database", ["postgresql"], indirect=True
)  # on SQLite the worker's transaction bars all others
def test_an_entry_that_a_worker_holds_is_not_reclaimed(ledger, now):
    with ledger.begin() as conn:
        held, lost = queued(conn, now, "a", "b")
    with ledger.begin() as worker, ledger.begin() as reconciler:
        entries.take(worker, [held])
        reclaimed = entries.reclaim(reconciler, now=now + HOUR, queue_timeout=60, max_attempts=3)
        assert reclaimed.queued == 1
        entries.settle(worker, held, now=now, state=EntryState.REJECTED)
    with ledger.read() as conn:
        assert entries.get(conn, held).state is EntryState.REJECTED
        assert entries.get(conn, lost).state is EntryState.WAITING


def test_a_page_that_could_not_be_had_is_pulled_again_once(ledger, now):
    with ledger.begin() as conn:
        (entry_id,) = queued(conn, now)
        article = stored(conn, now)
        entries.pull_again(conn, entry_id, at=now + HOUR)
        again = {"queue_timeout": 10**6, "max_attempts": 3}
        # Not before it has settled, however late.
        assert entries.reclaim(conn, now=now + HOUR, **again).pulled_again == 0
        entries.settle(conn, entry_id, now=now, state=EntryState.STORED, article_id=article)
        assert entries.reclaim(conn, now=now + HOUR - MINUTE, **again).pulled_again == 0
        assert entries.reclaim(conn, now=now + HOUR, **again).pulled_again == 1
        entry = entries.get(conn, entry_id)
        assert (entry.state, entry.attempts, entry.article_id) == (EntryState.WAITING, 0, article)
        assert entries.settle_known(conn, now=now + HOUR) == 0
        assert leased(conn, now + HOUR) == [entry_id]
        entries.pull_again(conn, entry_id, at=now + 2 * HOUR)
        entries.settle(conn, entry_id, now=now, state=EntryState.STORED)
        assert entries.reclaim(conn, now=now + 9 * HOUR, **again).pulled_again == 0


def test_a_failed_entry_can_be_tried_again(ledger, now):
    with ledger.begin() as conn:
        stays, failed, rejected = queued(conn, now, "a", "b", "c")
        entries.settle(conn, stays, now=now, state=EntryState.STORED)
        entries.settle(conn, failed, now=now, state=EntryState.FAILED, error="it broke")
        entries.settle(conn, rejected, now=now, state=EntryState.REJECTED, reason="no-text")
        for entry_id in (stays, failed, rejected):
            entries.retry(conn, entry_id, now=now + HOUR)
        assert entries.get(conn, stays).state is EntryState.STORED
        for entry_id in (failed, rejected):
            entry = entries.get(conn, entry_id)
            assert (entry.state, entry.attempts, entry.next_attempt_at) == (EntryState.WAITING, 0, now + HOUR)
            assert (entry.reason, entry.settled_at) == (None, None)
        assert entries.get(conn, failed).error == "it broke"
        with pytest.raises(NotFound):
            entries.retry(conn, 999, now=now)


def test_all_that_failed_can_be_tried_again_or_one_feeds(ledger, now):
    with ledger.begin() as conn:
        one, two = submitted(conn, now), submitted(conn, now, "https://valley.example/feed")
        first = merged(conn, one, now, item("a"), item("b"))
        second = merged(conn, two, now, item("c"))
        for entry_id in (*first, *second):
            entries.settle(conn, entry_id, now=now, state=EntryState.FAILED)
        assert entries.retry_failed(conn, now=now, feed_id=two.id) == 1
        assert entries.retry_failed(conn, now=now) == 2
        assert entries.retry_failed(conn, now=now) == 0
        assert entries.counts(conn) == {EntryState.WAITING: 3}


def test_entries_are_shown_page_by_page_and_counted(ledger, now):
    with ledger.begin() as conn:
        one, two = submitted(conn, now), submitted(conn, now, "https://valley.example/feed")
        first = merged(conn, one, now, item("a"), item("b"), item("c"))
        second = merged(conn, two, now, item("d"))
        entries.settle(conn, first[1], now=now, state=EntryState.REJECTED)
        assert [e.id for e in entries.page(conn, limit=2)] == first[:2]
        assert [e.id for e in entries.page(conn, after=first[1])] == [first[2], *second]
        assert [e.id for e in entries.page(conn, state=EntryState.WAITING, feed_id=one.id)] == [first[0], first[2]]
        assert entries.counts(conn) == {EntryState.WAITING: 3, EntryState.REJECTED: 1}
        assert entries.counts(conn, feed_ids=[two.id]) == {EntryState.WAITING: 1}
        assert entries.counts(conn, feed_ids=[]) == {}
        with pytest.raises(NotFound):
            entries.get(conn, 999)


def test_progress_tells_what_was_done_since_then_and_what_is_to_do(ledger, now):
    before, later = now - HOUR, now + MINUTE
    with ledger.begin() as conn:
        feed, idle = submitted(conn, before), submitted(conn, before, "https://valley.example/feed")
        polled(conn, feed, before, parsed(*(item(name) for name in ("old", "slow"))))
        old, slow = (entry.id for entry in entries.page(conn))
        entries.settle(conn, old, now=before, state=EntryState.STORED)
        polled(conn, feed, later, parsed(*(item(name) for name in ("old", "slow", "a", "b", "c", "d"))))
        ids = [entry.id for entry in entries.page(conn, after=slow)]
        assert leased(conn, later) == [slow, *ids]
        for entry_id in ids[:3]:
            entries.record_archive(conn, entry_id, archived(later))
        entries.mark_queued(conn, ids[:2], now=later)
        entries.settle(conn, ids[0], now=later, state=EntryState.REJECTED, reason="no-text")
        entries.settle(conn, ids[3], now=later, state=EntryState.FAILED, reason="attempts-exhausted")
        entries.defer(conn, slow, until=later + HOUR, reason="host-asked-for-quiet")
        # Another feed's work is none of this.
        merged(conn, submitted(conn, later, "https://else.example/"), later, item("x"))
        assert entries.progress(conn, feed_ids=[feed.id, idle.id], since=now) == entries.Progress(
            feeds=2,
            polled=1,
            entries=5,
            pulled=3,
            cleaned=3,
            settled=2,
            by_state={
                EntryState.WAITING: 1,
                EntryState.PULLING: 1,
                EntryState.QUEUED: 1,
                EntryState.REJECTED: 1,
                EntryState.FAILED: 1,
            },
            reasons={
                (EntryState.REJECTED, "no-text"): 1,
                (EntryState.FAILED, "attempts-exhausted"): 1,
                (EntryState.WAITING, "host-asked-for-quiet"): 1,
            },
            next_attempt_at=later + HOUR,
        )
        assert entries.progress(conn, feed_ids=[], since=now).entries == 0
