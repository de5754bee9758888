"""Filing: what a worker does with a batch of clean copy.

    copies ── normalize, sketch (pure, outside the transaction) ──▶ prepared
    prepared ── one transaction ──▶ take entries ─▶ decide ─▶ store | revise | alias ─▶ settle entries ─▶ change log
                                    └───────── a savepoint, all in a few statements ─────────┘

One bad article never fails its batch: the batch is rolled back to its savepoint and filed once more, a savepoint to
each article; the bad one counts as a failed attempt of its own entry, traceback kept. A batch that arrives twice finds
its entries settled and does nothing.

Behind the commit, sites are learned from the pages of articles that are new to them (see `sitelearning`). Which story
an article is in is found later (see `grouping`); here it is put on that queue.
"""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Sequence
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
from wirecopy.ledger.known import BatchKnown
from wirecopy.ledger.search import IndexedWords
from wirecopy.records.normalize import normalize
from wirecopy.sitelearning import teach

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """A copy made ready to file: a draft with its sketch and its words for the search, or why there is none."""

    entry_id: int
    draft: Draft | None = None
    sketch: Sketch | None = None
    words: IndexedWords | None = None
    rejected: Rejected | None = None
    error: str | None = None
    lesson: Lesson | None = None

    def parts(self) -> tuple[Draft, Sketch, IndexedWords]:
        """What there is of an article that is neither rejected nor broken."""
        assert self.draft is not None
        assert self.sketch is not None
        assert self.words is not None
        return self.draft, self.sketch, self.words


def file_batch(
    ledger: Ledger, batch: Batch, *, now: datetime, max_attempts: int, retry_delay: float
) -> Counter[EntryState]:
    """File a batch; gives the number of entries that came to each state.

    Raises LedgerDown when the database itself fails: then nothing of the batch has happened.
    """
    prepared = [prepare(copy, now=now) for copy in batch.copies]
    # Oldest first: of copies that come in together, the one that was published first is the original.
    prepared.sort(key=lambda item: (item.draft.published_at or now if item.draft else now, item.entry_id))
    with ledger.begin() as conn:
        taken = entries.take(conn, [item.entry_id for item in prepared])
        work = [(taken[item.entry_id], item) for item in prepared if item.entry_id in taken]
        if not work:
            return Counter()
        articles.serialize_stores(conn)
        reached = _file(conn, work, now=now, max_attempts=max_attempts, retry_delay=retry_delay)
        lessons = _lessons(conn, work, reached)
    teach(ledger, lessons, now=now)
    return Counter(reached)


def prepare(copy: CleanCopy, *, now: datetime) -> Prepared:
    """Normalize and sketch one copy. Pure; an error of any kind comes back as a field, not as an exception."""
    try:
        draft = normalize(copy, now=now)
        made = sketch(draft.title, draft.text, draft.language)
        words = articles.indexed_words(draft.title, draft.text)
        return Prepared(copy.entry_id, draft, made, words, lesson=copy.lesson)
    except Rejected as rejected:
        # Too little in the feed, and no page: what kept the page away is the reason worth telling.
        why = Rejected(copy.pull_error, str(rejected)) if copy.pull_error else rejected
        return Prepared(copy.entry_id, rejected=why)
    except Exception:  # noqa: BLE001 - an article of any shape may break any rule; its traceback is kept with its entry
        return Prepared(copy.entry_id, error=traceback.format_exc())


def _file(
    conn: Connection, work: Sequence[tuple[Entry, Prepared]], *, now: datetime, max_attempts: int, retry_delay: float
) -> list[EntryState]:
    """File all at once, or, where that fails, one by one; give the state that each entry came to."""
    try:
        if all(item.error is None for _, item in work):
            with conn.begin_nested():
                return _file_together(conn, work, now=now)
    except OperationalError:
        raise
    except Exception:
        logger.warning("a batch failed and is filed one by one", exc_info=True)
    reached = []
    for entry, item in work:
        retry_at = now + timedelta(seconds=retry_delay * 2**entry.attempts)
        reached.append(_file_alone(conn, entry, item, now=now, max_attempts=max_attempts, retry_at=retry_at))
    return reached


def _file_alone(
    conn: Connection, entry: Entry, item: Prepared, *, now: datetime, max_attempts: int, retry_at: datetime
) -> EntryState:
    error = item.error
    if error is None:
        try:
            with conn.begin_nested():
                return _file_together(conn, [(entry, item)], now=now)[0]
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - see above: rolled back to the savepoint, kept with the entry
            error = traceback.format_exc()
    logger.warning("entry %d failed: %s", entry.id, error.strip().splitlines()[-1])
    return entries.fail_attempt(conn, entry.id, now=now, error=error, retry_at=retry_at, max_attempts=max_attempts)


