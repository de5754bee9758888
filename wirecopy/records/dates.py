"""When an article was published: the best of what page and feed say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

# Before the web there was no web page; such dates are epoch zero, templates, and typing errors.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# A day covers zones that were mistaken and clocks that are wrong; what lies further ahead is an event's date.
_AHEAD = timedelta(days=1)


class Dated(NamedTuple):
    """A moment with its source, and why others were refused."""

    moment: datetime | None
    source: str | None
    refused: tuple[str, ...] = ()


def settle_date(claims: Sequence[tuple[datetime | None, str]], *, now: datetime) -> Dated:
    """The first believable of some dates with their sources, the most trusted first.

    A date at midnight UTC is taken for a day without a time: a later claim for that day, or for the night beside it,
    gives the time. Moments must be aware.
    """
    refused: list[str] = []
    believable: list[tuple[datetime, str]] = []
    for moment, source in claims:
        if moment is None:
            continue
        if moment < _EARLIEST:
            refused.append(f"{source} says {moment:%Y-%m-%d}, before 1990")
        elif moment > now + _AHEAD:
            refused.append(f"{source} says {moment:%Y-%m-%d}, over a day ahead")
        else:
            believable.append((moment, source))
    if not believable:
        return Dated(None, None, tuple(refused))
    moment, source = believable[0]
    if moment.astimezone(UTC).time() == time(0):
        for other, other_source in believable[1:]:
            # Midnight in UTC, but the day may have been meant in any zone from -12 to +14.
            if timedelta(hours=-14) <= other - moment < timedelta(hours=36) and other.astimezone(UTC).time() != time(0):
                return Dated(other, other_source, tuple(refused))
    return Dated(moment, source, tuple(refused))


def settle_modified(
    claims: Sequence[tuple[datetime | None, str]], *, published_at: datetime | None, now: datetime
) -> Dated:
    """When it was last changed. A change before publication says nothing and is dropped."""
    settled = settle_date(claims, now=now)
    if settled.moment is not None and published_at is not None and settled.moment < published_at:
        return Dated(None, None, settled.refused)
    return settled
