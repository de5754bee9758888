"""Feeds: submitting, leasing, recording polls."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from schemas.entry import EntryState
from schemas.feed import FeedKind, FeedState, Poll, PollOutcome
from tests.contract.ledger.builders import (
    HOUR,
    MINUTE,
    draft,
    host_of,
    item,
    key_of,
    merged,
    parsed,
    polled,
    stored,
    submitted,
)
from wirecopy.errors import NotFound
from wirecopy.ledger import articles, entries, feeds, polls


def test_a_new_feed_is_due_now(ledger, now):
    with ledger.begin() as conn:
        feed, created = feeds.submit(
            conn, "https://harbour.example/rss", now=now, interval=900, title="Harbour", tags=("sea", "local", "sea")
        )
        assert created
        assert (feed.url, feed.title, feed.tags) == ("https://harbour.example/rss", "Harbour", ("sea", "local"))
        assert (feed.state, feed.interval_seconds, feed.failures) == (FeedState.ACTIVE, 900, 0)
        assert feed.next_poll_at == feed.created_at == now
        assert feeds.get(conn, feed.id) == feeds.find(conn, feed.url) == feed


def test_submitting_again_makes_due_and_keeps_the_validators(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now, tags=("sea",))
        polled(conn, feed, now, parsed(), etag='W/"1"', last_modified="Sat, 14 Mar 2026 09:00:00 GMT", body_hash="h")
        again, created = feeds.submit(conn, feed.url, now=now + MINUTE, interval=60, tags=("local", "sea"))
        assert not created
        assert (again.id, again.next_poll_at) == (feed.id, now + MINUTE)
        assert again.tags == ("sea", "local")
        assert (again.etag, again.last_modified, again.body_hash) == ('W/"1"', "Sat, 14 Mar 2026 09:00:00 GMT", "h")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FeedState.GONE, FeedState.ACTIVE),
        (FeedState.BLOCKED, FeedState.ACTIVE),
        (FeedState.PAUSED, FeedState.PAUSED),
        (FeedState.LOCAL, FeedState.LOCAL),
        (FeedState.PAGE, FeedState.PAGE),
    ],
)
def test_submitting_again_revives_what_the_server_ended_and_nothing_else(ledger, now, before, after):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        polled(conn, feed, now, outcome=PollOutcome.FAILED, state=before, failures=1)
        again = submitted(conn, now)
        assert again.state is after
        assert again.failures == (0 if before is not after else 1)


def test_submitting_a_page_again_makes_the_feeds_found_on_it_due(ledger, now):
    with ledger.begin() as conn:
        page = submitted(conn, now, "https://harbour.example/")
        feeds.set_state(conn, page.id, FeedState.PAGE)
        index = submitted(conn, now, "https://harbour.example/index.xml", discovered_from=page.url)
        child = submitted(conn, now, "https://harbour.example/news.xml", discovered_from=index.url)
        other = submitted(conn, now, "https://valley.example/feed")
        for feed in (index, child, other):
            polled(conn, feed, now, parsed())
        submitted(conn, now + MINUTE, page.url)
        due = {feed.id for feed in feeds.page(conn) if feed.next_poll_at == now + MINUTE}
        assert due == {page.id, index.id, child.id}
        assert [feed.id for feed in feeds.found_instead(conn, [page.id])] == [index.id, child.id]
        assert feeds.found_instead(conn, [other.id]) == []


def test_pages_that_name_each_other_are_followed_once(ledger, now):
    with ledger.begin() as conn:
        one = submitted(conn, now, "https://a.example/", discovered_from="https://b.example/")
        two = submitted(conn, now, "https://b.example/", discovered_from="https://a.example/")
        assert [feed.id for feed in feeds.found_instead(conn, [one.id])] == [two.id]


def test_two_who_submit_one_address_at_once_get_one_feed(ledger, now):
    def submit(_number):
        with ledger.begin() as conn:
            return feeds.submit(conn, "https://harbour.example/rss", now=now, interval=60)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(submit, range(8)))
    assert len({feed.id for feed, _ in results}) == 1
    assert sum(created for _, created in results) == 1


def test_what_is_not_there_is_not_found(ledger, now):
    with ledger.begin() as conn:
        assert feeds.find(conn, "https://nowhere.example/") is None
        for ask in (
            lambda: feeds.get(conn, 99),
            lambda: feeds.set_state(conn, 99, FeedState.PAUSED),
            lambda: feeds.poll_now(conn, 99, now=now),
            lambda: feeds.remove(conn, 99, now=now),
        ):
            with pytest.raises(NotFound, match="no feed 99"):
                ask()


def test_pages_go_by_id_and_narrow_by_state_and_words(ledger, now):
    with ledger.begin() as conn:
        made = [
            submitted(conn, now, f"https://{name}.example/feed", title=title)
            for name, title in (
                ("harbour", "Sea"),
                ("valley", "Hills"),
                ("100", "The HARBOUR master"),
                ("mountain", "100% snow"),
            )
        ]
        ids = [feed.id for feed in made]
        feeds.set_state(conn, ids[1], FeedState.PAUSED)
        assert [feed.id for feed in feeds.page(conn, limit=2)] == ids[:2]
        assert [feed.id for feed in feeds.page(conn, after=ids[1])] == ids[2:]
        assert [feed.id for feed in feeds.page(conn, state=FeedState.PAUSED)] == [ids[1]]
        assert [feed.id for feed in feeds.page(conn, query="harbour")] == [ids[0], ids[2]]
        assert [feed.id for feed in feeds.page(conn, query="0% s")] == [ids[3]]
        assert feeds.count_by_state(conn) == {FeedState.ACTIVE: 3, FeedState.PAUSED: 1}


def test_leasing_takes_due_active_feeds_the_longest_overdue_first(ledger, now):
    with ledger.begin() as conn:
        late, later, paused, future = (submitted(conn, now, f"https://{n}.example/") for n in range(4))
        feeds.postpone(conn, {late.id: now - MINUTE})
        feeds.postpone(conn, {later.id: now - 2 * MINUTE})
        feeds.set_state(conn, paused.id, FeedState.PAUSED)
        feeds.postpone(conn, {future.id: now + MINUTE})
        got = feeds.lease_due(conn, now=now, limit=10, lease_seconds=60)
        assert [feed.id for feed in got] == [later.id, late.id]
        assert {feed.leased_until for feed in got} == {now + MINUTE}
        assert feeds.lease_due(conn, now=now + MINUTE / 2, limit=10, lease_seconds=60) == []


def test_a_lease_ends_when_it_runs_out_or_is_given_back(ledger, now):
    with ledger.begin() as conn:
        one, two = (submitted(conn, now, f"https://{n}.example/") for n in range(2))
        assert len(feeds.lease_due(conn, now=now, limit=10, lease_seconds=60)) == 2
        feeds.release(conn, [one.id], now=now)
        assert [f.id for f in feeds.lease_due(conn, now=now, limit=10, lease_seconds=60)] == [one.id]
        assert [f.id for f in feeds.lease_due(conn, now=now + 2 * MINUTE, limit=10, lease_seconds=60)] == [
            one.id,
            two.id,
        ]


def test_leasing_can_be_narrowed_to_some_feeds_and_to_a_number(ledger, now):
    with ledger.begin() as conn:
        made = [submitted(conn, now, f"https://{n}.example/").id for n in range(5)]
        assert feeds.lease_due(conn, now=now, limit=10, lease_seconds=60, feed_ids=[]) == []
        wanted = made[1:4]
        got = feeds.lease_due(conn, now=now, limit=2, lease_seconds=60, feed_ids=wanted)
        assert [feed.id for feed in got] == wanted[:2]


def test_fetchers_that_lease_at_once_get_different_feeds(ledger, now):
    with ledger.begin() as conn:
        made = {submitted(conn, now, f"https://{n}.example/").id for n in range(40)}

    def lease(_number):
        with ledger.begin() as conn:
            return [feed.id for feed in feeds.lease_due(conn, now=now, limit=5, lease_seconds=60)]

    with ThreadPoolExecutor(4) as pool:
        got = [feed_id for ids in pool.map(lease, range(12)) for feed_id in ids]
    assert len(got) == len(set(got))
    assert set(got) <= made
    with ledger.begin() as conn:
        rest = [feed.id for feed in feeds.lease_due(conn, now=now, limit=50, lease_seconds=60)]
    assert set(got) | set(rest) == made


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_one_who_leases_does_not_wait_for_another_who_has_not_committed(ledger, now):
    with ledger.begin() as conn:
        for n in range(4):
            submitted(conn, now, f"https://{n}.example/")
    with ledger.begin() as one, ledger.begin() as two:
        first = feeds.lease_due(one, now=now, limit=2, lease_seconds=60)
        second = feeds.lease_due(two, now=now, limit=4, lease_seconds=60)
        assert (len(first), len(second)) == (2, 2)
        assert not {feed.id for feed in first} & {feed.id for feed in second}


def test_a_poll_saves_entries_validators_and_what_the_feed_says_of_itself(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        feeds.lease_due(conn, now=now, limit=1, lease_seconds=60)
        counts = polled(
            conn,
            feed,
            now,
            parsed(item("one"), item("two"), kind=FeedKind.ATOM),
            etag='"x"',
            last_modified="then",
            body_hash="h1",
            next_poll_at=now + 2 * HOUR,
            interval_seconds=7200,
        )
        assert (counts.new, counts.changed, counts.unchanged) == (2, 0, 0)
        after = feeds.get(conn, feed.id)
        assert (after.etag, after.last_modified, after.body_hash) == ('"x"', "then", "h1")
        assert (after.title, after.site_url, after.kind) == ("Harbour News", "https://harbour.example/", FeedKind.ATOM)
        assert (after.next_poll_at, after.interval_seconds) == (now + 2 * HOUR, 7200)
        assert (after.leased_until, after.last_polled_at, after.last_status) == (None, now, 200)
        (poll,) = polls.page(conn, feed.id)
        assert (poll.outcome, poll.entries_found, poll.entries_new) == (PollOutcome.CHANGED, 2, 2)


def test_many_polls_are_saved_in_one_transaction(ledger, now):
    with ledger.begin() as conn:
        made = [submitted(conn, now, f"https://{n}.example/feed") for n in range(5)]
        feeds.lease_due(conn, now=now, limit=5, lease_seconds=60)
        feeds.remove(conn, made[1].id, now=now)
        feeds.set_state(conn, made[2].id, FeedState.PAUSED)
    given = [
        feeds.Polled(
            feed,
            Poll(feed_id=feed.id, at=now, outcome=PollOutcome.CHANGED, status=200),
            lambda counts, _pushed, feed=feed: feed.model_copy(
                update={"failures": counts.new, "state": FeedState.GONE, "next_poll_at": now + HOUR, "rate": 2.5}
            ),
            (item(f"one of {feed.id}"),) * (feed.id % 2),
        )
        for feed in reversed(made)
    ]
    with ledger.begin() as conn:
        counted = feeds.record_polls(conn, given, now=now, host_of=host_of, key_of=key_of)
        assert set(counted) == {feed.id for feed in made} - {made[1].id}
        for feed in (made[0], *made[3:]):
            after = feeds.get(conn, feed.id)
            assert (after.state, after.failures, after.leased_until) == (FeedState.GONE, feed.id % 2, None)
            assert counted[feed.id].new == feed.id % 2
        # What a person did meanwhile stays done.
        assert feeds.get(conn, made[2].id).state is FeedState.PAUSED
        assert feeds.rates(conn) == ([], 0)
        feeds.set_state(conn, made[0].id, FeedState.ACTIVE)
        submitted(conn, now, "https://new.example/feed")
        assert feeds.rates(conn) == ([2.5], 1)


def test_a_poll_that_shows_nothing_known_any_more_has_a_gap_before_it(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        for hour, names in enumerate((("one", "two"), ("two", "three"), ("four", "five"), ())):
            at = now + hour * HOUR
            polled(conn, feeds.get(conn, feed.id), at, parsed(*(item(name) for name in names)), status=200)
        assert [poll.gap for poll in reversed(polls.page(conn, feed.id))] == [False, False, True, False]


def test_new_entries_tell_when_they_were_posted(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        counts = polled(conn, feed, now, parsed(item("one", published_at=now - HOUR), item("two")))
        assert set(counts.posted) == {now - HOUR, now}
        assert polled(conn, feed, now, parsed(item("one", published_at=now - HOUR), item("two"))).posted == ()


def test_a_poll_can_move_a_feed(ledger, now):
    with ledger.begin() as conn:
        one = submitted(conn, now, "https://one.example/old")
        polled(
            conn, one, now, parsed(), new_url="https://www.other.example/new", moved_to="https://www.other.example/new"
        )
        after = feeds.get(conn, one.id)
        assert (after.url, after.host, after.moved_to) == ("https://www.other.example/new", "other.example", None)


def test_a_feed_that_moves_to_the_address_of_another_becomes_part_of_it(ledger, now):
    with ledger.begin() as conn:
        one = submitted(conn, now, "https://one.example/old", tags=["north", "press"])
        two = submitted(conn, now, "https://two.example/", tags=["press", "south"])
        polled(conn, one, now, parsed(), new_url=two.url)
        after = feeds.get(conn, one.id)
        assert (after.url, after.state, after.moved_to) == (one.url, FeedState.MERGED, two.url)
        assert feeds.get(conn, two.id).tags == ("press", "south", "north")
        assert [feed.id for feed in feeds.lease_due(conn, now=now + HOUR, limit=9, lease_seconds=60)] == [two.id]


def test_a_poll_of_a_feed_that_was_removed_leaves_nothing(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        feeds.remove(conn, feed.id, now=now)
        assert polled(conn, feed, now, parsed(item())) is None
        assert entries.counts(conn) == {}


def test_removing_a_feed_takes_its_entries_and_polls_and_leaves_its_articles(ledger, now):
    with ledger.begin() as conn:
        feed, other = submitted(conn, now), submitted(conn, now, "https://valley.example/feed")
        polled(conn, feed, now, parsed(item("one"), item("two")))
        merged(conn, other, now, item("three"))
        article = stored(conn, now, draft(source={"host": "harbour.example", "feed_id": feed.id}))
        first = entries.page(conn, feed_id=feed.id)[0]
        entries.settle(conn, first.id, now=now, state=EntryState.STORED, article_id=article)
        feeds.remove(conn, feed.id, now=now)
        assert entries.counts(conn) == {EntryState.WAITING: 1}
        assert polls.page(conn, feed.id) == []
        assert articles.get(conn, article).source.feed_id == feed.id
        again, created = feeds.submit(conn, feed.url, now=now, interval=60)
        assert created
        assert again.id != feed.id


def test_poll_now_makes_due(ledger, now):
    with ledger.begin() as conn:
        feed = submitted(conn, now)
        polled(conn, feed, now, parsed())
        feeds.poll_now(conn, feed.id, now=now + MINUTE)
        assert feeds.get(conn, feed.id).next_poll_at == now + MINUTE
