"""What a response says about when to ask again. Pure; times are relative to the response's own Date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,10})', re.IGNORECASE)
_UNCACHEABLE = re.compile(r"(?:^|[,\s])(no-cache|no-store)\b", re.IGNORECASE)
# Servers have said centuries. What is longer than this says nothing about a feed.
_LONGEST_SECONDS = 30 * 86_400


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Seconds that Retry-After asks to wait, as a number or a date (RFC 9110, 10.2.3); None where it says nothing.

    A date counts from the response's Date header, which the server wrote by the same clock; without one from `now`.
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isdigit():
        return float(min(int(value[:12]), _LONGEST_SECONDS))
    moment, start = _date(value), _date(headers.get("Date", "")) or now
    if moment is None or start is None:
        return None
    return min(max(0.0, (moment - start).total_seconds()), float(_LONGEST_SECONDS))


def max_age(headers: Mapping[str, str]) -> int | None:
    """Seconds that the response stays fresh: Cache-Control max-age less Age, else Expires less Date (RFC 9111, 4.2.1).

    None where the server says nothing, or that it must be asked each time.
    """
    control = headers.get("Cache-Control", "")
    if _UNCACHEABLE.search(control):
        return None
    if match := _MAX_AGE.search(control):
        age = headers.get("Age", "").strip()
        fresh = int(match[1]) - (int(age[:10]) if age.isdigit() else 0)
    else:
        expires, date = _date(headers.get("Expires", "")), _date(headers.get("Date", ""))
        if expires is None or date is None:
            return None
        fresh = int((expires - date).total_seconds())
    return min(fresh, _LONGEST_SECONDS) if fresh > 0 else None


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
