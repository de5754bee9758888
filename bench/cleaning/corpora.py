"""The pages that systems are compared on, and what is known of each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bench.cleaning.metric import Judge, by_opening, by_segments, by_shingles

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"

Page = Mapping[str, Any]


class Corpus(NamedTuple):
    """Pages of one origin. `judge` compares texts; `wants` is the member of a page it needs. None: metadata only."""

    name: str
    judge: Judge | None
    wants: str
    about: str


# Whole texts first; the regression corpora hold what another tool once gave, which is no truth.
CORPORA = (
    Corpus("fundus", by_shingles, "gold_text", "news, hand-written parsers"),
    Corpus("wcxb", by_shingles, "gold_text", "articles, mostly blogs and guides"),
    Corpus("site_pages", by_shingles, "gold_text", "six news sites, by hand"),
    Corpus("zh69", by_shingles, "gold_text", "Chinese, by character"),
    Corpus("trafilatura", by_segments, "with", "mostly German, segments in and out"),
    Corpus("readability", by_shingles, "gold_text", "regression: a tool's own output"),
    Corpus("newspaper4k", by_shingles, "gold_text", "regression: a tool's own output"),
    Corpus("goose3", by_opening("expected_cleaned_text_prefix"), "expected_cleaned_text_prefix", "openings"),
    Corpus("postlight", by_opening("first13"), "first13", "metadata, openings"),
    Corpus("htmldate", None, "gold_date", "dates"),
)


def read(corpus: Corpus, *, every: int = 1, folder: Path = PAGES) -> list[Page]:
    """Each `every`th page of those on which the corpus can judge."""
    with gzip.open(folder / f"{corpus.name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return [page for page in pages if page.get(corpus.wants)][::every]


def site_of(page: Page) -> str:
    """The site a page is of; a page of unknown origin stands for itself."""
    return page.get("domain") or f"{page['source']}:{page['id']}"
