import re
import time
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import ParseError
from wirecopy.feeds.opml import MOST_BYTES, OpmlFeed, read_opml, write_opml
from wirecopy.feeds.plaintext import shorten

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "opml"
CREATED = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
NOT_XML = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


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
    assert [(problem.line, problem.name) for problem in document.problems] == [(2, "Files"), (3, "Empty"), (4, "More")]
    assert str(document.problems[0]) == "line 2: “Files”: “file:///etc/passwd” is no http(s) address"


BROKEN = {
    "quotes in a quoted name": b'text="Paper "Lamp"" xmlUrl="https://lamp.example/f?a=1&amp;b=2"',
    "bare ampersands": b'text="Paper &quot;Lamp&quot;" xmlUrl="https://lamp.example/f?a=1&b=2"',
    "a link in the description": b"""text='Paper "Lamp"' description="By <a href="https://x.example/" rel="me">us</a>."
        xmlUrl="https://lamp.example/f?a=1&b=2\"""",
    "a bare bracket": b"""text='Paper "Lamp"' description="a < b > c" xmlUrl="https://lamp.example/f?a=1&b=2\"""",
    "no blank between": b"""text='Paper "Lamp"'xmlUrl="https://lamp.example/f?a=1&b=2"type="rss\"""",
    "single quotes": b"""text='Paper "Lamp"' xmlUrl='https://lamp.example/f?a=1&b=2'""",
    "no quotes": b"""xmlUrl=https://lamp.example/f?a=1&b=2 text='Paper "Lamp"'""",
    "HTML's entities": b'text="Paper &ldquo;Lamp&rdquo;" XMLURL=" https://lamp.example/f?a=1&b=2 "',
    "another name of the address": b"""type="rss" text='Paper "Lamp"' url="https://lamp.example/f?a=1&b=2\"""",
}


@pytest.mark.parametrize("attributes", BROKEN.values(), ids=BROKEN)
def test_a_broken_outline_keeps_its_name_its_folder_and_its_neighbours(attributes):
    document = read_opml(
        b'<opml><body><outline text="A & B">\n<outline ' + attributes + b"/>\n"
        b'<outline text="Sea & sky" type="rss" xmlUrl="https://sea.example/f">\n'
        b'<!-- <outline xmlUrl="https://old.example/feed"/> -->'
        b'<outline text="Fog" xmlUrl="https://fog.example/f"/></outline></outline></body></opml>'
    )
    assert [feed.url for feed in document.feeds] == [
        "https://lamp.example/f?a=1&b=2",
        "https://sea.example/f",
        "https://fog.example/f",
    ]
    assert [feed.title.replace("“", '"').replace("”", '"') for feed in document.feeds] == [
        'Paper "Lamp"',
        "Sea & sky",
        "Fog",
    ]
    assert {feed.tags for feed in document.feeds} == {("A & B",)}
    assert document.problems == []


def test_a_name_whose_closing_quote_is_missing_costs_no_address():
    document = read_opml(b'<opml><body><outline text="Lamp xmlUrl="https://lamp.example/f" type="rss"/></body></opml>')
    assert document.feeds == [OpmlFeed("https://lamp.example/f", "Lamp")]


def test_tags_that_have_lost_their_end_cost_no_feed():
    document = read_opml(
        b'<opml><body><outline text="Tech" <outline text="Lamp" xmlUrl="https://lamp.example/f"\n'
        b'<outline text="Sea" xmlUrl="https://sea.example/f">\n<outline text="Fog" xmlUrl="https://fog.example/f">'
    )
    assert [(feed.title, feed.tags, feed.line) for feed in document.feeds] == [
        ("Lamp", ("Tech",), 1),
        ("Sea", ("Tech",), 2),
        ("Fog", ("Tech",), 3),
    ]
    assert [problem.reason for problem in document.problems] == ["the file ends in the middle of its list"]


