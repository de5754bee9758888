"""The HTTP client against a real server that behaves, and one that does not."""

import asyncio
import time
from ipaddress import ip_network

import psutil
import pytest

from tests.newsroom import Newsroom
from wirecopy.errors import AddressRefused, TooLarge, Unreachable
from wirecopy.web.client import Redirect, WebClient

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
CAP = 2**20


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


@pytest.fixture
async def web():
    async with WebClient(user_agent="wirecopy-test/1", allow=LOOPBACK, timeout=3, concurrency=4) as client:
        yield client


async def test_a_request_introduces_itself_and_carries_no_cookie_and_no_referrer(newsroom, web):
    url = newsroom.raw("/a", b"hello", headers={"Set-Cookie": "spy=1"})
    first = await web.get(url, max_bytes=CAP, headers={"If-None-Match": '"x"'})
    await web.get(url, max_bytes=CAP)
    assert (first.status, first.body, first.url) == (200, b"hello", url)
    one, two = newsroom.requests
    assert one.headers["User-Agent"] == "wirecopy-test/1"
    assert one.headers["If-None-Match"] == '"x"'
    assert one.headers["Accept-Encoding"] == two.headers["Accept-Encoding"] == "gzip, deflate"
    assert not {"Cookie", "Referer"} & set(two.headers)


async def test_redirects_are_followed_hop_by_hop_and_validators_stay_at_home(newsroom, web):
    newsroom.raw("/c", b"end")
    newsroom.redirect("/b", "c", 301)
    url = newsroom.redirect("/a", newsroom.url + "/b", 302)
    hops = []

    async def hop(address):
        hops.append(address.removeprefix(newsroom.url))

    response = await web.get(url, max_bytes=CAP, headers={"If-None-Match": '"x"', "Accept": "text/html"}, hop=hop)
    assert (response.requested_url, response.url, response.body) == (url, newsroom.url + "/c", b"end")
    assert response.redirects == (Redirect(302, url), Redirect(301, newsroom.url + "/b"))
    assert hops == ["/a", "/b", "/c"]
    assert ["If-None-Match" in request.headers for request in newsroom.requests] == [True, False, False]
    assert newsroom.requests[2].headers["Accept"] == "text/html"


async def test_a_circle_of_redirects_ends(newsroom, web):
    url = newsroom.redirect("/a", "/a")
    with pytest.raises(Unreachable, match="redirects more than 5 times"):
        await web.get(url, max_bytes=CAP)
    assert len(newsroom.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://paper.example/", "javascript:alert(1)", "http://[::1"])
async def test_a_redirect_leads_to_http_or_nowhere(newsroom, web, target):
    with pytest.raises(AddressRefused):
        await web.get(newsroom.redirect("/a", target), max_bytes=CAP)


async def test_every_status_is_an_answer(newsroom, web):
    for status in (304, 404, 429, 503):
        response = await web.get(newsroom.raw(f"/{status}", b"", status=status), max_bytes=CAP)
        assert response.status == status


async def test_a_body_over_the_cap_is_refused(newsroom, web):
    url = newsroom.raw("/big", b"x" * (CAP + 1))
    with pytest.raises(TooLarge, match="larger than 1048576 bytes"):
        await web.get(url, max_bytes=CAP)
    assert (await web.get(url, max_bytes=CAP + 1)).status == 200


async def test_a_gzip_bomb_costs_little_memory(newsroom, web):
    url = newsroom.raw("/bomb", fault="bomb")
    before = psutil.Process().memory_info().rss
    with pytest.raises(TooLarge):
        await web.get(url, max_bytes=CAP)
    assert psutil.Process().memory_info().rss - before < 100 * 2**20


async def test_a_dripping_body_ends_at_the_deadline(newsroom):
    url = newsroom.raw("/drip", b"x" * 1000, fault="drip")
    async with WebClient(user_agent="t", allow=LOOPBACK, timeout=0.5, concurrency=1) as web:
        began = time.monotonic()
        with pytest.raises(Unreachable, match=r"did not answer within 0.5 s"):
            await web.get(url, max_bytes=CAP)
    assert time.monotonic() - began < 2


async def test_the_deadline_holds_over_all_hops_but_not_over_waiting_for_a_turn(newsroom):
    newsroom.raw("/b", b"end", delay=0.4)
    url = newsroom.raw("/a", b"", status=302, headers={"Location": "/b"}, delay=0.4)
    async with WebClient(user_agent="t", allow=LOOPBACK, timeout=0.6, concurrency=1) as web:
        with pytest.raises(Unreachable):
            await web.get(url, max_bytes=CAP)

        async def slow_turn(_):
            await asyncio.sleep(0.7)

        assert (await web.get(newsroom.raw("/c", b"c"), max_bytes=CAP, hop=slow_turn)).body == b"c"


@pytest.mark.parametrize(
    ("fault", "words"), [("drop", "Disconnected"), ("truncate", "broke off"), (None, "could not be decoded")]
)
async def test_a_broken_answer_is_no_answer(newsroom, web, fault, words):
    headers = {} if fault else {"Content-Encoding": "gzip"}
    url = newsroom.raw("/broken", b"not gzip", fault=fault, headers=headers)
    with pytest.raises(Unreachable, match=words):
        await web.get(url, max_bytes=CAP)


async def test_headers_have_a_limit(newsroom, web):
    with pytest.raises(Unreachable):
        await web.get(newsroom.raw("/h", b"", headers={"X-Long": "y" * 40_000}), max_bytes=CAP)


async def test_only_so_many_requests_are_in_flight(newsroom):
    url = newsroom.raw("/slow", b"x", delay=0.1)
    async with WebClient(user_agent="t", allow=LOOPBACK, timeout=5, concurrency=3) as web:
        await asyncio.gather(*(web.get(url, max_bytes=CAP) for _ in range(12)))
    assert newsroom.most_at_once == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
async def test_loopback_in_any_spelling_is_refused_before_a_connection(newsroom, host):
    port = newsroom.url.rsplit(":", 1)[1]
    async with WebClient(user_agent="t", timeout=3, concurrency=1) as web:
        with pytest.raises(AddressRefused):
            await web.get(f"http://{host}:{port}/", max_bytes=CAP)
    assert newsroom.requests == []


async def test_a_redirect_to_an_address_that_is_not_allowed_is_refused(newsroom):
    port = newsroom.url.rsplit(":", 1)[1]
    url = newsroom.redirect("/a", f"http://127.0.0.2:{port}/secret")
    async with WebClient(user_agent="t", allow=(ip_network("127.0.0.1/32"),), timeout=3, concurrency=1) as web:
        with pytest.raises(AddressRefused):
            await web.get(url, max_bytes=CAP)
    assert [request.path for request in newsroom.requests] == ["/a"]


async def test_a_dead_host_and_an_unknown_name_say_so(web):
    with pytest.raises(Unreachable, match="no connection"):
        await web.get("http://127.0.0.1:9/", max_bytes=CAP)
    with pytest.raises(Unreachable, match="is not known to DNS"):
        await web.get("http://no-such-paper.invalid/", max_bytes=CAP)


@pytest.mark.parametrize("url", ["http://", "nonsense", "http://a b/", "http://[::1", "http://x:99999/"])
async def test_what_is_no_address_is_refused(web, url):
    with pytest.raises((AddressRefused, Unreachable)):
        await web.get(url, max_bytes=CAP)
