"""wirecopy as a system: the record of a page, whole, as the pipeline makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bench.cleaning.corpora import Page
from bench.cleaning.described import Described
from bench.cleaning.folds import FOLDS, Predict
from bench.cleaning.reading import Reading
from schemas.article import CleanPage
from wirecopy.cleaning import clean
from wirecopy.cleaning.clean import judge_page
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.story import Model, model_from
from wirecopy.cleaning.tree import parse_page

FOLD_MODELS = Path(__file__).resolve().parents[1] / "extractor" / "folds"


def without_memory(pages: Sequence[Page]) -> Predict[Reading]:
    """Each page by itself, by the model that never saw its site."""
    return {fold: _reader(model) for fold, model in enumerate(fold_models())}


def fold_models() -> list[Model]:
    """Of each fold the model that was trained without it (see `bench.extractor.train`)."""
    return [model_from((FOLD_MODELS / f"{fold}.json").read_bytes()) for fold in range(FOLDS)]


def _reader(model: Model) -> Callable[[Page], Reading]:
    def read(page: Page) -> Reading:
        tree = parse_page(page["html"])
        if tree is None:
            return reading(clean("", url=page["url"]))
        evidence = collect(tree, url=page["url"])
        return reading(judge_page(evidence, size=len(page["html"]), model=model).page)

    return read


def reading(page: CleanPage) -> Reading:
    """The record in the terms of the comparison."""
    day_only = (page.date_source or "").endswith(":day")
    published = page.published_at.strftime("%Y-%m-%d") if page.published_at and day_only else page.published_at
    return Reading(page.text, Described(page.title, published, page.authors, page.image.url if page.image else None))
