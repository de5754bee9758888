"""The change log: in commit order, and nothing is passed over."""

from __future__ import annotations

import threading

import pytest

from schemas.change import ChangeKind
from tests.contract.ledger.builders import HOUR, stored
from wirecopy.errors import UsageError
from wirecopy.ledger import changes


def test_changes_are_read_on_from_a_cursor(ledger, now):
    with ledger.begin() as conn:
        assert changes.read(conn) == []
        start = changes.latest(conn)
        article = stored(conn, now)
        changes.append(conn, ChangeKind.NEW, article, 1, now=now)
        changes.append(conn, ChangeKind.REVISED, article, 2, now=now + HOUR)
        changes.append(conn, ChangeKind.DUPLICATE, article, 1, now=now)
    with ledger.read() as conn:
        first, second = changes.read(conn, start, limit=2)
        assert (first.kind, first.article_id, first.revision, first.at) == (ChangeKind.NEW, article, 1, now)
        assert (second.kind, second.revision, second.at) == (ChangeKind.REVISED, 2, now + HOUR)
        (third,) = changes.read(conn, second.cursor)
        assert third.kind is ChangeKind.DUPLICATE
        assert changes.read(conn, third.cursor) == changes.read(conn, changes.latest(conn)) == []
        assert changes.read(conn, None) == [first, second, third]


def test_a_reader_never_passes_over_a_change_that_commits_late(ledger, now):
    with ledger.begin() as conn:
        article = stored(conn, now)
    early_began, late_may_commit, late = threading.Event(), threading.Event(), []

    def slow():
        with ledger.begin() as conn:
            changes.append(conn, ChangeKind.NEW, article, 1, now=now)
            early_began.set()
            late_may_commit.wait(10)

    def quick():
        early_began.wait(10)
        with ledger.begin() as conn:
            changes.append(conn, ChangeKind.REVISED, article, 2, now=now)
        late.append("committed")

    threads = [threading.Thread(target=run) for run in (slow, quick)]
    for thread in threads:
        thread.start()
    early_began.wait(10)
    threads[1].join(0.5)
    # Whatever the second writer did meanwhile, a reader now must not get past the first one's change.
    with ledger.read() as conn:
        seen = changes.read(conn)
        cursor = seen[-1].cursor if seen else None
    late_may_commit.set()
    for thread in threads:
        thread.join(10)
    assert late == ["committed"]
    with ledger.read() as conn:
        seen += changes.read(conn, cursor)
    assert [change.kind for change in seen] == [ChangeKind.NEW, ChangeKind.REVISED]


def test_many_writers_and_a_reader_that_follows_lose_nothing(ledger, now):
    with ledger.begin() as conn:
        article = stored(conn, now)
    writers = [threading.Thread(target=_write, args=(ledger, article, number, now)) for number in range(4)]
    for writer in writers:
        writer.start()
    seen, cursor = [], None
    while True:
        # Asked before reading: what is written in between is there for the next look.
        all_done = not any(writer.is_alive() for writer in writers)
        with ledger.read() as conn:
            news = changes.read(conn, cursor, limit=3)
        if news:
            cursor = news[-1].cursor
            seen += [change.revision for change in news]
        elif all_done:
            break
    assert sorted(seen) == list(range(40))


def _write(ledger, article, number, now):
    for step in range(10):
        with ledger.begin() as conn:
            changes.append(conn, ChangeKind.REVISED, article, number * 10 + step, now=now)


def test_the_number_of_a_change_that_was_rolled_back_names_no_other(ledger, now):
    with ledger.begin() as conn:
        article = stored(conn, now)
        changes.append(conn, ChangeKind.NEW, article, 1, now=now)
        cursor = changes.latest(conn)
        savepoint = conn.begin_nested()
        changes.append(conn, ChangeKind.REVISED, article, 2, now=now)
        savepoint.rollback()
        changes.append(conn, ChangeKind.REVISED, article, 3, now=now)
    with ledger.read() as conn:
        assert [change.revision for change in changes.read(conn, cursor)] == [3]


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "９", str(2**63), "1" * 5_000])
def test_a_cursor_that_is_none_is_refused(ledger, cursor):
    with ledger.read() as conn, pytest.raises(UsageError, match="cursor"):
        changes.read(conn, cursor)
