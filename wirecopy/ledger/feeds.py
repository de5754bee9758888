"""Feeds: submitted, leased to a fetcher when due, and given back with what the poll brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, case, delete, func, literal, or_, select, update

from schemas.feed import Feed, FeedState, ParsedFeed, Poll, PollOutcome
from wirecopy.errors import BadUrl, NotFound
from wirecopy.ledger import entries, polls
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


def record_poll(
    conn: Connection,
    feed: Feed,
    poll: Poll,
    *,
    now: datetime,
    next_poll_at: datetime,
    interval: int,
    parsed: ParsedFeed | None,
    etag: str | None,
    last_modified: str | None,
    body_hash: str | None,
    host_of: Callable[[str], str],
    key_of: Callable[[str], str],
    new_url: str | None = None,
    state: FeedState | None = None,
) -> EntryCounts:
    """Save all that one poll brought, and release the feed: entries first, validators with them, all or nothing.

    `host_of` gives an address's pacing key, `key_of` its comparison key. A failed poll leaves the validators alone and
    counts as one more failure in a row; any other sets the count to 0. After a 304, a validator or hash given as None
    keeps its old value. `new_url` is where a permanent redirect leads; it is ignored where another feed has that
    address. Raises NotFound when the feed was removed meanwhile.
    """
    failed = poll.outcome is PollOutcome.FAILED
    changes: dict[str, Any] = {
        "leased_until": None,
        "next_poll_at": next_poll_at,
        "interval_seconds": interval,
        "last_polled_at": poll.at,
        "last_status": poll.status,
        "last_error": poll.error,
        "failures": feeds.c.failures + 1 if failed else 0,
    }
    if not failed:
        given = {"etag": etag, "last_modified": last_modified, "body_hash": body_hash}
        keeps = poll.outcome is PollOutcome.NOT_MODIFIED
        changes |= {name: value for name, value in given.items() if value is not None or not keeps}
    if parsed is not None:
        changes["kind"] = parsed.kind
        changes |= {name: value for name, value in (("title", parsed.title), ("site_url", parsed.site_url)) if value}
    if state is not None:
        changes["state"] = state
    if new_url is not None:
        changes["url"] = _unless_taken(feed.id, new_url)
    updated = conn.execute(update(feeds).where(feeds.c.id == feed.id).values(**changes))
    if updated.rowcount == 0:
        raise NotFound(f"feed {feed.id} was removed while it was polled")
    found = parsed.entries if parsed is not None else ()
    counts = entries.merge(conn, feed.id, found, now=now, host_of=host_of, key_of=key_of)
    polls.append(
        conn,
        poll.model_copy(
            update={
                "feed_id": feed.id,
                "entries_found": len(found),
                "entries_new": counts.new,
                "entries_changed": counts.changed,
            }
        ),
    )
    return counts


def set_state(conn: Connection, feed_id: int, state: FeedState) -> None:
    """Pause it, make it active, and so on. Raises NotFound."""
    _change(conn, feed_id, state=state)


def poll_now(conn: Connection, feed_id: int, *, now: datetime) -> None:
    """Make it due. Raises NotFound."""
    _change(conn, feed_id, next_poll_at=now)


def postpone(conn: Connection, feed_id: int, *, until: datetime) -> None:
    """Give a leased feed back unpolled, due at `until`: its host wants quiet. Does nothing to one that is no more."""
    conn.execute(update(feeds).where(feeds.c.id == feed_id).values(next_poll_at=until, leased_until=None))


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


def _unless_taken(feed_id: int, url: str) -> ColumnElement[str]:
    others = feeds.alias("others")
    taken = select(others.c.id).where(others.c.url == url, others.c.id != feed_id).exists()
    return case((taken, feeds.c.url), else_=literal(url))


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
