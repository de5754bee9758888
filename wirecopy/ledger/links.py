"""What a person has said of two articles. It stands above every verdict, and is asked before one is acted upon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, case, delete, or_, select

from wirecopy.ledger.dialects import among, insert_into
from wirecopy.ledger.tables import links, story_articles


class Link(StrEnum):
    """What was said."""

    SAME = "same"
    """One is a copy of the other."""
    APART = "apart"
    """Neither is a copy of the other, however alike they look."""
    TOGETHER = "together"
    """They tell of one event."""
    ELSEWHERE = "elsewhere"
    """They tell of two."""


_OPPOSITE = {
    Link.SAME: Link.APART,
    Link.APART: Link.SAME,
    Link.TOGETHER: Link.ELSEWHERE,
    Link.ELSEWHERE: Link.TOGETHER,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an article's story."""

    wanted: int | None = None
    """The story that it belongs to."""
    barred: frozenset[int] = frozenset()
    """Stories that it does not."""


NOTHING = Said()


def say(conn: Connection, kind: Link, article_ids: Iterable[int], other_ids: Iterable[int], *, now: datetime) -> None:
    """Remember what holds for each of the first with each of the others; the opposite, if it was said, is forgotten."""
    ones, others = list(article_ids), list(other_ids)
    pairs = {(min(one, other), max(one, other)) for one in ones for other in others if one != other}
    if not pairs:
        return
    unsay(conn, _OPPOSITE[kind], ones, others)
    conn.execute(
        insert_into(conn, links).on_conflict_do_nothing(),
        [{"article_id": one, "other_id": other, "kind": kind, "at": now} for one, other in sorted(pairs)],
    )


def unsay(conn: Connection, kind: Link, article_ids: Sequence[int], other_ids: Sequence[int]) -> None:
    """Forget this of each of the first with each of the others."""
    sides = (links.c.article_id, links.c.other_id)
    across = (and_(among(conn, one, article_ids), among(conn, other, other_ids)) for one, other in (sides, sides[::-1]))
    conn.execute(delete(links).where(links.c.kind == kind, or_(*across)))


def partners(conn: Connection, kind: Link, article_ids: Sequence[int]) -> list[int]:
    """The articles that this was said of, together with one of these."""
    first, second = among(conn, links.c.article_id, article_ids), among(conn, links.c.other_id, article_ids)
    partner = case((first, links.c.other_id), else_=links.c.article_id)
    found = conn.execute(select(partner.label("id")).where(links.c.kind == kind, or_(first, second)))
    return sorted(set(found.scalars()))


def spoken_of(conn: Connection, article_ids: Sequence[int]) -> set[int]:
    """Those of these articles of which anything was said."""
    sides = (links.c.article_id, links.c.other_id)
    rows = (conn.execute(select(side).distinct().where(among(conn, side, article_ids))) for side in sides)
    return {article_id for found in rows for article_id in found.scalars()}


def stories_of(conn: Connection, article_id: int) -> Said:
    """What was said of the story of an article: the stories in which the articles are that it was said of."""
    rows = conn.execute(
        select(links.c.kind, story_articles.c.story_id)
        .join(
            story_articles,
            or_(
                and_(links.c.article_id == article_id, story_articles.c.article_id == links.c.other_id),
                and_(links.c.other_id == article_id, story_articles.c.article_id == links.c.article_id),
            ),
        )
        .where(
            or_(links.c.article_id == article_id, links.c.other_id == article_id),
            links.c.kind.in_([Link.TOGETHER, Link.ELSEWHERE]),
        )
    ).all()
    barred = frozenset(row.story_id for row in rows if row.kind == Link.ELSEWHERE)
    wanted = min((row.story_id for row in rows if row.kind == Link.TOGETHER), default=None)
    return Said(wanted, barred)


def kept_apart(conn: Connection, story_id: int, other_id: int) -> bool:
    """Whether something keeps two stories from being one."""
    one, other = story_articles.alias("one"), story_articles.alias("other")
    return (
        conn.execute(
            select(links.c.article_id)
            .join(one, one.c.article_id == links.c.article_id)
            .join(other, other.c.article_id == links.c.other_id)
            .where(links.c.kind == Link.ELSEWHERE, _across(one.c.story_id, other.c.story_id, story_id, other_id))
            .limit(1)
        ).first()
        is not None
    )


def said_together(conn: Connection, article_ids: Sequence[int], other_ids: Sequence[int]) -> bool:
    """Whether one of the first and one of the others were said to tell of one event."""
    return not set(partners(conn, Link.TOGETHER, article_ids)).isdisjoint(other_ids)


def _across(one: ColumnElement[int], other: ColumnElement[int], first: int, second: int) -> ColumnElement[bool]:
    return or_(and_(one == first, other == second), and_(one == second, other == first))
