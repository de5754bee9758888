"""RSS 0.9x, 1.0 and 2.0 with the extensions that news feeds use."""

from datetime import UTC, datetime

import pytest

from schemas.feed import Enclosure, FeedKind, ParsedFeed
from wirecopy.feeds.parse import parse

FULL = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
  <title>The Harbour Lamp</title>
  <link>https://lamp.example/</link>
  <atom:link rel="self" href="https://lamp.example/feed.xml" type="application/rss+xml"/>
  <atom:link rel="hub" href="https://hub.example/"/>
  <language>en-gb</language>
  <ttl>30</ttl>
  <sy:updatePeriod>hourly</sy:updatePeriod>
  <item>
    <title>Ferry &amp;amp; tide: &lt;b&gt;late&lt;/b&gt; again</title>
    <link>https://lamp.example/ferry</link>
    <guid isPermaLink="false">lamp-77</guid>
    <dc:creator><![CDATA[Ada Quill]]></dc:creator>
    <author>desk@lamp.example (The Desk)</author>
    <pubDate>Fri, 03 May 2024 10:00:00 EDT</pubDate>
    <category>Harbour</category><category><![CDATA[Ships & Tides]]></category><category>Harbour</category>
    <description>&lt;p&gt;The ferry was late.&lt;/p&gt;&lt;p&gt;Again.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>The ferry was <em>late</em> &amp; wet.</p>]]></content:encoded>
    <enclosure url="https://lamp.example/ferry.mp3" type="audio/mpeg" length="1234"/>
    <media:group>
      <media:content url="/small.jpg" medium="image" width="100"/>
      <media:content url="/large.jpg" medium="image" width="900"/>
    </media:group>
  </item>
</channel></rss>"""


def rss(inside: str, channel: str = "", attributes: str = 'version="2.0"') -> ParsedFeed:
    text = f"<rss {attributes}><channel><title>Lamp</title>{channel}<item>{inside}</item></channel></rss>"
    return parse(text.encode())


def test_a_full_feed_gives_all_that_it_says():
    feed = parse(FULL.encode(), url="https://lamp.example/feed.xml")
    assert feed.kind is FeedKind.RSS
    assert feed.parser == "xml"
    assert feed.warnings == ()
    assert feed.title == "The Harbour Lamp"
    assert feed.site_url == "https://lamp.example/"
    assert feed.self_url == "https://lamp.example/feed.xml"
    assert feed.hub_url == "https://hub.example/"
    assert feed.language == "en-GB"
    assert feed.ttl_seconds == 1800

    (entry,) = feed.entries
    assert entry.key == entry.guid == "lamp-77"
    assert entry.url == "https://lamp.example/ferry"
    assert entry.title == "Ferry & tide: late again"
    assert entry.summary == "The ferry was late. Again."
    assert entry.content_html == "<p>The ferry was <em>late</em> &amp; wet.</p>"
    assert entry.authors == ("Ada Quill",)
    assert entry.published_at == datetime(2024, 5, 3, 14, tzinfo=UTC)
    assert entry.updated_at is None
    assert entry.tags == ("Harbour", "Ships & Tides")
    assert entry.language == "en-GB"
    assert entry.image_url == "https://lamp.example/large.jpg"
    assert entry.enclosures[0] == Enclosure(url="https://lamp.example/ferry.mp3", media_type="audio/mpeg", length=1234)


def test_rdf_items_stand_beside_their_channel():
    feed = parse(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
          xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
        <channel rdf:about="https://wire.example/"><title>Wire</title><link>https://wire.example/</link>
          <dc:language>ja</dc:language><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
        </channel>
        <item rdf:about="https://wire.example/1"><title>One</title><link>https://wire.example/1</link>
          <dc:date>2024-05-03T10:00:00+09:00</dc:date><dc:subject>Trade</dc:subject></item>
        <item rdf:about="https://wire.example/2"><title>Two</title><link>https://wire.example/2</link></item>
        </rdf:RDF>"""
    )
    assert feed.kind is FeedKind.RDF
    assert feed.ttl_seconds == 6 * 3600
    assert [entry.guid for entry in feed.entries] == ["https://wire.example/1", "https://wire.example/2"]
    assert feed.entries[0].published_at == datetime(2024, 5, 3, 1, tzinfo=UTC)
    assert feed.entries[0].tags == ("Trade",)
    assert feed.entries[0].language == "ja"


@pytest.mark.parametrize(
    "namespace",
    [
        "",
        'xmlns="http://backend.userland.com/rss2"',
        'xmlns="http://purl.org/rss/1.0/"',
        'xmlns="https://nobody.example/knows/this"',
    ],
)
def test_rss_is_read_in_whatever_namespace_it_stands(namespace):
    (entry,) = rss("<title>One</title><link>https://lamp.example/1</link>", attributes=namespace).entries
    assert (entry.title, entry.url) == ("One", "https://lamp.example/1")


