"""What a site's memory makes of one block, and why: the reasons that stand on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

REPEATS = "site-repeats"
"""Removed: the line stood on other articles too."""
PLACE = "site-place"
"""Removed: what stands at this place of the site's pages is not the story."""
TAUGHT = "site-taught"
"""Removed: a person marked this line, or what stands at its place, as not the story's."""
PINNED = "pinned"
"""Removed: a person said so of this very line."""


@dataclass(frozen=True)
class Recurrence:
    """Where else a line was seen."""

    articles: int
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True)
class Judged:
    """What became of one block."""

    chance: float
    """That it is of the story, by the page and the site together."""
    reason: str | None = None
    """Why it is taken out where that is not by chance and names: the site's memory, or another story's box."""
    recurrence: Recurrence | None = None
