"""Cursors of lists in id order: the last id of the answer before. To clients they are opaque."""

from __future__ import annotations

from fastapi.exceptions import RequestValidationError

from services.api.answers import LARGEST_ID


def after_id(cursor: str | None) -> int:
    """Give the id a list goes on after; 0 without a cursor. Raises a validation problem on anything else."""
    if cursor is None:
        return 0
    if cursor.isascii() and cursor.isdecimal() and len(cursor) < 20 and int(cursor) <= LARGEST_ID:
        return int(cursor)
    raise bad_cursor()


def bad_cursor() -> RequestValidationError:
    """Give the error for a cursor that none of our answers carried."""
    return RequestValidationError(
        [{"loc": ("query", "cursor"), "msg": "Pass `next` of the answer before, unchanged.", "type": "cursor"}]
    )
