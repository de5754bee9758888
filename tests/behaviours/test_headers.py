"""What requests say, and what they leave out."""

from __future__ import annotations

import re

from schemas.feed import PollOutcome
from tests.behaviours.documents import FEED, feed, item, rss
from tests.newsroom import Answer
from wirecopy import __version__
from wirecopy.ledger import entries


async def test_behaviour_B58_ua(reader_with, newsroom):
    reader = await reader_with(contact="https://desk.example/about")
    reader.subscribe(newsroom.script("/feed", feed()))
    agents = {request.headers["user-agent"] for request in await reader.polls(3)}
    assert agents == {f"wirecopy/{__version__} (+https://desk.example/about)"}


async def test_behaviour_B59_accept(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed()))
    (request,) = await reader.poll()
    accept = request.headers["accept"]
    for kind in ("application/atom+xml", "application/rss+xml", "application/feed+json"):
        assert kind in accept
    assert re.search(r"text/html;q=0\.\d", accept)


async def test_behaviour_B60_accept_encoding(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", Answer(FEED, gzip=True)))
    (request,) = await reader.poll()
    offered = {coding.strip() for coding in request.headers["accept-encoding"].split(",")}
    assert offered == {"gzip", "deflate"}  # what is offered is also understood: br and zstd are not
    assert reader.history()[0].entries_new == 2


async def test_behaviour_B61_no_cookies(reader, newsroom):
    newsroom.redirect("/old", "/feed", 302)
    newsroom.script("/feed", feed(Set_Cookie="reader=7; Path=/"))
    reader.subscribe(newsroom.url("/old"))
    for request in await reader.polls(3):
        assert "cookie" not in request.headers


async def test_behaviour_B62_no_referer(reader, newsroom):
    newsroom.redirect("/old", "/feed", 302)
    newsroom.script("/feed", feed())
    reader.subscribe(newsroom.url("/old"))
    for request in await reader.polls(2):
        assert "referer" not in request.headers


async def test_behaviour_B63_no_cachebust(reader, newsroom):
    reader.subscribe(newsroom.script("/feed?desk=1", feed()))
    for request in await reader.polls(3):
        assert request.path == "/feed?desk=1"
        assert not {"cache-control", "pragma"} & set(request.headers)


async def test_behaviour_B64_url_exact(reader, newsroom):
    odd = ["/a%2fb/%7Efeed", "/feed?", "/feed?a=%20b&c=d+e", "/a//b/../feed;v=1,2", "/f%C3%a4hre"]
    for path in odd:
        reader.subscribe(newsroom.script(path, feed()))
    await reader.poll()
    assert sorted(request.path for request in newsroom.requests) == sorted(odd)


async def test_behaviour_B65_no_extra_paths(reader, newsroom):
    reader.subscribe(newsroom.script("/feed", feed()))
    assert [(request.method, request.path) for request in await reader.polls(5)] == [("GET", "/feed")] * 5


async def test_behaviour_B66_a_im(reader, newsroom):
    def only_news(request):
        assert request.headers["a-im"] == "feed"
        if request.headers["if-none-match"] == '"b"':
            return Answer(status=304)
        return Answer(rss(item("three")), 226, {"IM": "feed", "ETag": '"b"'})

    reader.subscribe(newsroom.script("/feed", feed(ETag='"a"'), only_news))
    first, second, third = await reader.polls(3)
    assert "a-im" not in first.headers
    assert (second.headers["if-none-match"], third.headers["if-none-match"]) == ('"a"', '"b"')
    assert [poll.outcome for poll in reader.history()[1:]] == [PollOutcome.CHANGED, PollOutcome.NOT_MODIFIED]
    # The older items, which a delta leaves out, are there as before; and nobody takes it for a gap.
    with reader.ledger.read() as conn:
        assert {entry.key for entry in entries.page(conn)} == {"quay-one", "quay-two", "quay-three"}
    assert not any(poll.gap for poll in reader.history())
