"""News per request: how late entries come in under different schedules that cost the same.

    python -m bench.schedule [FILE]

FILE holds the real posting times of feeds (default `../shared/data/posting_times.json`: a list of `{id, posted_at}`).
Each policy is given the first half of a feed's history and then polls through the second, for 21 days at most. It knows
only what its own polls brought; ours learns as it does in the service, with the same functions. Every policy is
calibrated by one factor until it makes the same number of requests, and all keep within the same shortest and longest
interval.

- fixed: one interval for all.
- miniflux: its `entry_frequency` scheduler, a week over the number of last week's entries, times a factor.
- AIMD: half the interval after news, a little more after none.
- even: interval over the root of the rate, as ours, but blind to the hour of the day.
- wirecopy: interval over the root of the rate, along the profile of the day.

Prints, for each number of polls a day and feed: the polls really made, the mean delay of an entry in hours (a feed
counts by its entries a day, as it does for whoever reads them all), the mean over feeds of their mean delay, the
longest wait between two polls, and the delay against miniflux's. Exit code 1 if ours is not at least 30% below
miniflux's, or a feed waits beyond the cap.
"""

from __future__ import annotations

import argparse
import json
import operator
import random
import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from schemas.feed import Rhythm, Wishes
from wirecopy.feeds.rhythm import learn
from wirecopy.feeds.schedule import Limits, next_poll, scale_for

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "posting_times.json"
_LIMITS = Limits(usual=3600, shortest=300, longest=86_400)
_HOUR, _DAY, _WEEK = 3600.0, 86_400.0, 604_800.0


class Polled(NamedTuple):
    """What a policy may know at a poll: the moment, the entries that are new, and all that were ever seen."""

    at: float
    new: list[float]
    seen: list[float]


# Given a poll, and what the policy kept of the last one, the moment of the next poll and what to keep.
Policy = Callable[[Polled, object], tuple[float, object]]


@dataclass(frozen=True)
class Outcome:
    """What a policy came to in the second halves. Times are in hours."""

    polls_a_day: float
    item_delay: float
    feed_delay: float
    longest: float


