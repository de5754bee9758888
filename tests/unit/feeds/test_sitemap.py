"""Sitemaps: the news in them, the pages of plain ones, the sitemaps of an index."""

import gzip
from datetime import UTC, datetime

import pytest

from schemas.feed import FeedKind
from wirecopy.errors import NotAFeed
from wirecopy.feeds.parse import parse
from wirecopy.feeds.sitemap import pages_as_feed

NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://lamp.example/1</loc><lastmod>2024-05-03T11:00:00Z</lastmod>
 <news:news><news:publication><news:name>Lamp</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2024-05-03T10:00+01:00</news:publication_date><news:title>Tides &amp; fog</news:title>
 <news:keywords>sea, fog</news:keywords></news:news><image:image><image:loc>https://lamp.example/1.jpg</image:loc></image:image></url>
<url><loc>https://lamp.example/about</loc></url></urlset>"""


def test_a_news_sitemap_gives_its_news_and_leaves_other_pages_out():
    feed = parse(NEWS)
    assert (feed.kind, feed.parser) == (FeedKind.NEWS_SITEMAP, "sitemap")
    (entry,) = feed.entries
    assert entry.key == entry.url == "https://lamp.example/1"
    assert (entry.title, entry.language, entry.tags) == ("Tides & fog", "en", ("sea", "fog"))
    assert entry.published_at == datetime(2024, 5, 3, 9, tzinfo=UTC)
    assert entry.updated_at == datetime(2024, 5, 3, 11, tzinfo=UTC)
    assert entry.image_url == "https://lamp.example/1.jpg"


def test_a_gzipped_sitemap_is_unpacked():
    assert parse(gzip.compress(NEWS)) == parse(NEWS)


def test_a_plain_sitemap_gives_addresses_and_dates():
    feed = parse(b"<urlset><url><loc>https://lamp.example/a</loc><lastmod>2024-05-03</lastmod></url><url/></urlset>")
    assert feed.kind is FeedKind.SITEMAP
    assert [(entry.url, entry.updated_at) for entry in feed.entries] == [
        ("https://lamp.example/a", datetime(2024, 5, 3, tzinfo=UTC))
    ]


def test_of_a_large_plain_sitemap_the_pages_changed_last_are_kept():
    places = "".join(
        f"<url><loc>https://lamp.example/{year}/{n}</loc><lastmod>{year}-01-01</lastmod></url>"
        for year in (2001, 2024)
        for n in range(4000)
    )
    feed = parse(f"<urlset>{places}</urlset>".encode())
    assert len(feed.entries) == 5000
    assert sum("/2024/" in (entry.url or "") for entry in feed.entries) == 4000


def test_a_sitemap_index_gives_its_sitemaps():
    feed = parse(
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://lamp.example/n.xml</loc>'
        b"</sitemap><sitemap><loc>/m.xml.gz</loc></sitemap><sitemap><loc>ftp://x/</loc></sitemap></sitemapindex>",
        url="https://lamp.example/sitemap.xml",
    )
    assert feed.kind is FeedKind.SITEMAP_INDEX
    assert feed.sitemaps == ("https://lamp.example/n.xml", "https://lamp.example/m.xml.gz")
    assert feed.entries == ()


def plain_sitemap(*places: tuple[str, str]) -> bytes:
    listed = "".join(f"<url><loc>https://lamp.example{path}</loc>{rest}</url>" for path, rest in places)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode()


def dated(day: int) -> str:
    return f"<lastmod>2024-05-{day:02}</lastmod>"


def test_a_news_sitemap_has_its_papers_name_and_says_what_is_behind_a_wall():
    feed = parse(NEWS.replace(b"<news:title>Tides", b"<news:access>Subscription</news:access><news:title>Tides"))
    assert feed.title == "Lamp"
    assert feed.entries[0].paywalled is True
    assert parse(NEWS).entries[0].paywalled is None


