"""Schemes that are not the web's: files, other protocols, addresses inside of addresses."""

from __future__ import annotations

import pytest

from tests.attacks.cases import cases
from wirecopy.errors import AddressRefused, BadUrl, Unreachable
from wirecopy.web.client import WebClient

SCHEMES = {
    "ssrf-scheme-02": "FILE:///etc/passwd",
    "ssrf-scheme-03": "gopher://127.0.0.1:6379/_INFO",
    "ssrf-scheme-04": "dict://127.0.0.1:11211/stats",
    "ssrf-scheme-07": "sftp://127.0.0.1/",
    "ssrf-scheme-08": "tftp://127.0.0.1/x",
    "ssrf-scheme-10": "data:text/xml,<rss/>",
    "ssrf-scheme-13": "feed://127.0.0.1/",
    "ssrf-scheme-14": "view-source:http://127.0.0.1/",
    "ssrf-scheme-15": "netdoc:///etc/passwd",
    "ssrf-scheme-16": "unix:///var/run/docker.sock",
}


@cases(SCHEMES)
async def test_only_http_and_https_are_asked_at_the_door_and_at_every_hop(
    payload, production, desk, newsroom, lookout, request
):
    for where, sent in (("/v1/feeds", {"json": {"url": payload}}), ("/", {"data": {"url": payload}})):
        answer = production.web.post(where, **sent)
        assert answer.status_code == 422, where
        assert "root:" not in answer.text
    outline = f'<outline type="rss" text="x" xmlUrl="{payload.replace("<", "&lt;")}"/>'
    opml = f'<opml version="2.0"><body>{outline}</body></opml>'
    report = production.web.post("/v1/feeds/import", content=opml, headers={"Content-Type": "application/xml"}).json()
    assert (report["accepted"], report["known"]) == (0, 0)
    assert report["refused"] + len(report["problems"]) == 1
    async with WebClient(user_agent="w", timeout=5) as web:
        with pytest.raises((BadUrl, AddressRefused)):
            await web.get(payload, max_bytes=1000)

    # As the second hop of a redirect, for the client and for the whole service.
    name = request.node.callspec.id
    moved = newsroom.redirect(f"/{name}/second", payload, 302)
    first = newsroom.redirect(f"/{name}/first", moved, 301)
    async with WebClient(user_agent="w", allow=desk.settings.allow_networks, timeout=5) as web:
        with pytest.raises((Unreachable, AddressRefused)):
            await web.get(first, max_bytes=1000)
    feed = desk.feed(desk.read(first))
    assert feed.failures == 1
    assert feed.last_error
    assert desk.entries(feed.id) == []
    assert lookout.dialled_beside(production.url, desk.url, newsroom.origin) == []
