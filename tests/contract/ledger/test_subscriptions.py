"""WebSub subscriptions and pushes."""

from __future__ import annotations

from datetime import timedelta

from schemas.feed import FeedState
from schemas.websub import SubscriptionState
from tests.contract.ledger.builders import HOUR, MINUTE, item, parsed, polled, submitted
from wirecopy.ledger import feeds, subscriptions

HUB, TOPIC = "https://hub.example/", "https://harbour.example/feed.xml"


def wanted(conn, now, **fields):
    """A feed whose hub has just been seen, and its subscription."""
    feed = submitted(conn, now, **fields)
    subscriptions.seen(conn, feed.id, hub_url=HUB, topic_url=TOPIC, now=now)
    return feed, subscriptions.of_feed(conn, feed.id)


def active(conn, now, lease=86_400):
    feed, known = wanted(conn, now)
    subscriptions.due(conn, now=now)
    subscriptions.confirmed(conn, known.id, lease_seconds=lease, now=now)
    return feed, subscriptions.of_feed(conn, feed.id)


def test_a_hub_that_is_seen_again_and_again_is_asked_once(ledger, now):
    with ledger.begin() as conn:
        feed, known = wanted(conn, now)
        subscriptions.seen(conn, feed.id, hub_url=HUB, topic_url=TOPIC, now=now + HOUR)
        assert [one.id for one in subscriptions.due(conn, now=now)] == [known.id]
        assert subscriptions.due(conn, now=now) == []
        after = subscriptions.find(conn, known.token)
        assert (after.state, after.pending, after.attempts) == (SubscriptionState.ASKED, "subscribe", 1)
        subscriptions.asked(conn, known.id, now=now)
        assert subscriptions.due(conn, now=now + 59 * MINUTE) == []
        assert len(subscriptions.due(conn, now=now + HOUR)) == 1  # it never came to verify
        assert subscriptions.find(conn, "guessed") is None


def test_a_feed_that_changes_its_hub_changes_over(ledger, now):
    with ledger.begin() as conn:
        feed, old = active(conn, now)
        subscriptions.seen(conn, feed.id, hub_url="https://new.example/", topic_url=TOPIC, now=now)
        modes = {one.hub_url: one.state for one in subscriptions.due(conn, now=now)}
        assert modes == {HUB: SubscriptionState.LEAVING, "https://new.example/": SubscriptionState.WANTED}
        assert subscriptions.find(conn, old.token).pending == "unsubscribe"
        subscriptions.ended(conn, old.id)
        subscriptions.seen(conn, feed.id, hub_url=None, topic_url=None, now=now)
        assert {one.state for one in subscriptions.due(conn, now=now)} == {SubscriptionState.LEAVING}


def test_an_active_subscription_is_renewed_in_time_and_does_not_outlive_its_feed(ledger, now):
    with ledger.begin() as conn:
        feed, known = active(conn, now, lease=100 * 60)
        assert subscriptions.due(conn, now=now + 79 * MINUTE) == []
        assert [one.state for one in subscriptions.due(conn, now=now + 80 * MINUTE)] == [SubscriptionState.ACTIVE]
        feeds.set_state(conn, feed.id, FeedState.PAUSED)
        assert [one.state for one in subscriptions.due(conn, now=now + 81 * MINUTE)] == [SubscriptionState.LEAVING]
        feeds.remove(conn, feed.id, now=now)
        assert subscriptions.find(conn, known.token).feed_id is None


def test_a_feed_counts_as_pushed_while_its_hub_keeps_up(ledger, now):
    with ledger.begin() as conn:
        feed, known = active(conn, now)
        assert subscriptions.pushing(conn, [feed.id, 99], now=now) == {feed.id}
        assert subscriptions.pushing(conn, [feed.id], now=now + timedelta(days=2)) == set()
        for name in ("one", "two"):
            polled(conn, feed, now, parsed(item(name)))
        assert subscriptions.pushing(conn, [feed.id], now=now) == set()
        subscriptions.push(conn, known, content_type=None, body=b"<rss/>", now=now)
        assert subscriptions.pushing(conn, [feed.id], now=now) == {feed.id}
        subscriptions.denied(conn, known.id, reason="closed", retry_at=now + HOUR)
        assert subscriptions.pushing(conn, [feed.id], now=now) == set()


def test_pushes_are_read_once_and_a_flood_makes_the_feed_due(ledger, now):
    with ledger.begin() as conn:
        feed, known = active(conn, now)
        feeds.postpone(conn, {feed.id: now + HOUR})
        for number in range(9):
            subscriptions.push(conn, known, content_type="text/xml", body=b"<rss>%d</rss>" % number, now=now)
        assert feeds.get(conn, feed.id).next_poll_at == now
        taken = subscriptions.lease_pushes(conn, now=now, lease_seconds=60)
        assert [push.body for push in taken] == [b"<rss>%d</rss>" % number for number in range(5)]
        assert subscriptions.lease_pushes(conn, now=now, lease_seconds=60) == []
        subscriptions.read(conn, taken[0].id)
        later = subscriptions.lease_pushes(conn, now=now + 2 * MINUTE, lease_seconds=60)
        assert [push.id for push in later] == [push.id for push in taken[1:]]


def test_a_hub_that_can_not_be_reached_is_tried_later_or_given_up(ledger, now):
    with ledger.begin() as conn:
        _, known = wanted(conn, now)
        subscriptions.due(conn, now=now)
        subscriptions.failed(conn, known.id, error="no answer", retry_at=now + HOUR)
        assert subscriptions.due(conn, now=now + 30 * MINUTE) == []
        (again,) = subscriptions.due(conn, now=now + HOUR)
        assert (again.attempts, again.last_error) == (1, "no answer")
        subscriptions.failed(conn, known.id, error="gone", retry_at=None)
        assert subscriptions.due(conn, now=now + 99 * HOUR) == []
