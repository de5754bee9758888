"""What changed between two revisions of a text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from schemas.article import Revision


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, and whether the later revision kept, added or dropped it."""

    kind: Literal["kept", "added", "dropped"]
    text: str


def paragraphs(text: str) -> list[str]:
    """Split a record's text at its blank lines."""
    return [part for part in text.split("\n\n") if part.strip()]


def difference(before: Revision, after: Revision) -> tuple[Paragraph, ...]:
    """Give the paragraphs that `after` added or dropped, in reading order; the title counts as the first paragraph."""
    old = [before.title, *paragraphs(before.text)]
    new = [after.title, *paragraphs(after.text)]
    return tuple(part for part in _compared(old, new) if part.kind != "kept")


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    # autojunk would take a paragraph for noise that recurs in a text of more than 200.
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Paragraph("kept", text) for text in new[new_from:new_to])
        else:
            yield from (Paragraph("dropped", text) for text in old[old_from:old_to])
            yield from (Paragraph("added", text) for text in new[new_from:new_to])
