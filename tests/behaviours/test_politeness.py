"""Politeness: one pace per host, one request per address, and nothing lost when the desk closes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

from schemas.feed import FeedState
from services.fetcher.fetcher import Fetcher
from tests.behaviours.documents import feed, item, rss
from tests.behaviours.reader import DAY
from tests.newsroom import Answer
from wirecopy.ledger import entries, feeds

SECOND = timedelta(seconds=1)


async def test_behaviour_B67_per_host_1(reader_with, newsroom):
    reader = await reader_with(host_interval=2.0)
    reader.subscribe(*(newsroom.script(f"/{n}", feed(rss(item(str(n))))) for n in range(50)))
    requests = sorted(request.moment for request in await reader.run_for(10 * 60 * SECOND))
    assert len(requests) == 50
    assert min(later - earlier for earlier, later in pairwise(requests)) >= 2 * SECOND


async def test_behaviour_B68_one_per_url(reader, newsroom):
    url = newsroom.script("/feed", feed())
    reader.subscribe(url, url, url)
    assert len(await reader.poll()) == 1
    assert len(await reader.poll()) == 1


async def test_behaviour_B69_url_alias(reader, newsroom):
    true = newsroom.script("/feed/", feed())
    newsroom.redirect("/feed", "/feed/", 301)
    newsroom.redirect("/feed/index.html", "/feed/", 308)
    reader.subscribe(true, newsroom.url("/feed"), newsroom.url("/feed/index.html"))
    await reader.run_for(5 * DAY)
    assert reader.feed(true).state is FeedState.ACTIVE
    assert {reader.feed(newsroom.url(path)).state for path in ("/feed", "/feed/index.html")} == {FeedState.MERGED}
    assert {request.path for request in await reader.run_for(2 * DAY)} == {"/feed/"}


async def test_behaviour_B71_shutdown_clean(reader, newsroom):
    newsroom.script("/slow", Answer(rss(item("slow")), delay=0.5))
    newsroom.script("/never", Answer(rss(item("never")), delay=60))
    reader.subscribe(newsroom.url("/slow"), newsroom.url("/never"))
    stop, settings = asyncio.Event(), reader.settings.model_copy(update={"cleaners": 1, "fetch_timeout": 3.0})
    serving = asyncio.create_task(Fetcher(settings, reader.ledger, lambda batch: None, reader.watch).run(stop))
    while len(newsroom.requests) < 2:  # noqa: ASYNC110 - the newsroom lives in another thread
        await asyncio.sleep(0.01)
    stop.set()
    await serving
    with reader.ledger.read() as conn:
        assert [feed.leased_until for feed in feeds.page(conn)] == [None, None]
        (entry,) = entries.page(conn)
    assert entry.key == "quay-slow"
    assert (reader.feed(newsroom.url("/slow")).failures, reader.feed(newsroom.url("/never")).failures) == (0, 1)
