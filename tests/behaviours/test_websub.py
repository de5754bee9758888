"""WebSub: subscribed, verified, renewed; pushes believed by their signature, and polls that never stop."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest
import uvicorn

from schemas.websub import SubscriptionState
from services.api.app import create_app
from tests.behaviours.documents import feed, item, items, rss
from tests.behaviours.reader import DAY
from tests.newsroom.hub import Hub, call
from wirecopy.ledger import entries, feeds, subscriptions
from wirecopy.settings import Settings


@pytest.fixture
def hub():
    with Hub() as running:
        yield running


@pytest.fixture
def api(ledger, watch, tmp_path):
    """The API, running, under the reader's clock; gives its address."""
    app = create_app(Settings(data_dir=tmp_path), ledger, dict, clock=watch)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
async def reader(reader_with, api):
    return await reader_with(public_url=api)


def naming(hub, *names):
    return rss(items(names), channel=f'<atom:link rel="hub" href="{hub.url}"/>')


def standing(reader):
    with reader.ledger.read() as conn:
        return subscriptions.of_feed(conn, reader.feed().id)


def known(reader):
    with reader.ledger.read() as conn:
        return {entry.key for entry in entries.page(conn)}


async def subscribed(reader, newsroom, hub):
    """Follow a feed that names the hub, and have the subscription verified."""
    reader.subscribe(newsroom.script("/feed", feed(naming(hub, "one"), ETag='"a"')))
    await reader.poll()
    await reader.look_after_subscriptions()
    assert hub.verify() == (200, "a fresh challenge")


async def test_behaviour_B79_hub_discover(reader, newsroom, hub, api):
    by_header = feed(rss(item("one")), Link=f'<{hub.url}>; rel="hub", <{newsroom.url("/self")}>; rel="self"')
    reader.subscribe(newsroom.script("/header", by_header), newsroom.script("/feed", feed(naming(hub, "two"))))
    await reader.poll()
    await reader.look_after_subscriptions()
    by_topic = {request["hub.topic"]: request for request in hub.requests}
    # What the header calls itself, and a feed that does not say by its address.
    assert set(by_topic) == {newsroom.url("/self"), newsroom.url("/feed")}
    for request in hub.requests:
        assert request["content-type"] == "application/x-www-form-urlencoded"
        assert request["hub.mode"] == "subscribe"
        assert request["hub.callback"].startswith(f"{api}/v1/websub/")
        assert len(request["hub.callback"].rpartition("/")[2]) >= 40
        assert len(request["hub.secret"]) >= 40
    assert len({request["hub.secret"] for request in hub.requests}) == 2


async def test_behaviour_B80_verify(reader, newsroom, hub):
    reader.subscribe(newsroom.script("/feed", feed(naming(hub, "one"))))
    await reader.poll()
    await reader.look_after_subscriptions()
    assert hub.verify(topic="https://other.example/feed")[0] == 404
    assert hub.verify(mode="unsubscribe")[0] == 404
    callback = hub.requests[-1]["hub.callback"]
    assert call(callback[:-5] + "wrong")[0] == 404
    assert standing(reader).state is SubscriptionState.ASKED
    assert hub.verify() == (200, "a fresh challenge")
    assert standing(reader).state is SubscriptionState.ACTIVE
    # It was verified; nothing is pending any more.
    assert hub.verify()[0] == 404


async def test_behaviour_B81_lease(reader, newsroom, hub):
    await subscribed(reader, newsroom, hub)
    lease = timedelta(seconds=hub.lease)
    assert standing(reader).lease_until == reader.watch.now + lease
    await reader.run_for(0.9 * lease)
    newsroom_asked = len(newsroom.requests)
    await reader.look_after_subscriptions()
    assert [request["hub.mode"] for request in hub.requests] == ["subscribe", "subscribe"]
    assert newsroom_asked > 1  # the topic was fetched meanwhile, redirects and all
    assert hub.verify()[0] == 200
    assert standing(reader).lease_until == reader.watch.now + lease


async def test_behaviour_B82_signature(reader, newsroom, hub):
    await subscribed(reader, newsroom, hub)
    for signature in ("sha256=" + "0" * 64, "sha256=", "md5=abc", "none"):
        assert hub.push(naming(hub, "forged"), signature=signature) // 100 == 2
    await reader.look_after_subscriptions()
    assert known(reader) == {"quay-one"}
    for method in ("sha1", "sha256", "sha384", "sha512"):
        assert hub.push(naming(hub, method), method=method) // 100 == 2
        await reader.look_after_subscriptions()
    assert known(reader) == {"quay-one", "quay-sha1", "quay-sha256", "quay-sha384", "quay-sha512"}
    assert reader.feed().etag == '"a"'


async def test_behaviour_B83_push_then_poll(reader, newsroom, hub):
    await subscribed(reader, newsroom, hub)
    await reader.poll()
    assert reader.wait >= DAY  # the hub pushes: polls are rare
    newsroom.script("/feed", feed(naming(hub, "one", "missed")))
    await reader.poll()
    assert "quay-missed" in known(reader)  # but they never stop
    newsroom.script("/feed", feed(naming(hub, "one", "missed", "again")))
    await reader.poll()
    await reader.poll()
    assert reader.wait < DAY  # and a hub that keeps silent is not relied on
    assert hub.push(b"") // 100 == 2  # a thin ping: the feed is due
    assert reader.feed().next_poll_at <= reader.watch.now


async def test_behaviour_B84_unsub_410(reader, newsroom, hub):
    await subscribed(reader, newsroom, hub)
    with reader.ledger.begin() as conn:
        feeds.remove(conn, reader.feed().id, now=reader.watch.now)
    assert hub.push(naming(hub, "late")) == 410
    await reader.look_after_subscriptions()
    assert hub.requests[-1]["hub.mode"] == "unsubscribe"
    assert hub.verify()[0] == 200
    assert hub.push(naming(hub, "later")) == 410
    await reader.look_after_subscriptions()
    assert len(hub.requests) == 2
