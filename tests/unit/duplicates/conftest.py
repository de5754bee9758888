"""A small wire: stories of an invented agency, and what outlets make of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zlib import crc32

import pytest

from wirecopy.records.plain import plain_draft

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
_WHO = (
    "minister",
    "mayor",
    "judge",
    "union",
    "council",
    "court",
    "bank",
    "airline",
    "school",
    "hospital",
    "police",
    "museum",
    "harbour",
    "farmers",
)
_DID = (
    "announced",
    "rejected",
    "approved",
    "delayed",
    "criticised",
    "published",
    "reviewed",
    "opened",
    "closed",
    "defended",
    "sold",
    "bought",
)
_WHAT = (
    "plan",
    "budget",
    "report",
    "law",
    "bridge",
    "tunnel",
    "strike",
    "contract",
    "appeal",
    "record",
    "survey",
    "reform",
    "merger",
    "fund",
    "trial",
)
_WHERE = (
    "Alder",
    "Brackwater",
    "Corvin",
    "Dunmere",
    "Eastholm",
    "Fennick",
    "Garrow",
    "Holt",
    "Ivesby",
    "Jarrow",
    "Kelling",
    "Lorne",
)
_HOW = (
    "quietly",
    "after-a-long-debate",
    "despite-protests",
    "in-spring",
    "without-notice",
    "for-now",
    "by-a-narrow-vote",
)


def _story(seed: int, sentences: int = 16) -> str:
    """A text of its own: the same seed gives the same words, another seed shares next to none of its phrases."""
    chance = random.Random(seed)
    written = [
        f"The {chance.choice(_WHO)} of {chance.choice(_WHERE)} {chance.choice(_DID)} the {chance.choice(_WHAT)} "
        f"of the {chance.choice(_WHO)} {chance.choice(_HOW).replace('-', ' ')}, {chance.choice(_WHO)} number "
        f"{chance.randint(2, 999)} in {chance.choice(_WHERE)} told the {chance.choice(_WHAT)} {chance.choice(_WHO)}."
        for _ in range(sentences)
    ]
    return "\n\n".join(" ".join(written[at : at + 2]) for at in range(0, sentences, 2))


@pytest.fixture
def story():
    """Writes texts: `story(seed, sentences=16)`."""
    return _story


@pytest.fixture
def wire():
    """Makes drafts: `wire(host, title, text, hours=...)`, published so many hours after the first."""

    def make(host, title, text, *, hours=0.0, path=None):
        path = path or f"/news/{'-'.join(title.lower().split())}-{crc32(text.encode())}"
        published_at = START + timedelta(hours=hours)
        return plain_draft(url=f"https://{host}{path}", title=title, text=text, published_at=published_at)

    return make
