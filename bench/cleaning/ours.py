"""wirecopy as a system: the record of a page, whole, as the pipeline makes it."""

from __future__ import annotations

from collections.abc import Sequence

from bench.cleaning.corpora import Page
from bench.cleaning.described import Described
from bench.cleaning.folds import Predict
from bench.cleaning.reading import Reading
from schemas.article import CleanPage
from wirecopy.cleaning import clean


def without_memory(pages: Sequence[Page]) -> Predict[Reading]:
    """Each page by itself."""
    return lambda page: reading(clean(page["html"], url=page["url"]))


def reading(page: CleanPage) -> Reading:
    """The record in the terms of the comparison."""
    day_only = (page.date_source or "").endswith(":day")
    published = page.published_at.strftime("%Y-%m-%d") if page.published_at and day_only else page.published_at
    return Reading(page.text, Described(page.title, published, page.authors, page.image.url if page.image else None))
