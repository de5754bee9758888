"""The change log: what consumers follow."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Model, Moment


class ChangeKind(StrEnum):
    """What happened to an article."""

    NEW = "new"
    REVISED = "revised"
    DUPLICATE = "duplicate"


class Change(Model):
    """One line of the change log."""

    cursor: str
    """Opaque; pass it back to read on from here. Order is commit order."""
    at: Moment
    kind: ChangeKind
    article_id: int
    revision: int = 1
