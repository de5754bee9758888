"""WebSub: what is kept of a subscription at a hub, and of what it pushes."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Model, Moment


class SubscriptionState(StrEnum):
    """How far a subscription is."""

    WANTED = "wanted"  # to be asked for
    ASKED = "asked"  # the hub has yet to verify that we meant it
    ACTIVE = "active"
    REFUSED = "refused"  # by the hub; asked for again much later
    LEAVING = "leaving"  # to be ended at the hub
    ENDED = "ended"


class Subscription(Model):
    """A feed's subscription at a hub."""

    id: int
    feed_id: int | None
    """None once the feed is removed."""
    hub_url: str
    topic_url: str
    token: str
    """The last part of the callback address, which nobody can guess."""
    secret: str
    """With which the hub signs what it pushes."""
    state: SubscriptionState
    pending: str | None = None
    """`subscribe` or `unsubscribe`, where the hub may come to verify it."""
    lease_until: Moment | None = None
    next_try_at: Moment
    attempts: int = 0
    missed: int = 0
    """Polls in a row that found news which the hub had not pushed."""
    last_push_at: Moment | None = None
    last_error: str | None = None
    created_at: Moment


class Push(Model):
    """A document that a hub delivered, not yet read."""

    id: int
    feed_id: int
    received_at: Moment
    content_type: str | None = None
    body: bytes
