import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import ParseError
from wirecopy.feeds.opml import OpmlFeed, read_opml, write_opml


def test_folders_and_categories_become_tags():
    document = read_opml(
        b"""<?xml version="1.0"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="Papers"><outline text="Local">
          <outline text="Lamp &amp; Co" type="rss" xmlUrl="https://lamp.example/feed" category="/sea/harbour,fog"/>
        </outline></outline>
        <outline title="Blatt" XMLURL="feed://blatt.example/feed"/>
        </body></opml>"""
    )
    assert document.feeds == [
        OpmlFeed("https://lamp.example/feed", "Lamp & Co", ("Papers", "Local", "sea", "harbour", "fog")),
        OpmlFeed("http://blatt.example/feed", "Blatt", ()),
    ]
    assert document.problems == []


def test_bad_outlines_are_named_with_their_line_and_the_rest_is_read():
    document = read_opml(
        b"""<opml><body>
        <outline text="Files" type="rss" xmlUrl="file:///etc/passwd"/>
        <outline text="Empty" type="rss"/>
        <outline type="include" text="More" url="https://lists.example/more.opml"/>
        <outline text="Heading"/>
        <outline text="Good" xmlUrl="https://lamp.example/feed"/>
        </body></opml>"""
    )
    assert [feed.title for feed in document.feeds] == ["Good"]
    assert [problem.partition(":")[0] for problem in document.problems] == ["line 2", "line 3", "line 4"]
    assert "file:///etc/passwd" in document.problems[0]


def test_an_outline_broken_by_quotes_still_gives_its_address():
    document = read_opml(
        b"""<opml><body>
        <outline text="Paper "Lamp"" type="rss" xmlUrl="https://lamp.example/feed?a=1&amp;b=2"/>
        <outline text="Sea & sky" type="rss" xmlUrl="https://sea.example/feed?a=1&b=2"/>
        <!-- <outline xmlUrl="https://old.example/feed"/> -->
        </body></opml>"""
    )
    assert {feed.url for feed in document.feeds} == {
        "https://lamp.example/feed?a=1&b=2",
        "https://sea.example/feed?a=1&b=2",
    }
    assert [problem[:6] for problem in document.problems] == ["line 2"]


def test_a_feed_listed_twice_is_one_feed_with_the_tags_of_both():
    document = read_opml(
        b'<opml><body><outline text="A"><outline xmlUrl="https://lamp.example/f"/></outline>'
        b'<outline text="B"><outline text="Lamp" xmlUrl="https://lamp.example/f"/></outline></body></opml>'
    )
    assert document.feeds == [OpmlFeed("https://lamp.example/f", "Lamp", ("A", "B"))]


def test_a_file_that_is_cut_off_gives_what_came_and_says_so():
    document = read_opml(b'<opml><body>\n<outline xmlUrl="https://lamp.example/f"/>\n<outline text="x')
    assert [feed.url for feed in document.feeds] == ["https://lamp.example/f"]
    assert "ends in the middle" in document.problems[-1]


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<html><body>", b'{"a": 1}', b"/etc/passwd"])
def test_what_is_no_opml_is_refused(body):
    with pytest.raises(ParseError, match="no OPML"):
        read_opml(body)


NAMES = (
    st.text(alphabet="abc <>&\"'é字", min_size=1, max_size=12)
    .filter(lambda name: name.strip())
    .map(lambda n: " ".join(n.split()))
)
FEEDS = st.lists(
    st.builds(
        OpmlFeed,
        url=st.integers(0, 99).map(lambda n: f"https://lamp.example/?a={n}&b=<x>".replace("<", "%3C")),
        title=NAMES,
        tags=st.lists(NAMES, max_size=3, unique=True).map(tuple),
    ),
    max_size=5,
    unique_by=lambda feed: feed.url,
)


@given(FEEDS)
def test_what_is_written_is_read_again(feeds):
    document = read_opml(write_opml(feeds, "Mine & yours"))
    assert sorted(document.feeds, key=lambda feed: feed.url) == sorted(feeds, key=lambda feed: feed.url)
    assert document.problems == []


@given(st.binary(max_size=200))
def test_any_bytes_are_an_opml_file_or_refused(body):
    try:
        read_opml(b"<opml>" + body)
        read_opml(body)
    except ParseError:
        pass
