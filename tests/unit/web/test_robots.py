"""robots.txt after RFC 9309: what the rules mean for us, and when they are asked for."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.site import SiteFile
from wirecopy.errors import AddressRefused, Unreachable
from wirecopy.web.response import Headers, Response
from wirecopy.web.robots import MAX_BYTES, MAX_DELAY, Robots, RobotsRules

HOME = "https://paper.example"


def rules(text: str) -> RobotsRules:
    return RobotsRules(text.encode())


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf?page=1", True),
        ("User-agent: *\nDisallow: /search?q=", "/search?q=x", False),
        ("User-agent: *\nDisallow: /b%C3%BCcher", "/b\u00fccher", False),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("user-AGENT: WireCopy\ndisallow: /", "/a", False),
        ("User-agent: wirecopy/2.0\nDisallow: /", "/a", False),
        ("User-agent: wire\nDisallow: /", "/a", True),
        ("User-agent: wirecopybot\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: wirecopy\nDisallow: /private", "/a", True),
        ("User-agent: wirecopy\nDisallow: /private\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: wirecopy\nDisallow: /a", "/a", False),
        ("User-agent: wirecopy\nDisallow: /a\nUser-agent: otherbot\nDisallow: /b", "/b", True),
        (
            "User-agent: wirecopy\nDisallow: /a\nUser-agent: x\nDisallow: /x\nUser-agent: wirecopy\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: wirecopy\nSitemap: https://paper.example/s.xml\nDisallow: /a", "/a", False),
        ("User-agent: otherbot\nSitemap: https://paper.example/s.xml\nUser-agent: wirecopy\nDisallow: /a", "/a", False),
        ("User-agent: wirecopy # that is us\nDisallow: /a # not this", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /", "/a", True),
        ("<!DOCTYPE html><html><body>Page not found</body></html>", "/a", True),
    ],
)
def test_our_group_and_its_longest_match_decide(text, path, allowed):
    assert rules(text).allows(HOME + path) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 2.5\nUser-agent: wirecopy\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 86400", MAX_DELAY),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: slowly", None),
        ("User-agent: otherbot\nCrawl-delay: 10", None),
        ("", None),
    ],
)
def test_crawl_delay_is_taken_from_our_group_and_capped(text, delay):
    assert rules(text).crawl_delay == delay


def test_half_a_megabyte_is_read_and_no_more():
    filler = "# " + "x" * 97 + "\n"
    assert not rules("User-agent: *\n" + filler * 5100 + "Disallow: /a").allows(HOME + "/a")
    assert rules("User-agent: *\n" + filler * (MAX_BYTES // 100 + 1) + "Disallow: /a").allows(HOME + "/a")


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"User-agent: bot%d\n" % n for n in range(15000)) + b"Disallow: /\n" * 20000,
        b"User-agent: *\n" + b"".join(b"Disallow: /%d\n" % n for n in range(30000)),
        b"User-agent: *\nDisallow: /" + b"*a" * 250_000,
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*a*a*a*a*b\n" * 15000,
        b"User-agent: *\nDisallow: /" + b"%2" * 250_000,
    ],
    ids=["agents times rules", "many rules", "one long pattern", "many wildcards", "broken escapes"],
)
def test_a_hostile_file_costs_little(body):
    started = time.process_time()
    RobotsRules(body).allows(HOME + "/" + "a" * 2000)
    assert time.process_time() - started < 1.5


@given(st.binary(max_size=300))
def test_any_bytes_give_rules(body):
    found = RobotsRules(body)
    assert found.allows(HOME + "/a") in (True, False)
    assert (found.crawl_delay or 0) >= 0


class Origin:
    """Answers to robots.txt requests, one after the other; the last one stays. And a clock."""

    def __init__(self, *answers: tuple[int, str] | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.now = datetime(2026, 3, 14, tzinfo=UTC)

    async def fetch(self, url: str) -> Response:
        self.asked.append(url)
        await asyncio.sleep(0)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return Response(url, url, answer[0], "", Headers(), answer[1].encode(), (), 1, Headers())

    def robots(self) -> Robots:
        return Robots(self.fetch, lambda: self.now)


DISALLOW = "User-agent: *\nDisallow: /private\nCrawl-delay: 5"


async def test_rules_are_asked_for_once_a_day_and_origin():
    origin = Origin((200, DISALLOW))
    robots = origin.robots()
    assert not await robots.allowed(HOME + "/private/1")
    assert await robots.allowed(HOME + "/public")
    assert origin.asked == [HOME + "/robots.txt"]
    await robots.allowed("http://paper.example:8080/a")
    assert origin.asked[1:] == ["http://paper.example:8080/robots.txt"]
    origin.now += timedelta(hours=23)
    await robots.allowed(HOME + "/public")
    assert len(origin.asked) == 2
    origin.now += timedelta(hours=2)
    await robots.allowed(HOME + "/public")
    assert len(origin.asked) == 3


async def test_pages_asked_for_at_the_same_time_wait_for_one_request():
    origin = Origin((200, DISALLOW))
    robots = origin.robots()
    answers = await asyncio.gather(*(robots.allowed(f"{HOME}/private/{n}") for n in range(10)))
    assert answers == [False] * 10
    assert len(origin.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_a_site_without_robots_txt_allows_everything(status):
    origin = Origin((status, "User-agent: *\nDisallow: /"))
    robots = origin.robots()
    assert await robots.allowed(HOME + "/private")
    assert robots.crawl_delay(HOME + "/") is None
    await robots.allowed(HOME + "/b")
    assert len(origin.asked) == 1


@pytest.mark.parametrize("answer", [(500, ""), (503, ""), (429, ""), (302, ""), Unreachable("no connection")])
async def test_unreachable_rules_put_the_pages_off_for_a_quarter_of_an_hour(answer):
    origin = Origin(answer, (200, DISALLOW))
    robots = origin.robots()
    for _ in range(2):
        with pytest.raises(Unreachable, match=r"robots\.txt can't be had"):
            await robots.allowed(HOME + "/a")
    assert len(origin.asked) == 1
    origin.now += timedelta(minutes=16)
    assert await robots.allowed(HOME + "/a")
    assert not await robots.allowed(HOME + "/private")


async def test_rules_read_earlier_go_on_while_they_are_unreachable():
    origin = Origin((200, DISALLOW), (503, ""))
    robots = origin.robots()
    await robots.allowed(HOME + "/a")
    origin.now += timedelta(days=2)
    assert await robots.allowed(HOME + "/a")
    assert not await robots.allowed(HOME + "/private")
    assert robots.crawl_delay(HOME + "/a") == 5
    assert len(origin.asked) == 2


async def test_after_a_month_of_being_unreachable_there_are_no_rules():
    origin = Origin((503, ""))
    robots = origin.robots()
    with pytest.raises(Unreachable):
        await robots.allowed(HOME + "/a")
    origin.now += timedelta(days=31)
    assert await robots.allowed(HOME + "/a")


async def test_a_refused_address_is_told_as_such():
    with pytest.raises(AddressRefused):
        await Origin(AddressRefused("not allowed")).robots().allowed(HOME + "/a")


async def test_the_delay_is_known_once_the_rules_are():
    robots = Origin((200, DISALLOW)).robots()
    assert robots.crawl_delay(HOME + "/a") is None
    await robots.allowed(HOME + "/a")
    assert robots.crawl_delay(HOME + "/b") == 5


class Drawer:
    """A shelf that outlives its robots."""

    def __init__(self) -> None:
        self.files: dict[str, SiteFile] = {}

    async def load(self, url: str) -> SiteFile | None:
        return self.files.get(url)

    async def save(self, file: SiteFile) -> None:
        self.files[file.url] = file


async def test_rules_on_the_shelf_are_not_asked_for_by_the_next_process():
    origin, drawer = Origin((200, DISALLOW), (503, "")), Drawer()
    assert not await Robots(origin.fetch, lambda: origin.now, drawer).allowed(HOME + "/private")
    restarted = Robots(origin.fetch, lambda: origin.now, drawer)
    assert not await restarted.allowed(HOME + "/private")
    assert restarted.crawl_delay(HOME + "/") == 5
    assert len(origin.asked) == 1
    # A day later they are asked for again, and go on when they can't be had.
    origin.now += timedelta(hours=25)
    assert not await Robots(origin.fetch, lambda: origin.now, drawer).allowed(HOME + "/private")
    assert await Robots(origin.fetch, lambda: origin.now, drawer).allowed(HOME + "/a")
    assert len(origin.asked) == 2


async def test_the_month_of_being_unreachable_goes_on_over_restarts():
    origin, drawer = Origin((503, "")), Drawer()
    for _ in range(2):
        with pytest.raises(Unreachable):
            await Robots(origin.fetch, lambda: origin.now, drawer).allowed(HOME + "/a")
    assert len(origin.asked) == 1
    origin.now += timedelta(days=31)
    assert await Robots(origin.fetch, lambda: origin.now, drawer).allowed(HOME + "/a")


async def test_what_another_process_has_read_meanwhile_is_taken_over():
    origin, drawer = Origin((200, DISALLOW), (404, "")), Drawer()
    one, two = (Robots(origin.fetch, lambda: origin.now, drawer) for _ in range(2))
    assert not await one.allowed(HOME + "/private")
    assert not await two.allowed(HOME + "/private")
    origin.now += timedelta(hours=25)
    assert await one.allowed(HOME + "/private")
    assert await two.allowed(HOME + "/private")
    assert len(origin.asked) == 2


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("User-agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /", ("ai-train=no", "search=yes")),
        ("User-agent: *\nAllow: /\ncontent-signal : AI-Input = NO", ("ai-input=no",)),
        ("User-agent: *\nContent-Signal: ai-train=no\nContent-Signal: ai-train=yes", ("ai-train=yes",)),
        ("User-agent: *\nContent-Signal: ai-train=perhaps, sleep=yes", ()),
        ("User-agent: otherbot\nContent-Signal: ai-train=no\nDisallow:", ()),
        ("User-agent: *\nContent-Signal: ai-train=no\nAllow: /\nUser-agent: wirecopy\nAllow: /", ()),
        ("User-agent: wirecopy\nUser-agent: *\nContent-Signal: search=no\nAllow: /", ("search=no",)),
        ("Content-Signal: ai-train=no", ()),
    ],
)
async def test_content_signals_of_our_group_are_known_once_the_rules_are(text, signals):
    robots = Origin((200, text)).robots()
    assert robots.content_signals(HOME + "/a") == ()
    await robots.allowed(HOME + "/a")
    assert robots.content_signals(HOME + "/a") == signals


def test_what_is_kept_of_rules_gives_the_same_rules():
    kept = rules(
        "User-agent: x\nDisallow: /\nUser-agent: wirecopy/3 # us\nDisallow: /a # no\nContent-Signal: search=no\n"
        "Sitemap: /news.xml"
    )
    again = rules(kept.text)
    assert (again.text, again.sitemaps) == (kept.text, ("/news.xml",))
    assert again.content_signals == kept.content_signals == ("search=no",)
    assert not again.allows(HOME + "/a")
    assert "Disallow: /\n" not in kept.text


def test_sitemaps_are_named_for_whoever_comes():
    found = RobotsRules(
        b"Sitemap: https://lamp.example/a.xml # ours\r\nUser-agent: other\nDisallow: /\n"
        b"  SITE-MAP :/b.xml\nsitemap: https://lamp.example/a.xml\nSitemaps: /c.xml\n# Sitemap: /d.xml\nSitemap:\n"
    )
    assert found.sitemaps == ("https://lamp.example/a.xml", "/b.xml")
    assert len(RobotsRules(b"".join(b"Sitemap: /%d\n" % number for number in range(1000))).sitemaps) == 50
