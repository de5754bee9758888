from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.schedule import next_interval

HOUR = 3600
DAY = 86_400


def test_a_change_shortens_and_its_lack_lengthens():
    assert next_interval(base=HOUR, previous=HOUR, changed=True) == HOUR // 2
    assert next_interval(base=HOUR, previous=HOUR, changed=False) == HOUR * 3 // 2


def test_a_busy_feed_settles_at_a_quarter_of_the_base_and_a_quiet_one_at_a_day():
    busy = quiet = HOUR
    for _ in range(30):
        busy = next_interval(base=HOUR, previous=busy, changed=True)
        quiet = next_interval(base=HOUR, previous=quiet, changed=False)
    assert (busy, quiet) == (HOUR // 4, DAY)


def test_the_longest_of_the_servers_wishes_is_the_floor():
    assert next_interval(base=HOUR, previous=HOUR, changed=True, ttl=7200, max_age=300) == 7200
    assert next_interval(base=HOUR, previous=HOUR, changed=True, ttl=60, max_age=9000) == 9000
    assert next_interval(base=HOUR, previous=HOUR, changed=True, retry_after=9000.2) == 9001


def test_a_wish_shorter_than_the_feeds_own_pace_does_not_hurry_it():
    assert next_interval(base=HOUR, previous=HOUR, changed=False, ttl=60) == HOUR * 3 // 2


def test_failures_double_the_interval_up_to_a_day_and_are_forgotten_after_a_success():
    waits = [next_interval(base=HOUR, previous=HOUR, changed=False, failures=n) for n in range(1, 7)]
    assert waits == [2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY]
    assert next_interval(base=HOUR, previous=DAY, changed=True) == DAY // 2


def test_retry_after_holds_during_failures_too():
    assert next_interval(base=60, previous=60, changed=False, retry_after=7200, failures=1) == 7200


SECONDS = st.integers(0, 10**9)


@given(
    st.fixed_dictionaries(
        {
            "base": st.integers(60, DAY),
            "previous": SECONDS,
            "changed": st.booleans(),
            "ttl": st.none() | SECONDS,
            "max_age": st.none() | SECONDS,
            "retry_after": st.none() | st.floats(),
            "failures": st.integers(0, 10**6),
        }
    )
)
def test_the_interval_is_never_under_a_wish_nor_over_a_day(poll):
    seconds = next_interval(**poll)
    assert poll["base"] // 4 <= seconds <= DAY
    for wish in (poll["ttl"], poll["max_age"]):
        assert wish is None or seconds >= min(wish, DAY)
