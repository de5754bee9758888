"""What is remembered of sites: their files for robots, and how their pages failed."""

from __future__ import annotations

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
