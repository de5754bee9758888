"""Inputs that cost more than they are worth, and feeds that change at every request."""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from schemas.entry import EntryState
from schemas.feed import FeedEntry, FeedKind, ParsedFeed, PollOutcome
from tests.attacks.cases import case
from tests.attacks.desk import working
from tests.attacks.measures import measured, parse_or_refuse, read_and_clean
from tests.newsroom import Answer, Newsroom, words
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells, CellTimeout
from wirecopy.cleaning.safehtml import safe_html
from wirecopy.feeds.robust import read_broken_feed
from wirecopy.ledger import Ledger, entries

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)

MIB = 2**20
ROOM = 3
"""How often the time that a case allows may pass on a busy machine."""


def rss(*items: str, channel: str = "") -> bytes:
    written = "".join(f"<item>{item}</item>" for item in items)
    root = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    return f"<?xml version='1.0'?>{root}<channel><title>T</title>{channel}{written}</channel></rss>".encode()


def with_content(html: str) -> bytes:
    return rss(f"<title>Ferry late</title><content:encoded><![CDATA[{html}]]></content:encoded>")


# ---- processor time


def is_ended_over_its_time() -> None:
    """A call that no thread could stop is over when its time is, and the next one finds a cell."""

    async def overrun() -> float:
        async with Cells(1, timeout=0.5, imports=craft.__name__) as cells:
            started = time.monotonic()
            with pytest.raises(CellTimeout):
                await cells.run(re.fullmatch, "(a+)+b", "a" * 64)
            spent = time.monotonic() - started
            assert (await cells.run(parse_or_refuse, rss("<title>Ferry late</title>"))).entries
            return spent

    assert asyncio.run(overrun()) < 10


@case("cpu-nh3-unclosed-div")
def test_markup_is_made_flat_before_it_is_made_safe(cells):
    for html in ("<div>" * 100_000, f"{'<div>' * 100_000}x{'</div>' * 100_000}", "<p><b><font>" * 100_000):
        for function, *given in (
            (read_and_clean, with_content(html)),
            (safe_html, html),
            (
                craft.land_page,
                html.encode(),
                "http://paper.example/",
                "text/html",
                {},
                None,
                FeedEntry(key="a"),
                {},
                NOW,
            ),
        ):
            assert asyncio.run(cells.run(measured, function, *given)).cpu < 1 * ROOM, function
    assert safe_html("<div>" * 100_000).count("<div>") < 1000
    is_ended_over_its_time()


@case("cpu-feedparser-open-comments")
def test_comments_that_never_end_take_linear_time_in_both_readers(cells):
    comments = "<!--" * 40_000
    for document in (with_content(comments), with_content(comments)[:-40], rss(f"<title>a</title>{comments}")):
        result = asyncio.run(cells.run(measured, read_and_clean, document))
        assert result.cpu < 1 * ROOM
        # feedparser as the second reader does not sanitize, which is what takes it by the square.
        again = asyncio.run(cells.run(measured, read_broken_feed, document.decode(), None))
        assert again.cpu < 1 * ROOM
    is_ended_over_its_time()


@case("cpu-feedparser_rs-amp")
def test_half_a_million_broken_references_take_linear_time(cells):
    for flood in ("&#" * 500_000, "&" * 500_000, "&#x" * 300_000, "&amp" * 200_000, "&#1" * 300_000):
        for document in (with_content(flood), rss(f"<title>{flood}</title><description>{flood}</description>")):
            result = asyncio.run(cells.run(measured, read_and_clean, document))
            assert result.cpu < 1 * ROOM, flood[:4]
            assert isinstance(result.result[0], ParsedFeed)
    is_ended_over_its_time()


@case("cpu-json-bigint")
def test_a_number_of_a_hundred_thousand_digits_is_not_read_as_one(cells):
    for number in ("9" * 100_000, "-" + "9" * 100_000, "1." + "9" * 100_000, "1e" + "9" * 100_000, "9" * 5_000_000):
        item = f'{{"id": {number}, "content_text": "x"}}'
        document = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{item}]}}'
        result = asyncio.run(cells.run(measured, parse_or_refuse, document.encode()))
        assert result.cpu < 1 * ROOM
        found = result.result
        assert isinstance(found, str) or all(len(entry.key) <= 500 for entry in found.entries)
    deep = b"[" * 100_000, b'{"items":' * 100_000, b'{"version":"jsonfeed.org/version/1","items":' + b"[" * 10_000
    for document in deep:
        result = asyncio.run(cells.run(measured, parse_or_refuse, document))
        assert isinstance(result.result, str)
        assert result.cpu < 1 * ROOM


