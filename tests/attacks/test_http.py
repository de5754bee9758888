"""Servers that lie, stall, flood, or break HTTP."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import itertools
import os
import resource
import subprocess
import sys
import textwrap
import time
import zlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from schemas.feed import FeedState, PollOutcome
from tests.attacks.cases import case
from tests.attacks.desk import Desk, working
from tests.attacks.servers import black_hole, certificates, serving
from tests.newsroom import Answer, Newsroom
from wirecopy.errors import NotAFeed, TooLarge, Unreachable
from wirecopy.feeds.parse import parse
from wirecopy.ledger import Ledger, hosts
from wirecopy.settings import Settings
from wirecopy.web.client import WebClient

LOOPBACK = (ip_network("127.0.0.0/8"),)
MIB = 2**20
GIB = 2**30
LONGEST_WAIT = timedelta(days=7)
"""Whatever a server says, its feed is asked again within this time."""

ENTRY = (
    "<title>Ferry late</title><description>The ferry came in an hour late, as it did on the day before.</description>"
)


def feed(*items: str, channel: str = "") -> bytes:
    written = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>T</title>{channel}{written}</channel></rss>".encode()


@pytest.fixture
async def web(desk: Desk) -> AsyncIterator[WebClient]:
    async with WebClient(user_agent="w", allow=desk.settings.allow_networks, timeout=10) as client:
        yield client


def peak() -> int:
    """Bytes of memory that this process took at most so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


# ---- codings


