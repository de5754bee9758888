"""Feeds for the scenarios: as short as they can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from tests.newsroom import Answer


def rss(*items: str, channel: str = "", version: str = '2.0" xmlns:atom="http://www.w3.org/2005/Atom') -> bytes:
    """An RSS feed of these items."""
    inside = f"<title>Quay Post</title>{channel}{''.join(items)}"
    return f'<rss version="{version}"><channel>{inside}</channel></rss>'.encode()


def item(name: str, posted: datetime | None = None, *, guid: bool = True, **elements: str) -> str:
    """One item; `posted` becomes its pubDate, `elements` more of its children."""
    given = {"title": f"Story {name}", "link": f"https://quay.example/{name}"} | elements
    if guid:
        given.setdefault("guid", f"quay-{name}")
    if posted is not None:
        given["pubDate"] = format_datetime(posted)
    return "<item>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in given.items()) + "</item>"


def items(names: Iterable[str], posted: datetime | None = None) -> str:
    return "".join(item(name, posted) for name in names)


FEED = rss(item("one"), item("two"))


def feed(body: bytes = FEED, **headers: str) -> Answer:
    """A plain answer with these headers (`Cache_Control` is `Cache-Control`), without any magic of the newsroom's."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body, headers={"Content-Type": "application/rss+xml", **named})


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """An answer of another status."""
    return Answer(body, code, {name.replace("_", "-"): value for name, value in headers.items()})


NOT_MODIFIED = status(304)
