"""What a run over the demo newsroom must end with, worked out from its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.demo.content import CORRECTED, Page, pages


@dataclass(frozen=True)
class Expected:
    """The records, by (site, story slug)."""

    stored: frozenset[tuple[str, str]]
    """Every page or full feed entry that becomes a record, copies included."""
    copies: dict[tuple[str, str], tuple[str, str]]
    """Copy to the first page of its story, in the order of publication."""
    revised: frozenset[tuple[str, str]]
    rejected: frozenset[tuple[str, str]]
    same_url: int
    """Entries that lead to a page which another feed of its site lists as well."""
    age_notices: frozenset[tuple[str, str]]


def expected(now: datetime, edition: int = CORRECTED) -> Expected:
    """For all feeds, read in both editions up to `edition`."""
    found = pages(now, edition)
    stored = [page for page in found if not page.dead or page.full_in_feed]
    groups: dict[str, list[Page]] = {}
    for page in sorted(stored, key=lambda page: page.published):
        groups.setdefault(page.slug, []).append(page)
    return Expected(
        stored=frozenset(map(_key, stored)),
        copies={_key(copy): _key(group[0]) for group in groups.values() for copy in group[1:]},
        revised=frozenset(_key(page) for page in stored if page.note),
        rejected=frozenset(_key(page) for page in found if page.dead and not page.full_in_feed),
        same_url=sum(len(page.also_in) for page in found),
        age_notices=frozenset(_key(page) for page in stored if page.age_notice),
    )


def _key(page: Page) -> tuple[str, str]:
    return page.site.slug, page.slug
