"""An article's pages, read out of the archive as they would be read today; or its feed's own words again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schemas.article import CleanPage
from schemas.entry import ArchivedResponse, CleanCopy, Entry
from schemas.wall import Wall
from wirecopy.archive import Archive
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.cleaning.assembling import put_together, witness
from wirecopy.cleaning.landing import Landing, noted_headers

MemoryOf = Callable[[str], dict[str, Any]]
"""Gives what is known of the site of an address, as JSON."""


def read_again(entry: Entry, archive: Archive, cells: Cells, memory_of: MemoryOf) -> CleanCopy:
    """The copy that a fetcher would hand to the workers today for what it read of this entry then.

    It teaches nothing of its site, which has learned from this page when it was new. Strangers' bytes are parsed in a
    cell. Raises ArchiveDamaged, and CellError where a cell dies of a page.
    """
    page, pull_error = None, None
    if entry.archived is not None:
        page, pull_error = _page(entry, entry.archived, archive, cells, memory_of)
    if page is None:
        page = cells.call(craft.clean_item, entry.item, entry.url)
    return CleanCopy(
        entry_id=entry.id,
        feed_id=entry.feed_id,
        attempt=entry.attempts,
        url=entry.url or "",
        fetched_at=entry.archived.fetched_at if entry.archived else entry.settled_at or entry.seen_at,
        item=entry.item,
        page=page,
        pull_error=pull_error,
    )


def _page(
    entry: Entry, archived: ArchivedResponse, archive: Archive, cells: Cells, memory_of: MemoryOf
) -> tuple[CleanPage | None, str | None]:
    """The article, or why there is none on its page."""
    landings: list[Landing] = []
    for number, place in enumerate((archived, *archived.more), 1):
        stored = archive.read(place)
        landing, _lesson = cells.call(
            craft.land_page,
            stored.body,
            stored.url,
            stored.content_type,
            noted_headers(stored.headers.pairs),
            entry.url if number == 1 else place.url,
            witness(entry.item, page=number),
            memory_of(stored.url),
            place.fetched_at,
        )
        landings.append(landing)
    wall: Wall | None = landings[0].wall
    if wall is not None:
        return None, wall
    page = put_together(landings, archived.site_rights)
    return (page, None) if page is not None and page.text else (None, "page-without-article")
