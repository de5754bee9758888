"""Where the work stands: asked of the ledger and of the broker."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from schemas.entry import EntryState
from schemas.feed import FeedState
from services.api.answers import Process, Tasks
from services.api.context import Context
from wirecopy.errors import BrokerDown
from wirecopy.ledger import entries, feeds, heartbeats

HEARD_WITHIN = timedelta(seconds=60)
"""A process that was not heard of for so long counts as gone."""


def standing(context: Context) -> Tasks:
    """Give the state of queues, entries, feeds and processes. A broker that is down is told, not raised."""
    queues, broker_error = queue_depths(context)
    with context.ledger.read() as conn:
        return Tasks(
            queues=queues,
            broker_error=broker_error,
            entries=entry_counts(conn),
            feeds=feed_counts(conn),
            oldest_waiting_at=_oldest_waiting(conn),
            fetchers=processes(conn, context, "fetcher"),
            workers=processes(conn, context, "worker"),
        )


def queue_depths(context: Context) -> tuple[dict[str, int] | None, str | None]:
    """Give the messages waiting on each queue, or None and why the broker could not be asked."""
    try:
        return dict(context.queue_probe()), None
    except BrokerDown as error:
        return None, str(error)


def entry_counts(conn: Connection) -> dict[EntryState, int]:
    """Give the number of entries in every state, zeros too."""
    return {**dict.fromkeys(EntryState, 0), **entries.counts(conn)}


def feed_counts(conn: Connection) -> dict[FeedState, int]:
    """Give the number of feeds in every state, zeros too."""
    return {**dict.fromkeys(FeedState, 0), **feeds.count_by_state(conn)}


def processes(conn: Connection, context: Context, service: str) -> list[Process]:
    """Give the processes of `service` that were heard of lately."""
    alive = heartbeats.alive(conn, since=context.clock() - HEARD_WITHIN)
    return [Process(name=beat.name, seen_at=beat.at, detail=beat.detail) for beat in alive if beat.service == service]


def _oldest_waiting(conn: Connection) -> datetime | None:
    first = entries.page(conn, state=EntryState.WAITING, limit=1)
    return first[0].seen_at if first else None
