"""The demo newsroom's content, read from the files beside this module, as it stands in an edition."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

CORRECTED = 2
"""The edition in which corrections are published."""


@dataclass(frozen=True)
class Site:
    """A paper. `words` are its boilerplate phrases by name, as in sites.toml."""

    slug: str
    words: dict[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.words["name"])


@dataclass(frozen=True)
class Page:
    """One story as one paper runs it."""

    site: Site
    slug: str
    title: str
    author: str
    section: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    published: datetime
    updated: datetime
    note: str | None = None
    agency: str | None = None
    age_notice: bool = False
    dead: bool = False
    full_in_feed: bool = False
    also_in: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies on its site."""
        return f"/{self.section.lower()}/{self.slug}.html"

    @property
    def language(self) -> str:
        """Its site's."""
        return str(self.site.words["language"])


@cache
def sites() -> dict[str, Site]:
    """All papers by slug."""
    return {slug: Site(slug, words) for slug, words in _read("sites.toml").items()}


def pages(now: datetime, edition: int = 1) -> list[Page]:
    """All pages of an edition, newest first; their ages count from `now`."""
    found = [page for story in _read("stories.toml")["story"] for page in _runs(story, now, edition)]
    return sorted(found, key=lambda page: page.published, reverse=True)


def _runs(story: dict[str, Any], now: datetime, edition: int) -> Iterator[Page]:
    correction = story.get("correction") if edition >= CORRECTED else None
    text = story["text"].strip()
    if correction:
        assert correction["from"] in text, f"{story['slug']}: nothing to correct"
        text = text.replace(correction["from"], correction["to"])
    whole = tuple(part.strip() for part in text.split("\n\n") if part.strip())
    for run in story["run"]:
        paragraphs = whole[: len(whole) - run.get("drop", 0)]
        if "add" in run:
            paragraphs = (*paragraphs[:1], run["add"], *paragraphs[1:])
        published = now - timedelta(hours=run["hours"])
        yield Page(
            site=sites()[run["site"]],
            slug=story["slug"],
            title=run["title"],
            author=story["author"],
            section=story["section"],
            tags=tuple(story.get("tags", ())),
            paragraphs=paragraphs,
            published=published,
            updated=now if correction else published,
            note=correction["note"] if correction else None,
            agency=story.get("agency"),
            age_notice=story.get("age_notice", False),
            dead=story.get("dead", False),
            full_in_feed=story.get("full_in_feed", False),
            also_in=tuple(run.get("feeds", ())),
        )


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("services.demo") / "newsroom" / name).read_text("utf-8"))
