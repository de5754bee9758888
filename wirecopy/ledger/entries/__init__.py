"""Entries: the work items, from a feed's mention of an article to exactly one outcome.

    merge ─▶ waiting ──lease──▶ pulling ──mark_queued──▶ queued ──take, settle──▶ stored · revised · duplicate
               ▲  ▲                │                       │                      rejected
               │  └─ defer, unlease, fail_attempt, reclaim ┘                      failed
               └──────────────── retry, or the feed changes it ───────────────────────┘

`merging` puts in what feeds say, `leasing` is the fetchers' side, `settling` the workers', `repair` brings back what
was lost on the way, `reading` shows and counts.
"""

from wirecopy.ledger.entries.leasing import (
    defer,
    lease,
    mark_queued,
    pull_again,
    record_archive,
    settle_known,
    unlease,
)
from wirecopy.ledger.entries.merging import EntryCounts, merge
from wirecopy.ledger.entries.reading import (
    Progress,
    archived_page,
    counts,
    get,
    had_before,
    made_from,
    made_into,
    page,
    progress,
    queued_count,
)
from wirecopy.ledger.entries.repair import Reclaimed, reclaim, retry, retry_failed
from wirecopy.ledger.entries.settling import Outcome, fail_attempt, settle, settle_all, take

__all__ = [
    "EntryCounts",
    "Outcome",
    "Progress",
    "Reclaimed",
    "archived_page",
    "counts",
    "defer",
    "fail_attempt",
    "get",
    "had_before",
    "lease",
    "made_from",
    "made_into",
    "mark_queued",
    "merge",
    "page",
    "progress",
    "pull_again",
    "queued_count",
    "reclaim",
    "record_archive",
    "retry",
    "retry_failed",
    "settle",
    "settle_all",
    "settle_known",
    "take",
    "unlease",
]
