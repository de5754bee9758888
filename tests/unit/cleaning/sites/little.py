"""Little sites: pages as blocks with the chances that a page alone would give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.site import Lesson
from tests.newsroom import words
from wirecopy.cleaning.sites import Judged, Memory, Visit, learn

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STORY = "body>main>div.story>p"
AFTER = "body>main>div.after>p"
SURE, LIKELY, UNSURE, UNLIKELY = 0.97, 0.8, 0.6, 0.1


@dataclass(frozen=True)
class Piece:
    """A block, with the chance that its page alone gives it."""

    text: str
    chance: float = SURE
    path: str = STORY
    kind: str = "text"


@dataclass(frozen=True)
class Article:
    """A page of a little site."""

    url: str
    title: str
    pieces: tuple[Piece, ...]

    @property
    def chances(self) -> list[float]:
        return [piece.chance for piece in self.pieces]


def article(
    seed: str, *extra: Piece, story: Iterable[str] | None = None, path: str = STORY, chance: float = SURE
) -> Article:
    """An article of six paragraphs of its own (or of `story`), and further pieces behind them."""
    told = words.paragraphs(seed) if story is None else story
    pieces = (*(Piece(text, chance, path) for text in told), *extra)
    return Article(f"https://bay.example/{seed}", f"{words.headline(seed)} ({seed})", pieces)


def lesson(memory: Memory, page: Article, at: datetime = NOON, *, with_words: bool = False) -> Lesson:
    visit = Visit(memory, at=at, with_words=with_words)
    visit.weigh(page.pieces, page.chances, url=page.url, title=page.title)
    assert visit.lesson is not None
    return visit.lesson


def visited(pages: Iterable[Article], memory: Memory | None = None, at: datetime = NOON) -> Memory:
    """The memory after these pages, one by one."""
    memory = Memory() if memory is None else memory
    for page in pages:
        memory = learn(memory, [lesson(memory, page, at)])
    return memory


def judged(memory: Memory, page: Article, own: tuple[str, ...] = ()) -> list[Judged]:
    return Visit(memory, at=NOON).weigh(page.pieces, page.chances, url=page.url, title=page.title, own=own)


def kept(memory: Memory, page: Article, own: tuple[str, ...] = ()) -> list[str]:
    """The texts that page and site keep together."""
    found = zip(page.pieces, judged(memory, page, own), strict=True)
    return [piece.text for piece, judgement in found if judgement.chance >= 0.5]


def alone(page: Article) -> list[str]:
    """The texts that the page alone keeps."""
    return [piece.text for piece in page.pieces if piece.chance >= 0.5]
