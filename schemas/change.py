"""The change log: what consumers follow."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Model, Moment
from schemas.revision import RevisionKind


class ChangeKind(StrEnum):
    """What happened to an article."""

    NEW = "new"
    REVISED = "revised"
    DUPLICATE = "duplicate"
    METADATA = "metadata"  # fields other than title and text, read better by newer cleaning code


class Change(Model):
    """One line of the change log."""

    cursor: str
    """Opaque; pass it back to read on from here. Order is commit order."""
    at: Moment
    kind: ChangeKind
    article_id: int
    revision: int = 1
    revision_kind: RevisionKind | None = None
    """What kind of change led to that revision (see schemas/revision.py); None for a first one."""
