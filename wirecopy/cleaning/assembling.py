"""One article out of its pages as they landed: whether they were just fetched, or come out of the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.article import CleanPage
from schemas.feed import FeedEntry
from wirecopy.cleaning.landing import Landing
from wirecopy.cleaning.pagination import joined
from wirecopy.cleaning.rights import with_site_rights


def put_together(landings: Sequence[Landing], site_rights: Mapping[str, str]) -> CleanPage | None:
    """The article of these pages, in their order, with what its site says of rights; None where they only lead on."""
    pages = [landing.page for landing in landings if landing.page is not None]
    return with_site_rights(joined(pages), site_rights.items()) if pages else None


def witness(item: FeedEntry, *, page: int) -> FeedEntry:
    """What the feed said of an article, as a witness for its page number `page`, from 1.

    For further pages without its content, which would stand in for every short page of a long article.
    """
    return item if page == 1 else item.model_copy(update={"content_html": None})
