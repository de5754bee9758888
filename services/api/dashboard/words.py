"""How figures and moments read in the pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def count(number: int) -> str:
    """Give a whole number with thin groups of three: 12 345."""
    return f"{number:,}".replace(",", "\u202f")


def plural(number: int, one: str, many: str | None = None) -> str:
    """Give `3 lines`, `1 line`."""
    return f"{count(number)}\u00a0{one if number == 1 else many or one + 's'}"


def span(seconds: float) -> str:
    """Give a length of time in its largest fitting unit: `40 s`, `5 min`, `3 h`, `2 d`."""
    whole = max(0, int(seconds))
    for unit, size in (("d", _DAY), ("h", _HOUR), ("min", _MINUTE)):
        if whole >= size:
            return f"{whole // size}\u00a0{unit}"
    return f"{whole}\u00a0s"


def ago(moment: datetime, now: datetime) -> str:
    """Give how far `moment` lies from `now`: `just now`, `5 min ago`, `in 3 h`."""
    distance = (now - moment).total_seconds()
    if abs(distance) < 5:
        return "just now" if distance >= 0 else "now"
    return f"{span(distance)} ago" if distance > 0 else f"in\u00a0{span(-distance)}"


def stamp(moment: datetime) -> str:
    """Give `2026-03-01 14:05 UTC`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def short(moment: datetime, now: datetime) -> str:
    """Give `14:05` for a moment of the last day, `1 Mar` for an older one (with the year where it differs)."""
    moment = moment.astimezone(UTC)
    if timedelta(0) <= now - moment < timedelta(hours=20) or moment.date() == now.date():
        return moment.strftime("%H:%M")
    return f"{moment.day} {moment:%b}" if moment.year == now.year else f"{moment.day} {moment:%b %Y}"


def web_link(url: str | None) -> str | None:
    """Give `url` when it may stand in a link (http or https), else None."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def bare(url: str) -> str:
    """Give a URL as people read it: without scheme, www and closing slash."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def last_line(error: str | None) -> str:
    """Give the line of a traceback or message that says what happened: the last that is not empty."""
    lines = [line.strip() for line in (error or "").splitlines() if line.strip()]
    return lines[-1] if lines else ""
