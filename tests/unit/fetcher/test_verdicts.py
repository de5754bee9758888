"""What a fetcher makes of an answer, decided without asking anyone."""

from datetime import UTC, datetime

import pytest

from schemas.feed import Feed, FeedState, PollOutcome
from services.fetcher.polling import body_hash, page_verdict, status_verdict, validators
from services.fetcher.pulling import NoAddress, NotAPage, is_page, no_page
from wirecopy.errors import AddressRefused, BadUrl, HttpStatus, RobotsRefused, TooLarge, Unreachable
from wirecopy.feeds.discover import FoundFeed
from wirecopy.web.response import Headers, Response

NOW = datetime(2026, 3, 14, tzinfo=UTC)
URL = "https://paper.example/feed"


def feed(**fields) -> Feed:
    return Feed(id=1, url=URL, interval_seconds=3600, next_poll_at=NOW, created_at=NOW, **fields)


def answer(status: int = 200, body: bytes = b"<rss/>", **headers: str) -> Response:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Response(URL, URL, status, "", Headers(pairs), body, (), 1, Headers())


def test_validators_are_given_back_byte_for_byte():
    odd = feed(etag="W/unquoted;v=1", last_modified="Tue, 1 Jan 2019 00:00:00 +0000")
    assert validators(odd) == {
        "If-None-Match": "W/unquoted;v=1",
        "If-Modified-Since": "Tue, 1 Jan 2019 00:00:00 +0000",
    }
    assert validators(feed()) == {}


def test_an_unchanged_feed_is_not_read():
    assert status_verdict(feed(), answer(304, b""), now=NOW).outcome is PollOutcome.NOT_MODIFIED
    same = feed(body_hash=body_hash(b"<rss/>"))
    assert status_verdict(same, answer(), now=NOW).outcome is PollOutcome.SAME_BODY
    assert status_verdict(same, answer(body=b"<rss></rss>"), now=NOW).outcome is PollOutcome.CHANGED


def test_a_feed_that_is_gone_is_not_asked_again():
    verdict = status_verdict(feed(), answer(410), now=NOW)
    assert (verdict.outcome, verdict.state) == (PollOutcome.FAILED, FeedState.GONE)


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry_After": "77"}, 77.0), ({}, 900.0)])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_wants_quiet_gets_it(status, headers, seconds):
    verdict = status_verdict(feed(), answer(status, **headers), now=NOW)
    assert (verdict.outcome, verdict.quiet_seconds, verdict.state) == (PollOutcome.FAILED, seconds, None)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 502])
def test_other_errors_are_failures_that_pass(status):
    verdict = status_verdict(feed(), answer(status), now=NOW)
    assert (verdict.outcome, verdict.state, verdict.quiet_seconds) == (PollOutcome.FAILED, None, None)
    assert str(status) in (verdict.error or "")


def test_a_page_gives_way_to_its_feeds_of_the_best_kind():
    found = [
        FoundFeed("https://paper.example/rss", "News", "rss"),
        FoundFeed("https://paper.example/atom", "News", "atom"),
        FoundFeed("https://paper.example/sport.rss", "Sport", "rss"),
    ]
    verdict = page_verdict(answer(), found)
    assert verdict.found == ("https://paper.example/rss", "https://paper.example/sport.rss")
    assert (verdict.outcome, verdict.state) == (PollOutcome.DISCOVERED, FeedState.PAGE)


def test_a_page_without_feeds_says_what_to_do():
    verdict = page_verdict(answer(), [])
    assert verdict.outcome is PollOutcome.FAILED
    assert "names no feed; submit the address of a feed" in (verdict.error or "")


@pytest.mark.parametrize(
    ("error", "slug", "passing"),
    [
        (HttpStatus(404, URL), "page-404", False),
        (HttpStatus(403, URL), "page-403", False),
        (HttpStatus(429, URL), "page-429", True),
        (HttpStatus(502, URL), "page-502", True),
        (AddressRefused("x"), "address-refused", False),
        (RobotsRefused("x"), "robots", False),
        (TooLarge("x"), "page-too-large", False),
        (Unreachable("x"), "page-unreachable", True),
        (BadUrl("x"), "bad-url", False),
        (NoAddress(), "no-url", False),
        (NotAPage("x"), "not-a-page", False),
    ],
)
def test_each_way_to_have_no_page_has_a_name_and_tells_whether_it_passes(error, slug, passing):
    why = no_page(error)
    assert (why.slug, why.passing) == (slug, passing)


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/html; charset=utf-8", True),
        ("application/xhtml+xml", True),
        ("TEXT/HTML", True),
        ("text/plain", True),
        ("unknown", True),
        ("application/pdf", False),
        ("image/png", False),
        ("video/mp4", False),
        ("application/json", False),
    ],
)
def test_only_pages_are_read_as_pages(media_type, expected):
    assert is_page(answer(Content_Type=media_type)) is expected
    assert is_page(answer())
