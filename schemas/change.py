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
    """Also when a person has said so later."""
    METADATA = "metadata"
    """Fields other than title and text, read better by newer cleaning code."""
    SPLIT = "split"
    """A person took it out of its group: it is no duplicate any more."""
    STORY = "story"
    """It joined others in a story, or its story became another one."""


class Change(Model):
    """One line of the change log."""

    cursor: str
    """Opaque; pass it back to read on from here. Order is commit order."""
    at: Moment
    kind: ChangeKind
    article_id: int
    revision: int = 1
    story_id: int | None = None
    """For `story`: the story it is in now."""
    revision_kind: RevisionKind | None = None
    """What kind of change led to that revision (see schemas/revision.py); None for a first one."""
