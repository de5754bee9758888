"""Pages pulled from a newsroom: followed, joined, recognised, remembered; and read again out of the archive."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from schemas.entry import EntryState
from tests.behaviours.reader import Watch
from tests.newsroom import Answer, Newsroom
from tests.service.fetcher.pagedesk import DAY, HOUR, PageDesk, paths
from tests.unit.cleaning import wall_pages
from tests.unit.cleaning.wall_pages import SENTENCES, page, story
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.ledger import articles, entries, pagememory

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

WHOLE = "<p>" + "</p><p>".join(f"{SENTENCES['en']} Passage {n}." for n in range(12)) + "</p>"


@pytest.fixture(scope="module")
def cells():
    pool = Cells(1, timeout=20.0, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


@pytest.fixture
def watch():
    return Watch(datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC))


@pytest.fixture
def newsroom(watch):
    with Newsroom(clock=watch) as room:
        yield room


@pytest.fixture
async def desk_with(ledger, cells, watch, newsroom, tmp_path):
    async with AsyncExitStack() as stack:

        async def make(**settings):
            return await stack.enter_async_context(PageDesk(ledger, cells, watch, newsroom, tmp_path, **settings))

        yield make


@pytest.fixture
async def desk(desk_with):
    return await desk_with()


def html(site, path, markup, **headers):
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.script(path, Answer(markup.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | fields))


def refreshing(to):
    return page("Moved", "<p>You are being redirected.</p>", head=f'<meta http-equiv=refresh content="0; url={to}">')


# ---- walls


@pytest.mark.parametrize(
    "name", ["missing-de", "human-fr", "subscribers-en", "cookies-es", "scripts-ja", "guard-datadome"]
)
async def test_a_walls_text_is_never_stored(desk, newsroom, name):
    wall, markup = wall_pages.WALLS[name]
    url = html(newsroom, "/a", markup)
    await desk.pull(url, summary="The ferry sails again, the harbour office says, and so does the crew.")
    assert desk.outcome(url) == (EntryState.REJECTED, wall)
    assert desk.copy(url).page.provenance.extractor == "feed:summary"


async def test_where_a_wall_stands_the_feeds_own_story_stands_in(desk, newsroom):
    url = html(newsroom, "/a", wall_pages.WALLS["cookies-en"][1])
    await desk.pull(url, content_html=WHOLE)
    assert desk.outcome(url)[0] is EntryState.STORED
    assert desk.copy(url).pull_error == "consent-wall"
    assert "cookies" not in desk.text(url)


async def test_a_lead_in_front_of_a_paywall_is_stored_as_such(desk, newsroom):
    url = html(newsroom, "/a", story("Ferry sails", below="<p>Subscribe to continue reading this article.</p>"))
    await desk.pull(url)
    with desk.ledger.read() as conn:
        article = articles.get(conn, desk.entry(url).article_id)
    assert article.paywalled is True
    assert "Subscribe" not in article.text


async def test_a_link_that_leads_home_by_now_is_no_article(desk, newsroom):
    newsroom.front([], [newsroom.article("/b")])
    url = newsroom.redirect("/2024/03/the-ferry-sails-again.html", "/", 301)
    await desk.pull(url)
    assert desk.outcome(url) == (EntryState.REJECTED, "redirected-home")


@pytest.mark.parametrize(
    "refusal",
    [
        Answer(b"<title>Just a moment...</title>", 403, {"cf-mitigated": "challenge"}),
        Answer(wall_pages.GUARDS["datadome"].encode(), 403),
        Answer(wall_pages.GUARDS["cloudflare"].encode(), 503),
    ],
)
async def test_a_refusal_by_a_guard_against_robots_is_told_from_others_and_tried_once_more(desk, newsroom, refusal):
    url = newsroom.script("/a", refusal)
    await desk.pull(url, summary="The ferry sails again.")
    assert desk.outcome(url) == (EntryState.REJECTED, "bot-challenge")
    html(newsroom, "/a", story("Ferry sails"))
    assert paths(await desk.run_for(2 * HOUR)) == ["/a"]
    assert desk.outcome(url)[0] is EntryState.STORED


async def test_a_servers_trouble_under_a_200_is_tried_again(desk, newsroom):
    url = newsroom.article("/a").url
    newsroom.script("/a", Answer(page("Site en maintenance", "").encode()), newsroom._scripts["/a"][0])
    await desk.pull(url)
    assert desk.outcome(url)[0] is EntryState.WAITING
    await desk.run_for(HOUR)
    assert desk.outcome(url)[0] is EntryState.STORED


# ---- from the link to the article


async def test_a_refresh_is_followed_through_robots_and_pace(desk_with, newsroom):
    desk = await desk_with(host_interval=5.0)
    url = html(newsroom, "/r/1", refreshing("/article"))
    newsroom.article("/article")
    requests = await desk.pull(url)
    assert paths(requests) == ["/r/1", "/article"]
    assert min(b.moment - a.moment for a, b in pairwise(requests)) >= timedelta(seconds=5)
    assert desk.copy(url).page.url == newsroom.url("/article")
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /private")
    desk.watch.now += DAY
    hidden = html(newsroom, "/r/2", refreshing("/private/1"))
    assert paths(await desk.pull(hidden)) == ["/r/2"]
    assert desk.copy(hidden).pull_error == "robots"


async def test_a_refresh_leads_nowhere_that_the_guard_forbids(desk, newsroom):
    url = html(newsroom, "/r", refreshing("http://169.254.169.254/latest/meta-data"))
    await desk.pull(url)
    assert desk.copy(url).pull_error == "address-refused"


async def test_pages_that_only_lead_on_are_followed_once(desk, newsroom):
    first = html(newsroom, "/1", refreshing("/2"))
    html(newsroom, "/2", refreshing("/1"))
    html(newsroom, "/3", refreshing("/4"))
    html(newsroom, "/4", refreshing("/5"))
    newsroom.article("/5")
    assert paths(await desk.pull(first)) == ["/1", "/2"]
    assert paths(await desk.pull(newsroom.url("/3"))) == ["/3", "/4"]
    assert {desk.copy(newsroom.url(path)).pull_error for path in ("/1", "/3")} == {"refresh-loop"}


async def test_of_an_amp_link_the_true_page_is_pulled_and_the_amp_page_will_do(desk, newsroom):
    def amp(path, to):
        markup = story("Ferry sails", f"{SENTENCES['en']} Amp.", head=f"<link rel=canonical href='{to}'>")
        return html(newsroom, path, markup.replace("<html ", "<html amp "))

    newsroom.article("/true", "Ferry sails", [SENTENCES["en"] * 3 + "True."])
    good, bad = amp("/amp/true", "/true"), amp("/amp/gone", "/gone")
    assert paths(await desk.pull(good)) == ["/amp/true", "/true"]
    assert desk.copy(good).page.url == newsroom.url("/true")
    assert "True." in desk.text(good)
    await desk.pull(bad)
    assert desk.copy(bad).page.url == bad
    assert "Amp." in desk.text(bad)


async def test_an_empty_app_is_what_it_is_where_its_amp_page_fails(desk, newsroom):
    empty = page("Ferry sails", "<div id=root></div>", head="<link rel=amphtml href='/amp/ferry'>")
    url = html(newsroom, "/a", empty)
    assert paths(await desk.pull(url)) == ["/a", "/amp/ferry"]
    assert desk.outcome(url) == (EntryState.REJECTED, "needs-javascript")
    html(newsroom, "/amp/ferry", story("Ferry sails"))
    there = html(newsroom, "/b", empty)
    await desk.pull(there)
    assert desk.copy(there).page.url == newsroom.url("/amp/ferry")


# ---- several pages


def paged(newsroom, path, number, last, *, title="Ferry sails again"):
    onward = f"<link rel=next href='{path}?page={number + 1}'>" if number < last else ""
    words = f"{SENTENCES['en'] * 3} Passage {number}."
    body = f"<article><h1>{title}</h1><p>A repeated lead of the story.</p><p>{words}</p></article>"
    address = path if number == 1 else f"{path}?page={number}"
    return html(newsroom, address, page(title, body, head=onward))


async def test_the_pages_of_an_article_become_one_text_and_do_so_again_from_the_archive(desk_with, newsroom):
    desk = await desk_with(host_interval=2.0)
    for number in range(1, 4):
        paged(newsroom, "/long", number, 3)
    url = newsroom.url("/long")
    desk.queue_is_lost = True
    requests = await desk.pull(url)
    assert paths(requests) == ["/long", "/long?page=2", "/long?page=3"]
    assert min(b.moment - a.moment for a, b in pairwise(requests)) >= timedelta(seconds=2)
    first = desk.copy(url).page
    assert [f"Passage {n}." in first.text for n in (1, 2, 3)] == [True] * 3
    assert first.text.index("Passage 1") < first.text.index("Passage 2") < first.text.index("Passage 3")
    assert first.text.count("repeated lead") == 1
    assert first.provenance.pages == 3
    assert [place.url for place in desk.entry(url).archived.more] == [f"{url}?page=2", f"{url}?page=3"]
    desk.queue_is_lost = False
    assert await desk.run_for(timedelta(seconds=desk.settings.queue_timeout + 60)) == []
    assert desk.copy(url).page == first
    assert desk.outcome(url)[0] is EntryState.STORED


async def test_no_more_than_ten_pages_are_joined(desk, newsroom):
    for number in range(1, 15):
        paged(newsroom, "/long", number, 20)
    await desk.pull(newsroom.url("/long"))
    assert desk.copy(newsroom.url("/long")).page.provenance.pages == 10


async def test_the_next_post_is_not_joined(desk, newsroom):
    url = paged(newsroom, "/post", 1, 2)
    paged(newsroom, "/post", 2, 2, title="Another post altogether")
    assert paths(await desk.pull(url)) == ["/post", "/post?page=2"]
    assert desk.copy(url).page.provenance.pages == 1
    assert "Passage 2" not in desk.text(url)


async def test_pages_that_lead_in_a_circle_end(desk, newsroom):
    url = paged(newsroom, "/long", 1, 2)
    markup = story("Ferry sails again", "Passage 2.", head="<link rel=next href='/long?page=2'>")
    html(newsroom, "/long?page=2", markup)
    assert paths(await desk.pull(url)) == ["/long", "/long?page=2"]


async def test_an_article_that_lacks_a_page_is_stored_and_pulled_again(desk, newsroom):
    url = paged(newsroom, "/long", 1, 2)
    newsroom.script("/long?page=2", Answer(b"", 502))
    await desk.pull(url)
    assert desk.copy(url).page.provenance.pages == 1
    paged(newsroom, "/long", 2, 2)
    await desk.run_for(2 * HOUR)
    assert desk.copy(url).page.provenance.pages == 2
    assert "Passage 2." in desk.text(url)


async def test_the_view_of_all_pages_takes_the_place_of_the_pages(desk, newsroom):
    head = "<link rel=next href='/long?page=2'><link rel=canonical href='/long?page=all'>"
    url = html(newsroom, "/long", story("Ferry sails again", "Passage 1.", head=head))
    html(newsroom, "/long?page=all", story("Ferry sails again", "Passage 1.", "Passage 2."))
    assert paths(await desk.pull(url)) == ["/long", "/long?page=all"]
    assert "Passage 2." in desk.text(url)


# ---- memory


async def test_a_host_whose_pages_keep_failing_is_left_alone_and_tried_once_a_period(desk, newsroom):
    site = newsroom.site("Shut")
    names = [f"/{n}" for n in range(12)]
    for name in names:
        site.script(name, Answer(b"Forbidden", 403))
    requests = await desk.pull(*(site.url(name) for name in names), content_html=WHOLE)
    assert len(paths(requests)) == pagememory.PATIENCE
    # The rest went by the feed's own words at once.
    assert {desk.outcome(site.url(name))[0] for name in names} <= {EntryState.STORED, EntryState.DUPLICATE}
    assert {copy.pull_error for copy in desk.copies} == {"page-403"}
    # An hour later one page is tried, two hours after that the next.
    desk.watch.now += HOUR
    assert len(paths(await desk.run_for(timedelta(minutes=1)))) == 1
    site.script("/x", Answer(b"Forbidden", 403))
    assert paths(await desk.pull(site.url("/x"))) == []
    # Other hosts have nothing to do with it.
    assert paths(await desk.pull(newsroom.article("/y").url)) == ["/y"]
    # Once a page can be had, all can, and what had been left out is made up for.
    reopened = [site.article(name).url for name in ("/x", "/open", "/open-too")]
    desk.watch.now += 3 * HOUR
    assert set(paths(await desk.pull(*reopened))) == {"/x", "/open", "/open-too"}
    assert {desk.copy(url).pull_error for url in reopened} == {None}


async def test_the_memory_outlives_the_process(desk_with, newsroom):
    for number in range(6):
        newsroom.script(f"/{number}", Answer(drop=True))
    desk = await desk_with(max_attempts=1)
    await desk.pull(*(newsroom.url(f"/{n}") for n in range(5)))
    restarted = await desk_with(max_attempts=1)
    assert paths(await restarted.pull(newsroom.url("/5"))) == []
    assert restarted.copy(newsroom.url("/5")).pull_error == "page-unreachable"


async def test_pages_that_are_gone_or_for_subscribers_do_not_count(desk, newsroom):
    names = [f"/{n}" for n in range(8)]
    for number, name in enumerate(names):
        kind = "subscribers-en" if number % 2 else "missing-en"
        html(newsroom, name, wall_pages.WALLS[kind][1])
    assert len(paths(await desk.pull(*(newsroom.url(name) for name in names)))) == 8


# ---- rights


async def test_what_page_response_and_site_say_of_rights_is_on_the_record_also_when_read_again(desk, newsroom):
    newsroom.raw("/robots.txt", "User-agent: *\nContent-Signal: ai-train=no, search=yes\nAllow: /")
    newsroom.raw("/.well-known/tdmrep.json", '[{"location": "/news/*", "tdm-reservation": 1}]')
    head = "<meta name=robots content=noarchive>"
    url = html(newsroom, "/news/a", story("Ferry sails", head=head), X_Robots_Tag="googlebot: noindex, noai")
    other = html(newsroom, "/sport/b", story("Boat race"))
    desk.queue_is_lost = True
    await desk.pull(url, other)
    said = desk.copy(url).page
    assert said.rights == (
        "content-signal:ai-train=no",
        "content-signal:search=yes",
        "googlebot:noai",
        "googlebot:noindex",
        "noarchive",
        "tdm-reservation",
    )
    assert said.provenance.fields["rights.tdm-reservation"] == "tdmrep.json"
    assert said.provenance.fields["rights.googlebot:noindex"] == "x-robots-tag"
    assert desk.copy(other).page.rights == ("content-signal:ai-train=no", "content-signal:search=yes")
    desk.queue_is_lost = False
    assert await desk.run_for(timedelta(seconds=desk.settings.queue_timeout + 60)) == []
    assert desk.copy(url).page == said
    with desk.ledger.read() as conn:
        assert articles.get(conn, desk.entry(url).article_id).rights == said.rights


async def test_a_site_is_asked_for_its_reservations_once_a_day_also_by_the_next_process(desk_with, newsroom):
    desk = await desk_with()
    await desk.pull(*(newsroom.article(f"/{n}").url for n in range(4)))
    restarted = await desk_with()
    await restarted.pull(newsroom.article("/5").url)
    assert len(newsroom.requests_for("/.well-known/tdmrep.json")) == 1
    restarted.watch.now += DAY
    await restarted.pull(newsroom.article("/6").url)
    assert len(newsroom.requests_for("/.well-known/tdmrep.json")) == 2


async def test_a_site_without_pages_to_read_is_not_asked_for_reservations(desk, newsroom):
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /.well-known\nDisallow: /private")
    await desk.pull(html(newsroom, "/a", wall_pages.WALLS["missing-en"][1]), newsroom.article("/private/1").url)
    await desk.pull(newsroom.article("/b").url)
    assert newsroom.requests_for("/.well-known/tdmrep.json") == []


async def test_entries_archived_by_an_older_version_can_be_read_again(desk, newsroom):
    url = newsroom.article("/a").url
    desk.queue_is_lost = True
    await desk.pull(url)
    with desk.ledger.begin() as conn:
        old = desk.entry(url).archived.model_dump(mode="json", exclude={"more", "site_rights"})
        conn.exec_driver_sql("UPDATE entries SET archived = ?", (json.dumps(old),))
    assert desk.entry(url).archived.more == ()
    desk.queue_is_lost = False
    assert await desk.run_for(timedelta(seconds=desk.settings.queue_timeout + 60)) == []
    assert desk.outcome(url)[0] is EntryState.STORED
    with desk.ledger.read() as conn:
        assert entries.archived_page(conn, desk.entry(url).article_id) is not None
