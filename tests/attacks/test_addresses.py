"""Addresses that are not public, in every notation, and URLs that are to mislead whoever reads them."""

from __future__ import annotations

import time

import pytest

from schemas.feed import FeedState
from services.api import problems
from tests.attacks.cases import cases
from wirecopy.errors import AddressRefused, BadUrl
from wirecopy.ledger import feeds
from wirecopy.records.urls import check_url
from wirecopy.web.client import WebClient

ADDRESSES = {
    "ssrf-url-000": "http://127.0.0.1/",
    "ssrf-url-002": "http://localhost/",
    "ssrf-url-004": "http://localhost.localdomain/",
    "ssrf-url-005": "http://127.1/",
    "ssrf-url-006": "http://127.0.1/",
    "ssrf-url-009": "http://2130706433/",
    "ssrf-url-010": "http://0x7f000001/",
    "ssrf-url-011": "http://0x7f.0x0.0x0.0x1/",
    "ssrf-url-012": "http://0177.0.0.1/",
    "ssrf-url-016": "http://[::]/",
    "ssrf-url-017": "http://[0:0:0:0:0:0:0:1]/",
    "ssrf-url-019": "http://[::ffff:7f00:1]/",
    "ssrf-url-021": "http://[64:ff9b::7f00:1]/",
    "ssrf-url-022": "http://[64:ff9b:1::7f00:1]/",
    "ssrf-url-023": "http://[2002:7f00:1::]/",
    "ssrf-url-024": "http://[2001:0:7f00:1::]/",
    "ssrf-url-025": "http://[fe80::1]/",
    "ssrf-url-026": "http://[fe80::1%25eth0]/",
    "ssrf-url-027": "http://[fec0::1]/",
    "ssrf-url-028": "http://[fc00::1]/",
    "ssrf-url-029": "http://[fd00:ec2::254]/latest/meta-data/",
    "ssrf-url-032": "http://[5f00::1]/",
    "ssrf-url-033": "http://10.0.0.1/",
    "ssrf-url-034": "http://172.16.0.1/",
    "ssrf-url-036": "http://192.168.0.1/",
    "ssrf-url-037": "http://100.64.0.1/",
    "ssrf-url-038": "http://100.100.100.200/latest/meta-data/",
    "ssrf-url-041": "http://168.63.129.16/",
    "ssrf-url-043": "http://2852039166/latest/meta-data/",
    "ssrf-url-045": "http://0251.0376.0251.0376/",
    "ssrf-url-046": "http://[::ffff:169.254.169.254]/",
    "ssrf-url-047": "http://[::ffff:a9fe:a9fe]/",
    "ssrf-url-049": "http://192.0.0.8/",
    "ssrf-url-051": "http://203.0.113.1/",
    "ssrf-url-053": "http://240.0.0.1/",
    "ssrf-url-054": "http://255.255.255.255/",
    "ssrf-url-055": "http://127。0。0。1/",
    "ssrf-url-057": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "ssrf-url-058": "http://127.0.0.1%00.example.com/",
    "ssrf-url-061": "http://example.com:80@127.0.0.1/",
    "ssrf-url-062": "http://127.0.0.1\\@example.com/",
    "ssrf-url-065": "http://example.com%2f@127.0.0.1/",
    "ssrf-url-067": "http:127.0.0.1",
    "ssrf-url-068": "http:/127.0.0.1/",
    "ssrf-url-069": "//127.0.0.1/feed",
    "ssrf-url-071": "http://127.0.0.1:25/",
    "ssrf-url-072": "http://127.0.0.1:11211/",
    "ssrf-url-075": "http://host.docker.internal/",
}


def accepted_without_the_guard() -> list[str]:
    """Those that are web addresses to read: only the guard stands between them and a connection."""
    urls = []
    for url in ADDRESSES.values():
        try:
            urls.append(check_url(url))
        except BadUrl:
            continue
    return list(dict.fromkeys(urls))


@pytest.fixture(scope="module")
def polled(production):
    """The feeds that got into the ledger past every door, each polled, and a while gone by."""
    production.lookout.clear()
    ids = production.smuggle(*accepted_without_the_guard())
    production.until(lambda: all(production.feed(feed_id).last_polled_at for feed_id in ids))
    dialled = list(production.lookout.dialled)
    time.sleep(1.5)  # the fetcher looks for due feeds every second
    return {production.feed(feed_id).url: production.feed(feed_id) for feed_id in ids}, dialled


@cases(ADDRESSES)
async def test_an_address_that_is_not_public_is_never_dialled(payload, production, polled, lookout):
    # At the door: refused, alike each time, without a look at the network.
    answer, again = (production.web.post("/v1/feeds", json={"url": payload}) for _ in range(2))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert answer.json()["type"] in ("/docs#problem-address-refused", "/docs#problem-bad-url")
    assert answer.json() == again.json()
    page = production.web.post("/v1/pages", json={"url": payload})
    assert (page.status_code, page.json()["type"]) == (422, answer.json()["type"])
    assert lookout.dialled_beside(production.url) == []
    assert lookout.looked_up == [] or set(lookout.looked_up) <= {"127.0.0.1"}, "nothing but the API itself"

    # On the wire: refused before a socket is opened, by the client whoever calls it.
    async with WebClient(user_agent="w", timeout=5) as web:
        with pytest.raises((AddressRefused, BadUrl)):
            await web.get(payload, max_bytes=1000)
    assert lookout.dialled_beside(production.url) == []

    # Past the door: blocked at the first poll, said so, never asked again, and nothing told of what is there.
    known, dialled_by_the_fetcher = polled
    assert dialled_by_the_fetcher == []
    try:
        feed = known[check_url(payload)]
    except BadUrl:
        with production.ledger.read() as conn:
            assert feeds.find(conn, payload) is None
        return
    told = production.web.get(f"/v1/feeds/{feed.id}").json()
    assert told["state"] == FeedState.BLOCKED == "blocked"
    assert told["last_error"].startswith("blocked: non-public address")
    (poll,) = production.web.get(f"/v1/feeds/{feed.id}/polls").json()["items"]
    assert (poll["status"], poll["body_bytes"], poll["duration_ms"]) == (None, 0, 0)
    assert production.web.post(f"/v1/feeds/{feed.id}/poll").status_code == 409
