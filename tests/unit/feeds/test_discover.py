import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import FeedKind
from wirecopy.feeds.candidates import Evidence, FoundFeed
from wirecopy.feeds.discover import discover

PAGE = "https://lamp.example/"


def found(markup: str) -> list[str]:
    return [feed.url for feed in discover(markup.encode(), url=PAGE)]


def test_declared_feeds_come_first_then_linked_ones_and_comments_last():
    feeds = discover(
        b"""<!DOCTYPE html><html><head>
        <link rel="alternate" type="application/rss+xml" title="Lamp &raquo; Comments" href="/comments/feed/">
        <link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="Lamp &amp; Co" href="/feed/">
        <link rel="alternate" type="application/atom+xml" href="https://lamp.example/atom">
        <link rel="alternate" type="application/feed+json" href="feed.json">
        </head><body><a href="/rss/sport.xml">Sport</a><a href="/feed/">again</a></body></html>""",
        url=PAGE,
    )
    assert feeds == [
        FoundFeed("https://lamp.example/feed/", "Lamp & Co", FeedKind.RSS),
        FoundFeed("https://lamp.example/atom", "", FeedKind.ATOM),
        FoundFeed("https://lamp.example/feed.json", "", FeedKind.JSON),
        FoundFeed("https://lamp.example/rss/sport.xml", "Sport", None, Evidence.ADDRESS),
        FoundFeed("https://lamp.example/comments/feed/", "Lamp » Comments", FeedKind.RSS),
    ]


def test_addresses_are_resolved_against_the_base_element():
    assert found('<base href="https://cdn.example/x/"><link rel=alternate type="application/rss+xml" href="f">') == [
        "https://cdn.example/x/f"
    ]


@pytest.mark.parametrize(
    "href",
    [
        "/feed",
        "/feed/",
        "/rss",
        "/rss.xml",
        "/blog/atom.xml",
        "/index.xml",
        "/index.rdf",
        "/x.rss",
        "/?feed=rss2",
        "/feeds/top.xml",
    ],
)
def test_links_that_plainly_are_feeds_are_found(href):
    assert found(f'<p><a href="{href}">x</a>') == [f"https://lamp.example{href}"]


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/feed">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<a href="https://feedly.com/i/subscription/feed/https://lamp.example/feed/">Feedly</a>',
        '<a href="/feedback">Feedback</a>',
        '<a href="/sitemap.xml">Map</a>',
        '<a href="#feed">x</a>',
        '<a href="https://other.example/feed">Another paper</a>',
        '<link rel="alternate" type="application/rss+xml" href="#top">',
        "",
        "/etc/passwd",
        "<?xml version='1.0'?><rss/>",
    ],
)
def test_other_links_are_no_feeds(markup):
    assert found(markup) == []


def test_rel_feed_needs_no_type():
    assert found('<link rel="feed" href="/updates">') == ["https://lamp.example/updates"]


def test_a_wordpress_feed_declared_as_xml_is_found_by_its_address():
    assert found('<link rel="alternate" type="text/xml" href="/rss.xml">') == ["https://lamp.example/rss.xml"]


def test_a_link_header_names_feeds_as_a_link_element_does():
    feeds = discover(
        b'<base href="/elsewhere/"><link rel=alternate type="application/rss+xml" href="/feed">',
        url="https://lamp.example/news/",
        link_headers=[
            '<feed.atom>; rel="alternate"; type="application/atom+xml"; title="Lamp", </style.css>; rel=preload',
            '</api/>; rel="https://api.w.org/"',
        ],
    )
    assert feeds == [
        FoundFeed("https://lamp.example/news/feed.atom", "Lamp", FeedKind.ATOM, Evidence.HEADER),
        FoundFeed("https://lamp.example/feed", "", FeedKind.RSS),
    ]


@pytest.mark.parametrize(
    ("markup", "evidence"),
    [
        ('<a type="application/atom+xml" href="/x">x</a>', Evidence.TYPE),
        ('<a rel="nofollow feed" href="/x">x</a>', Evidence.TYPE),
        ('<a href="/x.rss">x</a>', Evidence.ADDRESS),
        ('<a href="https://feeds.feedburner.com/Lamp/rss">x</a>', Evidence.ADDRESS),
        ('<a href="/x">RSS Feed</a>', Evidence.LABEL),
        ('<a href="/x" title="RSS"><svg></svg></a>', Evidence.LABEL),
        ('<a href="/x"><img src="rss.png" alt="RSS 2.0"></a>', Evidence.LABEL),
    ],
)
def test_a_link_that_may_lead_to_a_feed_says_why(markup, evidence):
    assert [feed.evidence for feed in discover(markup.encode(), url=PAGE)] == [evidence]


def test_a_page_of_links_gives_no_more_than_anyone_can_want():
    markup = "".join(f'<a href="/{number}.rss">x</a>' for number in range(1000))
    assert len(found(markup)) == 200


def test_markup_broken_in_every_way_gives_its_feeds():
    assert found(
        '<p><table></title><link rel=alternate type=application/rss+xml href=/feed <b></b></i></head><body a="'
    ) == ["https://lamp.example/feed"]


@settings(deadline=None)  # the first body of an odd charset loads the detector's tables
@given(st.binary(max_size=300))
def test_any_bytes_have_some_feeds_or_none(body):
    discover(body, url=PAGE)
