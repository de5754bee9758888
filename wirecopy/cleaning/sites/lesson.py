"""Lessons: what one page can teach of its site, and which remembered article it is, if any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from schemas.site import Lesson, LessonLine, LessonPlace
from wirecopy.cleaning.sites.lines import line_key, page_key, words_key
from wirecopy.cleaning.sites.memory import LONGEST_TEXT, MOST_PAGE_LINES, Memory, Page
from wirecopy.cleaning.sites.places import place_of
from wirecopy.errors import BadUrl
from wirecopy.records.text import fold
from wirecopy.records.urls import host_name, url_key

# Below this chance a line is not going to be kept, whatever a site repeats.
LEAST_CHANCE = 0.02
_SHORTEST = 4
_MOST_PLACES = 60
# "News in brief" stands over many articles.
_TITLE_WORDS = 4
# Two pages that share so much of the shorter one's story are one article: a revision, a copy, another address.
_SAME_SHARE = 0.5
_LIKELY_SHARE = 0.3
_LONG, _LONG_LINES = 100, 3
# Lines on so many articles say nothing about which article this is.
_COMMON = 3


class Block(Protocol):
    """What is asked of a page's block: one line of text, its kind and the boxes it stands in."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def kind(self) -> str:
        """`text`, `heading`, `item`, `quote` or `row`."""

    @property
    def path(self) -> str:
        """Such as `body>div.article-body>p`."""


def site_of(url: str | None) -> str | None:
    """The site whose memory an address belongs to: its host without `www.`; None where it has none."""
    try:
        return host_name(url) if url else None
    except BadUrl:
        return None


def read_lesson(
    blocks: Sequence[Block], chances: Sequence[float], *, url: str, title: str, at: datetime, memory: Memory
) -> Lesson | None:
    """What a page teaches: its blocks, and for each the chance (0 to 1) that the page alone gives it to be the story's.

    The chances must not have been moved by the site's memory, or it would learn from itself. `memory` tells which
    lines are met again; only those bring their words. None for an address without a host.
    """
    site = site_of(url)
    if site is None:
        return None
    letters: dict[str, int] = {}
    kept: dict[str, float] = {}
    for block, chance in zip(blocks, chances, strict=True):
        place = place_of(block.path)
        letters[place] = letters.get(place, 0) + len(block.text)
        kept[place] = kept.get(place, 0.0) + len(block.text) * chance
    largest = sorted(letters, key=lambda place: (-kept[place], -letters[place]))[:_MOST_PLACES]
    index = {place: number for number, place in enumerate(largest)}
    met = set(memory.lines).union(*(page.lines for page in memory.pages))
    lines: dict[str, LessonLine] = {}
    for block, chance in zip(blocks, chances, strict=True):
        number = index.get(place_of(block.path))
        if chance >= LEAST_CHANCE and number is not None and len(block.text) >= _SHORTEST:
            words = words_key(block.text)
            key = line_key(words, largest[number])
            text = block.text[:LONGEST_TEXT] if key in met else ""
            lines.setdefault(key, LessonLine(key, words, number, len(block.text), round(100 * chance), text))
    most = sorted(lines.values(), key=lambda line: -line.chance)[:MOST_PAGE_LINES]
    return Lesson(
        site=site,
        page=page_key(url_key(url)),
        title=title_key(title),
        at=at,
        lines=tuple(sorted(most, key=list(lines.values()).index)) if len(most) < len(lines) else tuple(lines.values()),
        places=tuple(
            LessonPlace(place, letters[place], round(100 * kept[place] / max(letters[place], 1))) for place in largest
        ),
    )


def title_key(title: str) -> str:
    """The fingerprint of a headline; empty where it is too short to tell articles apart."""
    folded = fold(title)
    spaced = len(folded.split()) >= _TITLE_WORDS or (len(folded) >= 2 * _TITLE_WORDS and not folded.isascii())
    return page_key(folded) if spaced else ""


def same_article(lesson: Lesson, memory: Memory) -> Iterator[Page]:
    """The remembered pages that are this page's article: by address, by headline, or since they share much of it."""
    story = {
        line.key: line.letters
        for line in lesson.lines
        if line.chance >= 50 and not ((known := memory.lines.get(line.key)) and known.articles >= _COMMON)
    }
    total = sum(story.values())
    for page in memory.pages:
        if page.key == lesson.page:
            yield page
            continue
        shared = [letters for key, letters in story.items() if key in page.lines and page.lines[key][1]]
        shorter = min(total, sum(letters for letters, kept in page.lines.values() if kept))
        long = sum(letters >= _LONG for letters in shared)
        likely = long >= _LONG_LINES or (page.title and page.title == lesson.title)
        if shared and sum(shared) >= (_LIKELY_SHARE if likely else _SAME_SHARE) * shorter:
            yield page
