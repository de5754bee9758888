"""When a response says to ask again."""

from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from wirecopy.web.freshness import max_age, retry_after
from wirecopy.web.hosts import pacing_key

DATE = "Sat, 14 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"Retry-After": "Sat, 14 Mar 2026 09:05:00 GMT", "Date": DATE}, 300.0),
        ({"Retry-After": "Sat, 14 Mar 2026 08:00:00 GMT", "Date": DATE}, 0.0),
        ({"Retry-After": "Sat, 14 Mar 2026 09:05:00 GMT"}, 60.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "99999999999999999999"}, 30 * 86_400.0),
    ],
)
def test_retry_after(headers, seconds):
    now = datetime(2026, 3, 14, 9, 4, tzinfo=UTC)
    assert retry_after(CIMultiDict(headers), now=now) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=7200"}, 7200),
        ({"Cache-Control": 'public, Max-Age="60", must-revalidate'}, 60),
        ({"Cache-Control": "s-maxage=9"}, None),
        ({"Cache-Control": "max-age=7200", "Age": "200"}, 7000),
        ({"Cache-Control": "max-age=100", "Age": "200"}, None),
        ({"Cache-Control": "no-cache, max-age=300"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": "max-age=99999999999999"}, 30 * 86_400),
        ({"Expires": "Sat, 14 Mar 2026 10:00:00 GMT", "Date": DATE}, 3600),
        ({"Expires": "0", "Date": DATE}, None),
        ({"Expires": "Sat, 14 Mar 2026 10:00:00 GMT"}, None),
        ({"Cache-Control": "max-age=5", "Expires": "Sat, 14 Mar 2026 10:00:00 GMT", "Date": DATE}, 5),
    ],
)
def test_max_age(headers, seconds):
    assert max_age(CIMultiDict(headers)) == seconds


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://feeds.paper.co.uk/rss", "paper.co.uk"),
        ("https://WWW.Paper.co.uk:8443/a", "paper.co.uk"),
        ("http://127.0.0.1:8000/feed", "127.0.0.1"),
        ("http://[2001:DB8::1]/", "2001:db8::1"),
        ("https://someone.github.io/feed", "someone.github.io"),
        ("https://co.uk/", "co.uk"),
        ("http://localhost/", "localhost"),
        ("mailto:x", ""),
        ("http://[bad", ""),
    ],
)
def test_pacing_key(url, key):
    assert pacing_key(url) == key
