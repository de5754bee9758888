"""Expectations kept as JSON documents: those of gofeed, podcastparser and rss-parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bench.feeds.checks import Check
from bench.feeds.readings import File, whole

Checks = Iterator[Check]

_GOFEED_ITEM = {
    "title": "title",
    "link": "link",
    "summary": "description",
    "description": "description",
    "publishedParsed": "published",
    "pubDateParsed": "published",
    "updatedParsed": "updated",
}


def gofeed(expected: dict[str, Any]) -> Checks:
    """gofeed: what its Atom and RSS parsers and its translator of both give."""
    yield from _texts(expected, None, {"title": "title", "language": "language"})
    # Its parsers keep a channel's last link, as the text of an element; Atom feeds have a list of links.
    if isinstance(expected.get("link"), str):
        yield Check("link", expected["link"])
    if expected.get("feedLink"):
        yield Check("a link", expected["feedLink"])
    items = expected.get("entries", expected.get("items")) or []
    yield Check("entries", len(items))
    for place, item in enumerate(items):
        yield from _texts(item, place, _GOFEED_ITEM)
        if content := _value(item.get("content")):
            yield Check("description", content, place)
        if guid := _value(item.get("guid")) or item.get("id"):
            yield Check("id", guid, place)
        named = (("author", person.get("name")) for person in item.get("authors", ()))
        tagged = (("tag", _value(category)) for category in item.get("categories", ()))
        yield from (Check(name, text, place) for name, text in (*named, *tagged) if text)
        for file in item.get("enclosures", ()):
            yield Check("file", File(file["url"], file.get("type"), whole(file.get("length"))), place)
        for link in item.get("links", ()):
            if isinstance(link, dict) and link.get("rel") == "alternate" and link.get("href"):
                yield Check("a link", link["href"], place)
        if (item.get("image") or {}).get("url"):
            yield Check("image", item["image"]["url"], place)


def podcastparser(expected: dict[str, Any]) -> Checks:
    """gpodder's podcastparser: episodes, newest first, of those with something to play.

    What it makes up where a feed says nothing is no expectation on the feed: titles of file names (all letters of
    which are small), guids of links.
    """
    yield from _texts(expected, None, {"link": "link", "language": "language"})
    if not _is_file_name(expected.get("title")):
        yield from _texts(expected, None, {"title": "title"})
    for place, told in enumerate(expected.get("episodes", ())):
        # Relative to where the test case lies.
        lies = str(told.get("guid", "")).startswith("file:")
        episode = {**told, "guid": None, "link": None} if lies else told
        guid = episode.get("guid")
        files = episode.get("enclosures", ())
        names = {"link": "link", "description": "description"}
        if not _is_file_name(episode.get("title")):
            names["title"] = "title"
        checks = list(_texts(episode, place, names))
        if episode.get("published"):
            checks.append(Check("updated", episode["published"], place))
        if guid and guid not in (episode.get("link"), *(file["url"] for file in files)):
            checks.append(Check("id", guid, place))
        for file in files:
            kind = file.get("mime_type")
            kind = None if kind == "application/octet-stream" else kind  # its word for an unknown type
            checks.append(Check("file", File(file["url"], kind, whole(file.get("file_size"))), place))
        yield from (Check(check.name, check.expected, place, guid) for check in checks)


def rss_parser(expected: dict[str, Any]) -> Checks:
    """rss-parser for Node."""
    feed = expected.get("feed", expected)
    yield from _texts(feed, None, {"title": "title", "link": "link", "language": "language", "feedUrl": "a link"})
    yield Check("entries", len(feed.get("items", ())))
    names = {"title": "title", "link": "link", "guid": "id", "id": "id", "content": "description"}
    names |= {"content:encoded": "content", "isoDate": "updated", "creator": "author line", "author": "author line"}
    for place, told in enumerate(feed.get("items", ())):
        # Of the two, the one that both peers and we take first.
        item = {**told, "author": None} if told.get("creator") else told
        yield from _texts(item, place, names)
        for tag in item.get("categories", ()):
            if isinstance(tag, str):
                yield Check("tag", tag, place)
        if file := item.get("enclosure"):
            yield Check("file", File(file.get("url", ""), file.get("type"), whole(file.get("length"))), place)


FAMILIES: dict[str, Callable[[dict[str, Any]], Checks]] = {
    "mmcdole/gofeed": gofeed,
    "gpodder/podcastparser": podcastparser,
    "rbren/rss-parser": rss_parser,
}


def _value(source: Any) -> str | None:
    """What stands alone in one of gofeed's models, and with its attributes in another."""
    return source.get("value") or source.get("term") if isinstance(source, dict) else source


def _is_file_name(title: str | None) -> bool:
    return bool(title) and re.fullmatch(r"[a-z0-9_]+", title or "") is not None


def _texts(source: dict[str, Any], place: int | None, names: dict[str, str]) -> Checks:
    for theirs, ours in names.items():
        value = source.get(theirs)
        if value and isinstance(value, str):
            yield Check(ours, value, place)