def test_pictures_videos_and_translations_are_no_pages():
    body = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
        b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
        b'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"><url>'
        b"<image:image><image:loc>https://lamp.example/1.jpg</image:loc><image:title>x</image:title></image:image>"
        b"<video:video><video:title>y</video:title><video:publication_date>2020-01-01</video:publication_date>"
        b'</video:video><xhtml:link rel="alternate" hreflang="de" href="https://lamp.example/de/1"/>'
        b"<loc>https://lamp.example/1</loc><lastmod>2024-05-03</lastmod></url></urlset>"
    )
    for markup in (body, body.replace(b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" ', b"")):
        (entry,) = parse(markup).entries
        assert (entry.url, entry.title) == ("https://lamp.example/1", "")
        assert entry.updated_at == datetime(2024, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-03", datetime(2024, 5, 3, tzinfo=UTC)),
        ("2024-05-03T10:20Z", datetime(2024, 5, 3, 10, 20, tzinfo=UTC)),
        ("2024-05-03T10:20+01:00", datetime(2024, 5, 3, 9, 20, tzinfo=UTC)),
        ("2024-05-03T10:20:30-05:30", datetime(2024, 5, 3, 15, 50, 30, tzinfo=UTC)),
        ("2024-05-03T10:20:30.45+01:00", datetime(2024, 5, 3, 9, 20, 30, 450000, tzinfo=UTC)),
        ("\n 2024-05-03 10:20:30 +0000 \n", datetime(2024, 5, 3, 10, 20, 30, tzinfo=UTC)),
        ("2024-13-45", None),
        ("", None),
    ],
)
def test_every_form_of_a_w3c_date_is_read(written, meant):
    (entry,) = parse(plain_sitemap(("/a", f"<lastmod>{written}</lastmod>"))).entries
    assert entry.updated_at == meant


def test_an_index_has_its_newest_sitemaps_first():
    places = {
        "/old.xml": dated(1),
        "/2024-04.xml": "",
        "/new.xml.gz": dated(9),
        "/sitemap-20240507.xml": "",
        "/pages.xml": "",
    }
    body = "".join(f"<sitemap><loc>https://lamp.example{path}</loc>{rest}</sitemap>" for path, rest in places.items())
    assert [
        url.removeprefix("https://lamp.example")
        for url in parse(f"<sitemapindex>{body}</sitemapindex>".encode()).sitemaps
    ] == [
        "/new.xml.gz",
        "/sitemap-20240507.xml",
        "/old.xml",
        "/2024-04.xml",
        "/pages.xml",
    ]


def test_a_small_dated_sitemap_is_polled_and_its_undated_pages_are_left():
    feed = pages_as_feed(parse(plain_sitemap(("/a", dated(1)), ("/about", ""), ("/b", dated(2)))))
    assert [entry.url for entry in feed.entries] == ["https://lamp.example/a", "https://lamp.example/b"]
    assert feed.warnings == ("1 pages without a date were left out",)


def test_a_news_sitemap_without_news_is_still_a_feed():
    assert pages_as_feed(parse(plain_sitemap())).entries == ()


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ([(f"/{number}", dated(number % 28 + 1)) for number in range(1001)], "more than 1,000 pages"),
        ([("/a", dated(1)), ("/b", ""), ("/c", "")], "does not say when its pages changed"),
        ([(f"/{number}", dated(3)) for number in range(6)], "all its pages one date"),
    ],
)
def test_a_sitemap_that_tells_no_news_is_refused_with_what_to_do(places, reason):
    with pytest.raises(NotAFeed, match=reason) as refused:
        pages_as_feed(parse(plain_sitemap(*places)))
    assert "submit a feed or a news sitemap" in str(refused.value)


def test_a_sitemap_of_the_largest_size_is_read_within_its_caps():
    places = "".join(
        f"<url><loc>https://lamp.example/{number}?a=1&b=2</loc><news:news><news:title>Tides {number}</news:title>"
        "</news:news></url>"
        for number in range(50_000)
    )
    feed = parse(gzip.compress(f"<urlset>{places}</urlset>".encode()))
    assert feed.kind is FeedKind.NEWS_SITEMAP
    assert len(feed.entries) == 5000
    assert feed.entries[0].url == "https://lamp.example/0?a=1&b=2"
