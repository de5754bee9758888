"""Broken and hostile documents: what can be read is read, nothing is expanded, fetched or waited for."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import ParsedFeed
from wirecopy.errors import NotAFeed
from wirecopy.feeds.parse import parse

CASES = Path(__file__).parents[4] / "shared" / "data" / "feeds"
ITEM = b"<item><title>Tides</title><link>https://lamp.example/1</link></item>"


def rss(inside: bytes, prolog: bytes = b"") -> bytes:
    return prolog + b'<rss version="2.0"><channel><title>Lamp</title>' + inside + b"</channel></rss>"


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (b"Caf&eacute;&nbsp;culture", "Café culture"),
        (b"Sea & sky", "Sea & sky"),
        (b"R&D; up", "R&D; up"),
        (b"5 < 6", "5 < 6"),
        (b"bell\x07 and null\x00", "bell and null"),
        (b"quote&#146;s", "quote’s"),
        (b"gone &#0;", "gone \ufffd"),
        (b"<![CDATA[Sea & sky &amp; fog]]>", "Sea & sky & fog"),
    ],
)
def test_common_faults_cost_no_text(title, read):
    assert titles(parse(rss(b"<item><title>" + title + b"</title></item>"))) == [read]


def test_a_bare_ampersand_in_a_link_is_kept():
    feed = parse(rss(b"<item><link>https://lamp.example/?a=1&b=2&copy=3</link></item>"))
    assert feed.entries[0].url == "https://lamp.example/?a=1&b=2&copy=3"
    assert feed.warnings


@pytest.mark.parametrize(
    "junk",
    [
        b"\n\n",
        b"\xef\xbb\xbf",
        b"<br />\n<b>Warning</b>: x.php on line 3\n",
        b"<!-- cache -->",
        b"<!DOCTYPE rss [<!ENTITY x 'y'>",
    ],
)
def test_junk_before_the_document_is_passed_over(junk):
    assert titles(parse(rss(ITEM, junk + b'<?xml version="1.0" encoding="utf-8"?>'))) == ["Tides"]


def test_a_feed_under_an_html_doctype_is_a_feed():
    assert titles(parse(rss(ITEM, b"<!DOCTYPE html>"))) == ["Tides"]


def test_a_document_that_is_cut_off_gives_what_came_and_says_so():
    body = rss(ITEM + b"<item><title>Fog</title><link>https://lamp.example/2-with-a-long-name</link></item>")
    feed = parse(body[: body.index(b"-with")])
    assert titles(feed) == ["Tides", "Fog"]
    assert feed.entries[1].url is None  # half an address would be another address
    assert "the document is cut off" in feed.warnings


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version=2.0><channel>" + ITEM + ITEM + b"</channel></rss>",
        b'<rss version="2.0><channel>' + ITEM + b"</channel></rss>",
    ],
)
def test_feedparser_is_asked_where_entries_went_missing(body):
    feed = parse(body)
    assert feed.parser == "feedparser"
    assert titles(feed) == ["Tides"] * body.count(b"<item>")
    assert feed.entries[0].url == "https://lamp.example/1"


def test_items_inside_content_are_not_taken_for_lost_ones():
    feed = parse(rss(b"<item><title>How to</title><description><![CDATA[<item><item>]]></description></item>"))
    assert (len(feed.entries), feed.parser, feed.warnings) == (1, "xml", ())


def test_an_empty_feed_is_a_feed():
    assert parse(rss(b"")).entries == ()


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    nested = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    for declared in (
        b'<!ENTITY l0 "lol">' + nested,
        b'<!ENTITY l9 SYSTEM "file://' + bytes(secret) + b'">',
        b'<!ENTITY % p SYSTEM "file://' + bytes(secret) + b'">%p;',
    ):
        for closed in (b"]>", b""):
            body = rss(b"<item><title>&l9;</title><guid>&l9;</guid></item>", b"<!DOCTYPE rss [" + declared + closed)
            try:
                said = parse(body).model_dump_json()
            except NotAFeed:
                continue
            assert "the secret" not in said
            assert "lol" not in said


def test_a_script_reaches_no_title_and_no_address():
    feed = parse(
        rss(
            b"<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Tides</title><link>java&#9;script:alert(1)</link>"
            b"<guid>data:text/html,x</guid><enclosure url='javascript:1'/></item>"
        )
    )
    (entry,) = feed.entries
    assert (entry.title, entry.url, entry.enclosures) == ("Tides", None, ())


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(ITEM + b"<a>" * 100_000 + b"</a>" * 100_000, id="depth"),
        pytest.param(b"<item " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>" + ITEM, id="attributes"),
        pytest.param(ITEM + b"<" * 500_000, id="less-than"),
        pytest.param(ITEM + b"<description><![CDATA[" + b"<!--" * 40_000 + b"]]></description>", id="comments"),
        pytest.param(ITEM + b"<description><![CDATA[" + b"&#" * 500_000 + b"]]></description>", id="references"),
        pytest.param(ITEM + b"<x><![CDATA[" + b"<a \"'" * 200_000 + b"]]></x>", id="quotes"),
        pytest.param(ITEM + b"<![CDATA[" * 200_000, id="cdata"),
        pytest.param(ITEM * 50_000, id="items"),
    ],
)
def test_floods_take_little_time_and_the_entries_before_them_are_kept(inside):
    start = time.process_time()
    feed = parse(rss(inside))
    assert time.process_time() - start < 3  # 0.1 to 0.8 s; quadratic time would be minutes
    assert "Tides" in titles(feed)


@pytest.mark.parametrize("label", ["utf-7", "zlib_codec", "unicode_escape", "no-such-charset", "rot13"])
def test_a_charset_label_that_is_no_charset_is_passed_over(label):
    body = rss(
        b"<item><title>+ADw-b+AD4- \\x41</title></item>", b'<?xml version="1.0" encoding="%s"?>' % label.encode()
    )
    assert titles(parse(body)) == ["+ADw-b+AD4- \\x41"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_not_a_feed(body):
    try:
        feed = parse(body, url="https://lamp.example/feed")
    except NotAFeed:
        return
    feed.model_dump_json()


MARKUP = (
    b"<rss>|<channel>|<item>|</item>|<title>|</title>|<link>|<![CDATA[|]]>|<!--|-->|&amp;|&|<|>|&#x0;|&nbsp;|<entry>|</entry>"
    b"|<feed xmlns='http://www.w3.org/2005/Atom'>|<link href='|'/>|http://[|<updated>|9999-99-99| xml:base='//['|<a:b>"
    b"|<content type='xhtml'>|<urlset>|<url>|<loc>|<author>|{|<!DOCTYPE|<?xml |?>|\xff|\x00|\xe2\x82"
)
PIECES = st.sampled_from(MARKUP.split(b"|"))


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400)
def test_any_heap_of_feed_pieces_is_a_feed_or_not_a_feed(pieces):
    try:
        feed = parse(b"".join(pieces), url="https://lamp.example/feed")
    except NotAFeed:
        return
    feed.model_dump_json()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "name", "tags"]), inner),
    max_leaves=8,
)
ITEM_NAMES = (
    "id",
    "url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "authors",
    "tags",
    "attachments",
)


@given(st.lists(st.dictionaries(st.sampled_from(ITEM_NAMES), JSON_VALUES) | JSON_VALUES, max_size=3))
def test_any_json_items_are_a_feed_or_not_a_feed(items):
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    try:
        feed = parse(body)
    except NotAFeed:
        return
    feed.model_dump_json()


@pytest.mark.skipif(not CASES.is_dir(), reason="the development data (../shared/data) is not here")
def test_no_published_test_case_crashes_the_parser():
    lines = (CASES / "manifest.jsonl").read_text().splitlines()
    assert lines
    refused = set()
    for case in map(json.loads, lines):
        try:
            parse(
                (CASES / case["file"]).read_bytes(), content_type=(case.get("http_headers") or {}).get("Content-type")
            )
        except NotAFeed:
            refused.add(case["format"])
    assert refused <= {"opml", "other", "jsonfeed"}
