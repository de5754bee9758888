"""Runs that clean stored articles again: what is to do, who is doing it, and what came of it.

A run is cut into batches of a few articles, newest first. A batch is leased, worked on outside of any transaction, and
finished in the one transaction that also changes its articles: killed at any moment, it is done once or not at all.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, and_, case, func, insert, or_, select, update

from schemas.reprocess import Cause, Outcome, Recleaned, Run
from wirecopy.errors import NotFound, WirecopyError
from wirecopy.ledger import dialects, sites
from wirecopy.ledger.tables import articles, reprocess_batches, reprocess_runs, reprocessed

BATCH = 10
"""Articles in a batch: half a second's work, so that news never waits long for a worker."""
_MOST_ATTEMPTS = 3
_SITE_PAUSE = timedelta(hours=1)


class LeaseLost(WirecopyError):
    """A batch took longer than its lease, or its run was stopped; nothing of it was written."""


@dataclass(frozen=True)
class Batch:
    """Some articles of a run, held by one worker."""

    run: Run
    number: int
    article_ids: tuple[int, ...]
    token: str
    is_hopeless: bool
    """It was begun several times and never finished: whatever is in it ends its worker."""


def begin(
    conn: Connection, *, host: str | None, since: datetime | None, dry_run: bool, cleaner: str, now: datetime
) -> Run:
    """Begin a run that a person wants. Which articles it has is settled when its first batch is taken."""
    values = _values(Cause.PERSON, host=host, cleaner=cleaner, now=now, start_at=now)
    values |= {"since": since, "dry_run": dry_run}
    return _run(conn.execute(insert(reprocess_runs).values(values).returning(reprocess_runs)).one(), 0)


def ask_for_site(conn: Connection, host: str, *, cleaner: str, now: datetime) -> Run:
    """Have the articles of a site cleaned again, since something was learned of it; gives the run that does it.

    At most once an hour for a site: until then the run that waits does for all that is learned meanwhile. What a run
    began with it is not asked for again, also where a person stopped it.
    """
    dialects.lock_for_transaction(conn, dialects.REPROCESSING)
    learned = sites.load(conn, host).learned
    of_site = reprocess_runs.c.cause == Cause.SITE, reprocess_runs.c.host == host
    last = conn.execute(_RUNS.where(*of_site).order_by(reprocess_runs.c.id.desc()).limit(1)).one_or_none()
    if last is not None:
        is_waiting = last.articles is None and not last.stopped
        if is_waiting or last.site_learned >= learned:
            return get(conn, last.id)
    start_at = now if last is None else max(now, last.start_at + _SITE_PAUSE)
    values = _values(Cause.SITE, host=host, cleaner=cleaner, now=now, start_at=start_at) | {"site_learned": learned}
    return _run(conn.execute(insert(reprocess_runs).values(values).returning(reprocess_runs)).one(), 0)


