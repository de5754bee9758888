"""Changing stories: opening, joining, leaving, merging, splitting; figures, words and log kept in step.

Whoever writes here holds `serialize`. Announcements are written last (`announce`), since the change log's lock keeps
filing waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, distinct, func, insert, select, update

from schemas.change import ChangeKind
from schemas.story import StoryEventKind
from wirecopy.duplicates.stories.placing import Candidate
from wirecopy.duplicates.stories.portrait import Portrait, keys, mean
from wirecopy.ledger import dialects
from wirecopy.ledger.dialects import among
from wirecopy.ledger.tables import articles, changes, stories, story_articles, story_keys, story_log

LOOKED_AT = 64
"""So many of a story's articles are looked at when stock is taken: the last ones."""
_FINDABLE_FOR = timedelta(days=14)
"""After the last article was placed in it; longer than articles may be apart, so that late ones still find it."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article's place in a story."""

    article_id: int
    story_id: int
    host: str
    at: datetime
    portrait: Portrait | None


def serialize(conn: Connection) -> None:
    """Wait until nobody else is changing stories, and keep others out until this transaction ends.

    Take it before any other lock, and never after the one of `articles.serialize_stores`.
    """
    dialects.lock_for_transaction(conn, dialects.PLACING)


def member(conn: Connection, article_id: int) -> Member | None:
    """Where an article is; None where it has not been placed."""
    row = conn.execute(select(story_articles).where(story_articles.c.article_id == article_id)).one_or_none()
    if row is None:
        return None
    portrait = None if row.portrait is None else Portrait.unpack(bytes(row.portrait))
    return Member(row.article_id, row.story_id, row.host, row.at, portrait)


def open_story(
    conn: Connection, given: Member, language: str | None, *, evidence: Mapping[str, Any], now: datetime
) -> int:
    """Open a story with its first article (`story_id` of `given` is not looked at); give its id."""
    assert given.portrait is not None
    added = conn.execute(
        insert(stories).returning(stories.c.id),
        {
            "language": language,
            "article_id": given.article_id,
            "first_at": given.at,
            "last_at": given.at,
            "articles": 1,
            "outlets": 1,
            "portrait": given.portrait.pack(),
            "touched_at": now,
            "findable": True,
        },
    )
    story_id = int(added.scalar_one())
    _add_member(conn, story_id, given, evidence)
    _add_keys(conn, story_id, given.portrait, given.at)
    return story_id


def join(
    conn: Connection,
    story: Candidate,
    given: Member,
    *,
    evidence: Mapping[str, Any],
    now: datetime,
    stock_follows: bool = False,
) -> None:
    """Let an article that is in no story join one; without a portrait it is a copy of one that is in it.

    Where `take_portrait` follows at once, the words that the story is found by are left to it.
    """
    known_host = conn.execute(
        select(story_articles.c.article_id)
        .where(story_articles.c.story_id == story.story_id, story_articles.c.host == given.host)
        .limit(1)
    ).first()
    portrait = story.portrait
    if given.portrait is not None:
        portrait = mean([story.portrait, given.portrait], [story.articles, 1])
    last_at = max(story.last_at, given.at)
    conn.execute(
        update(stories)
        .where(stories.c.id == story.story_id)
        .values(
            articles=stories.c.articles + 1,
            outlets=stories.c.outlets + (0 if known_host else 1),
            first_at=min(story.first_at, given.at),
            last_at=last_at,
            portrait=portrait.pack(),
            touched_at=now,
            findable=True,
        )
    )
    _add_member(conn, story.story_id, given, evidence)
    if not stock_follows and (given.portrait is not None or last_at != story.last_at):
        _write_keys(conn, story.story_id, portrait, last_at)


def repaint(conn: Connection, article_id: int, portrait: Portrait, *, evidence: Mapping[str, Any]) -> None:
    """Put a new portrait in the place of an article's old one; `take_portrait` then brings its story in step."""
    conn.execute(
        update(story_articles)
        .where(story_articles.c.article_id == article_id)
        .values(portrait=portrait.pack(), evidence=dict(evidence))
    )


