"""Redirects, names, ports and other addresses that a stranger may hand us: each is guarded like the first."""

from __future__ import annotations

import random
import re
import socket
import string

import pytest

from schemas.feed import FeedState
from tests.attacks.cases import case
from tests.newsroom import words
from wirecopy.errors import AddressRefused, BadUrl, Unreachable
from wirecopy.records.urls import check_url, same_site
from wirecopy.web.client import WebClient
from wirecopy.web.connector import Blocked, GuardedResolver
from wirecopy.web.guard import check_host_literal
from wirecopy.web.hosts import pacing_key
from wirecopy.web.target import target

INSIDE = "http://169.254.169.254/latest/meta-data/"


@pytest.fixture
async def web(desk):
    """A client for which the newsroom is public and nothing else is."""
    async with WebClient(user_agent="w", allow=desk.settings.allow_networks, timeout=5) as client:
        yield client


@pytest.fixture
def names(monkeypatch):
    """What the system's resolver answers, by name; all after the answer is as in production."""
    answers: dict[str, list[str]] = {}
    ask = socket.getaddrinfo

    def answer(host, port, *rest, **more):
        if host not in answers:
            return ask(host, port, *rest, **more)
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in answers[host]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return answers


def port_of(site):
    return site.origin.rpartition(":")[2]


def feed_of(*items, channel=""):
    written = "".join(f"<item>{item}</item>" for item in items)
    root = "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'>"
    return f"{root}<channel><title>T</title>{channel}{written}</channel></rss>"


@case("ssrf-redirect-internal")
def test_a_redirect_to_the_inside_is_not_followed_and_blocks_the_feed(desk, newsroom, lookout):
    feed = desk.feed(desk.read(newsroom.redirect("/inside", INSIDE)))
    assert feed.state is FeedState.BLOCKED
    assert feed.last_error.startswith("blocked: non-public address 169.254.169.254")
    (poll,) = desk.polls(feed.id)
    assert (poll.status, poll.body_bytes) == (None, 0)
    assert len(newsroom.requests_for("/inside")) == 1
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []


@case("ssrf-redirect-chain-internal")
async def test_every_hop_is_resolved_and_checked(desk, newsroom, lookout, names, web):
    names |= {"one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"], "three.example": ["127.0.0.2"]}
    port = port_of(newsroom)
    newsroom.redirect("/chain/1", f"http://two.example:{port}/chain/2", 302)
    newsroom.redirect("/chain/2", f"http://three.example:{port}/chain/3", 307)
    newsroom.redirect("/chain/4", newsroom.url("/chain/5"), 308)
    newsroom.redirect("/chain/5", f"http://[::ffff:127.0.0.2]:{port}/chain/3", 308)
    newsroom.raw("/chain/3", b"secret")
    for start in (f"http://one.example:{port}/chain/1", newsroom.url("/chain/4")):
        with pytest.raises(AddressRefused) as refused:
            await web.get(start, max_bytes=1000)
        assert "127.0.0.2" not in str(refused.value) or "ffff" in start or start.endswith("4")
        assert desk.feed(desk.read(start)).state is FeedState.BLOCKED
    assert newsroom.requests_for("/chain/3") == []
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []


