"""Cleaning against the pages of ../shared/data, beside trafilatura on the same pages: `python -m bench.cleaning`."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import trafilatura
from rich.console import Console
from rich.table import Table

from wirecopy.cleaning import clean

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
# A word, or one letter of Chinese, Japanese, Thai, Lao, Burmese.
_TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\W\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)


def read(name: str) -> list[dict[str, Any]]:
    """The pages of one corpus."""
    with gzip.open(PAGES / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of 4-token shingles; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text or "")
    if len(tokens) < 4:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def gold_of(page: dict[str, Any], predicted: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """The gold shingles; optional paragraphs count only where more than half of them was predicted."""
    if not page.get("gold_optional"):
        return shingles(page["gold_text"])
    wanted = []
    for paragraph, optional in zip(page["gold_paragraphs"], page["gold_optional"], strict=True):
        own = shingles(paragraph)
        if not optional or (own & predicted).total() * 2 > own.total():
            wanted.append(paragraph)
    return shingles("\n".join(wanted))


def score(pages: Sequence[dict[str, Any]], texts: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages, as ../shared/data/README.md defines them."""
    precisions, recalls = [], []
    for page, text in zip(pages, texts, strict=True):
        predicted = shingles(text)
        gold = gold_of(page, predicted)
        shared = (gold & predicted).total()
        if predicted:
            precisions.append(shared / predicted.total())
        if gold:
            recalls.append(shared / gold.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return precision, recall, 2 * precision * recall / (precision + recall)


def segment_score(pages: Sequence[dict[str, Any]], texts: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of segments that must be in and must be out."""
    hits = misses = false = 0
    for page, text in zip(pages, texts, strict=True):
        hits += sum(segment in text for segment in page["with"] or ())
        misses += sum(segment not in text for segment in page["with"] or ())
        false += sum(segment in text for segment in page["without"] or ())
    precision, recall = hits / (hits + false), hits / (hits + misses)
    return precision, recall, 2 * precision * recall / (precision + recall)


CORPORA = ("fundus", "wcxb", "site_pages", "zh69", "trafilatura")


def ours(page: dict[str, Any]) -> str:
    """Our text, with all metadata worked out as well."""
    return clean(page["html"], url=page["url"]).text


def peer(page: dict[str, Any]) -> str:
    """Trafilatura's text with its metadata, as its users would ask for it."""
    document = trafilatura.bare_extraction(page["html"], url=page["url"], with_metadata=True, include_comments=False)
    return (document.text if document is not None else "") or ""


def measured(extract: Callable[[dict[str, Any]], str], pages: Sequence[dict[str, Any]]) -> tuple[list[str], float]:
    """The texts, and pages per second of CPU time."""
    extract(pages[0])  # what is loaded on first use is no page's cost
    began = time.process_time()
    texts = [extract(page) for page in pages]
    return texts, len(pages) / (time.process_time() - began)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=150, help="pages of each corpus (default: %(default)s)")
    most = options.parse_args().most
    if not PAGES.exists():
        sys.exit(f"no pages to measure on: {PAGES} is not there")
    table = Table(box=None, title=f"at most {most} pages of each corpus; F1 of 4-token shingles, or of segments")
    for column in ("corpus", "pages", "who", "precision", "recall", "F1", "pages per CPU-second"):
        table.add_column(column)
    for name in CORPORA:
        pages = [page for page in read(name) if page.get("page_type", "article") == "article"][:most]
        judge = segment_score if name == "trafilatura" else score
        for who, extract in (("wirecopy", ours), ("trafilatura", peer)):
            texts, speed = measured(extract, pages)
            figures = (f"{figure:.3f}" for figure in judge(pages, texts))
            table.add_row(name, str(len(pages)), who, *figures, f"{speed:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
