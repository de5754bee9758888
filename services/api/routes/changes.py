"""`/v1/changes`: what consumers follow."""

from __future__ import annotations

from fastapi import APIRouter

from schemas.change import Change
from services.api.answers import ChangeListing, Cursor, Limit
from services.api.context import Here
from wirecopy.ledger import changes

router = APIRouter(prefix="/v1/changes", tags=["changes"])


@router.get("", summary="Follow the change log")
def list_changes(context: Here, cursor: Cursor = None, limit: Limit = 100) -> ChangeListing[Change]:
    """New, revised and duplicate articles in commit order. Ask again with `next`: nothing is skipped or repeated.

    `split` is an article that was taken out of its group of copies by hand, `story` one whose story became another.
    """
    with context.ledger.read() as conn:
        found = changes.read(conn, cursor, limit)
    return ChangeListing(items=found, next=found[-1].cursor if found else cursor)
