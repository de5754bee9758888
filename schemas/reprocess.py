"""Cleaning stored articles again: the runs, what came of each article, and the report that a person judges by."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.article import Removal
from schemas.base import Model, Moment


class Cause(StrEnum):
    """Why articles are cleaned again."""

    PERSON = "person"
    SITE = "site"  # something was learned of their site


class Outcome(StrEnum):
    """What came of one article."""

    SAME = "same"  # the same record as before
    FIELDS = "fields"  # the same title and text, other fields
    TEXT = "text"  # another title or text: a revision
    KEPT = "kept"  # nothing better came of it; the record stays
    SKIPPED = "skipped"  # not to be touched, or changed meanwhile
    FAILED = "failed"


class Run(Model):
    """One round through stored articles."""

    id: int
    cause: Cause
    host: str | None = None
    """Only articles of this host and those below it."""
    since: Moment | None = None
    """Only articles first seen at or after this moment."""
    dry_run: bool
    cleaner: str
    """Version of the cleaning code when it was asked for."""
    created_at: Moment
    start_at: Moment
    finished_at: Moment | None = None
    stopped: bool = False
    site_learned: int | None = None
    """For a site: how much had been learned of it (see `wirecopy sites`) when the run began."""
    articles: int | None = None
    """How many there are to do; None until it has begun."""
    done: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is work left in it."""
        return self.finished_at is None and not self.stopped


class Recleaned(Model):
    """What came of one article."""

    article_id: int
    outcome: Outcome
    reason: str | None = None
    """A slug: why it was kept or skipped; for a failure what happened."""
    title: str = ""
    host: str = ""
    words_before: int = 0
    words_after: int = 0
    words_added: int = 0
    words_removed: int = 0
    fields: dict[str, tuple[str, str]] = Field(default_factory=dict)
    """Fields that have another value, with the one before and the one after, cut to a line."""
    removed: tuple[Removal, ...] = ()
    """Lines that are taken out of the text now, and were not before."""
    restored: tuple[Removal, ...] = ()
    """Lines that were taken out before, and stay in now."""
    lost: tuple[str, ...] = ()
    """Passages that the text had and has no more, the longest first, cut short."""
    gained: tuple[str, ...] = ()

    @property
    def loss(self) -> float:
        """The share of its words that it loses."""
        return self.words_removed / max(self.words_before, 1)


class Lines(Model):
    """Lines of one reason."""

    count: int
    samples: tuple[str, ...]


class Report(Model):
    """A run, added up."""

    run: Run
    outcomes: dict[Outcome, int]
    reasons: dict[str, int]
    """Why articles were kept, skipped or failed."""
    words_added: int
    words_removed: int
    fields: dict[str, int]
    """In how many articles a field has another value."""
    removed: dict[str, Lines]
    """Lines that are taken out now and were not before, by reason."""
    restored: dict[str, Lines]
    worst: tuple[Recleaned, ...]
    """The articles that lose the largest share of their words, the worst first."""
