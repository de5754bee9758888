"""A person's feed URL on its way into the ledger, whichever door it came through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemas.feed import Feed, FeedState
from services.api.answers import ImportedOutline, ImportReport
from services.api.context import Context
from services.api.problems import Conflict
from wirecopy.feeds.opml import read_opml
from wirecopy.ledger import feeds
from wirecopy.subscriptions import ImportStatus, import_list
from wirecopy.web.guard import check_submitted


def submit(context: Context, url: str, tags: Sequence[str] = ()) -> tuple[Feed, bool]:
    """Make the feed at `url` due now; the flag tells whether it is new. Raises as `check_submitted`."""
    cleaned = check_submitted(url, context.settings.allow_networks)
    with context.ledger.begin() as conn:
        return feeds.submit(
            conn, cleaned, now=context.clock(), interval=context.settings.poll_interval, tags=tuple(tags)
        )


def import_opml(context: Context, body: bytes) -> ImportReport:
    """Submit every feed of an OPML document; a refused outline stops no other. Raises ParseError."""
    document = read_opml(body)
    imported = import_list(context.ledger, context.settings, document, now=context.clock())
    count = Counter(outline.status for outline in imported)
    return ImportReport(
        accepted=count[ImportStatus.ACCEPTED],
        known=count[ImportStatus.KNOWN],
        refused=count[ImportStatus.REFUSED],
        outlines=[ImportedOutline.model_validate(outline, from_attributes=True) for outline in imported],
        problems=[str(problem) for problem in document.problems],
    )


def poll_now(context: Context, feed_id: int) -> Feed:
    """Make an active feed due now. Raises NotFound, or Conflict when it is not polled at all."""
    with context.ledger.begin() as conn:
        feed = feeds.get(conn, feed_id)
        if feed.state is not FeedState.ACTIVE:
            raise Conflict(f"feed {feed_id} is {feed.state}; resume it first")
        feeds.poll_now(conn, feed_id, now=context.clock())
        return feeds.get(conn, feed_id)


def set_state(context: Context, feed_id: int, state: FeedState) -> Feed:
    """Pause a feed or make it active again. Raises NotFound, or Conflict for a feed that was read from a file."""
    with context.ledger.begin() as conn:
        if feeds.get(conn, feed_id).state is FeedState.LOCAL:
            raise Conflict(f"feed {feed_id} was read from a file and is never polled")
        feeds.set_state(conn, feed_id, state)
        return feeds.get(conn, feed_id)
