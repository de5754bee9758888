"""Cleaning against the pages of ../shared/data, beside trafilatura on the same pages: `python -m bench.cleaning`.

Text: precision, recall and F1 of 4-token shingles, or of segments that must be in or out, as the README there defines
them, and pages per CPU-second. wirecopy's figure is for whole records, with metadata and language; trafilatura's
is for its text, and in the last column for text and metadata. Metadata: share of exact titles and days, set-F1 of
authors. `--every N` takes each Nth page only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from wirecopy.cleaning import clean

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
TEXTS = ("fundus", "site_pages", "zh69", "wcxb", "trafilatura")
METADATA = ("fundus", "postlight", "wcxb")
# A word, or one letter of Thai, Lao, Burmese, Japanese, Chinese.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

Page = dict[str, Any]
Shingles = Counter[tuple[str, ...]]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


class Described(NamedTuple):
    """The metadata that is compared: the day is in the gold's zone where it has one."""

    title: str
    published: datetime | str | None
    authors: frozenset[str]


def read(name: str, folder: Path = PAGES) -> list[Page]:
    """The pages of one corpus."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shingles(text: str) -> Shingles:
    """The multiset of 4-token shingles; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text or "")
    if len(tokens) < 4:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def gold_of(page: Page, predicted: Shingles) -> Shingles:
    """The gold shingles; optional paragraphs count only where more than half of them was predicted."""
    if not page.get("gold_optional"):
        return shingles(page["gold_text"])
    wanted = []
    for paragraph, optional in zip(page["gold_paragraphs"], page["gold_optional"], strict=True):
        own = shingles(paragraph)
        if not optional or (own & predicted).total() * 2 > own.total():
            wanted.append(paragraph)
    return shingles("\n".join(wanted))


def score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """Mean precision over pages with a prediction, mean recall over pages with gold."""
    precisions, recalls = [], []
    for page, text in zip(pages, texts, strict=True):
        predicted = shingles(text)
        gold = gold_of(page, predicted)
        shared = (gold & predicted).total()
        if predicted:
            precisions.append(shared / predicted.total())
        if gold:
            recalls.append(shared / gold.total())
    return Score(sum(precisions) / max(len(precisions), 1), sum(recalls) / max(len(recalls), 1))


def segment_score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """Over all segments: `with` found is a hit, `without` found a false positive."""
    hits = misses = false = 0
    for page, text in zip(pages, texts, strict=True):
        found = [segment in text for segment in page["with"] or ()]
        hits += sum(found)
        misses += len(found) - sum(found)
        false += sum(segment in text for segment in page["without"] or ())
    return Score(hits / max(hits + false, 1), hits / max(hits + misses, 1))


def timed(make: Callable[[Page], str], pages: Iterable[Page]) -> tuple[list[str], float]:
    """The texts, and the CPU seconds they took."""
    started = time.process_time()
    return [make(page) for page in pages], time.process_time() - started


def text_by_wirecopy(page: Page) -> str:
    """The record's text."""
    return clean(page["html"], url=page["url"]).text


def text_by_trafilatura(page: Page) -> str:
    """Its plain text, as its own benchmark takes it."""
    return trafilatura.extract(page["html"], url=page["url"], include_comments=False) or ""


def record_by_trafilatura(page: Page) -> str:
    """Its text, with metadata made on the way."""
    found = trafilatura.bare_extraction(page["html"], url=page["url"], include_comments=False, with_metadata=True)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def described_by_wirecopy(page: Page) -> Described:
    """The record's metadata."""
    record = clean(page["html"], url=page["url"])
    day_only = (record.date_source or "").endswith(":day")
    published = record.published_at.strftime("%Y-%m-%d") if record.published_at and day_only else record.published_at
    return Described(record.title, published, frozenset(map(name_key, record.authors)))


def described_by_trafilatura(page: Page) -> Described:
    """Its metadata."""
    found = trafilatura.extract_metadata(page["html"], default_url=page["url"])
    authors = frozenset(name_key(name) for name in (found.author or "").split(";") if name.strip())
    return Described(found.title or "", found.date, authors)


def title_key(title: str) -> str:
    """NFKC, straight quotes, single spaces, lower case."""
    return " ".join(unicodedata.normalize("NFKC", title).translate(_QUOTES).split()).lower()


def name_key(name: str) -> str:
    """A name without accents, case and "by"."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"^by\s+", "", " ".join(letters.lower().split()))


def is_same_day(gold: str, published: datetime | str | None) -> bool:
    """Whether both are on one calendar day, in the gold's own zone."""
    if isinstance(published, datetime):
        zone = datetime.fromisoformat(gold).tzinfo
        published = published.astimezone(zone).strftime("%Y-%m-%d")
    return published == gold[:10]


def metadata_row(pages: Sequence[Page], describe: Callable[[Page], Described]) -> tuple[float, float, float]:
    """Shares of exact titles and of exact days, set-F1 of authors."""
    titles, days = [], []
    shared = predicted = wanted = 0
    for page in pages:
        described = describe(page)
        if page["gold_title"]:
            titles.append(title_key(page["gold_title"]) == title_key(described.title))
        if page["gold_date"]:
            days.append(is_same_day(str(page["gold_date"]), described.published))
        if page["gold_authors"]:
            gold = {name_key(name) for byline in page["gold_authors"] for name in _BETWEEN_NAMES.split(byline) if name}
            shared += len(gold & described.authors)
            predicted += len(described.authors)
            wanted += len(gold)
    return sum(titles) / len(titles), sum(days) / len(days), 2 * shared / max(predicted + wanted, 1)


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder of the corpora")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take each Nth page")
    arguments = parser.parse_args()
    folder: Path = arguments.pages
    if not folder.is_dir():
        print("skipped: ../shared/data/pages is not there", file=sys.stderr)
        return
    logging.disable(logging.CRITICAL)
    # Both load models and tables with their first page.
    for warm in read("zh69", folder)[:3]:
        text_by_wirecopy(warm)
        record_by_trafilatura(warm)
    print(
        f"{'corpus':12} pages  {'wirecopy P / R / F1':24} pages/s  {'trafilatura P / R / F1':24} pages/s text, record"
    )
    for name in TEXTS:
        pages = [page for page in read(name, folder) if page["gold_text"] or name == "trafilatura"][:: arguments.every]
        judge = segment_score if name == "trafilatura" else score
        ours, our_time = timed(text_by_wirecopy, pages)
        theirs, their_time = timed(text_by_trafilatura, pages)
        _, record_time = timed(record_by_trafilatura, pages)
        mine, peer = (
            f"{s.precision:.4f} {s.recall:.4f} {s.f1:.4f}" for s in (judge(pages, ours), judge(pages, theirs))
        )
        speed, peer_speed, record_speed = (len(pages) / spent for spent in (our_time, their_time, record_time))
        print(f"{name:12} {len(pages):5}  {mine:24} {speed:7.1f}  {peer:24} {peer_speed:.1f}, {record_speed:.1f}")
    print(f"\n{'metadata':12} pages  {'wirecopy title / day / authors':32} trafilatura title / day / authors")
    for name in METADATA:
        pages = read(name, folder)[:: arguments.every]
        rows = [metadata_row(pages, describe) for describe in (described_by_wirecopy, described_by_trafilatura)]
        ours_row, theirs_row = (" ".join(f"{value:.3f}" for value in row) for row in rows)
        print(f"{name:12} {len(pages):5}  {ours_row:32} {theirs_row}")


if __name__ == "__main__":
    main()
