"""Putting an earlier version of an article back: undoing what cleaning, or anybody, did to it."""

from __future__ import annotations

from datetime import datetime

from schemas.change import ChangeKind
from wirecopy.duplicates.sketch import sketch
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import articles, changes, stories
from wirecopy.ledger.database import Ledger


def revert(ledger: Ledger, article_id: int, number: int, *, now: datetime) -> int:
    """Make the title and text of version `number` the article's latest version; gives the new version's number.

    From then on cleaning alone changes this article no more, until its publisher does. Raises NotFound, and UsageError
    for the version that it has already.
    """
    with ledger.begin() as conn:
        articles.serialize_stores(conn)
        article = articles.get(conn, article_id)
        if number == article.revision:
            raise UsageError(f"revision {number} is what article {article_id} has now")
        found = [version for version in articles.revisions(conn, article_id) if version.number == number]
        if not found:
            raise NotFound(f"article {article_id} has no revision {number}; it has 1 to {article.revision}")
        drawn = sketch(found[0].title, found[0].text, article.language)
        added = articles.put_back(conn, found[0], sketch_keys=drawn.keys, sketch_packed=drawn.packed, now=now)
        changes.append(conn, ChangeKind.REVISED, article_id, added, now=now)
        stories.put(conn, [article_id])
        return added
