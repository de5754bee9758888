"""Passages: an explained page as it reads, what was kept and, between, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from wirecopy.cleaning.explain import Block

AROUND = frozenset(
    "not-story hidden consent comments caption newsletter paywall share advertisement related tags author navigation "
    "footer sidebar header teaser media dateline".split()
)
"""Reasons of what stands around a story and never looked like one: what its own boxes are named."""
_OF_SITES = "site-"  # sites repeat whole menus
_FEW = 3

REASONS = {
    "advertisement": "an advertisement",
    "age-notice": "says how old the story is",
    "agency-footer": "the agency's footer",
    "app-prompt": "asks to get an app",
    "author": "about the author",
    "author-bio": "about the author",
    "caption": "a picture's caption",
    "comment-prompt": "asks for comments",
    "comments": "readers' comments",
    "consent": "asks for consent",
    "contact-line": "how to reach the newsroom",
    "cookie-notice": "about cookies",
    "copyright": "copyright",
    "dateline": "the date",
    "donation-prompt": "asks for donations",
    "follow-line": "asks to follow",
    "footer": "the page's footer",
    "header": "the page's header",
    "hidden": "not shown by the page",
    "kicker": "the section's name",
    "media": "belongs to a picture or a video",
    "navigation": "a menu",
    "newsletter": "asks to take a newsletter",
    "newsletter-prompt": "asks to take a newsletter",
    "not-story": "stands around the story",
    "other-witness": "another witness of the text was believed",
    "paywall": "asks to subscribe",
    "photo-credit": "a picture's credit",
    "reading-aid": "helps to read the page",
    "related": "other stories",
    "related-link": "leads to other stories",
    "repeated-title": "the title once more",
    "share": "asks to share",
    "share-line": "asks to share",
    "sidebar": "beside the story",
    "site-place": "stands where this site never has its story",
    "site-repeats": "this site repeats it",
    "site-taught": "a person has said so of this site",
    "subscribe-prompt": "asks to subscribe",
    "tags": "topics",
    "teaser": "other stories",
    "topic-list": "topics",
}
"""Every reason that cleaning gives, and what it means."""


@dataclass(frozen=True)
class Passage:
    """Blocks that follow each other and had one fate: kept, cut out of the story, or never taken for it."""

    kept: bool
    is_around: bool
    """Whether it is of no interest to who reads the story: it stands around it, or is a whole box of something else."""
    blocks: tuple[Block, ...]

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why they were left out, and how many for each reason; the most frequent first."""
        return tuple(Counter(block.reason or "" for block in self.blocks if not block.kept).most_common())

    @property
    def letters(self) -> int:
        """The length of its text."""
        return sum(len(block.text) for block in self.blocks)


def passages(blocks: Iterable[Block]) -> list[Passage]:
    """The passages of a page, in its order."""
    read = [
        Passage(kept, around, tuple(group))
        for (kept, around), group in groupby(blocks, key=lambda block: (block.kept, _names_surroundings(block)))
    ]
    kept = [index for index, passage in enumerate(read) if passage.kept]
    for index in range(kept[0], kept[-1]) if kept else ():
        # What was left out in the midst of the story is worth a look, whatever its box is named.
        if len(read[index].blocks) <= _FEW:
            read[index] = replace(read[index], is_around=False)
    return read


def _names_surroundings(block: Block) -> bool:
    reason = block.reason or ""
    return reason in AROUND or reason.startswith(_OF_SITES)


def in_words(reason: str) -> str:
    """What a reason's slug means; an unknown one with spaces for its hyphens."""
    return REASONS.get(reason, reason.replace("-", " "))
