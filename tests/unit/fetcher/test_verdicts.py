"""What a fetcher makes of an answer, decided without asking anyone."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from schemas.feed import Feed, FeedState, ParsedFeed, PollOutcome
from schemas.site import PageTrouble
from schemas.wall import Wall
from services.fetcher.discovering import Found
from services.fetcher.pages import KnownTrouble, NoAddress, NotAPage, RefreshLoop, RulesUnreachable, Walled, is_page
from services.fetcher.polling import instead
from services.fetcher.pulling import no_page
from services.fetcher.verdicts import Finding, adopted, body_hash, conditions, judge, no_answer, remembered
from wirecopy.errors import AddressRefused, BadUrl, HttpStatus, NameNotFound, RobotsRefused, TooLarge, Unreachable
from wirecopy.feeds.backoff import Trouble
from wirecopy.feeds.candidates import FoundFeed
from wirecopy.ledger.entries import EntryCounts
from wirecopy.web.response import Headers, Redirect, Response

NOW = datetime(2026, 3, 14, tzinfo=UTC)
URL = "https://paper.example/feed"


def feed(**fields) -> Feed:
    return Feed(id=1, url=URL, interval_seconds=3600, next_poll_at=NOW, created_at=NOW, **fields)


def answer(status: int = 200, body: bytes = b"<rss/>", *, conditional: bool = False, **headers: str) -> Response:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    sent = Headers([("If-None-Match", "x")] if conditional else [])
    return Response(URL, URL, status, "", Headers(pairs), body, (), 1, sent)


def after(before: Feed, finding: Finding, counts: EntryCounts | None = None, now: datetime = NOW) -> Feed:
    return remembered(before, finding, counts or EntryCounts(), now=now)


def judged(before: Feed, response: Response, asked: int = 1) -> Finding:
    return judge(before, response, now=NOW, asked=asked)


def test_an_unchanged_feed_is_not_read():
    not_modified = answer(304, b"", conditional=True)
    assert judged(feed(), not_modified).outcome is PollOutcome.NOT_MODIFIED
    same = feed(body_hash=body_hash(b"<rss/>"))
    assert judged(same, answer()).outcome is PollOutcome.SAME_BODY
    assert judged(same, answer(body=b"<rss></rss>")).outcome is PollOutcome.CHANGED


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (answer(304, b""), Trouble.UNREADABLE),  # nobody asked whether it had changed
        (answer(200, b""), Trouble.UNREADABLE),
        (answer(204, b""), Trouble.UNREADABLE),
        (answer(206), Trouble.UNREADABLE),
        (answer(201), Trouble.UNREADABLE),
        (answer(302), Trouble.UNREADABLE),
        (answer(400), Trouble.REFUSED),
        (answer(401), Trouble.REFUSED),
        (answer(403), Trouble.REFUSED),
        (answer(451), Trouble.REFUSED),
        (answer(404), Trouble.MISSING),
        (answer(410), Trouble.MISSING),
        (answer(429), Trouble.THROTTLED),
        (answer(503), Trouble.THROTTLED),
        (answer(408), Trouble.TRANSIENT),
        (answer(500), Trouble.TRANSIENT),
        (answer(502), Trouble.TRANSIENT),
        (answer(999), Trouble.TRANSIENT),
    ],
)
def test_each_bad_answer_has_its_trouble(response, trouble):
    verdict = judged(feed(), response)
    assert (verdict.outcome, verdict.trouble, verdict.state) == (PollOutcome.FAILED, trouble, None)
    assert str(response.status) in (verdict.error or "")


@pytest.mark.parametrize(
    ("error", "trouble", "state"),
    [
        (AddressRefused("x"), Trouble.REFUSED, FeedState.BLOCKED),
        (NameNotFound("x"), Trouble.NAME, None),
        (TooLarge("x"), Trouble.UNREADABLE, None),
        (BadUrl("x"), Trouble.UNREADABLE, None),
        (Unreachable("x"), Trouble.TRANSIENT, None),
    ],
)
def test_each_way_to_have_no_answer_has_its_trouble(error, trouble, state):
    verdict = no_answer(error)
    assert (verdict.outcome, verdict.trouble, verdict.state) == (PollOutcome.FAILED, trouble, state)


def test_gone_is_believed_when_it_is_said_twice():
    first = judged(feed(), answer(410))
    assert first.state is None
    assert judged(after(feed(), first), answer(410)).state is FeedState.GONE


def test_a_feed_that_has_been_missing_for_two_weeks_is_given_up():
    missing = feed(failing_since=NOW - timedelta(days=13), failures=20)
    assert judged(missing, answer(404)).state is None
    assert judged(feed(failing_since=NOW - timedelta(days=15), failures=20), answer(404)).state is FeedState.MISSING


def test_a_403_after_a_burst_means_too_many():
    worked = feed(read_at=NOW - timedelta(hours=1))
    assert judged(worked, answer(403), asked=50).trouble is Trouble.THROTTLED
    assert judged(worked, answer(403), asked=3).trouble is Trouble.REFUSED
    assert judged(feed(), answer(403), asked=50).trouble is Trouble.REFUSED


def test_any_answer_may_ask_for_quiet():
    for response in (
        answer(200, Retry_After="77"),
        answer(304, conditional=True, Retry_After="77"),
        answer(503, Retry_After="77"),
    ):
        assert judged(feed(), response).wait == 77


def test_validators_go_back_to_whoever_gave_them():
    odd = feed(etag="W/unquoted;v=1", last_modified="Tue, 1 Jan 2019 00:00:00 +0000", validators_from=URL + "/2")
    given = conditions(odd, now=NOW)
    assert given is not None
    assert given.for_address(URL) == {}
    assert given.for_address(URL + "/2") == {
        "If-None-Match": "W/unquoted;v=1",
        "If-Modified-Since": "Tue, 1 Jan 2019 00:00:00 +0000",
        "A-IM": "feed",
    }
    assert conditions(feed(), now=NOW) is None


def test_a_feed_that_only_ever_says_304_is_asked_without_conditions_once_a_week():
    quiet = feed(etag='"a"', last_status=304, read_at=NOW - timedelta(days=6))
    assert conditions(quiet, now=NOW)
    assert conditions(quiet, now=NOW + timedelta(days=1)) is None
    assert conditions(quiet.model_copy(update={"last_status": 200}), now=NOW + timedelta(days=1))


def test_a_server_caught_with_wrong_304s_gets_no_validators_for_a_month():
    quiet = feed(etag='"a"', last_status=304, read_at=NOW - timedelta(days=8), body_hash="old")
    caught = after(quiet, Finding(PollOutcome.CHANGED, answer(ETag='"a"'), ParsedFeed(kind="rss")), EntryCounts(new=2))
    assert conditions(caught, now=NOW) is None
    assert conditions(caught, now=NOW + timedelta(days=31))
    # A server that changes its validators when there is news is honest, and so is one without news.
    for tag, counts in (('"b"', EntryCounts(new=2)), ('"a"', EntryCounts(unchanged=5))):
        honest = after(quiet, Finding(PollOutcome.CHANGED, answer(ETag=tag), ParsedFeed(kind="rss")), counts)
        assert honest.distrusted_until is None


def test_a_failure_leaves_all_but_the_failures_alone():
    before = feed(etag='"a"', last_modified="then", body_hash="h", read_at=NOW, title="News")
    once = after(before, judged(before, answer(500, ETag='"b"')))
    twice = after(once, judged(once, answer(500)), now=NOW + timedelta(hours=1))
    assert (twice.failures, twice.failing_since, twice.last_status) == (2, NOW, 500)
    assert (twice.etag, twice.last_modified, twice.body_hash, twice.title) == ('"a"', "then", "h", "News")
    well = after(twice, judged(twice, answer(304, b"", conditional=True)))
    assert (well.failures, well.failing_since, well.last_error, well.etag) == (0, None, None, '"a"')


def test_a_304_may_bring_new_validators_and_a_document_may_drop_them():
    before = feed(etag='"a"', last_modified="then", validators_from=URL)
    not_modified = after(before, Finding(PollOutcome.NOT_MODIFIED, answer(304, b"", ETag='"b"', conditional=True)))
    assert (not_modified.etag, not_modified.last_modified) == ('"b"', "then")
    changed = after(before, Finding(PollOutcome.CHANGED, answer(), ParsedFeed(kind="rss")))
    assert (changed.etag, changed.last_modified, changed.read_at) == (None, None, NOW)


@pytest.mark.parametrize("etag", ['"' + "x" * 2000 + '"', '"\u00e9"', '"a\tb"'])
def test_a_validator_that_could_not_be_given_back_as_it_was_is_not_kept(etag):
    assert after(feed(), Finding(PollOutcome.CHANGED, answer(ETag=etag), ParsedFeed(kind="rss"))).etag is None


def test_a_delta_brings_validators_but_is_not_the_document():
    before = feed(etag='"a"', body_hash="h", read_at=NOW - timedelta(days=1), title="News")
    delta = Finding(PollOutcome.CHANGED, answer(226, ETag='"b"'), ParsedFeed(kind="rss", title="Delta"))
    told = after(before, delta)
    assert (told.etag, told.body_hash, told.title, told.read_at) == ('"b"', "h", "News", before.read_at)


def moved(before: Feed, *hops: tuple[int, str], to: str, now: datetime = NOW) -> Feed:
    response = dataclasses.replace(answer(), url=to, redirects=tuple(Redirect(*hop) for hop in hops))
    return after(before, Finding(PollOutcome.CHANGED, response, ParsedFeed(kind="rss")), now=now)


def test_a_permanent_redirect_is_believed_after_three_polls_over_a_day():
    new, at = URL + "/new", feed()
    for hours, expected in ((0, None), (10, None), (20, None), (30, new)):
        now = NOW + timedelta(hours=hours)
        at = moved(at, (301, URL), to=new, now=now)
        assert adopted(at, now=now) == expected


def test_a_chain_is_followed_as_far_as_it_is_permanent():
    one, two, three = (f"{URL}/{n}" for n in range(3))
    assert moved(feed(), (308, URL), (301, one), (302, two), to=three).moved_to == two
    assert moved(feed(), (302, URL), (301, one), to=two).moved_to is None


def test_a_redirect_that_flaps_begins_anew():
    once = moved(feed(), (301, URL), to=URL + "/new")
    assert (once.moved_to, once.moved_polls) == (URL + "/new", 1)
    assert moved(once, to=URL).moved_to is None
    other = moved(once, (301, URL), to=URL + "/other")
    assert (other.moved_to, other.moved_polls) == (URL + "/other", 1)


def test_a_page_gives_way_to_its_feeds():
    found = Found(feeds=(FoundFeed("https://paper.example/rss"), FoundFeed("https://paper.example/sport.rss")))
    verdict = instead(answer(), found)
    assert verdict.found == ("https://paper.example/rss", "https://paper.example/sport.rss")
    assert (verdict.outcome, verdict.state) == (PollOutcome.DISCOVERED, FeedState.PAGE)


@pytest.mark.parametrize(("passing", "trouble"), [(True, Trouble.TRANSIENT), (False, Trouble.MISSING)])
def test_a_page_without_feeds_says_why_and_is_looked_at_less_and_less(passing, trouble):
    verdict = instead(answer(), Found(error="no feed was found", passing=passing))
    assert (verdict.outcome, verdict.error, verdict.trouble) == (PollOutcome.FAILED, "no feed was found", trouble)


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
        (RefreshLoop("x"), "refresh-loop", False),
        (RulesUnreachable("x"), "robots-unreachable", True),
        (Walled(Wall.SOFT_404, URL), "soft-404", False),
        (Walled(Wall.ERROR_PAGE, URL), "error-page", True),
        (KnownTrouble("x", PageTrouble(slug="page-403", times=5, probe_at=NOW)), "page-403", False),
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