@case("ssrf-redirect-scheme-downgrade")
async def test_a_redirect_out_of_the_web_is_rejected(desk, newsroom, lookout, web):
    for number, to in enumerate(("file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "FiLe:///etc/passwd")):
        url = newsroom.redirect(f"/downgrade/{number}", to)
        with pytest.raises(Unreachable, match="redirects to what is no web address"):
            await web.get(url, max_bytes=1000)
        feed = desk.feed(desk.read(url))
        assert "redirects to what is no web address" in feed.last_error
        assert desk.entries(feed.id) == []
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []


@case("ssrf-redirect-drop-credentials")
async def test_credentials_stay_with_the_origin_they_are_for(newsroom, names, web):
    names["elsewhere.example"] = ["127.0.0.1"]
    elsewhere = newsroom.site("Elsewhere")
    other_host = f"http://elsewhere.example:{port_of(newsroom)}/theirs"
    newsroom.raw("/theirs", b"x")
    given = {"Authorization": "Basic aWRhOnNlY3JldA==", "Cookie": "id=1", "Proxy-Authorization": "Basic eA=="}
    names["other-port.example"] = ["127.0.0.1"]

    newsroom.redirect("/to-host", other_host, 301)
    await web.get(newsroom.url("/to-host"), max_bytes=1000, headers=given)
    for name, value in given.items():
        assert newsroom.requests_for("/to-host")[0].headers[name.lower()] == value
        assert name.lower() not in newsroom.requests_for("/theirs")[0].headers

    # Another port of the same name, and another scheme, are other origins; the same origin is not.
    newsroom.redirect("/to-port", f"http://127.0.0.1:{port_of(elsewhere)}/theirs", 307)
    newsroom.redirect("/to-path", "/ours", 302)
    newsroom.raw("/ours", b"x")
    await web.get(newsroom.url("/to-path"), max_bytes=1000, headers=given)
    assert newsroom.requests_for("/ours")[0].headers["authorization"] == given["Authorization"]
    assert target("https://paper.example/").origin != target("http://paper.example/").origin
    assert target("http://paper.example:8080/").origin != target("http://paper.example/").origin
    assert target("http://paper.example:80/").origin == target("http://paper.example/").origin
    # What a server sets is kept by nobody.
    newsroom.raw("/sets", b"x", headers={"Set-Cookie": "id=2; Path=/"})
    for _ in range(2):
        await web.get(newsroom.url("/sets"), max_bytes=1000)
    assert all("cookie" not in asked.headers for asked in newsroom.requests_for("/sets"))


@case("ssrf-dns-mixed-answer")
async def test_of_a_mixed_answer_only_the_public_addresses_are_dialled(desk, newsroom, lookout, names):
    names["mixed.example"] = ["10.0.0.1", "127.0.0.1", "169.254.169.254"]
    newsroom.raw("/mixed", feed_of("<title>Ferry late</title>"))
    feed = desk.feed(desk.read(f"http://mixed.example:{port_of(newsroom)}/mixed"))
    assert feed.failures == 0
    assert len(desk.entries(feed.id)) == 1
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []
    # In production loopback is the one that is dropped.
    names["mixed.example"] = ["93.184.216.34", "127.0.0.1"]
    resolver = GuardedResolver((), threads=1)
    assert [found["host"] for found in await resolver.resolve("mixed.example", 80)] == ["93.184.216.34"]
    await resolver.close()


@case("ssrf-dns-aaaa-private")
async def test_a_private_aaaa_beside_a_public_a_is_refused(desk, newsroom, lookout, names):
    names["aaaa.example"] = ["::1", "fd00::1", "127.0.0.1"]
    names["only-aaaa.example"] = ["::1", "fd00::1"]
    newsroom.raw("/aaaa", feed_of("<title>Ferry late</title>"))
    assert desk.feed(desk.read(f"http://aaaa.example:{port_of(newsroom)}/aaaa")).failures == 0
    blocked = desk.feed(desk.read(f"http://only-aaaa.example:{port_of(newsroom)}/aaaa"))
    assert blocked.state is FeedState.BLOCKED
    assert "::1" not in blocked.last_error, "what a name resolves to inside is nobody's business"
    assert {host for host, _ in lookout.dialled} == {"127.0.0.1"}
    resolver = GuardedResolver((), threads=1)
    with pytest.raises(Blocked):
        await resolver.resolve("only-aaaa.example", 80)
    await resolver.close()


@case("ssrf-enclosure-image-ssrf")
def test_every_address_in_feed_and_page_is_guarded(desk, newsroom, lookout):
    page = f"""<html><head><title>Ferry late again</title><link rel="canonical" href="{INSIDE}canonical">
      <link rel="icon" href="{INSIDE}icon"><link rel="amphtml" href="{INSIDE}amp"><link rel="next" href="{INSIDE}next">
      <link rel="alternate" type="application/rss+xml" href="{INSIDE}rss"><link rel="stylesheet" href="{INSIDE}css">
      <meta property="og:image" content="{INSIDE}og"><meta http-equiv="refresh" content="0; url={INSIDE}refresh">
      </head><body><article><h1>Ferry late again</h1><iframe src="{INSIDE}frame"></iframe><img src="{INSIDE}img">
      {"".join(f"<p>{paragraph}</p>" for paragraph in words.paragraphs("guarded"))}
      </article></body></html>"""
    newsroom.raw("/guarded/page", page, headers={"Content-Type": "text/html"})
    document = f'<?xml version="1.0"?><?xml-stylesheet href="{INSIDE}xsl" type="text/xsl"?>' + feed_of(
        f"<title>Ferry late again</title><link>{newsroom.url('/guarded/page')}</link>"
        f"<enclosure url='{INSIDE}enclosure' type='image/png' length='1'/>",
        f"<title>Inside</title><link>{INSIDE}article</link>"
        "<description>Nine words of a story that nobody may fetch here.</description>",
        channel=f"<link>{INSIDE}site</link><image><url>{INSIDE}image</url></image>"
        f"<atom:link rel='hub' href='{INSIDE}hub'/><atom:link rel='self' href='{INSIDE}self'/>"
        f"<atom:icon>{INSIDE}</atom:icon>",
    )
    feed_id = desk.read(newsroom.raw("/guarded/feed", document))
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []
    by_title = {article.title: article for article in desk.articles(feed_id)}
    assert by_title["Ferry late again"].text == "\n\n".join(words.paragraphs("guarded"))
    assert by_title["Inside"].provenance.extractor == "feed:summary"


@case("ssrf-websub-hub-ssrf")
def test_a_hub_inside_is_never_asked_and_a_foreign_self_link_is_not_believed(desk, newsroom, lookout):
    hub, self_url = "http://169.254.169.254/", "https://other.example/feed"
    document = feed_of(
        "<title>Ferry late</title>",
        channel=f"<atom:link rel='hub' href='{hub}'/><atom:link rel='self' href='{self_url}'/>",
    )
    links = {"Link": f'<{hub}>; rel="hub", <{self_url}>; rel="self"'}
    url = newsroom.raw("/hub", document, headers=links)
    feed_id = desk.read(url)
    desk.poll_again(feed_id)
    assert lookout.dialled_beside(desk.url, newsroom.origin) == []
    assert "other.example" not in lookout.looked_up
    feed = desk.feed(feed_id)
    assert (feed.url, feed.state, feed.failures) == (url, FeedState.ACTIVE, 0)
    assert len(newsroom.requests_for("/hub")) == 2


@case("ssrf-opml-import-ssrf")
def test_ten_thousand_internal_feeds_are_refused_line_by_line(production, lookout, tmp_path):
    count = 10_000
    lines = "\n".join(
        f'<outline type="rss" text="{number}" xmlUrl="http://10.0.{number // 256}.{number % 256}/feed"/>'
        for number in range(count)
    )
    opml = f'<opml version="2.0"><body>\n{lines}\n</body></opml>'
    known = production.web.get("/v1/feeds", params={"q": "10.0."}).json()["items"]
    report = production.web.post("/v1/feeds/import", content=opml, headers={"Content-Type": "text/xml"}).json()
    assert (report["accepted"], report["known"], report["refused"]) == (0, 0, count)
    assert {outline["status"] for outline in report["outlines"]} == {"refused"}
    for outline in report["outlines"]:
        host = outline["url"].split("/")[2]
        assert outline["reason"].startswith(f"blocked: non-public address {host}: private use")
    assert production.web.get("/v1/feeds", params={"q": "10.0."}).json()["items"] == known
    assert lookout.dialled_beside(production.url) == []
    # The command line refuses them too, one line each.
    file = tmp_path / "inside.opml"
    file.write_text(opml)
    done = production.run("feeds", "import", str(file))
    assert done.exit_code == 2
    assert done.stderr.count("blocked: non-public address 10.0.") == count


@case("ssrf-port-scan")
async def test_ports_of_other_protocols_are_refused_in_the_same_words_open_or_closed(production, newsroom, lookout):
    told = set()
    async with WebClient(user_agent="w", timeout=5) as web:
        for port in (22, 25, 3306, 6379, 9200):
            for host in ("public.example", "8.8.8.8"):
                answer = production.web.post("/v1/feeds", json={"url": f"http://{host}:{port}/"})
                assert answer.status_code == 422
                told.add(re.sub(rf"\b{port}\b", "PORT", answer.json()["detail"]).replace(host, "HOST"))
                with pytest.raises(AddressRefused):
                    await web.get(f"http://{host}:{port}/", max_bytes=1000)
        # One that listens and one that does not.
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            ports = (int(port_of(newsroom)), closed.getsockname()[1])
            answers = [production.web.post("/v1/feeds", json={"url": f"http://127.0.0.1:{port}/"}) for port in ports]
    assert told == {
        "blocked: non-public address HOST:PORT: port PORT is not a port of the web; if it is yours to fetch from, "
        "add its network to WIRECOPY_ALLOW_NETWORKS"
    }
    assert answers[0].json() == answers[1].json()
    assert lookout.dialled_beside(production.url) == []
    assert "public.example" not in lookout.looked_up
    for port in (80, 443, 8080, 8443):
        assert check_host_literal(f"http://public.example:{port}/", ()).port == port


@case("ssrf-host-header-inject")
async def test_no_url_injects_a_header(desk, newsroom, web):
    host = newsroom.origin.removeprefix("http://")
    path = "/%0D%0AHost:%20internal"
    newsroom.raw(path, feed_of(f"<title>Ferry</title><link>{newsroom.origin}/a&#13;&#10;Host: internal\r\n b</link>"))
    desk.read(newsroom.url(path.lower().replace("host", "Host")))
    (asked,) = newsroom.requests_for(path)
    assert asked.headers["host"] == host
    # An entry's link: line breaks go, as browsers have it, and blanks are encoded.
    article = desk.until(lambda: [request for request in newsroom.requests if request.path.startswith("/aHost")])
    assert article[0].path == "/aHost:%20internal%20b"
    assert article[0].headers["host"] == host
    for raw in ("\r\nHost: internal", "\nX: y", " HTTP/1.1", "\x00", "\x7f", "\u2028"):
        url = newsroom.url("/injected") + raw
        if raw != " HTTP/1.1":
            assert desk.web.post("/v1/feeds", json={"url": url + "x"}).status_code == 422, raw
        try:
            await web.get(url, max_bytes=1000)
        except BadUrl:
            continue
        assert newsroom.requests[-1].path in ("/injected%20HTTP/1.1", "/injected%E2%80%A8")
        assert newsroom.requests[-1].headers["host"] == host
    assert not any("x" in request.headers for request in newsroom.requests)


@case("ssrf-idn-homograph")
def test_names_are_compared_as_a_labels_made_once(desk, newsroom, names):
    names["xn--bcher-kva.example"] = ["127.0.0.1"]
    port = port_of(newsroom)
    newsroom.raw("/idn", feed_of("<title>Ferry</title>"))
    spellings = ["bücher.example", "BÜCHER.example", "bu\u0308cher.example", "xn--bcher-kva.example", "bücher．example"]
    ids = {desk.submit(f"http://{name}:{port}/idn") for name in spellings}
    assert len(ids) == 1
    feed = desk.feed(desk.read(f"http://bücher.example:{port}/idn"))
    assert feed.url == f"http://xn--bcher-kva.example:{port}/idn"
    assert feed.host == "xn--bcher-kva.example"
    assert feed.failures == 0
    assert newsroom.requests_for("/idn")[-1].headers["host"] == f"xn--bcher-kva.example:{port}"
    # Once: what is an A-label already is left alone, by both readers of addresses alike.
    for name in ("xn--fsq.example", "例.xn--fsq.example", "faß.example", "bücher.example"):
        once = check_url(f"http://{name}/")
        assert check_url(once) == once == target(f"http://{name}/").url
    assert check_url("http://faß.example/") == "http://xn--fa-hia.example/", "IDNA 2008 keeps it apart from fass"
    # A name that only looks like another is another.
    real, fake = "http://apple.example/", "http://\u0430pple.example/"
    assert not same_site(real, fake)
    assert pacing_key(real) != pacing_key(fake)
    assert check_url(fake).startswith("http://xn--")
    for bad in ("http://xn--\u0430.example/", "http://a\u200db.example/", "http://\u0301a.example/"):
        with pytest.raises(BadUrl):
            check_url(bad)


@case("ssrf-url-length")
async def test_a_url_too_long_is_refused_and_breaks_nothing(desks, newsroom, web):
    # Letters that no index compresses away.
    noise = "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=2**20))
    longest = newsroom.url("/" + noise)[:2048]
    for desk in desks:
        assert desk.web.post("/v1/feeds", json={"url": newsroom.url("/" + noise)}).status_code in (413, 422)
        for length in (2049, 8193, 50_000):
            answer = desk.web.post("/", data={"url": newsroom.url("/" + noise)[:length]})
            assert answer.status_code == 422
        assert desk.web.post("/v1/feeds", json={"url": "http://paper.example/" + "é" * 1000}).status_code == 422
        outline = f'<outline type="rss" text="x" xmlUrl="{newsroom.url("/" + noise)}"/>'
        opml = f'<opml version="2.0"><body>{outline}</body></opml>'
        report = desk.web.post("/v1/feeds/import", content=opml, headers={"Content-Type": "text/xml"}).json()
        assert (report["accepted"], len(report["problems"]) + report["refused"]) == (0, 1)

        # One of just the length is taken, also by an index of PostgreSQL.
        assert desk.feed(desk.read(longest)).last_status == 404
        # Long links of entries, of a page's feeds and of a sitemap's children break none of them.
        lengths = (2000, 2100, 3000, 4097, 9000, 2**20)
        links = [newsroom.url(f"/{desk.url[-5:]}-{length}/{noise}")[:length] for length in lengths]
        entries = [f"<title>Story {len(link)}</title><link>{link}</link><guid>{link}</guid>" for link in links]
        feed_id = desk.read(newsroom.raw("/long/feed", feed_of(*entries)))
        assert desk.feed(feed_id).failures == 0
        assert len(desk.entries(feed_id)) == len(lengths)
        named = "".join(f"<link rel=alternate type=application/rss+xml href={link}>" for link in links)
        page = desk.feed(desk.read(newsroom.raw("/long/page", f"<html><head>{named}</head></html>")))
        assert page.state is FeedState.PAGE
        children = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
        index = desk.feed(desk.read(newsroom.raw("/long/index", f"<sitemapindex>{children}</sitemapindex>")))
        assert index.last_error.startswith(f"{index.url} is a sitemap index in which no feed was found")
    redirect = newsroom.redirect("/long/redirect", "/" + noise[:9000])
    with pytest.raises(Unreachable, match="redirects to what is no web address"):
        await web.get(redirect, max_bytes=1000)
    with pytest.raises(BadUrl, match="8192 are the most") as refused:
        await web.get(newsroom.url("/" + noise), max_bytes=1000)
    assert len(str(refused.value)) < 500
