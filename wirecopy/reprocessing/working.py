"""What a worker does with a batch of stored articles.

lease ─▶ records, each with the entry it was made from ─▶ read again, normalize, compare ─▶ one transaction:
                          (outside of any transaction)                        revise · describe · leave ─▶ finish
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection

from schemas.article import Article, Draft
from schemas.change import ChangeKind
from schemas.entry import OUTCOMES, Entry
from schemas.reprocess import Cause, Outcome, Recleaned, Run
from schemas.revision import RevisionKind
from wirecopy.archive import Archive
from wirecopy.cells.pool import CellError, Cells
from wirecopy.cleaning.sites import site_of
from wirecopy.cleaning.version import VERSION, is_newer
from wirecopy.duplicates.sketch import Sketch, sketch
from wirecopy.errors import ArchiveDamaged, Rejected
from wirecopy.ledger import articles, changes, entries, reprocessing, sites, stories
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.reprocessing import Batch, LeaseLost
from wirecopy.records.normalize import normalize
from wirecopy.reprocessing.comparing import judge, untouched
from wirecopy.reprocessing.rereading import MemoryOf, read_again

logger = logging.getLogger(__name__)

# The share of a lease within which pages are read; the rest is for writing.
_READING_SHARE = 0.8


@dataclass(frozen=True)
class _Source:
    """A record and what it was made from."""

    article: Article
    entry: Entry | None
    is_held: bool
    """A person put back the version that it has."""


@dataclass(frozen=True)
class _Made:
    """What came of an article, and what is to be stored if anything is."""

    result: Recleaned
    revision: int
    """The record's revision when it was looked at."""
    draft: Draft | None = None
    sketch: Sketch | None = None


def work(
    ledger: Ledger, archive: Archive, cells: Cells, *, clock: Callable[[], datetime], lease_seconds: float, at_once: int
) -> Run | None:
    """Do one batch of whatever run has work; gives its run, None where there is nothing to do."""
    with ledger.begin() as conn:
        batch = reprocessing.lease(conn, now=clock(), lease_seconds=lease_seconds, at_once=at_once)
    if batch is None:
        return None
    with ledger.read() as conn:
        sources = list(_sources(conn, batch.article_ids))
    deadline = time.monotonic() + lease_seconds * _READING_SHARE
    memory_of = _memories(ledger)
    made = [_made(source, archive, cells, memory_of, batch=batch, deadline=deadline) for source in sources]
    now = clock()
    try:
        with ledger.begin() as conn:
            articles.serialize_stores(conn)
            results = [item.result if batch.run.dry_run else _write(conn, item, now=now) for item in made]
            reprocessing.finish(conn, batch, results, now=now)
    except LeaseLost as error:
        logger.warning("%s; nothing of it was written", error)
    return batch.run


def _memories(ledger: Ledger) -> MemoryOf:
    """What is known of sites, each read once."""

    @cache
    def of_site(host: str) -> dict[str, Any]:
        with ledger.read() as conn:
            return sites.load(conn, host).memory

    def of_address(url: str) -> dict[str, Any]:
        host = site_of(url)
        return of_site(host) if host else {}

    return of_address


def _sources(conn: Connection, ids: tuple[int, ...]) -> Iterator[_Source]:
    made_from = entries.made_from(conn, ids)
    held = articles.held(conn, ids)
    for article in articles.by_ids(conn, ids):
        yield _Source(article, made_from.get(article.id), article.id in held)


def _made(
    source: _Source, archive: Archive, cells: Cells, memory_of: MemoryOf, *, batch: Batch, deadline: float
) -> _Made:
    article = source.article

    def none(outcome: Outcome, reason: str) -> _Made:
        return _Made(untouched(article, outcome, reason), article.revision)

    if batch.is_hopeless:
        return none(Outcome.FAILED, "ends-its-worker")
    if time.monotonic() > deadline:
        return none(Outcome.FAILED, "out-of-time")
    if is_newer(article.provenance.version, VERSION):
        return none(Outcome.SKIPPED, "newer-cleaner")
    known = article.provenance.site_learned
    if batch.run.cause is Cause.SITE and known is not None and known >= (batch.run.site_learned or 0):
        return none(Outcome.SKIPPED, "has-it-already")
    if source.is_held:
        return none(Outcome.SKIPPED, "put-back-by-a-person")
    if source.entry is None:
        return none(Outcome.KEPT, "no-source")
    if source.entry.state not in OUTCOMES:
        return none(Outcome.SKIPPED, "on-its-way")
    try:
        return _read(article, source.entry, archive, cells, memory_of)
    except ArchiveDamaged as error:
        logger.warning("article %d: %s", article.id, error)
        return none(Outcome.KEPT, "archive-damaged")
    except CellError as error:
        logger.warning("article %d: %s", article.id, error)
        return none(Outcome.KEPT, "page-unreadable")
    except Rejected as rejected:
        return none(Outcome.KEPT, rejected.reason)
    except Exception as error:
        logger.exception("article %d could not be cleaned again", article.id)
        return none(Outcome.FAILED, type(error).__name__)


def _read(article: Article, entry: Entry, archive: Archive, cells: Cells, memory_of: MemoryOf) -> _Made:
    copy = read_again(entry, archive, cells, memory_of)
    draft = normalize(copy, now=copy.fetched_at)
    is_worse_witness = draft.provenance.extractor.startswith("feed:")
    if is_worse_witness and article.provenance.extractor.startswith("page:"):
        return _Made(untouched(article, Outcome.KEPT, copy.pull_error or "page-without-article"), article.revision)
    result = judge(article, draft)
    if result.outcome is Outcome.SAME and draft.provenance == article.provenance:
        return _Made(result, article.revision)
    return _Made(result, article.revision, draft, sketch(draft.title, draft.text, draft.language))


def _write(conn: Connection, made: _Made, *, now: datetime) -> Recleaned:
    """Store what came of one article, unless somebody changed it meanwhile; a failure is told, and fails no other."""
    result = made.result
    if made.draft is None or made.sketch is None:
        return result
    try:
        with conn.begin_nested():
            current = articles.get(conn, result.article_id)
            if current.revision != made.revision:
                return untouched(current, Outcome.SKIPPED, "changed-meanwhile")
            _store(conn, result, made.draft, made.sketch, now=now)
            return result
    except Exception as error:  # the batch's others are stored all the same
        logger.exception("article %d could not be stored", result.article_id)
        return result.model_copy(update={"outcome": Outcome.FAILED, "reason": type(error).__name__})


def _store(conn: Connection, result: Recleaned, draft: Draft, drawn: Sketch, *, now: datetime) -> None:
    keys, packed = drawn.keys, drawn.packed
    if result.outcome is Outcome.TEXT:
        number = articles.revise(
            conn,
            result.article_id,
            draft,
            kind=RevisionKind.CLEANING,
            sketch_keys=keys,
            sketch_packed=packed,
            now=now,
        )
        changes.append(conn, ChangeKind.REVISED, result.article_id, number, now=now)
        stories.put(conn, [result.article_id])
        return
    number = articles.describe(conn, result.article_id, draft, sketch_keys=keys, sketch_packed=packed)
    if result.outcome is Outcome.FIELDS:
        changes.append(conn, ChangeKind.METADATA, result.article_id, number, now=now)
