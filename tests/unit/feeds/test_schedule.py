"""When to poll next."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.feed import Pace, Rhythm, Wishes
from wirecopy.feeds.schedule import Limits, interval, next_poll, scale_for

NOW = datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(usual=3600, shortest=600, longest=86_400)


def rhythm(rate: float, hours: tuple[float, ...] = (), last: datetime = NOW) -> Rhythm:
    pace = Pace(posts=rate * 10, days=10)
    return Rhythm(lately=pace, mostly=pace, hours=hours, last_post_at=last, learned_at=NOW)


def polled(known: Rhythm | None = None, scale: float = 3600.0, wishes: Wishes | None = None, **given) -> datetime:
    asked = {"max_age": None, "retry_after": None, "luck": 0.0} | given
    return next_poll(NOW, rhythm=known, scale=scale, limits=LIMITS, wishes=wishes or Wishes(), **asked)


def test_the_interval_goes_with_the_root_of_the_rate():
    assert interval(rhythm(4), 3600, LIMITS, NOW) == pytest.approx(1800, rel=0.02)
    assert interval(rhythm(16), 3600, LIMITS, NOW) == pytest.approx(900, rel=0.02)
    assert interval(rhythm(10_000), 3600, LIMITS, NOW) == 600
    assert interval(rhythm(1e-6), 3600, LIMITS, NOW) == 86_400


def test_a_feed_of_which_nothing_is_known_gets_the_usual_interval():
    assert interval(None, 1.0, LIMITS, NOW) == 3600
    assert interval(Rhythm(learned_at=NOW), 1.0, LIMITS, NOW) == 3600


def test_a_silent_feed_comes_to_the_longest_interval():
    waits = [interval(rhythm(24), 3600, LIMITS, NOW + days * DAY) for days in (0, 1, 7, 30, 300)]
    assert waits == sorted(waits)
    assert waits[3:] == [86_400, 86_400]


@given(st.lists(st.floats(0.001, 500), min_size=1, max_size=50), st.floats(1.1, 140))
def test_a_scale_spends_the_budget(rates, each):
    budget = each * len(rates)
    scale = scale_for(rates, requests_per_day=budget, limits=LIMITS)
    waits = [min(max(scale / rate**0.5, LIMITS.shortest), LIMITS.longest) for rate in rates]
    assert sum(86_400 / wait for wait in waits) == pytest.approx(budget, rel=1e-3)


def test_a_hundred_thousand_feeds_are_shared_out_in_a_moment():
    scale = scale_for([0.1 + n % 50 for n in range(100_000)], requests_per_day=2_400_000, limits=LIMITS)
    assert 3600 < scale < 86_400
    assert scale_for([], requests_per_day=10, limits=LIMITS) > 0


def test_wishes_are_the_floor():
    assert polled() == NOW + HOUR
    assert polled(wishes=Wishes(ttl_seconds=7200)) == NOW + 2 * HOUR
    assert polled(max_age=10_800) == NOW + 3 * HOUR
    assert polled(retry_after=14_400, max_age=60, wishes=Wishes(ttl_seconds=1800)) == NOW + 4 * HOUR
    assert polled(rhythm(1000), max_age=60) == NOW + HOUR / 6


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -5.0, 0.0])
def test_odd_wishes_are_none(odd):
    assert polled(max_age=odd, retry_after=odd) == NOW + HOUR


def test_wishes_have_a_limit():
    assert polled(max_age=1e9, wishes=Wishes(ttl_seconds=10**9)) == NOW + DAY
    assert polled(retry_after=1e9) == NOW + 7 * DAY


def test_jitter_only_adds_and_a_first_poll_spreads_over_an_interval():
    assert polled(luck=0.999) <= NOW + 1.1 * HOUR
    assert NOW + 1.9 * HOUR < polled(luck=0.95, first=True) < NOW + 2 * HOUR


def test_nobody_waits_beyond_the_longest_interval_without_being_asked_to():
    assert polled(rhythm(1e-6), luck=0.99) == NOW + DAY
    spread = [polled(rhythm(1e-6), first=True, luck=luck) for luck in (0.0, 0.5, 0.99)]
    assert spread == sorted(spread)
    assert spread[0] == NOW + DAY / 2
    assert spread[-1] < NOW + DAY


def test_where_a_hub_pushes_polls_are_rare():
    assert polled(rhythm(100), pushed=True) == NOW + DAY


def test_hours_and_days_that_a_feed_skips_are_skipped():
    night = Wishes(skip_hours=tuple(range(10, 24)))
    assert polled(wishes=night) == datetime(2026, 3, 12, 0, tzinfo=UTC)
    assert polled(wishes=Wishes(skip_days=(2, 3))) == datetime(2026, 3, 13, 0, tzinfo=UTC)
    assert polled(wishes=Wishes(skip_hours=tuple(range(24)))) == NOW + HOUR
    assert polled(wishes=Wishes(skip_days=tuple(range(7)))) == NOW + HOUR


def test_a_feed_that_posts_by_day_is_asked_by_day():
    by_day = tuple(10.0 if 8 <= hour < 18 else 0.0 for hour in range(24))
    known, at, polls = rhythm(4, by_day), NOW.replace(hour=0, minute=0), []
    while at < NOW.replace(hour=0) + 10 * DAY:
        at = next_poll(
            at,
            rhythm=known.model_copy(update={"last_post_at": at}),
            scale=14_400.0,
            limits=LIMITS,
            wishes=Wishes(),
            max_age=None,
            retry_after=None,
            luck=0.0,
        )
        polls.append(at)
    by_night = [poll for poll in polls if not 8 <= poll.hour < 18]
    assert len(by_night) / len(polls) < 0.35  # of 14 hours of 24
    # The profile moves polls, it makes no more of them.
    assert len(polls) == pytest.approx(10 * DAY / timedelta(seconds=7200), rel=0.1)


@given(
    rate=st.floats(0, 5000),
    scale=st.floats(1, 1e6),
    hours=st.lists(st.floats(0, 100), min_size=24, max_size=24),
    silent=st.floats(0, 1000),
    max_age=st.none() | st.floats(),
    retry_after=st.none() | st.floats(),
    ttl=st.none() | st.integers(-5, 10**9),
    skip_hours=st.sets(st.integers(0, 23), max_size=24),
    skip_days=st.sets(st.integers(0, 6), max_size=7),
    luck=st.floats(0, 1, exclude_max=True),
    first=st.booleans(),
    pushed=st.booleans(),
)
def test_a_next_poll_is_never_too_soon_nor_never(
    rate, scale, hours, silent, max_age, retry_after, ttl, skip_hours, skip_days, luck, first, pushed
):
    wishes = Wishes(ttl_seconds=ttl, skip_hours=tuple(skip_hours), skip_days=tuple(skip_days))
    at = polled(
        rhythm(rate, tuple(hours), NOW - timedelta(days=silent)),
        scale,
        wishes,
        max_age=max_age,
        retry_after=retry_after,
        luck=luck,
        first=first,
        pushed=pushed,
    )
    assert NOW + timedelta(seconds=LIMITS.shortest) <= at
    assert at <= NOW + 7 * DAY + 2 * DAY + 7 * DAY  # quiet, jitter, and a week but one of skipped days
    if len(skip_hours) < 24 and len(skip_days) < 7:
        assert at.hour not in skip_hours
        assert at.weekday() not in skip_days


def test_a_thousand_feeds_do_not_meet():
    moments = sorted(polled(luck=n / 1000, first=True) for n in range(1000))
    assert all(later > earlier for earlier, later in pairwise(moments))
