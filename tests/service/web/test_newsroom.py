"""The tests' newsroom is worth what it says: other tests stand on it."""

from __future__ import annotations

import http.client
import itertools
import re
from xml.etree import ElementTree as ET

import pytest

from tests.newsroom import Newsroom, words


@pytest.fixture
def newsroom():
    with Newsroom() as found:
        yield found


def get(url: str, **headers: str) -> tuple[int, bytes]:
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("GET", "/" + path, headers=headers)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def test_an_edition_holds_as_many_different_stories_as_asked_for(newsroom):
    edition = newsroom.fill(feeds=20, articles=20)
    assert len(edition.feeds) == 20
    assert len({story.url for story in edition.stories}) == 400
    assert len({story.title for story in edition.stories}) == 400
    assert min(len(story.text.split()) for story in edition.stories) >= 150


def test_no_two_stories_of_an_edition_are_nearly_the_same(newsroom):
    def shingles(text: str) -> set[tuple[str, ...]]:
        tokens = re.findall(r"\w+", text.lower())
        return set(zip(*(tokens[n:] for n in range(4)), strict=False))

    edition = newsroom.fill(feeds=20, articles=20)
    sets = [shingles(story.text) for story in edition.stories]
    worst = max(len(a & b) / len(a | b) for a, b in itertools.combinations(sets, 2))
    assert worst < 0.3


def test_the_same_seed_gives_the_same_words():
    assert words.paragraphs("a") == words.paragraphs("a")
    assert words.paragraphs("a") != words.paragraphs("b")


def test_what_was_published_is_served_and_written_down(newsroom):
    edition = newsroom.fill(feeds=1, articles=2)
    status, feed = get(edition.feeds[0])
    links = [link.text for link in ET.fromstring(feed).iterfind("channel/item/link")]
    assert (status, links) == (200, [story.url for story in edition.stories])
    assert get(links[0])[1].decode().count(edition.stories[0].paragraphs[0][:40].split("“")[0]) >= 1
    assert get(newsroom.url("/nowhere"))[0] == 404
    assert [request.status for request in newsroom.requests] == [200, 200, 404]
    assert len(newsroom.requests_for("/nowhere")) == 1


def test_a_conditional_request_that_matches_is_answered_304(newsroom):
    url = newsroom.feed("/feed", [newsroom.article("/a")], etag='"v1"', last_modified="Mon, 02 Mar 2026 06:00:00 GMT")
    assert get(url, **{"If-None-Match": '"v1"'}) == (304, b"")
    assert get(url, **{"If-Modified-Since": "Mon, 02 Mar 2026 06:00:00 GMT"}) == (304, b"")
    assert get(url, **{"If-None-Match": '"v2"', "If-Modified-Since": "Mon, 02 Mar 2026 06:00:00 GMT"})[0] == 200
    newsroom.feed("/feed", [newsroom.article("/a"), newsroom.article("/b")], etag=True)
    assert get(url, **{"If-None-Match": '"v1"'})[0] == 200


def test_sites_have_hosts_and_logs_of_their_own(newsroom):
    other = newsroom.site("Ostermere Echo")
    other.raw("/a", "from the other")
    newsroom.raw("/a", "from the first")
    assert get(other.url("/a"))[1] == b"from the other"
    assert get(newsroom.url("/a"))[1] == b"from the first"
    assert (len(newsroom.requests), len(other.requests), len(newsroom.all_requests)) == (1, 1, 2)


def test_a_shut_site_refuses_connections(newsroom):
    other = newsroom.site("Ostermere Echo")
    newsroom.shut(other)
    with pytest.raises(ConnectionRefusedError):
        get(other.url("/"))
