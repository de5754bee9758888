"""Searching for feeds on real sites: the newsroom answers, the client asks, cells read; robots.txt is obeyed."""

import asyncio
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from schemas.feed import FeedKind
from services.fetcher import clock
from services.fetcher.books import Books
from services.fetcher.discovering import Discoverer
from services.fetcher.pace import Pace
from tests.newsroom import Answer, Newsroom
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.feeds.candidates import Evidence
from wirecopy.feeds.parse import parse
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient
from wirecopy.web.robots import MAX_BYTES, Robots

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="module")
def cells():
    # They belong to no event loop, and take a second to start.
    running = Cells(1, timeout=20, imports=craft.__name__)
    asyncio.run(running.start())
    yield running
    asyncio.run(running.close())


class Desk:
    """A discoverer with all that it needs, and the client that fetches what is submitted."""

    def __init__(self, newsroom, ledger, cells, web, folder, **settings):
        self.newsroom = newsroom
        self.web = web
        books = Books(ledger)
        pace = Pace(books, clock.now, interval=0.0, address_of=web.address_of)
        self.settings = Settings(data_dir=folder, allow_networks=LOOPBACK, **settings)

        async def fetch_robots(url):
            return await web.get(url, max_bytes=MAX_BYTES, hop=pace.turn, truncate=True)

        robots = Robots(fetch_robots, clock.now)
        self.discoverer = Discoverer(self.settings, web, pace, robots, cells, clock.now)

    async def search(self, path="/"):
        """What a search on the page at `path` finds; the request for the page itself is taken off the log."""
        response = await self.web.get(self.newsroom.url(path), max_bytes=10**6)
        self.asked_before = len(self.newsroom.requests)
        return await self.discoverer.feeds_of_page(response)

    async def search_index(self, path):
        response = await self.web.get(self.newsroom.url(path), max_bytes=10**6)
        self.asked_before = len(self.newsroom.requests)
        return await self.discoverer.feeds_of_index(response, parse(response.body, url=response.url))

    def paths(self, found):
        return [url.removeprefix(self.newsroom.origin) for url in found.urls]

    @property
    def asked(self):
        """The paths that were asked for by the search itself."""
        return [request.path for request in self.newsroom.requests[self.asked_before :]]


@pytest.fixture
async def desk(newsroom, ledger, cells, tmp_path):
    async with WebClient(user_agent="wirecopy/0", allow=LOOPBACK, timeout=5.0) as web:
        yield Desk(newsroom, ledger, cells, web, tmp_path)


def page(newsroom, body="<p>News", path="/", **headers):
    newsroom.raw(
        path, f"<!DOCTYPE html><html><body>{body}</body></html>", headers={"Content-Type": "text/html", **headers}
    )


def news(newsroom, path):
    newsroom.feed(path, [newsroom.article("/a")], kind="news-sitemap")


def sitemap(newsroom, path, *places):
    listed = "".join(f"<url><loc>{newsroom.url(place)}</loc>{rest}</url>" for place, rest in places)
    newsroom.raw(path, f"<urlset>{listed}</urlset>")


def index(newsroom, path, *children):
    listed = "".join(f"<sitemap><loc>{newsroom.url(child)}</loc></sitemap>" for child in children)
    newsroom.raw(path, f"<sitemapindex>{listed}</sitemapindex>")


async def test_what_a_page_declares_costs_no_request(desk, newsroom):
    page(
        newsroom,
        '<link rel=alternate type="application/atom+xml" href="/atom.xml">'
        '<link rel=alternate type="application/rss+xml" title="Comments" href="/comments/feed">',
        Link='</rss.xml>; rel="alternate"; type="application/rss+xml"',
    )
    found = await desk.search()
    assert desk.paths(found) == ["/rss.xml"]
    assert found.feeds[0].evidence is Evidence.HEADER
    assert (found.error, desk.asked) == (None, [])


async def test_a_link_that_proves_to_be_a_feed_vouches_for_its_like(desk, newsroom):
    page(newsroom, '<a href="/none.rss">x</a><a href="/all.rss">x</a><a href="/sport.rss">x</a><a href="/sub">RSS</a>')
    newsroom.feed("/all.rss", [])
    found = await desk.search()
    assert desk.paths(found) == ["/all.rss", "/sport.rss"]
    assert desk.asked == ["/robots.txt", "/none.rss", "/all.rss"]
    assert found.tried == ("its link elements and Link header (name no feed)", "/none.rss (it answered 404)")


