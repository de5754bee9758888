"""Filing: what a worker does with a batch of clean copy.

    copies ── normalize, sketch (pure, outside the transaction) ──▶ prepared
    prepared ── one transaction ──▶ take entries ─▶ decide ─▶ store | revise | alias ─▶ settle entry ─▶ change log
                                    └────────── a savepoint per article ───────────┘

One bad article never fails its batch: it is rolled back to its savepoint and counts as a failed attempt of its own
entry, traceback kept. A batch that arrives twice finds its entries settled and does nothing.

Behind the commit, sites are learned from the pages of articles that are new to them (see `sitelearning`).
"""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from schemas.article import Draft
from schemas.change import ChangeKind
from schemas.entry import Batch, CleanCopy, Entry, EntryState
from schemas.site import Lesson
from wirecopy.duplicates.decide import decide
from wirecopy.duplicates.sketch import Sketch, sketch
from wirecopy.errors import Rejected
from wirecopy.ledger import articles, changes, entries, sites, stories
from wirecopy.ledger.database import Ledger
from wirecopy.ledger.known import LedgerKnown
from wirecopy.records.normalize import normalize
from wirecopy.sitelearning import teach

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """A copy made ready to file: a draft with its sketch, or the reason why there is none."""

    entry_id: int
    draft: Draft | None = None
    sketch: Sketch | None = None
    rejected: Rejected | None = None
    error: str | None = None
    lesson: Lesson | None = None


def file_batch(
    ledger: Ledger, batch: Batch, *, now: datetime, max_attempts: int, retry_delay: float
) -> Counter[EntryState]:
    """File a batch; gives the number of entries that came to each state.

    Raises LedgerDown when the database itself fails: then nothing of the batch has happened.
    """
    prepared = [prepare(copy, now=now) for copy in batch.copies]
    # Oldest first: of copies that come in together, the one that was published first is the original.
    prepared.sort(key=lambda item: (item.draft.published_at or now if item.draft else now, item.entry_id))
    reached: Counter[EntryState] = Counter()
    lessons: list[Lesson] = []
    with ledger.begin() as conn:
        open_entries = entries.take(conn, [item.entry_id for item in prepared])
        if not open_entries:
            return reached
        articles.serialize_stores(conn)
        for item in prepared:
            if entry := open_entries.get(item.entry_id):
                retry_at = now + timedelta(seconds=retry_delay * 2**entry.attempts)
                state = _file(conn, entry, item, now=now, max_attempts=max_attempts, retry_at=retry_at)
                reached[state] += 1
                if item.lesson is not None and _is_new_to_its_site(conn, entry.id, state, item.lesson.site):
                    lessons.append(item.lesson)
    teach(ledger, lessons, now=now)
    return reached


def _is_new_to_its_site(conn: Connection, entry_id: int, state: EntryState, site: str) -> bool:
    """Whether a site can be learned from this entry's page: its article is new, or a copy of one from elsewhere.

    An article that the same site has already, under another address or as an earlier version, would make its own lines
    look like something that recurs.
    """
    if state is EntryState.STORED:
        return True
    return state is EntryState.DUPLICATE and sites.is_copied_from_elsewhere(conn, entry_id, site)


def prepare(copy: CleanCopy, *, now: datetime) -> Prepared:
    """Normalize and sketch one copy. Pure; an error of any kind comes back as a field, not as an exception."""
    try:
        draft = normalize(copy, now=now)
        made = sketch(draft.title, draft.text, draft.language)
        return Prepared(copy.entry_id, draft, made, lesson=copy.lesson)
    except Rejected as rejected:
        # Too little in the feed, and no page: what kept the page away is the reason worth telling.
        why = Rejected(copy.pull_error, str(rejected)) if copy.pull_error else rejected
        return Prepared(copy.entry_id, rejected=why)
    except Exception:  # noqa: BLE001 - an article of any shape may break any rule; its traceback is kept with its entry
        return Prepared(copy.entry_id, error=traceback.format_exc())


def _file(
    conn: Connection, entry: Entry, item: Prepared, *, now: datetime, max_attempts: int, retry_at: datetime
) -> EntryState:
    error = item.error
    if error is None:
        try:
            with conn.begin_nested():
                return _store(conn, entry, item, now=now)
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - see above: rolled back to the savepoint, kept with the entry
            error = traceback.format_exc()
    logger.warning("entry %d failed: %s", entry.id, error.strip().splitlines()[-1])
    return entries.fail_attempt(conn, entry.id, now=now, error=error, retry_at=retry_at, max_attempts=max_attempts)


def _store(conn: Connection, entry: Entry, item: Prepared, *, now: datetime) -> EntryState:
    if item.rejected is not None:
        entries.settle(
            conn,
            entry.id,
            now=now,
            state=EntryState.REJECTED,
            reason=item.rejected.reason,
            error=item.rejected.detail or None,
        )
        return EntryState.REJECTED
    assert item.draft is not None
    assert item.sketch is not None
    draft, keys, packed = item.draft, item.sketch.keys, item.sketch.packed
    verdict = decide(draft, item.sketch, LedgerKnown(conn))
    reason = None
    if verdict.kind == "unchanged":
        assert verdict.article_id is not None
        article_id = verdict.article_id
        articles.add_urls(conn, article_id, draft.url_keys)
        same_entry = entry.article_id == article_id
        state, reason = (EntryState.STORED, "unchanged") if same_entry else (EntryState.DUPLICATE, "same-url")
    elif verdict.kind == "revision":
        assert verdict.article_id is not None
        article_id = verdict.article_id
        number = articles.revise(
            conn, article_id, draft, kind=verdict.revision, sketch_keys=keys, sketch_packed=packed, now=now
        )
        changes.append(conn, ChangeKind.REVISED, article_id, number, now=now)
        stories.put(conn, [article_id])
        state = EntryState.REVISED
    else:
        article_id = articles.store(
            conn,
            draft,
            sketch_keys=keys,
            sketch_packed=packed,
            duplicate_of=verdict.duplicate_of,
            evidence=verdict.evidence,
            now=now,
        )
        if verdict.kind == "duplicate":
            state, kind = EntryState.DUPLICATE, ChangeKind.DUPLICATE
            reason = str(verdict.evidence.get("tier", "near-copy"))
        else:
            state, kind = EntryState.STORED, ChangeKind.NEW
        changes.append(conn, kind, article_id, 1, now=now)
        stories.put(conn, [article_id])
    entries.settle(conn, entry.id, now=now, state=state, reason=reason, article_id=article_id)
    return state
