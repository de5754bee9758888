"""A story: the articles of one event, however they are worded."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from schemas.base import Model, Moment


class Story(Model):
    """A group of articles. Copies of one text are in it too, beside what others wrote of the event themselves."""

    id: int
    title: str
    """Title and lead are those of the article that tells it best."""
    lead: str
    article_id: int
    """That article."""
    language: str | None = None
    first_at: Moment
    """Publication of the earliest article, or when it was first seen where it says nothing."""
    last_at: Moment
    articles: int
    outlets: int
    """How many hosts have it."""
    hosts: tuple[str, ...] = ()
    """The first of them, in the order in which they had it; eight at most."""
    merged_into: int | None = None
    """The story that has all its articles now; this one is kept so that its address leads on."""


class StoryArticle(Model):
    """One article of a story, in short."""

    article_id: int
    url: str
    host: str
    source_name: str | None = None
    title: str
    at: Moment
    """As for the story's `first_at`."""
    duplicate_of: int | None = None
    evidence: dict[str, Any]
    """Why it is in the story; see docs/stories.md."""


class StoryEventKind(StrEnum):
    """What happened to a story besides an article joining."""

    MERGED = "merged"
    SPLIT = "split"
    LEFT = "left"


class StoryEvent(Model):
    """One line of a story's log."""

    id: int
    at: Moment
    kind: StoryEventKind
    story_id: int
    """The story that took the articles in (`merged`), or that they went out of (`split`, `left`)."""
    other_id: int | None = None
    """The story that they came from, or went to."""
    article_ids: tuple[int, ...]
    evidence: dict[str, Any]
