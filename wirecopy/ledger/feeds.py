"""Feeds: submitted, leased to a fetcher when due, and given back with what the poll brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Row, bindparam, case, delete, func, or_, select, update

from schemas.feed import Feed, FeedEntry, FeedState, Poll, Rhythm, Wishes
from wirecopy.errors import BadUrl, NotFound
from wirecopy.ledger import entries, polls, subscriptions
from wirecopy.ledger.dialects import among, insert_into
from wirecopy.ledger.tables import feeds
from wirecopy.web.hosts import pacing_key

EntryCounts = entries.EntryCounts

_REVIVED = (FeedState.GONE, FeedState.MISSING, FeedState.BLOCKED)


def submit(
    conn: Connection,
    url: str,
    *,
    now: datetime,
    interval: int,
    title: str = "",
    tags: Iterable[str] = (),
    discovered_from: str | None = None,
    state: FeedState = FeedState.ACTIVE,
) -> tuple[Feed, bool]:
    """Add a feed that is due now; give it, and whether it is new.

    A feed that is there already becomes due now, since a person asked for it, with its validators kept, so that an
    unchanged one costs a 304. Its tags are united with `tags`; one that was gone or blocked is active again, one that a
    person paused stays paused. `interval` is in seconds.
    """
    created = conn.execute(
        insert_into(conn, feeds)
        .values(
            url=url,
            title=title,
            state=state,
            tags=list(dict.fromkeys(tags)),
            host=_host(url),
            wishes={},
            moved_polls=0,
            interval_seconds=interval,
            next_poll_at=now,
            failures=0,
            created_at=now,
            discovered_from=discovered_from,
        )
        .on_conflict_do_nothing(index_elements=["url"])
        .returning(feeds)
    ).one_or_none()
    if created is not None:
        return _feed(created), True
    known = _feed(conn.execute(select(feeds).where(feeds.c.url == url).with_for_update()).one())
    revived = known.state in _REVIVED
    row = conn.execute(
        update(feeds)
        .where(feeds.c.id == known.id)
        .values(
            next_poll_at=now,
            tags=list(dict.fromkeys([*known.tags, *tags])),
            title=known.title or title,
            state=FeedState.ACTIVE if revived else known.state,
            failures=0 if revived else known.failures,
        )
        .returning(feeds)
    ).one()
    if known.state is FeedState.PAGE:
        found = [feed.id for feed in found_instead(conn, [known.id])]
        conn.execute(update(feeds).where(among(conn, feeds.c.id, found)).values(next_poll_at=now))
    if known.state is FeedState.MERGED:
        conn.execute(update(feeds).where(feeds.c.url == known.moved_to).values(next_poll_at=now))
    return _feed(row), False


def get(conn: Connection, feed_id: int) -> Feed:
    """Raises NotFound."""
    row = conn.execute(select(feeds).where(feeds.c.id == feed_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no feed {feed_id}")
    return _feed(row)


def find(conn: Connection, url: str) -> Feed | None:
    """The feed with exactly this address."""
    row = conn.execute(select(feeds).where(feeds.c.url == url)).one_or_none()
    return None if row is None else _feed(row)


def found_instead(conn: Connection, feed_ids: Iterable[int]) -> list[Feed]:
    """The feeds that were found where these pages or sitemap indexes were submitted, at any depth, by id."""
    given = list(feed_ids)
    found = select(feeds.c.id, feeds.c.url).where(among(conn, feeds.c.id, given)).cte("found", recursive=True)
    # UNION, not UNION ALL: two pages may name each other.
    found = found.union(select(feeds.c.id, feeds.c.url).join(found, feeds.c.discovered_from == found.c.url))
    rows = conn.execute(
        select(feeds).where(feeds.c.id.in_(select(found.c.id)), ~among(conn, feeds.c.id, given)).order_by(feeds.c.id)
    )
    return [_feed(row) for row in rows]


def page(
    conn: Connection, *, after: int = 0, limit: int = 50, state: FeedState | None = None, query: str | None = None
) -> list[Feed]:
    """Feeds by id, those with an id above `after`; `query` is a piece of address or title, in any case."""
    chosen = select(feeds).where(feeds.c.id > after).order_by(feeds.c.id).limit(limit)
    if state is not None:
        chosen = chosen.where(feeds.c.state == state)
    if query:
        chosen = chosen.where(
            or_(feeds.c.url.icontains(query, autoescape=True), feeds.c.title.icontains(query, autoescape=True))
        )
    return [_feed(row) for row in conn.execute(chosen)]


def count_by_state(conn: Connection) -> dict[FeedState, int]:
    """How many feeds are in each state; states with none are left out."""
    rows = conn.execute(select(feeds.c.state, func.count()).group_by(feeds.c.state))
    return {FeedState(state): number for state, number in rows}


def lease_due(
    conn: Connection, *, now: datetime, limit: int, lease_seconds: float, feed_ids: Sequence[int] | None = None
) -> list[Feed]:
    """Take up to `limit` active feeds that are due and that nobody else holds, longest overdue first.

    They are this caller's until `record_poll` or `release`, or until `lease_seconds` have passed. `feed_ids` narrows
    the choice to these feeds.
    """
    chosen = (
        select(feeds.c.id)
        .where(feeds.c.state == FeedState.ACTIVE, feeds.c.next_poll_at <= now)
        .where(or_(feeds.c.leased_until.is_(None), feeds.c.leased_until < now))
        .order_by(feeds.c.next_poll_at, feeds.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if feed_ids is not None:
        chosen = chosen.where(among(conn, feeds.c.id, feed_ids))
    # A CTE, because PostgreSQL may run a plain subquery with LIMIT and SKIP LOCKED more than once.
    due = chosen.cte("due")
    rows = conn.execute(
        update(feeds)
        .where(feeds.c.id.in_(select(due.c.id)))
        .values(leased_until=now + timedelta(seconds=lease_seconds))
        .returning(feeds)
    )
    return sorted((_feed(row) for row in rows), key=lambda feed: (feed.next_poll_at, feed.id))


@dataclass(frozen=True)
class Polled:
    """One poll, and what to make of it."""

    feed: Feed
    """As it was leased."""
    poll: Poll
    settle: Callable[[EntryCounts, bool], Feed]
    """Gives the feed as it shall stand, told what its entries turned out to be and whether a hub pushes its news."""
    items: Sequence[FeedEntry] = ()
    whole: bool = False
    """Whether `items` is the whole document, so that it can tell whether something was missed since the last one."""
    hub: tuple[str | None, str | None] | None = None
    """The hub and topic that the feed names, or no such (None, None); None where the poll could not tell."""
    new_url: str | None = None
    """Where the feed has moved for good. Another feed that has that address already takes this one's place."""


