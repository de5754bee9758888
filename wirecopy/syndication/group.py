"""A group of copies: who published first, whose text it is, and what each outlet made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.article import Article
from schemas.syndication import Outlet, Syndication
from wirecopy.records.text import fold
from wirecopy.syndication.agencies import agency_credits
from wirecopy.syndication.copying import copying


def syndication(members: Sequence[Article]) -> Syndication:
    """Hold the members of a group, its first stored article among them, against the one that was published first.

    Where a page gives the day alone, its end counts, so that one with a time on that day goes first. An article without
    a date counts from when it was first seen.
    """
    ordered = sorted(members, key=lambda article: (published(article), article.first_seen_at, article.id))
    first = ordered[0]
    outlets = tuple(_outlet(article, first) for article in ordered)
    credited = Counter(credit.agency for outlet in outlets for credit in outlet.credits)
    most = max(credited.values(), default=0)
    return Syndication(
        root_id=next((article.id for article in members if article.duplicate_of is None), first.id),
        first_id=first.id,
        agencies=tuple(agency for agency, count in credited.items() if count == most),
        outlets=outlets,
    )


def published(article: Article) -> datetime:
    """When an article was published, for telling who was first."""
    if article.published_at is None:
        return article.first_seen_at
    is_day = (article.date_source or "").endswith(":day")
    return article.published_at + timedelta(days=1, microseconds=-1) if is_day else article.published_at


def _outlet(article: Article, first: Article) -> Outlet:
    made = copying(first.text, article.text)
    return Outlet(
        article_id=article.id,
        source=article.source,
        url=article.url,
        title=article.title,
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        credits=agency_credits(article),
        words=article.word_count,
        copied=made.copied,
        used=made.used,
        same_title=fold(article.title) == fold(first.title),
        cut=made.cut,
        added=made.added,
        edited=made.edited,
    )
