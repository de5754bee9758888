"""Conditional requests: validators go back byte for byte, to whoever gave them, and only once the entries are safe."""

from __future__ import annotations

from datetime import timedelta

from schemas.feed import PollOutcome
from tests.behaviours.documents import FEED, NOT_MODIFIED, feed, item, rss, status
from tests.newsroom import Answer
from wirecopy.ledger import entries

LATER = "Wed, 11 Mar 2026 09:00:00 GMT"


def sent(request):
    """The conditions of a request."""
    return request.headers.get("if-none-match"), request.headers.get("if-modified-since")


async def test_behaviour_B01_first_unconditional(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"', Last_Modified=LATER)))
    (request,) = await reader.poll()
    assert (request.method, request.path) == ("GET", "/feed")
    assert sent(request) == (None, None)


async def test_behaviour_B02_both_validators(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"', Last_Modified=LATER)))
    _, request = await reader.polls(2)
    assert sent(request) == ('"a"', LATER)


async def test_behaviour_B03_etag_opaque(reader, newsroom):
    for number, etag in enumerate(('W/"x-gzip;v=1"', "unquoted", '""', '"a b"', "W/unquoted")):
        reader.subscribe(newsroom.script(f"/{number}", feed(ETag=etag)))
        await reader.poll()
        reader.watch.now += timedelta(days=2)
        await reader.poll()
        first, second = newsroom.requests_for(f"/{number}")[:2]
        assert (sent(first), sent(second)) == ((None, None), (etag, None))
    reader.subscribe(newsroom.script("/none", feed(ETag="")))
    await reader.poll()
    reader.watch.now += timedelta(days=2)
    await reader.poll()
    assert sent(newsroom.requests_for("/none")[1]) == (None, None)


async def test_behaviour_B04_lm_opaque(reader, newsroom):
    odd = "Tue, 1 Jan 2019 00:00:00 +0000"
    reader.subscribe(newsroom.script("/feed", feed(Last_Modified=odd)))
    _, request = await reader.polls(2)
    assert sent(request) == (None, odd)


async def test_behaviour_B05_only_lm(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(Last_Modified=LATER)))
    _, request = await reader.polls(2)
    assert sent(request) == (None, LATER)


async def test_behaviour_B06_only_etag(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"')))
    _, request = await reader.polls(2)
    assert sent(request) == ('"a"', None)


async def test_behaviour_B07_validator_replace(reader, newsroom):
    changed = rss(item("three"))
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), feed(changed, ETag='"b"')))
    assert [sent(request)[0] for request in await reader.polls(3)] == [None, '"a"', '"b"']


async def test_behaviour_B08_validator_removed(reader, newsroom):
    changed = rss(item("three"))
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"', Last_Modified=LATER), feed(changed)))
    _, conditional, unconditional = await reader.polls(3)
    assert sent(conditional) == ('"a"', LATER)
    assert sent(unconditional) == (None, None)


async def test_behaviour_B09_304_updates(reader, newsroom):
    newer = "Wed, 11 Mar 2026 11:00:00 GMT"
    answers = (feed(ETag='"a"', Last_Modified=LATER), status(304, ETag='"b"', Last_Modified=newer), NOT_MODIFIED)
    reader.subscribe(newsroom.script("/feed", *answers))
    *_, request = await reader.polls(3)
    assert sent(request) == ('"b"', newer)


async def test_behaviour_B10_304_without_validators(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"', Last_Modified=LATER), NOT_MODIFIED))
    assert [sent(request) for request in await reader.polls(3)] == [(None, None), ('"a"', LATER), ('"a"', LATER)]


async def test_behaviour_B11_error_keeps_validators(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), status(500, ETag='"error"')))
    assert [sent(request)[0] for request in await reader.polls(3)] == [None, '"a"', '"a"']


async def test_behaviour_B12_parse_fail_validators(reader, newsroom):
    garbage = feed(b"<html><body><p>We will be back soon.</p></body></html>", ETag='"b"')
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), garbage, feed(rss(item("three")), ETag='"c"')))
    assert [sent(request)[0] for request in await reader.polls(3)] == [None, '"a"', '"a"']
    assert [poll.outcome for poll in reader.history()] == [
        PollOutcome.CHANGED,
        PollOutcome.FAILED,
        PollOutcome.CHANGED,
    ]
    assert reader.history()[-1].entries_new == 1


async def test_behaviour_B13_truncated_no_store(reader, newsroom):
    cut = Answer(rss(*(item(str(n)) for n in range(50))), headers={"ETag": '"b"'}, cut=400)
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), cut, NOT_MODIFIED))
    assert [sent(request)[0] for request in await reader.polls(3)] == [None, '"a"', '"a"']
    assert "truncated" in reader.history()[1].error


async def test_behaviour_B14_redirect_validator_scope(reader, newsroom):
    other = newsroom.site("Ostermere Echo")
    other.script("/feed", feed(rss(item("three")), ETag='"there"'), NOT_MODIFIED)
    move = status(301, Location=other.url("/feed"))
    reader.subscribe(newsroom.script("/feed", feed(ETag='"here"'), move))
    await reader.polls(3)
    assert [sent(request)[0] for request in newsroom.requests_for("/feed")] == [None, '"here"', None]
    assert [sent(request)[0] for request in other.requests] == [None, '"there"']


async def test_behaviour_B15_expires_zero(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"', Expires="0")))
    _, request = await reader.polls(2)
    assert sent(request) == ('"a"', None)


async def test_behaviour_B16_200_same_body(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed()))
    await reader.poll()
    with reader.ledger.read() as conn:
        before = entries.page(conn)
    await reader.polls(2)
    first, *same = reader.history()
    assert (first.outcome, first.entries_new) == (PollOutcome.CHANGED, 2)
    assert {poll.outcome for poll in same} == {PollOutcome.SAME_BODY}
    with reader.ledger.read() as conn:
        assert entries.page(conn) == before


async def test_behaviour_B17_vary_encoding(reader, newsroom):
    packed = Answer(FEED, etag='"a-gzip"', gzip=True, headers={"Vary": "Accept-Encoding"})
    reader.subscribe(newsroom.script("/feed", packed))
    requests = await reader.polls(3)
    assert len({request.headers["accept-encoding"] for request in requests}) == 1
    assert [request.status for request in requests] == [200, 304, 304]
