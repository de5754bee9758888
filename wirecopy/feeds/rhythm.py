"""Learning when a feed posts, poll by poll. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from schemas.feed import Rhythm


def learn(rhythm: Rhythm | None, posted_at: Sequence[datetime], *, now: datetime) -> Rhythm:
    """The rhythm after a poll that brought entries which were published at `posted_at`."""
    if rhythm is None:
        days = max(((now - min(posted_at)).total_seconds() / 86_400) if posted_at else 1.0, 0.1)
        return Rhythm(rate=len(posted_at) / days, learned_at=now)
    days = max((now - rhythm.learned_at).total_seconds() / 86_400, 1e-6)
    weight = min(days / 7, 1.0)
    return Rhythm(rate=rhythm.rate * (1 - weight) + len(posted_at) / days * weight, learned_at=now)
