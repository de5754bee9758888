"""What two parsers read out of one feed, in one shape, so that they can be compared field by field."""

from __future__ import annotations

import calendar
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import lxml.html
from lxml import etree

from schemas.feed import FeedEntry, ParsedFeed
from wirecopy.cleaning.safehtml import safe_html
from wirecopy.errors import NotAFeed
from wirecopy.feeds.parse import parse

_HIDDEN = ("script", "style", "noscript", "template", "iframe", "object", "applet", "noembed", "noframes", "head")


@dataclass(frozen=True)
class File:
    """An enclosure."""

    url: str
    media_type: str | None
    length: int | None


@dataclass(frozen=True)
class EntryReading:
    """An entry as one parser gives it. Texts may be plain or HTML; `same_text` knows."""

    id: str | None = None
    title: str = ""
    link: str | None = None
    summary: str = ""
    content: str = ""
    published_content: str = ""
    """Content before anything that could act was taken out of it; ours only."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """What feedparser calls the tags beside their terms; ours has one name to a tag."""
    files: tuple[File, ...] = ()
    image: str | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The longest that it says."""
        return self.content or self.summary


@dataclass(frozen=True)
class Reading:
    """A feed as one parser gives it."""

    kind: str
    title: str
    link: str | None
    links: frozenset[str]
    language: str | None
    ttl: int | None
    entries: tuple[EntryReading, ...]


def read_ours(body: bytes, headers: dict[str, str]) -> Reading | None:
    """What wirecopy reads, content as `wirecopy parse` prints it; None where it says that this is no feed."""
    try:
        feed = parse(body, url=headers.get("content-location"), content_type=headers.get("content-type"))
    except NotAFeed:
        return None
    return reading_of_ours(feed)


def reading_of_ours(feed: ParsedFeed) -> Reading:
    """A ParsedFeed in the common shape."""
    return Reading(
        kind=feed.kind.value,
        title=feed.title,
        link=feed.site_url,
        links=frozenset(filter(None, (feed.site_url, feed.self_url, feed.hub_url))),
        language=feed.language,
        ttl=feed.ttl_seconds,
        entries=tuple(map(_our_entry, feed.entries)),
    )


def _our_entry(entry: FeedEntry) -> EntryReading:
    return EntryReading(
        id=entry.guid,
        title=entry.title,
        link=entry.url,
        summary=entry.summary,
        content=safe_html(entry.content_html) if entry.content_html else "",
        published_content=entry.content_html or "",
        authors=entry.authors,
        published=entry.published_at,
        updated=entry.updated_at,
        tags=entry.tags,
        labels=entry.tags,
        files=tuple(File(file.url, file.media_type, file.length) for file in entry.enclosures),
        image=entry.image_url,
        language=entry.language,
    )


def read_feedparser(body: bytes, headers: dict[str, str]) -> Reading:
    """What feedparser reads, as its users call it: sanitizing and resolving links."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own deprecations
        found = feedparser.parse(BytesIO(body), response_headers=headers)
        feed = found.feed
        ttl = _get(feed, "ttl")
        return Reading(
            kind=str(found.get("version") or ""),
            title=_get(feed, "title"),
            link=_get(feed, "link") or None,
            links=frozenset(_get(link, "href") for link in feed.get("links", ())),
            language=_get(feed, "language") or None,
            ttl=int(ttl) * 60 if ttl.isdigit() else None,
            entries=tuple(map(_their_entry, found.entries)),
        )


def _their_entry(entry: Any) -> EntryReading:
    content = next((_get(part, "value") for part in entry.get("content", ()) if _get(part, "value")), "")
    tags, people = entry.get("tags", ()), entry.get("authors", ())
    images = [_get(image, "url") for image in entry.get("media_thumbnail", ())]
    images.append(_get(entry.get("image", {}), "href"))
    language = _get(entry.get("content", [{}])[0], "language") or _get(entry.get("title_detail", {}), "language")
    return EntryReading(
        id=_get(entry, "id") or None,
        title=_get(entry, "title"),
        link=_get(entry, "link") or None,
        # dict.get, because feedparser's own stands in content for a summary that is not there.
        summary=dict.get(entry, "summary") or "",
        content=content,
        authors=tuple(filter(None, (_get(person, "name") or _get(person, "email") for person in people))),
        published=_moment(entry, "published_parsed") or _moment(entry, "created_parsed"),
        updated=_moment(entry, "updated_parsed"),
        tags=tuple(_get(tag, "term") for tag in tags if _get(tag, "term")),
        labels=tuple(_get(tag, "label") for tag in tags if _get(tag, "label")),
        files=tuple(
            File(_get(file, "href"), _get(file, "type").lower() or None, whole(_get(file, "length")))
            for file in entry.get("enclosures", ())
            if _get(file, "href")
        ),
        image=next(filter(None, images), None),
        language=language or None,
    )


def _get(source: Any, name: str) -> str:
    value = source.get(name) if source else None
    return value if isinstance(value, str) else ""


def _moment(entry: Any, name: str) -> datetime | None:
    parts = dict.get(entry, name)
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError):
        return None


def whole(text: object) -> int | None:
    """A whole number of bytes that says something: feeds write 0 and -1 where they do not know."""
    number = str(text).strip()
    return int(number) or None if number.isdigit() else None


def html_text(markup: str) -> str:
    """The visible text of a piece of HTML, read by libxml2 and not by what is measured here."""
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for element in list(tree.iter(*_HIDDEN)):
        element.drop_tree()
    return "".join(map(str, tree.itertext()))


def folded(text: str) -> str:
    """A text without its spaces, which block elements and line breaks give one parser and not the other."""
    return "".join(text.replace("\u200b", "").split())


def forms(text: str) -> set[str]:
    """The ways to read a text that may be plain or HTML: as it stands, and with its markup taken for markup."""
    return {folded(text), folded(html_text(text))}


def same_but_for_escaping(one: str, other: str) -> bool:
    """Whether two texts say the same when both are read as HTML until nothing is left to read."""
    return same_text(one, other) or bool(forms(html_text(one)) & forms(html_text(other)))


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, spaces and markup aside."""
    return one == other or bool(forms(one) & forms(other))


def same_link(one: str | None, other: str | None) -> bool:
    """Whether two addresses are one: escapes and the empty path are written either way."""
    return one == other or (bool(one and other) and _address(one or "") == _address(other or ""))


def _address(link: str) -> str:
    link = re.sub(r"[\t\r\n]", "", link).strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    path = unquote(parts.path) or "/"
    return f"{parts.scheme}://{parts.netloc.lower()}{path}?{unquote(parts.query)}#{unquote(parts.fragment)}"


def same_names(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists name the same people or things, in any order."""
    return {folded(html_text(name)).lower() for name in one} == {folded(html_text(name)).lower() for name in other}