def leave(conn: Connection, gone: Member, *, to: int | None, evidence: Mapping[str, Any], now: datetime) -> None:
    """Take an article out of its story. `to` is the story that it goes to, where that is known."""
    conn.execute(delete(story_articles).where(story_articles.c.article_id == gone.article_id))
    recount(conn, gone.story_id, now=now)
    log(conn, StoryEventKind.LEFT, gone.story_id, to, [gone.article_id], evidence, now=now)


def merge(conn: Connection, into: int, other: int, *, evidence: Mapping[str, Any], now: datetime) -> list[int]:
    """Make two stories one; give the articles that came over."""
    moved = article_ids(conn, other)
    conn.execute(update(story_articles).where(story_articles.c.story_id == other).values(story_id=into))
    recount(conn, into, now=now)
    recount(conn, other, now=now, merged_into=into)
    # Stories that had gone into the other are led on in one step.
    conn.execute(update(stories).where(stories.c.merged_into == other).values(merged_into=into))
    log(conn, StoryEventKind.MERGED, into, other, moved, evidence, now=now)
    return moved


def move(conn: Connection, story_id: int, leaving: Sequence[int], *, evidence: Mapping[str, Any], now: datetime) -> int:
    """Put some of a story's articles, and their copies in it, into a story of their own; give its id."""
    row = conn.execute(select(stories).where(stories.c.id == story_id)).one()
    copies = select(articles.c.id).where(among(conn, articles.c.duplicate_of, leaving))
    gone = conn.execute(
        select(story_articles.c.article_id)
        .where(
            story_articles.c.story_id == story_id,
            among(conn, story_articles.c.article_id, leaving) | story_articles.c.article_id.in_(copies),
        )
        .order_by(story_articles.c.article_id)
    ).scalars()
    moved = list(gone)
    added = conn.execute(
        insert(stories).returning(stories.c.id),
        {
            **{name: row._mapping[name] for name in ("language", "first_at", "last_at", "portrait")},
            "article_id": leaving[0],
            "articles": 0,
            "outlets": 0,
            "touched_at": now,
            "findable": False,
        },
    )
    new_id = int(added.scalar_one())
    conn.execute(update(story_articles).where(among(conn, story_articles.c.article_id, moved)).values(story_id=new_id))
    recount(conn, story_id, now=now)
    recount(conn, new_id, now=now)
    log(conn, StoryEventKind.SPLIT, story_id, new_id, moved, evidence, now=now)
    return new_id


def portraits(conn: Connection, story_id: int) -> list[Member]:
    """The last 64 of a story's articles that have a portrait, earliest first."""
    rows = conn.execute(
        select(story_articles)
        .where(story_articles.c.story_id == story_id, story_articles.c.portrait.is_not(None))
        .order_by(story_articles.c.at.desc(), story_articles.c.article_id.desc())
        .limit(LOOKED_AT)
    )
    found = [
        Member(row.article_id, row.story_id, row.host, row.at, Portrait.unpack(bytes(row.portrait))) for row in rows
    ]
    return found[::-1]


def tellings(conn: Connection, story_id: int) -> list[int]:
    """A story's articles without the copies, by id."""
    found = select(story_articles.c.article_id).where(
        story_articles.c.story_id == story_id, story_articles.c.portrait.is_not(None)
    )
    return list(conn.execute(found.order_by(story_articles.c.article_id)).scalars())


def stands_alone(conn: Connection, article_id: int, story_id: int) -> bool:
    """Whether an article is all that its story is made of, its copies aside."""
    others = select(story_articles.c.article_id).where(
        story_articles.c.story_id == story_id,
        story_articles.c.article_id != article_id,
        story_articles.c.portrait.is_not(None),
    )
    return conn.execute(others.limit(1)).first() is None


def take_portrait(conn: Connection, story_id: int, portrait: Portrait, best: int) -> None:
    """Give a story its portrait and the article that tells it best."""
    last_at = conn.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(portrait=portrait.pack(), article_id=best)
        .returning(stories.c.last_at)
    ).scalar_one()
    _write_keys(conn, story_id, portrait, last_at)


