"""robots.txt fetched by the real client from a real server."""

from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from tests.newsroom import Answer, Newsroom
from wirecopy.errors import Unreachable
from wirecopy.web.client import WebClient
from wirecopy.web.response import Response
from wirecopy.web.robots import MAX_BYTES, Robots


def robots_of(web: WebClient) -> Robots:
    async def fetch(url: str) -> Response:
        return await web.get(url, max_bytes=MAX_BYTES, truncate=True)

    return Robots(fetch, lambda: datetime(2026, 3, 14, tzinfo=UTC))


async def test_rules_are_read_from_the_site_behind_redirects_and_cut_at_half_a_megabyte():
    with Newsroom() as newsroom:
        newsroom.redirect("/robots.txt", "/moved/robots.txt", 301)
        newsroom.raw(
            "/moved/robots.txt", "User-agent: *\nDisallow: /private\n" + "# filler\n" * 200_000 + "Disallow: /late"
        )
        async with WebClient(user_agent="wirecopy/0", allow=(ip_network("127.0.0.0/8"),)) as web:
            robots = robots_of(web)
            assert not await robots.allowed(newsroom.url("/private/1"))
            assert await robots.allowed(newsroom.url("/late"))
        assert [request.path for request in newsroom.requests] == ["/robots.txt", "/moved/robots.txt"]


async def test_a_site_without_rules_is_open_and_one_in_trouble_is_not():
    with Newsroom() as newsroom:
        troubled = newsroom.site("Ostermere Echo")
        troubled.script("/robots.txt", Answer(drop=True))
        async with WebClient(user_agent="wirecopy/0", allow=(ip_network("127.0.0.0/8"),)) as web:
            robots = robots_of(web)
            assert await robots.allowed(newsroom.url("/a"))
            with pytest.raises(Unreachable):
                await robots.allowed(troubled.url("/a"))


async def test_sitemaps_are_read_with_the_rules_in_one_request():
    with Newsroom() as newsroom:
        newsroom.raw(
            "/robots.txt", "Disallow: /x\nSitemap: /news.xml\nSitemap: https://cdn.example/s.xml\nSitemap: ftp://x/"
        )
        async with WebClient(user_agent="wirecopy/0", allow=(ip_network("127.0.0.0/8"),)) as web:
            robots = robots_of(web)
            assert await robots.sitemaps(newsroom.url("/a")) == [newsroom.url("/news.xml"), "https://cdn.example/s.xml"]
            assert await robots.allowed(newsroom.url("/a"))
        assert len(newsroom.requests) == 1
