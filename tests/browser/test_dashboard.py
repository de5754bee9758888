"""The dashboard in a real browser, on a real server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.requirements import missing
from tests.service.api.newsdesk import Newsdesk, served
from wirecopy.ledger import Ledger, heartbeats
from wirecopy.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

HOSTILE = "<script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\">"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("a Chromium browser", "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Iterator[Newsdesk]:
    with served(ledger, Settings(data_dir=tmp_path)) as running:
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: console errors, which violations of the policy are too, and exceptions."""
    return []


@pytest.fixture
def page(chromium: Browser, desk: Newsdesk, complaints: list[str]) -> Iterator[Page]:
    context = chromium.new_context(base_url=desk.url)
    yield listened(context, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def plain_page(chromium: Browser, desk: Newsdesk, complaints: list[str]) -> Iterator[Page]:
    """A browser in which JavaScript is off."""
    context = chromium.new_context(base_url=desk.url, java_script_enabled=False)
    yield listened(context, complaints)
    context.close()
    assert complaints == []


def listened(context: BrowserContext, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda asked: complaints.append(asked.url) if "127.0.0.1" not in asked.url else None)
    return page


def next_refresh(page: Page) -> None:
    """Wait until the page has fetched itself once more."""
    with page.expect_response(lambda answer: answer.request.resource_type == "fetch", timeout=15_000):
        pass
    page.wait_for_timeout(100)


def test_the_desk_shows_feeds_articles_and_who_runs(page: Page, desk: Newsdesk):
    desk.poll(desk.feed(), title="Harbour News")
    desk.article("Ferry back on Monday")
    with desk.ledger.begin() as conn:
        heartbeats.beat(conn, "worker", "worker-1", now=desk.now, detail={})
    page.goto("/")
    expect(page.get_by_role("link", name="Ferry back on Monday")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Harbour News"))).to_contain_text("active")
    expect(page.get_by_text("worker-1")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("1 new, 0 revised"))).to_be_visible()


def test_a_hostile_title_is_shown_as_text(page: Page, desk: Newsdesk):
    article = desk.article(HOSTILE, HOSTILE, authors=(HOSTILE,))
    desk.poll(desk.feed(), title=HOSTILE, error=HOSTILE)
    for path in ("/", "/articles", f"/articles/{article}", "/feeds", "/feeds/1"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text("<script>document.title")
        expect(page).not_to_have_title("taken over")
        assert page.locator("main img").count() == 0


def test_a_feed_is_submitted_by_the_form(page: Page, desk: Newsdesk):
    page.goto("/")
    page.get_by_label("Follow a feed").fill("harbour.example/rss")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("status")).to_contain_text("Taken: harbour.example/rss")
    expect(page.get_by_role("row", name=re.compile(r"harbour\.example"))).to_be_visible()


def test_a_bad_address_comes_back_with_a_message_at_its_field(chromium: Browser, desk: Newsdesk):
    context = chromium.new_context(base_url=desk.url)
    page = context.new_page()  # the answer's status 422 is a console error of its own
    page.goto("/")
    page.get_by_label("Follow a feed").fill("ftp://files.example/feed")
    page.get_by_role("button", name="Submit").click()
    field = page.get_by_label("Follow a feed")
    expect(field).to_have_value("ftp://files.example/feed")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("http")
    context.close()


def test_news_appears_without_a_reload_and_nothing_moves(page: Page, desk: Newsdesk):
    for number in range(20):
        desk.article(f"Old story {number}", f"Text {number}.")
    page.set_viewport_size({"width": 1000, "height": 500})
    page.goto("/")
    page.get_by_label("Follow a feed").fill("half typed")
    page.evaluate("window.sameDocument = true; scrollTo(0, 300)")
    top = page.evaluate("scrollY")
    desk.now += timedelta(minutes=1)
    desk.article("Late news", "It came late.")
    expect(page.get_by_role("link", name="Late news")).to_be_attached(timeout=15_000)
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("scrollY") == top
    expect(page.get_by_label("Follow a feed")).to_have_value("half typed")
    expect(page.get_by_label("Follow a feed")).to_be_focused()


def test_the_focus_stays_on_its_link_through_a_refresh(page: Page, desk: Newsdesk):
    desk.article("Ferry back on Monday")
    page.goto("/")
    link = page.get_by_role("link", name="Ferry back on Monday")
    link.focus()
    desk.now += timedelta(minutes=1)
    desk.article("Late news", "It came late.")
    expect(page.get_by_role("link", name="Late news")).to_be_visible(timeout=15_000)
    expect(link).to_be_focused()


def test_an_open_traceback_stays_open(page: Page, desk: Newsdesk):
    feed = desk.feed()
    desk.entry(feed, "Broken", failed="Traceback\nValueError: bad page")
    page.goto(f"/feeds/{feed.id}")
    page.get_by_text("ValueError: bad page").first.click()
    expect(page.locator("pre")).to_be_visible()
    next_refresh(page)
    expect(page.locator("pre")).to_be_visible()


def test_updates_can_be_paused(page: Page, desk: Newsdesk):
    page.goto("/")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#refresh-state")).to_have_text("Paused")
    desk.article("Late news", "It came late.")
    page.wait_for_timeout(6000)
    expect(page.get_by_role("link", name="Late news")).to_have_count(0)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("link", name="Late news")).to_be_visible()