def recount(conn: Connection, story_id: int, *, now: datetime, merged_into: int | None = None) -> None:
    """Bring a story's figures in step with its articles; one that has none left can't be found any more."""
    figures = conn.execute(
        select(
            func.count().label("articles"),
            func.count(distinct(story_articles.c.host)).label("outlets"),
            func.min(story_articles.c.at).label("first_at"),
            func.max(story_articles.c.at).label("last_at"),
        ).where(story_articles.c.story_id == story_id)
    ).one()
    values: dict[str, Any] = {"articles": figures.articles, "outlets": figures.outlets, "touched_at": now}
    if figures.articles:
        values |= {"first_at": figures.first_at, "last_at": figures.last_at, "findable": True}
    else:
        values |= {"findable": False, "merged_into": merged_into}
        conn.execute(delete(story_keys).where(story_keys.c.story_id == story_id))
    conn.execute(update(stories).where(stories.c.id == story_id).values(**values))


def forget_old_keys(conn: Connection, *, now: datetime, limit: int = 50) -> None:
    """Take up to `limit` stories that nothing joined for two weeks out of the index, so that it stays small."""
    old = conn.execute(
        select(stories.c.id).where(stories.c.findable, stories.c.touched_at < now - _FINDABLE_FOR).limit(limit)
    ).scalars()
    ids = list(old)
    if ids:
        conn.execute(delete(story_keys).where(among(conn, story_keys.c.story_id, ids)))
        conn.execute(update(stories).where(among(conn, stories.c.id, ids)).values(findable=False))


def announce(conn: Connection, placed: Mapping[int, int], *, now: datetime) -> None:
    """Tell consumers which story each of these articles (by id) is in now."""
    if not placed:
        return
    dialects.lock_for_transaction(conn, dialects.STORING)
    rows = conn.execute(select(articles.c.id, articles.c.revision).where(among(conn, articles.c.id, placed)))
    revisions = {row.id: row.revision for row in rows}
    conn.execute(
        insert(changes),
        [
            {
                "at": now,
                "kind": ChangeKind.STORY,
                "article_id": article_id,
                "revision": revisions[article_id],
                "story_id": story_id,
            }
            for article_id, story_id in placed.items()
        ],
    )


def log(
    conn: Connection,
    kind: StoryEventKind,
    story_id: int,
    other_id: int | None,
    moved: Iterable[int],
    evidence: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Write down what happened to a story, and to which of its articles."""
    conn.execute(
        insert(story_log),
        {
            "at": now,
            "kind": kind,
            "story_id": story_id,
            "other_id": other_id,
            "article_ids": list(moved),
            "evidence": dict(evidence),
        },
    )


def article_ids(conn: Connection, story_id: int) -> list[int]:
    """All articles of a story, copies too, by id."""
    return list(
        conn.execute(
            select(story_articles.c.article_id)
            .where(story_articles.c.story_id == story_id)
            .order_by(story_articles.c.article_id)
        ).scalars()
    )


def _add_member(conn: Connection, story_id: int, given: Member, evidence: Mapping[str, Any]) -> None:
    conn.execute(
        insert(story_articles),
        {
            "article_id": given.article_id,
            "story_id": story_id,
            "host": given.host,
            "at": given.at,
            "portrait": None if given.portrait is None else given.portrait.pack(),
            "evidence": dict(evidence),
        },
    )


def _write_keys(conn: Connection, story_id: int, portrait: Portrait, last_at: datetime) -> None:
    conn.execute(delete(story_keys).where(story_keys.c.story_id == story_id))
    _add_keys(conn, story_id, portrait, last_at)


def _add_keys(conn: Connection, story_id: int, portrait: Portrait, last_at: datetime) -> None:
    rows = [{"key": key, "last_at": last_at, "story_id": story_id} for key in keys(portrait)]
    if rows:
        conn.execute(insert(story_keys), rows)
