"""How long a feed that can't be had is left alone."""

from datetime import timedelta
from itertools import pairwise

import pytest

from wirecopy.feeds.backoff import Trouble, backoff, is_lost
from wirecopy.feeds.schedule import Limits

LIMITS = Limits(usual=3600, shortest=600, longest=86_400)


def waits(kind: Trouble, luck: float = 0.0) -> list[float]:
    return [backoff(failures, kind=kind, limits=LIMITS, luck=luck) for failures in range(1, 40)]


@pytest.mark.parametrize("kind", Trouble)
def test_waits_grow_to_a_limit_and_jitter_only_adds(kind):
    plain = waits(kind)
    assert all(earlier <= later for earlier, later in pairwise(plain))
    assert plain[0] > LIMITS.usual
    assert all(bare <= lucky <= 1.1 * bare for bare, lucky in zip(plain, waits(kind, 0.999), strict=True))


def test_most_troubles_are_looked_at_once_a_day_and_refusals_once_a_week():
    for kind in (Trouble.TRANSIENT, Trouble.THROTTLED, Trouble.NAME, Trouble.UNREADABLE):
        assert waits(kind)[-1] == 86_400
    assert waits(Trouble.REFUSED)[0] >= 86_400
    assert waits(Trouble.REFUSED)[-1] == waits(Trouble.MISSING)[-1] == 7 * 86_400


def test_two_weeks_of_missing_are_enough():
    assert not is_lost(timedelta(days=13))
    assert is_lost(timedelta(days=14))
