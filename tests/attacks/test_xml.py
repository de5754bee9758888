"""Hostile documents, read in the cells in which the fetcher reads them."""

from __future__ import annotations

import asyncio
import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.feed import ParsedFeed
from tests.attacks.cases import case
from tests.attacks.markup import dangers
from tests.attacks.measures import Measured, measured, parse_or_refuse, read_and_clean
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)

MIB = 2**20
ROOM = 3
"""How often the time that a case allows may pass on a busy machine. The inputs take quadratic readers far longer."""

ITEM = "<item><title>Ferry late</title><link>http://paper.example/1</link><description>The ferry.</description></item>"


def rss(items: str, before: str = "") -> bytes:
    root = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    return f"<?xml version='1.0'?>{before}{root}<channel><title>T</title>{items}</channel></rss>".encode()


def with_content(html: str) -> bytes:
    return rss(f"<item><title>Ferry late</title><content:encoded><![CDATA[{html}]]></content:encoded></item>")


def read(cells: Cells, body: bytes) -> Measured:
    """What the cell makes of the body, the entries' own content cleaned with it, and what it cost."""
    return asyncio.run(cells.run(measured, read_and_clean, body))


def parsed(cells: Cells, body: bytes) -> ParsedFeed:
    found, _ = read(cells, body).result
    assert isinstance(found, ParsedFeed), found
    return found


def told(found: Any) -> str:
    """All that was read, as text."""
    return found.model_dump_json() if isinstance(found, ParsedFeed) else json.dumps(found)


