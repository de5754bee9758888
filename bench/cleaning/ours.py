"""wirecopy as a system: the record of a page, whole, as the pipeline makes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bench.cleaning.corpora import Page
from bench.cleaning.described import Described
from bench.cleaning.folds import FOLDS, Predict, fold_of
from bench.cleaning.reading import Reading
from schemas.article import CleanPage
from schemas.site import Lesson
from wirecopy.cleaning import clean, get_ready
from wirecopy.cleaning.clean import judge_page
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.sites import Memory, Visit, learn, site_of
from wirecopy.cleaning.story import model_from
from wirecopy.cleaning.tree import parse_page
from wirecopy.cleaning.trees import Forest

FOLD_MODELS = Path(__file__).resolve().parents[1] / "extractor" / "folds"
_NOW = datetime(2026, 1, 1, tzinfo=UTC)  # when pages were met says nothing here


def without_memory(pages: Sequence[Page]) -> Predict[Reading]:
    """Each page by itself, by the model that never saw its site."""
    get_ready()
    return {fold: _reader(model) for fold, model in enumerate(fold_models())}


@cache
def fold_models() -> list[Forest]:
    """Of each fold the model that was trained without it (see `bench.extractor.train`)."""
    return [model_from((FOLD_MODELS / f"{fold}.json").read_bytes()) for fold in range(FOLDS)]


def with_memory(pages: Sequence[Page]) -> Predict[Reading]:
    """Each page with what all pages of its site taught, read twice, as `wirecopy clean --jsonl --memory` does."""
    get_ready()
    models = fold_models()
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    for page in pages:
        visit = Visit(Memory(), at=_NOW, with_words=True)
        _clean(page, models[fold_of(page)], visit)
        if visit.lesson is not None:
            lessons[visit.lesson.site].append(visit.lesson)
    memories = {site: learn(Memory(), given) for site, given in lessons.items()}

    def read(page: Page) -> Reading:
        memory = memories.get(site_of(page["url"]) or "", Memory())
        return reading(_clean(page, models[fold_of(page)], Visit(memory, at=_NOW)))

    return read


def _reader(model: Forest) -> Callable[[Page], Reading]:
    return lambda page: reading(_clean(page, model, None))


def _clean(page: Page, model: Forest, visit: Visit | None) -> CleanPage:
    tree = parse_page(page["html"])
    if tree is None:
        return clean("", url=page["url"])
    return judge_page(collect(tree, url=page["url"]), size=len(page["html"]), visit=visit, model=model).page


def reading(page: CleanPage) -> Reading:
    """The record in the terms of the comparison."""
    day_only = (page.date_source or "").endswith(":day")
    published = page.published_at.strftime("%Y-%m-%d") if page.published_at and day_only else page.published_at
    return Reading(page.text, Described(page.title, published, page.authors, page.image.url if page.image else None))
