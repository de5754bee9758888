"""The stories that an article might belong to, by its heaviest words: a bounded look, however full the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from wirecopy.duplicates.stories.placing import REACH, Candidate
from wirecopy.duplicates.stories.portrait import Portrait
from wirecopy.ledger.dialects import among, first_of_each, numbers
from wirecopy.ledger.tables import stories, story_articles, story_keys

_PER_WORD = 30
_MOST = 12
_CANDIDATES: Select[Any] = select(
    stories.c.id, stories.c.portrait, stories.c.first_at, stories.c.last_at, stories.c.articles
)


def candidates(conn: Connection, keys: Sequence[int], at: datetime) -> list[Candidate]:
    """Up to 12 stories within reach of `at` that share these words, those that share most first.

    Of the stories that a word finds, the 30 that were told last are looked at.
    """
    if not keys:
        return []
    asked = numbers(conn, keys, "asked")
    latest = (
        select(story_keys.c.story_id.label("id"))
        .where(
            story_keys.c.key == asked.c.value,
            story_keys.c.last_at >= at - REACH,
            # A long story's last article may be far later than this one; its first, which is checked when it is
            # placed, is not. Ten reaches bound the look without losing it.
            story_keys.c.last_at <= at + 10 * REACH,
        )
        .order_by(story_keys.c.last_at.desc(), story_keys.c.story_id.desc())
        .limit(_PER_WORD)
    )
    shared: Counter[int] = Counter(row.id for row in conn.execute(first_of_each(conn, asked, latest)))
    best = sorted(shared, key=lambda story_id: (-shared[story_id], -story_id))[:_MOST]
    return among_stories(conn, best)


def among_stories(conn: Connection, story_ids: Iterable[int]) -> list[Candidate]:
    """These stories as candidates, by id; those that came to nothing are left out."""
    rows = conn.execute(
        _CANDIDATES.where(
            among(conn, stories.c.id, story_ids), stories.c.merged_into.is_(None), stories.c.articles > 0
        ).order_by(stories.c.id)
    )
    return [_candidate(row) for row in rows]


def get_candidate(conn: Connection, article_id: int) -> Candidate | None:
    """The story that an article is in; None where it is in none yet."""
    row = conn.execute(
        _CANDIDATES.join(story_articles, story_articles.c.story_id == stories.c.id).where(
            story_articles.c.article_id == article_id
        )
    ).one_or_none()
    return None if row is None else _candidate(row)


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(row.id, Portrait.unpack(bytes(row.portrait)), row.first_at, row.last_at, row.articles)
