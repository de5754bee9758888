"""Learning when a feed posts, poll by poll, and telling how likely each hour of the day is. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.feed import Pace, Rhythm

_LATELY, _MOSTLY, _BY_HOUR = 0.25, 7.0, 30.0
"""Days after which a post counts half. News comes in bursts, of which only the last hours tell anything; the mean of a
quick and a steady measure did better than either, and than any single one in between (`make bench-schedule`)."""

_LONGEST_HISTORY = timedelta(days=60)
"""How far back the first document is read; some feeds hold everything they ever had."""

_PRIOR_POSTS = 12.0
"""Posts' worth of an even day that the profile begins with, so that a few posts don't make one."""

_DAY = 86_400.0


def learn(rhythm: Rhythm | None, posted_at: Sequence[datetime], *, now: datetime) -> Rhythm:
    """The rhythm after a poll that brought entries which were published at `posted_at`; none is a lesson, too.

    The times are read, not the moment of the poll, so a first document full of old entries is read as history. Dates
    that lie in the future count as now, and those from before the last poll as that poll: they were not seen then, so
    they say nothing about an earlier time.
    """
    times = sorted(min(moment, now) for moment in posted_at)
    if rhythm is None:
        recent = [moment for moment in times if moment >= now - _LONGEST_HISTORY]
        # What claims to have been posted this minute is dated by the request; of such there may be any number.
        dated = [moment for moment in recent if now - moment > timedelta(minutes=1)]
        watched = (now - dated[0]).total_seconds() / _DAY if len(dated) > 1 else 0.0
        begun = Rhythm(learned_at=dated[0] if watched else now)
        return _after(begun, dated if watched else [], times, now)
    return _after(rhythm, [max(moment, rhythm.learned_at) for moment in times], times, now)


def profile(rhythm: Rhythm) -> list[float]:
    """How often each hour of the day (UTC) brings a post: 24 weights of mean 1, smoothed over the hours beside."""
    if not rhythm.hours:
        return [1.0] * 24
    total = sum(rhythm.hours) + _PRIOR_POSTS
    smooth = [
        rhythm.hours[hour] / 2 + (rhythm.hours[hour - 1] + rhythm.hours[(hour + 1) % 24]) / 4 for hour in range(24)
    ]
    return [24 * (count + _PRIOR_POSTS / 24) / total for count in smooth]


def _after(rhythm: Rhythm, posts: Sequence[datetime], seen: Sequence[datetime], now: datetime) -> Rhythm:
    kept = _kept(rhythm.learned_at, now, _BY_HOUR)
    hours = [count * kept for count in rhythm.hours or (0.0,) * 24]
    for moment in posts:
        hours[moment.hour] += _kept(moment, now, _BY_HOUR)
    newest = max([*seen[-1:], *([rhythm.last_post_at] if rhythm.last_post_at else [])], default=None)
    return Rhythm(
        lately=_counted(rhythm.lately, posts, rhythm.learned_at, now, _LATELY),
        mostly=_counted(rhythm.mostly, posts, rhythm.learned_at, now, _MOSTLY),
        hours=tuple(round(count, 3) for count in hours) if any(hours) else (),
        last_post_at=newest,
        learned_at=now,
    )


def _counted(pace: Pace, posts: Sequence[datetime], since: datetime, now: datetime, half_life: float) -> Pace:
    kept = _kept(since, now, half_life)
    return Pace(
        posts=pace.posts * kept + sum(_kept(moment, now, half_life) for moment in posts),
        # What is left of the days between: their integral over the decay.
        days=pace.days * kept + (1 - kept) * half_life / math.log(2),
    )


def _kept(since: datetime, now: datetime, half_life: float) -> float:
    """How much of what was counted then is left."""
    return math.exp2(-max(0.0, (now - since).total_seconds()) / _DAY / half_life)