def test_everything_works_without_javascript(plain_page: Page, desk: Newsdesk):
    feed = desk.feed("https://valley.example/rss")
    desk.entry(feed, "Broken", failed="ValueError: bad page")
    page = plain_page
    page.goto("/")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    page.get_by_label("Follow a feed").fill("https://harbour.example/rss")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("status")).to_contain_text("Taken")
    page.get_by_role("link", name="24 h").click()
    expect(page.get_by_role("img", name=re.compile("by half hour"))).to_be_visible()
    page.get_by_role("link", name="Look and retry").click()
    page.get_by_text("ValueError: bad page").first.click()
    page.get_by_role("button", name=re.compile("Try again")).click()
    expect(page.get_by_role("status")).to_contain_text("sent round again")
    page.goto(f"/feeds/{feed.id}")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()


def test_search_finds_and_an_article_opens(page: Page, desk: Newsdesk):
    desk.article("Ferry back on Monday", "The ferry runs again.")
    desk.article("Bridge shut", "The bridge is shut.")
    page.goto("/articles")
    page.get_by_label("Search the articles").fill("ferry")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Bridge shut")).to_have_count(0)
    page.get_by_role("link", name="Ferry back on Monday").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry back on Monday")
    expect(page.get_by_text("This story is over 5 years old.")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/", "/articles", "/articles/1", "/feeds", "/feeds/1", "/entries?state=failed", "/docs"]
)
def test_no_page_is_wider_than_a_phone(page: Page, desk: Newsdesk, path: str):
    feed = desk.feed("https://harbour.example/" + "long" * 60)
    desk.poll(feed, title="W" * 300, error="E" * 300)
    desk.entry(feed, "Broken" * 40, failed="Traceback\n" + "x" * 500)
    desk.article("T" * 300, "w" * 500, url="https://harbour.example/" + "long" * 60)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/articles/1", "/feeds/1", "/entries?state=failed", "/docs"])