@case("cpu-sitemap-50k")
def test_a_sitemap_of_fifty_thousand_pages_is_capped(cells, desk, newsroom):
    news = (
        "<news:news><news:publication><news:name>P</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-01-01</news:publication_date><news:title>Story {0}</news:title></news:news>"
    )
    root = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    )
    urls = "".join(
        f"<url><loc>http://paper.example/{number}</loc>{news.format(number)}</url>" for number in range(50_000)
    )
    document = f"{root}{urls}</urlset>".encode()
    result = asyncio.run(cells.run(measured, parse_or_refuse, document))
    found = result.result
    assert (found.kind, len(found.entries)) == (FeedKind.NEWS_SITEMAP, 5000)
    assert found.warnings
    assert result.cpu < 1 * ROOM
    padding = b"<!--" + b"x" * 50 * MIB + b"-->"
    failed = desk.feed(desk.read(newsroom.raw("/sitemap.xml", document[:-9] + padding + document[-9:])))
    assert "allowed" in (failed.last_error or "")


# ---- feeds that are never the same


@case("cpu-guid-churn")
def test_guids_that_change_at_every_request_bring_no_news_twice(desk, newsroom):
    stories = [newsroom.article(f"/churn/{number}") for number in range(4)]
    asked = 0

    def churn(_: object) -> Answer:
        nonlocal asked
        asked += 1
        linked = [
            f"<title>{story.title}</title><link>{story.url}</link><guid>{story.url}?r={asked}</guid>"
            for story in stories
        ]
        # One whose link changes as well, and two that share a link and are two stories.
        moving = " ".join(words.paragraphs("moving"))
        linked.append(
            f"<title>On the move</title><link>{newsroom.url(f'/churn/moving?r={asked}')}</link><guid>m{asked}</guid>"
            f"<description>{moving}</description>"
        )
        shared = [
            f"<title>{name}</title><link>{newsroom.url('/churn/section')}</link><guid>{name}</guid>"
            f"<description>{words.paragraphs(name)[0]}</description>"
            for name in ("Ferry", "Quay")
        ]
        return Answer(rss(*linked, *shared))

    feed_id = desk.read(newsroom.raw("/churn/feed", churn))
    first = desk.entries(feed_id)
    records = {article.id: article.revision for article in desk.articles(feed_id)}
    requests = len(newsroom.requests)
    assert len(first) == 7
    for _ in range(4):
        poll = desk.poll_again(feed_id)
        assert (poll.entries_found, poll.entries_new, poll.entries_changed) == (7, 0, 0)
    assert [entry.id for entry in desk.entries(feed_id)] == [entry.id for entry in first]
    assert {article.id: article.revision for article in desk.articles(feed_id)} == records
    assert len(newsroom.requests) == requests + 4, "the feed, and no page"
    assert desk.entries(feed_id)[0].key.endswith("?r=5")


@case("cpu-date-future")
def test_a_date_to_come_orders_and_schedules_nothing(desk, newsroom):
    early, late = newsroom.article("/future/a"), newsroom.article("/future/b", json_ld=False)
    future = "<pubDate>Thu, 31 Dec 2099 23:59:59 GMT</pubDate>"
    feed_id = desk.read(
        newsroom.raw(
            "/future",
            rss(
                f"<title>{late.title}</title><link>{newsroom.url('/future/c')}</link>"
                f"<description>{words.paragraphs('future')[0]}</description>{future}",
                f"<title>{early.title}</title><link>{early.url}</link>{future}",
            ),
        ),
        articles=2,
    )
    now = datetime.now(UTC)
    for article in desk.articles(feed_id):
        assert article.published_at is None or article.published_at <= now
        assert article.first_seen_at <= now
    assert now < desk.feed(feed_id).next_poll_at < now + timedelta(days=7)
    for entry in desk.entries(feed_id):
        assert entry.next_attempt_at <= now


