"""What deduplication asks the ledger: which articles have this address, this text, or much in common with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from wirecopy.duplicates.decide import Candidate, Match
from wirecopy.ledger.dialects import numbers
from wirecopy.ledger.links import Link
from wirecopy.ledger.tables import article_keys, article_urls, articles, links, revisions
from wirecopy.revisions import Version

_MOST_CANDIDATES = 50
_HOT = 200
"""A key that more stories share is a phrase of the trade, and says nothing. Stories, not articles: the keys of one that
three hundred outlets carry are the very ones that find the next copy."""

_ROOT = func.coalesce(articles.c.duplicate_of, articles.c.id).label("root_id")
_VERSION = select(articles.c.title, articles.c.text, articles.c.provenance, revisions.c.reverted_to).outerjoin(
    revisions, and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.revision)
)
_MATCH = select(articles.c.id, _ROOT, articles.c.content_hash, articles.c.title)


class LedgerKnown:
    """The ledger as `wirecopy.duplicates.decide.Known`. Sees what its connection's transaction sees; writes nothing.

    Hold `articles.serialize_stores` while deciding, or two workers may both think that a story is new.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def by_url(self, url_keys: Sequence[str]) -> Match | None:
        """The article that answers to one of these addresses; to the first of them, if they lead to several."""
        rows = self._conn.execute(
            _MATCH.add_columns(article_urls.c.url_key)
            .join(article_urls, article_urls.c.article_id == articles.c.id)
            .where(article_urls.c.url_key.in_(list(url_keys)))
        ).all()
        places = {url_key: place for place, url_key in reversed(list(enumerate(url_keys)))}
        return _match(min(rows, key=lambda row: places[row.url_key], default=None))

    def by_hash(self, content_hash: str) -> Match | None:
        """The earliest article with exactly this text."""
        earliest: Select[Any] = _MATCH.where(articles.c.content_hash == content_hash).order_by(articles.c.id).limit(1)
        return _match(self._conn.execute(earliest).one_or_none())

    def taken_out(self, root_id: int, host: str) -> list[Match]:
        """The articles of this host that a person has said are no copies of this group's."""
        group = select(articles.c.id).where(or_(articles.c.id == root_id, articles.c.duplicate_of == root_id))
        sides = ((links.c.article_id, links.c.other_id), (links.c.other_id, links.c.article_id))
        apart = [select(one).where(other.in_(group), links.c.kind == Link.APART) for one, other in sides]
        chosen: Select[Any] = _MATCH.where(or_(*(articles.c.id.in_(side) for side in apart)), articles.c.host == host)
        rows = self._conn.execute(chosen.order_by(articles.c.id))
        matches = (_match(row) for row in rows)
        return [match for match in matches if match is not None and match.root_id != root_id]

    def version(self, article_id: int) -> Version | None:
        """The article as it stands."""
        row = self._conn.execute(_VERSION.where(articles.c.id == article_id)).one_or_none()
        if row is None:
            return None
        made = row.provenance
        removed = tuple(cut["text"] for cut in made["removed"])
        is_held = row.reverted_to is not None
        return Version(row.title, row.text, made["extractor"], made["version"], removed, is_held)

    def candidates(self, keys: Sequence[int], published_at: datetime | None) -> list[Candidate]:
        """Up to 50 articles that share keys, those that share the most first, earlier ones before later ones.

        Keys that more than 200 stories hold are left out. The moment of publication narrows nothing here: a story may
        run again years later.
        """
        asked = numbers(self._conn, sorted(set(keys)), "asked")
        # Counting stops just past the limit: some key may be on every article.
        some = (
            select(article_keys.c.root_id)
            .where(article_keys.c.key == asked.c.value)
            .distinct()
            .limit(_HOT + 1)
            .correlate(asked)
        )
        telling = select(asked.c.value).where(
            select(func.count()).select_from(some.subquery()).scalar_subquery() <= _HOT
        )
        shared = func.count().label("shared")
        best = (
            select(article_keys.c.article_id, shared)
            .where(article_keys.c.key.in_(telling))
            .group_by(article_keys.c.article_id)
            .order_by(shared.desc(), article_keys.c.article_id)
            .limit(_MOST_CANDIDATES)
            .cte("best")
        )
        rows = self._conn.execute(
            select(
                articles.c.id,
                _ROOT,
                articles.c.sketch,
                articles.c.title,
                articles.c.host,
                articles.c.published_at,
                articles.c.word_count,
            )
            .join(best, best.c.article_id == articles.c.id)
            .order_by(best.c.shared.desc(), articles.c.id)
        )
        return [
            Candidate(
                article_id=row.id,
                root_id=row.root_id,
                packed=bytes(row.sketch),
                title=row.title,
                host=row.host,
                published_at=row.published_at,
                word_count=row.word_count,
            )
            for row in rows
        ]


def _match(row: Row[Any] | None) -> Match | None:
    if row is None:
        return None
    return Match(article_id=row.id, root_id=row.root_id, content_hash=row.content_hash, title=row.title)