def test_prefixes_that_nobody_declared_are_read_as_usual():
    feed = rss("<dc:creator>Ada Quill</dc:creator><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded>")
    assert feed.entries[0].authors == ("Ada Quill",)
    assert feed.entries[0].content_html == "<p>x</p>"


def test_an_unknown_namespace_does_not_pass_for_the_feeds_own():
    feed = rss(
        '<title>Real</title><x:title xmlns:x="urn:x">Other</x:title><x:link xmlns:x="urn:x">https://x.example/</x:link>'
    )
    assert feed.entries[0].title == "Real"
    assert feed.entries[0].url is None


def test_a_description_with_paragraphs_is_content_too():
    assert (
        rss("<description>&lt;p&gt;Whole story.&lt;/p&gt;</description>").entries[0].content_html
        == "<p>Whole story.</p>"
    )
    assert rss("<description>One line.</description>").entries[0].content_html is None


def test_markup_that_was_not_escaped_is_kept():
    (entry,) = rss(
        "<title>A <b>bold</b> title</title><description>Here <a href='/x'>it</a> is &amp; was</description>"
    ).entries
    assert entry.title == "A bold title"
    assert entry.summary == "Here it is & was"


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://lamp.example/1</guid>", "https://lamp.example/1"),
        ('<guid isPermaLink="true">/1</guid>', "https://lamp.example/1"),
        ('<guid isPermaLink="false">https://lamp.example/1</guid>', None),
        ("<guid>lamp-1</guid>", None),
        ("<guid>javascript:alert(1)</guid>", None),
    ],
)
def test_a_guid_is_a_link_only_where_it_is_a_permalink(guid, url):
    assert rss(guid, "<link>https://lamp.example/</link>").entries[0].url == url


def test_a_relative_link_is_resolved_against_the_site_and_then_the_feeds_address():
    with_site = b"<rss><channel><link>https://lamp.example/news/</link><item><link>a/1</link></item></channel></rss>"
    without = b"<rss><channel><item><link>/a/1</link></item></channel></rss>"
    assert parse(with_site, url="https://cdn.example/f").entries[0].url == "https://lamp.example/news/a/1"
    assert parse(without, url="https://cdn.example/f").entries[0].url == "https://cdn.example/a/1"
    assert parse(without).entries[0].url is None


def test_entries_that_share_a_guid_but_not_a_link_keep_distinct_keys():
    feed = parse(
        b"<rss><channel><item><guid isPermaLink='false'>same</guid><link>https://lamp.example/1</link></item>"
        b"<item><guid isPermaLink='false'>same</guid><link>https://lamp.example/2</link></item></channel></rss>"
    )
    assert [entry.key for entry in feed.entries] == ["https://lamp.example/1", "https://lamp.example/2"]
    assert "different entries share a guid" in feed.warnings


def test_a_date_that_can_not_be_read_is_none():
    assert rss("<pubDate>last Tuesday</pubDate>").entries[0].published_at is None


def test_a_picture_may_stand_in_many_places():
    for markup in (
        '<media:thumbnail url="https://lamp.example/p.jpg"/>',
        '<media:content url="https://lamp.example/v.mp4" type="video/mp4"><media:thumbnail url="https://lamp.example/p.jpg"/></media:content>',
        '<enclosure url="https://lamp.example/p.jpg" type="image/jpeg"/>',
        '<itunes:image href="https://lamp.example/p.jpg"/>',
        "<image><url>https://lamp.example/p.jpg</url></image>",
    ):
        assert rss(markup).entries[0].image_url == "https://lamp.example/p.jpg", markup


def test_a_flood_of_entries_is_capped_with_a_warning():
    feed = parse(b"<rss><channel>" + b"<item><title>x</title></item>" * 6000 + b"</channel></rss>")
    assert len(feed.entries) == 5000
    assert "6000 entries" in feed.warnings[0]


def test_hours_and_days_to_skip_are_read():
    body = b"""<rss version="2.0"><channel><title>Quay Post</title>
      <skipHours><hour>0</hour><hour> 5 </hour><hour>24</hour><hour>25</hour><hour>noon</hour></skipHours>
      <skipDays><day>Sunday</day><day>SATURDAY</day><day>Someday</day></skipDays>
      <item><title>One</title></item></channel></rss>"""
    feed = parse(body, url="https://quay.example/feed")
    assert (feed.skip_hours, feed.skip_days) == ((0, 5), (5, 6))


def test_older_documents_are_found():
    def feed(links: str) -> str | None:
        body = f'<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>{links}<item/></channel></rss>'
        return parse(body.encode(), url="https://quay.example/feed").previous_url

    older, archived = '<a:link rel="next" href="?page=2"/>', '<a:link rel="prev-archive" href="/2025"/>'
    assert feed(older) == "https://quay.example/feed?page=2"
    assert feed(older + archived) == "https://quay.example/2025"
    assert feed("") is None
