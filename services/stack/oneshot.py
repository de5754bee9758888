"""One shot: submit feeds, follow their entries through the running pipeline until none is on its way, sum up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas.article import Article
from schemas.change import ChangeKind
from schemas.entry import EntryState
from schemas.feed import Feed, FeedState, ParsedFeed, Poll, PollOutcome
from wirecopy.errors import SetupError
from wirecopy.feeds.opml import OpmlFeed
from wirecopy.grouping import place_waiting
from wirecopy.ledger import articles, changes, entries, feeds
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.entries import Progress
from wirecopy.ledger.feeds import Polled
from wirecopy.records.urls import url_key
from wirecopy.settings import Settings
from wirecopy.web.hosts import pacing_key

_LOOK_SECONDS = 0.2
# What is due later than this (a host asked for quiet, a page will be tried again) is left for a later run.
_PATIENCE = timedelta(seconds=90)
_PAGE = 500


@dataclass(frozen=True)
class Run:
    """What was submitted, and from where in time and in the change log the run begins."""

    feed_ids: tuple[int, ...]
    since: datetime
    cursor: str
    polled_since: datetime
    """Each feed must have been asked after this moment for the run to be over; later than `since` in a second round."""


@dataclass(frozen=True)
class Summary:
    """How a run ended."""

    feeds: tuple[Feed, ...]
    progress: Progress
    left: int = 0
    """Entries that wait for a later moment, such as the end of a host's Retry-After."""
    unpolled: tuple[Feed, ...] = ()
    """Feeds that could not be asked yet."""
    failed_feeds: tuple[Feed, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether every feed could be read and no entry failed."""
        return not self.failed_feeds and not self.unpolled and not self.progress.by_state.get(EntryState.FAILED)


def submit(
    ledger: Ledger, settings: Settings, wanted: Iterable[OpmlFeed], documents: Sequence[tuple[Path, ParsedFeed]]
) -> Run:
    """Submit feeds by URL, and enter the entries of feed documents that were read from files."""
    now = datetime.now(UTC)
    ids = []
    with ledger.begin() as conn:
        cursor = changes.latest(conn)
        for feed in wanted:
            known, _ = feeds.submit(
                conn, feed.url, now=now, interval=settings.poll_interval, title=feed.title, tags=feed.tags
            )
            ids.append(known.id)
        for path, parsed in documents:
            known, _ = feeds.submit(
                conn,
                path.absolute().as_uri(),
                now=now,
                interval=settings.poll_interval,
                title=parsed.title,
                state=FeedState.LOCAL,
            )
            after = known.model_copy(
                update={"kind": parsed.kind, "title": parsed.title, "site_url": parsed.site_url, "last_polled_at": now}
            )
            feeds.record_polls(
                conn,
                [
                    Polled(
                        known,
                        Poll(feed_id=known.id, at=now, outcome=PollOutcome.CHANGED, entries_found=len(parsed.entries)),
                        lambda _counts, _pushed, after=after: after,  # type: ignore[misc]
                        parsed.entries,
                    )
                ],
                now=now,
                host_of=pacing_key,
                key_of=url_key,
            )
            ids.append(known.id)
    return Run(tuple(dict.fromkeys(ids)), now, cursor, polled_since=now)


def submit_again(ledger: Ledger, run: Run) -> Run:
    """A second round of the same run: its feeds are due now, and its sums go on from where they stood."""
    now = datetime.now(UTC)
    tracked = _tracked(ledger, run)
    with ledger.begin() as conn:
        for feed in tracked:
            if feed.state is FeedState.ACTIVE:
                feeds.poll_now(conn, feed.id, now=now)
    return replace(run, polled_since=now)


def follow(
    ledger: Ledger,
    run: Run,
    *,
    tell: Callable[[Progress], None],
    look_after: Callable[[], None],
) -> Summary:
    """Watch until nothing of the run is on its way; `tell` gets the progress, `look_after` tends the processes.

    Raises SetupError from `look_after` when the pipeline can't go on.
    """
    while True:
        look_after()
        now = datetime.now(UTC)
        with ledger.read() as conn:
            tracked = _tracked(ledger, run)
            progress = entries.progress(conn, feed_ids=[feed.id for feed in tracked], since=run.since)
        tell(progress)
        unpolled = [feed for feed in tracked if not _polled(feed, run)]
        busy_feeds = [feed for feed in unpolled if feed.next_poll_at <= now + _PATIENCE]
        waiting = progress.by_state.get(EntryState.WAITING, 0)
        moving = progress.by_state.get(EntryState.PULLING, 0) + progress.by_state.get(EntryState.QUEUED, 0)
        due_soon = progress.next_attempt_at is not None and progress.next_attempt_at <= now + _PATIENCE
        if not busy_feeds and not moving and not (waiting and due_soon):
            # Workers place what they have filed; the last of them may still be at it.
            place_waiting(ledger, now=now)
            failed = tuple(feed for feed in tracked if feed.last_error and feed not in unpolled)
            return Summary(tuple(tracked), progress, waiting, tuple(unpolled), failed)
        time.sleep(_LOOK_SECONDS)


def records(ledger: Ledger, run: Run, *, copies: bool = False) -> Iterator[Article]:
    """The articles that this run made or revised, in the order they were stored, each once, as they are now."""
    mine = {feed.id for feed in _tracked(ledger, run)}
    seen: set[int] = set()
    wanted = {ChangeKind.NEW, ChangeKind.REVISED, *([ChangeKind.DUPLICATE] if copies else [])}
    cursor = run.cursor
    while True:
        with ledger.read() as conn:
            news = changes.read(conn, cursor, limit=_PAGE)
            fresh = [change.article_id for change in news if change.article_id not in seen and change.kind in wanted]
            found = {article.id: article for article in articles.by_ids(conn, list(dict.fromkeys(fresh)))}
        for article_id in dict.fromkeys(fresh):
            article = found.get(article_id)
            if article and article.source.feed_id in mine:
                seen.add(article_id)
                yield article
        if len(news) < _PAGE:
            return
        cursor = news[-1].cursor


def give_up_after(crashes: dict[str, int], tails: Callable[[str], str], *, most: int = 5) -> None:
    """Raise SetupError, with the end of its log, when a service crashed `most` times in a row."""
    for name, count in crashes.items():
        if count >= most:
            raise SetupError(f"{name} crashed {count} times in a row; its log ends:\n{tails(name)}")


def _tracked(ledger: Ledger, run: Run) -> list[Feed]:
    """The run's feeds, and those that were found in place of a submitted page (one step down from an index as well)."""
    with ledger.read() as conn:
        tracked = {feed_id: feeds.get(conn, feed_id) for feed_id in run.feed_ids}
        tracked |= {feed.id: feed for feed in feeds.found_instead(conn, list(run.feed_ids))}
    return list(tracked.values())


def _polled(feed: Feed, run: Run) -> bool:
    return (
        # A page is asked once: what it led to is asked from then on.
        (feed.state is FeedState.PAGE and feed.last_polled_at is not None)
        or feed.state not in (FeedState.ACTIVE, FeedState.PAGE)
        or (feed.last_polled_at is not None and feed.last_polled_at >= run.polled_since)
    )
