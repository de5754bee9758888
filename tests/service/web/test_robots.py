"""robots.txt from a real server."""

import asyncio
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from tests.newsroom import Newsroom
from wirecopy.errors import Unreachable
from wirecopy.web.client import WebClient
from wirecopy.web.robots import Robots


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 14, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def robots(clock):
    async with WebClient(user_agent="t", allow=(ip_network("127.0.0.0/8"),), timeout=3, concurrency=4) as web:
        yield Robots(lambda url: web.get(url, max_bytes=2**19), clock)


async def test_our_own_group_counts_before_everyones(newsroom, robots):
    newsroom.raw(
        "/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: Wirecopy\nDisallow: /private\nCrawl-delay: 7\n"
    )
    assert await robots.allowed(newsroom.url + "/story")
    assert not await robots.allowed(newsroom.url + "/private/story")
    assert await robots.crawl_delay(newsroom.url + "/story") == 7.0


async def test_no_file_allows_everything(newsroom, robots):
    assert await robots.allowed(newsroom.url + "/story")
    assert await robots.crawl_delay(newsroom.url + "/story") is None


async def test_a_file_that_can_not_be_had_is_asked_for_again_in_ten_minutes(newsroom, robots, clock):
    newsroom.raw("/robots.txt", b"", status=503)
    for _ in range(2):
        with pytest.raises(Unreachable, match=r"robots.txt answered 503"):
            await robots.allowed(newsroom.url + "/story")
    newsroom.raw("/robots.txt", b"User-agent: *\nAllow: /\n")
    clock.now += timedelta(minutes=11)
    assert await robots.allowed(newsroom.url + "/story")
    assert len(newsroom.requests) == 2


async def test_it_is_asked_for_once_a_day_however_many_want_to_know(newsroom, robots, clock):
    newsroom.raw("/robots.txt", b"User-agent: *\nDisallow: /no\n", delay=0.05)
    answers = await asyncio.gather(*(robots.allowed(newsroom.url + path) for path in ("/a", "/no", "/b", "/no/c")))
    assert answers == [True, False, True, False]
    assert len(newsroom.requests) == 1
    clock.now += timedelta(hours=25)
    await robots.allowed(newsroom.url + "/a")
    assert len(newsroom.requests) == 2
