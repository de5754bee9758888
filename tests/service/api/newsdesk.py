"""A running API for tests: a real server on a real ledger, with a clock and queues that the test sets."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import uvicorn

from schemas.article import Draft, Provenance, Removal, Source
from schemas.change import ChangeKind
from schemas.entry import Entry, EntryState
from schemas.feed import Feed, FeedEntry, FeedKind, Poll, PollOutcome
from services.api.__main__ import listen
from services.api.app import create_app
from wirecopy.archive import Archive
from wirecopy.errors import BrokerDown
from wirecopy.ledger import articles, changes, entries, feeds
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from wirecopy.web.response import Headers, Response

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Newsdesk:
    """The server's collaborators, and what fills its ledger."""

    ledger: Ledger
    settings: Settings
    now: datetime = NOON
    queues: dict[str, int] | None = field(default_factory=lambda: {"feeds": 0, "articles": 3})
    url: str = ""
    client: httpx.Client = field(init=False)

    def probe(self) -> Mapping[str, int]:
        """Tell the depths the test has set; None is a broker that is down."""
        if self.queues is None:
            raise BrokerDown("redis://broker.example does not answer (OperationalError)")
        return self.queues

    def feed(self, url: str = "https://harbour.example/rss", **values: Any) -> Feed:
        with self.ledger.begin() as conn:
            return feeds.submit(conn, url, now=self.now, interval=3600, **values)[0]

    def poll(self, feed: Feed, *items: FeedEntry, title: str = "Harbour News", error: str | None = None) -> None:
        """Record a poll of `feed` that brought `items`, or that failed with `error`."""
        outcome = PollOutcome.FAILED if error else PollOutcome.CHANGED
        with self.ledger.begin() as conn:
            feeds.record_polls(
                conn,
                [
                    feeds.Polled(
                        feed,
                        Poll(feed_id=feed.id, at=self.now, outcome=outcome, status=None if error else 200, error=error),
                        lambda _counts, _pushed: feed.model_copy(
                            update={
                                "title": feed.title if error else title,
                                "kind": FeedKind.RSS,
                                "etag": '"v1"',
                                "next_poll_at": self.now + timedelta(hours=1),
                                "last_polled_at": self.now,
                                "last_status": None if error else 200,
                                "last_error": error,
                                "failures": feed.failures + 1 if error else 0,
                            }
                        ),
                        () if error else items,
                    )
                ],
                now=self.now,
                host_of=lambda url: url.split("/")[2],
                key_of=lambda url: url,
            )

    def entry(self, feed: Feed, title: str = "Ferry late", *, failed: str | None = None) -> Entry:
        """Add one entry to `feed`; with `failed` it has failed for good with that traceback."""
        key = f"{feed.id}-{title}"
        self.poll(feed, FeedEntry(key=key, url=f"https://harbour.example/{len(title)}", title=title))
        with self.ledger.begin() as conn:
            added = next(item for item in entries.page(conn, feed_id=feed.id, limit=200) if item.key == key)
            if failed:
                entries.settle(conn, added.id, now=self.now, state=EntryState.FAILED, error=failed)
            return entries.get(conn, added.id)

    def article(
        self,
        title: str = "Ferry to run again on Monday",
        text: str = "The ferry runs again.\n\nFreight goes first.",
        *,
        duplicate_of: int | None = None,
        evidence: dict[str, Any] | None = None,
        **values: Any,
    ) -> int:
        with self.ledger.begin() as conn:
            article = articles.store(
                conn,
                draft(title, text, **values),
                sketch_keys=(),
                sketch_packed=b"",
                duplicate_of=duplicate_of,
                evidence=evidence or {},
                now=self.now,
            )
            kind = ChangeKind.DUPLICATE if duplicate_of else ChangeKind.NEW
            changes.append(conn, kind, article, 1, now=self.now)
            return article

    def pulled(self, html: str, title: str = "Ferry to run again on Monday", **values: Any) -> int:
        """An article that was made from the page `html`, which lies in the archive."""
        entry = self.entry(self.feed(), title)
        article = self.article(title, **values)
        with Archive(self.settings.archive_dir) as archive:
            archived = archive.append(_response(entry.url or "", html), fetched_at=self.now)
        with self.ledger.begin() as conn:
            entries.record_archive(conn, entry.id, archived)
            entries.settle(conn, entry.id, now=self.now, state=EntryState.STORED, article_id=article)
        return article


def _response(url: str, html: str) -> Response:
    return Response(
        url=url,
        requested_url=url,
        status=200,
        reason="OK",
        headers=Headers([("Content-Type", "text/html; charset=utf-8")]),
        body=html.encode(),
        redirects=(),
        elapsed_ms=5,
        request_headers=Headers([("Host", "harbour.example")]),
    )


def draft(title: str, text: str, *, host: str = "harbour.example", **values: Any) -> Draft:
    """A normalized article of the invented newsroom at `host`."""
    url = values.pop("url", f"https://{host}/news/{abs(hash((title, text)))}")
    made: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "url_keys": (url,),
        "source": Source(
            host=host, name=values.pop("source_name", "Harbour News"), feed_id=values.pop("feed_id", None)
        ),
        "title": title,
        "text": text,
        "authors": ("Ada Lind",),
        "published_at": NOON - timedelta(hours=2),
        "date_source": "json-ld",
        "language": "en",
        "word_count": len(text.split()),
        "content_hash": f"v1:{abs(hash(text))}",
        "provenance": Provenance(
            extractor="page:trafilatura",
            version="1",
            fields={"title": "json-ld"},
            removed=(Removal(text="This story is over 5 years old.", reason="age-notice"),),
        ),
    }
    return Draft(**{**made, **values})


@contextmanager
def served(ledger: Ledger, settings: Settings) -> Iterator[Newsdesk]:
    """Run the API on a free loopback port until the block ends."""
    desk = Newsdesk(ledger, settings)
    app = create_app(settings, ledger, desk.probe, clock=lambda: desk.now)
    with listen("127.0.0.1", 0) as listener:
        desk.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with httpx.Client(base_url=desk.url, timeout=60) as client:  # the first page to explain starts a cell
                desk.client = client
                yield desk
        finally:
            server.should_exit = True
            thread.join(timeout=10)
