"""Why a page became the record it became: every block of it, kept or dropped, and every field with its witness."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from schemas.article import CleanPage
from schemas.feed import FeedEntry
from wirecopy.cleaning.clean import clean
from wirecopy.cleaning.furniture import remove_furniture
from wirecopy.cleaning.inline import Run, runs_of
from wirecopy.cleaning.paragraphs import Kind, Paragraph, paragraphs_of
from wirecopy.cleaning.titles import folded
from wirecopy.cleaning.tree import parse_page
from wirecopy.records.charset import decode

# Fields of a CleanPage that a reader asks about, in reading order.
_FIELDS = (
    "title authors published_at modified_at language site_name section tags summary image"
    " canonical_url paywalled rights"
).split()


@dataclass(frozen=True)
class Block:
    """One block of text of the page. `reason` is why it was dropped: a residue slug, `furniture` or `not-story`."""

    text: str
    kept: bool
    reason: str | None = None
    kind: Kind = "text"
    runs: tuple[Run, ...] = ()
    """The text with its links and stresses; empty where it has none."""


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
    html: bytes | str, *, url: str | None = None, content_type: str | None = None, entry: FeedEntry | None = None
) -> Explanation:
    """Clean a page as `clean` does and tell what became of each of its blocks. Never raises on bad markup."""
    markup = decode(html, content_type).text if isinstance(html, bytes) else html
    page = clean(markup, url=url, entry=entry)
    runs = runs_of(markup, url=url)
    blocks = (replace(block, runs=runs.get(block.text, ())) for block in _judged(page, _blocks(markup)))
    return Explanation(page, tuple(blocks), tuple(_fields(page)))


def _judged(page: CleanPage, blocks: list[tuple[Paragraph, bool]]) -> list[Block]:
    waiting = Counter(folded(paragraph) for paragraph in page.text.split("\n\n") if paragraph)
    texts = {folded(paragraph): paragraph for paragraph in page.text.split("\n\n") if paragraph}
    removed = {folded(removal.text): removal.reason for removal in page.provenance.removed}
    judged: list[Block] = []
    for (text, kind), is_furniture in blocks:
        key = folded(text)
        if waiting[key] > 0:
            waiting[key] -= 1
            judged.append(Block(text, kept=True, kind=kind))
        elif key in removed:
            judged.append(Block(text, kept=False, reason=removed[key], kind=kind))
        elif parts := _parts(key, waiting, removed, page):
            judged.extend(replace(part, kind=kind) for part in parts)
        else:
            reason = "furniture" if is_furniture else "not-story"
            judged.append(Block(text, kept=False, reason=reason, kind=kind))
    judged.extend(Block(texts[key], kept=True) for key, count in waiting.items() for _ in range(count))
    return judged


def _parts(key: str, waiting: Counter[str], removed: dict[str, str], page: CleanPage) -> list[Block]:
    """A block of which one sentence was removed, as the removed and the kept part, in their order."""
    for paragraph in page.text.split("\n\n"):
        kept = folded(paragraph)
        rest = key.replace(kept, "", 1) if kept and waiting[kept] > 0 and kept in key else None
        if rest is not None and rest in removed:
            waiting[kept] -= 1
            notice = next(removal.text for removal in page.provenance.removed if folded(removal.text) == rest)
            parts = [Block(notice, kept=False, reason=removed[rest]), Block(paragraph, kept=True)]
            return parts if key.startswith(rest) else parts[::-1]
    return []


def _blocks(markup: str) -> list[tuple[Paragraph, bool]]:
    """The page's blocks of text, and of each whether it stands in what the page itself names as furniture."""
    tree = parse_page(markup)
    if tree is None:
        return []
    without = deepcopy(tree)
    remove_furniture(without)
    left = Counter(paragraph.text for paragraph in _paragraphs(without))
    found: list[tuple[Paragraph, bool]] = []
    for paragraph in _paragraphs(tree):
        left[paragraph.text] -= 1
        found.append((paragraph, left[paragraph.text] < 0))
    return found


def _paragraphs(tree: HtmlElement) -> list[Paragraph]:
    body = tree.find("body")
    return paragraphs_of(tree if body is None else body)


def _fields(page: CleanPage) -> list[Field]:
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
