"""What a response says about when to ask again. Pure functions on headers; nothing here waits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_QUIET = 7 * 86_400.0
"""Seconds. No server means to be left alone for longer; years are a mistake, or a way to silence us for good."""

# RFC 9111 section 1.2.2: a number too large to hold counts as 2^31.
_MOST = 2**31

_DIRECTIVE = re.compile(r'\s*([!#$%&\'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,"]*))?\s*(?:,|$)')


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the Retry-After header asks to wait (RFC 9110 section 10.2.3), or None without a readable one.

    At most a week, whatever it says.

    A date counts from the response's own Date header, so that a server whose clock is wrong is understood; from `now`
    (aware) where there is none. A date that has passed gives 0. `headers` is looked up without regard to case.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:20]), LONGEST_QUIET)
    until = http_date(value)
    if until is None:
        return None
    since = http_date(headers.get("date", "")) or now
    return min(max(0.0, (until - since).total_seconds()), LONGEST_QUIET)


def max_age(headers: Mapping[str, str]) -> int | None:
    """Seconds for which the response stays fresh (RFC 9111 section 4.2), its Age already taken off, or None.

    `max-age` wins over `Expires`, which counts from the Date header and says nothing without one. `no-cache` and
    `no-store` make both void: they tell a cache to ask every time, which is no wish about when we should. Values that
    are no non-negative integers are ignored, as is `s-maxage`, which is meant for shared caches.
    """
    directives = _cache_control(headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return None
    lifetime = _seconds(directives["max-age"]) if "max-age" in directives else _expires(headers)
    if lifetime is None:
        return None
    return max(0, lifetime - (_seconds(headers.get("age", "")) or 0))


def http_date(value: str) -> datetime | None:
    """An HTTP date in any of its three forms (RFC 9110 section 5.6.7) as aware UTC, or None."""
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _expires(headers: Mapping[str, str]) -> int | None:
    if "expires" not in headers:
        return None
    until, since = http_date(headers["expires"]), http_date(headers.get("date", ""))
    if until is None:
        return 0  # "0" and other invalid dates mean already expired (RFC 9111 section 5.3)
    return None if since is None else min(_MOST, max(0, int((until - since).total_seconds())))


def _cache_control(value: str) -> dict[str, str]:
    """Directives by lower-case name; the first of a repeated one counts (RFC 9111 section 4.2.1)."""
    found: dict[str, str] = {}
    for match in _DIRECTIVE.finditer(value[:4096]):
        found.setdefault(match[1].lower(), (match[2] or "").strip('"'))
    return found


def _seconds(value: str) -> int | None:
    value = value.strip()
    return min(int(value[:20]), _MOST) if value.isascii() and value.isdigit() else None
