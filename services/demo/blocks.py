"""The body of a demo story: paragraphs, headings, quotes and lists, written in a few marks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Kind = Literal["paragraph", "heading", "quote", "list"]

_MARKS: tuple[tuple[str, Kind], ...] = (("## ", "heading"), ("> ", "quote"), ("- ", "list"))
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """One block. A list has an item per line; every other kind has one line."""

    kind: Kind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words as a reader sees them, list items parted by blank lines as paragraphs are."""
        return "\n\n".join(_LINK.sub(r"\1", line) for line in self.lines)

    @property
    def html(self) -> tuple[Markup, ...]:
        """Its lines with their links as HTML, everything else escaped."""
        return tuple(_linked(line) for line in self.lines)


def read_blocks(text: str) -> tuple[Block, ...]:
    """Blocks stand between blank lines; "## ", "> " and "- " begin a heading, a quote and a list item."""
    return tuple(_block(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())


def words(blocks: Iterable[Block]) -> int:
    """How many words the blocks have; of Japanese, how many characters."""
    return sum(
        len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+", b.text)) for b in blocks
    )


def _block(part: str) -> Block:
    for mark, kind in _MARKS:
        if part.startswith(mark):
            lines = [line.removeprefix(mark).strip() for line in part.splitlines()]
            return Block(kind, tuple(lines) if kind == "list" else (" ".join(lines),))
    # Japanese lines are not wrapped in the files, so joining with a space is right for all languages.
    return Block("paragraph", (" ".join(line.strip() for line in part.splitlines()),))


def _linked(line: str) -> Markup:
    made, end = Markup(""), 0
    for link in _LINK.finditer(line):
        made += line[end : link.start()]
        made += Markup('<a href="{}">{}</a>').format(link[2], link[1])
        end = link.end()
    return made + line[end:]
