"""The filters, as commands: `parse`, `clean`, `dedupe`."""

import json
from datetime import UTC, datetime

import pytest

from services.demo.server import DemoNewsroom
from tests.acceptance.command import json_lines, wirecopy
from tests.newsroom import Newsroom, words

pytestmark = pytest.mark.slow

PAGE = (
    "<html lang=en><head><title>Ferry | Paper</title><meta property='og:title' content='The ferry is late'></head>"
    "<body><nav>Home World</nav><article><h1>The ferry is late</h1><p>This story is over 5 years old.</p>"
    "<p>{}</p><p>{}</p><p>Sign up for our newsletter.</p></article></body></html>"
)


def page(seed: str) -> str:
    one, two, *_ = words.paragraphs(seed)
    return PAGE.format(one, two)


def test_parse_prints_an_object_for_each_file_and_goes_on_after_a_bad_one(tmp_path):
    with Newsroom() as newsroom:
        story = newsroom.article("/a")
        newsroom.feed("/feed.xml", [story])
        body = newsroom._scripts["/feed.xml"][0].body
    (tmp_path / "good.xml").write_bytes(body)
    (tmp_path / "bad.html").write_text("<!doctype html><p>Hello")
    done = wirecopy(
        "parse", tmp_path / "good.xml", tmp_path / "bad.html", tmp_path / "missing.xml", tmp_path / "good.xml"
    )
    assert done.returncode == 1
    first, second = json_lines(done.stdout)
    assert first == second
    assert set(first) == {"feed", "entries"}
    assert first["entries"][0]["title"] == story.title
    assert "bad.html" in done.stderr
    assert "missing.xml" in done.stderr


def test_parse_reads_standard_input_with_a_charset_from_the_header():
    feed = '<rss version="2.0"><channel><title>Ö</title><item><title>ä</title></item></channel></rss>'
    done = wirecopy(
        "parse", "-", "--content-type", "application/rss+xml; charset=iso-8859-1", stdin=feed.encode("latin-1")
    )
    (parsed,) = json_lines(done.stdout)
    assert (parsed["feed"]["title"], parsed["entries"][0]["title"]) == ("Ö", "ä")


def test_clean_prints_the_record_of_one_page():
    done = wirecopy("clean", "--url", "https://www.paper.example/ferry?utm_source=x", stdin=page("one").encode())
    assert done.returncode == 0, done.stderr
    (record,) = json_lines(done.stdout)
    assert record["title"] == "The ferry is late"
    assert record["source"]["host"] == "paper.example"
    assert record["text"] == "\n\n".join(words.paragraphs("one")[:2])
    reasons = {removal["reason"] for removal in record["provenance"]["removed"]}
    assert {"age-notice", "newsletter-prompt"} <= reasons


def test_clean_keeps_the_order_of_its_lines_and_names_bad_ones():
    lines = [json.dumps({"id": n, "url": f"https://paper.example/{n}", "html": page(str(n))}) for n in range(40)]
    lines[7] = '{"id": "seven", "html": 7}'
    lines[8] = "{broken"
    done = wirecopy("clean", "--jsonl", stdin="\n".join(lines).encode())
    assert done.returncode == 1
    answers = json_lines(done.stdout)
    assert [answer["id"] for answer in answers] == [*range(7), "seven", None, *range(9, 40)]
    assert all(words.paragraphs(str(n))[0] in answers[n]["text"] for n in range(7))
    assert "error" in answers[7]
    assert "error" in answers[8]


def test_what_clean_and_ingest_make_of_a_page_is_the_same(tmp_path):
    with DemoNewsroom(now=datetime.now(UTC)) as newsroom:
        import urllib.request

        done = wirecopy("ingest", newsroom.feeds[0], "--data", tmp_path, "--output", "-")
        for stored in json_lines(done.stdout)[:3]:
            if stored["provenance"]["extractor"].startswith("feed"):
                continue
            with urllib.request.urlopen(stored["url"]) as answer:
                (record,) = json_lines(wirecopy("clean", "--url", stored["url"], stdin=answer.read()).stdout)
            assert record["text"] == stored["text"]
            assert record["content_hash"] == stored["content_hash"]


def test_dedupe_judges_each_line_in_order_and_goes_on_after_a_bad_one():
    text = " ".join(words.paragraphs("one"))
    lines = [
        {"id": "a", "url": "https://one.example/a", "title": "The ferry is late", "text": text},
        {"id": "b", "url": "https://two.example/b", "title": "Late ferry", "text": text},
        {"id": "c", "url": "https://two.example/c", "title": "Else", "text": " ".join(words.paragraphs("two"))},
        {"id": "d", "url": "https://one.example/a", "title": "The ferry is late", "text": text + " It came at last."},
    ]
    stdin = "\n".join([json.dumps(lines[0]), "no json", *map(json.dumps, lines[1:])]).encode()
    done = wirecopy("dedupe", stdin=stdin)
    assert done.returncode == 1
    assert "2" in done.stderr
    answers = json_lines(done.stdout)
    assert [(a["id"], a["verdict"], a["duplicate_of"], a["story"]) for a in answers] == [
        ("a", "new", None, "a"),
        ("b", "duplicate", "a", "a"),
        ("c", "new", None, "c"),
        ("d", "revision", None, "a"),
    ]
    assert all(0 <= answer["score"] <= 1 for answer in answers)
