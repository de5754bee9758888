"""Whole pages: text, fields and reasons; and pages that nobody should have to clean."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import FeedEntry
from services.demo.content import articles
from services.demo.server import DemoNewsroom
from tests.newsroom import Newsroom
from wirecopy.cleaning import VERSION, clean
from wirecopy.cleaning.feedtext import clean_entry

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def newsroom():
    with DemoNewsroom(now=NOW) as room:
        yield room


def stories():
    return [article for article in articles() if not article.page_is_gone]


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.site.slug}-{story.slug}")
def test_a_page_gives_its_story_and_its_fields(newsroom, story):
    origin = newsroom.origins[story.site.slug]
    path = story.path(NOW)
    page = clean(origin.files[path].body, url=origin.url + path, content_type=origin.files[path].content_type)
    found = page.text.split("\n\n")
    wanted = [paragraph for paragraph in story.text.split("\n\n") if len(paragraph) > 40]
    assert all(any(paragraph in other for other in found) for paragraph in wanted)
    # A standfirst and a gauge in a box may stay.
    assert len(found) <= len(story.text.split("\n\n")) + 2
    assert not any(paragraph == story.caption or paragraph.startswith(story.authors) for paragraph in found)
    assert page.title == story.title
    assert page.authors == story.authors
    assert page.published_at == (NOW - story.age).replace(microsecond=0)
    assert page.language == story.site.language
    assert page.provenance.version == VERSION
    assert page.provenance.fields["title"]


def test_a_page_without_an_article_gives_no_text():
    for html in ("", "<html>", "<p>", "<html><body><nav><a href=/></a></nav></body></html>", b"\x89PNG\r\n", "\0"):
        assert clean(html, url="https://paper.example/").word_count < 2


def test_json_ld_that_is_broken_is_passed_over():
    with Newsroom() as room:
        story = room.article("/a")
        body = room._scripts["/a"][0].body
    broken = body.replace(b'"@context"', b'"@context')
    assert clean(broken, url=story.url).text == clean(body, url=story.url).text


def test_the_feeds_own_words_are_plain_text_and_say_where_they_come_from():
    entry = FeedEntry(
        key="k",
        title="A title",
        content_html="<p>One &amp; <b>two</b>.</p><script>alert(1)</script><p>Three.<br><br>Four.</p>",
        summary="Short.",
    )
    page = clean_entry(entry, url="https://paper.example/a")
    assert page.text == "One & two.\n\nThree.\n\nFour."
    assert page.provenance.extractor == "feed:content"
    assert clean_entry(FeedEntry(key="k", summary="Short."), url=None).provenance.extractor == "feed:summary"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<p>" + "a" * 5_000_000,
        "<b><i>" * 50_000 + "x",
        "<table><tr><td>" * 20_000,
        "<a href=" * 50_000,
    ],
    ids=["deep", "long", "crossed", "tables", "torn"],
)
def test_a_hostile_page_comes_to_an_end(html):
    began = time.process_time()
    clean(html, url="https://paper.example/")
    assert time.process_time() - began < 20


_DEEP = 100_000


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>渡船<rt>とせん</rt></ruby>",
        "<ruby>渡<rp>(</rp><rt>と</rt><rp>)</rp>船<rp>(</rp><rt>せん</rt><rp>)</rp></ruby>",
        "<ruby>渡船<rt>とせん</ruby>",
    ],
)
def test_how_characters_are_read_is_no_part_of_the_text(ruby):
    told = (
        "{}は五月に運航を再開すると、港長が火曜日に発表した。エンジンの故障で一月から止まっていた。",
        "{}の料金は去年と変わらず、子供は日曜日に限り無料となる。切符は港の窓口で前日から買える。",
    )
    body = f"<h1>{ruby}が再開</h1>" + "".join(f"<p>{line.format(ruby)}</p>" for line in told)
    page = clean(f"<html lang=ja><body><article>{body}</article></body></html>", url=None)
    assert page.title == "渡船が再開"
    assert page.text == "\n\n".join(line.format("渡船") for line in told)


def test_marks_without_end_on_one_letter_are_no_text_that_the_page_lacks():
    told = [f"The harbour board met on day {day} and said that the ferry would be back in May." for day in range(9)]
    article = "".join(f"<p>{line}</p>" for line in told)
    entry = FeedEntry(key="1", content_html="Z" + "\u0301\u0316" * 5000)
    page = clean(f"<html><body><article>{article}</article></body></html>", url="https://paper.example/1", entry=entry)
    assert page.text.split("\n\n") == told


@pytest.mark.parametrize("end", ["</body></html>", "</BODY>\n</HTML >", "</html>", "</body></html><html><body>"])
@pytest.mark.parametrize("last", ["", "</body></html>", "</body></html>\n<!-- served in 3 ms -->\n"])
def test_what_stands_behind_the_end_of_the_page_is_on_it(end, last):
    told = [f"The harbour board met on day {day} and said that the ferry would be back in May." for day in range(9)]
    article = "".join(f"<p>{line}</p>" for line in told)
    page = clean(f"<html><body><header>The Bay Post</header>{end}\n<div>{article}</div>{last}", url=None)
    assert page.text.split("\n\n") == told


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("<div>" * _DEEP + "x" + "</div>" * _DEEP, ""),
        ("", "<div>" * _DEEP),
        ("<section>" * _DEEP, ""),
        ("<div><dd>" * _DEEP, ""),
        ("<x-box>" * _DEEP, "</x-box>" * _DEEP),
        ("<div class='" + "box " * 9 + "'>" * _DEEP, ""),
    ],
    ids=["before", "behind", "around, unclosed", "two kinds", "around", "with a class"],
)
def test_boxes_in_boxes_without_end_lose_no_story(before, behind):
    told = [f"The harbour board met on day {day} and said that the ferry would be back in May." for day in range(9)]
    article = "".join(f"<p>{line}</p>" for line in told)
    began = time.process_time()
    page = clean(
        f"<html><body>{before}<article>{article}</article>{behind}</body></html>", url="https://paper.example/"
    )
    assert page.text.split("\n\n") == told
    assert time.process_time() - began < 5


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_without_an_error(body):
    clean(body, url="https://paper.example/", content_type="text/html; charset=x-unknown")
