"""A memory as people review it."""

from __future__ import annotations

from datetime import datetime

from schemas.site import SiteKnowledge, SiteLine, SitePlace, SiteSummary, SiteTaught
from wirecopy.cleaning.sites.memory import Memory, moment_of


def summary(memory: Memory, host: str, *, recleaned: int = 0, updated_at: datetime | None = None) -> SiteSummary:
    """How much a site's memory knows."""
    return SiteSummary(
        host=host,
        articles=memory.articles,
        repeated_lines=len(memory.lines),
        pins=len(memory.pins),
        taught_pages=len(memory.taught),
        learned=memory.learned,
        recleaned=recleaned,
        redesigned_at=None if memory.redesigned_at is None else moment_of(memory.redesigned_at),
        updated_at=updated_at,
    )


def knowledge(memory: Memory, host: str, *, recleaned: int = 0, updated_at: datetime | None = None) -> SiteKnowledge:
    """All that a site's memory knows, but for the fingerprints of single pages."""
    places = [
        SitePlace(
            name=name,
            articles=round(place.seen, 1),
            story=round(place.kept / place.seen, 2) if place.seen else 0.0,
            repeated=round(place.repeated / place.compared, 2) if place.compared else 0.0,
        )
        for name, place in memory.places.items()
        if not name.endswith("*")
    ]
    return SiteKnowledge(
        summary=summary(memory, host, recleaned=recleaned, updated_at=updated_at),
        lines=tuple(sorted(_lines(memory), key=lambda line: (line.pinned is None, -line.articles, line.text))),
        places=tuple(sorted(places, key=lambda place: (-place.story, -place.articles, place.name))),
        taught=tuple(SiteTaught(url=page.url, at=moment_of(page.at)) for page in memory.taught.values()),
    )


def _lines(memory: Memory) -> list[SiteLine]:
    """One for each text: a line that stands at two places is shown for the place where it recurs most."""
    found: dict[str, SiteLine] = {}
    for line in sorted(memory.lines.values(), key=lambda line: line.articles):
        pin = memory.pins.get(line.words)
        found[line.words] = SiteLine(
            id=line.words,
            text=line.text,
            articles=line.articles,
            kept=line.kept,
            among=memory.articles - line.since + 1,
            first_seen=moment_of(line.first_seen),
            last_seen=moment_of(line.last_seen),
            pinned=pin.verdict if pin else None,
        )
    for words, pin in memory.pins.items():
        if words not in found:
            found[words] = SiteLine(id=words, text=pin.text, pinned=pin.verdict)
    return list(found.values())
