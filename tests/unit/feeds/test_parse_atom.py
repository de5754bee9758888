"""Atom 0.3 and 1.0."""

from datetime import UTC, datetime

import pytest

from schemas.feed import FeedEntry, FeedKind
from wirecopy.feeds.parse import parse

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def entry(inside: str, feed: str = "", attributes: str = ATOM, url: str | None = None) -> FeedEntry:
    return parse(f"<feed {attributes}>{feed}<entry>{inside}</entry></feed>".encode(), url=url).entries[0]


def test_a_full_feed_gives_all_that_it_says():
    feed = parse(
        f"""<?xml version="1.0"?><feed {ATOM} xml:lang="de" xml:base="https://blatt.example/">
        <title type="html">Das &amp;amp; Blatt</title><link href="/"/><link rel="self" href="feed.atom"/>
        <link rel="hub" href="https://hub.example/"/><author><name>Redaktion</name></author>
        <entry xml:lang="fr"><id>tag:blatt.example,2024:1</id><title>Un</title>
          <link rel="alternate" type="application/json" href="/1.json"/><link type="text/html" href="/1"/>
          <link rel="enclosure" href="/1.mp3" type="audio/mpeg" length="9"/>
          <published>2024-05-03T10:00:00Z</published><updated>2024-05-03T12:30:00.5+02:00</updated>
          <category term="pol" label="Politique"/><category term="monde"/>
          <author><name>Jeanne</name></author><author><name>Paul</name></author>
          <summary>Court.</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content></entry>
        <entry><id>urn:2</id><title>Zwei</title><updated>2024-05-04T00:00:00Z</updated></entry></feed>""".encode()
    )
    assert feed.kind is FeedKind.ATOM
    assert (feed.title, feed.site_url, feed.language) == ("Das & Blatt", "https://blatt.example/", "de")
    assert (feed.self_url, feed.hub_url) == ("https://blatt.example/feed.atom", "https://hub.example/")
    first, second = feed.entries
    assert (first.key, first.url, first.language) == ("tag:blatt.example,2024:1", "https://blatt.example/1", "fr")
    assert first.published_at == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert first.updated_at == datetime(2024, 5, 3, 10, 30, 0, 500_000, tzinfo=UTC)
    assert first.tags == ("Politique", "monde")
    assert first.authors == ("Jeanne", "Paul")
    assert (first.summary, first.content_html) == ("Court.", "<p>Long</p>")
    assert (first.enclosures[0].url, first.enclosures[0].length) == ("https://blatt.example/1.mp3", 9)
    assert second.authors == ("Redaktion",)  # RFC 4287, section 4.2.1: the feed's author stands in
    assert second.published_at is None
    assert second.url is None


def test_xhtml_titles_and_content_keep_their_text_and_markup():
    item = entry(
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less <em>than</em> &lt; more</div></title>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>b</b> &lt; c<br/></p></div></content>'
    )
    assert item.title == "Less than < more"
    assert item.content_html == "<p>A <b>b</b> &lt; c<br></p>"


def test_xhtml_with_a_prefix_comes_out_without_it():
    item = entry(
        '<content type="xhtml"><x:div><x:p>A</x:p></x:div></content>',
        attributes=ATOM + ' xmlns:x="http://www.w3.org/1999/xhtml"',
    )
    assert item.content_html == "<p>A</p>"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>AT&amp;T</title>", "AT&T"),
        ('<title type="html">AT&amp;amp;T &amp;mdash; &lt;b&gt;up&lt;/b&gt;</title>', "AT&T — up"),
        ('<title type="text">Use the &lt;em&gt; tag</title>', "Use the <em> tag"),
        ('<title type="text">Escaped once too often: &amp;eacute;</title>', "Escaped once too often: é"),
        ('<title type="html">a &amp;lt; b</title>', "a < b"),
        ('<title type="html">Re&amp;colon; tides</title>', "Re: tides"),
        ("<title><![CDATA[<b>Bold</b> &amp; brave]]></title>", "Bold & brave"),
        ("<title>\n  Two\n  lines </title>", "Two lines"),
    ],
)
def test_titles_are_plain_text(markup, title):
    assert entry(markup).title == title


def test_plain_text_content_becomes_html_that_shows_it():
    assert entry('<content type="text">1 &lt; 2 &amp; 3</content>').content_html == "1 &lt; 2 &amp; 3"


def test_atom_0_3_is_read_with_its_own_names():
    item = entry(
        '<id>urn:1</id><title mode="base64">VGlkZXM=</title><issued>2004-01-02T03:04:05Z</issued>'
        '<modified>2004-01-03T00:00:00Z</modified><link rel="alternate" type="text/html" href="https://a.example/1"/>',
        attributes='version="0.3" xmlns="http://purl.org/atom/ns#"',
    )
    assert (item.title, item.url) == ("Tides", "https://a.example/1")
    assert item.published_at == datetime(2004, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert item.updated_at == datetime(2004, 1, 3, tzinfo=UTC)


def test_links_are_resolved_against_the_nearest_xml_base():
    attributes = ATOM + ' xml:base="https://a.example/x/"'
    assert entry('<link href="1"/>', attributes=attributes).url == "https://a.example/x/1"
    nested = parse(f'<feed {attributes}><entry xml:base="y/"><link href="1"/></entry></feed>'.encode()).entries[0]
    assert nested.url == "https://a.example/x/y/1"


def test_without_xml_base_the_documents_own_address_is_the_base():
    assert entry('<link href="1"/>', url="https://a.example/f/feed").url == "https://a.example/f/1"
    own = entry('<link href="1"/>', '<link rel="self" href="https://b.example/g/feed"/>', url="https://a.example/feed")
    assert own.url == "https://b.example/g/1"


def test_a_prefixed_feed_and_one_without_namespace_are_read_alike():
    prefixed = (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>T</a:title>'
        b'<a:link href="https://a.example/1"/></a:entry></a:feed>'
    )
    bare = b'<feed><entry><title>T</title><link href="https://a.example/1"/></entry></feed>'
    assert parse(prefixed).entries == parse(bare).entries
    assert parse(bare).entries[0].title == "T"


def test_the_author_of_the_source_stands_before_that_of_the_feed():
    source = "<source><author><name>Ada Quill</name></author></source>"
    assert entry(source, "<author><name>Planet</name></author>").authors == ("Ada Quill",)