def main() -> int:
    """Run the comparison and print it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    given = options.parse_args()
    if not given.file.is_file():
        print(f"skipped: there is no {given.file}", file=sys.stderr)
        return 0
    histories = [sorted(set(feed["posted_at"])) for feed in json.loads(given.file.read_text())]
    # Less has no halves worth the name.
    histories = [posts for posts in histories if len(posts) >= 20 and posts[-1] - posts[0] >= _DAY]
    print(f"{len(histories)} feeds\n")
    print("polls/day  policy     made   item delay h  feed delay h  longest h  of miniflux's")
    good = True
    for polls_a_day in (4, 8, 24):
        of_miniflux = 0.0
        for name, family in _FAMILIES.items():
            outcome = _calibrated(histories, family, polls_a_day)
            of_miniflux = outcome.item_delay if name == "miniflux" else of_miniflux
            ratio = f"{outcome.item_delay / of_miniflux:.2f}" if of_miniflux else ""
            print(
                f"{polls_a_day:>9}  {name:<9} {outcome.polls_a_day:>5.2f} {outcome.item_delay:>13.3f} "
                f"{outcome.feed_delay:>13.3f} {outcome.longest:>10.1f}  {ratio:>13}",
                flush=True,
            )
            if name == "wirecopy":
                good &= outcome.item_delay <= 0.7 * of_miniflux and outcome.longest <= _LIMITS.longest / _HOUR + 1e-6
    return 0 if good else 1


def _calibrated(histories: list[list[float]], family: Callable[[float], Policy], polls_a_day: float) -> Outcome:
    """The policy of the family that makes so many polls a day; more factor is more polls."""
    low, high, factor = 1e-3, 1e5, float(polls_a_day)
    for _ in range(20):
        outcome = _simulate(histories, family(factor))
        off = outcome.polls_a_day / polls_a_day
        if abs(off - 1) < 0.005:
            break
        low, high = (factor, high) if off < 1 else (low, factor)
        # Most policies make polls in proportion to their factor, so the first guesses are near.
        guess = factor / off
        factor = guess if low < guess < high else (low * high) ** 0.5
    return outcome


def _simulate(histories: list[list[float]], policy: Policy) -> Outcome:
    made, weights, delays, longest = [], [], [], 0.0
    for posts in histories:
        begin, end = _second_half(posts)
        polls = _polls(posts, begin, end, policy)
        late = [polls[bisect_right(polls, post)] - post for post in posts if begin < post <= end]
        made.append((len(polls) - 1) / (polls[-1] - begin) * _DAY)
        if late:
            weights.append(len(late) / (end - begin))
            delays.append(mean(late))
        longest = max(longest, *(after - before for before, after in pairwise(polls)))
    return Outcome(
        polls_a_day=mean(made),
        item_delay=sum(map(operator.mul, weights, delays)) / sum(weights) / _HOUR,
        feed_delay=mean(delays) / _HOUR,
        longest=longest / _HOUR,
    )


def _second_half(posts: list[float]) -> tuple[float, float]:
    begin = posts[len(posts) // 2]
    return begin, min(posts[-1], begin + 21 * _DAY)


def _polls(posts: list[float], begin: float, end: float, policy: Policy) -> list[float]:
    """The moments of all polls, from the one that ends the first half to the first after `end`."""
    at, known, kept = begin, 0, None
    polls: list[float] = []
    while True:
        polls.append(at)
        if at > end:
            return polls
        seen = bisect_right(posts, at)
        at, kept = policy(Polled(at, posts[known:seen], posts[:seen]), kept)
        known = seen


def _fixed(factor: float) -> Policy:
    wait = _clipped(_DAY / factor)
    return lambda poll, _kept: (poll.at + wait, None)


def _miniflux(factor: float) -> Policy:
    def policy(poll: Polled, _kept: object) -> tuple[float, object]:
        count = len(poll.seen) - bisect_right(poll.seen, poll.at - _WEEK)
        return poll.at + _clipped(_WEEK / (count * factor) if count else _DAY), None

    return policy


def _aimd(factor: float) -> Policy:
    more = _HOUR / factor

    def policy(poll: Polled, kept: object) -> tuple[float, object]:
        before = kept if isinstance(kept, float) else _HOUR
        wait = _clipped(before / 2 if poll.new else before + more)
        return poll.at + wait, wait

    return policy


def _even(factor: float) -> Policy:
    return _wirecopy(factor, by_hour=False)


def _wirecopy(factor: float, *, by_hour: bool = True) -> Policy:
    luck = random.Random(4).random
    # One feed that posts once a day, polled `factor` times: the scale of the whole installation.
    scale = scale_for([1.0], requests_per_day=factor, limits=Limits(usual=3600, shortest=1, longest=10**9))

    def policy(poll: Polled, kept: object) -> tuple[float, object]:
        now = datetime.fromtimestamp(poll.at, UTC)
        known = kept if isinstance(kept, Rhythm) else None
        rhythm = learn(known, [datetime.fromtimestamp(post, UTC) for post in poll.new], now=now)
        at = next_poll(
            now,
            rhythm=rhythm if by_hour else rhythm.model_copy(update={"hours": ()}),
            scale=scale,
            limits=_LIMITS,
            wishes=Wishes(),
            max_age=None,
            retry_after=None,
            luck=luck(),
        )
        return at.timestamp(), rhythm

    return policy


def _clipped(seconds: float) -> float:
    return min(max(seconds, _LIMITS.shortest), _LIMITS.longest)


_FAMILIES: dict[str, Callable[[float], Policy]] = {
    "fixed": _fixed,
    "miniflux": _miniflux,
    "AIMD": _aimd,
    "even": _even,
    "wirecopy": _wirecopy,
}

if __name__ == "__main__":
    sys.exit(main())