def test_text_stands_out_from_its_ground(chromium: Browser, desk: Newsdesk, path: str, scheme: str):
    feed = desk.feed()
    desk.entry(feed, "Broken", failed="ValueError: bad page")
    root = desk.article()
    desk.article("Copy", "Copied.", duplicate_of=root)
    context = chromium.new_context(base_url=desk.url, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    faint = page.evaluate(CONTRAST)
    context.close()
    assert faint == []


def test_the_keyboard_reaches_the_form_and_shows_where_it_is(page: Page, desk: Newsdesk):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.id") == "url":
            break
    else:
        pytest.fail("the form is out of the keyboard's reach")


# Every element with text of its own whose contrast is under 4.5:1 (WCAG 2.2, 1.4.3; large text too, for good measure).
CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [x, y, z] = [r, g, b].map((v) => linear(v / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest('svg, .unseen, .skip')) continue;
    const [one, two] = [luminance(rgba(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 120)}`);
  }
  return faint;
}"""


FERRY = (
    "The ferry to the outer islands will sail again on Monday, the harbour authority said after a long meeting.",
    "Freight goes first. Islanders had waited for eleven days, and the shop at the northern pier sold its last tin.",
)
FERRY_PAGE = f"""<html lang="en"><head><title>Ferry sails on Monday</title></head><body>
    <nav><a href="/">Home</a></nav>
    <article><p>{FERRY[0]}</p><p>This story is over 5 years old.</p>
    <p>{FERRY[1]} <a href="https://harbour.example/pier">The pier</a> opens at noon.</p><p>{{hostile}}</p></article>
    <footer><p>Imprint of the Harbour News</p></footer></body></html>"""


def test_an_explained_page_reads_as_an_article_and_opens_what_was_left_out(plain_page: Page, desk: Newsdesk):
    article = desk.pulled(FERRY_PAGE.format(hostile="The crew repaired the bow door with steel meant for a bench."))
    plain_page.goto(f"/articles/{article}")
    plain_page.get_by_role("link", name="explain the page").click()
    plain_page.wait_for_url("**/explain")
    expect(plain_page.get_by_role("heading", name="Ferry sails on Monday")).to_be_visible()
    expect(plain_page.locator(".kept").filter(has_text=FERRY[0])).to_be_visible()
    expect(plain_page.get_by_role("link", name="The pier")).to_have_attribute("rel", "nofollow noopener noreferrer")
    cut = plain_page.get_by_role("deletion").filter(has_text="This story is over 5 years old.")
    expect(cut).to_be_visible()
    expect(plain_page.get_by_text("says how old the story is").first).to_be_visible()
    imprint = plain_page.get_by_text("Imprint of the Harbour News")
    expect(imprint).to_be_hidden()
    plain_page.locator("details", has=imprint).locator("summary").click()
    expect(imprint).to_be_visible()
    plain_page.get_by_role("link", name="Open all that was left out").click()
    plain_page.wait_for_url("**/explain?all=true")
    expect(plain_page.get_by_text("Home", exact=True)).to_be_visible()


def test_an_explained_page_runs_nothing_of_the_stranger(page: Page, desk: Newsdesk):
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    article = desk.pulled(FERRY_PAGE.format(hostile=f"{HOSTILE} {escaped} {FERRY[1]}"))
    page.goto(f"/articles/{article}/explain?all=true")
    expect(page.locator("main")).to_contain_text("<script>document.title")
    expect(page).not_to_have_title("taken over")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_explained_page_can_be_read_in_both_schemes(chromium: Browser, desk: Newsdesk, scheme: str):
    article = desk.pulled(FERRY_PAGE.format(hostile=""))
    context = chromium.new_context(base_url=desk.url, color_scheme=scheme, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"/articles/{article}/explain?all=true")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_marking_what_belongs_teaches_the_site(plain_page: Page, desk: Newsdesk):
    wrong = "The harbour authority was founded in 1887, and its tower is open to visitors on every day of the summer."
    article = desk.pulled(FERRY_PAGE.format(hostile=wrong))
    plain_page.goto(f"/articles/{article}/explain")
    plain_page.get_by_role("link", name="Mark what belongs").click()
    plain_page.wait_for_url("**/teach")
    expect(plain_page.get_by_label(FERRY[0])).to_be_checked()
    expect(plain_page.get_by_label("This story is over 5 years old.")).not_to_be_checked()
    plain_page.get_by_label(wrong).uncheck()
    plain_page.get_by_role("button", name="This is the story").click()
    plain_page.wait_for_url("**/explain?taught=true")
    expect(plain_page.get_by_role("status")).to_contain_text("Noted.")
    expect(plain_page.locator("del", has_text=wrong)).to_be_attached()
