"""Why a page became the record it became: every block of it, kept or dropped, and every field with its witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.article import CleanPage, Recurrence, Removal
from schemas.feed import FeedEntry
from wirecopy.cleaning.blocks import Page, read_blocks
from wirecopy.cleaning.clean import clean, judge_page
from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.decisions import Decision, reason_by_name
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.inline import Run, runs_of
from wirecopy.cleaning.paragraphs import Kind
from wirecopy.cleaning.sites import Visit
from wirecopy.cleaning.tree import parse_page
from wirecopy.records.charset import decode

# Fields of a CleanPage that a reader asks about, in reading order.
_FIELDS = (
    "title authors published_at modified_at language site_name section tags summary image"
    " canonical_url paywalled rights"
).split()


@dataclass(frozen=True)
class Block:
    """One block of text of the page, or a part of one; `reason` is why it was dropped."""

    text: str
    kept: bool
    reason: str | None = None
    kind: Kind = "text"
    runs: tuple[Run, ...] = ()
    """The text with its links and stresses; empty where it has none."""
    chance: float | None = None
    """That it is of the story, by page and site; None for what stands in a landmark, and for a text that stood nowhere
    on the page."""
    number: int | None = None
    """Of the page's block that it is, or is a part of: what `wirecopy sites teach` takes. None where nobody judged."""
    recurrence: Recurrence | None = None
    """Where else on its site it was met, if it was dropped for that."""


@dataclass(frozen=True)
class Field:
    """One field of the record, its value as text, and the witness it came from."""

    name: str
    value: str
    source: str


@dataclass(frozen=True)
class Explanation:
    """A page's blocks in page order and its fields. A text that stood nowhere on the page (JSON-LD's) comes last."""

    page: CleanPage
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]


def explain(
    html: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    entry: FeedEntry | None = None,
    visit: Visit | None = None,
) -> Explanation:
    """Clean a page as `clean` does and tell what became of each of its blocks. Never raises on bad markup."""
    markup = decode(html, content_type).text if isinstance(html, bytes) else html
    tree = parse_page(markup)
    if tree is None:
        return Explanation(clean("", url=url), (), ())
    page, decisions = judge_page(collect(tree, url=url), size=len(markup), entry=entry, visit=visit)
    runs = runs_of(markup, url=url)
    blocks = list(_in_page_order(read_blocks(tree, with_landmarks=True), decisions, runs))
    if not any(block.kept for block in blocks):
        blocks.extend(Block(paragraph, kept=True) for paragraph in page.text.split("\n\n") if paragraph)
    return Explanation(page, tuple(blocks), tuple(_fields(page)))


def _in_page_order(page: Page, decisions: Iterable[Decision], runs: Mapping[str, tuple[Run, ...]]) -> Iterator[Block]:
    """All blocks of a page: those of its landmarks, of which nobody judged, and what became of the others."""
    judged = iter(decisions)
    for block in page.blocks:
        if block.index in page.landmarks:
            yield Block(mended(block.text), kept=False, reason=reason_by_name(block), kind=block.kind)
        elif (decision := next(judged, None)) is not None:
            yield from _parts(decision, runs)
    # A page of more blocks than are read at once has landmarks in the place of its last ones.
    for decision in judged:
        yield from _parts(decision, runs)


def _parts(decision: Decision, runs: Mapping[str, tuple[Run, ...]]) -> Iterator[Block]:
    """A block whole, or as the parts that were kept and removed, in their order."""
    block = decision.block
    parts: list[tuple[str, Removal | None]] = [(gone.text, gone) for gone in decision.removals()]
    if decision.text:
        parts.append((decision.text, None))
    for text, gone in sorted(parts, key=lambda part: max(block.text.find(part[0][:40]), 0)):
        yield Block(
            text,
            kept=gone is None,
            reason=gone.reason if gone else None,
            kind=block.kind,
            runs=runs.get(text, ()),
            chance=round(decision.chance, 3),
            number=block.index,
            recurrence=gone.recurrence if gone else None,
        )


def _fields(page: CleanPage) -> Iterable[Field]:
    record = page.model_dump(mode="json")
    return [
        Field(name, _shown(record[name]), page.provenance.fields.get(name, ""))
        for name in _FIELDS
        if record[name] not in (None, "", [])
    ]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("url"))
    return str(value)
