"""Decisions: what became of each block of a page, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemas.article import Recurrence, Removal
from wirecopy.cleaning.blocks import Block
from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.signs import BIT
from wirecopy.cleaning.sites import Judged

# Why a block is no part of the story, by what its boxes are named, the most telling first.
_REASONS = (
    ("hidden", "hidden"),
    ("consent", "consent"),
    ("comments", "comments"),
    ("caption", "caption"),
    ("newsletter", "newsletter"),
    ("wall", "paywall"),
    ("share", "share"),
    ("ad", "advertisement"),
    ("related", "related"),
    ("tags", "tags"),
    ("author", "author"),
    ("nav", "navigation"),
    ("footer", "footer"),
    ("sidebar", "sidebar"),
    ("header", "header"),
    ("teaser", "teaser"),
    ("video", "media"),
    ("picture", "media"),
    ("date", "dateline"),
)
KEPT = 0.5
"""The chance from which a block is of the story."""
NOT_STORY = "not-story"
"""The reason of a block that no name speaks of."""


@dataclass(slots=True)
class Decision:
    """What becomes of one block."""

    block: Block
    chance: float
    """That it is of the story, by page and site."""
    text: str
    """What of it is the story's; empty where nothing is."""
    judged: Judged
    removed: tuple[Removal, ...] = ()
    """What of a block that was likely enough is not the story's, and why. Of others see `removals`."""

    def removals(self) -> tuple[Removal, ...]:
        """What of the block is not the story's, and why; nothing where all of it is kept."""
        if self.removed or self.chance >= KEPT:
            return self.removed
        seen = self.judged.recurrence if self.judged.reason else None
        recurrence = seen and Recurrence(articles=seen.articles, first_seen=seen.first_seen, last_seen=seen.last_seen)
        reason = self.judged.reason or reason_by_name(self.block)
        return (Removal(text=mended(self.block.text), reason=reason, recurrence=recurrence),)


def reason_by_name(block: Block) -> str:
    """Why a block is no part of the story, as far as the names of its boxes tell."""
    return _reason_of_signs(block.scope.signs) or _reason_of_signs(block.scope.around) or NOT_STORY


@lru_cache(maxsize=10_000)
def _reason_of_signs(signs: int) -> str | None:
    return next((reason for sign, reason in _REASONS if signs & BIT[sign]), None)
