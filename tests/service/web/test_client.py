"""The web client against real servers on loopback: what it sends, what it follows, where it stops."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import sys
import textwrap
import time
import zlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest

from tests.newsroom import Answer, Newsroom, gzip_bomb
from tests.requirements import missing
from wirecopy.errors import BadUrl, TooLarge, Unreachable
from wirecopy.web.client import ACCEPT_FEED, Conditions, WebClient
from wirecopy.web.response import Redirect

LOOPBACK = (ip_network("127.0.0.0/8"),)
MIB = 2**20


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as found:
        yield found


@pytest.fixture
async def web() -> AsyncIterator[WebClient]:
    async with WebClient(user_agent="wirecopy/0 (+https://desk.example)", allow=LOOPBACK, timeout=5) as client:
        yield client


async def test_a_page_comes_back_whole_with_all_that_is_known_of_it(newsroom, web):
    story = newsroom.article("/a/1", "Swing bridge reopened")
    page = await web.get(story.url, max_bytes=MIB)
    assert (page.status, page.reason, page.url, page.requested_url) == (200, "OK", story.url, story.url)
    assert page.content_type == "text/html; charset=utf-8"
    assert b"Swing bridge reopened" in page.body
    assert page.headers["content-length"] == str(len(page.body))
    assert page.request_headers["user-agent"] == "wirecopy/0 (+https://desk.example)"
    assert page.http_version == "1.1"
    assert page.redirects == ()


async def test_a_request_says_who_asks_and_nothing_more(newsroom, web):
    url = newsroom.raw("/feed", headers={"Set-Cookie": "id=1; Path=/"})
    for _ in range(2):
        await web.get(url, max_bytes=MIB, headers={"Accept": ACCEPT_FEED})
    for request in newsroom.requests:
        assert request.method == "GET"
        assert request.headers == {
            "host": newsroom.origin.removeprefix("http://"),
            "user-agent": "wirecopy/0 (+https://desk.example)",
            "accept": ACCEPT_FEED,
            "accept-encoding": "gzip, deflate",
        }


async def test_proxies_and_netrc_of_the_environment_are_not_used(newsroom, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("default login ida password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with WebClient(user_agent="w", allow=LOOPBACK) as web:
        assert (await web.get(newsroom.raw("/a", b"x"), max_bytes=MIB)).body == b"x"
    assert "authorization" not in newsroom.requests[0].headers


async def test_validators_are_sent_byte_for_byte_and_a_304_comes_back(newsroom, web):
    url = newsroom.feed(
        "/feed", [newsroom.article("/a")], etag='W/"x-gzip;v=1"', last_modified="Tue, 1 Jan 2019 0:00 +0000"
    )
    first = await web.get(url, max_bytes=MIB)
    conditions = Conditions(first.url, first.headers["etag"], first.headers["last-modified"])
    second = await web.get(url, max_bytes=MIB, conditions=conditions)
    assert (second.status, second.body) == (304, b"")
    sent = newsroom.requests_for("/feed")[1].headers
    assert sent["if-none-match"] == 'W/"x-gzip;v=1"'
    assert sent["if-modified-since"] == "Tue, 1 Jan 2019 0:00 +0000"


@pytest.mark.parametrize("path", ["/a%2fb?x=%7E~", "/feed?", "/100%", "/a//b/../c;v=1,2?q[]=1|2", "/%e4"])
async def test_the_path_is_asked_for_exactly_as_given(newsroom, web, path):
    await web.get(newsroom.url(path), max_bytes=MIB)
    assert newsroom.requests[-1].path == path.replace("|", "%7C")


@pytest.mark.parametrize("status", [204, 206, 226, 304, 400, 401, 403, 404, 410, 429, 451, 500, 503, 599])
async def test_every_status_comes_back_for_the_caller_to_judge(newsroom, web, status):
    url = newsroom.raw("/a", b"", status=status, headers={"Retry-After": "120"})
    answer = await web.get(url, max_bytes=MIB)
    assert answer.status == status
    assert answer.headers["retry-after"] == "120"
    assert len(newsroom.requests) == 1


# ---- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_and_listed(newsroom, web, status):
    newsroom.redirect("/old", "/middle?x=1", status)
    newsroom.redirect("/middle?x=1", newsroom.url("/new#part"), status)
    newsroom.raw("/new", b"here")
    page = await web.get(newsroom.url("/old"), max_bytes=MIB)
    assert (page.body, page.url, page.requested_url) == (b"here", newsroom.url("/new"), newsroom.url("/old"))
    assert page.redirects == (
        Redirect(status, newsroom.url("/old")),
        Redirect(status, newsroom.url("/middle?x=1")),
    )


async def test_the_caller_is_asked_before_every_hop(newsroom, web):
    other = newsroom.site("Ostermere Echo")
    newsroom.redirect("/old", other.url("/new"))
    other.raw("/new", b"here")
    turns: list[tuple[str, int]] = []

    async def hop(url: str) -> None:
        turns.append((url, len(newsroom.all_requests)))

    await web.get(newsroom.url("/old"), max_bytes=MIB, hop=hop)
    assert turns == [(newsroom.url("/old"), 0), (other.url("/new"), 1)]


async def test_what_the_caller_raises_at_a_hop_ends_the_call(newsroom, web):
    newsroom.redirect("/old", "/new")

    async def hop(url: str) -> None:
        if url.endswith("/new"):
            raise LookupError("not there")

    with pytest.raises(LookupError):
        await web.get(newsroom.url("/old"), max_bytes=MIB, hop=hop)
    assert newsroom.requests_for("/new") == []


async def test_five_redirects_are_followed_and_a_sixth_is_not(newsroom, web):
    for n in range(6):
        newsroom.redirect(f"/{n}", f"/{n + 1}")
    newsroom.raw("/6", b"the end")
    assert (await web.get(newsroom.url("/1"), max_bytes=MIB)).body == b"the end"
    with pytest.raises(Unreachable, match="more than 5 redirects"):
        await web.get(newsroom.url("/0"), max_bytes=MIB)
    assert len(newsroom.requests_for("/6")) == 1


async def test_a_redirect_to_itself_ends(newsroom, web):
    newsroom.redirect("/a", "/a")
    with pytest.raises(Unreachable, match="redirects"):
        await web.get(newsroom.url("/a"), max_bytes=MIB)
    assert len(newsroom.requests) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "http://[::1"])
async def test_a_redirect_to_what_is_no_web_address_is_not_followed(newsroom, web, to):
    newsroom.redirect("/a", to)
    with pytest.raises(Unreachable, match="redirects to what is no web address"):
        await web.get(newsroom.url("/a"), max_bytes=MIB)


async def test_a_redirect_without_a_location_is_a_response(newsroom, web):
    answer = await web.get(newsroom.raw("/a", b"moved", status=302), max_bytes=MIB)
    assert (answer.status, answer.body) == (302, b"moved")


async def test_a_location_in_utf_8_is_followed(newsroom, web):
    newsroom.script("/old", Answer(wire="HTTP/1.1 301 Moved\r\nLocation: /größe\r\nContent-Length: 0\r\n\r\n".encode()))
    newsroom.raw("/gr%C3%B6%C3%9Fe", b"here")
    assert (await web.get(newsroom.url("/old"), max_bytes=MIB)).body == b"here"


async def test_a_location_that_is_sent_twice_is_followed_once(newsroom, web):
    twice = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
    newsroom.script("/old", Answer(wire=twice))
    newsroom.raw("/new", b"here")
    assert (await web.get(newsroom.url("/old"), max_bytes=MIB)).body == b"here"


async def test_validators_are_sent_to_the_address_that_gave_them_and_to_no_other(newsroom, web):
    other = newsroom.site("Ostermere Echo")
    newsroom.redirect("/old", "/near")
    newsroom.redirect("/near", other.url("/far"))
    conditions = Conditions(newsroom.url("/near"), '"a"', "yesterday")
    await web.get(newsroom.url("/old"), max_bytes=MIB, headers={"Accept": "text/html"}, conditions=conditions)
    old, near, far = (request.headers for request in newsroom.all_requests)
    assert (near["if-none-match"], near["if-modified-since"], near["a-im"]) == ('"a"', "yesterday", "feed")
    for headers in (old, far):
        assert not {"if-none-match", "if-modified-since", "a-im"} & set(headers)
        assert headers["accept"] == "text/html"


async def test_the_body_of_a_redirect_is_not_read(newsroom, web):
    newsroom.script("/old", Answer(status=302, headers={"Location": "/new"}, chunks=itertools.repeat(b"x" * 65536)))
    newsroom.raw("/new", b"here")
    assert (await web.get(newsroom.url("/old"), max_bytes=MIB)).body == b"here"


# ---- bodies


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"story " * 1000)),
        ("deflate", zlib.compress(b"story " * 1000)),
        ("deflate", zlib.compress(b"story " * 1000)[2:-4]),
        ("gzip", gzip.compress(b"story " * 500) + gzip.compress(b"story " * 500)),
        ("x-gzip", gzip.compress(b"story " * 1000) + b"\0" * 100),
        ("identity", b"story " * 1000),
        ("gzip", b""),
    ],
    ids=["gzip", "deflate", "deflate without wrapper", "two members", "padded", "identity", "nothing"],
)
async def test_bodies_come_decoded(newsroom, web, encoding, packed):
    url = newsroom.raw("/a", packed, headers={"Content-Encoding": encoding})
    assert (await web.get(url, max_bytes=MIB)).body == (b"story " * 1000 if packed else b"")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"plain text"),
        ("deflate", b"\xff" * 50),
        ("br", b"anything"),
        ("zstd", b"anything"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"twice"))),
        ("gzip", gzip.compress(b"story " * 1000)[:-9]),
        ("gzip", gzip.compress(b"story " * 1000, mtime=0)[:-8] + b"checksum"),
        ("deflate", zlib.compress(b"story " * 1000)[:20]),
    ],
    ids=["plain", "noise", "br", "zstd", "twice", "no trailer", "checksum", "cut"],
)
async def test_a_body_that_does_not_decode_is_told(newsroom, web, encoding, body):
    url = newsroom.raw("/a", body, headers={"Content-Encoding": encoding})
    with pytest.raises(Unreachable, match="Content-Encoding"):
        await web.get(url, max_bytes=MIB)


async def test_a_body_of_exactly_the_cap_passes_and_one_byte_more_does_not(newsroom, web):
    assert len((await web.get(newsroom.raw("/a", b"x" * 1000), max_bytes=1000)).body) == 1000
    with pytest.raises(TooLarge, match="1001 bytes announced"):
        await web.get(newsroom.raw("/b", b"x" * 1001), max_bytes=1000)


async def test_a_huge_announcement_is_refused_before_anything_is_read(newsroom, web):
    url = newsroom.raw("/a", b"x", headers={"Content-Length": "99999999999"})
    started = time.monotonic()
    with pytest.raises(TooLarge):
        await web.get(url, max_bytes=MIB)
    assert time.monotonic() - started < 1


async def test_the_cap_counts_decoded_bytes(newsroom, web):
    url = newsroom.raw("/a", gzip.compress(b"x" * 2 * MIB), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        await web.get(url, max_bytes=MIB)


async def test_empty_gzip_members_without_end_end_at_the_cap(newsroom, web):
    headers = {"Content-Encoding": "gzip"}
    newsroom.script("/a", Answer(headers=headers, chunks=itertools.repeat(gzip.compress(b"") * 1000)))
    with pytest.raises((TooLarge, Unreachable)):
        await web.get(newsroom.url("/a"), max_bytes=MIB)


async def test_an_endless_body_ends_at_the_cap(newsroom, web):
    newsroom.script("/a", Answer(chunks=itertools.repeat(b"x" * 65536)))
    with pytest.raises(TooLarge):
        await web.get(newsroom.url("/a"), max_bytes=MIB)


async def test_the_beginning_can_be_asked_for(newsroom, web):
    newsroom.script("/robots.txt", Answer(chunks=itertools.repeat(b"x" * 65536)))
    answer = await web.get(newsroom.url("/robots.txt"), max_bytes=100_000, truncate=True)
    assert answer.body == b"x" * 100_000
    assert answer.truncated
    short = await web.get(newsroom.raw("/short", b"x" * 100), max_bytes=100, truncate=True)
    assert (len(short.body), short.truncated) == (100, False)
    long = await web.get(newsroom.raw("/long", b"x" * 500), max_bytes=100, truncate=True)
    assert (len(long.body), long.truncated) == (100, True)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak memory from /proc")
def test_a_gzip_bomb_costs_little_memory(newsroom, tmp_path):
    url = newsroom.raw("/feed", gzip_bomb(512 * MIB), headers={"Content-Encoding": "gzip"})
    script = tmp_path / "fetch.py"
    script.write_text(
        textwrap.dedent("""
        import asyncio, re, sys
        from ipaddress import ip_network
        from wirecopy.errors import TooLarge
        from wirecopy.web.client import Conditions, WebClient

        def peak():
            return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024

        async def main():
            async with WebClient(user_agent="w", allow=[ip_network("127.0.0.0/8")]) as web:
                before = peak()
                try:
                    await web.get(sys.argv[1], max_bytes=5 * 2**20)
                except TooLarge:
                    print(peak() - before)

        asyncio.run(main())
        """)
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, script, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(root)},
    )
    assert int(done.stdout) < 40, "MiB above what the client takes before; the body would be 512"


# ---- time


@asynccontextmanager
async def serving(talk: Callable[[StreamReader, StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """A server that talks as told to each connection, and its address without the scheme."""
    talks: set[asyncio.Task[None]] = set()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield "//{}:{}".format(*server.sockets[0].getsockname())
    server.close()
    for task in talks:
        task.cancel()
    await asyncio.gather(*talks, return_exceptions=True)


async def test_a_body_that_drips_ends_at_the_deadline():
    async def drip(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 100)
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving(drip) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=0.6) as web:
        started = time.monotonic()
        with pytest.raises(Unreachable, match=r"within 0\.6 seconds"):
            await web.get("http:" + address, max_bytes=MIB)
        assert 0.5 < time.monotonic() - started < 1.5


async def test_headers_that_never_end_end_at_the_deadline():
    async def drip(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving(drip) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=0.5) as web:
        with pytest.raises(Unreachable, match="within"):
            await web.get("http:" + address, max_bytes=MIB)


async def test_a_tls_handshake_that_never_comes_ends_at_the_deadline():
    async def wait(reader: StreamReader, _: StreamWriter) -> None:
        await reader.read()

    async with serving(wait) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=0.5) as web:
        with pytest.raises(Unreachable, match="within"):
            await web.get("https:" + address, max_bytes=MIB)


async def test_the_deadline_holds_for_all_hops_together(newsroom):
    for n in range(4):
        newsroom.script(f"/{n}", Answer(status=302, headers={"Location": f"/{n + 1}"}, delay=0.3))
    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=0.7) as web:
        with pytest.raises(Unreachable, match="within"):
            await web.get(newsroom.url("/0"), max_bytes=MIB)
    assert newsroom.requests_for("/3") == []


async def test_waiting_for_a_turn_is_not_on_the_servers_time(newsroom):
    newsroom.redirect("/old", "/new")
    newsroom.raw("/new", b"here")

    async def hop(_: str) -> None:
        await asyncio.sleep(0.4)

    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=0.5) as web:
        page = await web.get(newsroom.url("/old"), max_bytes=MIB, hop=hop)
    assert page.body == b"here"
    assert page.elapsed_ms < 400


async def test_no_more_requests_are_in_flight_than_asked_for(newsroom):
    for n in range(9):
        newsroom.script(f"/{n}", Answer(b"x", delay=0.2))
    async with WebClient(user_agent="w", allow=LOOPBACK, concurrency=3) as web:
        await asyncio.gather(*(web.get(newsroom.url(f"/{n}"), max_bytes=MIB) for n in range(9)))
    arrivals = sorted(request.at for request in newsroom.requests)
    # Each is in flight for 0.2 seconds, so a fourth may not come before the first has been answered.
    assert all(fourth - first >= 0.2 for first, fourth in zip(arrivals, arrivals[3:], strict=False))
    assert arrivals[2] - arrivals[0] < 0.2


# ---- broken answers


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(drop=True), "closed the connection without an answer"),
        (Answer(b"x" * 1000, cut=300), "truncated"),
        (Answer(wire=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "truncated"),
        (Answer(wire=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "truncated|malformed"),
        (Answer(wire=b"<html>no HTTP at all</html>"), "malformed"),
        (Answer(wire=b"HTTP/1.1 abc OK\r\n\r\n"), "malformed"),
        (Answer(wire=b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), "malformed"),
        (
            Answer(wire=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "malformed",
        ),
        (Answer(headers={"X-Long": "x" * 100_000}), "malformed"),
        (Answer(headers={f"X-{n}": "y" for n in range(500)}), "malformed"),
        (Answer(headers={"Set-Cookie": "x" * 5_000_000}), "malformed"),
    ],
)
async def test_a_broken_answer_is_told_and_not_asked_for_again(newsroom, web, answer, told):
    newsroom.script("/a", answer, Answer(b"better"))
    with pytest.raises(Unreachable, match=told):
        await web.get(newsroom.url("/a"), max_bytes=MIB)
    assert len(newsroom.requests) == 1


@pytest.mark.parametrize(
    "wire",
    [
        b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
        b"HTTP/1.0 200 OK\r\n\r\nbody",
        b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody",
    ],
)
async def test_an_odd_answer_is_understood(newsroom, web, wire):
    newsroom.script("/a", Answer(wire=wire))
    assert (await web.get(newsroom.url("/a"), max_bytes=MIB)).body == b"body"


async def test_large_headers_that_sites_really_send_pass(newsroom, web):
    url = newsroom.raw("/a", b"x", headers={"Content-Security-Policy": "x" * 30_000, "ETag": '"' + "e" * 20_000 + '"'})
    assert (await web.get(url, max_bytes=MIB)).headers["etag"].startswith('"e')


async def test_a_kept_connection_that_the_server_has_closed_is_no_failure():
    served = 0

    async def serve_once(reader: StreamReader, writer: StreamWriter) -> None:
        nonlocal served
        await reader.readuntil(b"\r\n\r\n")
        served += 1
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        await writer.drain()
        await reader.read(1)  # seems to keep the connection, but hangs up on the next request

    async with serving(serve_once) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=5) as web:
        for _ in range(2):
            assert (await web.get("http:" + address, max_bytes=MIB)).body == b"x"
    assert served == 2


async def test_a_dead_port_is_told(web):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(Unreachable, match=r"no connection"):
            await web.get(f"http://127.0.0.1:{port}/", max_bytes=MIB)


async def test_a_name_that_does_not_exist_is_told(web):
    with pytest.raises(Unreachable, match=r"the name paper\.invalid was not found"):
        await web.get("http://paper.invalid/feed", max_bytes=MIB)


async def test_a_server_that_speaks_no_tls_is_told(web):
    async def speak_first(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await reader.read()

    async with serving(speak_first) as address:
        with pytest.raises(Unreachable, match="TLS: no secure connection"):
            await web.get("https:" + address, max_bytes=MIB)


@pytest.fixture
def unknown_certificate(tmp_path: Path) -> ssl.SSLContext:
    """A server's TLS context with a certificate for 127.0.0.1 that it signed itself."""
    if shutil.which("openssl") is None:
        missing("openssl, which makes the certificate", "apt-get install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=paper -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused(web, unknown_certificate):
    asked = []

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        asked.append(await reader.read(100))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=unknown_certificate)
    with pytest.raises(Unreachable, match="TLS: the certificate is not valid: self"):
        await web.get("https://{}:{}/".format(*server.sockets[0].getsockname()), max_bytes=MIB)
    server.close()
    await server.wait_closed()
    assert asked == []


async def test_what_is_no_url_is_told(web):
    with pytest.raises(BadUrl):
        await web.get("paper.example/feed", max_bytes=MIB)
