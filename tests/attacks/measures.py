"""What a call costs, measured in the cell that makes it."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from schemas.feed import ParsedFeed
from wirecopy.cells import craft
from wirecopy.errors import NotAFeed


class Measured(NamedTuple):
    """`cpu` is in seconds of processor time, `memory` in bytes above what the process had taken at most before."""

    result: Any
    cpu: float
    memory: int


def measured(function: Callable[..., Any], *args: Any) -> Measured:
    """Call and measure. To be run in a cell."""
    before, started = _peak(), time.process_time()
    result = function(*args)
    return Measured(result, time.process_time() - started, _peak() - before)


def parse_or_refuse(body: bytes) -> ParsedFeed | str:
    """The feed in `body`, or why there is none: the only two ways in which reading may end."""
    try:
        return craft.parse_feed(body, "http://paper.example/feed", None)
    except NotAFeed as error:
        return str(error)


def read_and_clean(body: bytes) -> tuple[ParsedFeed | str, list[str]]:
    """The feed, and the text of each of its first entries as the feed's own content gives it."""
    found = parse_or_refuse(body)
    entries = found.entries[:3] if isinstance(found, ParsedFeed) else ()
    return found, [craft.clean_item(entry, entry.url).text for entry in entries]


def _peak() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