# What a poll may change. A person's pause while it ran, tags and the like stay as they are.
_POLLED = tuple(
    """
    title site_url kind etag last_modified validators_from distrusted_until body_hash read_at wishes rhythm rate
    moved_to moved_since moved_polls interval_seconds next_poll_at failures failing_since last_polled_at last_status
    last_error
    """.split()
)


def record_polls(
    conn: Connection,
    polled: Sequence[Polled],
    *,
    now: datetime,
    host_of: Callable[[str], str],
    key_of: Callable[[str], str],
) -> dict[int, EntryCounts]:
    """Save all that these polls brought, and release their feeds: entries first, validators with them, all or nothing.

    `host_of` gives an address's pacing key, `key_of` its comparison key. Gives what the entries of each feed turned out
    to be, by feed id; feeds that were removed meanwhile are missing in it.
    """
    ids = [one.feed.id for one in polled]
    # In order of id, as everyone who locks several feeds does; and those that are no more are found out.
    found = select(feeds.c.id).where(among(conn, feeds.c.id, ids)).order_by(feeds.c.id).with_for_update()
    there = set(conn.scalars(found))
    pushed = subscriptions.pushing(conn, ids, now=now)
    counted: dict[int, EntryCounts] = {}
    rows: list[dict[str, Any]] = []
    log: list[Poll] = []
    for one in sorted(polled, key=lambda one: one.feed.id):
        feed_id = one.feed.id
        if feed_id not in there:
            continue
        counts = EntryCounts()
        if one.items:
            counts = entries.merge(conn, feed_id, one.items, now=now, host_of=host_of, key_of=key_of)
        counted[feed_id] = counts
        rows.append(_row(one.settle(counts, feed_id in pushed)))
        gap = one.whole and one.feed.read_at is not None and 0 < counts.new == len(one.items)
        log.append(
            one.poll.model_copy(
                update={
                    "entries_new": counts.new,
                    "entries_changed": counts.changed,
                    "gap": gap and entries.had_before(conn, feed_id, now),
                }
            )
        )
    if rows:
        conn.execute(_UPDATE, rows)
        polls.append(conn, log)
    missed = [feed_id for feed_id in pushed & set(counted) if counted[feed_id].new]
    if missed:
        subscriptions.missed(conn, missed)
    for one in polled:
        if one.hub is not None and one.feed.id in there:
            subscriptions.seen(conn, one.feed.id, hub_url=one.hub[0], topic_url=one.hub[1], now=now)
        if one.new_url is not None and one.feed.id in there:
            _move(conn, one.feed, one.new_url)
    return counted


