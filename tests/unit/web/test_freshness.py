"""Retry-After, Cache-Control, Expires and Age."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.web.freshness import http_date, max_age, retry_after
from wirecopy.web.response import Headers

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def stamp(**later: float) -> str:
    return format_datetime(NOW + timedelta(**later), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("99999999999999999999999999", 7 * 86400.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("١٢", None),
        ("", None),
    ],
)
def test_retry_after_in_seconds(value, seconds):
    assert retry_after(Headers([("Retry-After", value)]), NOW) == seconds


def test_retry_after_as_a_date_counts_from_the_servers_own_clock():
    skewed = Headers([("Date", stamp(hours=-1)), ("Retry-After", stamp(hours=1))])
    assert retry_after(skewed, NOW) == 7200


def test_retry_after_as_a_date_counts_from_now_where_the_server_tells_no_time():
    assert retry_after(Headers([("Retry-After", stamp(minutes=10))]), NOW) == 600


def test_retry_after_in_the_past_asks_for_no_wait():
    assert retry_after(Headers([("Retry-After", stamp(hours=-3))]), NOW) == 0


def test_without_retry_after_there_is_none():
    assert retry_after(Headers(), NOW) is None


@pytest.mark.parametrize(
    ("pairs", "seconds"),
    [
        ([("Cache-Control", "max-age=7200")], 7200),
        ([("cache-control", "public, MAX-AGE=60, must-revalidate")], 60),
        ([("Cache-Control", 'max-age="60"')], 60),
        ([("Cache-Control", "private"), ("Cache-Control", "max-age=90")], 90),
        ([("Cache-Control", "max-age=60, max-age=7200")], 60),
        ([("Cache-Control", "max-age=3600"), ("Age", "3000")], 600),
        ([("Cache-Control", "max-age=10"), ("Age", "3000")], 0),
        ([("Cache-Control", "max-age=3600"), ("Age", "young")], 3600),
        ([("Cache-Control", "no-cache, max-age=7200")], None),
        ([("Cache-Control", "max-age=7200, no-store")], None),
        ([("Cache-Control", 'private="x, no-cache", max-age=5')], 5),
        ([("Cache-Control", "s-maxage=7200")], None),
        ([("Cache-Control", "max-age=-1")], None),
        ([("Cache-Control", "max-age=1e99")], None),
        ([("Cache-Control", "max-age")], None),
        ([("Cache-Control", "max-age=99999999999999999999")], 2**31),
        ([("Date", stamp()), ("Expires", stamp(hours=3))], 3 * 3600),
        ([("Date", stamp()), ("Expires", stamp(hours=-3))], 0),
        ([("Date", stamp()), ("Expires", stamp(hours=3)), ("Age", "600")], 3 * 3600 - 600),
        ([("Date", stamp()), ("Expires", stamp(hours=3)), ("Cache-Control", "max-age=60")], 60),
        ([("Date", stamp()), ("Expires", stamp(hours=3)), ("Cache-Control", "no-cache")], None),
        ([("Expires", stamp(hours=3))], None),
        ([("Expires", "0")], 0),
        ([], None),
    ],
)
def test_how_long_a_response_stays_fresh(pairs, seconds):
    assert max_age(Headers(pairs)) == seconds


@pytest.mark.parametrize(
    "value",
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
)
def test_all_three_forms_of_an_http_date_are_read(value):
    assert http_date(value) == datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=40))
def test_no_header_is_too_odd(control, expires, date):
    headers = Headers([("Cache-Control", control), ("Expires", expires), ("Date", date), ("Retry-After", control)])
    assert (max_age(headers) or 0) >= 0
    assert (retry_after(headers, NOW) or 0) >= 0
