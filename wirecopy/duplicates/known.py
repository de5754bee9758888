"""What has run before, as deduplication asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wirecopy.revisions import Version

HOT_GROUPS = 40
"""A key that so many groups hold is boilerplate or a phrase of the trade. Groups, not articles: a story that three
hundred outlets carry is one group, and its keys are the very ones that find the next copy."""
MOST_CANDIDATES = 32
MOST_OF_A_GROUP = 3
"""A story that everybody carries would leave no room for another one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known article that answers to an address or a content hash."""

    article_id: int
    root_id: int
    """The earliest article of its group; its own id where it is that one."""
    content_hash: str
    title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known article that shares keys with the one in question."""

    article_id: int
    root_id: int
    packed: bytes
    """`Sketch.packed`, as it was stored."""
    title: str
    host: str
    published_at: datetime | None
    word_count: int


class Known(Protocol):
    """What has run before. The ledger and `MemoryKnown` answer it."""

    def by_url(self, url_keys: Sequence[str]) -> Match | None:
        """The article that answers to one of these keys; to the first of them, if they lead to several."""

    def by_hash(self, content_hash: str) -> Match | None:
        """The earliest article with this content hash."""

    def taken_out(self, root_id: int, host: str) -> Sequence[Match]:
        """The articles of this host that a person took out of this group, or the group's articles out of theirs."""

    def version(self, article_id: int) -> Version | None:
        """The article as it stands; None where nobody knows any more."""

    def candidates(self, keys: Sequence[int], published_at: datetime | None) -> list[Candidate]:
        """Articles that share keys, those that share most first, then earlier before later ones.

        At most `MOST_CANDIDATES`, and `MOST_OF_A_GROUP` of one group. Keys that `HOT_GROUPS` groups hold are skipped.
        """
