"""What other readers agree on, each found by their test cases; the feeds are our own."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from schemas.feed import FeedEntry, ParsedFeed
from wirecopy.feeds.parse import parse

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"'
)
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def item(inside: str) -> FeedEntry:
    return parse(f'<rss version="2.0" {NAMESPACES}><channel><item>{inside}</item></channel></rss>'.encode()).entries[0]


def atom(entry: str, feed: str = "", attributes: str = "") -> ParsedFeed:
    return parse(f"<feed {ATOM} {attributes}>{feed}<entry>{entry}</entry></feed>".encode())


@pytest.mark.parametrize("name", ["body", "fullitem"])
def test_early_names_of_the_whole_text_are_content(name):
    assert item(f"<{name}>&lt;p&gt;The ferry sank.&lt;/p&gt;</{name}>").content_html == "<p>The ferry sank.</p>"


def test_of_several_links_without_a_relation_the_last_counts():
    links = "<link>https://lamp.example/1</link><link>https://lamp.example/2</link>"
    assert item(links).url == "https://lamp.example/2"
    assert item(links + '<link href="https://lamp.example/3"/>').url == "https://lamp.example/3"
    assert item(links + "<link/>").url == "https://lamp.example/2"
    assert item(links + '<atom:link href="https://lamp.example/3"/>').url == "https://lamp.example/2"


def test_a_link_may_have_its_address_as_text():
    entry = atom(
        '<link rel="alternate">https://lamp.example/1</link><link rel="enclosure">https://lamp.example/1.mp3</link>'
    ).entries[0]
    assert entry.url == "https://lamp.example/1"
    assert [file.url for file in entry.enclosures] == ["https://lamp.example/1.mp3"]


def test_an_enclosure_is_resolved_against_its_own_base_within_the_feeds():
    entry = atom(
        '<link rel="enclosure" xml:base="audio/" href="1.mp3"/>', attributes='xml:base="https://lamp.example/"'
    )
    assert [file.url for file in entry.entries[0].enclosures] == ["https://lamp.example/audio/1.mp3"]


def test_an_empty_self_link_is_the_document():
    feed = atom("<title>x</title>", '<link rel="self" href=""/>', 'xml:base="https://lamp.example/feed"')
    assert feed.self_url == "https://lamp.example/feed"


def test_channels_of_the_definition_format_have_links_as_attributes():
    feed = parse(
        b'<CHANNEL HREF="https://lamp.example/"><ITEM HREF="https://lamp.example/1"><ABSTRACT>Late.</ABSTRACT></ITEM>'
        b"</CHANNEL>"
    )
    assert feed.site_url == "https://lamp.example/"
    assert (feed.entries[0].url, feed.entries[0].summary) == ("https://lamp.example/1", "Late.")


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/zip", "application/text"])
def test_what_is_no_text_by_its_type_is_base64(kind):
    packed = b64encode("<p>Café</p>".encode()).decode()
    entry = atom(f'<title type="{kind}">{packed}</title><content type="{kind}">{packed[:8]}\n{packed[8:]}</content>')
    assert entry.entries[0].title == "Café"
    assert entry.entries[0].content_html == "<p>Café</p>"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("application/pdf", "Not packed, whatever it says."), ("image/svg+xml", ""), ("application/octet-stream", "")],
)
def test_a_wrong_type_costs_no_text_and_brings_no_bytes(kind, content):
    text = content or "/9j/4AAQ"
    assert (atom(f'<content type="{kind}">{text}</content>').entries[0].content_html or "") == content


def test_a_title_of_elements_keeps_what_was_escaped_in_it():
    title = (
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>old</b> &lt;blink&gt; tag</div></title>'
    )
    assert atom(title).entries[0].title == "The old <blink> tag"


@pytest.mark.parametrize(
    ("description", "summary"),
    [
        ("&lt;p&gt;Write &lt;code&gt;&amp;lt;meta name=x&amp;gt;&lt;/code&gt;&lt;/p&gt;", "Write <meta name=x>"),
        ("Of the &amp;lt;blink&amp;gt; tag", "Of the <blink> tag"),
        ("&amp;lt;p&amp;gt;Late &amp;amp;amp; wet&amp;lt;/p&amp;gt;", "Late & wet"),
        ("&amp;lt;a href='/x'&amp;gt;Late", "Late"),
        ("&lt;![CDATA[Late]]&gt;", "Late"),
        ("<![CDATA[<![CDATA[Late]]&gt;]]>", "Late"),
    ],
)
def test_what_is_escaped_twice_is_markup_only_where_all_of_it_is(description, summary):
    assert item(f"<description>{description}</description>").summary.removesuffix("]]>") == summary


def test_a_description_of_a_picture_alone_is_content():
    entry = item('<description>&lt;img src="https://lamp.example/1.png"&gt;</description>')
    assert entry.content_html == '<img src="https://lamp.example/1.png">'
    assert item("<description>&lt;b&gt;&lt;/b&gt;</description>").content_html is None


def test_a_description_longer_than_a_summary_is_content_as_a_whole():
    text = "The ferry was late. " * 400
    entry = item(f"<description>{text}</description>")
    assert len(entry.summary) == 5000
    assert entry.content_html == text.strip()


def test_markup_before_the_words_does_not_shorten_a_summary():
    words = "The ferry was late. " * 20
    markup = '&lt;span class="' + "x" * 30_000 + '"&gt;&lt;/span&gt;'
    assert item(f"<description>{markup}{words}</description>").summary == words.strip()


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<dc:author>Ada Quill</dc:author>", ("Ada Quill",)),
        ('<dc:creator>Ada <x:name xmlns:x="urn:x">Quill</x:name></dc:creator>', ("Ada Quill",)),
        ("<author><b>Ada Quill</b></author>", ("Ada Quill",)),
        ("<author><url>https://lamp.example/ada</url></author>", ()),
    ],
)
def test_authors_in_unusual_places(inside, authors):
    assert item(inside).authors == authors


def test_tags_of_a_list_and_of_an_attribute():
    inside = '<tags>tide, ferry</tags><category>Harbour</category><itunes:category text="News"/>'
    assert item(inside).tags == ("Harbour", "tide", "ferry", "News")


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        ('<content xml:lang="de">Spät.</content>', "de"),
        ('<content xml:lang="">x</content>', None),
        ('<title xml:lang="fr_ca">Tard</title>', "fr-CA"),
        ("<title>Late</title>", "en"),
    ],
)
def test_an_entrys_language_is_that_of_its_text(entry, language):
    assert atom(entry, attributes='xml:lang="en"').entries[0].language == language


def test_a_date_without_a_role_is_the_update_where_another_is_the_publication():
    published = "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>"
    entry = item(published + "<dc:date>2024-05-04T10:00:00Z</dc:date>")
    assert (entry.published_at, entry.updated_at) == (
        datetime(2024, 5, 3, 10, tzinfo=UTC),
        datetime(2024, 5, 4, 10, tzinfo=UTC),
    )
    assert item(published + "<dc:date>2024-05-03T10:00:00Z</dc:date>").updated_at is None
    alone = item("<dc:date>2024-05-04T10:00:00Z</dc:date>")
    assert (alone.published_at, alone.updated_at) == (datetime(2024, 5, 4, 10, tzinfo=UTC), None)


def test_a_space_before_the_t_of_a_date_is_passed_over():
    entry = atom("<published>2024-05-03 T 10:00:00Z</published>").entries[0]
    assert entry.published_at == datetime(2024, 5, 3, 10, tzinfo=UTC)


def test_broken_entries_that_say_nothing_are_kept_where_all_are_like_that():
    feed = atom("<source><title>Elsewhere</subtitle></source>")
    assert feed.warnings
    assert len(feed.entries) == 1
