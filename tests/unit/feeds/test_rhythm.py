"""Learning when a feed posts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.feed import Rhythm
from wirecopy.feeds.rhythm import learn, profile

NOW = datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def posts(every: timedelta, number: int, until: datetime = NOW) -> list[datetime]:
    return [until - every * n for n in range(1, number + 1)]


def watched(rhythm: Rhythm | None, every: timedelta, days: int, polls_a_day: int = 24, start: datetime = NOW) -> Rhythm:
    """Poll a feed that posts regularly, for some days."""
    step, last = DAY / polls_a_day, start
    for _ in range(days * polls_a_day):
        now = last + step
        first, end = last.timestamp() // every.total_seconds(), now.timestamp() // every.total_seconds()
        new = [datetime.fromtimestamp(n * every.total_seconds(), UTC) for n in range(int(first) + 1, int(end) + 1)]
        rhythm, last = learn(rhythm, new, now=now), now
    assert rhythm is not None
    return rhythm


def test_a_first_document_is_read_as_history():
    assert learn(None, posts(HOUR, 20), now=NOW).rate == pytest.approx(24, rel=0.25)
    assert 0.05 < learn(None, posts(5 * DAY, 10), now=NOW).rate < 0.3


def test_a_back_catalogue_is_no_flood():
    old = posts(DAY, 3000, until=NOW - 200 * DAY)
    assert learn(None, old, now=NOW).rate < 1
    assert 0.4 < learn(None, [*old, *posts(DAY, 20)], now=NOW).rate < 2


def test_dates_that_are_made_at_each_request_say_nothing():
    assert learn(None, [NOW] * 50, now=NOW).mostly.posts == 0
    assert learn(None, [NOW + DAY] * 50, now=NOW).mostly.posts == 0


def test_a_steady_feed_is_known_after_a_while():
    for every in (HOUR / 4, HOUR, 12 * HOUR):
        assert watched(None, every, 10).rate == pytest.approx(DAY / every, rel=0.35)


def test_polls_without_news_let_the_rate_fall_and_do_not_reset_it():
    busy = watched(None, HOUR, 5)
    quiet = learn(busy, [], now=busy.learned_at + HOUR)
    assert 0.8 * busy.rate < quiet.rate < busy.rate
    assert learn(busy, [], now=busy.learned_at + 30 * DAY).rate < busy.rate / 10


def test_a_dormant_feed_that_posts_is_awake():
    dormant = learn(learn(None, posts(HOUR, 20), now=NOW), [], now=NOW + 40 * DAY)
    now = NOW + 41 * DAY
    awake = learn(dormant, posts(HOUR, 3, until=now), now=now)
    assert awake.rate > 3 * dormant.rate
    assert awake.last_post_at == now - HOUR


def test_what_turns_up_late_counts_from_the_last_poll():
    before = watched(None, HOUR, 3)
    late = learn(before, [before.learned_at - 100 * DAY] * 3, now=before.learned_at + HOUR)
    assert late.mostly.posts > before.mostly.posts


def test_a_feed_that_posts_by_day_has_a_profile():
    rhythm = None
    for day in range(20):
        noon = NOW.replace(hour=12) + day * DAY
        rhythm = learn(rhythm, [noon - HOUR * n / 2 for n in range(8)], now=noon + HOUR)
    weights = profile(rhythm)
    assert sum(weights) == pytest.approx(24)
    assert min(weights[9:13]) > 2
    assert max(weights[0:6]) < 1
    assert profile(learn(None, [], now=NOW)) == [1.0] * 24


@given(st.lists(st.lists(st.integers(-(10**9), 10**9), max_size=30), min_size=1, max_size=20), st.integers(0, 10**7))
def test_whatever_feeds_claim_it_stays_sane(told, step):
    rhythm = None
    for number, claims in enumerate(told):
        now = NOW + timedelta(seconds=step * number)
        rhythm = learn(rhythm, [now + timedelta(seconds=claim) for claim in claims], now=now)
        assert 0 <= rhythm.rate < 1e6
        assert len(rhythm.hours) in (0, 24)
        assert rhythm.last_post_at is None or rhythm.last_post_at <= now
        assert Rhythm.model_validate(rhythm.model_dump(mode="json")) == rhythm