def open_like(conn: Connection, *, host: str | None, since: datetime | None, dry_run: bool, cleaner: str) -> Run | None:
    """The run that a person began with the same wishes, and that is not finished."""
    found = conn.execute(
        _RUNS.where(
            _OPEN,
            reprocess_runs.c.cause == Cause.PERSON,
            reprocess_runs.c.dry_run == dry_run,
            reprocess_runs.c.cleaner == cleaner,
            reprocess_runs.c.host.is_(None) if host is None else reprocess_runs.c.host == host,
            reprocess_runs.c.since.is_(None) if since is None else reprocess_runs.c.since == since,
        )
        .order_by(reprocess_runs.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else get(conn, found.id)


def get(conn: Connection, run_id: int) -> Run:
    """A run with how far it is. Raises NotFound."""
    row = conn.execute(_RUNS.where(reprocess_runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFound(f"there is no reprocess run {run_id}")
    done = conn.execute(
        select(func.coalesce(func.sum(reprocess_batches.c.size), 0)).where(
            reprocess_batches.c.run_id == run_id, reprocess_batches.c.done_at.is_not(None)
        )
    ).scalar_one()
    return _run(row, int(done))


def runs(conn: Connection, *, limit: int) -> list[Run]:
    """The latest runs, the newest first."""
    ids = conn.execute(select(reprocess_runs.c.id).order_by(reprocess_runs.c.id.desc()).limit(limit)).scalars().all()
    return [get(conn, run_id) for run_id in ids]


def stop(conn: Connection, run_id: int) -> None:
    """Leave the rest of a run undone. A batch that is being worked on is not written any more. Raises NotFound.

    A site whose run is stopped does not wait to be cleaned again, until more is learned of it.
    """
    get(conn, run_id)
    conn.execute(update(reprocess_runs).where(reprocess_runs.c.id == run_id, _UNFINISHED).values(stopped=True))
    _note_site(conn, run_id)


def wanted(conn: Connection, *, now: datetime, at_once: int) -> int:
    """How many workers should take a batch now: as many as there are places and work for."""
    free = at_once - _held(conn, now)
    if free <= 0:
        return 0
    unplanned = conn.execute(
        select(func.count()).select_from(reprocess_runs).where(_OPEN, _due(now), reprocess_runs.c.articles.is_(None))
    ).scalar_one()
    if unplanned:
        return free
    return len(conn.execute(_waiting(now).limit(free)).all())


def lease(conn: Connection, *, now: datetime, lease_seconds: float, at_once: int) -> Batch | None:
    """Take the next batch of any run; None where there is none, or where `at_once` batches are being worked on."""
    dialects.lock_for_transaction(conn, dialects.REPROCESSING)
    if _held(conn, now) >= at_once:
        return None
    for unplanned in conn.execute(_RUNS.where(_OPEN, _due(now), reprocess_runs.c.articles.is_(None))).all():
        _plan(conn, _run(unplanned, 0), now)
    row = conn.execute(_waiting(now).limit(1)).one_or_none()
    if row is None:
        return None
    token = secrets.token_hex(8)
    conn.execute(
        update(reprocess_batches)
        .where(reprocess_batches.c.run_id == row.run_id, reprocess_batches.c.number == row.number)
        .values(
            taken_by=token,
            lease_until=now + timedelta(seconds=lease_seconds),
            attempts=reprocess_batches.c.attempts + 1,
        )
    )
    run = get(conn, row.run_id)
    ids = conn.execute(
        select(articles.c.id)
        .where(_chosen(run), articles.c.id.between(row.first_id, row.last_id))
        .order_by(articles.c.id.desc())
    ).scalars()
    return Batch(run, row.number, tuple(ids), token, is_hopeless=row.attempts >= _MOST_ATTEMPTS)


def void_leases(conn: Connection) -> None:
    """Free what is leased: for a caller who knows that no worker is running."""
    conn.execute(update(reprocess_batches).where(_UNDONE).values(lease_until=None, taken_by=None))


def finish(conn: Connection, batch: Batch, results: Sequence[Recleaned], *, now: datetime) -> None:
    """Write down what came of a batch; the run is finished with its last one. Raises LeaseLost."""
    held = (
        update(reprocess_batches)
        .where(
            reprocess_batches.c.run_id == batch.run.id,
            reprocess_batches.c.number == batch.number,
            reprocess_batches.c.taken_by == batch.token,
            _UNDONE,
            select(reprocess_runs.c.stopped).where(reprocess_runs.c.id == batch.run.id).scalar_subquery().is_(False),
        )
        .values(done_at=now, lease_until=None, outcomes=dict(Counter(result.outcome for result in results)))
    )
    if cast("CursorResult[Any]", conn.execute(held)).rowcount != 1:
        raise LeaseLost(f"batch {batch.number} of reprocess run {batch.run.id} was taken from this worker")
    rows = [
        {
            "run_id": batch.run.id,
            "article_id": result.article_id,
            "outcome": result.outcome,
            "loss": result.loss,
            "detail": result.model_dump(mode="json"),
        }
        for result in results
        if result.outcome is not Outcome.SAME
    ]
    if rows:
        conn.execute(insert(reprocessed), rows)
    _finish_run(conn, batch.run.id, now)


def _finish_run(conn: Connection, run_id: int, now: datetime) -> None:
    """Note the end of a run with its last batch, and for a site's that its records have what was learned of it."""
    left = select(reprocess_batches.c.number).where(reprocess_batches.c.run_id == run_id, _UNDONE).exists()
    ended = conn.execute(
        update(reprocess_runs).where(reprocess_runs.c.id == run_id, _UNFINISHED, ~left).values(finished_at=now)
    )
    if cast("CursorResult[Any]", ended).rowcount == 1:
        _note_site(conn, run_id)


def _note_site(conn: Connection, run_id: int) -> None:
    run = get(conn, run_id)
    if run.cause is Cause.SITE and run.host is not None and run.site_learned is not None:
        sites.recleaned(conn, run.host, run.site_learned)


def outcomes(conn: Connection, run_id: int) -> Counter[Outcome]:
    """How many articles came to what."""
    told: Counter[Outcome] = Counter()
    done = select(reprocess_batches.c.outcomes).where(
        reprocess_batches.c.run_id == run_id, reprocess_batches.c.done_at.is_not(None)
    )
    for counted in conn.execute(done).scalars():
        told.update({Outcome(outcome): number for outcome, number in counted.items()})
    return told


def results(conn: Connection, run_id: int) -> Iterator[Recleaned]:
    """What came of each article of which there is something to tell, the largest losses first."""
    told = (
        select(reprocessed.c.detail)
        .where(reprocessed.c.run_id == run_id)
        .order_by(reprocessed.c.loss.desc(), reprocessed.c.article_id)
    )
    for detail in conn.execution_options(yield_per=500).execute(told).scalars():
        yield Recleaned.model_validate(detail)


def _values(cause: Cause, *, host: str | None, cleaner: str, now: datetime, start_at: datetime) -> dict[str, Any]:
    return {
        "cause": cause,
        "host": host,
        "dry_run": False,
        "cleaner": cleaner,
        "created_at": now,
        "start_at": start_at,
        "stopped": False,
    }


def _plan(conn: Connection, run: Run, now: datetime) -> None:
    """Cut a run into batches."""
    ids: Sequence[int] = (
        conn.execute(select(articles.c.id).where(_chosen(run)).order_by(articles.c.id.desc())).scalars().all()
    )
    cut = [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
    rows = [
        {"run_id": run.id, "number": number, "first_id": part[-1], "last_id": part[0], "size": len(part), "attempts": 0}
        for number, part in enumerate(cut, 1)
    ]
    if rows:
        conn.execute(insert(reprocess_batches), rows)
    planned: dict[str, Any] = {"articles": len(ids), "finished_at": None if rows else now}
    if run.cause is Cause.SITE and run.host is not None:
        planned["site_learned"] = sites.load(conn, run.host).learned
    conn.execute(update(reprocess_runs).where(reprocess_runs.c.id == run.id).values(planned))
    if not rows:
        _note_site(conn, run.id)


def _chosen(run: Run) -> ColumnElement[bool]:
    """Which articles a run is for."""
    wishes: list[ColumnElement[bool]] = []
    if run.cause is Cause.PERSON:
        wishes.append(articles.c.first_seen_at <= run.created_at)
    if run.cause is Cause.SITE:
        wishes.append(articles.c.host == run.host)
    elif run.host is not None:
        below = articles.c.host.endswith(f".{run.host}", autoescape=True)
        wishes.append(or_(articles.c.host == run.host, below))
    if run.since is not None:
        wishes.append(articles.c.first_seen_at >= run.since)
    return and_(True, *wishes)


_RUNS = select(reprocess_runs)
_UNFINISHED = reprocess_runs.c.finished_at.is_(None)
_OPEN = and_(_UNFINISHED, reprocess_runs.c.stopped.is_(False))
_UNDONE = reprocess_batches.c.done_at.is_(None)


def _due(now: datetime) -> ColumnElement[bool]:
    return reprocess_runs.c.start_at <= now


def _held(conn: Connection, now: datetime) -> int:
    """How many batches are being worked on."""
    held = (
        select(func.count())
        .select_from(reprocess_batches.join(reprocess_runs, reprocess_runs.c.id == reprocess_batches.c.run_id))
        .where(_UNDONE, _OPEN, reprocess_batches.c.lease_until > now)
    )
    return int(conn.execute(held).scalar_one())


def _waiting(now: datetime) -> Any:
    """The batches that nobody works on: those that a person waits for first, then the oldest run's."""
    return (
        select(
            reprocess_batches.c.run_id,
            reprocess_batches.c.number,
            reprocess_batches.c.first_id,
            reprocess_batches.c.last_id,
            reprocess_batches.c.attempts,
        )
        .join(reprocess_runs, reprocess_runs.c.id == reprocess_batches.c.run_id)
        .where(
            _OPEN,
            _due(now),
            _UNDONE,
            or_(reprocess_batches.c.lease_until.is_(None), reprocess_batches.c.lease_until <= now),
        )
        .order_by(
            case((reprocess_runs.c.cause == Cause.PERSON, 0), else_=1),
            reprocess_batches.c.run_id,
            reprocess_batches.c.number,
        )
    )


def _run(row: Row[Any], done: int) -> Run:
    return Run(**row._mapping, done=done)
