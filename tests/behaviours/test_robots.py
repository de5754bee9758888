"""robots.txt: read once a day, believed as RFC 9309 says, and never worked around."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from schemas.entry import EntryState
from tests.behaviours.documents import status
from tests.newsroom import Answer
from tests.service.fetcher.pagedesk import DAY, HOUR, PageDesk, paths

SECOND = timedelta(seconds=1)


@pytest.fixture
async def desk_with(ledger, cells, watch, newsroom, tmp_path):
    """Opens a desk; the next one is the same desk after a restart."""
    async with AsyncExitStack() as stack:

        async def make(**settings: Any) -> PageDesk:
            return await stack.enter_async_context(PageDesk(ledger, cells, watch, newsroom, tmp_path, **settings))

        yield make


def robots(site: Any, text: str | bytes, path: str = "/robots.txt") -> None:
    site.script(path, Answer(text.encode() if isinstance(text, str) else text, headers={"Content-Type": "text/plain"}))


def stories(site: Any, *names: str) -> list[str]:
    return [site.article(name).url for name in names]


async def test_behaviour_B72_robots_cache(desk_with: Callable[..., Any], newsroom):
    robots(newsroom, "User-agent: *\nDisallow: /private")
    desk = await desk_with(host_interval=60.0)
    first = await desk.pull(*stories(newsroom, *(f"/{n}" for n in range(10))))
    first += await desk.run_for(HOUR)
    assert len(paths(first)) == 10
    assert len(newsroom.requests_for("/robots.txt")) == 1
    restarted = await desk_with(host_interval=60.0)
    assert paths(await restarted.pull(*stories(newsroom, "/more", "/private"))) == ["/more"]
    assert len(newsroom.requests_for("/robots.txt")) == 1
    await restarted.run_for(DAY)
    robots(newsroom, "User-agent: *\nDisallow: /")
    assert paths(await restarted.pull(*stories(newsroom, "/late"))) == []
    assert len(newsroom.requests_for("/robots.txt")) == 2


async def test_behaviour_B73_robots_4xx(desk_with: Callable[..., Any], newsroom):
    desk = await desk_with()
    for code in (400, 401, 403, 404, 410, 451):
        site = newsroom.site(f"Site {code}")
        site.script("/robots.txt", status(code, b"User-agent: *\nDisallow: /"))
        assert paths(await desk.pull(*stories(site, "/a", "/b"))) == ["/a", "/b"]
        assert len(site.requests_for("/robots.txt")) == 1


async def test_behaviour_B74_robots_5xx(desk_with: Callable[..., Any], newsroom):
    desk = await desk_with()
    # Nothing is fetched while the rules can't be had; as soon as they can be, pages are.
    newsroom.script("/robots.txt", status(503), status(503), Answer(b"User-agent: *\nDisallow: /private"))
    assert paths(await desk.pull(*stories(newsroom, "/a", "/private"))) == []
    assert desk.outcome(newsroom.url("/a"))[0] is EntryState.WAITING
    assert paths(await desk.run_for(2 * HOUR)) == ["/a"]
    # Rules that were read go on.
    newsroom.script("/robots.txt", status(503))
    desk.watch.now += 2 * DAY
    assert paths(await desk.pull(*stories(newsroom, "/b", "/private/b"))) == ["/b"]
    # After a month there are none, also if this was not always the same process.
    site = newsroom.site("Long out of order")
    site.script("/robots.txt", status(500))
    await desk.pull(*stories(site, "/old"))
    assert paths(await desk.run_for(29 * DAY)) == []
    desk.watch.now += 2 * DAY
    assert paths(await (await desk_with()).pull(*stories(site, "/new"))) == ["/new"]


async def test_behaviour_B75_robots_redirect(desk_with: Callable[..., Any], newsroom):
    desk = await desk_with()
    other = newsroom.site("Central robots")
    newsroom.redirect("/robots.txt", "/1", 301)
    for hop in range(1, 4):
        newsroom.redirect(f"/{hop}", f"/{hop + 1}", 301)
    newsroom.redirect("/4", other.url("/shared-robots.txt"), 301)
    robots(other, "User-agent: *\nDisallow: /private", "/shared-robots.txt")
    asked = await desk.pull(*stories(newsroom, "/private", "/public"), *stories(other, "/private"))
    pages = [(request.site, request.path) for request in asked if request.path in ("/private", "/public")]
    # The rules are those of the site that was asked, not of the one where they lie.
    assert sorted(pages) == sorted([(newsroom.name, "/public"), (other.name, "/private")])


async def test_behaviour_B76_robots_size(desk_with: Callable[..., Any], newsroom):
    filler = b"# " + b"x" * 97 + b"\n"
    body = b"User-agent: *\n" + filler * 5000 + b"Disallow: /early\n" + filler * 15_000 + b"Disallow: /late\n"
    assert body.index(b"/early") > 499_000
    assert len(body) > 1_990_000
    robots(newsroom, body)
    desk = await desk_with()
    assert paths(await desk.pull(*stories(newsroom, "/early", "/late"))) == ["/late"]


async def test_behaviour_B77_robots_longest(desk_with: Callable[..., Any], newsroom):
    desk = await desk_with()

    async def fetched(text: str, *names: str) -> list[str]:
        site = newsroom.site(text)
        robots(site, text)
        return paths(await desk.pull(*stories(site, *names)))

    assert await fetched("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/1", "/a/c", "/d") == ["/a/b/1", "/d"]
    assert await fetched("User-agent: *\nDisallow: /a\nAllow: /a", "/a/1") == ["/a/1"]
    ours = "User-agent: *\nDisallow: /\n\nUser-agent: WIRECOPY\nDisallow: /x"
    assert await fetched(ours, "/a", "/x") == ["/a"]
    assert await fetched("User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /x", "/a", "/x") == ["/a"]
    assert await fetched("User-agent: wire\nDisallow: /\n", "/a") == ["/a"]


async def test_behaviour_B78_crawl_delay(desk_with: Callable[..., Any], newsroom):
    desk = await desk_with(host_interval=1.0)
    robots(newsroom, "User-agent: *\nCrawl-delay: 10")
    await desk.pull(*stories(newsroom, *(f"/{n}" for n in range(6))))
    asked = [request.moment for request in await desk.run_for(HOUR)] + [r.moment for r in newsroom.requests]
    pages = sorted(set(asked))[-6:]
    assert all(later - earlier >= 10 * SECOND for earlier, later in pairwise(pages))
    # A day between two pages is a slip, or a way to say no that robots.txt has other words for.
    site = newsroom.site("Slow")
    robots(site, "User-agent: *\nCrawl-delay: 86400")
    requests = await desk.pull(*stories(site, "/a", "/b", "/c")) + await desk.run_for(HOUR)
    moments = [request.moment for request in requests if request.path in ("/a", "/b", "/c")]
    assert [later - earlier >= 300 * SECOND for earlier, later in pairwise(moments)] == [True, True]
    assert moments[-1] - moments[0] < 1000 * SECOND
