"""Looking at entries and counting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, func, or_, select

from schemas.entry import ArchivedResponse, Entry, EntryState
from wirecopy.errors import NotFound
from wirecopy.ledger.dialects import among
from wirecopy.ledger.entries.rows import COLUMNS, ON_THE_WAY, in_state, to_entry
from wirecopy.ledger.tables import entries, feeds


@dataclass(frozen=True)
class Progress:
    """How far the work on some feeds has come since a moment."""

    feeds: int
    polled: int
    entries: int
    """Those that were seen, pulled, queued or settled since then, or are on the way."""
    pulled: int
    cleaned: int
    settled: int
    by_state: dict[EntryState, int]
    reasons: dict[tuple[EntryState, str], int]
    """Entries by state and reason, where there is a reason."""
    next_attempt_at: datetime | None
    """When the first of those that wait may be tried; None when none waits."""


def get(conn: Connection, entry_id: int) -> Entry:
    """Raises NotFound."""
    row = conn.execute(select(*COLUMNS).where(entries.c.id == entry_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no entry {entry_id}")
    return to_entry(row)


def made_into(conn: Connection, article_id: int) -> Entry | None:
    """The entry whose archived page an article was last made from; None where it came from a feed alone."""
    entry = made_from(conn, [article_id]).get(article_id)
    return entry if entry is not None and entry.archived is not None else None


def archived_page(conn: Connection, article_id: int) -> ArchivedResponse | None:
    """Where that entry's page lies in the archive."""
    entry = made_into(conn, article_id)
    return None if entry is None else entry.archived


def made_from(conn: Connection, article_ids: Iterable[int]) -> dict[int, Entry]:
    """The entry that each of these articles was last made from: the latest whose page was read, else the latest that
    settled as it with the feed's own words. Articles whose feeds were removed have none."""
    same_address = func.coalesce(entries.c.reason, "") == "same-url"
    place = func.row_number().over(
        partition_by=entries.c.article_id,
        order_by=[
            case((entries.c.archived.is_(None), 1), else_=0),
            case((same_address, 1), else_=0),
            entries.c.pulled_at.desc(),
            entries.c.settled_at.desc(),
            entries.c.id.desc(),
        ],
    )
    ranked = (
        select(entries.c.id, place.label("place"))
        .where(among(conn, entries.c.article_id, article_ids))
        .where(or_(entries.c.archived.is_not(None), ~same_address))
        .subquery()
    )
    rows = conn.execute(select(*COLUMNS).where(entries.c.id.in_(select(ranked.c.id).where(ranked.c.place == 1))))
    return {row.article_id: to_entry(row) for row in rows}


def page(
    conn: Connection, *, state: EntryState | None = None, feed_id: int | None = None, after: int = 0, limit: int = 50
) -> list[Entry]:
    """Entries by id, those with an id above `after`."""
    chosen = select(*COLUMNS).where(entries.c.id > after).order_by(entries.c.id).limit(limit)
    if state is not None:
        chosen = chosen.where(entries.c.state == state)
    if feed_id is not None:
        chosen = chosen.where(entries.c.feed_id == feed_id)
    return [to_entry(row) for row in conn.execute(chosen)]


def counts(conn: Connection, *, feed_ids: Sequence[int] | None = None) -> dict[EntryState, int]:
    """How many entries are in each state; states with none are left out."""
    chosen = select(entries.c.state, func.count()).group_by(entries.c.state)
    if feed_ids is not None:
        chosen = chosen.where(among(conn, entries.c.feed_id, feed_ids))
    return {EntryState(state): number for state, number in conn.execute(chosen)}


def queued_count(conn: Connection) -> int:
    """How many entries are with the broker."""
    return int(conn.execute(select(func.count()).where(in_state(EntryState.QUEUED))).scalar_one())


def progress(conn: Connection, *, feed_ids: Sequence[int], since: datetime) -> Progress:
    """What has been done on these feeds and their entries since then, and what is still to do."""
    pulled = or_(entries.c.archived.is_not(None), entries.c.pulled_at >= since)
    settled = and_(entries.c.settled_at >= since, entries.c.state.not_in(ON_THE_WAY))
    cleaned = or_(entries.c.queued_at >= since, settled)
    touched = or_(entries.c.seen_at >= since, entries.c.pulled_at >= since, cleaned, in_state(*ON_THE_WAY))
    columns = [func.sum(case((condition, 1), else_=0)) for condition in (pulled, cleaned, settled)]
    rows = conn.execute(
        select(entries.c.state, entries.c.reason, func.count(), *columns, func.min(entries.c.next_attempt_at))
        .where(among(conn, entries.c.feed_id, feed_ids), touched)
        .group_by(entries.c.state, entries.c.reason)
    ).all()
    known = conn.execute(
        select(func.count(), func.sum(case((feeds.c.last_polled_at >= since, 1), else_=0))).where(
            among(conn, feeds.c.id, feed_ids)
        )
    ).one()
    by_state: dict[EntryState, int] = {}
    for state, _reason, number, *_sums in rows:
        by_state[EntryState(state)] = by_state.get(EntryState(state), 0) + number
    return Progress(
        feeds=known[0],
        polled=known[1] or 0,
        entries=sum(by_state.values()),
        pulled=sum(row[3] for row in rows),
        cleaned=sum(row[4] for row in rows),
        settled=sum(row[5] for row in rows),
        by_state=by_state,
        next_attempt_at=min((row[6] for row in rows if row.state == EntryState.WAITING), default=None),
        reasons={(EntryState(row.state), row.reason): row[2] for row in rows if row.reason},
    )


def had_before(conn: Connection, feed_id: int, now: datetime) -> bool:
    """Whether a feed had entries before `now`."""
    earlier = select(entries.c.id).where(entries.c.feed_id == feed_id, entries.c.seen_at < now).limit(1)
    return conn.execute(earlier).first() is not None
