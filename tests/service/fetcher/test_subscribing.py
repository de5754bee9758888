"""Subscribing at hubs: what goes wrong there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from schemas.websub import SubscriptionState
from services.fetcher.books import Books
from services.fetcher.pace import Pace
from services.fetcher.subscribing import Subscriber
from tests.newsroom.hub import Hub
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.ledger import entries, feeds, subscriptions
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NOW = datetime(2026, 3, 11, 9, 26, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
async def desk(ledger, tmp_path):
    """Makes a subscriber that may dial these networks."""
    settings = Settings(data_dir=tmp_path, public_url="https://desk.example")
    async with Cells(1, timeout=10, imports=craft.__name__) as cells:

        async def look_after(allow=LOOPBACK):
            books = Books(ledger)
            async with WebClient(user_agent="w", allow=allow, timeout=5) as web:
                pace = Pace(books, lambda: NOW, interval=0.0, address_of=web.address_of)
                subscriber = Subscriber(settings, books, web, pace, cells, lambda: NOW, news=lambda: None)
                while await subscriber.once():
                    pass
            books.close()

        yield look_after


def follow(ledger, hub_url):
    with ledger.begin() as conn:
        feed, _ = feeds.submit(conn, "https://paper.example/feed", now=NOW, interval=3600)
        subscriptions.seen(conn, feed.id, hub_url=hub_url, topic_url=feed.url, now=NOW)
    return feed


def standing(ledger, feed):
    with ledger.read() as conn:
        return subscriptions.of_feed(conn, feed.id)


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://127.0.0.1:6379/", "file:///etc/passwd"])
async def test_a_hub_that_may_not_be_dialled_is_not_asked(ledger, desk, url):
    feed = follow(ledger, url)
    await desk(allow=())
    known = standing(ledger, feed)
    assert known.state is not SubscriptionState.ACTIVE
    assert known.last_error
    assert known.next_try_at > NOW


async def test_a_hub_that_says_no_is_asked_again_later_and_later(ledger, desk):
    with Hub(status=503) as hub:
        feed = follow(ledger, hub.url)
        await desk()
        assert len(hub.requests) == 1
    first = standing(ledger, feed)
    assert "answered 503" in first.last_error
    assert first.next_try_at >= NOW + timedelta(minutes=15)


async def test_a_push_that_is_no_feed_makes_the_feed_due_and_a_good_one_enters_its_entries_once(ledger, desk):
    feed = follow(ledger, "https://hub.example/")
    with ledger.begin() as conn:
        feeds.postpone(conn, {feed.id: NOW + timedelta(days=1)})
        known = subscriptions.of_feed(conn, feed.id)
        subscriptions.failed(conn, known.id, error="not now", retry_at=NOW + timedelta(days=9))
        good = b"<rss version='2.0'><channel><item><title>One</title><guid>1</guid></item></channel></rss>"
        for _ in range(2):
            subscriptions.push(conn, known, content_type="application/rss+xml", body=good, now=NOW)
    await desk()
    with ledger.begin() as conn:
        assert [entry.key for entry in entries.page(conn)] == ["1"]
        assert feeds.get(conn, feed.id).next_poll_at == NOW + timedelta(days=1)
        subscriptions.push(conn, known, content_type="text/html", body=b"<p>Down for repairs</p>", now=NOW)
    await desk()
    with ledger.begin() as conn:
        assert feeds.get(conn, feed.id).next_poll_at == NOW
        assert subscriptions.lease_pushes(conn, now=NOW, lease_seconds=1) == []