async def test_a_page_about_the_feeds_leads_to_them(desk, newsroom):
    page(newsroom, '<a href="/rss/">RSS</a>')
    page(newsroom, '<a href="/rss/sport.xml">Sport</a><a href="/rss/arts.xml">Arts</a><a href="/">Home</a>', "/rss/")
    assert desk.paths(await desk.search()) == ["/rss/sport.xml", "/rss/arts.xml"]
    assert desk.asked == ["/robots.txt", "/rss/"]


async def test_news_sitemaps_that_robots_txt_names_are_feeds_and_others_are_not(desk, newsroom):
    page(newsroom)
    newsroom.raw("/robots.txt", "User-agent: *\nSitemap: /pages.xml\nsitemap: /sitemap-news.xml\nSitemap: /images.xml")
    news(newsroom, "/sitemap-news.xml")
    found = await desk.search()
    assert desk.paths(found) == ["/sitemap-news.xml"]
    assert (found.feeds[0].kind, found.feeds[0].title) == (FeedKind.NEWS_SITEMAP, newsroom.name)
    assert desk.asked == ["/robots.txt", "/sitemap-news.xml"]


async def test_a_sitemap_index_is_followed_one_level_and_no_further(desk, newsroom):
    page(newsroom)
    newsroom.raw("/robots.txt", "Sitemap: /sitemap.xml")
    index(newsroom, "/sitemap.xml", "/2025-01.xml", "/2026-02.xml", "/deeper-news.xml", "/2026-03.xml", "/news.xml")
    index(newsroom, "/deeper-news.xml", "/sitemap.xml", "/more-news.xml")
    sitemap(newsroom, "/2026-03.xml")
    news(newsroom, "/2026-02.xml")
    found = await desk.search()
    assert desk.paths(found) == ["/2026-02.xml"]
    assert desk.asked == [
        "/robots.txt",
        "/sitemap.xml",
        "/deeper-news.xml",
        "/news.xml",
        "/2026-03.xml",
        "/2026-02.xml",
    ]
    assert "/deeper-news.xml (it is an index inside an index, which is not followed)" in found.tried


async def test_sitemaps_without_end_cost_six_requests(desk, newsroom):
    page(newsroom, path="/a/b/c/d")
    index(newsroom, "/s.xml", *(f"/news-{number}.xml" for number in range(100)))
    newsroom.raw("/robots.txt", "Sitemap: /s.xml\n" * 3 + "".join(f"Sitemap: /t{n}.xml\n" for n in range(100)))
    found = await desk.search("/a/b/c/d")
    assert len(desk.asked) == 7
    assert not found.feeds


async def test_a_sitemap_of_a_whole_site_is_not_read_to_its_end(desk, newsroom):
    page(newsroom, path="/a/b/c/d")
    newsroom.raw("/robots.txt", "Sitemap: /all.xml")
    newsroom.raw("/all.xml", "<urlset>" + "<url><loc>https://lamp.example/</loc></url>" * 200_000)
    found = await desk.search("/a/b/c/d")
    assert "/all.xml (it is too large)" in (found.error or "")


async def test_well_known_paths_are_tried_until_one_is_a_feed(desk, newsroom):
    page(newsroom)
    page(newsroom, path="/feed")
    newsroom.redirect("/rss", "/en/rss/")
    newsroom.feed("/en/rss/", [newsroom.article("/a")])
    found = await desk.search()
    assert desk.paths(found) == ["/en/rss/"]
    assert desk.asked == ["/robots.txt", "/feed", "/rss", "/en/rss/"]


