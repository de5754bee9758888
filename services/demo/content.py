"""The demo newsroom's content, read from the files under newsroom/, as it stands in an edition.

sites/<slug>/site.toml       name, feeds and boilerplate phrases of a paper
sites/<slug>/articles/*.md   its articles: TOML between two lines of +++, then the body
agency/*.md                  the agency's stories, which articles name, cut, reword and add to
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from services.demo.blocks import Block, read_blocks

CORRECTED = 2
"""The edition in which corrections are published."""

FOLDER = files("services.demo") / "newsroom"

InFeed = Literal["full", "summary", "title"]


@dataclass(frozen=True)
class Feed:
    """A feed of a paper; `format` is rss, atom, rdf, json or sitemap."""

    slug: str
    path: str
    format: str
    title: str
    cut_off: str = ""
    """Where the feed is broken: the words of one more item in the middle of which it ends."""


@dataclass(frozen=True)
class Site:
    """A paper. `words` are its phrases by name, boilerplate and labels, as in its site.toml."""

    slug: str
    name: str
    language: str
    path: str
    """Pattern of its articles' paths, for `str.format` with `section`, `slug` and the `date` of publication."""
    date: str
    """Pattern of its dates in print, for `str.format` with the moment as the only argument."""
    zone: timezone
    encoding: str
    old_after: timedelta
    """Age from which its articles bear an age notice."""
    front_page_is_submitted: bool
    """Else its feeds are."""
    feeds: tuple[Feed, ...]
    words: dict[str, Any]


@dataclass(frozen=True)
class Article:
    """One story as one paper runs it, in one edition."""

    site: Site
    slug: str
    title: str
    authors: tuple[str, ...]
    section: str
    age: timedelta
    """Counted back from the moment at which the newsroom opens."""
    blocks: tuple[Block, ...]
    feeds: tuple[str, ...]
    """Slugs of the feeds of its site that list it."""
    tags: tuple[str, ...] = ()
    summary: str = ""
    picture: str = ""
    caption: str = ""
    agency_story: str | None = None
    """Slug of the agency story that it is a copy of."""
    event: str | None = None
    """What it tells of, where others tell of it in words of their own."""
    place: str = ""
    """Where an agency story was filed, for its dateline."""
    in_feed: InFeed = "summary"
    """How much of it its feeds hold."""
    page_is_gone: bool = False
    note: str | None = None
    """What is said under it of its correction, once that has been published."""

    @property
    def key(self) -> tuple[str, str]:
        """Site slug and own slug."""
        return self.site.slug, self.slug

    @property
    def is_old(self) -> bool:
        """Whether its page bears an age notice."""
        return self.age >= self.site.old_after

    @property
    def has_text_somewhere(self) -> bool:
        """Whether a reader of page and feeds can get at its text."""
        return not self.page_is_gone or self.in_feed == "full"

    @property
    def text(self) -> str:
        """What a clean record of it holds: its blocks and the note of a correction, parted by blank lines."""
        return "\n\n".join([*(block.text for block in self.blocks), *([self.note] if self.note else [])])

    def published(self, opened: datetime) -> datetime:
        """When it appeared, in its paper's time, if the newsroom opened at `opened`."""
        return (opened - self.age).astimezone(self.site.zone)

    def updated(self, opened: datetime) -> datetime:
        """When it was last changed: corrections appear while the newsroom is open."""
        return opened.astimezone(self.site.zone) if self.note else self.published(opened)

    def path(self, opened: datetime) -> str:
        """Where its page lies on its site."""
        return self.site.path.format(section=self.section.lower(), slug=self.slug, date=self.published(opened))


@cache
def sites() -> dict[str, Site]:
    """All papers by slug."""
    folders = sorted((FOLDER / "sites").iterdir(), key=lambda folder: folder.name)
    return {folder.name: _site(folder) for folder in folders if folder.is_dir()}


def articles(edition: int = 1) -> list[Article]:
    """All articles of an edition, newest first."""
    found = [
        _article(site, file, edition)
        for site in sites().values()
        for file in (FOLDER / "sites" / site.slug / "articles").iterdir()
        if file.name.endswith(".md")
    ]
    return sorted(found, key=lambda article: (article.age, article.key))


def _site(folder: Traversable) -> Site:
    said = tomllib.loads((folder / "site.toml").read_text("utf-8"))
    return Site(
        slug=folder.name,
        name=said["name"],
        language=said["language"],
        path=said["path"],
        date=said["date"],
        zone=timezone(timedelta(hours=said["utc_offset"])),
        encoding=said.get("encoding", "utf-8"),
        old_after=timedelta(days=said["old_after_days"]),
        front_page_is_submitted=said.get("front_page_is_submitted", False),
        feeds=tuple(Feed(**feed) for feed in said["feed"]),
        words=said["words"],
    )


def _article(site: Site, file: Traversable, edition: int) -> Article:
    said, body = _front_matter(file)
    note = None
    blocks = _agency_copy(said, file.name) if "agency" in said else read_blocks(body)
    if edition >= CORRECTED and "correction" in said:
        blocks = _reworded(blocks, said["correction"]["reword"], file.name)
        note = said["correction"]["note"]
    lead = next((block.text for block in blocks if block.kind == "paragraph"), "")
    return Article(
        site=site,
        slug=file.name.removesuffix(".md"),
        title=said["title"],
        authors=tuple(said.get("authors", ())),
        section=said["section"],
        age=timedelta(**said["age"]),
        blocks=blocks,
        feeds=tuple(said.get("feeds", (site.feeds[0].slug,))),
        tags=tuple(said.get("tags", ())),
        summary=said.get("summary", lead),
        picture=said.get("picture", ""),
        caption=said.get("caption", ""),
        agency_story=said.get("agency"),
        event=said.get("event"),
        place=said.get("place", ""),
        in_feed=said.get("in_feed", "summary"),
        page_is_gone=said.get("page_is_gone", False),
        note=note,
    )


def _agency_copy(said: dict[str, Any], name: str) -> tuple[Block, ...]:
    """The agency's story as the desk left it: cut from the end, reworded, with a paragraph of the paper's own."""
    _, body = _front_matter(FOLDER / "agency" / f"{said['agency']}.md")
    whole = read_blocks(body)
    blocks = _reworded(whole[: len(whole) - said.get("cut", 0)], said.get("reword", []), name)
    if "local" in said:
        after = said["local"]["after"]
        blocks = (*blocks[:after], *read_blocks(said["local"]["text"]), *blocks[after:])
    return blocks


def _reworded(blocks: tuple[Block, ...], changes: list[list[str]], name: str) -> tuple[Block, ...]:
    for old, new in changes:
        if not any(old in line for block in blocks for line in block.lines):
            raise ValueError(f"{name}: nothing reads {old!r}")
        blocks = tuple(Block(block.kind, tuple(line.replace(old, new) for line in block.lines)) for block in blocks)
    return blocks


def _front_matter(file: Traversable) -> tuple[dict[str, Any], str]:
    _, front, body = file.read_text("utf-8").split("+++\n", 2)
    return tomllib.loads(front), body
