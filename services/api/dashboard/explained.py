"""An explanation as it is shown: passages, their shares of the page, fields, and what it duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.article import CleanPage
from wirecopy.cleaning.explain import Explanation, Field
from wirecopy.cleaning.passages import Passage, passages

_STRIP = 1000.0


@dataclass(frozen=True)
class Piece:
    """One passage in the strip that draws the page: where it begins, how long it is, of a thousand."""

    kept: bool
    x: float
    width: float


@dataclass(frozen=True)
class Explained:
    """What the templates show. `open_all` opens also what stands around the story."""

    page: CleanPage
    passages: Sequence[Passage]
    fields: Sequence[Field]
    strip: Sequence[Piece]
    kept: int
    dropped: int
    reasons: Sequence[tuple[str, int]]
    open_all: bool = False
    duplicate_of: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


def explained(
    found: Explanation,
    *,
    open_all: bool = False,
    duplicate_of: int | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> Explained:
    """Make an explanation ready to be shown."""
    read = passages(found.blocks)
    reasons: Counter[str] = Counter()
    for passage in read:
        reasons.update(dict(passage.reasons))
    return Explained(
        page=found.page,
        passages=read,
        fields=found.fields,
        strip=_strip(read),
        kept=sum(block.kept for block in found.blocks),
        dropped=sum(not block.kept for block in found.blocks),
        reasons=reasons.most_common(),
        open_all=open_all,
        duplicate_of=duplicate_of,
        evidence=evidence or {},
    )


def _strip(read: Sequence[Passage]) -> list[Piece]:
    """The passages side by side, each as wide as its share of the page's letters."""
    whole = sum(passage.letters for passage in read)
    pieces: list[Piece] = []
    x = 0.0
    for passage in read:
        width = passage.letters * _STRIP / whole
        pieces.append(Piece(passage.kept, round(x, 1), round(width, 1)))
        x += width
    return pieces


@dataclass(frozen=True)
class Markable:
    """A block of the page as whoever teaches sees it: whole, with its number, and whether any of it was kept."""

    number: int
    text: str
    kept: bool
    reason: str | None


def markable(found: Explanation) -> list[Markable]:
    """The page's blocks to mark, in its order; the parts of one are one again."""
    whole: dict[int, Markable] = {}
    for block in found.blocks:
        if block.number is None:  # of a landmark, or a text that stood nowhere on the page
            continue
        before = whole.get(block.number)
        whole[block.number] = Markable(
            block.number,
            f"{before.text} {block.text}" if before else block.text,
            block.kept or (before is not None and before.kept),
            block.reason or (before.reason if before else None),
        )
    return list(whole.values())
