"""Which of the feeds that a page names are taken in its place."""

import time

import pytest

from schemas.feed import FeedKind
from wirecopy.feeds.candidates import Evidence, FoundFeed, declared, is_of_comments, linked, ranked

FRONT = "https://lamp.example/"


def rss(path: str, title: str = "", **fields) -> FoundFeed:
    return FoundFeed(f"https://lamp.example{path}", title, FeedKind.RSS, **fields)


def atom(path: str, title: str = "", **fields) -> FoundFeed:
    return FoundFeed(f"https://lamp.example{path}", title, FeedKind.ATOM, **fields)


def taken(*feeds: FoundFeed, page: str = FRONT) -> list[str]:
    return [feed.url.removeprefix("https://lamp.example") for feed in declared(ranked(feeds, page), page)]


def test_the_whole_comes_before_its_sections_and_comments_are_left():
    assert taken(
        rss("/comments/feed/", "Lamp » Comments Feed"),
        rss("/category/sport/feed/", "Lamp » Sport"),
        rss("/feed/", "Lamp » Feed"),
    ) == ["/feed/", "/category/sport/feed/"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rss("/feed/"), atom("/feed/atom/")),
        (rss("/rss.xml", "RSS"), atom("/atom.xml", "Atom")),
        (rss("/feeds/posts/default?alt=rss", "Lamp - RSS"), atom("/feeds/posts/default", "Lamp - Atom")),
        (rss("/news.rss", "Lamp RSS 2.0"), atom("/all.atom", "Lamp (Atom 1.0)")),
        (rss("/feed"), FoundFeed("http://www.lamp.example/feed/", "", FeedKind.RSS)),
        (rss("/feed/"), FoundFeed("https://lamp.example/feed/rss/", "RSS .92", None)),
        (rss("/news", "All"), FoundFeed("https://lamp.example/other", "Everything", FeedKind.JSON)),
    ],
)
def test_one_thing_in_two_formats_is_taken_once_the_first_of_them(one, other):
    assert len(taken(one, other)) == len(taken(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rss("/rss1.xml"), rss("/rss2.xml")),
        (rss("/sport/feed", "Sport"), rss("/arts/feed", "Arts")),
        (rss("/feed", "Lamp"), rss("/podcast/feed", "Lamp")),
        (FoundFeed("https://lamp.example/updates", "", None), rss("/feed", "Lamp")),
    ],
)
def test_two_things_are_both_taken(one, other):
    assert len(taken(one, other)) == 2


def test_a_section_gives_its_own_feed_and_not_the_whole_papers():
    feeds = (rss("/feed/", "Lamp"), rss("/sport/feed/", "Sport"), rss("/comments/feed/", "Comments"))
    assert taken(*feeds, page="https://lamp.example/sport/") == ["/sport/feed/"]
    assert taken(rss("/feed/"), rss("/sport.rss"), page="https://lamp.example/sport.html") == ["/sport.rss"]
    assert taken(rss("/feed/"), page="https://lamp.example/sport/") == ["/feed/"]


def test_what_lies_beneath_an_article_are_its_comments():
    article = "https://lamp.example/2026/03/14/the-tide-comes-in/"
    assert taken(rss("/feed/"), rss("/2026/03/14/the-tide-comes-in/feed/", "The tide"), page=article) == ["/feed/"]


@pytest.mark.parametrize(
    "feed",
    [
        rss("/comments/feed/"),
        rss("/?feed=comments-rss2"),
        rss("/feeds/4711/comments/default"),
        rss("/x", "Lampe » Kommentar-Feed"),
        rss("/x", "Flux des commentaires"),
        rss("/x", "Lamp » コメントフィード"),
        rss("/x", "Лента комментариев"),
    ],
)
def test_feeds_of_comments_are_known_in_many_languages(feed):
    assert is_of_comments(feed, FRONT)
    assert taken(feed) == []


def test_a_directory_of_feeds_is_not_taken_whole():
    assert len(taken(*(rss(f"/{name}/feed", name) for name in "abcdefghijklmnopqrst"))) == 12


def test_linked_feeds_wait_for_a_request_and_the_strongest_evidence_comes_first():
    feeds = [
        FoundFeed("https://lamp.example/subscribe", "RSS", None, Evidence.LABEL),
        FoundFeed("https://lamp.example/comments.rss", "", None, Evidence.ADDRESS),
        FoundFeed("https://lamp.example/all.rss", "", None, Evidence.ADDRESS),
        FoundFeed("https://lamp.example/all.atom", "", FeedKind.ATOM, Evidence.TYPE),
    ]
    order = ranked(feeds, FRONT)
    assert declared(order, FRONT) == []
    assert [feed.url for feed in linked(order, FRONT)] == [
        "https://lamp.example/all.atom",
        "https://lamp.example/subscribe",
    ]


def test_a_flood_of_long_addresses_costs_little():
    feeds = [FoundFeed(f"https://lamp.example/{number}" + "a-rss." * 300, "rss " * 250) for number in range(200)]
    started = time.process_time()
    assert len(declared(ranked(feeds, FRONT), FRONT)) == 12
    # Compared pair by pair it would be ten seconds, on the event loop.
    assert time.process_time() - started < 3