def deflate_bomb(size: int) -> bytes:
    """A raw deflate stream of `size` spaces, made of one block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + again * (size // MIB - 2) + packer.compress(b" " * MIB) + packer.flush()


@case("http-bomb-br")
async def test_bombs_end_at_the_cap_and_a_coding_that_nobody_asked_for_is_an_error(desk, newsroom, web):
    bombs = {"gzip": gzip.compress(b" " * 64 * MIB) * 16, "deflate": deflate_bomb(GIB)}
    assert all(len(bomb) < 2 * MIB for bomb in bombs.values())
    before = peak()
    for coding, bomb in bombs.items():
        url = newsroom.raw(f"/bomb/{coding}", bomb, headers={"Content-Encoding": coding})
        with pytest.raises(TooLarge, match="more than the 16777216 bytes allowed"):
            await web.get(url, max_bytes=desk.settings.feed_bytes)
        failed = desk.feed(desk.read(url))
        assert "more than the 16777216 bytes allowed" in failed.last_error
    assert peak() - before < 200 * MIB, "of two times a GiB"
    # Brotli and Zstandard are not offered, so nothing of them is ever unpacked.
    for coding in ("br", "zstd", "gzip, br", "gzip, gzip"):
        url = newsroom.raw(f"/bomb/{coding.replace(' ', '')}", b"\x8b\x00" * 500, headers={"Content-Encoding": coding})
        failed = desk.feed(desk.read(url))
        assert f"does not decode as its Content-Encoding says ({coding})" in failed.last_error
        assert newsroom.requests[-1].headers["accept-encoding"] == "gzip, deflate"


@case("http-gzip-file-body")
async def test_a_gzipped_file_is_unpacked_under_a_cap_of_its_own(desk, newsroom):
    url = newsroom.raw("/gz/feed.xml.gz", gzip.compress(feed(ENTRY)), headers={"Content-Type": "application/gzip"})
    assert len(desk.entries(desk.read(url, articles=0))) == 1
    bomb = gzip.compress(feed(ENTRY)[:-1] + b" " * 70 * MIB)
    failed = desk.feed(desk.read(newsroom.raw("/gz/bomb.xml.gz", bomb)))
    assert "unpacks to more than 64 MiB" in failed.last_error
    # Packed twice, once by the server: both caps hold.
    twice = gzip.compress(gzip.compress(b" " * 64 * MIB) * 16)
    failed = desk.feed(desk.read(newsroom.raw("/gz/twice.xml.gz", twice, headers={"Content-Encoding": "gzip"})))
    assert failed.last_error
    with pytest.raises(NotAFeed):
        parse(gzip.compress(b"x")[:-9])


@case("http-bad-gzip")
def test_a_plain_body_that_says_gzip_is_a_clean_error_and_the_next_poll_may_be_good(desk, newsroom):
    url = newsroom.script(
        "/bad-gzip",
        Answer(feed(ENTRY), headers={"Content-Encoding": "gzip"}, etag='"bad"'),
        Answer(feed(ENTRY), etag='"good"'),
    )
    failed = desk.feed(desk.read(url))
    assert "does not decode as its Content-Encoding says" in failed.last_error
    assert (failed.state, failed.etag) == (FeedState.ACTIVE, None)
    assert len(newsroom.requests_for("/bad-gzip")) == 1
    assert desk.poll_again(failed.id).outcome is PollOutcome.CHANGED
    assert desk.feed(failed.id).etag == '"good"'


# ---- lengths


@case("http-content-length-huge")
async def test_a_huge_announcement_is_refused_before_anything_is_read(desk, newsroom, web):
    url = newsroom.raw("/huge", feed(ENTRY), headers={"Content-Length": "99999999999"})
    started = time.monotonic()
    with pytest.raises(TooLarge, match="99999999999 bytes announced"):
        await web.get(url, max_bytes=MIB)
    assert time.monotonic() - started < 5, "it does not wait for the rest"
    assert "99999999999 bytes announced" in desk.feed(desk.read(url)).last_error


@case("http-content-length-lie-short")
async def test_only_the_announced_bytes_are_used_and_the_rest_is_no_answer_to_anything():
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    connections = 0

    async def lie(reader: StreamReader, writer: StreamWriter) -> None:
        nonlocal connections
        connections += 1
        for _ in range(2):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" + smuggled)
            await writer.drain()

    async with serving(lie) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=5) as web:
        for _ in range(3):
            assert (await web.get(f"http:{address}/", max_bytes=MIB)).body == b"hello"
            await asyncio.sleep(0.05)
    assert connections == 3, "a connection on which more came than was announced is not used again"


@case("http-content-length-lie-long")
def test_a_body_that_ends_early_is_an_error_and_its_validators_are_not_kept(desk, newsroom):
    whole, later = feed(ENTRY), feed(ENTRY, "<title>Second</title><description>More of it.</description>")
    url = newsroom.script(
        "/lie-long",
        Answer(whole, etag='"1"', last_modified="Mon, 02 Mar 2026 09:00:00 GMT"),
        Answer(later, etag='"2"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT", cut=len(whole) - 20),
        Answer(later, etag='"3"'),
    )
    feed_id = desk.read(url)
    poll = desk.poll_again(feed_id)
    assert (poll.outcome, poll.entries_found) == (PollOutcome.FAILED, 0)
    assert "the body ended early" in (poll.error or "")
    after = desk.feed(feed_id)
    assert (after.etag, after.last_modified) == ('"1"', "Mon, 02 Mar 2026 09:00:00 GMT")
    assert len(desk.entries(feed_id)) == 1
    desk.poll_again(feed_id)
    assert newsroom.requests_for("/lie-long")[-1].headers["if-none-match"] == '"1"'
    assert len(desk.entries(feed_id)) == 2


@case("http-chunked-endless")
async def test_a_body_without_end_ends_at_the_cap(desk, newsroom, web):
    url = newsroom.script("/endless", Answer(chunks=itertools.repeat(feed(ENTRY) * 500)))
    before = peak()
    with pytest.raises(TooLarge, match="more than the 1048576 bytes allowed"):
        await web.get(url, max_bytes=MIB)
    assert "bytes allowed" in desk.feed(desk.read(url)).last_error
    assert peak() - before < 200 * MIB


@case("http-chunk-ext-flood")
async def test_chunk_extensions_and_tiny_chunks_cost_little():
    async def tiny(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(20):
            writer.write(b"1\r\nx\r\n" * 5000)
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def extended(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")
        while True:
            writer.write(b"e" * 65536)
            await writer.drain()

    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=6) as web:
        spent = time.thread_time()
        async with serving(tiny) as address:
            assert len((await web.get(f"http:{address}/", max_bytes=MIB)).body) == 100_000
        async with serving(extended) as address:
            with pytest.raises((Unreachable, TooLarge)):
                await web.get(f"http:{address}/", max_bytes=MIB)
        assert time.thread_time() - spent < 10, "for client and server together"


@case("http-cl-te-conflict")
async def test_two_lengths_that_contradict_each_other_are_refused(desk, newsroom):
    body = feed(ENTRY)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    for number, head in enumerate(
        (
            b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
            b"Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n" % len(chunked) + chunked,
            b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + body,
        )
    ):
        url = newsroom.script(f"/conflict/{number}", Answer(wire=b"HTTP/1.1 200 OK\r\n" + head), Answer(body))
        feed_id = desk.read(url)
        assert "malformed response" in (desk.feed(feed_id).last_error or "")
        assert len(newsroom.requests_for(f"/conflict/{number}")) == 1
        assert desk.poll_again(feed_id).outcome is PollOutcome.CHANGED, "on a connection of its own"


# ---- time


@case("http-slowloris-headers")
async def test_headers_that_drip_end_at_the_deadline():
    async def drip(_: StreamReader, writer: StreamWriter) -> None:
        for byte in itertools.chain(b"HTTP/1.1 200 OK\r\nX-Slow: ", itertools.repeat(0x78)):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(drip) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=1) as web:
        started = time.monotonic()
        with pytest.raises(Unreachable, match="no complete answer within 1 seconds"):
            await web.get(f"http:{address}/", max_bytes=MIB)
        assert time.monotonic() - started < 4
    assert Settings().fetch_timeout <= 30


@case("http-slowloris-body")
async def test_a_body_that_drips_is_given_up_long_before_the_deadline():
    async def drip(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    async with serving(drip) as address, WebClient(user_agent="w", allow=LOOPBACK, timeout=9) as web:
        started = time.monotonic()
        with pytest.raises(Unreachable, match="too slow"):
            await web.get(f"http:{address}/", max_bytes=MIB)
        assert time.monotonic() - started < 8, "a third of its time, and some for a busy machine"


@case("http-never-accept")
async def test_a_host_that_takes_no_connection_is_given_up_soon():
    with black_hole() as address:
        async with WebClient(user_agent="w", allow=LOOPBACK, timeout=30, connect_timeout=0.5) as web:
            started = time.monotonic()
            with pytest.raises(Unreachable, match="no connection"):
                await web.get(f"http:{address}/", max_bytes=MIB)
            assert time.monotonic() - started < 5
    assert inspect.signature(WebClient).parameters["connect_timeout"].default <= 10


@case("http-tls-stall")
async def test_a_handshake_that_never_comes_is_part_of_connecting():
    async def wait(reader: StreamReader, _: StreamWriter) -> None:
        await reader.read()
        await asyncio.sleep(60)

    async with (
        serving(wait) as address,
        WebClient(user_agent="w", allow=LOOPBACK, timeout=30, connect_timeout=0.5) as web,
    ):
        started = time.monotonic()
        with pytest.raises(Unreachable, match="no connection"):
            await web.get(f"https:{address}/", max_bytes=MIB)
        assert time.monotonic() - started < 5


_ASK = """
    import asyncio, sys
    from ipaddress import ip_network
    from wirecopy.errors import Unreachable
    from wirecopy.web.client import WebClient

    async def main():
        async with WebClient(user_agent="w", allow=(ip_network("127.0.0.0/8"),), timeout=10) as web:
            for url in sys.argv[1:]:
                try:
                    print((await web.get(url, max_bytes=1000)).body.decode())
                except Unreachable as error:
                    print(str(error).partition(": ")[2])

    asyncio.run(main())
