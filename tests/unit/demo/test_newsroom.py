"""The newsroom that ships with wirecopy: its pages, feeds and what is expected of a run over them."""

import urllib.error
import urllib.request
from datetime import UTC, datetime

import feedparser
import pytest
from bs4 import BeautifulSoup

from services.demo.content import pages, sites
from services.demo.expected import expected
from services.demo.server import DemoNewsroom
from wirecopy.feeds.discover import discover
from wirecopy.feeds.parse import parse

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def newsroom():
    with DemoNewsroom(now=NOW) as room:
        yield room


def ask(url, **headers):
    """The status, body and headers of an answer, whatever the status."""
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers=headers))
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read(), answer.headers


def get(url):
    status, body, headers = ask(url)
    assert status == 200
    return body, headers


def feed_urls(newsroom):
    """The feeds, the one behind the front page included."""
    urls = []
    for url in newsroom.feeds:
        urls += [found.url for found in discover(get(url)[0], url=url)] if url.endswith("/") else [url]
    return urls


def test_every_feed_is_read_alike_by_our_parser_and_by_feedparser(newsroom):
    listed = 0
    for url in feed_urls(newsroom):
        body, _ = get(url)
        ours, theirs = parse(body, url=url), feedparser.parse(body)
        # feedparser counts the item that the broken feed was cut off in; it has no link.
        assert [entry.url for entry in ours.entries if entry.url] == [e.link for e in theirs.entries if "link" in e]
        listed += sum(1 for entry in ours.entries if entry.url)
    here = expected(NOW)
    assert listed == len(here.stored) + len(here.rejected) + here.same_url


def test_every_page_holds_its_story_and_all_the_boilerplate(newsroom):
    seen = 0
    for url in feed_urls(newsroom):
        for entry in parse(get(url)[0], url=url).entries:
            if not entry.url:
                continue
            status, body, _ = ask(entry.url)
            if status == 404:
                continue
            words = sites()[newsroom.site_of(entry.url)].words
            text = BeautifulSoup(body, "lxml").get_text()
            for phrase in ("newsletter", "share", "related", "comments", "cookies", "footer"):
                assert words[phrase] in text
            seen += 1
    assert seen > 15


def test_an_unchanged_page_costs_a_304(newsroom):
    url = newsroom.feeds[0]
    _, headers = get(url)
    status, body, _ = ask(url, **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


def test_the_second_edition_changes_the_corrected_story_and_nothing_else():
    before, after = ({(p.site.slug, p.slug): p for p in pages(NOW, edition)} for edition in (1, 2))
    changed = {key for key in before if before[key] != after[key]}
    assert changed == expected(NOW).revised == {("harbour-ledger", "budget")}
    assert "4.3 million" in after["harbour-ledger", "budget"].paragraphs[0]


def test_what_is_expected_covers_every_case_of_the_demonstration():
    here = expected(NOW)
    assert len(here.copies) >= 4
    assert here.copies["northern-post", "ferry"] == ("harbour-ledger", "ferry")
    assert {site for site, _ in here.age_notices} == {"lantern", "elbtal-kurier"}
    assert here.rejected == {("harbour-ledger", "dead-link")}
    assert here.same_url == 2
    assert ("harbour-ledger", "lost-page") in here.stored
