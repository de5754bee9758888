"""One page to one record: which witness gives the text, and that nothing a page holds makes cleaning fail."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import FeedEntry
from wirecopy.cleaning import clean

LEAD = "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships."
MORE = "The first ferry left at noon with forty passengers, and the second one followed it an hour later."
LONG = [f"{LEAD} {MORE} That was paragraph {number}." for number in range(8)]


def page(body, head=""):
    return f"<!doctype html><html lang=en><head><title>Harbour reopens</title>{head}</head><body>{body}</body></html>"


def article(*paragraphs):
    return "<article>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</article>"


def test_paragraphs_headings_lists_and_quotes_stay_apart_and_unmarked():
    markup = page(
        f"<article><h1>Harbour reopens</h1><p>{LEAD}</p><h2>What <em>now</em>?</h2><ul><li>One <b>boat</b></li>"
        f"<li>Two boats</li></ul><blockquote><p>Never again, he said.</p></blockquote><p>{MORE}</p></article>"
    )

    text = clean(markup).text

    assert text.split("\n\n") == [LEAD, "What now?", "One boat", "Two boats", "Never again, he said.", MORE]


def test_two_line_breaks_end_a_paragraph_and_one_does_not():
    text = clean(page(f"<article><p>{LEAD}<br><br>{MORE}<br>And so on it goes, hour after hour.</p></article>")).text

    assert text.split("\n\n") == [LEAD, f"{MORE} And so on it goes, hour after hour."]


def test_captions_bylines_share_bars_and_author_boxes_stay_out():
    markup = page(
        f"<article><h1>Harbour reopens</h1><div class='post-byline'>Ann Berg, chief reporter</div>"
        f"<figure><img src=a.jpg><figcaption>The pier on Monday morning.</figcaption></figure><p>{LEAD}</p>"
        f"<p>{MORE}</p><div class='share-buttons'><p>Tell all your friends about it</p></div>"
        "<div class='author-bio'><p>Ann Berg has covered the coast since 1998 and lives on a boat.</p></div></article>"
    )

    assert clean(markup).text.split("\n\n") == [LEAD, MORE]


def test_a_story_in_a_box_with_the_name_of_furniture_is_not_lost():
    markup = page(f"<div class='related-content'>{article(*LONG)}</div>")

    assert clean(markup).text.split("\n\n") == LONG


def test_json_ld_stands_in_where_the_page_holds_much_less():
    body = "\\n\\n".join(LONG)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'

    cleaned = clean(page(article(LEAD), head))

    assert cleaned.provenance.extractor == "page:json-ld"
    assert cleaned.text.split("\n\n") == LONG


def test_json_ld_does_not_stand_in_for_a_page_that_holds_the_story():
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{" ".join(LONG)}"}}</script>'

    cleaned = clean(page(article(*LONG), head))

    assert cleaned.provenance.extractor == "page:blocks"
    assert cleaned.text.split("\n\n") == LONG


def test_the_feeds_content_stands_in_where_the_page_holds_much_less():
    entry = FeedEntry(key="1", content_html="".join(f"<p>{paragraph}</p>" for paragraph in LONG))

    cleaned = clean(page(article(LEAD)), entry=entry)

    assert cleaned.provenance.extractor == "feed:content"
    assert cleaned.text.split("\n\n") == LONG


def test_residue_is_removed_with_its_reason_and_the_rest_is_untouched():
    cleaned = clean(page(article("This story is over 5 years old.", *LONG, "Sign up for our newsletter.")))

    assert cleaned.text.split("\n\n") == LONG
    assert [removal.reason for removal in cleaned.provenance.removed] == ["age-notice", "newsletter-prompt"]


@pytest.mark.parametrize("markup", ["", " ", b"", b"\0", "<html>", "<!-- x -->", b"\xff\xfe", "%PDF-1.7 \x00\x01"])
def test_a_page_without_an_article_gives_an_empty_record(markup):
    cleaned = clean(markup, url="https://bay.example/x")

    assert len(cleaned.text) < 20
    assert cleaned.url == "https://bay.example/x"


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=400)),
    st.one_of(st.none(), st.text(max_size=40)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_junk_never_fails(junk, url, content_type):
    clean(junk, url=url, content_type=content_type)


_TAGS = st.sampled_from("div p span a b ul li table tr td h1 h2 figure script style time meta br blockquote".split())
_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="author-bio"',
        ' rel="author"',
        ' datetime="2024-13-45T99:99"',
        ' property="article:published_time" content="9999999999"',
        ' type="application/ld+json"',
        ' name="robots" content="noai,,"',
        ' href="http://[::1"',
        ' itemprop="datePublished"',
    ]
)
_PIECES = st.one_of(
    st.builds("<{}{}>".format, _TAGS, _ATTRIBUTES),
    st.builds("</{}>".format, _TAGS),
    st.sampled_from(
        ['{"@type":"NewsArticle","author":[[{}]],"image":[null,1,{"url":2}]}', LEAD, "By Ann Berg", "&#0;"]
    ),
    st.text(max_size=20),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_broken_markup_never_fails(markup):
    clean(markup, url="https://bay.example/2024/02/31/x", content_type="text/html")


STORY = f"<p>{LEAD}</p><p>{MORE}</p>"
HOSTILE = {
    "100,000 open tags": "<div>" * 100_000 + STORY,
    "100,000 open bold tags": STORY + "<b>" * 100_000 + LEAD,
    "100,000 paragraphs": "<p>short</p>" * 100_000 + STORY,
    "200,000 links": STORY + "<a href=x>link text</a> " * 200_000,
    "100,000 attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + f">{LEAD}</p>",
    "five megabytes of text": f"<p>{LEAD} </p>" * 45_000,
    "five megabytes in a word": "<p>" + "a" * 5_000_000,
    "deep JSON-LD": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + STORY,
    "many articles in JSON-LD": '<script type="application/ld+json">['
    + ",".join('{"@type":"Article","author":{"@id":"#x"}}' for _ in range(20_000))
    + "]</script>"
    + STORY,
    "50,000 bylines": '<a rel="author">Ann Berg</a>' * 50_000 + STORY,
    "a title of separators": "<title>" + "a | " * 100_000 + "</title>" + STORY,
    "many labels": "".join("<p>Related stories</p>" for _ in range(20_000)) + STORY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_bounded_time(name):
    started = time.process_time()

    clean(f"<html><body><article>{HOSTILE[name]}", url="https://bay.example/x")

    # A linear page of this size takes one to three seconds; what is quadratic takes minutes.
    assert time.process_time() - started < 15


def test_text_below_hundreds_of_unclosed_tags_is_still_found():
    assert LEAD in clean(f"<html><body><article><p>{MORE}</p>{'<font>' * 600}<p>{LEAD}</p>").text
