"""The figures of the front page, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from schemas.entry import EntryState
from schemas.feed import Feed, FeedState
from services.api.answers import Process
from services.api.context import Context
from services.api.dashboard.chart import Share, Throughput, floor, shares, throughput
from services.api.dashboard.listing import ListedArticle, listed
from services.api.standing import entry_counts, feed_counts, processes, queue_depths
from wirecopy.ledger import articles, feeds

ON_THE_WAY = (EntryState.WAITING, EntryState.PULLING, EntryState.QUEUED)
NEWEST = 15
FEEDS_SHOWN = 20
_FEEDS_LOOKED_AT = 500


class Span(StrEnum):
    """What the throughput chart covers."""

    HOUR = "hour"
    DAY = "day"


# Span: length of a bucket, number of buckets.
_BUCKETS = {Span.HOUR: (timedelta(minutes=1), 60), Span.DAY: (timedelta(minutes=30), 48)}


@dataclass(frozen=True)
class Overview:
    """All that the front page shows."""

    span: Span
    today: articles.Counts
    on_the_way: int
    failed: int
    queued_messages: int | None
    broker_error: str | None
    chart: Throughput
    entries: dict[EntryState, int]
    shares: tuple[Share, ...]
    feed_counts: dict[FeedState, int]
    feeds: list[Feed]
    newest: list[ListedArticle]
    fetchers: list[Process]
    workers: list[Process]


def overview(context: Context, span: Span) -> Overview:
    """Read the front page's figures. A broker that is down is shown, not raised."""
    now = context.clock()
    queues, broker_error = queue_depths(context)
    with context.ledger.read() as conn:
        entries = entry_counts(conn)
        return Overview(
            span=span,
            today=articles.counts(conn, since=now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)),
            on_the_way=sum(entries[state] for state in ON_THE_WAY),
            failed=entries[EntryState.FAILED],
            queued_messages=None if queues is None else sum(queues.values()),
            broker_error=broker_error,
            chart=_chart(conn, span, now),
            entries=entries,
            shares=shares(entries),
            feed_counts=feed_counts(conn),
            feeds=_feeds(conn),
            newest=listed(conn, articles.page(conn, limit=NEWEST)[0]),
            fetchers=processes(conn, context, "fetcher"),
            workers=processes(conn, context, "worker"),
        )


def _chart(conn: Connection, span: Span, now: datetime) -> Throughput:
    bucket, columns = _BUCKETS[span]
    since = floor(now, bucket) - bucket * (columns - 1)
    rows = articles.throughput(conn, since=since, bucket_seconds=int(bucket.total_seconds()))
    counts = {floor(at, bucket): (new, revised, duplicate) for at, new, revised, duplicate in rows}
    return throughput(counts, now=now, bucket=bucket, columns=columns)


def _feeds(conn: Connection) -> list[Feed]:
    """Those in trouble first, then those that were polled last."""
    found = feeds.page(conn, limit=_FEEDS_LOOKED_AT)
    found.sort(key=lambda feed: (-feed.failures, -(feed.last_polled_at or feed.created_at).timestamp()))
    return found[:FEEDS_SHOWN]
