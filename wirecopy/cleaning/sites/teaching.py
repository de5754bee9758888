"""Teaching: pages of a site that a person has marked, which weigh more than anything learned from pages alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.sites.lesson import Block
from wirecopy.cleaning.sites.lines import line_key, page_key, words_key
from wirecopy.cleaning.sites.memory import LONGEST_TEXT, MOST_TAUGHT, Memory, Taught, seconds
from wirecopy.cleaning.sites.places import place_of
from wirecopy.cleaning.tree import parse_page
from wirecopy.errors import UsageError
from wirecopy.records.charset import decode
from wirecopy.records.text import fold
from wirecopy.records.urls import url_key

_MOST_PLACES, _MOST_EXCEPTIONS = 60, 40
# A word or two stand in any text; so short a block has to be a line of its own.
_LETTERS_WITHIN = 20


def read_page(html: bytes | str, content_type: str | None = None) -> Sequence[Block]:
    """The blocks of a page, in the order and with the numbers in which they are explained."""
    tree = parse_page(decode(html, content_type).text if isinstance(html, bytes) else html)
    return [] if tree is None else read_blocks(tree).blocks


def marks_of(blocks: Sequence[Block], text: str) -> list[bool]:
    """Which blocks belong, by the true text of the page: those whose words stand in it, in a row and as a whole line.

    A line of the text may hold several blocks, or be a part of one. Raises UsageError where hardly a word of the text
    is on the page.
    """
    lines = [fold(line) for line in text.splitlines()]
    wanted = [line for line in lines if line]
    whole = set(wanted)
    together = f" {' '.join(wanted)} "
    marks: list[bool] = []
    for block in blocks:
        words = fold(block.text)
        within = len(words) >= _LETTERS_WITHIN and f" {words} " in together
        around = len(words) >= _LETTERS_WITHIN and any(len(line) > len(words) / 2 and line in words for line in wanted)
        marks.append(bool(words) and (words in whole or within or around))
    found = sum(len(fold(block.text)) for block, mark in zip(blocks, marks, strict=True) if mark)
    if not wanted or found < len(together) / 4:
        raise UsageError("the text is hardly to be found on the page: is it that page's?")
    return marks


def teach(memory: Memory, blocks: Sequence[Block], marks: Sequence[bool], *, url: str, at: datetime) -> Memory:
    """The memory with a page of which a person has said which blocks belong; in place of what was said before.

    Of more than MOST_TAUGHT pages the oldest goes. Raises UsageError where nothing is marked.
    """
    if not any(marks):
        raise UsageError("none of the page's blocks is marked as the story's")
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for block, mark in zip(blocks, marks, strict=True):
        (yes if mark else no)[place_of(block.path)] += len(block.text)
    named = sorted({*yes, *no}, key=lambda place: (-yes[place], -no[place]))[:_MOST_PLACES]
    kept: dict[str, str] = {}
    dropped: dict[str, str] = {}
    for block, mark in zip(blocks, marks, strict=True):
        place = place_of(block.path)
        exceptions = kept if mark else dropped
        if (yes[place] > no[place]) != mark and len(exceptions) < _MOST_EXCEPTIONS:
            exceptions[line_key(words_key(block.text), place)] = block.text[:LONGEST_TEXT]
    # A line that stands there twice, once as the story, is no exception.
    for key in kept.keys() & dropped.keys():
        del kept[key], dropped[key]
    learned = memory.copy()
    key = page_key(url_key(url))
    learned.taught.pop(key, None)
    learned.taught[key] = Taught(
        url=url, at=seconds(at), places={place: (yes[place], no[place]) for place in named}, kept=kept, dropped=dropped
    )
    while len(learned.taught) > MOST_TAUGHT:
        del learned.taught[min(learned.taught, key=lambda taught: learned.taught[taught].at)]
    learned.learned += 1
    return learned
