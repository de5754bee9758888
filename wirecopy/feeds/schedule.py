"""When to poll a feed next. Pure: the caller brings the clock, and the luck for the jitter.

A budget of requests brings the most news soonest when each feed is polled in proportion to the root of its rate, not to
the rate itself (Cho and Garcia-Molina, Effective page refresh policies for Web crawlers, 2003, for the weighted case).
The same holds within a day: a feed that posts by day is asked by day. What server and feed wish is the floor under it
all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from schemas.feed import Rhythm, Wishes
from wirecopy.feeds.rhythm import profile

_EVIDENCE = 1.0
"""Posts of the last weeks that have to be known before a feed is polled more often than usual."""

_SILENCE = 30.0
"""A feed is asked about that many times over the length of its present silence: after a month, once a day."""

_JITTER = 0.1
_LONGEST_QUIET = 7 * 86_400.0
"""Seconds; who asks for more quiet than a week has made a mistake, or means 410."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Limits:
    """Seconds between two polls of a feed: usually, at least, at most."""

    usual: int
    shortest: int
    longest: int


def interval(rhythm: Rhythm | None, scale: float, limits: Limits, now: datetime) -> float:
    """Seconds between two polls of a feed: `scale` over the root of its posts a day, within the limits.

    A feed of which little is known gets the usual interval at least, one that has been silent for long a longer one.
    """
    if rhythm is None:
        return float(limits.usual)
    seconds = max(scale / math.sqrt(rhythm.rate), limits.shortest)
    if rhythm.mostly.posts < _EVIDENCE:
        seconds = max(seconds, limits.usual)
    if rhythm.last_post_at is not None:
        seconds = max(seconds, (now - rhythm.last_post_at).total_seconds() / _SILENCE)
    return min(seconds, limits.longest)


def scale_for(rates: Sequence[float], *, requests_per_day: float, limits: Limits) -> float:
    """The scale with which feeds of these rates (posts a day) cost that many requests a day together.

    Where the limits allow no such scale, the nearest.
    """
    roots = np.sqrt(np.maximum(np.asarray(rates, dtype=float), 1e-9))
    low, high = 0.0, float(limits.longest * roots.max(initial=1.0))
    for _ in range(60):
        middle = (low + high) / 2
        cost = float((86_400 / np.clip(middle / roots, limits.shortest, limits.longest)).sum())
        low, high = (middle, high) if cost > requests_per_day else (low, middle)
    return high


def next_poll(
    now: datetime,
    *,
    rhythm: Rhythm | None,
    scale: float,
    limits: Limits,
    wishes: Wishes,
    max_age: float | None,
    retry_after: float | None,
    pushed: bool = False,
    first: bool = False,
    luck: float,
) -> datetime:
    """The moment of the next poll after a good one.

    `max_age` (Cache-Control) and `retry_after` are in seconds, as the server gave them; with the feed's own ttl they
    are the floor. `pushed`: a hub brings its news, so that polls only have to catch what it misses. `first`: it was
    the feed's first poll, so that the next is anywhere within an interval more; feeds that were added together part
    here. `luck` is from 0 to 1; jitter only adds.
    """
    own = interval(rhythm, scale, limits, now)
    if pushed:
        own = float(limits.longest)
    floor = max(
        _wish(wishes.ttl_seconds, limits.longest),
        _wish(max_age, limits.longest),
        _wish(retry_after, _LONGEST_QUIET),
        limits.shortest,
    )
    if first:
        at = now + timedelta(seconds=min(own, limits.longest / 2) * (1 + luck))
    else:
        at = _along_the_day(now, own, rhythm, limits) + timedelta(seconds=own * luck * _JITTER)
    at = min(at, now + timedelta(seconds=limits.longest))
    # Beyond a floor by a little as well: all to whom one server says the same would come back together.
    at = max(at, now + timedelta(seconds=floor * (1 + luck * _JITTER)))
    return allowed(at, wishes, luck)


def _along_the_day(now: datetime, seconds: float, rhythm: Rhythm | None, limits: Limits) -> datetime:
    """`now` plus an interval that passes quickly through hours in which the feed posts, and slowly through others."""
    if rhythm is None or rhythm.mostly.posts < _EVIDENCE or seconds >= limits.longest:
        return now + timedelta(seconds=seconds)
    speeds = [math.sqrt(weight) for weight in profile(rhythm)]
    # An hour's speed is relative to the day's mean, so that the number of polls a day stays what it was.
    mean = sum(speeds) / 24
    at, left, end = now, seconds, now + timedelta(seconds=limits.longest)
    while at < end:
        speed = speeds[at.hour] / mean
        rest = (at.replace(minute=0, second=0, microsecond=0) + _HOUR - at).total_seconds()
        if left <= rest * speed:
            return min(max(at + timedelta(seconds=left / speed), now + timedelta(seconds=limits.shortest)), end)
        left -= rest * speed
        at += timedelta(seconds=rest)
    return end


def _wish(seconds: float | None, most: float) -> float:
    return min(seconds, most) if seconds is not None and math.isfinite(seconds) and seconds > 0 else 0.0


def allowed(at: datetime, wishes: Wishes, luck: float) -> datetime:
    """`at`, or the first moment after it that lies in no hour and on no day which the feed asks to skip (GMT)."""
    hours, days = set(wishes.skip_hours), set(wishes.skip_days)
    # Who skips everything means something else.
    hours, days = (hours if len(hours) < 24 else set()), (days if len(days) < 7 else set())
    if at.hour not in hours and at.weekday() not in days:
        return at
    at = at.replace(minute=0, second=0, microsecond=0)
    while at.hour in hours or at.weekday() in days:
        at += _HOUR
    return at + timedelta(minutes=10 * luck)
