"""Where a request for an article lands: walls are known in many languages, and stories about them are stories."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import FeedEntry
from schemas.wall import Wall
from tests.unit.cleaning import wall_pages as pages
from tests.unit.cleaning.wall_pages import ARTICLES, SENTENCES, URL, WALLS, page, story, teasers
from wirecopy.cleaning.landing import Landing, land
from wirecopy.cleaning.walls import is_challenge
from wirecopy.cleaning.wallwords import asks_for_subscription, headline_wall, line_wall


def landed(
    markup: str, *, url: str = URL, asked: str = URL, title: str = "Ferry sails", summary: str = "", **headers: str
) -> Landing:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    entry = FeedEntry(key="1", title=title, summary=summary)
    return land(
        markup.encode(), url=url, content_type="text/html; charset=utf-8", headers=fields, asked=asked, entry=entry
    )


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_known_for_what_it_is(name):
    wall, markup = WALLS[name]
    assert landed(markup).wall is wall


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_an_article_whatever_it_tells_of(name):
    landing = landed(
        ARTICLES[name], title=pages.HEADLINES.get(name, "Something else"), summary=pages.SUMMARIES.get(name, "")
    )
    assert (landing.wall, landing.leads_to) == (None, None)
    assert landing.page.text


@pytest.mark.parametrize("name", ARTICLES)
def test_no_article_is_taken_for_a_wall_because_its_feed_says_nothing(name):
    if name not in pages.HEADLINES:
        assert landed(ARTICLES[name], title="").wall is None


def test_a_story_under_its_own_headline_is_no_error_page():
    markup = page("Page not found", f"<h1>Page not found</h1><article><p>{SENTENCES['en'] * 8}</p></article>")
    assert landed(markup, title="Page not found").wall is None
    assert landed(markup, title="Ferry sails").wall is Wall.SOFT_404
    dated = "<meta property=og:type content=article><meta property=article:published_time content=2024-03-05>"
    assert landed(markup.replace("</head>", dated + "</head>")).wall is None


@pytest.mark.parametrize(
    ("here", "wall"),
    [
        ("https://www.baypost.example/", Wall.REDIRECTED_HOME),
        ("https://baypost.example/index.html", Wall.REDIRECTED_HOME),
        ("https://www.baypost.example/2024/03/", Wall.REDIRECTED_HOME),
        ("https://www.baypost.example/news", Wall.REDIRECTED_HOME),
        ("https://www.baypost.example/news/ferry-sails-again-4711.html", None),
        ("https://other.example/", None),
        ("https://www.baypost.example/account/login?next=%2F", Wall.LOGIN),
        ("https://login.baypost.example/auth?x=1", Wall.LOGIN),
        ("https://consent.baypost.example/v2/collectConsent?id=1", Wall.CONSENT),
        ("https://www.baypost.example/consent/?ref=x", Wall.CONSENT),
    ],
)
def test_a_redirect_that_leads_away_from_the_article_is_known_by_its_address(here, wall):
    assert landed(page("Bay Post", teasers(4)), url=here).wall is wall


@pytest.mark.parametrize("here", ["https://www.baypost.example/", "https://www.baypost.example/news"])
def test_a_redirect_to_the_story_is_followed_wherever_it_is(here):
    assert landed(story("Ferry sails"), url=here).wall is None


@pytest.mark.parametrize("name", pages.SUBSCRIBERS)
def test_a_lead_in_front_of_a_paywall_is_kept_and_marked(name):
    lead = f"<article><h1>Ferry sails</h1><p>{SENTENCES['en'] * 3}</p><p>{pages.SUBSCRIBERS[name]}</p></article>"
    landing = landed(page("Ferry sails", lead))
    assert landing.wall is None
    assert landing.page.paywalled is True
    assert landing.page.provenance.fields["paywalled"] == "wording"
    assert "The harbour office said" in landing.page.text


@pytest.mark.parametrize(
    "below",
    [
        "<div hidden><p>Subscribe to continue reading.</p></div>",
        "<div style='display: none'><div><p>Subscribe to continue reading.</p></div></div>",
        "<p>Subscribe to our newsletter.</p>",
        "<template><p>Subscribe to continue reading.</p></template>",
    ],
)
def test_what_is_hidden_is_no_paywall(below):
    assert landed(story("Ferry sails", below=below)).page.paywalled is None


def test_a_whole_story_on_a_page_that_sells_subscriptions_is_not_cut_off():
    assert landed(story("Ferry sails", below="<p>Subscribe to continue reading.</p>", times=25)).page.paywalled is None


@pytest.mark.parametrize(
    "field",
    [{"cf_mitigated": "challenge"}, {"x_amzn_waf_action": "captcha"}, {"x_vercel_mitigated": "challenge"}],
)
def test_a_guard_may_tell_in_a_header(field):
    assert landed(page("Bay Post", "<p>One moment.</p>"), **field).wall is Wall.CHALLENGE


def test_a_refusal_by_a_guard_is_told_from_others():
    assert is_challenge({"cf-mitigated": "challenge"}, b"")
    assert is_challenge({}, pages.GUARDS["datadome"].encode())
    assert not is_challenge({"server": "cloudflare"}, b"<h1>403 Forbidden</h1>")


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/2024/03/ferry", "https://www.baypost.example/2024/03/ferry"),
        ("0;URL='https://baypost.example/x'", "https://baypost.example/x"),
        ("2, https://m.baypost.example/x#top", "https://m.baypost.example/x"),
        ("0; url=https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("30; url=/x", None),
        ("0; url=javascript:alert(1)", None),
        ("0; url=ftp://baypost.example/x", None),
        ("0", None),
        ("soon; url=/x", None),
    ],
)
def test_a_page_that_refreshes_at_once_leads_on(content, target):
    markup = page("Moved", "<p>You are being redirected.</p>", head=f'<meta http-equiv="Refresh" content="{content}">')
    assert landed(markup).leads_to == target


def test_a_page_with_a_text_leads_to_its_own_site_only():
    here, there = (
        story("Ferry sails", head=f"<meta http-equiv=refresh content='0; url={to}'>")
        for to in ("/x", "https://e.example/")
    )
    assert landed(here).leads_to == "https://www.baypost.example/x"
    assert (landed(there).leads_to, landed(there).wall) == (None, None)


def test_an_amp_page_leads_to_the_article_it_stands_for():
    def amp(canonical: str, mark: str = "amp") -> str:
        return story("Ferry sails", head=f"<link rel=canonical href='{canonical}'>").replace("<html ", f"<html {mark} ")

    amp_url = URL + "/amp"
    for mark in ("amp", "⚡", "⚡4email"):
        assert landed(amp(URL, mark), url=amp_url).leads_to == URL
    assert landed(amp(URL), url=amp_url).page.text
    assert landed(amp("https://elsewhere.example/x"), url=amp_url).leads_to is None
    assert landed(amp(amp_url), url=amp_url).leads_to is None
    assert landed(story("Ferry sails", head=f"<link rel=canonical href='{URL}'>"), url=amp_url).leads_to is None


def test_an_empty_app_leads_to_its_amp_page():
    empty = page("Ferry sails", "<div id=root></div>", head="<link rel=amphtml href='/amp/ferry'>")
    assert landed(empty).leads_to == "https://www.baypost.example/amp/ferry"
    assert landed(story("Ferry sails", head="<link rel=amphtml href='/amp/ferry'>")).leads_to is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The page was found under the bed.",
        "He subscribed to the theory.",
        "To continue reading is to live.",
        "Cookies and milk",
    ],
)
def test_words_of_a_story_are_no_words_of_a_wall(line):
    assert headline_wall(line) is line_wall(line) is None
    assert not asks_for_subscription(line)


@pytest.mark.parametrize(
    "line",
    [
        "the page you are looking for " * 13,
        "subscribe " * 39,
        "cookies we " * 36,
        "to " * 130,
        "sorry, " * 57,
        "확인 " * 130,
        " " * 399,
    ],
)
def test_odd_lines_cost_next_to_nothing(line):
    started = time.process_time()
    for _ in range(10):
        headline_wall(line)
        line_wall(line)
        asks_for_subscription(line)
    assert time.process_time() - started < 0.5


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_page_lands_somewhere(text):
    assert landed(f"<title>{text}</title><meta http-equiv=refresh content='{text}'>{text}", title=text).wall in (
        None,
        *Wall,
    )
