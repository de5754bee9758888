"""What a person decides of a site: pins on lines, and forgetting. Each decision counts as something learned."""

from __future__ import annotations

from wirecopy.cleaning.sites.lines import words_key
from wirecopy.cleaning.sites.memory import LONGEST_TEXT, MOST_PINS, Memory, Page, Pin, Verdict
from wirecopy.errors import NotFound, UsageError
from wirecopy.records.text import fold


def pin(memory: Memory, line: str, verdict: Verdict) -> Memory:
    """Keep or drop a line on all pages of the site, wherever on them it stands.

    `line` is its text, its beginning as a memory shows it, or its fingerprint. Raises UsageError for a text without
    words, and where there are MOST_PINS already.
    """
    words = find(memory, line) or words_key(line)
    if not fold(line):
        raise UsageError("a line to pin needs words")
    if len(memory.pins) >= MOST_PINS and words not in memory.pins:
        raise UsageError(f"this site has {MOST_PINS} pins, which is the most; forget one first")
    decided = memory.copy()
    shown = next((known.text for known in memory.lines.values() if known.words == words and known.text), "")
    decided.pins[words] = Pin(verdict, shown or line[:LONGEST_TEXT])
    decided.learned += 1
    return decided


def forget_line(memory: Memory, line: str) -> Memory:
    """Forget a line and the pin on it; it counts from nought when it is met again. Raises NotFound if it is unknown."""
    words = find(memory, line)
    if words is None:
        raise NotFound("nothing is known of such a line; see: wirecopy sites show HOST")
    decided = memory.copy()
    gone = {key for key, known in memory.lines.items() if known.words == words}
    decided.lines = {key: known for key, known in decided.lines.items() if key not in gone}
    decided.pages = [_without(page, gone) for page in memory.pages]
    decided.pins.pop(words, None)
    decided.learned += 1
    return decided


def forget(memory: Memory) -> Memory:
    """A memory that knows nothing, but goes on counting what it has learned: what it did is to be undone."""
    return Memory(learned=memory.learned + 1)


def find(memory: Memory, line: str) -> str | None:
    """The fingerprint of the words of a known line, by its text, its shown beginning or the fingerprint itself."""
    words, folded = words_key(line), fold(line)
    for known in (line, words):
        if known in memory.pins or any(entry.words == known for entry in memory.lines.values()):
            return known
    shown = {entry.words: entry.text for entry in memory.lines.values()}
    shown |= {key: entry.text for key, entry in memory.pins.items()}
    return next((key for key, text in shown.items() if text and fold(text) == folded), None)


def _without(page: Page, gone: set[str]) -> Page:
    return Page(
        page.key,
        page.title,
        page.number,
        page.at,
        {key: value for key, value in page.lines.items() if key not in gone},
    )