def _file_together(conn: Connection, work: Sequence[tuple[Entry, Prepared]], *, now: datetime) -> list[EntryState]:
    """Decide on each article in turn, then write all at once. Each knows those before it."""
    new_ids = iter(articles.reserve(conn, len(work)))
    pending = _Pending(conn, now)
    known = _known(conn, work)
    for place, (entry, item) in enumerate(work):
        if item.rejected is not None:
            why = item.rejected
            outcome = entries.Outcome(entry.id, EntryState.REJECTED, why.reason, error=why.detail or None)
            pending.outcomes.append(outcome)
            continue
        draft, drawn, words = item.parts()
        verdict = decide(draft, drawn, known)
        reason: str | None = None
        if verdict.kind == "unchanged":
            assert verdict.article_id is not None
            article_id = verdict.article_id
            pending.urls.extend((url_key, article_id) for url_key in draft.url_keys)
            known.remember_addresses(draft.url_keys, article_id)
            same_entry = entry.article_id == article_id
            state, reason = (EntryState.STORED, "unchanged") if same_entry else (EntryState.DUPLICATE, "same-url")
        elif verdict.kind == "revision":
            assert verdict.article_id is not None
            article_id = verdict.article_id
            # It may be one of this batch. What is known of it changes, so the rest is asked again.
            pending.write_articles()
            number = articles.revise(
                conn,
                article_id,
                draft,
                kind=verdict.revision,
                sketch_keys=drawn.keys,
                sketch_packed=drawn.packed,
                now=now,
            )
            known = _known(conn, work[place + 1 :])
            pending.changes.append((ChangeKind.REVISED, article_id, number))
            pending.to_place.append(article_id)
            state = EntryState.REVISED
        else:
            article_id = next(new_ids)
            root_id = verdict.duplicate_of or article_id
            pending.additions.append(
                articles.Addition(
                    article_id, draft, drawn.keys, drawn.packed, words, verdict.duplicate_of, verdict.evidence
                )
            )
            known.remember(draft, drawn, article_id=article_id, root_id=root_id)
            if verdict.kind == "duplicate":
                state, kind = EntryState.DUPLICATE, ChangeKind.DUPLICATE
                reason = str(verdict.evidence.get("tier", "near-copy"))
            else:
                state, kind = EntryState.STORED, ChangeKind.NEW
            pending.changes.append((kind, article_id, 1))
            pending.to_place.append(article_id)
        pending.outcomes.append(entries.Outcome(entry.id, state, reason, article_id))
    pending.write()
    return [outcome.state for outcome in pending.outcomes]


def _lessons(conn: Connection, work: Sequence[tuple[Entry, Prepared]], reached: Sequence[EntryState]) -> list[Lesson]:
    """What can be learned of sites from these pages: of those whose article is new, or a copy of one from elsewhere.

    An article that the same site has already, under another address or as an earlier version, would make its own lines
    look like something that recurs.
    """
    given = [(entry.id, state, item.lesson) for (entry, item), state in zip(work, reached, strict=True) if item.lesson]
    copies = [(entry_id, lesson.site) for entry_id, state, lesson in given if state is EntryState.DUPLICATE]
    from_elsewhere = sites.copied_from_elsewhere(conn, copies)
    return [lesson for entry_id, state, lesson in given if state is EntryState.STORED or entry_id in from_elsewhere]


def _known(conn: Connection, work: Sequence[tuple[Entry, Prepared]]) -> BatchKnown:
    return BatchKnown(conn, [item.parts()[:2] for _, item in work if item.rejected is None])


class _Pending:
    """What a batch will write."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self._conn = conn
        self._now = now
        self.additions: list[articles.Addition] = []
        self.urls: list[tuple[str, int]] = []
        self.changes: list[tuple[ChangeKind, int, int]] = []
        self.to_place: list[int] = []
        self.outcomes: list[entries.Outcome] = []

    def write_articles(self) -> None:
        """Write the new articles, and the new addresses of known ones."""
        articles.store_all(self._conn, self.additions, now=self._now)
        articles.add_all_urls(self._conn, self.urls)
        self.additions.clear()
        self.urls.clear()

    def write(self) -> None:
        """Write everything."""
        self.write_articles()
        changes.append_all(self._conn, self.changes, now=self._now)
        stories.put(self._conn, self.to_place)
        entries.settle_all(self._conn, self.outcomes, now=self._now)
