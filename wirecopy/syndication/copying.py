"""How much of a text stands in another one, and which paragraphs were left out or added.

Words count as taken over that stand in a run of five which the other text has too (eight letters of a script without
spaces): an outlet moves paragraphs, and changes a word here and there, without making them its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.syndication import Part
from wirecopy.records.text import fold, space_letters, unspaced_letters

_RUN, _LETTER_RUN = 5, 8
# Of a paragraph's words that stand in the other text: from here on it is the same one, and below this its own.
_SAME, _OWN = 0.95, 0.2


@dataclass(frozen=True, slots=True)
class Copying:
    """What a copy made of an original."""

    copied: float
    """The share of the copy's words that stand in the original."""
    used: float
    """The share of the original's words that stand in the copy."""
    cut: tuple[Part, ...]
    added: tuple[Part, ...]
    edited: int


def copying(original: str, copy: str) -> Copying:
    """Hold a copy against the original, texts of paragraphs both."""
    run = _LETTER_RUN if unspaced_letters(original) > len(original) / 3 else _RUN
    ours, theirs = _Text(copy), _Text(original)
    ours_held, theirs_held = ours.held(theirs.runs(run), run), theirs.held(ours.runs(run), run)
    in_original = ours.by_paragraph(ours_held)
    in_copy = theirs.by_paragraph(theirs_held)
    return Copying(
        copied=_share(ours_held),
        used=_share(theirs_held),
        cut=tuple(theirs.part(at) for at, share in enumerate(in_copy) if share < _OWN),
        added=tuple(ours.part(at) for at, share in enumerate(in_original) if share < _OWN),
        edited=sum(_OWN <= share < _SAME for share in in_original),
    )


class _Text:
    """A text as words, and where its paragraphs begin."""

    def __init__(self, text: str) -> None:
        self._paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
        self._words: list[str] = []
        self._ends: list[int] = []
        for paragraph in self._paragraphs:
            self._words += space_letters(fold(paragraph)).split()
            self._ends.append(len(self._words))

    def runs(self, size: int) -> set[tuple[str, ...]]:
        """Every run of so many words; a shorter text is one run."""
        return {tuple(self._words[at : at + size]) for at in self._starts(size)}

    def held(self, runs: set[tuple[str, ...]], size: int) -> list[bool]:
        """For each word whether it stands in one of these runs."""
        held = [False] * len(self._words)
        for at in self._starts(size):
            if tuple(self._words[at : at + size]) in runs:
                held[at : at + size] = [True] * len(held[at : at + size])
        return held

    def by_paragraph(self, held: Sequence[bool]) -> list[float]:
        """The share of each paragraph's words that are held; of one without words (a line of marks) all."""
        starts = [0, *self._ends][: len(self._ends)]
        return [_share(held[start:end]) for start, end in zip(starts, self._ends, strict=True)]

    def part(self, at: int) -> Part:
        return Part(place=at + 1, text=self._paragraphs[at])

    def _starts(self, size: int) -> range:
        return range(max(len(self._words) - size, 0) + 1) if self._words else range(0)


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 3) if held else 1.0
