"""Cross-validation: a page is judged by a model that was trained without its site.

A site belongs to one fold in all corpora and in every run. Whoever trains for fold 3 leaves out the pages with
`fold_of(page) == 3`; a reader for each fold then stands wherever one reader for all pages could.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

from bench.cleaning.corpora import Page, site_of

FOLDS = 5

T = TypeVar("T")
Predict = Callable[[Page], T] | Mapping[int, Callable[[Page], T]]
"""One function for all pages, or for each fold one that never saw the fold's sites."""


def fold_of(page: Page) -> int:
    """The fold of a page's site, from 0 to `FOLDS` - 1."""
    return int.from_bytes(blake2b(site_of(page).encode(), digest_size=8).digest(), "big") % FOLDS


def by_fold(predict: Predict[T]) -> Callable[[Page], T]:
    """Give one function that asks, for each page, the one that never saw its site."""
    if callable(predict):
        return predict
    return lambda page: predict[fold_of(page)](page)


def texts(pages: Sequence[Page], predict: Predict[str]) -> list[str]:
    """The text of each page."""
    return list(map(by_fold(predict), pages))
