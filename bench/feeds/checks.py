"""One expectation of a test case on one field, and whether a reading of the case meets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bench.feeds.readings import EntryReading, File, Reading, same_but_for_escaping, same_link, whole


@dataclass(frozen=True)
class Check:
    """What a test case says of one field, in the common shape's words."""

    name: str
    expected: Any
    entry: int | None = None
    """Which entry; None for the feed."""
    entry_id: str | None = None
    """Or the entry with this id, for families that put entries in another order."""

    def is_met(self, reading: Reading | None) -> bool:
        """Whether the reading says so."""
        if reading is None:
            return False
        if self.entry is None:
            return _FEED[self.name](reading, self.expected)
        entry = _entry(reading, self.entry, self.entry_id)
        return entry is not None and _ENTRY[self.name](entry, self.expected)


def moment(value: object) -> datetime | None:
    """A date as expectations write it: ISO, RFC 822, seconds, or nine numbers."""
    try:
        if isinstance(value, tuple):
            return datetime(*value[:6], tzinfo=UTC)
        if isinstance(value, int):
            return datetime.fromtimestamp(value, UTC)
        text = str(value).strip()
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _entry(reading: Reading, place: int, entry_id: str | None) -> EntryReading | None:
    if entry_id:
        known = next((entry for entry in reading.entries if entry.id == entry_id), None)
        if known:
            return known
    return reading.entries[place] if -len(reading.entries) <= place < len(reading.entries) else None


def _same_moment(found: datetime | None, expected: Any) -> bool:
    wanted = moment(expected)
    return found is not None and wanted is not None and abs((found - wanted).total_seconds()) < 1


def _has_name(names: tuple[str, ...], expected: str) -> bool:
    return any(same_but_for_escaping(name.lower(), expected.lower()) for name in names) or not (names or expected)


def _has_file(entry: EntryReading, expected: File) -> bool:
    return any(
        same_link(file.url, expected.url)
        and (expected.media_type is None or file.media_type == expected.media_type.lower())
        and (expected.length is None or file.length == expected.length)
        for file in entry.files
    )


def _same_language(found: str | None, expected: str | None) -> bool:
    return (found or "").lower() == (expected or "").lower()


_ENTRY: dict[str, Callable[[EntryReading, Any], bool]] = {
    "title": lambda entry, text: same_but_for_escaping(entry.title, text),
    "link": lambda entry, link: same_link(entry.link, link),
    "a link": lambda entry, link: any(same_link(found, link) for found in (entry.link, *_urls(entry))),
    # An id is an identity and no link: ours is as written, feedparser's is resolved against the base.
    "id": lambda entry, text: (entry.id or "") in (text.strip(), text.strip().removeprefix("http://example.com")),
    # RSS's description is a summary or the whole article: what it says must be in one of the two.
    "description": lambda entry, text: (
        same_but_for_escaping(entry.summary, text) or same_but_for_escaping(entry.content, text)
    ),
    "content": lambda entry, text: same_but_for_escaping(entry.content, text),
    "author": lambda entry, name: _has_name(entry.authors, name),
    "author line": lambda entry, line: any(name and name in line for name in entry.authors),
    "published": lambda entry, date: _same_moment(entry.published, date),
    # A date without a role (dc:date) is published in one model and updated in the other.
    "updated": lambda entry, date: _same_moment(entry.updated, date) or _same_moment(entry.published, date),
    "tag": lambda entry, tag: _has_name(entry.tags + entry.labels, tag),
    "tags": lambda entry, count: len(entry.tags) == count,
    "file": _has_file,
    "files": lambda entry, count: len(entry.files) == count,
    "image": lambda entry, link: same_link(entry.image, link),
    "language": lambda entry, tag: _same_language(entry.language, tag),
}
_FEED: dict[str, Callable[[Reading, Any], bool]] = {
    "entries": lambda feed, count: len(feed.entries) == count,
    "title": lambda feed, text: same_but_for_escaping(feed.title, text),
    "link": lambda feed, link: same_link(feed.link, link),
    "a link": lambda feed, link: any(same_link(found, link) for found in feed.links),
    "language": lambda feed, tag: _same_language(feed.language, tag),
    "ttl": lambda feed, minutes: feed.ttl == (whole(minutes) or 0) * 60,
}
ENTRY_FIELDS = frozenset(_ENTRY)
FEED_FIELDS = frozenset(_FEED)


def _urls(entry: EntryReading) -> tuple[str, ...]:
    return tuple(file.url for file in entry.files)
