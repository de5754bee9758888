"""WebSub subscriptions, and what hubs push until somebody has read it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from schemas.websub import Push, Subscription, SubscriptionState
from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import feeds, pushes, subscriptions

_OPEN = (SubscriptionState.WANTED, SubscriptionState.ASKED, SubscriptionState.ACTIVE, SubscriptionState.REFUSED)
_TO_DO = (*_OPEN, SubscriptionState.LEAVING)

_TRY = timedelta(minutes=10)
"""How long one request to a hub may take before another fetcher tries."""

_VERIFY = timedelta(hours=1)
"""How long a hub may take to verify before it is asked again."""

_MISSED = 2
"""Polls in a row that found what the hub had not pushed, after which it is not relied on."""

_MOST_PUSHES = 5
"""Unread documents of one feed; a hub that sends more at once is told nothing, and a poll finds what they held."""


def seen(conn: Connection, feed_id: int, *, hub_url: str | None, topic_url: str | None, now: datetime) -> None:
    """A poll found this hub and topic in the feed (or none): subscribe, leave, or change over."""
    rows = conn.execute(
        select(subscriptions).where(subscriptions.c.feed_id == feed_id, subscriptions.c.state.in_(_OPEN))
    ).all()
    known = False
    for row in rows:
        if (row.hub_url, row.topic_url) == (hub_url, topic_url):
            known = True
        else:
            _change(conn, row.id, state=SubscriptionState.LEAVING, next_try_at=now, attempts=0)
    if known or hub_url is None or topic_url is None:
        return
    conn.execute(
        insert(subscriptions).values(
            feed_id=feed_id,
            hub_url=hub_url,
            topic_url=topic_url,
            token=secrets.token_urlsafe(32),
            secret=secrets.token_urlsafe(32),
            state=SubscriptionState.WANTED,
            next_try_at=now,
            attempts=0,
            missed=0,
            created_at=now,
        )
    )


def pushing(conn: Connection, feed_ids: Iterable[int], *, now: datetime) -> set[int]:
    """Those of the feeds whose hubs push their news, as far as polls could see."""
    return set(
        conn.scalars(
            select(subscriptions.c.feed_id).where(
                among(conn, subscriptions.c.feed_id, feed_ids),
                subscriptions.c.state == SubscriptionState.ACTIVE,
                subscriptions.c.lease_until > now,
                subscriptions.c.missed < _MISSED,
            )
        )
    )


def missed(conn: Connection, feed_ids: Iterable[int]) -> None:
    """Polls of these feeds found news that no hub had pushed."""
    conn.execute(
        update(subscriptions)
        .where(among(conn, subscriptions.c.feed_id, feed_ids), subscriptions.c.state == SubscriptionState.ACTIVE)
        .values(missed=subscriptions.c.missed + 1)
    )


def due(conn: Connection, *, now: datetime, limit: int = 20) -> list[Subscription]:
    """Subscriptions for which a hub has to be asked something now; nobody else gets them for ten minutes.

    What may be verified from now on is noted first: some hubs verify before they answer. Those of paused and ended
    feeds are left.
    """
    followed = select(feeds.c.id).where(feeds.c.state == "active")
    conn.execute(
        update(subscriptions)
        .where(
            subscriptions.c.state.in_(_OPEN),
            or_(subscriptions.c.feed_id.is_(None), subscriptions.c.feed_id.not_in(followed)),
        )
        .values(state=SubscriptionState.LEAVING, next_try_at=now, attempts=0)
    )
    rows = conn.execute(
        select(subscriptions)
        .where(subscriptions.c.state.in_(_TO_DO), subscriptions.c.next_try_at <= now)
        .order_by(subscriptions.c.next_try_at, subscriptions.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        leaves = row.state == SubscriptionState.LEAVING
        fresh = row.state in (SubscriptionState.WANTED, SubscriptionState.REFUSED)
        _change(
            conn,
            row.id,
            next_try_at=now + _TRY,
            attempts=row.attempts + 1,
            pending="unsubscribe" if leaves else "subscribe",
            state=SubscriptionState.ASKED if fresh else row.state,
        )
    return [_subscription(row) for row in rows]


def asked(conn: Connection, subscription_id: int, *, now: datetime) -> None:
    """The hub took our request; it has an hour to verify it. One that was verified already is left as it is."""
    conn.execute(
        update(subscriptions)
        .where(subscriptions.c.id == subscription_id, subscriptions.c.pending.is_not(None))
        .values(next_try_at=now + _VERIFY, last_error=None)
    )


def failed(conn: Connection, subscription_id: int, *, error: str, retry_at: datetime | None) -> None:
    """The hub did not take our request; with no `retry_at` the subscription ends."""
    if retry_at is None:
        _change(conn, subscription_id, state=SubscriptionState.ENDED, pending=None, last_error=error)
    else:
        _change(conn, subscription_id, next_try_at=retry_at, last_error=error)


def find(conn: Connection, token: str) -> Subscription | None:
    """The subscription of this callback."""
    row = conn.execute(select(subscriptions).where(subscriptions.c.token == token)).one_or_none()
    return None if row is None else _subscription(row)


def of_feed(conn: Connection, feed_id: int) -> Subscription | None:
    """A feed's newest subscription that has not ended."""
    row = conn.execute(
        select(subscriptions)
        .where(subscriptions.c.feed_id == feed_id, subscriptions.c.state != SubscriptionState.ENDED)
        .order_by(subscriptions.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _subscription(row)


def confirmed(conn: Connection, subscription_id: int, *, lease_seconds: int, now: datetime) -> None:
    """The hub verified our subscription: it holds for `lease_seconds` and is renewed when four fifths are over."""
    _change(
        conn,
        subscription_id,
        state=SubscriptionState.ACTIVE,
        pending=None,
        attempts=0,
        missed=0,
        lease_until=now + timedelta(seconds=lease_seconds),
        next_try_at=now + timedelta(seconds=lease_seconds * 0.8),
        last_error=None,
    )


def denied(conn: Connection, subscription_id: int, *, reason: str, retry_at: datetime) -> None:
    """The hub refused or ended the subscription."""
    _change(
        conn,
        subscription_id,
        state=SubscriptionState.REFUSED,
        pending=None,
        lease_until=None,
        next_try_at=retry_at,
        last_error=reason,
    )


def ended(conn: Connection, subscription_id: int) -> None:
    """The hub verified that we leave."""
    _change(conn, subscription_id, state=SubscriptionState.ENDED, pending=None, lease_until=None)


def push(conn: Connection, subscription: Subscription, *, content_type: str | None, body: bytes, now: datetime) -> None:
    """Keep what a hub delivered until a fetcher reads it. A feed with too many unread ones is polled instead.

    An empty body, which says only that there is news, makes the feed due.
    """
    feed_id = subscription.feed_id
    if feed_id is None:
        return
    _change(conn, subscription.id, last_push_at=now, missed=0)
    unread = conn.execute(select(func.count()).select_from(pushes).where(pushes.c.feed_id == feed_id)).scalar_one()
    if not body.strip() or unread >= _MOST_PUSHES:
        conn.execute(update(feeds).where(feeds.c.id == feed_id, feeds.c.next_poll_at > now).values(next_poll_at=now))
        return
    conn.execute(insert(pushes).values(feed_id=feed_id, received_at=now, content_type=content_type, body=body))


def lease_pushes(conn: Connection, *, now: datetime, lease_seconds: float, limit: int = 20) -> list[Push]:
    """Take unread documents, oldest first; they are this caller's until `read` or until the lease runs out."""
    free = or_(pushes.c.leased_until.is_(None), pushes.c.leased_until < now)
    rows = conn.execute(
        select(pushes).where(free).order_by(pushes.c.id).limit(limit).with_for_update(skip_locked=True)
    ).all()
    taken = and_(among(conn, pushes.c.id, [row.id for row in rows]))
    conn.execute(update(pushes).where(taken).values(leased_until=now + timedelta(seconds=lease_seconds)))
    return [Push.model_validate({name: getattr(row, name) for name in Push.model_fields}) for row in rows]


def read(conn: Connection, push_id: int) -> None:
    """Forget a document that was read."""
    conn.execute(delete(pushes).where(pushes.c.id == push_id))


def _change(conn: Connection, subscription_id: int, **values: Any) -> None:
    conn.execute(update(subscriptions).where(subscriptions.c.id == subscription_id).values(**values))


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription.model_validate(dict(row._mapping))
