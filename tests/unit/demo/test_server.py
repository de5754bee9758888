"""The newsroom on loopback: its pages, its feeds, its validators and its second edition."""

import html
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup

from services.demo.content import articles, sites
from services.demo.expected import boilerplate, expected
from services.demo.server import DemoNewsroom
from tests.unit.demo.newsroom import NOW, ask, get

OPENED = NOW.replace(microsecond=0)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LIVE = [article for article in articles() if not article.page_is_gone]
FEEDS = [(slug, feed) for slug, site in sites().items() for feed in site.feeds]


def page_url(newsroom, article):
    return newsroom.origins[article.site.slug].url + article.path(OPENED)


def page_text(body, article):
    """All text of a page, spaces made single."""
    return " ".join(BeautifulSoup(body.decode(article.site.encoding), "lxml").body.get_text(" ").split())


def feed_links(newsroom, slug, feed):
    """The links of a feed that can be read, each read with what its format is commonly read with."""
    body = get(newsroom.origins[slug].url + feed.path)
    if feed.format == "json":
        return [item["url"] for item in json.loads(body)["items"]]
    if feed.format == "sitemap":
        return [loc.text for loc in ElementTree.fromstring(body).iter(f"{SITEMAP}loc")]
    return [entry.link for entry in feedparser.parse(BytesIO(body)).entries if "link" in entry]


@pytest.mark.parametrize("article", LIVE, ids=lambda article: "/".join(article.key))
def test_every_page_holds_its_story_and_the_boilerplate_of_its_paper(newsroom, article):
    text = page_text(get(page_url(newsroom, article)), article)
    for block in article.blocks:
        for line in block.text.split("\n\n"):
            # Links and bold words stand in tags of their own.
            assert line.replace(" ", "") in text.replace(" ", "")
    for phrase in boilerplate(article.site):
        assert phrase in text
    for author in article.authors:
        assert author in text
    assert (article.site.words["age_notice"] in text) == article.is_old
    related = article.site.words["related"].split("{title}")[0].strip()
    assert related in text
    assert " ".join(article.title.split()) in text


@pytest.mark.parametrize(("slug", "feed"), FEEDS, ids=lambda part: getattr(part, "slug", part))
def test_every_feed_is_read_to_the_entries_that_it_should_list(newsroom, slug, feed):
    links = [newsroom.article_key(link) for link in feed_links(newsroom, slug, feed)]
    wanted = [article.key for article in articles() if article.site.slug == slug and feed.slug in article.feeds]
    assert links == wanted


def test_the_feeds_hold_together_as_many_entries_as_expected(newsroom):
    assert sum(len(feed_links(newsroom, slug, feed)) for slug, feed in FEEDS) == expected().entries


def test_one_feed_is_broken_and_its_first_items_can_still_be_read(newsroom):
    body = get(newsroom.origins["lantern"].url + "/archive.xml")
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(body)
    assert body.endswith(b"<title>A lighthouse for mo")
    assert feedparser.parse(BytesIO(body)).bozo


def test_all_other_xml_feeds_are_well_formed(newsroom):
    for slug, feed in FEEDS:
        if feed.format != "json" and not feed.cut_off:
            ElementTree.fromstring(get(newsroom.origins[slug].url + feed.path))


def test_dates_in_feeds_count_back_from_the_opening(newsroom):
    for path, key in [
        ("harbour-ledger", "/feed/"),
        ("northern-post", "/feeds/news.atom"),
        ("elbtal-kurier", "/index.rdf"),
    ]:
        feed = feedparser.parse(BytesIO(get(newsroom.origins[path].url + key)))
        for entry in feed.entries:
            (article,) = [a for a in articles() if a.key == newsroom.article_key(entry.link)]
            moment = entry.get("published_parsed") or entry.updated_parsed
            assert datetime(*moment[:6], tzinfo=UTC) == OPENED - article.age


def test_the_paper_that_is_submitted_by_its_front_page_links_its_feed(newsroom):
    (front,) = [url for url in newsroom.feeds if url == newsroom.origins["elbtal-kurier"].url + "/"]
    links = BeautifulSoup(get(front).decode("windows-1252"), "lxml").find_all("link", rel="alternate")
    assert [link["href"] for link in links] == [feed.path for feed in sites()["elbtal-kurier"].feeds]


def test_what_is_submitted_is_every_feed_or_the_front_page(newsroom):
    assert len(newsroom.feeds) == len(set(newsroom.feeds)) == len(FEEDS)
    for url in newsroom.feeds:
        get(url)


def test_pages_declare_the_encoding_that_they_are_in(newsroom):
    for article in LIVE:
        _, headers, body = ask(page_url(newsroom, article))
        assert headers.get_content_charset() == article.site.encoding
        assert f"charset={article.site.encoding}".encode() in body.replace(b'"', b"").lower()


def test_internal_links_of_pages_lead_somewhere(newsroom):
    """To stories, sections, pictures and feeds; what an imprint or a tag links to is no part of the newsroom."""
    for article in LIVE:
        origin = newsroom.origins[article.site.slug]
        page = BeautifulSoup(get(page_url(newsroom, article)).decode(article.site.encoding), "lxml")
        found = {tag.get("href") or tag.get("src") for tag in page.find_all(["a", "link", "img"])}
        for address in found:
            path = html.unescape(address).removeprefix(origin.url)
            if path.startswith(("#", "/tag/", "/topic/", "/about", "/help", "/service", "/info", "/cookies")):
                continue
            assert path in origin.files, (article.key, path)


