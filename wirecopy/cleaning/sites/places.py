"""Places: where on a site's pages a block stands, by a name that is the same on all of them."""

from __future__ import annotations

import re
from functools import lru_cache

_DEEPEST = 5
"""Levels that name a place: the block's own element and those around it."""
_MOST_NAMES = 3
_LONGEST_NAME = 40
LONGEST = 160
"""Letters of a place's name."""

# What differs from page to page: numbers, and the section, tags and author that blog software writes into classes.
_OF_ONE_PAGE = re.compile(
    r"\d|^(?:post|page|entry|node|id|tag|category|cat|author|section|topic|format|type|status|lang|term)[-_]",
    re.IGNORECASE,
)
# What tells of the moment or of the window, not of the place.
_STATE = re.compile(r"^(?:is|has|js|no|hide|hidden|show|visible|active|open|first|last|odd|even|clearfix)(?:[-_]|$)")
_STEP = re.compile(r"[.#]")


@lru_cache(maxsize=4096)
def place_of(path: str) -> str:
    """The place that a path such as `body>div#main>div.story.post-17>p` leads to: here `div.main>div.story>p`.

    Numbers and what blog software writes of one page into its classes are left out, and so is what stands far above.
    """
    levels = [level for level in path.split(">") if level]
    while len(levels) > 1 and _STEP.split(levels[0])[0] in ("html", "body"):
        levels.pop(0)
    return ">".join(_plain(level) for level in levels[-_DEEPEST:])[-LONGEST:]


@lru_cache(maxsize=4096)
def around(place: str) -> str:
    """The wider place: the same without the names of the block's own element, marked so that no place is called it."""
    outside, _, own = place.rpartition(">")
    return f"{outside}>{own.partition('.')[0]}*"


def _plain(level: str) -> str:
    tag, *names = _STEP.split(level)
    lasting = {name for name in names if name and len(name) <= _LONGEST_NAME}
    lasting = {name for name in lasting if not _OF_ONE_PAGE.search(name) and not _STATE.search(name)}
    return ".".join([tag, *sorted(lasting)[:_MOST_NAMES]])
