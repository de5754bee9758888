"""When to poll a feed next. Pure: the caller brings the clock and the luck for the jitter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.feed import Rhythm, Wishes

_LONGEST_WISH = 7 * 86_400.0


@dataclass(frozen=True)
class Limits:
    """Seconds between two polls of a feed: usually, at least, at most."""

    usual: int
    shortest: int
    longest: int


def interval(rhythm: Rhythm | None, scale: float, limits: Limits, now: datetime) -> float:
    """Seconds between polls of a feed with this rhythm: `scale` over the root of its rate, within the limits."""
    if rhythm is None:
        return float(limits.usual)
    return min(max(scale / math.sqrt(rhythm.rate) if rhythm.rate else math.inf, limits.shortest), limits.longest)


def scale_for(rates: Sequence[float], *, requests_per_day: float, limits: Limits) -> float:
    """The scale with which feeds of these rates (posts a day) cost that many requests a day together."""
    low, high = 0.0, limits.longest * math.sqrt(max(rates, default=1.0) or 1.0) + 1.0
    for _ in range(50):
        middle = (low + high) / 2
        cost = sum(
            86_400 / min(max(middle / math.sqrt(rate) if rate else math.inf, limits.shortest), limits.longest)
            for rate in rates
        )
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
    first: bool = False,
    luck: float,
) -> datetime:
    """The moment of the next poll after a good one."""
    hints = [hint for hint in (wishes.ttl_seconds, max_age) if hint is not None]
    floor = max([min(hint, limits.longest) for hint in hints] + [min(retry_after or 0.0, _LONGEST_WISH)])
    own = interval(rhythm, scale, limits, now)
    return now + timedelta(seconds=max(own, floor) + own * luck * (1.0 if first else 0.1))