def test_a_lost_page_is_a_404_although_its_feed_lists_it(newsroom):
    lost = [article for article in articles() if article.page_is_gone]
    assert len(lost) == 2
    links = feed_links(newsroom, "harbour-ledger", sites()["harbour-ledger"].feeds[0])
    for article in lost:
        assert page_url(newsroom, article) in links
        assert ask(page_url(newsroom, article))[0] == 404


def test_the_feed_holds_the_whole_text_of_one_lost_page_and_the_title_alone_of_the_other(newsroom):
    feed = feedparser.parse(BytesIO(get(newsroom.origins["harbour-ledger"].url + "/feed/")))
    entries = {newsroom.article_key(entry.link)[1]: entry for entry in feed.entries}
    assert "bolted to the same wall" in entries["tide-gauge"].content[0].value
    assert "content" not in entries["harbour-in-fog"]
    assert not entries["harbour-in-fog"].get("summary")


def test_an_unchanged_file_costs_a_304_by_etag_and_by_date(newsroom):
    for url in [*newsroom.feeds, page_url(newsroom, LIVE[0]), newsroom.origins["lantern"].url + "/pictures/moss.svg"]:
        _, headers, body = ask(url)
        assert body
        for validator in (
            {"If_None_Match": headers["ETag"]},
            {"If_None_Match": f'"other", W/{headers["ETag"]}'},
            {"If_Modified_Since": headers["Last-Modified"]},
        ):
            assert ask(url, **validator)[::2] == (304, b""), validator


def test_a_validator_of_something_else_gets_the_whole_file(newsroom):
    url = newsroom.feeds[1]
    _, headers, body = ask(url)
    day_before = format_datetime(OPENED - timedelta(days=9), usegmt=True)
    for validator in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": headers["Last-Modified"]},
        {"If_Modified_Since": day_before},
        {"If_Modified_Since": "yesterday"},
    ):
        assert ask(url, **validator)[::2] == (200, body), validator


def test_head_is_answered_without_a_body(newsroom):
    status, headers, body = ask(newsroom.feeds[1], method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) == len(get(newsroom.feeds[1]))


def test_the_papers_are_origins_of_their_own(newsroom):
    assert len({origin.url for origin in newsroom.origins.values()}) == len(sites()) >= 4


def test_requests_are_logged():
    with DemoNewsroom(now=NOW) as room:
        url = room.origins["shiomi-times"].url + "/atom.xml"
        _, headers, _ = ask(url)
        ask(url, If_None_Match=headers["ETag"])
        ask(url + ".old")
    assert [(r.site, r.path, r.status, r.conditional) for r in room.requests] == [
        ("shiomi-times", "/atom.xml", 200, False),
        ("shiomi-times", "/atom.xml", 304, True),
        ("shiomi-times", "/atom.xml.old", 404, False),
    ]


def test_the_second_edition_changes_the_corrected_story_and_the_lists_that_show_it():
    with DemoNewsroom(now=NOW) as room:
        before = {slug: dict(origin.files) for slug, origin in room.origins.items()}
        assert room.edition == 1
        room.publish_corrections()
        assert room.edition == 2
        changed = {
            (slug, path)
            for slug, origin in room.origins.items()
            for path, file in origin.files.items()
            if file != before[slug][path]
        }
        assert {slug: origin.files.keys() for slug, origin in room.origins.items()} == {
            slug: files.keys() for slug, files in before.items()
        }
    assert changed == {
        ("harbour-ledger", path)
        for path in ("/", "/section/council", "/council/budget.html", "/feed/", "/council/feed/")
    }


def test_the_correction_is_told_to_whoever_has_the_first_edition():
    with DemoNewsroom(now=NOW) as room:
        url = room.origins["harbour-ledger"].url
        known = {path: ask(url + path)[1] for path in ("/feed/", "/council/budget.html", "/local/bells.html")}
        room.publish_corrections()
        for header, validator in (("If_None_Match", "ETag"), ("If_Modified_Since", "Last-Modified")):
            answers = {path: ask(url + path, **{header: headers[validator]})[0] for path, headers in known.items()}
            assert answers == {"/feed/": 200, "/council/budget.html": 200, "/local/bells.html": 304}
        (entry,) = [e for e in feedparser.parse(BytesIO(get(url + "/feed/"))).entries if "budget.html" in e.link]
        assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == OPENED
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) < OPENED
        assert b"4.3 million" in get(url + "/council/budget.html")


def test_two_newsrooms_that_open_at_the_same_moment_serve_the_same():
    with DemoNewsroom(now=NOW) as one, DemoNewsroom(now=NOW) as other:
        for slug, origin in one.origins.items():
            twin = other.origins[slug]
            assert {path: file.body.replace(origin.url.encode(), b"") for path, file in origin.files.items()} == {
                path: file.body.replace(twin.url.encode(), b"") for path, file in twin.files.items()
            }


def test_no_thread_or_port_is_left_behind():
    with DemoNewsroom(now=NOW) as room:
        url = room.feeds[0]
        get(url)
    with pytest.raises(OSError, match="refused"):
        ask(url)
