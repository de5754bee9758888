"""Examples: the corpora's pages as rows of features with labels and weights, each page in the fold of its domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.cleaning.corpora import CORPORA, PAGES, Page, read
from bench.cleaning.folds import fold_of
from bench.extractor.labels import labels_by_segments, labels_by_text
from wirecopy.cleaning.blocks import Block, read_blocks
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.features import Layout, Matrix, matrix_of
from wirecopy.cleaning.story import witnesses_of
from wirecopy.cleaning.tree import parse_page

# How much a page counts: news whose whole text is known by hand most; what another tool once gave, least.
WEIGHTS = {"fundus": 2.0, "site_pages": 2.0, "zh69": 1.5, "wcxb": 1.0, "trafilatura": 1.5, "readability": 0.4}
_PAGE_WEIGHT, _LENGTH_POWER = 30.0, 0.6


@dataclass
class Example:
    """One page to learn from."""

    corpus: str
    page: Page
    fold: int
    blocks: list[Block]
    matrix: Matrix
    layout: Layout
    letters: NDArray[np.float32]
    labels: NDArray[np.float32]
    """Of each block, the share that belongs to the story; nought where nothing is known."""
    weights: NDArray[np.float32]
    """How much each block counts; nought where nothing is known of it."""


def examples(folder: Path = PAGES) -> Iterator[Example]:
    """All pages that have a gold text or segments, but those that have no text at all."""
    for corpus in CORPORA:
        if corpus.name not in WEIGHTS:
            continue
        for page in read(corpus, folder=folder):
            tree = parse_page(page["html"])
            if tree is None:
                continue
            found = read_blocks(tree)
            if not found.blocks:
                continue
            matrix, layout = matrix_of(found, witnesses_of(collect(tree, url=page["url"]), None))
            if corpus.name == "trafilatura":
                said = labels_by_segments(found.blocks, page["with"] or (), page["without"] or ())
            else:
                said = labels_by_text(found.blocks, page.get("gold_text_with_optional") or page["gold_text"])
            labels = np.array(said, dtype=np.float32)
            yield Example(
                corpus.name,
                {name: value for name, value in page.items() if name != "html"},
                fold_of(page),
                found.blocks,
                matrix,
                layout,
                np.array([len(block.text) for block in found.blocks], dtype=np.float32),
                np.maximum(labels, 0),
                _weights(found.blocks, labels, WEIGHTS[corpus.name]),
            )


def _weights(blocks: list[Block], labels: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """Longer blocks count more, but not as much more as they are longer; all pages count alike."""
    words = np.array([max(len(block.text.split()), len(block.text) / 8, 1) for block in blocks], dtype=np.float32)
    weights = words**_LENGTH_POWER
    weights *= scale * _PAGE_WEIGHT / weights.sum()
    weights[labels < 0] = 0
    return weights
