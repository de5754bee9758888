"""Lessons: what one page can teach of its site, and which remembered article it is, if any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
LEAST_CHANCE = 0.05
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


@dataclass(frozen=True)
class Reading:
    """A page's blocks with what names them in a memory. `words` and `keys` are empty where nobody will ask for them."""

    blocks: Sequence[Block]
    chances: Sequence[float]
    places: list[str]
    words: list[str]
    keys: list[str]


def read(blocks: Sequence[Block], chances: Sequence[float], *, everything: bool) -> Reading:
    """Name the blocks: all of them with `everything`, else those that might be the story's."""
    places = [place_of(block.path) for block in blocks]
    words = [
        words_key(block.text) if everything or chance >= LEAST_CHANCE else ""
        for block, chance in zip(blocks, chances, strict=True)
    ]
    keys = [line_key(named, place) if named else "" for named, place in zip(words, places, strict=True)]
    return Reading(blocks, chances, places, words, keys)


def read_lesson(reading: Reading, *, url: str, title: str, at: datetime, memory: Memory | None) -> Lesson | None:
    """What a page teaches: its blocks, and for each the chance (0 to 1) that the page alone gives it to be the story's.

    The chances must not have been moved by the site's memory, or it would learn from itself. `memory` tells which
    lines are met again; only those bring their words (without one, all do). None for an address without a host.
    """
    site = site_of(url)
    if site is None:
        return None
    letters: dict[str, int] = {}
    kept: dict[str, float] = {}
    for block, chance, place in zip(reading.blocks, reading.chances, reading.places, strict=True):
        letters[place] = letters.get(place, 0) + len(block.text)
        kept[place] = kept.get(place, 0.0) + len(block.text) * chance
    largest = sorted(letters, key=lambda place: (-kept[place], -letters[place]))[:_MOST_PLACES]
    index = {place: number for number, place in enumerate(largest)}
    met = set(reading.keys if memory is None else memory.lines)
    met.update(*(page.lines for page in memory.pages) if memory is not None else ())
    lines: dict[str, LessonLine] = {}
    for position, block in enumerate(reading.blocks):
        number, chance, key = index.get(reading.places[position]), reading.chances[position], reading.keys[position]
        if number is not None and chance >= LEAST_CHANCE and len(block.text) >= _SHORTEST and key not in lines:
            text = block.text[:LONGEST_TEXT] if key in met else ""
            percent = round(100 * chance)
            lines[key] = LessonLine(key, reading.words[position], number, len(block.text), percent, text)
    likeliest = {line.key for line in sorted(lines.values(), key=lambda line: -line.chance)[:MOST_PAGE_LINES]}
    return Lesson(
        site=site,
        page=page_key(url_key(url)),
        title=title_key(title),
        at=at,
        lines=tuple(line for key, line in lines.items() if key in likeliest),
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
