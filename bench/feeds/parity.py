"""Field by field: what wirecopy and feedparser read out of the same entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.feeds.readings import EntryReading, Reading, folded, html_text, same_link, same_names, same_text

ENTRY_FIELDS: dict[str, Callable[[Any, Any], bool]] = {
    "title": same_text,
    "link": same_link,
    "published": lambda one, other: one == other,
    "updated": lambda one, other: one == other,
    "text": same_text,
    "summary": same_text,
    "authors": same_names,
    "tags": same_names,
    "files": lambda one, other: _addresses(one) == _addresses(other),
    "id": lambda one, other: one == other,
}
FEED_FIELDS: dict[str, Callable[[Any, Any], bool]] = {
    "title": same_text,
    "link": same_link,
    "language": lambda one, other: one.lower() == other.lower(),
}


@dataclass(frozen=True)
class Difference:
    """One field that the two parsers do not give alike."""

    file: str
    place: str
    """`feed` or `entry`."""
    name: str
    ours: Any
    theirs: Any
    our_entry: EntryReading | None = None
    their_entry: EntryReading | None = None
    body: bytes = b""


@dataclass
class Parity:
    """How often a field is equal, empty in both, different, or given by one alone."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    matched: int = 0
    unmatched: int = 0

    def add(self, file: str, body: bytes, ours: Reading, theirs: Reading) -> None:
        """Compare one feed."""
        for name, same in FEED_FIELDS.items():
            self._compare(same, Difference(file, "feed", name, getattr(ours, name), getattr(theirs, name), body=body))
        for one, other in matched(ours.entries, theirs.entries):
            if one is None:
                self.unmatched += 1
                continue
            self.matched += 1
            for name, same in ENTRY_FIELDS.items():
                difference = Difference(file, "entry", name, getattr(one, name), getattr(other, name), one, other, body)
                self._compare(same, difference)

    def _compare(self, same: Callable[[Any, Any], bool], found: Difference) -> None:
        if not found.ours and not found.theirs:
            outcome = "both empty"
        elif not found.theirs:
            outcome = "only ours"
        elif not found.ours:
            outcome = "only theirs"
        else:
            outcome = "equal" if same(found.ours, found.theirs) else "different"
        self.counts.setdefault(f"{found.place} {found.name}", Counter())[outcome] += 1
        if outcome not in ("equal", "both empty"):
            self.differences.append(found)


def matched(
    ours: tuple[EntryReading, ...], theirs: tuple[EntryReading, ...]
) -> Iterator[tuple[EntryReading | None, EntryReading]]:
    """Each of their entries with ours: known by id, link or title, else by its place in a list of equal length."""
    free = dict(enumerate(ours))
    for place, entry in enumerate(theirs):
        found = next((at for at in _likely(place, free) if _is_same(free[at], entry)), None)
        if found is None and len(ours) == len(theirs) and place in free:
            found = place
        yield (free.pop(found) if found is not None else None), entry


def _likely(place: int, free: dict[int, EntryReading]) -> Iterator[int]:
    if place in free:
        yield place
    yield from (at for at in list(free) if at != place)


def _is_same(one: EntryReading, other: EntryReading) -> bool:
    return (
        (one.id is not None and one.id == other.id)
        or (one.link is not None and one.link == other.link)
        or (bool(other.title) and folded(one.title) == folded(html_text(other.title)))
    )


def _addresses(files: Any) -> set[str]:
    return {file.url for file in files}
