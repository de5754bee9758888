"""Geometry of the dashboard's drawings."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas.entry import EntryState
from services.api.dashboard.chart import HEIGHT, floor, shares, throughput

NOW = datetime(2026, 3, 1, 14, 5, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
rows = st.tuples(*[st.integers(0, 5000)] * 3)


def test_the_last_column_holds_the_present_minute():
    drawn = throughput({NOW.replace(second=0): (1, 0, 0)}, now=NOW, bucket=MINUTE, columns=60)
    assert len(drawn.columns) == 60
    assert drawn.columns[-1].at == datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert [part.kind for part in drawn.columns[-1].segments] == ["new"]
    assert drawn.columns[0].segments == ()


def test_kinds_stand_on_one_another_without_a_gap():
    drawn = throughput({NOW.replace(second=0): (5, 3, 2)}, now=NOW, bucket=MINUTE, columns=2)
    new, revised, duplicate = drawn.columns[-1].segments
    assert drawn.top == 10
    assert (new.y, new.height) == (50, 50)
    assert (revised.y, revised.height) == (20, 30)
    assert (duplicate.y, duplicate.height) == (0, 20)
    assert drawn.totals == {"new": 5, "revised": 3, "duplicate": 2}


def test_minutes_before_the_chart_are_left_out():
    drawn = throughput({NOW.replace(hour=3, second=0): (7, 0, 0)}, now=NOW, bucket=MINUTE, columns=60)
    assert drawn.total == 0


@given(st.dictionaries(st.integers(0, 59), rows))
def test_no_column_leaves_the_chart(by_minute):
    start = NOW.replace(second=0)
    counts = {start - MINUTE * back: row for back, row in by_minute.items()}
    drawn = throughput(counts, now=NOW, bucket=MINUTE, columns=60)
    for column in drawn.columns:
        assert sum(part.height for part in column.segments) <= HEIGHT + 0.1
        assert all(part.y >= -0.1 for part in column.segments)
    assert drawn.total == sum(sum(row) for row in by_minute.values())


def test_half_hours_begin_at_the_hour_and_at_half_past():
    assert floor(NOW, timedelta(minutes=30)) == datetime(2026, 3, 1, 14, 0, tzinfo=UTC)


@given(st.dictionaries(st.sampled_from(EntryState), st.integers(0, 10**7)))
def test_shares_fill_the_bar_and_a_single_failure_is_seen(counts):
    laid = shares(counts)
    assert {share.state for share in laid} == {state for state, number in counts.items() if number}
    if laid:
        assert abs(sum(share.width for share in laid) - 1000) < 1
        assert min(share.width for share in laid) > 3
        assert [share.x for share in laid] == sorted(share.x for share in laid)
