"""What is remembered of sites: their files for robots, how their pages failed, and what their pages repeat."""

from __future__ import annotations

from typing import Literal, NamedTuple

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


class SiteSummary(Model):
    """How much is known of one site."""

    host: str
    articles: int
    """Different articles it was learned from."""
    repeated_lines: int
    pins: int
    taught_pages: int
    learned: int
    """Goes up when older records might come out otherwise."""
    recleaned: int
    """Up to where older records have been cleaned again."""
    redesigned_at: Moment | None = None
    """When its pages were last found to be built otherwise than before."""
    updated_at: Moment | None = None


class SiteLine(Model):
    """A line that recurs on a site's pages, or that a person has pinned."""

    id: str
    """Names it where its text is unwieldy."""
    text: str
    """Its beginning; empty while it was not met with its words at hand."""
    articles: int = 0
    kept: int = 0
    """On how many of them the page alone would have kept it."""
    among: int = 0
    """Articles learned from since it was first met."""
    first_seen: Moment | None = None
    last_seen: Moment | None = None
    pinned: Literal["keep", "drop"] | None = None


class SitePlace(Model):
    """A place of a site's pages, and what stands there."""

    name: str
    articles: float
    """On how many articles it was seen; older ones count less."""
    story: float
    """Share of its letters that pages alone give to the story."""
    repeated: float
    """Share of its letters that recur from article to article."""


class SiteTaught(Model):
    """A page that a person has marked."""

    url: str
    at: Moment


class SiteKnowledge(Model):
    """All that is known of one site, for people to review. `lines` come with the most frequent first."""

    summary: SiteSummary
    lines: tuple[SiteLine, ...]
    places: tuple[SitePlace, ...]
    taught: tuple[SiteTaught, ...]
