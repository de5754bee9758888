"""How a text is compared with what it should be.

Each page gives a `Tally` of two fractions, and the score of many pages is that of the sum of their tallies. Tokens are
words, and single letters of scripts that write no spaces.

- Shingles: a page's precision is the share of its 4-token shingles that are in the gold, its recall the share of the
  gold's that it has; of many pages the mean precision of those with a text, the mean recall of those with gold.
- Segments: over all pages, `with` found verbatim is a hit, `without` found a false positive.
- Openings: whether a text holds the few words with which the article begins; recall only.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

# Thai, Lao, Burmese, Japanese, Chinese.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

Shingles = Counter[tuple[str, ...]]


class Tally(NamedTuple):
    """What one page adds to precision (`right` of `given`) and to recall (`found` of `wanted`)."""

    right: float
    given: float
    found: float
    wanted: float


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


Judge = Callable[[Mapping[str, Any], str], Tally]


def score(tallies: Iterable[Tally]) -> Score:
    """The score of many pages."""
    right, given, found, wanted = (sum(column) for column in zip(*tallies, strict=True))
    return Score(right / max(given, 1e-9), found / max(wanted, 1e-9))


def shingles(text: str) -> Shingles:
    """The multiset of 4-token shingles; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text)
    if len(tokens) < 4:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def by_shingles(page: Mapping[str, Any], text: str) -> Tally:
    """Compare with the whole text of the article."""
    predicted = shingles(text)
    gold = _gold(page, predicted)
    shared = (gold & predicted).total()
    return Tally(
        shared / predicted.total() if predicted else 0.0,
        1.0 if predicted else 0.0,
        shared / gold.total() if gold else 0.0,
        1.0 if gold else 0.0,
    )


def by_segments(page: Mapping[str, Any], text: str) -> Tally:
    """Compare with the segments that must be `with`in and `without`."""
    hits = sum(segment in text for segment in page["with"] or ())
    false = sum(segment in text for segment in page["without"] or ())
    return Tally(hits, hits + false, hits, len(page["with"] or ()))


def by_opening(member: str) -> Judge:
    """Compare with the article's first words, which stand in `member` of the page."""

    def judge(page: Mapping[str, Any], text: str) -> Tally:
        # The last word may be cut, and markup's entities stand as they were written.
        words = _TOKEN.findall(html.unescape(page[member]))[:-1]
        found = f" {' '.join(words)} " in f" {' '.join(_TOKEN.findall(text))} "
        return Tally(found, bool(text), found, 1)

    return judge


def _gold(page: Mapping[str, Any], predicted: Shingles) -> Shingles:
    """The gold shingles; optional paragraphs count only where more than half of them was predicted."""
    if not page.get("gold_optional"):
        return shingles(page["gold_text"])
    wanted = []
    for paragraph, optional in zip(page["gold_paragraphs"], page["gold_optional"], strict=True):
        own = shingles(paragraph)
        if not optional or (own & predicted).total() * 2 > own.total():
            wanted.append(paragraph)
    return shingles("\n".join(wanted))
