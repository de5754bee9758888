"""When to poll a feed next. Pure: the caller adds jitter and the clock."""

from __future__ import annotations

import math

LONGEST = 86_400
"""Seconds; no feed waits longer, or slow feeds would be starved and a server's slip would silence one for good."""


def next_interval(
    *,
    base: int,
    previous: int,
    changed: bool,
    ttl: int | None = None,
    max_age: int | None = None,
    retry_after: float | None = None,
    failures: int = 0,
) -> int:
    """Seconds to wait until the next poll.

    `base` is the configured interval, `previous` the one that has just passed, `changed` whether this poll brought new
    or changed entries. `ttl` (the feed's own), `max_age` (Cache-Control) and `retry_after` are the server's wishes in
    seconds: the longest of them is the floor. `failures` counts failed polls in a row, this one included.

    A poll that brought something halves the interval, one that did not lengthens it by half, between a quarter of
    `base` and a day. Failures double `base` each, and never shorten what the feed's own pace was.
    """
    if failures > 0:
        # Twenty doublings are longer than a day for any base, and the number would grow without end.
        wanted = max(previous, base << min(failures, 20))
    elif changed:
        wanted = max(previous // 2, base // 4)
    else:
        wanted = max(previous + previous // 2, base // 4)
    hints = (hint for hint in (ttl, max_age, retry_after) if hint is not None and not math.isnan(hint))
    floor: float = max((min(hint, LONGEST) for hint in hints), default=0)
    return max(1, min(math.ceil(max(wanted, floor)), LONGEST))
