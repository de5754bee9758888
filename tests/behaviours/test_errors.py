"""Errors: nobody is hammered, those who ask for quiet get it, and nothing is given up too early."""

from __future__ import annotations

import random
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

from schemas.feed import FeedState
from tests.behaviours.documents import feed, item, rss, status
from tests.behaviours.reader import DAY, HOUR, MINUTE
from tests.newsroom import Answer
from wirecopy.web.connector import GuardedResolver


def gaps(requests):
    return [later.moment - earlier.moment for earlier, later in pairwise(requests)]


async def test_behaviour_B36_429_seconds(reader, newsroom):
    reader.subscribe(newsroom.script("/busy", status(429, Retry_After="7200"), feed()))
    busy = newsroom.url("/busy")
    await reader.poll()
    other = reader.subscribe(newsroom.script("/other", feed()))
    await reader.run_for(2 * HOUR - MINUTE)
    assert len(newsroom.requests) == 1
    await reader.run_for(2 * DAY)
    assert newsroom.requests_for("/busy")[1].moment - newsroom.requests_for("/busy")[0].moment >= 2 * HOUR
    assert newsroom.requests_for("/other")[0].moment - newsroom.requests_for("/busy")[0].moment >= 2 * HOUR
    assert reader.feed(busy).failures == reader.feed(other.url).failures == 0


async def test_behaviour_B37_429_date(reader, newsroom):
    wrong = reader.watch.now + HOUR
    until, date = (format_datetime(moment, usegmt=True) for moment in (wrong + 2 * HOUR, wrong))
    reader.subscribe(newsroom.script("/feed", status(429, Retry_After=until, Date=date), feed()))
    await reader.poll()
    # Two hours by the server's own clock, which is an hour ahead of ours; not three.
    assert 2 * HOUR <= reader.wait < 3 * HOUR


async def test_behaviour_B38_429_no_header(reader_with, newsroom):
    reader = await reader_with(luck=lambda: 0.0)
    reader.subscribe(newsroom.script("/feed", feed(), status(429)))
    other = newsroom.script("/other", feed())
    requests = await reader.polls(4)
    usual = timedelta(seconds=reader.settings.poll_interval)
    waits = [*gaps(requests)[1:], reader.wait]
    assert all(later >= 2 * earlier for earlier, later in pairwise(waits)) or waits[-1] >= DAY
    assert waits[-1] >= 2 * usual
    reader.subscribe(other)
    await reader.run_for(30 * MINUTE)
    assert newsroom.requests_for("/other") == []


async def test_behaviour_B39_503_retry_after(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", status(503, Retry_After="600"), feed()))
    await reader.poll()
    assert reader.wait >= max(timedelta(seconds=600), timedelta(seconds=reader.feed().interval_seconds))


async def test_behaviour_B40_retry_after_on_304_200(reader_with, newsroom):
    reader = await reader_with(poll_interval=900)
    answers = (feed(ETag='"a"', Retry_After="7200"), status(304, Retry_After="10800"), status(304))
    reader.subscribe(newsroom.script("/feed", *answers))
    await reader.poll()
    assert reader.wait >= 2 * HOUR
    await reader.poll()
    assert reader.wait >= 3 * HOUR


async def test_behaviour_B41_no_immediate_retry(reader_with, newsroom):
    reader = await reader_with(fetch_timeout=0.3)
    for path, fault in (("/500", status(500)), ("/slow", Answer(delay=30)), ("/reset", Answer(drop=True))):
        reader.subscribe(newsroom.script(path, fault))
    before = reader.watch.now
    await reader.poll()
    assert sorted(request.path for request in newsroom.requests) == ["/500", "/reset", "/slow"]
    for path in ("/500", "/slow", "/reset"):
        assert reader.feed(newsroom.url(path)).next_poll_at - before >= HOUR


async def test_behaviour_B42_backoff_growth(reader_with, newsroom):
    reader = await reader_with(luck=random.Random(7).random)
    reader.subscribe(newsroom.script("/feed", feed(), *[status(500)] * 10, feed()))
    requests = await reader.polls(12)
    waits = gaps(requests)[1:]
    assert all(earlier <= later or later >= DAY for earlier, later in pairwise(waits))
    assert waits[-1] >= 4 * waits[0]
    assert max(waits) <= 1.1 * DAY
    assert len({wait % MINUTE for wait in waits}) > 3  # jittered
    assert reader.feed().failures == 0
    assert reader.wait < DAY


async def test_behaviour_B43_410(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(), status(410)))
    await reader.run_for(60 * DAY)
    said = [request.status for request in newsroom.requests]
    assert said[-2:] == [410, 410]
    assert said.count(410) == 2
    assert reader.feed().state is FeedState.GONE