async def test_a_silent_site_costs_six_guesses_and_the_error_says_what_was_tried(desk, newsroom):
    page(newsroom)
    newsroom.raw("/feed", "{}")
    sitemap(newsroom, "/rss.xml", ("/a", "<lastmod>2026-01-01</lastmod>"))
    found = await desk.search()
    assert desk.asked == ["/robots.txt", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"]
    assert (found.feeds, found.passing) == ((), False)
    error = found.error or ""
    assert error.startswith(f"{newsroom.url()} is a web page in which no feed was found; tried: its link elements")
    for tried in ("/robots.txt (it names no sitemap)", "/rss (it answered 404)", "/rss.xml (it is no feed)"):
        assert tried in error
    assert error.endswith("submit the address of a feed or of a news sitemap")


async def test_nothing_is_guessed_at_beside_an_article(desk, newsroom):
    page(newsroom, path="/2026/03/14/tides")
    await desk.search("/2026/03/14/tides")
    assert desk.asked == ["/robots.txt"]


async def test_robots_txt_is_obeyed(desk, newsroom):
    page(newsroom, '<a href="/private.rss">x</a>')
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /\nAllow: /rss.xml$\nSitemap: /news.xml")
    newsroom.feed("/rss.xml", [])
    found = await desk.search()
    assert desk.paths(found) == ["/rss.xml"]
    assert desk.asked == ["/robots.txt", "/rss.xml"]
    assert "/private.rss (robots.txt disallows it)" in found.tried


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_has_had_enough_is_asked_nothing_more(desk, newsroom, status):
    page(newsroom)
    newsroom.raw("/feed", status=status, headers={"Retry-After": "600"})
    found = await desk.search()
    assert desk.asked == ["/robots.txt", "/feed"]
    assert found.passing
    assert f"it answered {status}, so nothing more was asked" in (found.error or "")
    # Nor is it in another search while it wants quiet.
    again = await desk.search()
    assert (desk.asked, again.passing) == ([], True)


async def test_what_was_found_before_a_host_had_enough_is_kept(desk, newsroom):
    page(newsroom)
    newsroom.raw("/robots.txt", "Sitemap: /news1.xml\nSitemap: /news2.xml")
    news(newsroom, "/news1.xml")
    newsroom.raw("/news2.xml", status=429)
    assert desk.paths(await desk.search()) == ["/news1.xml"]


async def test_without_robots_txt_for_the_moment_nothing_is_guessed_at(desk, newsroom):
    page(newsroom)
    newsroom.raw("/robots.txt", status=500)
    found = await desk.search()
    assert (desk.asked, found.passing) == (["/robots.txt"], True)


async def test_a_search_ends_in_half_the_time_of_a_lease(newsroom, ledger, cells, tmp_path):
    async with WebClient(user_agent="wirecopy/0", allow=LOOPBACK) as web:
        desk = Desk(newsroom, ledger, cells, web, tmp_path, lease_timeout=2.0)
        page(newsroom)
        newsroom.script("/feed", Answer(delay=30))
        started = datetime.now(UTC)
        found = await desk.search()
        assert (datetime.now(UTC) - started).total_seconds() < 15
        assert found.passing
        assert "no time was left" in (found.error or "")


async def test_an_address_inside_a_network_is_never_asked_and_nothing_is_told_of_it(desk, newsroom):
    page(newsroom, path="/a/b/c/d")
    newsroom.raw("/robots.txt", "Sitemap: http://169.254.169.254/news.xml\nSitemap: http://10.0.0.1:8080/")
    found = await desk.search("/a/b/c/d")
    assert "http://169.254.169.254/news.xml (its address is not allowed)" in found.tried
    assert desk.asked == ["/robots.txt"]


async def test_an_index_that_is_submitted_gives_its_news_sitemaps(desk, newsroom):
    index(newsroom, "/index.xml", "/posts.xml", "/news.xml", "/image-sitemap.xml")
    news(newsroom, "/news.xml")
    found = await desk.search_index("/index.xml")
    assert desk.paths(found) == ["/news.xml"]
    assert "/posts.xml" not in desk.asked


async def test_an_index_without_news_gives_its_small_dated_sitemaps(desk, newsroom):
    index(newsroom, "/index.xml", "/posts.xml", "/all.xml", "/undated.xml", "/more.xml", "/again.xml")
    sitemap(newsroom, "/posts.xml", ("/a", "<lastmod>2026-01-01</lastmod>"), ("/b", "<lastmod>2026-01-02</lastmod>"))
    sitemap(newsroom, "/all.xml", *((f"/{n}", f"<lastmod>2026-01-{n % 28 + 1:02}</lastmod>") for n in range(1001)))
    sitemap(newsroom, "/undated.xml", ("/a", ""))
    found = await desk.search_index("/index.xml")
    assert desk.paths(found) == ["/posts.xml"]
    assert len([path for path in desk.asked if path != "/robots.txt"]) == 3


async def test_an_index_of_nothing_pollable_says_so(desk, newsroom):
    index(newsroom, "/index.xml", "/undated.xml")
    sitemap(newsroom, "/undated.xml", ("/a", ""))
    found = await desk.search_index("/index.xml")
    assert "is a sitemap index in which no feed was found" in (found.error or "")
    assert "does not say when its pages changed" in (found.error or "")
