"""When a feed is asked again: its own rhythm, within what the server and the feed wish, and never in a crowd."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

from tests.behaviours.documents import NOT_MODIFIED, feed, item, rss, status
from tests.behaviours.reader import DAY, HOUR, MINUTE
from tests.newsroom import Answer
from wirecopy.ledger import feeds


def gaps(requests):
    return [later.moment - earlier.moment for earlier, later in pairwise(requests)]


def posting(newsroom, path, every, *, until=None):
    """A feed that posts a story at every multiple of `every` and shows the last twenty."""

    def answer(request):
        newest = request.moment if until is None else min(request.moment, until)
        last = int(newest.timestamp() // every.total_seconds())
        start = newest - timedelta(seconds=newest.timestamp() % every.total_seconds())
        return feed(rss(*(item(str(last - n), start - n * every) for n in range(20))))

    return newsroom.script(path, answer)


async def test_behaviour_B18_min_interval(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), NOT_MODIFIED))
    requests = await reader.run_for(20 * DAY)
    assert min(gaps(requests)) >= HOUR


async def test_behaviour_B19_restart_no_burst(reader_with, newsroom, watch):
    first = await reader_with()
    first.subscribe(newsroom.script("/feed", feed()))
    await first.poll()
    for _ in range(5):
        watch.now += 10 * MINUTE
        again = await reader_with()
        assert await again.run_for(MINUTE) == []
    assert len(newsroom.requests) == 1


async def test_behaviour_B20_59min(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(), NOT_MODIFIED))
    for _ in range(40):
        (request,) = await reader.poll()
        feed_now = reader.feed()
        assert (feed_now.next_poll_at - request.moment).total_seconds() >= 3600
    assert min(gaps(newsroom.requests)) >= timedelta(seconds=3600)


async def test_behaviour_B21_max_age(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(Cache_Control="max-age=7200")))
    await reader.poll()
    assert reader.wait >= 2 * HOUR


async def test_behaviour_B22_max_age_on_304(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), status(304, Cache_Control="max-age=21600")))
    await reader.polls(2)
    assert reader.wait >= 6 * HOUR


async def test_behaviour_B23_no_cache_max_age(reader, newsroom):
    quick = posting(newsroom, "/quick", 30 * MINUTE)
    plain = newsroom._scripts["/quick"][0]

    def no_cache(request):
        answer = plain(request)
        return Answer(answer.body, headers={**answer.headers, "Cache-Control": "no-cache, max-age=43200"})

    newsroom.script("/quick", no_cache)
    reader.subscribe(quick)
    await reader.polls(6)
    assert reader.wait < 12 * HOUR


async def test_behaviour_B24_expires(reader, newsroom):
    # The server's clock is a day behind; its Expires counts from its own Date.
    wrong = reader.watch.now - DAY
    date, expires = (format_datetime(moment, usegmt=True) for moment in (wrong, wrong + 3 * HOUR))
    reader.subscribe(newsroom.script("/feed", feed(Date=date, Expires=expires)))
    await reader.poll()
    assert 3 * HOUR <= reader.wait < 8 * HOUR


async def test_behaviour_B25_max_age_clamp(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(Cache_Control="max-age=31536000")))
    await reader.poll()
    assert reader.wait <= 1.2 * timedelta(seconds=reader.settings.longest_interval)


async def test_behaviour_B26_age_header(reader_with, newsroom):
    reader = await reader_with(poll_interval=600, shortest_interval=600, luck=lambda: 0.0)
    posting(newsroom, "/quick", 5 * MINUTE)
    plain = newsroom._scripts["/quick"][0]

    def aged(request):
        answer = plain(request)
        return Answer(answer.body, headers={**answer.headers, "Cache-Control": "max-age=3600", "Age": "3000"})

    reader.subscribe(newsroom.script("/quick", aged))
    await reader.polls(4)
    assert timedelta(seconds=600) <= reader.wait < HOUR


async def test_behaviour_B27_ttl(reader, newsroom):
    body = rss(item("one"), channel="<ttl>180</ttl>")
    reader.subscribe(newsroom.script("/feed", feed(body, ETag='"a"'), NOT_MODIFIED))
    assert min(gaps(await reader.run_for(5 * DAY))) >= 180 * MINUTE


async def test_behaviour_B28_sy_update(reader, newsroom):
    syndication = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    namespace = '2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/'
    body = rss(item("one"), channel=syndication, version=namespace)
    reader.subscribe(newsroom.script("/feed", feed(body, ETag='"a"'), NOT_MODIFIED))
    await reader.poll()
    assert reader.wait >= 12 * HOUR
    await reader.poll()
    assert reader.wait >= 12 * HOUR


async def test_behaviour_B29_skiphours(reader, newsroom):
    hours = "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(7)) + "</skipHours>"
    reader.subscribe(newsroom.script("/feed", feed(rss(item("one"), channel=hours), ETag='"a"'), NOT_MODIFIED))
    requests = await reader.run_for(6 * DAY)
    assert len(requests) > 6
    assert {request.moment.hour for request in requests}.isdisjoint(range(7))


async def test_behaviour_B30_skipdays(reader, newsroom):
    days = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    reader.subscribe(newsroom.script("/feed", feed(rss(item("one"), channel=days), ETag='"a"'), NOT_MODIFIED))
    requests = await reader.run_for(15 * DAY)
    assert {request.moment.weekday() for request in requests} == {0, 1, 2, 3, 4}


async def test_behaviour_B31_hints_max(reader_with, newsroom):
    reader = await reader_with(poll_interval=600, luck=lambda: 0.0)
    posting(newsroom, "/quick", 10 * MINUTE)
    plain = newsroom._scripts["/quick"][0]

    def hinting(request):
        answer = plain(request)
        body = answer.body.replace(b"</title>", b"</title><ttl>30</ttl>", 1)
        return Answer(body, headers={**answer.headers, "Cache-Control": "max-age=3600"})

    reader.subscribe(newsroom.script("/quick", hinting))
    await reader.polls(3)
    assert HOUR <= reader.wait < 2 * HOUR


async def test_behaviour_B32_jitter_spread(reader, newsroom):
    for number in range(1000):
        newsroom.script(f"/{number}", feed(ETag='"a"'), NOT_MODIFIED)
    reader.subscribe(*(newsroom.url(f"/{number}") for number in range(1000)))
    await reader.poll()
    assert len(newsroom.requests) == 1000
    with reader.ledger.read() as conn:
        due = [known.next_poll_at for known in feeds.page(conn, limit=1000)]
    assert max(due) - min(due) > 30 * MINUTE
    assert max(Counter(int(moment.timestamp()) for moment in due).values()) <= 10
    assert max(Counter(moment.second for moment in due).values()) < 60


async def test_behaviour_B33_adaptive_fast(reader, newsroom):
    reader.subscribe(
        posting(newsroom, "/quick", 15 * MINUTE),
        *(posting(newsroom, f"/slow{n}", 2 * DAY) for n in range(5)),
    )
    await reader.run_for(2 * DAY)
    quick = reader.feed(newsroom.url("/quick"))
    assert quick.interval_seconds <= 2 * reader.settings.shortest_interval


async def test_behaviour_B34_adaptive_slow(reader, newsroom):
    reader.subscribe(posting(newsroom, "/feed", HOUR, until=reader.watch.now))
    await reader.run_for(DAY)
    before = reader.feed().interval_seconds
    await reader.run_for(32 * DAY)
    assert before < reader.feed().interval_seconds
    assert reader.feed().interval_seconds >= 0.95 * reader.settings.longest_interval


async def test_behaviour_B35_inactive_wake(reader, newsroom):
    start = reader.watch.now
    old = [item(f"old {n}", start - n * HOUR) for n in range(20)]
    reader.subscribe(newsroom.script("/feed", feed(rss(*old))))
    await reader.run_for(40 * DAY)
    dormant = reader.feed().interval_seconds
    now = reader.watch.now
    newsroom.script("/feed", feed(rss(*(item(f"new {n}", now - n * HOUR) for n in range(3)), *old)))
    await reader.poll()
    assert reader.history()[-1].entries_new == 3
    assert reader.feed().interval_seconds < 0.7 * dormant