def test_a_list_without_head_body_or_root_is_read():
    body = b'<outline text="Lamp" xmlUrl="https://lamp.example/f"/>\r\n<outline text="Sea" xmlUrl="www.sea.example/f"/>'
    assert read_opml(body).feeds == [
        OpmlFeed("https://lamp.example/f", "Lamp"),
        OpmlFeed("https://www.sea.example/f", "Sea"),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1251", "utf-8-sig"])
def test_a_list_is_read_in_its_charset_whatever_its_label(charset):
    text = (
        f'<?xml version="1.0" encoding="{"windows-1251" if charset == "windows-1251" else "us-ascii"}"?><opml><body>'
        '<outline text="Лампа" xmlUrl="https://lamp.example/f"/></body></opml>'
    )
    assert read_opml(text.encode(charset)).feeds == [OpmlFeed("https://lamp.example/f", "Лампа")]


def test_a_feed_without_an_address_names_its_page():
    document = read_opml(b'<opml><outline type="rss" text="Lamp" htmlUrl="https://lamp.example/"/></opml>')
    assert "submit its page https://lamp.example/ instead" in document.problems[0].reason


def test_entities_are_neither_expanded_nor_fetched():
    document = read_opml(
        b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"> ]><opml><body>
        <outline text="&x;&b;" xmlUrl="https://lamp.example/f"/></body></opml>"""
    )
    assert document.feeds == [OpmlFeed("https://lamp.example/f", "&x;&b;")]


def test_folders_are_told_to_a_depth_and_a_list_is_read_to_a_length():
    deep = b"".join(b'<outline text="%d">' % number for number in range(50_000))
    (feed,) = read_opml(b"<opml><body>" + deep + b'<outline xmlUrl="https://lamp.example/f"/>').feeds
    assert len(feed.tags) == 20
    long = b"<opml>" + b'<outline xmlUrl="https://lamp.example/f"/>' * 100_001 + b"</opml>"
    assert "beyond 100,000 outlines" in read_opml(long).problems[0].reason
    with pytest.raises(ParseError, match="larger than 32 MiB"):
        read_opml(b"<opml>" + b" " * MOST_BYTES)


HOSTILE = {
    "quotes": b'a="' + b'" "' * 100_000,
    "brackets": b'a="x">y ' * 100_000,
    "blanks": b"a" + b" " * 500_000 + b"!",
    "attributes": b'a="" ' * 100_000,
    "known attributes, never closed": b'title="' + b" title='" * 100_000,
    "tags never closed": b"<outline " * 100_000,
    "comments never closed": b"<!--" * 100_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lists_take_linear_time(body):
    started = time.process_time()
    read_opml(b"<opml><outline " + body)
    # A tenth of this on a slow machine; quadratic time would be minutes.
    assert time.process_time() - started < 10


def test_a_feed_listed_twice_is_one_feed_with_the_tags_of_both():
    document = read_opml(
        b'<opml><body><outline text="A"><outline xmlUrl="https://lamp.example/f"/></outline>'
        b'<outline text="B"><outline text="Lamp" xmlUrl="https://lamp.example/f"/></outline></body></opml>'
    )
    assert document.feeds == [OpmlFeed("https://lamp.example/f", "Lamp", ("A", "B"))]


def test_a_file_that_is_cut_off_gives_what_came_and_says_so():
    document = read_opml(b'<opml><body>\n<outline xmlUrl="https://lamp.example/f"/>\n<outline text="x')
    assert [feed.url for feed in document.feeds] == ["https://lamp.example/f"]
    assert str(document.problems[-1]) == "line 3: the file ends in the middle of its list"


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<html><body>", b'{"a": 1}', b"/etc/passwd"])
def test_what_is_no_opml_is_refused(body):
    with pytest.raises(ParseError, match="no OPML"):
        read_opml(body)


NAMES = st.text(min_size=1, max_size=12).map(lambda name: shorten(NOT_XML.sub("", name), 200)).filter(bool)
FEEDS = st.lists(
    st.builds(
        OpmlFeed,
        url=st.integers(0, 99).map(lambda n: f"https://lamp.example/?a={n}&b=%3Cx%3E&copy=1"),
        title=st.just("") | NAMES,
        tags=st.lists(NAMES | st.sampled_from(["a/b", "a,b", "a"]), max_size=4, unique=True).map(tuple),
        html_url=st.none() | st.just("https://lamp.example/?a=1&b=2"),
    ),
    max_size=8,
    unique_by=lambda feed: feed.url,
)


@given(FEEDS)
def test_what_is_written_is_read_again(feeds):
    document = read_opml(write_opml(feeds, "Mine & yours", created=CREATED))
    assert sorted(document.feeds, key=lambda feed: feed.url) == sorted(feeds, key=lambda feed: feed.url)
    assert document.problems == []


def test_an_export_is_opml_2_with_folders_that_other_readers_take():
    written = write_opml(
        [
            OpmlFeed("https://lamp.example/f", "Lamp", ("UK", "Sport"), "https://lamp.example/"),
            OpmlFeed("https://sea.example/f", "", ("UK",)),
        ],
        "Mine",
        created=CREATED,
    )
    assert (
        written.decode()
        == """<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0">
  <head>
    <title>Mine</title>
    <dateCreated>Sat, 14 Mar 2026 09:26:53 +0000</dateCreated>
  </head>
  <body>
    <outline text="UK" title="UK">
      <outline text="Sport" title="Sport">
        <outline type="rss" text="Lamp" title="Lamp" xmlUrl="https://lamp.example/f" htmlUrl="https://lamp.example/" \
category="UK,Sport"/>
      </outline>
      <outline type="rss" text="https://sea.example/f" title="https://sea.example/f" xmlUrl="https://sea.example/f" \
category="UK"/>
    </outline>
  </body>
</opml>
"""
    )


def test_what_no_xml_may_hold_is_left_out_on_the_way_out_and_in():
    written = write_opml([OpmlFeed("https://lamp.example/f", "Lamp\x01\ud800")], "Mine", created=CREATED)
    assert read_opml(written).feeds == [OpmlFeed("https://lamp.example/f", "Lamp")]
    # Nor does it get in: databases take no NUL.
    assert read_opml(written.replace(b"Lamp", b"La\0mp")).feeds == [OpmlFeed("https://lamp.example/f", "Lamp")]


def test_every_feed_of_real_lists_is_found():
    """Against the addresses that stand in the files for anyone to see."""
    if not REAL.exists():
        pytest.skip(f"needs the subscription lists in {REAL}")
    files = sorted(REAL.rglob("*.opml"))
    missed = {}
    for file in files:
        text = file.read_text("utf-8", "replace")
        shown = {unescape(url).strip() for url in re.findall(r"""xmlurl\s*=\s*["']([^"']+)""", text, re.IGNORECASE)}
        document = read_opml(file.read_bytes())
        if lost := shown - {feed.url for feed in document.feeds}:
            missed[file.name] = lost
        assert document.problems == [], file
        assert len([feed for feed in document.feeds if not feed.title]) == len(re.findall(r'text="" ', text)), file
    assert len(files) > 100
    assert missed == {}


@given(st.binary(max_size=200))
def test_any_bytes_are_an_opml_file_or_refused(body):
    try:
        read_opml(b"<opml>" + body)
        read_opml(body)
    except ParseError:
        pass