def _row(feed: Feed) -> dict[str, Any]:
    kept = feed.model_dump(mode="python", include=set(_POLLED))
    for name in ("wishes", "rhythm"):
        model: Wishes | Rhythm | None = getattr(feed, name)
        kept[name] = None if model is None else model.model_dump(mode="json", exclude_defaults=True)
    return {"feed_id": feed.id, "new_state": feed.state, **{f"new_{name}": value for name, value in kept.items()}}


# One statement for a whole batch of polls.
_UPDATE = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed_id"))
    .values(
        leased_until=None,
        state=case(
            (feeds.c.state == FeedState.ACTIVE, bindparam("new_state", type_=feeds.c.state.type)), else_=feeds.c.state
        ),
        **{name: bindparam(f"new_{name}", type_=feeds.c[name].type) for name in _POLLED},
    )
)


def _move(conn: Connection, feed: Feed, url: str) -> None:
    """Give a feed its new address; where another feed has it, that one goes on for both, with the tags of both."""
    other = conn.execute(select(feeds).where(feeds.c.url == url, feeds.c.id != feed.id).with_for_update()).one_or_none()
    if other is None:
        conn.execute(
            update(feeds)
            .where(feeds.c.id == feed.id)
            .values(url=url, host=_host(url), moved_to=None, moved_since=None, moved_polls=0)
        )
        return
    conn.execute(update(feeds).where(feeds.c.id == feed.id).values(state=FeedState.MERGED, moved_to=url))
    united = list(dict.fromkeys([*other.tags, *feed.tags]))
    conn.execute(update(feeds).where(feeds.c.id == other.id).values(tags=united))


def rates(conn: Connection) -> tuple[list[float], int]:
    """Posts a day of each active feed whose rhythm is known, and how many active feeds have none yet."""
    rows = list(conn.scalars(select(feeds.c.rate).where(feeds.c.state == FeedState.ACTIVE)))
    known = [rate for rate in rows if rate is not None]
    return known, len(rows) - len(known)


def set_state(conn: Connection, feed_id: int, state: FeedState) -> None:
    """Pause it, make it active, and so on. Raises NotFound."""
    _change(conn, feed_id, state=state)


def poll_now(conn: Connection, feed_id: int, *, now: datetime) -> None:
    """Make it due. Raises NotFound."""
    _change(conn, feed_id, next_poll_at=now)


def postpone(conn: Connection, moments: Mapping[int, datetime]) -> None:
    """Give leased feeds back unpolled, each due at its moment: their hosts want quiet, or others are in front."""
    if moments:
        conn.execute(
            update(feeds)
            .where(feeds.c.id == bindparam("feed_id"))
            .values(next_poll_at=bindparam("moment", type_=feeds.c.next_poll_at.type), leased_until=None),
            [{"feed_id": feed_id, "moment": moments[feed_id]} for feed_id in sorted(moments)],
        )


def remove(conn: Connection, feed_id: int, *, now: datetime) -> None:
    """Forget a feed with its polls and entries. Its articles stay and may then name a feed that is no more.

    Raises NotFound.
    """
    if _rows(conn, delete(feeds).where(feeds.c.id == feed_id)) == 0:
        raise NotFound(f"there is no feed {feed_id}")


def release(conn: Connection, feed_ids: Iterable[int], *, now: datetime) -> None:
    """Give leased feeds back unpolled, due at `now` again."""
    conn.execute(
        update(feeds)
        .where(among(conn, feeds.c.id, feed_ids), feeds.c.leased_until.is_not(None))
        .values(leased_until=None, next_poll_at=now)
    )


def _change(conn: Connection, feed_id: int, **values: Any) -> None:
    if _rows(conn, update(feeds).where(feeds.c.id == feed_id).values(**values)) == 0:
        raise NotFound(f"there is no feed {feed_id}")


def _rows(conn: Connection, statement: Any) -> int:
    return cast("CursorResult[Any]", conn.execute(statement)).rowcount


def _host(url: str) -> str:
    """The pacing key of a feed's address; empty for a file's, which nobody asks."""
    try:
        return pacing_key(url)
    except BadUrl:
        return ""


def _feed(row: Row[Any]) -> Feed:
    return Feed.model_validate(dict(row._mapping))
