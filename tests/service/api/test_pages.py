"""The dashboard's pages as HTML, without a browser."""

from datetime import timedelta

import pytest

from schemas.article import Image
from schemas.feed import FeedState
from schemas.revision import RevisionKind
from tests.service.api.newsdesk import draft
from wirecopy.ledger import articles

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"


def page(desk, path, **values):
    answer = desk.client.get(path, headers={"Accept": "text/html"}, **values)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_empty_desk_says_what_to_do_next(desk):
    html = page(desk, "/")
    assert "Submit a feed above" in html
    assert "No feeds yet" in html
    assert "no fetcher heard of" in html
    for path in ("/articles", "/feeds", "/entries", "/entries?state=failed", "/docs"):
        assert 'class="empty"' in page(desk, path) or path == "/docs"


def test_the_desk_tells_that_the_broker_is_down(desk):
    desk.queues = None
    html = page(desk, "/")
    assert "down" in html
    assert "does not answer" in html


def test_markup_in_any_field_is_shown_as_text(desk):
    feed = desk.feed("https://harbour.example/rss", title=HOSTILE, tags=(HOSTILE,))
    desk.poll(feed, title=HOSTILE, error=HOSTILE)
    entry = desk.entry(feed, HOSTILE, failed=HOSTILE)
    root = desk.article(HOSTILE, HOSTILE, authors=(HOSTILE,), tags=(HOSTILE,), section=HOSTILE, language="en\"'<")
    desk.article(HOSTILE, HOSTILE + "!", host=HOSTILE, duplicate_of=root, evidence={HOSTILE: HOSTILE})
    paths = (
        "/",
        "/articles",
        f"/articles?q={HOSTILE}&host={HOSTILE}",
        f"/articles/{root}",
        f"/articles/{root + 1}",
        "/feeds",
        f"/feeds?q={HOSTILE}",
        f"/feeds/{feed.id}",
        f"/entries?feed={entry.feed_id}",
        "/entries?state=failed",
    )
    for path in paths:
        html = page(desk, path)
        assert "<script>alert" not in html, path
        assert "<img" not in html, path


def test_only_web_addresses_become_links_and_they_tell_nothing_of_us(desk):
    bad = desk.article("Bad link", "Text.", url="javascript:alert(1)", image=Image(url="data:text/html,x"))
    good = desk.article("Good link", "Text too.", url="https://harbour.example/a?b=1&c=2")
    assert 'href="javascript:' not in page(desk, f"/articles/{bad}")
    assert 'href="data:' not in page(desk, f"/articles/{bad}")
    html = page(desk, f"/articles/{good}")
    assert '<a href="https://harbour.example/a?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">' in html


def test_an_article_page_shows_how_the_record_came_to_be(desk):
    root = desk.article("Ferry late", "Nine were aboard.\n\nNobody was hurt.")
    copy = desk.article("Ferry was late", "Nine aboard.", duplicate_of=root, evidence={"shared": 14}, host="v.example")
    desk.now += timedelta(hours=1)
    with desk.ledger.begin() as conn:
        corrected = draft("Ferry late", "Ten were aboard.\n\nNobody was hurt.")
        articles.revise(
            conn, root, corrected, kind=RevisionKind.CORRECTION, sketch_keys=(), sketch_packed=b"", now=desk.now
        )
    html = page(desk, f"/articles/{root}")
    assert '<p dir="auto">Ten were aboard.</p>' in html
    assert '<del dir="auto">This story is over 5 years old.</del> <span class="tag">age-notice</span>' in html
    assert '<span class="tag kind-correction">correction</span>' in html
    assert '<p dir="auto" class="changed"><del>Nine </del><ins>Ten </ins>were aboard.</p>' in html
    assert '<p class="gap">1\xa0paragraph unchanged</p>' in html
    assert "Ferry was late" in html
    assert "shared: 14" in html
    assert "published first" in html
    assert "page:trafilatura" in html
    assert f'A copy of <a href="/articles/{root}">' in page(desk, f"/articles/{copy}")


def test_the_form_takes_a_feed_and_says_so(desk):
    answer = desk.client.post("/", data={"url": "harbour.example/rss"})
    assert answer.status_code == 303
    html = page(desk, answer.headers["Location"])
    assert "Taken" in html
    assert "harbour.example/rss" in html


@pytest.mark.parametrize(
    ("url", "said"), [("", "Enter the address"), ("ftp://files.example/x", "http"), ("http://127.0.0.1/", "127.0.0.1")]
)
def test_the_form_comes_back_with_what_is_wrong(desk, url, said):
    answer = desk.client.post("/", data={"url": url})
    assert answer.status_code == 422
    assert f'value="{url}"' in answer.text
    message = answer.text.split('role="alert">')[1].split("</p>")[0]
    assert said in message
    assert desk.client.get("/v1/feeds").json()["items"] == []


def test_an_old_confirmation_link_of_a_removed_feed_still_opens(desk):
    assert "Taken" not in page(desk, "/?submitted=99")


def test_a_feed_is_paused_resumed_polled_and_removed_by_its_buttons(desk):
    feed = desk.feed()
    where = f"/feeds/{feed.id}"
    assert "Pause" in page(desk, where)
    assert desk.client.post(f"{where}/pause").headers["Location"] == where
    assert "Resume" in page(desk, where)
    assert "Poll now" not in page(desk, where)
    desk.client.post(f"{where}/resume")
    assert desk.client.post(f"{where}/poll").status_code == 303
    assert desk.client.post(f"{where}/remove").headers["Location"] == "/feeds"
    assert desk.client.get(where).status_code == 404


def test_a_local_feed_has_no_buttons_that_poll(desk):
    feed = desk.feed("file:harbour.xml", state=FeedState.LOCAL)
    html = page(desk, f"/feeds/{feed.id}")
    assert "Poll now" not in html
    assert "Resume" not in html


def test_failed_entries_show_their_traceback_and_go_round_again(desk):
    feed = desk.feed()
    one = desk.entry(feed, "Broken", failed="Traceback (most recent call last):\nValueError: bad page")
    desk.entry(feed, "Broken too", failed="OSError: no room")
    html = page(desk, "/entries?state=failed")
    assert "Traceback (most recent call last):" in html
    assert '<span class="bad">ValueError: bad page</span>' in html
    answer = desk.client.post(f"/entries/{one.id}/retry")
    html = page(desk, answer.headers["Location"])
    assert "1\u00a0entry sent round again" in html
    assert "Broken too" in html
    assert "ValueError" not in html
    html = page(desk, desk.client.post("/entries/retry-failed").headers["Location"])
    assert "Nothing has failed" in html


def test_an_opml_file_is_imported_with_a_report(desk):
    body = (
        b'<opml version="2.0"><body><outline type="rss" text="H" xmlUrl="https://harbour.example/rss"/></body></opml>'
    )
    answer = desk.client.post("/feeds/import", files={"file": ("mine.opml", body, "text/xml")})
    assert answer.status_code == 200
    assert "1\u00a0new feed" in answer.text


def test_lists_lead_on_to_what_does_not_fit(desk):
    for number in range(51):
        desk.feed(f"https://harbour.example/{number}")
    html = page(desk, "/feeds")
    onward = html.split('class="further"><a href="')[1].split('"')[0].replace("&amp;", "&")
    assert "harbour.example/50" not in html
    assert "harbour.example/50" in page(desk, onward)
