"""Feeds, entries and articles to fill a ledger with. Invented newsrooms only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection

from schemas.article import Draft, Provenance, Source
from schemas.entry import ArchivedResponse
from schemas.feed import Feed, FeedEntry, FeedKind, ParsedFeed, Poll, PollOutcome
from wirecopy.errors import BadUrl
from wirecopy.ledger import articles, entries, feeds

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def host_of(url: str) -> str:
    """A stand-in for the pacing key: the whole host."""
    return urlsplit(url).hostname or ""


def key_of(url: str) -> str:
    """A stand-in for the comparison key: blind to scheme and query."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise BadUrl(f"{url} names no host")
    return f"{parts.hostname}{parts.path}"


def item(name: str = "one", host: str = "harbour.example", **fields: Any) -> FeedEntry:
    given = {"key": name, "guid": name, "url": f"https://{host}/{name}", "title": f"Headline {name}"}
    return FeedEntry(**(given | fields))


def parsed(*items: FeedEntry, **fields: Any) -> ParsedFeed:
    given = {"kind": FeedKind.RSS, "title": "Harbour News", "site_url": "https://harbour.example/", "entries": items}
    return ParsedFeed(**(given | fields))


def submitted(conn: Connection, now: datetime, url: str = "https://harbour.example/feed.xml", **fields: Any) -> Feed:
    return feeds.submit(conn, url, now=now, interval=3600, **fields)[0]


def polled(
    conn: Connection,
    feed: Feed,
    now: datetime,
    document: ParsedFeed | None = None,
    outcome: PollOutcome = PollOutcome.CHANGED,
    **fields: Any,
) -> entries.EntryCounts | None:
    """Record one poll of `feed`; `fields` are those of the feed after it, or `status`, `error` and `new_url`."""
    poll = Poll(feed_id=feed.id, at=now, outcome=outcome, status=fields.pop("status", 200), error=fields.get("error"))
    new_url, error = fields.pop("new_url", None), fields.pop("error", None)
    after = {"next_poll_at": now + HOUR, "last_polled_at": now, "last_status": poll.status, "last_error": error}
    if document is not None:
        after |= {"title": document.title, "site_url": document.site_url, "kind": document.kind, "read_at": now}
    items = document.entries if document is not None else ()
    one = feeds.Polled(
        feed,
        poll.model_copy(update={"entries_found": len(items)}),
        lambda _counts, _pushed: feed.model_copy(update=after | fields),
        items,
        whole=True,
        new_url=new_url,
    )
    return feeds.record_polls(conn, [one], now=now, host_of=host_of, key_of=key_of).get(feed.id)


def merged(conn: Connection, feed: Feed, now: datetime, *items: FeedEntry) -> list[int]:
    """Put entries into a feed; give the ids of all its entries."""
    entries.merge(conn, feed.id, items, now=now, host_of=host_of, key_of=key_of)
    return [entry.id for entry in entries.page(conn, feed_id=feed.id, limit=10_000)]


def leased(conn: Connection, now: datetime, **fields: Any) -> list[int]:
    given = {"limit": 100, "per_host": 100, "lease_seconds": 60}
    return [entry.id for entry in entries.lease(conn, now=now, **(given | fields))]


def archived(now: datetime, url: str = "https://harbour.example/one") -> ArchivedResponse:
    return ArchivedResponse(
        file="2026/a.warc.gz", offset=7, length=99, url=url, status=200, content_type="text/html", fetched_at=now
    )


def draft(name: str = "one", host: str = "harbour.example", **fields: Any) -> Draft:
    text = fields.get("text", f"The ferry {name} left the harbour.\n\nNobody knows when it will be back.")
    given: dict[str, Any] = {
        "url": f"https://{host}/{name}",
        "canonical_url": f"https://{host}/{name}",
        "url_keys": (f"{host}/{name}",),
        "source": Source(host=host, name="Harbour News"),
        "title": f"Headline {name}",
        "text": text,
        "language": "en",
        "word_count": len(text.split()),
        "content_hash": f"v1:{hash(text)}",
        "provenance": Provenance(extractor="page:test", version="1"),
    }
    return Draft(**(given | fields))


def stored(conn: Connection, now: datetime, given: Draft | None = None, **fields: Any) -> int:
    rest: dict[str, Any] = {"sketch_keys": (), "sketch_packed": b"", "duplicate_of": None, "evidence": {}}
    return articles.store(conn, given or draft(), now=now, **(rest | fields))