@pytest.fixture
def fresh_cells():
    """A cell that has read nothing yet, so that its memory tells of one document alone."""
    pool = Cells(1, timeout=20.0, memory_bytes=2 * 2**30, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


# ---- entities and inclusions


@case("xml-billion_laughs")
def test_a_billion_laughs_are_not_laughed(fresh_cells):
    read(fresh_cells, rss(ITEM))
    declared = "".join(f"<!ENTITY lol{n} '{f'&lol{n - 1};' * 10}'>" for n in range(1, 10))
    item = "<item><title>&lol9;</title><description>&lol9;</description></item>"
    body = rss(item + ITEM, f"<!DOCTYPE rss [<!ENTITY lol0 'lol'>{declared}]>")
    (found, texts), cpu, memory = read(fresh_cells, body)
    assert cpu < 1
    assert memory < 64 * MIB
    assert len(told(found)) + sum(map(len, texts)) < 10 * len(body)
    assert [entry.title for entry in found.entries][-1] == "Ferry late"


@case("xml-param_entity_laughs")
def test_parameter_entities_are_not_expanded(cells):
    declared = "".join(f"<!ENTITY % a{n} '{f'%a{n - 1};' * 10}'>" for n in range(1, 10))
    before = f"<!DOCTYPE rss [<!ENTITY % a0 'lol'>{declared}<!ENTITY % big '%a9;'> %big;]>"
    body = rss(f"<item><title>&big;%a9;</title></item>{ITEM}", before)
    (found, _), cpu, memory = read(cells, body)
    assert len(told(found)) < 10 * len(body)
    assert "lollol" not in told(found)
    assert (cpu < 1, memory < 64 * MIB) == (True, True)


@case("xml-xxe_file")
def test_no_file_comes_into_a_feed(cells, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the answer is 4711")
    for declared in (
        f"<!ENTITY x SYSTEM 'file://{secret}'>",
        f"<!ENTITY x PUBLIC 'a' '{secret}'>",
        f"<!ENTITY % p SYSTEM 'file://{secret}'> %p; <!ENTITY x '%p;'>",
    ):
        item = "<item><title>&x;</title><link>http://paper.example/&x;</link><description>&x;</description></item>"
        for body in (rss(item, f"<!DOCTYPE rss [{declared}]>"), rss(item, f"<!DOCTYPE rss [{declared}]>")[:-20]):
            found, texts = read(cells, body).result
            assert "4711" not in told(found) + "".join(texts)
    found, _ = read(cells, rss(ITEM, f"<!DOCTYPE rss SYSTEM 'file://{secret}'>")).result
    assert "4711" not in told(found)


@case("xml-xinclude")
def test_inclusions_are_not_processed(cells, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the answer is 4711")
    include = f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='file://{secret}'/>"
    sheet = f"<?xml-stylesheet type='text/xsl' href='file://{secret}'?>"
    item = f"<item><title>A{include}</title><description>{include}</description>{include}</item>"
    found, texts = read(cells, rss(item + include + ITEM, sheet)).result
    assert "4711" not in told(found) + "".join(texts)
    assert found.entries[-1].title == "Ferry late"


# ---- depth, width, floods: time that does not grow by the square


@case("xml-deep_nesting_100k")
def test_a_hundred_thousand_levels_cost_no_stack(cells):
    deep = "<a>" * 100_000
    for body in (
        rss(deep + ITEM),
        rss(f"<item><title>A</title><description>{deep}x{'</a>' * 100_000}</description></item>"),
        b"<rss>" * 100_000,
    ):
        result = read(cells, body)
        assert result.cpu < 1 * ROOM
    assert parsed(cells, rss(ITEM)).entries, "the cell is alive"


@case("xml-deep_nesting_html_100k")
def test_html_of_a_hundred_thousand_levels_is_made_flat_before_it_is_walked(cells):
    deep = "<div>" * 100_000
    for body in (
        with_content(f"{deep}<p>The ferry is late.</p>"),
        with_content(f"{deep}x{'</div>' * 100_000}"),
        rss(f"<item><title>{'&lt;b&gt;' * 100_000}</title><description>{'&lt;div&gt;' * 100_000}</description></item>"),
    ):
        result = read(cells, body)
        assert result.cpu < 1 * ROOM
    _, (text,) = read(cells, with_content(f"<p>The ferry is late.</p>{deep}<p>It lies deep.</p>")).result
    assert text.split("\n\n") == ["The ferry is late.", "It lies deep."]


@case("xml-many_attrs_100k")
def test_a_hundred_thousand_attributes_take_linear_time(cells):
    many = " ".join(f"a{n}='1'" for n in range(100_000))
    spaces = " ".join(f"xmlns:a{n}='u{n}'" for n in range(100_000))
    for body in (
        rss(f"<item {many}><title>Ferry late</title></item>"),
        rss(f"<item {spaces}><title>Ferry late</title></item>"),
        rss(f"<item {many}><title>Ferry late</title><link>&bad</item>")[:-30],
        with_content(f"<p {many}>Ferry late</p>"),
    ):
        result = read(cells, body)
        assert result.cpu < 1 * ROOM
        assert result.result[0].entries[0].title == "Ferry late"


@case("xml-many_items_200k")
def test_entries_are_capped(cells):
    for body in (
        rss("<item><title>x</title></item>" * 200_000),
        rss("".join(f"<item><title>x</title><guid>{n}</guid></item>" for n in range(200_000))),
    ):
        result = read(cells, body)
        found = result.result[0]
        assert len(found.entries) == 5000
        assert found.warnings == ("200000 entries; the first 5000 were read",)
        assert result.cpu < 1 * ROOM


@case("xml-huge_title_20MB")
def test_a_huge_body_is_refused_and_a_huge_title_cut(cells, desk, newsroom):
    huge = rss(f"<item><title>{'x' * 20 * MIB}</title></item>")
    failed = desk.feed(desk.read(newsroom.raw("/huge-title", huge)))
    assert "allowed" in (failed.last_error or "")
    assert desk.entries(failed.id) == []
    result = read(cells, rss(f"<item><title>{'x' * 9 * MIB}</title></item>"))
    assert len(result.result[0].entries[0].title) == 1000
    assert result.cpu < 1 * ROOM


@case("xml-many_lt_500k")
def test_half_a_million_signs_of_less_take_linear_time(cells):
    for body in (
        rss(f"<item><title>{'<' * 500_000}</title></item>"),
        rss(f"<item><title>{'< ' * 500_000}</title></item>{ITEM}"),
        b"<" * 500_000,
        b"<rss>" + b"< " * 500_000,
        rss(f"<item><title><![CDATA[{'<' * 500_000}]]></title></item>"),
        with_content("<" * 500_000),
    ):
        assert read(cells, body).cpu < 1 * ROOM


@case("xml-doctype_repeat_50k")
def test_fifty_thousand_document_types_take_linear_time(cells):
    for doctype in ("<!DOCTYPE rss>", "<!DOCTYPE rss [", "<!DOCTYPE rss []>", "<!DOCTYPE "):
        result = read(cells, rss(ITEM, doctype * 50_000))
        assert result.cpu < 1 * ROOM, doctype
    assert parsed(cells, rss(ITEM, "<!DOCTYPE rss>" * 50_000)).entries[0].title == "Ferry late"


@case("xml-entity_decl_50k")
def test_fifty_thousand_declared_entities_take_linear_time(cells):
    declared = f"<!DOCTYPE rss [{''.join(f'<!ENTITY e{n} {chr(39)}x{chr(39)}>' for n in range(50_000))}]>"
    used = "".join(f"&e{n};" for n in range(50_000))
    for body in (rss(ITEM, declared), rss(f"<item><title>{used}</title></item>{ITEM}", declared)):
        result = read(cells, body)
        assert result.cpu < 1 * ROOM
        assert result.result[0].entries[-1].title == "Ferry late"


@case("xml-cdata_in_malformed_200k")
def test_two_hundred_thousand_sections_in_a_broken_document_take_linear_time(cells):
    for section in ("<![CDATA[x]]>", "<![CDATA[", "<!--", "]]>"):
        body = f"<rss><channel>{ITEM}<item><title>&bad;{section * 200_000}</title>".encode()
        result = read(cells, body)
        assert result.cpu < 1 * ROOM, section
        assert result.result[0].entries[0].title == "Ferry late"


@case("xml-unclosed_cdata")
def test_a_section_that_never_ends_is_no_crash(cells):
    for body in (
        rss(f"{ITEM}<item><title><![CDATA[never ends")[:-30],
        rss(f"{ITEM}<item><title>A</title><description><![CDATA[never ends</description></item>"),
        rss(f"{ITEM}<item><title><![CDATA[a]]")[:-25],
        rss(f"{ITEM}<item><![CDATA["),
    ):
        found = parsed(cells, body)
        assert found.entries[0].title == "Ferry late"
        assert found.warnings


# ---- what comes out


@case("xml-null_bytes")
def test_nul_is_in_nothing_that_is_stored_and_in_no_address(desks, cells, newsroom):
    story = newsroom.article("/nul/story")
    item = (
        "<item><title>Ferry\0 late &#0; again</title><guid>a\0b</guid><category>t\0</category>"
        "<description>The fer\0ry came in late, as it did on the day before.</description><author>I\0da</author>"
        f"<link>{story.url}</link></item><item><title>Second</title><link>{newsroom.origin}/\0x</link></item>"
    )
    body = rss(item)
    assert b"\0" in body
    assert "\\u0000" not in told(parsed(cells, body))
    data = {"version": "https://jsonfeed.org/version/1.1", "title": "a\0", "items": [{"id": "\0x", "title": "a\0b"}]}
    data["items"][0] |= {"content_html": "<p>a\0</p>", "url": newsroom.url("/\0"), "tags": ["\0"]}
    assert "\\u0000" not in told(parsed(cells, json.dumps(data).encode()))
    for desk in desks:
        for path, document in (("/nul/feed", body), ("/nul/json", json.dumps(data).encode())):
            feed_id = desk.read(newsroom.raw(path, document))
            assert desk.feed(feed_id).failures == 0
            assert desk.entries(feed_id)
            for shown in (*desk.data(feed_id).values(), *desk.pages(feed_id).values()):
                assert "\0" not in shown
                assert "\\u0000" not in shown
        assert desk.web.post("/v1/feeds", json={"url": "http://paper.example/\0"}).status_code == 422


@case("xml-script_title")
def test_no_script_in_any_field_that_is_shown_as_html(desk, newsroom, tmp_path):
    script, image = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"
    escaped = (script + image).replace("<", "&lt;")
    story = newsroom.article("/script/story", title=f"Ferry late {script}", author=script, section=image, tags=[script])
    document = rss(
        f"<item><title>{escaped}Ferry</title><link>{story.url}</link><description>{escaped}</description>"
        f"<author>{escaped}</author><category>{escaped}</category><guid isPermaLink='false'>{escaped}</guid>"
        f"<content:encoded><![CDATA[{script}{image}<a href='java&#9;script:alert(1)'>x</a>"
        f"<a href='javascript:alert(1)'>x</a><svg onload=alert(1)></svg>"
        f"<p onclick='alert(1)'>Fine.]]></content:encoded></item>"
        f"<item><title>Second</title><link>javascript:alert(1)</link><enclosure url='data:text/html,x'/></item>"
        f"<item><title>Third</title><link>java&#9;script:alert(1)</link></item>",
    )
    feed_id = desk.read(newsroom.raw("/script/feed", document))
    for entry in desk.entries(feed_id):
        assert entry.url is None or entry.url.startswith("http://")
        assert entry.item.enclosures == ()
    for path, html in desk.pages(feed_id).items():
        assert dangers(html) == [], path
    for path, answer in desk.data(feed_id).items():
        assert "content_html" not in answer or '"content_html":null' in answer, path
    # The filter hands the content on as HTML, and makes it safe.
    (tmp_path / "feed.xml").write_bytes(document)
    shown = json.loads(desk.command("parse", str(tmp_path / "feed.xml")))["entries"][0]["content_html"]
    assert shown == '<img src="x"><a>x</a><a>x</a><p>Fine.</p>'


@case("xml-utf7")
def test_utf_7_is_never_decoded(cells):
    hidden = "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    body = f"<?xml version='1.0' encoding='utf-7'?><rss><channel><item><title>{hidden}</title></item></channel></rss>"
    for encoding in ("utf-7", "UTF7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csUTF7", "u7"):
        document = body.replace("utf-7", encoding).encode()
        found = asyncio.run(
            cells.run(craft.parse_feed, document, "http://paper.example/", f"text/xml; charset={encoding}")
        )
        assert found.entries[0].title == hidden
    page = f"<html><head><meta charset='utf-7'></head><body><p>{hidden}</p></body></html>".encode()
    sent_as = "text/html; charset=utf-7"
    landing, _ = asyncio.run(
        cells.run(craft.land_page, page, "http://paper.example/", sent_as, {}, None, found.entries[0], {}, NOW)
    )
    assert landing.page is not None
    assert "<script" not in landing.page.model_dump_json()


@case("xml-encoding_zlib_codec")
def test_a_codec_that_is_no_charset_is_never_used(cells):
    document = rss("<item><title>Ferry late</title></item>").replace(b"?>", b" encoding='utf-8'?>", 1)
    for codec in ("zlib_codec", "zlib", "bz2_codec", "hex_codec", "base64_codec", "rot13", "idna", "punycode", "raw"):
        labelled = document.replace(b"utf-8", codec.encode(), 1)
        found = asyncio.run(cells.run(parse_or_refuse, labelled))
        assert found.entries[0].title == "Ferry late", codec
        content_type = f"text/xml; charset={codec}"
        found = asyncio.run(cells.run(craft.parse_feed, document, "http://paper.example/", content_type))
        assert found.entries[0].title == "Ferry late", codec
    packed = zlib.compress(document)
    assert isinstance(asyncio.run(cells.run(parse_or_refuse, packed)), str)
