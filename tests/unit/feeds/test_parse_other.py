"""JSON Feed, sitemaps, and what is no feed at all."""

import json
from datetime import UTC, datetime

import pytest

from schemas.feed import Enclosure, FeedKind
from wirecopy.errors import NotAFeed
from wirecopy.feeds.parse import parse

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Lamp",
    "home_page_url": "https://lamp.example/",
    "feed_url": "https://lamp.example/feed.json",
    "language": "en",
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
    "authors": [{"name": "The Desk"}],
    "items": [
        {
            "id": "1",
            "url": "/one",
            "title": "One &amp; only",
            "content_html": "<p>Text</p>",
            "summary": "Short",
            "date_published": "2024-05-03T10:00:00+02:00",
            "date_modified": "2024-05-04T10:00:00Z",
            "authors": [{"name": "Ada"}, {"name": "Bo"}],
            "tags": ["sea", "sea", "sky"],
            "image": "https://lamp.example/p.png",
            "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}],
        },
        {"id": 2, "content_text": "First <line>\n\nSecond"},
    ],
}


def test_a_json_feed_gives_all_that_it_says():
    feed = parse(json.dumps(JSON_FEED).encode())
    assert (feed.kind, feed.parser, feed.title) == (FeedKind.JSON, "jsonfeed", "Lamp")
    assert (feed.self_url, feed.hub_url) == ("https://lamp.example/feed.json", "https://hub.example/")
    first, second = feed.entries
    assert (first.url, first.title) == ("https://lamp.example/one", "One & only")
    assert (first.content_html, first.summary) == ("<p>Text</p>", "Short")
    assert first.published_at == datetime(2024, 5, 3, 8, tzinfo=UTC)
    assert first.updated_at == datetime(2024, 5, 4, 10, tzinfo=UTC)
    assert (first.authors, first.tags) == (("Ada", "Bo"), ("sea", "sky"))
    assert first.enclosures == (Enclosure(url="https://lamp.example/a.mp3", media_type="audio/mpeg", length=5),)
    assert (second.guid, second.authors, second.language) == ("2", ("The Desk",), "en")
    assert second.content_html == "<p>First &lt;line></p><p>Second</p>"


def test_json_feed_1_0_has_one_author_and_may_have_a_byte_order_mark():
    document = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "a", "author": {"name": "Ada"}}]}
    feed = parse(b"\xef\xbb\xbf" + json.dumps(document).encode())
    assert feed.entries[0].authors == ("Ada",)


def test_items_of_the_wrong_shape_are_left_out_with_a_warning():
    feed = parse(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [5, {"id": "a", "tags": 3, "authors": "x"}]}'
    )
    assert [entry.guid for entry in feed.entries] == ["a"]
    assert feed.warnings == ("some items are no objects and were left out",)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"/etc/passwd", "plain text"),
        (b"http://127.0.0.1/", "plain text"),
        (b'{"status": "ok"}', "not a JSON Feed"),
        (b"[1, 2]", "a list"),
        (b'{"version": "https://jsonfeed.org', "begins like JSON"),
        (b"%PDF-1.7 <x>", "a PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg>"),
        (b"<opml version='2.0'><body/></opml>", "OPML"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (b"<<<<<", "can't be read"),
        (b"<tv><channel id='1'/></tv>", "<tv>"),
    ],
)
def test_what_is_no_feed_is_called_by_its_name(body, said):
    with pytest.raises(NotAFeed, match=said) as caught:
        parse(body)
    assert caught.value.looks_like_html is False


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><head><title>x</title></head></html>",
        b"\n<HTML><body>",
        b'<?xml version="1.0"?><!-- x --><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x"/>',
        b"<?xml version='1.0'?><?x y?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
    ],
)
def test_a_web_page_is_told_from_other_bodies(body):
    with pytest.raises(NotAFeed) as caught:
        parse(body)
    assert caught.value.looks_like_html is True


def test_a_fragment_that_the_server_calls_html_is_a_web_page():
    with pytest.raises(NotAFeed) as caught:
        parse(b"<p>Welcome</p>", content_type="text/html; charset=utf-8")
    assert caught.value.looks_like_html is True


def test_a_feed_that_the_server_calls_html_is_a_feed():
    assert parse(b"<rss><channel><title>Lamp</title></channel></rss>", content_type="text/html").title == "Lamp"
