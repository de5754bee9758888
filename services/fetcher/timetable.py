"""When each feed is polled next: the schedule of `wirecopy.feeds.schedule`, fed with what this installation knows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from schemas.feed import Feed
from services.fetcher.verdicts import Finding
from wirecopy.feeds.backoff import Trouble, backoff
from wirecopy.feeds.rhythm import learn
from wirecopy.feeds.schedule import Limits, allowed, interval, next_poll, scale_for
from wirecopy.ledger.feeds import EntryCounts
from wirecopy.settings import Settings
from wirecopy.web.freshness import max_age

_DAY = 86_400


class Timetable:
    """Spreads one budget of requests over all feeds. `luck` gives numbers from 0 to 1, for the jitter."""

    def __init__(self, settings: Settings, *, luck: Callable[[], float] = random.random) -> None:
        self._limits = Limits(
            usual=settings.poll_interval, shortest=settings.shortest_interval, longest=settings.longest_interval
        )
        self._polls_per_day = settings.polls_per_day
        self._luck = luck
        self._scale: float | None = None

    def spread(self, rates: list[float], unknown: int) -> None:
        """Share the budget out anew: posts a day of each feed whose rhythm is known, and how many are not known yet."""
        usual = _DAY / self._limits.usual
        budget = (self._polls_per_day or usual * (len(rates) + unknown)) - usual * unknown
        # A feed that is new costs what it costs; the others share what is left, but no less than a poll a day each.
        budget = max(budget, len(rates) * _DAY / self._limits.longest)
        self._scale = scale_for(rates, requests_per_day=budget, limits=self._limits) if rates else None

    def planned(
        self, feed: Feed, finding: Finding, counts: EntryCounts, *, pushed: bool, first: bool, now: datetime
    ) -> Feed:
        """The feed with its next poll set, after one that succeeded; `first` tells whether that was its first.

        `pushed`: a hub brings its news.
        """
        rhythm = learn(feed.rhythm, counts.posted, now=now)
        scale = (
            self._scale
            if self._scale is not None
            else scale_for([rhythm.rate], requests_per_day=_DAY / self._limits.usual, limits=self._limits)
        )
        response = finding.response
        at = next_poll(
            now,
            rhythm=rhythm,
            scale=scale,
            limits=self._limits,
            wishes=feed.wishes,
            max_age=max_age(response.headers) if response else None,
            retry_after=finding.wait,
            pushed=pushed,
            first=first,
            luck=self._luck(),
        )
        return feed.model_copy(
            update={
                "rhythm": rhythm,
                "rate": rhythm.rate,
                "interval_seconds": round(interval(rhythm, scale, self._limits, now)),
                "next_poll_at": at,
            }
        )

    def put_off(self, feed: Feed, finding: Finding, *, quiet: float, now: datetime) -> Feed:
        """The feed with its next poll set, after one that failed; its host wants `quiet` seconds of quiet."""
        pause = backoff(
            feed.failures, kind=finding.trouble or Trouble.TRANSIENT, limits=self._limits, luck=self._luck()
        )
        seconds = max(pause, feed.interval_seconds, quiet, finding.wait or 0.0)
        at = allowed(now + timedelta(seconds=seconds), feed.wishes, self._luck())
        return feed.model_copy(update={"next_poll_at": at})
