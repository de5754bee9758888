"""Redirects: followed at once, believed late."""

from __future__ import annotations

from schemas.feed import FeedState
from tests.behaviours.documents import feed, item, rss, status
from tests.behaviours.reader import DAY


async def after_moving(reader, newsroom, code):
    old, new = newsroom.redirect("/old", "/new", code), newsroom.script("/new", feed())
    reader.subscribe(old)
    await reader.poll()
    assert reader.feed().url == old
    await reader.run_for(3 * DAY)
    await reader.run_for(3 * DAY)
    assert reader.feed().url == new
    return await reader.poll()


async def test_behaviour_B50_301(reader, newsroom):
    requests = await after_moving(reader, newsroom, 301)
    assert [request.path for request in requests] == ["/new"]
    first_direct = next(
        place
        for place, request in enumerate(newsroom.requests[1:], 1)
        if request.path == newsroom.requests[place - 1].path == "/new"
    )
    believed = [request for request in newsroom.requests[:first_direct] if request.path == "/old"]
    assert len(believed) >= 3
    assert believed[-1].moment - believed[0].moment >= DAY


async def test_behaviour_B51_308(reader, newsroom):
    requests = await after_moving(reader, newsroom, 308)
    assert [request.path for request in requests] == ["/new"]


async def test_behaviour_B52_302_307(reader_with, newsroom):
    reader = await reader_with(poll_interval=43_200)
    for code in (302, 307):
        newsroom.redirect(f"/old{code}", f"/new{code}", code)
        newsroom.script(f"/new{code}", feed())
        reader.subscribe(newsroom.url(f"/old{code}"))
    await reader.run_for(90 * DAY)
    for code in (302, 307):
        old, new = newsroom.requests_for(f"/old{code}"), newsroom.requests_for(f"/new{code}")
        assert len(old) == len(new) > 80
        assert reader.feed(newsroom.url(f"/old{code}"))


async def test_behaviour_B53_301_302_mix(reader, newsroom):
    newsroom.redirect("/old", "/moved", 301)
    newsroom.redirect("/moved", "/today", 302)
    newsroom.script("/today", feed())
    reader.subscribe(newsroom.url("/old"))
    await reader.run_for(5 * DAY)
    assert reader.feed().url == newsroom.url("/moved")


async def test_behaviour_B54_301_flap(reader, newsroom):
    newsroom.script("/new", feed())
    reader.subscribe(newsroom.script("/old", status(301, Location="/new"), feed()))
    await reader.run_for(5 * DAY)
    assert reader.feed().url == newsroom.url("/old")
    assert len(newsroom.requests_for("/new")) == 1


async def test_behaviour_B55_301_to_html(reader, newsroom):
    newsroom.raw("/", "<html><body><h1>Quay Post</h1></body></html>", headers={"Content-Type": "text/html"})
    reader.subscribe(newsroom.script("/feed", feed(), status(301, Location="/")))
    await reader.run_for(5 * DAY)
    assert reader.feed().url == newsroom.url("/feed")
    assert reader.feed().failures >= 3
    assert reader.feed().state is FeedState.ACTIVE


async def test_behaviour_B56_301_dup(reader, newsroom):
    old, new = newsroom.redirect("/old", "/new", 301), newsroom.script("/new", feed())
    reader.subscribe(new)
    reader.subscribe(old)
    await reader.run_for(5 * DAY)
    assert (reader.feed(old).state, reader.feed(old).moved_to) == (FeedState.MERGED, new)
    assert {request.path for request in await reader.run_for(2 * DAY)} == {"/new"}


async def test_behaviour_B57_redirect_limit(reader, newsroom):
    for number in range(10):
        newsroom.redirect(f"/{number}", f"/{number + 1}", 302)
    newsroom.script("/10", feed(rss(item("never"))))
    reader.subscribe(newsroom.url("/0"))
    requests = await reader.poll()
    assert [request.path for request in requests] == [f"/{number}" for number in range(6)]
    assert "more than 5 redirects" in reader.feed().last_error
