"""`/v1/entries`: where each entry of each feed stands, and trying a failed one again."""

from __future__ import annotations

from fastapi import APIRouter

from schemas.entry import Entry, EntryState
from services.api.answers import Cursor, FeedFilter, Id, Limit, Listing
from services.api.context import Context, Here
from services.api.cursors import after_id
from services.api.problems import Conflict
from wirecopy.ledger import entries

router = APIRouter(prefix="/v1/entries", tags=["entries"])

RETRIED = frozenset({EntryState.FAILED, EntryState.REJECTED, EntryState.WAITING})
"""States from which a person may send an entry round again."""


@router.get("", summary="List the entries")
def list_entries(
    context: Here,
    cursor: Cursor = None,
    limit: Limit = 50,
    state: EntryState | None = None,
    feed: FeedFilter = None,
) -> Listing[Entry]:
    """Entries in the order they were first seen, without the feed's own HTML.

    `state=failed` are those that wait for a person.
    """
    with context.ledger.read() as conn:
        found = entries.page(conn, state=state, feed_id=feed, after=after_id(cursor), limit=limit + 1)
    items = [entry.without_html() for entry in found[:limit]]
    return Listing(items=items, next=str(found[limit - 1].id) if len(found) > limit else None)


@router.get("/{entry_id}", summary="Show an entry")
def show_entry(context: Here, entry_id: Id) -> Entry:
    """One entry with its state, its attempts and the traceback of its last error."""
    with context.ledger.read() as conn:
        return entries.get(conn, entry_id).without_html()


@router.post("/{entry_id}/retry", status_code=202, summary="Try an entry again")
def retry_entry(context: Here, entry_id: Id) -> Entry:
    """Send a failed, rejected or waiting entry round again at once, with its attempts counted from zero."""
    return retry(context, entry_id)


def retry(context: Context, entry_id: int) -> Entry:
    """Send an entry round again. Raises NotFound, or Conflict when it is being worked on or has its article."""
    with context.ledger.begin() as conn:
        state = entries.get(conn, entry_id).state
        if state not in RETRIED:
            raise Conflict(f"entry {entry_id} is {state}; only failed, rejected and waiting ones are tried again")
        entries.retry(conn, entry_id, now=context.clock())
        return entries.get(conn, entry_id).without_html()
