"""How long a feed that can't be had is left alone. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from wirecopy.feeds.schedule import Limits

_DAY = 86_400.0
_LOST = timedelta(days=14)


class Trouble(StrEnum):
    """Why a poll failed."""

    TRANSIENT = "transient"  # timeouts, resets, 5xx
    THROTTLED = "throttled"  # 429, 503
    REFUSED = "refused"  # 401, 403, 451, 400, challenges for browsers
    MISSING = "missing"  # 404
    NAME = "name"  # DNS
    UNREADABLE = "unreadable"  # an answer, but no feed


def is_lost(failing_for: timedelta) -> bool:
    """Whether a feed that has been missing for that long is given up."""
    return failing_for >= _LOST


def backoff(failures: int, *, kind: Trouble, limits: Limits, luck: float) -> float:
    """Seconds until the next try after that many failures in a row, this one included; `luck` only adds."""
    base = _DAY if kind is Trouble.REFUSED else float(limits.usual)
    most = 7 * _DAY if kind in (Trouble.REFUSED, Trouble.MISSING) else _DAY
    return min(most, base * float(1 << min(failures, 20))) * (1 + luck / 10)