@case("cpu-date-churn")
def test_a_date_that_is_always_now_is_no_news(desk, newsroom):
    story = newsroom.article("/always-now/a")

    def always_now(_: object) -> Answer:
        item = f"<title>{story.title}</title><link>{story.url}</link><guid>1</guid>"
        return Answer(rss(f"{item}<pubDate>{format_datetime(datetime.now(UTC))}</pubDate>"))

    began = format_datetime(datetime.now(UTC))
    feed_id = desk.read(newsroom.raw("/always-now", always_now), articles=1)
    before = desk.entries(feed_id)
    for _ in range(3):
        time.sleep(1.01)  # a date has seconds
        poll = desk.poll_again(feed_id)
        assert (poll.outcome, poll.entries_new, poll.entries_changed) == (PollOutcome.CHANGED, 0, 0)
    assert desk.entries(feed_id) == before
    assert len(newsroom.requests_for("/always-now/a")) == 1
    assert [article.revision for article in desk.articles(feed_id)] == [1]
    # Nor does it make the feed look livelier than one whose date stands still.
    item = f"<title>{story.title}</title><link>{story.url}</link><guid>1</guid><pubDate>{began}</pubDate>"
    still = desk.read(newsroom.raw("/never-now", rss(item)))
    for number in range(3):
        newsroom.raw("/never-now", rss(item, channel=f"<generator>{number}</generator>"))
        desk.poll_again(still)
    assert desk.feed(feed_id).interval_seconds >= 0.9 * desk.feed(still).interval_seconds


@case("cpu-feed-churn")
def test_a_document_that_changes_around_its_entries_writes_no_entry(desk, newsroom):
    story = newsroom.article("/counter/a")
    asked = 0

    def counter(_: object) -> Answer:
        nonlocal asked
        asked += 1
        return Answer(
            rss(
                f"<title>{story.title}</title><link>{story.url}</link><slash:comments>{asked}</slash:comments>",
                channel=f"<lastBuildDate>{format_datetime(datetime.now(UTC))}</lastBuildDate><x>{asked}</x>",
            )
        )

    feed_id = desk.read(newsroom.raw("/counter", counter), articles=1)
    before, hashed = desk.entries(feed_id), desk.feed(feed_id).body_hash
    for _ in range(2):
        poll = desk.poll_again(feed_id)
        assert (poll.entries_new, poll.entries_changed) == (0, 0)
    assert desk.feed(feed_id).body_hash != hashed
    assert desk.entries(feed_id) == before
    assert len(newsroom.requests_for("/counter/a")) == 1


@case("cpu-item-flood")
def test_a_flood_of_entries_is_capped_and_goes_on_at_the_hosts_pace(tmp_path):
    ledger = Ledger(url := f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.migrate()
    ledger.close()
    with (
        Newsroom() as newsroom,
        working(url, tmp_path, allow=["127.0.0.0/8"], host_interval=2.0, max_queued=50) as desk,
    ):
        pages = newsroom.site("Pages")

        def items(count: int) -> bytes:
            return rss(*(f"<title>Story {n}</title><link>{pages.url(f'/{n}')}</link>" for n in range(count)))

        address = newsroom.script("/flood", Answer(items(20)), Answer(items(20_000)))
        feed_id = desk.submit(address)
        desk.until(lambda: desk.polls(feed_id))
        with desk.ledger.begin() as conn:
            conn.exec_driver_sql("UPDATE feeds SET next_poll_at = created_at")
        started = time.monotonic()
        desk.until(lambda: len(desk.polls(feed_id)) == 2)
        poll = desk.polls(feed_id)[0]
        assert (poll.entries_found, poll.entries_new) == (5000, 4980)
        time.sleep(5)
        asked = len(pages.requests)
        assert asked <= (time.monotonic() - started + 10) / 2.0 + 2, "one request in two seconds, robots.txt among them"
        with desk.ledger.read() as conn:
            standing = entries.counts(conn)
        assert standing.get(EntryState.QUEUED, 0) <= 50
        assert standing[EntryState.WAITING] > 4900


@case("api-lfi-feedparser-bytes")
def test_a_body_is_never_taken_for_a_path_or_an_address(cells, desk, newsroom, lookout, tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss("<title>the answer is 4711</title>"))
    newsroom.raw("/secret.xml", secret.read_bytes())
    bodies = [str(secret), f"file://{secret}", "/etc/passwd", newsroom.url("/secret.xml"), "http://127.0.0.1/", "rss"]
    for number, body in enumerate(bodies):
        for written in (body.encode(), f"{body}\n".encode(), body.encode("utf-16")):
            found = asyncio.run(cells.run(parse_or_refuse, written))
            assert isinstance(found, str), found
            # The second reader, which would open what it takes for a name.
            assert asyncio.run(cells.run(read_broken_feed, body, None)) is None
        failed = desk.feed(desk.read(newsroom.raw(f"/lfi/{number}", body)))
        assert failed.failures == 1
        assert desk.entries(failed.id) == []
        assert "4711" not in json.dumps(desk.data(failed.id))
    assert newsroom.requests_for("/secret.xml") == []
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []
