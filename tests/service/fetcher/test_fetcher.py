"""The fetcher against a real newsroom, with a real ledger and real cells; only the queue is a list."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import pairwise

import pytest

from schemas.entry import EntryState
from schemas.feed import FeedState
from services.fetcher import clock
from services.fetcher.fetcher import Fetcher
from tests.newsroom import Answer, Newsroom
from wirecopy.errors import BrokerDown
from wirecopy.filing import file_batch
from wirecopy.ledger import articles, entries, feeds
from wirecopy.settings import Settings

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


class Desk:
    """A fetcher with its ledger, and what it queued."""

    def __init__(self, ledger, folder, **settings):
        self.ledger = ledger
        self.settings = Settings(
            data_dir=folder,
            allow_networks=(ip_network("127.0.0.0/8"),),
            cleaners=1,
            **{"host_interval": 0.0, "retry_delay": 0.1, **settings},
        )
        self.queued = []
        self.broker_is_down = False

    def submit(self, *urls):
        with self.ledger.begin() as conn:
            for url in urls:
                feeds.submit(conn, url, now=datetime.now(UTC), interval=3600)

    def send(self, batch):
        if self.broker_is_down:
            raise BrokerDown("the broker is down")
        self.queued += batch.copies

    async def run_until(self, done, *, seconds=40.0):
        stop = asyncio.Event()
        fetcher = asyncio.create_task(Fetcher(self.settings, self.ledger, self.send, clock.now).run(stop))
        deadline = time.monotonic() + seconds
        while not done() and not fetcher.done():
            assert time.monotonic() < deadline, self.states()
            await asyncio.sleep(0.05)
        stop.set()
        await fetcher

    def states(self):
        with self.ledger.read() as conn:
            return {entry.url: (entry.state, entry.reason, entry.error) for entry in entries.page(conn, limit=500)}

    def feeds(self):
        with self.ledger.read() as conn:
            return {feed.url: feed for feed in feeds.page(conn)}


@pytest.fixture
def desk(ledger, tmp_path):
    return Desk(ledger, tmp_path)


async def test_pages_are_pulled_cleaned_and_queued_once(desk, newsroom):
    edition = newsroom.fill(feeds=2, articles=5)
    desk.submit(*edition.feeds)
    await desk.run_until(lambda: len(desk.queued) == 10)
    assert {copy.url for copy in desk.queued} == {story.url for story in edition.stories}
    assert all("This story is over 5 years old." not in copy.page.text for copy in desk.queued)
    assert {state for state, _, _ in desk.states().values()} == {EntryState.QUEUED}
    pages = [
        request.path
        for request in newsroom.requests
        if not any(word in request.path for word in ("feed", "robots", "tdmrep"))
    ]
    assert len(pages) == len(set(pages)) == 10


async def test_robots_txt_is_obeyed_and_the_feeds_own_words_stand_in(desk, newsroom):
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    stories = [newsroom.article("/private/a", summary="Only a summary of it."), newsroom.article("/public/b")]
    desk.submit(newsroom.feed("/feed.xml", stories))
    await desk.run_until(lambda: len(desk.queued) == 2)
    by_path = {copy.url.removeprefix(newsroom.origin): copy for copy in desk.queued}
    assert by_path["/private/a"].pull_error == "robots"
    assert by_path["/private/a"].page.text == "Only a summary of it."
    assert by_path["/public/b"].pull_error is None
    assert newsroom.requests_for("/private/a") == []


async def test_one_host_is_asked_at_one_pace(ledger, tmp_path, newsroom):
    desk = Desk(ledger, tmp_path, host_interval=0.25)
    desk.submit(*newsroom.fill(feeds=1, articles=5).feeds)
    await desk.run_until(lambda: len(desk.queued) == 5)
    moments = [request.at for request in newsroom.requests]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) == 7  # the feed, robots.txt, tdmrep.json and five pages
    # A busy machine may deliver one request late, and so the next one seemingly early.
    assert sum(gaps) > 7 * 0.24
    assert min(gaps) > 0.1


async def test_a_page_that_is_gone_and_one_that_is_no_page_are_told_apart(desk, newsroom):
    newsroom.raw("/report.pdf", b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    gone, report = newsroom.article("/gone"), newsroom.article("/report.pdf", title="The report")
    newsroom.raw("/gone", b"", status=404)
    newsroom.raw("/report.pdf", b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    desk.submit(newsroom.feed("/feed.xml", [gone, report]))
    await desk.run_until(lambda: len(desk.queued) == 2)
    assert {copy.pull_error for copy in desk.queued} == {"page-404", "not-a-page"}


async def test_a_passing_failure_is_tried_again(desk, newsroom):
    story = newsroom.article("/a")
    newsroom.script("/a", Answer(drop=True), Answer(b"", 502), newsroom._scripts["/a"][0])
    desk.submit(newsroom.feed("/feed.xml", [story]))
    await desk.run_until(lambda: len(desk.queued) == 1)
    assert desk.queued[0].pull_error is None
    assert len(newsroom.requests_for("/a")) == 3


async def test_a_host_that_says_429_is_left_alone(desk, newsroom):
    stories = [newsroom.article(f"/{n}") for n in range(6)]
    for number in range(6):
        newsroom.raw(f"/{number}", b"", status=429, headers={"Retry-After": "600"})
    desk.submit(newsroom.feed("/feed.xml", stories))

    def all_wait_for_long():
        with desk.ledger.read() as conn:
            found = entries.page(conn)
        # Nobody comes back before the time that the host named; those that were not asked at all wait as well.
        soonest = datetime.now(UTC) + timedelta(minutes=9)
        return len(found) == 6 and all(
            entry.state is EntryState.WAITING and entry.next_attempt_at > soonest for entry in found
        )

    await desk.run_until(all_wait_for_long)
    asked = sum(len(newsroom.requests_for(f"/{number}")) for number in range(6))
    assert 1 <= asked <= 6
    before = len(newsroom.requests)
    await asyncio.sleep(1)
    assert len(newsroom.requests) == before


async def test_an_address_that_is_not_allowed_blocks_its_feed(ledger, tmp_path, newsroom):
    desk = Desk(ledger, tmp_path)
    desk.settings = desk.settings.model_copy(update={"allow_networks": ()})
    (feed,) = newsroom.fill(feeds=1, articles=1).feeds
    desk.submit(feed)
    await desk.run_until(lambda: desk.feeds()[feed].last_polled_at)
    assert desk.feeds()[feed].state is FeedState.BLOCKED
    assert newsroom.requests == []


async def test_a_front_page_leads_to_its_feeds_and_is_not_asked_again(desk, newsroom):
    (feed,) = newsroom.fill(feeds=1, articles=2).feeds
    page = newsroom.front([feed])
    desk.submit(page)
    await desk.run_until(lambda: len(desk.queued) == 2)
    assert desk.feeds()[page].state is FeedState.PAGE
    assert desk.feeds()[feed].discovered_from == page


async def test_a_silent_front_page_leads_to_the_news_sitemap_that_robots_txt_names(desk, newsroom):
    newsroom.raw("/robots.txt", "Sitemap: /news.xml")
    sitemap = newsroom.feed("/news.xml", [newsroom.article("/a")], kind="news-sitemap")
    page = newsroom.front([])
    desk.submit(page)
    await desk.run_until(lambda: len(desk.queued) == 1)
    assert desk.feeds()[page].state is FeedState.PAGE
    assert desk.feeds()[sitemap].title == newsroom.name


async def test_pages_that_name_pages_as_their_feeds_are_not_followed_on_and_on(desk, newsroom):
    first, second = newsroom.url("/"), newsroom.url("/second")
    newsroom.front([second])
    newsroom.raw("/second", f'<!DOCTYPE html><html><link rel=alternate type="application/rss+xml" href="{first}third">')
    desk.submit(first)
    await desk.run_until(lambda: second in desk.feeds() and desk.feeds()[second].last_polled_at)
    assert desk.feeds()[second].last_error == "it is a web page"
    assert set(desk.feeds()) == {first, second}


async def test_a_sitemap_that_tells_no_news_is_refused_with_what_to_do(desk, newsroom):
    places = "".join(f"<url><loc>{newsroom.url(f'/{number}')}</loc></url>" for number in range(2000))
    url = newsroom.raw("/sitemap.xml", f"<urlset>{places}</urlset>")
    desk.submit(url)
    await desk.run_until(lambda: desk.feeds()[url].last_polled_at)
    assert "submit a feed or a news sitemap" in (desk.feeds()[url].last_error or "")
    assert desk.states() == {}


async def test_while_the_broker_is_down_nothing_is_lost(ledger, tmp_path, newsroom):
    desk = Desk(ledger, tmp_path, queue_timeout=0.2, lease_timeout=2.0)
    desk.broker_is_down = True
    desk.submit(*newsroom.fill(feeds=1, articles=5).feeds)
    await desk.run_until(
        lambda: len(desk.states()) == 5 and EntryState.QUEUED in {s for s, _, _ in desk.states().values()}
    )
    assert desk.queued == []
    pulled = len(newsroom.requests)
    desk.broker_is_down = False
    await desk.run_until(lambda: len({copy.entry_id for copy in desk.queued}) == 5)
    # From the archive, where the page had been pulled; each page is asked for at most once more than needed.
    assert len(newsroom.requests) <= pulled + 6


async def test_two_feeds_that_list_one_page_cost_one_request_and_give_one_article(desk, newsroom):
    story = newsroom.article("/a")
    desk.submit(newsroom.feed("/one.xml", [story]), newsroom.feed("/two.xml", [story]))
    await desk.run_until(lambda: len(desk.queued) == 1 and len(desk.states()) == 1)

    from schemas.entry import Batch

    file_batch(desk.ledger, Batch(copies=tuple(desk.queued)), now=datetime.now(UTC), max_attempts=5, retry_delay=1)

    def settled():
        with desk.ledger.read() as conn:
            found = entries.counts(conn)
        return found.get(EntryState.STORED) == 1 and found.get(EntryState.DUPLICATE) == 1

    await desk.run_until(settled)
    assert len(newsroom.requests_for("/a")) == 1
    with desk.ledger.read() as conn:
        assert len(articles.page(conn, after=None, limit=10)[0]) == 1


async def test_a_feed_that_robots_txt_shuts_crawlers_out_of_is_polled_only_where_the_setting_says_so(
    ledger, tmp_path, newsroom
):
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /feed.xml\n")
    url = newsroom.feed("/feed.xml", [newsroom.article("/a")])
    strict = Desk(ledger, tmp_path, feeds_despite_robots=False)
    strict.submit(url)
    await strict.run_until(lambda: strict.feeds()[url].last_polled_at)
    assert "robots.txt disallows" in strict.feeds()[url].last_error
    assert newsroom.requests_for("/feed.xml") == []
    desk = Desk(ledger, tmp_path)
    desk.submit(url)
    await desk.run_until(lambda: len(desk.queued) == 1)