"""


@case("http-tls-bad-cert")
async def test_only_a_valid_certificate_for_the_host_is_believed(tmp_path):
    asked: list[bytes] = []

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnews")
        await writer.drain()

    contexts = certificates(tmp_path)
    async with (
        serving(answer, contexts["good"]) as good,
        serving(answer, contexts["expired"]) as expired,
        serving(answer, contexts["wrong-host"]) as wrong,
        serving(answer, contexts["self-signed"]) as own,
    ):
        # In a process of its own, which trusts our authority as the system's.
        ask = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            textwrap.dedent(_ASK),
            *(f"https:{address}/" for address in (good, expired, wrong, own)),
            stdout=subprocess.PIPE,
            env={**os.environ, "SSL_CERT_FILE": str(tmp_path / "ca.pem"), "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        told = (await ask.communicate())[0].decode().splitlines()
    assert told[0] == "news"
    assert [line.partition(":")[0] for line in told[1:]] == ["TLS"] * 3
    assert "expired" in told[1]
    assert "IP address mismatch" in told[2]
    assert "self" in told[3]
    assert len(asked) == 1, "no request goes to a server that is not believed"


# ---- redirects


@case("http-redirect-infinite")
async def test_redirects_without_end_end_after_five(desk, newsroom, web):
    for number in range(20):
        newsroom.redirect(f"/hop/{number}", f"/hop/{number + 1}")
    with pytest.raises(Unreachable, match="more than 5 redirects"):
        await web.get(newsroom.url("/hop/0"), max_bytes=MIB)
    assert newsroom.requests_for("/hop/6") == []
    newsroom.redirect("/self", "/self", 301)
    assert "more than 5 redirects" in (desk.feed(desk.read(newsroom.url("/self"))).last_error or "")


@case("http-redirect-no-location")
def test_a_redirect_to_nowhere_is_an_error(desk, newsroom):
    for status in (301, 302, 303, 307, 308):
        failed = desk.feed(desk.read(newsroom.raw(f"/nowhere/{status}", feed(ENTRY), status=status)))
        assert (failed.failures, failed.last_status) == (1, status)
        assert str(status) in (failed.last_error or "")
        assert desk.entries(failed.id) == []


@case("http-meta-refresh-loop")
def test_a_meta_refresh_is_not_followed(desk, newsroom):
    refresh = '<html><head><meta http-equiv="refresh" content="0; url={}"></head><body>Wait.</body></html>'
    html = {"Content-Type": "text/html"}
    newsroom.raw("/refresh/b", refresh.format("/refresh/a"), headers=html)
    newsroom.raw("/refresh/a", refresh.format("/refresh/b"), headers=html)
    failed = desk.feed(desk.read(newsroom.url("/refresh/a")))
    assert failed.failures == 1
    assert newsroom.requests_for("/refresh/b") == []
    # An entry's page is followed to its article once, and a loop ends there.
    desk.read(newsroom.raw("/refresh/feed", feed(f"{ENTRY}<link>{newsroom.url('/refresh/a')}</link>")))
    assert len(newsroom.requests_for("/refresh/a")) == 2
    assert len(newsroom.requests_for("/refresh/b")) <= 1


# ---- headers and status lines


@case("http-header-giant")
async def test_a_giant_header_is_refused(desk, newsroom, web):
    giant = newsroom.raw("/giant", feed(ENTRY), headers={"X-Long": "x" * MIB})
    before = peak()
    with pytest.raises(Unreachable, match="malformed"):
        await web.get(giant, max_bytes=MIB)
    assert "malformed" in (desk.feed(desk.read(giant)).last_error or "")
    many = newsroom.raw("/many", feed(ENTRY), headers={f"X-{number}": "y" for number in range(5000)})
    with pytest.raises(Unreachable, match="malformed"):
        await web.get(many, max_bytes=MIB)
    assert peak() - before < 100 * MIB


@case("http-status-line-garbage")
def test_garbage_in_place_of_a_status_line_is_a_clean_error(desk, newsroom):
    body = feed(ENTRY)
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    told = {}
    for name, line in {
        "999": b"HTTP/1.1 999 X\r\n" + length + body,
        "http-0.9": body,
        "no-number": b"HTTP/1.1 OK\r\n" + length + body,
        "four-digits": b"HTTP/1.1 2000 OK\r\n" + length + body,
        "negative": b"HTTP/1.1 -200 OK\r\n" + length + body,
        "nothing": b"\x00\xff\x00\xff" * 100,
        "other-protocol": b"220 mail.example ESMTP\r\n",
    }.items():
        failed = desk.feed(desk.read(newsroom.script(f"/status/{name}", Answer(wire=line))))
        assert (failed.state, failed.failures) == (FeedState.ACTIVE, 1), name
        told[name] = (failed.last_error or "").partition(": ")[2]
        assert desk.entries(failed.id) == []
    assert set(told.values()) <= {"malformed response", "", "the connection broke (ServerDisconnectedError)"}, told
    plain = newsroom.script("/status/no-reason", Answer(wire=b"HTTP/1.1 200\r\n" + length + body))
    assert len(desk.entries(desk.read(plain))) == 1


@case("http-early-hints")
def test_early_hints_are_passed_over(desk, newsroom):
    body = feed(ENTRY)
    hints = b'HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\nETag: "hint"\r\n\r\n' * 3
    wire = hints + b'HTTP/1.1 200 OK\r\nETag: "real"\r\nContent-Length: %d\r\n\r\n' % len(body) + body
    read = desk.feed(desk.read(newsroom.script("/hints", Answer(wire=wire))))
    assert (read.failures, read.etag) == (0, '"real"')
    assert len(desk.entries(read.id)) == 1


@case("http-set-cookie-flood")
def test_cookies_are_kept_by_nobody(desk, newsroom):
    flood = newsroom.raw("/cookies/flood", feed(ENTRY), headers={"Set-Cookie": "a=" + "x" * 5 * MIB})
    assert "malformed" in (desk.feed(desk.read(flood)).last_error or "")
    body = feed(ENTRY)
    many = b"".join(b"Set-Cookie: c%d=%s; Path=/\r\n" % (number, b"x" * 50_000) for number in range(100))
    wire = b"HTTP/1.1 200 OK\r\n" + many + b"Content-Length: %d\r\n\r\n" % len(body) + body
    feed_id = desk.read(newsroom.script("/cookies/many", Answer(wire=wire)))
    assert len(desk.entries(feed_id)) == 1
    desk.poll_again(feed_id)
    assert all("cookie" not in request.headers for request in newsroom.requests_for("/cookies/many"))


@case("http-etag-giant")
def test_a_giant_etag_is_not_kept_and_the_next_request_is_whole(desk, newsroom):
    giant = '"' + "e" * 60_000 + '"'
    feed_id = desk.read(newsroom.raw("/etag", feed(ENTRY), headers={"ETag": giant}))
    assert desk.feed(feed_id).etag is None
    assert desk.poll_again(feed_id).outcome is not PollOutcome.FAILED
    first, second = newsroom.requests_for("/etag")
    assert "if-none-match" not in second.headers
    assert set(first.headers) == set(second.headers)
    longest = '"' + "e" * 1022 + '"'
    assert desk.feed(desk.read(newsroom.raw("/etag/longest", feed(ENTRY), headers={"ETag": longest}))).etag == longest


@case("http-last-modified-garbage")
def test_a_last_modified_of_any_kind_goes_back_as_it_came_and_sets_no_time(desk, newsroom):
    control = desk.feed(desk.read(newsroom.raw("/modified/none", feed(ENTRY))))
    for number, given in enumerate(
        ("not a date", "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "Mon,\t1  Jän")
    ):
        path = f"/modified/{number}"
        feed_id = desk.read(newsroom.raw(path, feed(ENTRY), headers={"Last-Modified": given}))
        desk.poll_again(feed_id)
        sent = newsroom.requests_for(path)[1].headers.get("if-modified-since")
        assert sent == (given if given.isascii() else None), "byte for byte, or not at all"
        first = desk.polls(feed_id)[-1]
        assert first.outcome is PollOutcome.CHANGED
        assert desk.feed(feed_id).next_poll_at <= datetime.now(UTC) + LONGEST_WAIT
    assert control.next_poll_at <= datetime.now(UTC) + LONGEST_WAIT


@case("http-max-age-huge")
def test_a_freshness_of_ages_is_clamped_and_nonsense_is_passed_over(desk, newsroom):
    control = desk.feed(desk.read(newsroom.raw("/age/none", feed(ENTRY))))
    for number, given in enumerate(("max-age=31536000", "max-age=" + "9" * 400, "s-maxage=1, max-age=99999999999")):
        asked = desk.feed(desk.read(newsroom.raw(f"/age/{number}", feed(ENTRY), headers={"Cache-Control": given})))
        assert control.interval_seconds <= asked.interval_seconds <= LONGEST_WAIT.total_seconds(), given
        assert asked.next_poll_at <= datetime.now(UTC) + LONGEST_WAIT, given
    for number, given in enumerate(
        ("max-age=1e99", "max-age=-1", "max-age=", "max-age", "=,;==", "max-age=0x7f" * 2000)
    ):
        path = f"/age/bad/{number}"
        asked = desk.feed(desk.read(newsroom.raw(path, feed(ENTRY), headers={"Cache-Control": given})))
        assert asked.failures == 0
        assert asked.interval_seconds == control.interval_seconds, given


@case("http-retry-after-huge")
def test_a_retry_after_of_years_is_clamped_and_one_in_the_past_shortens_nothing(tmp_path):
    ledger = Ledger(url := f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.migrate()
    ledger.close()
    with working(url, tmp_path, allow=["127.0.0.0/8"]) as desk, Newsroom() as newsroom:
        for number, given in enumerate(
            ("99999999", "9" * 300, "-1", "soon", "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")
        ):
            site = newsroom.site(f"Site {number}")  # a host of its own: the hold is the host's
            url = site.raw("/feed", b"", status=503, headers={"Retry-After": given})
            asked = desk.feed(desk.read(url))
            now = datetime.now(UTC)
            assert asked.failures == 1
            assert now + timedelta(seconds=60) < asked.next_poll_at <= now + LONGEST_WAIT, given
            with desk.ledger.read() as conn:
                free_at = hosts.next_free(conn, asked.host)
            assert free_at is None or free_at <= now + LONGEST_WAIT, given


@case("http-http2-rapid")
async def test_http_2_is_neither_offered_nor_spoken():
    hellos: list[bytes] = []

    async def hear(reader: StreamReader, writer: StreamWriter) -> None:
        hellos.append(await reader.read(4096))

    async def flood(reader: StreamReader, writer: StreamWriter) -> None:
        hellos.append(await reader.readuntil(b"\r\n\r\n"))
        settings, ping = b"\0\0\0\4\0\0\0\0\0", b"\0\0\x08\6\0\0\0\0\0" + b"pingpong"
        endless_headers = b"\0\0\1\1\0\0\0\0\1x" + b"\0\0\1\x09\0\0\0\0\1x" * 1000
        while True:
            writer.write(settings + ping * 1000 + endless_headers)
            await writer.drain()

    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=10) as web:
        async with serving(hear) as address:
            with pytest.raises(Unreachable):
                await web.get(f"https:{address}/", max_bytes=MIB)
        assert b"\x08http/1.1" in hellos[0]
        assert b"\x02h2" not in hellos[0]
        spent = time.thread_time()
        async with serving(flood) as address:
            with pytest.raises(Unreachable, match="malformed"):
                await web.get(f"http:{address}/", max_bytes=MIB)
        assert time.thread_time() - spent < 3
    assert b"upgrade" not in hellos[1].lower()


# ---- what a status promises


def unharmed(desk: Desk, feed_id: int, *, etag: str | None = '"1"') -> None:
    """The feed is asked on, with the validators of its last good answer, and nothing of it is gone."""
    feed = desk.feed(feed_id)
    assert (feed.state, feed.etag) == (FeedState.ACTIVE, etag)
    assert len(desk.entries(feed_id)) == 1
    assert len(desk.articles(feed_id)) == 1


def twice(newsroom: Newsroom, path: str, second: Answer) -> str:
    """A feed that is good at first; its one entry has an article page."""
    story = newsroom.article(f"{path}/story")
    item = f"<title>{story.title}</title><link>{story.url}</link><guid>{path}</guid>"
    return newsroom.script(path, Answer(feed(item), etag='"1"'), second)


@case("http-range-206")
def test_a_part_that_nobody_asked_for_is_no_answer(desk, newsroom):
    part = Answer(feed(ENTRY), 206, {"Content-Range": "bytes 0-99/5000", "ETag": '"part"'})
    feed_id = desk.read(twice(newsroom, "/part", part), articles=1)
    poll = desk.poll_again(feed_id)
    assert (poll.outcome, poll.status) == (PollOutcome.FAILED, 206)
    unharmed(desk, feed_id)
    # A page is not stored from a part either.
    newsroom.article("/part/page", answer=Answer(status=206))
    other = desk.read(newsroom.raw("/part/feed", feed(f"{ENTRY}<link>{newsroom.url('/part/page')}</link>")))
    assert [article.provenance.extractor for article in desk.articles(other)] == ["feed:summary"]


@case("http-304-unsolicited")
def test_an_unsolicited_304_is_an_error_and_the_next_poll_is_unconditional_again(desk, newsroom):
    url = newsroom.script("/304", Answer(status=304, headers={"ETag": '"lie"'}), Answer(feed(ENTRY), etag='"1"'))
    feed_id = desk.read(url)
    first = desk.feed(feed_id)
    assert desk.polls(feed_id)[0].outcome is PollOutcome.FAILED
    assert (first.failures, first.etag) == (1, None)
    assert desk.poll_again(feed_id).outcome is PollOutcome.CHANGED
    assert all("if-none-match" not in request.headers for request in newsroom.requests_for("/304"))
    assert len(desk.entries(feed_id)) == 1


@case("http-204-empty")
def test_an_empty_answer_does_not_empty_the_feed(desk, newsroom):
    for number, empty in enumerate((Answer(b"", 204), Answer(b"", 200), Answer(b"\n ", 200, {"ETag": '"empty"'}))):
        feed_id = desk.read(twice(newsroom, f"/empty/{number}", empty), articles=1)
        assert desk.poll_again(feed_id).outcome is PollOutcome.FAILED
        unharmed(desk, feed_id)


@case("http-html-200")
def test_a_web_page_in_place_of_a_feed_is_a_passing_error(desk, newsroom):
    captcha = (
        "<!doctype html><html><head><title>Are you human?</title>"
        '<link rel="alternate" type="application/rss+xml" href="/trap/other.xml"></head><body>Click.</body></html>'
    )
    answer = Answer(captcha.encode(), 200, {"Content-Type": "text/html", "ETag": '"page"'})
    feed_id = desk.read(twice(newsroom, "/html", answer), articles=1)
    poll = desk.poll_again(feed_id)
    assert poll.outcome is PollOutcome.FAILED
    assert poll.error
    unharmed(desk, feed_id)
    assert newsroom.requests_for("/trap/other.xml") == []


@case("http-soft-404")
def test_a_feed_that_is_suddenly_empty_deletes_nothing(desk, newsroom):
    feed_id = desk.read(twice(newsroom, "/soft", Answer(feed(), etag='"empty"')), articles=1)
    poll = desk.poll_again(feed_id)
    assert poll.entries_found == 0
    unharmed(desk, feed_id, etag=desk.feed(feed_id).etag)