async def test_behaviour_B44_404_long(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(), status(404)))
    await reader.poll()
    start = reader.watch.now
    requests = [request for request in await reader.run_for(60 * DAY) if request.status == 404]
    late = [gap for gap, request in zip(gaps(requests), requests[1:], strict=True) if request.moment - start > 4 * DAY]
    assert min(late) >= DAY
    assert requests[-1].moment - requests[0].moment >= 13 * DAY
    assert reader.feed().state is FeedState.MISSING
    assert "404" in reader.feed().last_error


async def test_behaviour_B45_401_403(reader, newsroom):
    for code in (401, 403):
        reader.subscribe(newsroom.script(f"/{code}", status(code)))
    requests = await reader.run_for(7 * DAY)
    for code in (401, 403):
        refused = [request for request in requests if request.path == f"/{code}"]
        assert len(refused) <= 4
        assert min(gaps(refused)) >= DAY
        assert str(code) in reader.feed(newsroom.url(f"/{code}")).last_error
    assert len({request.headers["user-agent"] for request in requests}) == 1


async def test_behaviour_B46_451_400(reader, newsroom):
    for code in (451, 400):
        reader.subscribe(newsroom.script(f"/{code}", status(code)))
    requests = await reader.run_for(7 * DAY)
    for code in (451, 400):
        assert min(gaps([request for request in requests if request.path == f"/{code}"])) >= DAY
        assert reader.feed(newsroom.url(f"/{code}")).state is FeedState.ACTIVE


async def test_behaviour_B47_dns_fail(reader, newsroom, monkeypatch):
    async def nowhere(self, host, port=0, family=0):
        lookups.append(host)
        raise OSError(-2, "Name or service not known")

    lookups = []
    monkeypatch.setattr(GuardedResolver, "resolve", nowhere)
    reader.subscribe(*(f"https://{name}.nowhere.example/feed" for name in ("a", "b", "c")))
    await reader.run_for(14 * DAY)
    for name in ("a", "b", "c"):
        known = reader.feed(f"https://{name}.nowhere.example/feed")
        assert (known.state, "not found" in known.last_error) == (FeedState.ACTIVE, True)
    # Each feed backs off to a day, and the host as a whole is only tried now and then.
    assert len(lookups) <= 3 * 14 + 15


async def test_behaviour_B48_captcha_200(reader, newsroom):
    challenge = status(403, b"<html>Just a moment...</html>", cf_mitigated="challenge", Content_Type="text/html")
    reader.subscribe(newsroom.script("/feed", feed(), challenge))
    await reader.polls(2)
    assert "challenge" in reader.feed().last_error
    assert reader.wait >= DAY


async def test_behaviour_B49_circuit_host(reader_with, newsroom):
    reader = await reader_with(fetch_timeout=0.15)
    dead = newsroom.site("Dead Letter")
    reader.subscribe(*(dead.script(f"/{n}", Answer(delay=30)) for n in range(10)))
    await reader.run_for(DAY)
    asked = dead.requests[10:]
    # The first round finds it dead; from then on one request at a time goes out to see, and not often.
    assert 1 <= len(asked) <= 24
    assert min(gaps(asked)) >= 5 * MINUTE
    for n in range(10):
        dead.script(f"/{n}", feed(rss(item(f"dead {n}"))))
    await reader.run_for(2 * DAY)
    assert {reader.feed(dead.url(f"/{n}")).failures for n in range(10)} == {0}
