"""Revisions: the versions of an article, what kind of change led to each, and what it changed."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Model, Moment


class RevisionKind(StrEnum):
    """What a new version of an article is to the one before."""

    TYPO = "typo"  # words were spelt wrong, or stood twice
    CORRECTION = "correction"  # the publisher says that it was wrong
    UPDATE = "update"  # it tells more, or tells it in other words
    HEADLINE = "headline"  # the same text under another title
    CUT = "cut"  # it was shortened
    REMOVAL = "removal"  # whole paragraphs are gone from it, and nothing says so
    CLEANING = "cleaning"  # the publisher changed nothing that we know of: we read it better


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    CHANGED = "changed"  # of a paragraph: some of its words
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # of a paragraph: it stands in another place, or was split or joined


class Span(Model):
    """Some words, and whether both versions have them (`same`), only the later (`added`), or only the earlier."""

    change: Change
    text: str


class Passage(Model):
    """One paragraph."""

    change: Change
    place: int
    """Which paragraph it is, from 1: of the later version, or of the earlier one where it was removed."""
    spans: tuple[Span, ...]


class Difference(Model):
    """What changed from one version to the next."""

    title: tuple[Span, ...] = ()
    """The two titles in one; empty where they are the same."""
    passages: tuple[Passage, ...] = ()
    """The text's paragraphs in reading order."""
    words_added: int = 0
    words_removed: int = 0

    def without_same(self) -> Difference:
        """The same without the paragraphs in which nothing changed."""
        changed = tuple(passage for passage in self.passages if passage.change is not Change.SAME)
        return self.model_copy(update={"passages": changed})


class Revision(Model):
    """One stored version of an article."""

    article_id: int
    number: int
    kind: RevisionKind | None = None
    """None for the first version, and for those from before kinds were told."""
    seen_at: Moment
    title: str
    text: str
    content_hash: str
    modified_at: Moment | None = None
