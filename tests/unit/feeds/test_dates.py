from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"),
        ("01 Jan 2004 19:48 +0200", "2004-01-01T17:48"),
        ("Thu, 1 Jan 04 19:48:21 EST", "2004-01-02T00:48:21"),
        ("Thursday, 01-Jan-04 19:48:21 GMT", "2004-01-01T19:48:21"),
        ("Sept 5, 2023 7:05 p.m. PDT", "2023-09-06T02:05"),
        ("May 3, 2024 12:00 AM EST", "2024-05-03T05:00"),
        ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21"),
        ("Fri May 03 2024 10:00:00 GMT+0200 (CEST)", "2024-05-03T08:00"),
        ("3 Dezember 2023 18:00 MEZ", "2023-12-03T17:00"),
        ("2024-05-03T10:00:00.25+05:30", "2024-05-03T04:30:00.250000"),
        ("2024-05-03t10:00:00z", "2024-05-03T10:00"),
        ("2024-05-03 10:00:00", "2024-05-03T10:00"),
        ("2024/5/3 10:00", "2024-05-03T10:00"),
        ("20240503T100000-0400", "2024-05-03T14:00"),
        ("2024-05-03", "2024-05-03T00:00"),
        ("2024-05", "2024-05-01T00:00"),
        ("2024", "2024-01-01T00:00"),
        ("2003-335", "2003-12-01T00:00"),
        ("2024-12-31T24:00:00Z", "2025-01-01T00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00"),
        ("Fri, 11 Mar 2016 01:15:00 +3000", "2016-03-11T01:15"),
        ("Fri, 11 Mar 2016 01:15:00 XYZ", "2016-03-11T01:15"),
    ],
)
def test_dates_of_the_wild_are_read_as_utc(text, expected):
    assert parse_date(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "now",
        "yesterday",
        "0000-00-00 00:00:00",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "1714730400",
        "2024-13-01",
        "31 Jun 2024",
        "2024-02-30T00:00:00Z",
        "25:00",
        "03/12/2024",
        "2024-05-03T25:00:00Z",
        "12 monkeys 1995",
        "12345",
    ],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


MOMENTS = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001  hypothesis wants naive bounds
    max_value=datetime(2190, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)


@given(MOMENTS)
def test_every_rfc_3339_time_is_read_exactly(moment):
    assert parse_date(moment.isoformat()) == moment


@given(MOMENTS)
def test_every_rfc_2822_time_is_read_to_the_second(moment):
    assert parse_date(format_datetime(moment)) == moment.replace(microsecond=0)


@given(st.text(alphabet="0123456789 :-+TZ.,/abJanMay", max_size=40))
def test_any_text_is_a_utc_time_or_none(text):
    moment = parse_date(text)
    assert moment is None or moment.utcoffset() == timedelta(0)
