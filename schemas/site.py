"""What is remembered of sites: their files for robots, how their pages failed, and what their pages repeat."""

from __future__ import annotations

from typing import NamedTuple

from schemas.base import Model, Moment


class SiteFile(Model):
    """A file that a site keeps for robots (robots.txt, tdmrep.json), as last read."""

    url: str
    text: str | None = None
    """What of it concerns us; empty where there is no such file, None while none was ever read."""
    ask_again: Moment
    failing_since: Moment | None = None
    """Since when it can't be had."""


class PageTrouble(Model):
    """How a host's pages fail, again and again."""

    slug: str
    """In which way, such as `bot-challenge` or `page-403`."""
    times: int
    """How often in a row."""
    probe_at: Moment
    """When the next page may be asked for, to see whether it still is so."""


class LessonLine(NamedTuple):
    """One line of a page, as a site's memory takes it."""

    key: str
    """Fingerprint of its words at its place."""
    words: str
    """Fingerprint of its words alone."""
    place: int
    """Index into `Lesson.places`."""
    letters: int
    chance: int
    """Percent: how likely the page alone makes it that this line is of the story."""
    text: str = ""
    """Its beginning, where it was met before; a line that is met once is not kept in words."""


class LessonPlace(NamedTuple):
    """One place of a page, and how much of it was the story's."""

    name: str
    letters: int
    kept: int
    """Percent of its letters that the page alone gives to the story."""


class Lesson(Model):
    """What one page teaches of its site, small enough to travel with the page's clean copy."""

    site: str
    """Host, without `www.`."""
    page: str
    """Fingerprint of the page's address."""
    title: str
    """Fingerprint of its headline; empty where that says too little to tell two articles apart."""
    at: Moment
    """When the page was fetched."""
    lines: tuple[LessonLine, ...]
    places: tuple[LessonPlace, ...]
