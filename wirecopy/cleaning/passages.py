"""Passages: an explained page as it reads, what was kept and, between, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from wirecopy.cleaning.explain import Block

AROUND = ("furniture", "not-story")
"""Reasons of what stands around a story and never looked like one."""

_WORDS = {
    "advertisement": "an advertisement",
    "age-notice": "says how old the story is",
    "agency-footer": "the agency's footer",
    "app-prompt": "asks to get an app",
    "author-bio": "about the author",
    "comment-prompt": "asks for comments",
    "contact-line": "how to reach the newsroom",
    "cookie-notice": "about cookies",
    "copyright": "copyright",
    "donation-prompt": "asks for donations",
    "follow-line": "asks to follow",
    "furniture": "the page calls it a menu, a teaser, a caption or the like",
    "kicker": "the section's name",
    "newsletter-prompt": "asks to take a newsletter",
    "not-story": "stands around the story",
    "photo-credit": "a picture's credit",
    "reading-aid": "helps to read the page",
    "related-link": "leads to other stories",
    "repeated-title": "the title once more",
    "share-line": "asks to share",
    "subscribe-prompt": "asks to subscribe",
    "topic-list": "a list of topics",
}


@dataclass(frozen=True)
class Passage:
    """Blocks that follow each other and were all kept, or all left out."""

    kept: bool
    blocks: tuple[Block, ...]

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why they were left out, and how many for each reason; the most frequent first."""
        return tuple(Counter(block.reason or "" for block in self.blocks if not block.kept).most_common())

    @property
    def is_around(self) -> bool:
        """Whether nothing in it ever looked like the story."""
        return not self.kept and all(block.reason in AROUND for block in self.blocks)

    @property
    def letters(self) -> int:
        """The length of its text."""
        return sum(len(block.text) for block in self.blocks)


def passages(blocks: Iterable[Block]) -> list[Passage]:
    """The passages of a page, in its order."""
    return [Passage(kept, tuple(group)) for kept, group in groupby(blocks, key=lambda block: block.kept)]


def in_words(reason: str) -> str:
    """What a reason's slug means; an unknown one with spaces for its hyphens."""
    return _WORDS.get(reason, reason.replace("-", " "))
