"""A ledger and an archive in which pages lie as an older version of the cleaning code has read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.article import CleanPage
from schemas.entry import ArchivedResponse, Batch, CleanCopy
from schemas.feed import FeedEntry
from schemas.reprocess import Recleaned, Run
from tests.newsroom import words
from tests.newsroom.stories import Story, page
from wirecopy.archive import Archive
from wirecopy.cells.pool import Cells
from wirecopy.cleaning.clean import clean
from wirecopy.cleaning.feedtext import clean_entry
from wirecopy.filing import file_batch
from wirecopy.ledger import Ledger, articles, entries, feeds, reprocessing
from wirecopy.records.urls import url_key
from wirecopy.reprocessing.working import work
from wirecopy.web.hosts import pacing_key
from wirecopy.web.response import Headers, Response

NOTICE = "Sign up here for the harbour letter, every Friday in your mailbox."
"""What the older cleaning left in every text."""


def story(name: str, host: str = "paper.example") -> Story:
    return Story(f"https://{host}/{name}", words.headline(name), tuple(words.paragraphs(name)))


@dataclass
class Newspaper:
    """Publishes, is read by an older cleaner, and is cleaned again."""

    ledger: Ledger
    archive: Archive
    cells: Cells
    now: datetime

    def __post_init__(self) -> None:
        with self.ledger.begin() as conn:
            self.feed, _ = feeds.submit(conn, "https://paper.example/feed", now=self.now, interval=3600)

    def read(self, *stories: Story, version: str = "0", left_in: str = NOTICE) -> list[int]:
        """File stories whose pages are in the archive as the cleaner of that `version` reads them; their ids."""
        return [self._file(told, self._page(told, version, left_in), page(told, "The Paper")) for told in stories]

    def read_from_feed(self, told: Story) -> int:
        """File a story by the feed's content alone, as an older cleaner read it."""
        item = self._item(told, content_html=told.html)
        made = clean_entry(item, url=told.url)
        older = made.provenance.model_copy(update={"version": "0"})
        return self._file(
            told, made.model_copy(update={"provenance": older, "text": f"{made.text}\n\n{NOTICE}"}), None, item=item
        )

    def append(self, markup: str, url: str) -> ArchivedResponse:
        """Put a page into the archive."""
        response = Response(
            url=url,
            requested_url=url,
            status=200,
            reason="OK",
            headers=Headers([("Content-Type", "text/html; charset=utf-8")]),
            body=markup.encode(),
            redirects=(),
            elapsed_ms=12,
            request_headers=Headers([("Host", "paper.example")]),
        )
        return self.archive.append(response, fetched_at=self.now)

    def begin(self, *, dry_run: bool = False, host: str | None = None) -> Run:
        with self.ledger.begin() as conn:
            return reprocessing.begin(conn, host=host, since=None, dry_run=dry_run, cleaner="1", now=self.now)

    def work(self, *, at_once: int = 8) -> Run | None:
        return work(self.ledger, self.archive, self.cells, clock=lambda: self.now, lease_seconds=60, at_once=at_once)

    def reprocess(self, **wishes: object) -> tuple[Run, list[Recleaned]]:
        """A whole run, and what came of the articles that have something to tell."""
        run = self.begin(**wishes)  # type: ignore[arg-type]
        while self.work() is not None:
            pass
        with self.ledger.read() as conn:
            return reprocessing.get(conn, run.id), list(reprocessing.results(conn, run.id))

    def get(self, article_id: int):
        with self.ledger.read() as conn:
            return articles.get(conn, article_id)

    def kinds(self, article_id: int) -> list[str | None]:
        with self.ledger.read() as conn:
            return [version.kind for version in articles.revisions(conn, article_id)]

    def _page(self, told: Story, version: str, left_in: str) -> CleanPage:
        made = clean(page(told, "The Paper"), url=told.url)
        text = f"{made.text}\n\n{left_in}" if left_in else made.text
        older = made.provenance.model_copy(update={"version": version})
        return made.model_copy(update={"text": text, "provenance": older, "section": "Old section"})

    def _item(self, told: Story, **fields: object) -> FeedEntry:
        return FeedEntry(key=told.url, url=told.url, title=told.title, summary=told.lead, **fields)

    def _file(self, told: Story, made: CleanPage, markup: str | None, item: FeedEntry | None = None) -> int:
        item = item or self._item(told)
        with self.ledger.begin() as conn:
            entries.merge(conn, self.feed.id, [item], now=self.now, host_of=pacing_key, key_of=url_key)
            (entry,) = entries.lease(conn, now=self.now, limit=100, per_host=100, lease_seconds=60)
            if markup is not None:
                entries.record_archive(conn, entry.id, self.append(markup, told.url))
            entries.mark_queued(conn, [entry.id], now=self.now)
        copy = CleanCopy(
            entry_id=entry.id,
            feed_id=entry.feed_id,
            attempt=1,
            url=told.url,
            fetched_at=self.now,
            item=item,
            page=made,
        )
        file_batch(self.ledger, Batch(copies=(copy,)), now=self.now, max_attempts=1, retry_delay=1)
        with self.ledger.read() as conn:
            settled = entries.get(conn, entry.id)
        assert settled.article_id is not None, settled
        self.now += timedelta(minutes=1)
        return settled.article_id
